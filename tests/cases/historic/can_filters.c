// SPDX-License-Identifier: GPL-2.0
/*
 * "can: raw: raw_setsockopt: limit number of can_filter that can be set": of releases
 * whose memdup_user() warned.
 */
/* test-options: --kernel 4.14 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <net/sock.h>

#define FILTER_MAX 512

struct filter {
	__u32 can_id, can_mask;
};

static int filters_before(const char __user *optval, unsigned int optlen)
{
	struct filter *filter;

	if (optlen % sizeof(struct filter) != 0)
		return -EINVAL;
	filter = memdup_user(optval, optlen);	/* expect: warning[oversize-user] */
	if (IS_ERR(filter))
		return PTR_ERR(filter);
	kfree(filter);
	return 0;
}

static int filters_after(const char __user *optval, unsigned int optlen)
{
	struct filter *filter;

	if (optlen % sizeof(struct filter) != 0)
		return -EINVAL;
	if (optlen > FILTER_MAX * sizeof(struct filter))
		return -EINVAL;
	filter = memdup_user(optval, optlen);	/* ok: oversize-user -- mended */
	if (IS_ERR(filter))
		return PTR_ERR(filter);
	kfree(filter);
	return 0;
}

static int filters_setsockopt(struct socket *sock, int level, int optname,
			      sockptr_t optval, unsigned int optlen)
{
	return optname ? filters_before(optval.user, optlen) :
	       filters_after(optval.user, optlen);
}

const struct proto_ops km_filter_ops = {
	.family = AF_CAN,
	.owner = THIS_MODULE,
	.setsockopt = filters_setsockopt,
};

MODULE_DESCRIPTION("kmcheck case: can filters");
MODULE_LICENSE("GPL");
