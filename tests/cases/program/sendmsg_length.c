// SPDX-License-Identifier: GPL-2.0
/* sendmsg: the message's length, and what it contains. */
#include <linux/module.h>
#include <linux/net.h>
#include <linux/sizes.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/sock.h>

struct km_msg {
	u32 bytes;
	u16 items;
	u16 pad;
};

static int km_sendmsg(struct socket *sock, struct msghdr *msg, size_t len)
{
	struct km_msg hdr;
	void *whole, *body, *items;

	whole = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(whole);
	if (len < sizeof(hdr) || len > SZ_64K)
		return -EMSGSIZE;
	whole = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user */
	kfree(whole);
	if (memcpy_from_msg(&hdr, msg, sizeof(hdr)))
		return -EFAULT;
	body = kmalloc(hdr.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	items = kcalloc(hdr.items, 8, GFP_KERNEL);	/* ok: oversize-user -- 65535 * 8 */
	kfree(items);
	kfree(body);
	return len;
}

static const struct proto_ops km_ops = {
	.family = PF_UNSPEC,
	.owner = THIS_MODULE,
	.sendmsg = km_sendmsg,
};

const struct proto_ops *sendmsg_length_ops(void)
{
	return &km_ops;
}
EXPORT_SYMBOL_GPL(sendmsg_length_ops);

MODULE_DESCRIPTION("kmcheck case: sendmsg length");
MODULE_LICENSE("GPL");
