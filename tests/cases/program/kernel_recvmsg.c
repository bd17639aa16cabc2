// SPDX-License-Identifier: GPL-2.0
/* A header that the kernel itself receives: what the vector points to is the
 * peer's. */
#include <linux/module.h>
#include <linux/net.h>
#include <linux/slab.h>
#include <linux/socket.h>

struct wire_header {
	__le32 len;
	__le32 op;
};

static int receive(struct socket *sock, void *to, size_t bytes)
{
	struct kvec vec = { .iov_base = to, .iov_len = bytes };
	struct msghdr msg = { };

	return kernel_recvmsg(sock, &msg, &vec, 1, bytes, MSG_WAITALL);
}

void *recvmsg_body(struct socket *sock)
{
	struct wire_header h;

	if (receive(sock, &h, sizeof(h)) < (int)sizeof(h))
		return NULL;
	return kmalloc(le32_to_cpu(h.len), GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(recvmsg_body);

void *recvmsg_body_checked(struct socket *sock)
{
	struct wire_header h;

	if (receive(sock, &h, sizeof(h)) < (int)sizeof(h))
		return NULL;
	if (le32_to_cpu(h.len) > 65536)
		return NULL;
	return kmalloc(le32_to_cpu(h.len), GFP_KERNEL);	/* ok: oversize-user */
}
EXPORT_SYMBOL_GPL(recvmsg_body_checked);

MODULE_LICENSE("GPL");
