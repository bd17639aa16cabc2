// SPDX-License-Identifier: GPL-2.0
/*
 * "net/packet: Set __GFP_NOWARN upon allocation in alloc_pg_vec"
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sockptr.h>
#include <net/sock.h>

struct ring_req {
	unsigned int block_size, block_nr, frame_size, frame_nr;
};

struct pgv {
	char *buffer;
};

static struct pgv *pgv_before(struct ring_req *req)
{
	unsigned int block_nr = req->block_nr;
	struct pgv *vec;

	vec = kcalloc(block_nr, sizeof(struct pgv), GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (unlikely(!vec))
		return NULL;
	return vec;
}

static struct pgv *pgv_after(struct ring_req *req)
{
	unsigned int block_nr = req->block_nr;
	struct pgv *vec;

	vec = kcalloc(block_nr, sizeof(struct pgv), GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-user -- mended */
	if (unlikely(!vec))
		return NULL;
	return vec;
}

static int ring_setsockopt(struct socket *sock, int level, int optname,
			   sockptr_t optval, unsigned int optlen)
{
	struct ring_req req;
	struct pgv *vec;

	if (optlen < sizeof(req))
		return -EINVAL;
	if (copy_from_sockptr(&req, optval, sizeof(req)))
		return -EFAULT;
	vec = optname ? pgv_before(&req) : pgv_after(&req);
	if (!vec)
		return -ENOMEM;
	kfree(vec);
	return 0;
}

const struct proto_ops km_ring_ops = {
	.family = AF_PACKET,
	.owner = THIS_MODULE,
	.setsockopt = ring_setsockopt,
};

MODULE_DESCRIPTION("kmcheck case: packet ring");
MODULE_LICENSE("GPL");
