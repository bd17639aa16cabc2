// SPDX-License-Identifier: GPL-2.0
/*
 * "net: rds: restrict iovecs length for RDS_CMSG_RDMA_ARGS": the number of vectors
 * stands in a control message of sendmsg().
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/socket.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <net/sock.h>

struct rds_args {
	__u64 vec_addr;
	__u64 nr_local;
};

struct rds_vec {
	__u64 addr;
	__u64 bytes;
};

static int rds_before(const struct rds_args *args)
{
	struct rds_vec *iov;

	if (args->nr_local == 0)
		return -EINVAL;
	iov = kcalloc(args->nr_local, sizeof(*iov), GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!iov)
		return -ENOMEM;
	kfree(iov);
	return 0;
}

static int rds_after(const struct rds_args *args)
{
	struct rds_vec *iov;

	if (args->nr_local == 0)
		return -EINVAL;
	if (args->nr_local > UIO_MAXIOV)
		return -EMSGSIZE;
	iov = kcalloc(args->nr_local, sizeof(*iov), GFP_KERNEL);	/* ok: oversize-user -- mended */
	if (!iov)
		return -ENOMEM;
	kfree(iov);
	return 0;
}

static int rds_sendmsg(struct socket *sock, struct msghdr *msg, size_t len)
{
	struct cmsghdr *cmsg;
	int ret = 0;

	for_each_cmsghdr(cmsg, msg) {
		if (!CMSG_OK(msg, cmsg))
			return -EINVAL;
		if (cmsg->cmsg_len < CMSG_LEN(sizeof(struct rds_args)))
			return -EINVAL;
		if (cmsg->cmsg_type == 1)
			ret = rds_before(CMSG_DATA(cmsg));
		else
			ret = rds_after(CMSG_DATA(cmsg));
		if (ret)
			break;
	}
	return ret;
}

const struct proto_ops km_rds_ops = {
	.family = AF_RDS,
	.owner = THIS_MODULE,
	.sendmsg = rds_sendmsg,
};

MODULE_DESCRIPTION("kmcheck case: rds iovecs");
MODULE_LICENSE("GPL");
