// SPDX-License-Identifier: GPL-2.0
/* Lengths that a packet carries. */
#include <asm/byteorder.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

struct wire_hdr {
	__be32 total;
	__be16 slots;
	__u8 kind;
	__u8 pad;
};

int packet_fields_input(struct sk_buff *skb)
{
	struct wire_hdr hdr;
	void *whole, *slots, *checked;
	u32 total;

	if (skb_copy_bits(skb, 0, &hdr, sizeof(hdr)))
		return -EINVAL;
	total = be32_to_cpu(hdr.total);
	whole = kmalloc(total, GFP_ATOMIC);	/* expect: warning[oversize-user] */
	kfree(whole);
	slots = kcalloc(be16_to_cpu(hdr.slots), 16, GFP_ATOMIC);	/* ok: oversize-user -- 65535 * 16 */
	kfree(slots);
	if (total > SZ_128K)
		return -EMSGSIZE;
	checked = kmalloc(total, GFP_ATOMIC);	/* ok: oversize-user */
	kfree(checked);
	return 0;
}
EXPORT_SYMBOL_GPL(packet_fields_input);

MODULE_DESCRIPTION("kmcheck case: packet fields");
MODULE_LICENSE("GPL");
