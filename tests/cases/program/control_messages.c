// SPDX-License-Identifier: GPL-2.0
/* Control messages of sendmsg(): a pointer that walks through what user space
 * sent. */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/sock.h>

struct wish {
	__u64 address;
	__u64 bytes;
};

int control_messages_walk(struct msghdr *msg)
{
	struct cmsghdr *cmsg;

	for_each_cmsghdr(cmsg, msg) {
		const struct wish *wish = CMSG_DATA(cmsg);
		void *p, *q;

		if (!CMSG_OK(msg, cmsg) ||
		    cmsg->cmsg_len < CMSG_LEN(sizeof(*wish)))
			return -EINVAL;
		p = kmalloc(wish->bytes, GFP_KERNEL);	/* expect: warning[oversize-user] "control data" */
		kfree(p);
		if (wish->bytes > PAGE_SIZE)
			return -EMSGSIZE;
		q = kmalloc(wish->bytes, GFP_KERNEL);	/* ok: oversize-user */
		kfree(q);
	}
	return 0;
}
EXPORT_SYMBOL_GPL(control_messages_walk);

MODULE_DESCRIPTION("kmcheck case: control messages");
MODULE_LICENSE("GPL");
