// SPDX-License-Identifier: GPL-2.0
/*
 * "sctp: use GFP_USER for user-controlled kmalloc": the length of a getsockopt()
 * became the size of a buffer.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <net/sock.h>

struct sctp_addrs {
	__s32 assoc_id;
	__u32 count;
};

static int sctp_before(int len)
{
	size_t space = len - sizeof(struct sctp_addrs);
	void *addrs = kmalloc(space, GFP_KERNEL);	/* expect: warning[oversize-user] */

	if (!addrs)
		return -ENOMEM;
	kfree(addrs);
	return 0;
}

static int sctp_after(int len)
{
	size_t space = len - sizeof(struct sctp_addrs);
	void *addrs = kmalloc(space, GFP_USER | __GFP_NOWARN);	/* ok: oversize-user -- mended */

	if (!addrs)
		return -ENOMEM;
	kfree(addrs);
	return 0;
}

static int sctp_getsockopt(struct socket *sock, int level, int optname,
			   char __user *optval, int __user *optlen)
{
	int len;

	if (get_user(len, optlen))
		return -EFAULT;
	if (len < (int)sizeof(struct sctp_addrs))
		return -EINVAL;
	return optname ? sctp_before(len) : sctp_after(len);
}

const struct proto_ops km_sctp_ops = {
	.family = AF_INET,
	.owner = THIS_MODULE,
	.getsockopt = sctp_getsockopt,
};

MODULE_DESCRIPTION("kmcheck case: sctp addresses");
MODULE_LICENSE("GPL");
