// SPDX-License-Identifier: GPL-2.0
/* setsockopt: the option's length and its contents. */
#include <linux/module.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/sockptr.h>
#include <net/sock.h>

struct filter_opt {
	u32 count;
	u32 flags;
};

static int km_setsockopt(struct socket *sock, int level, int optname,
			 sockptr_t optval, unsigned int optlen)
{
	struct filter_opt opt;
	void *all, *rules = NULL, *few;

	if (optlen < sizeof(opt))
		return -EINVAL;
	all = kmalloc(optlen, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(all);
	if (copy_from_sockptr(&opt, optval, sizeof(opt)))
		return -EFAULT;
	rules = kcalloc(opt.count, 32, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(rules);
	if (opt.count > 64)
		return -EINVAL;
	few = kcalloc(opt.count, 32, GFP_KERNEL);	/* ok: oversize-user */
	kfree(few);
	return 0;
}

static const struct proto_ops km_ops = {
	.family = PF_UNSPEC,
	.owner = THIS_MODULE,
	.setsockopt = km_setsockopt,
};

const struct proto_ops *socket_options_ops(void)
{
	return &km_ops;
}
EXPORT_SYMBOL_GPL(socket_options_ops);

MODULE_DESCRIPTION("kmcheck case: socket options");
MODULE_LICENSE("GPL");
