// SPDX-License-Identifier: GPL-2.0
/*
 * A field of a packet is swapped each time it is used: what was checked is what
 * is used. And skb->data is the packet's also after somebody pulled it.
 */
#include <asm/byteorder.h>
#include <linux/if_ether.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

struct probe_hdr {
	__be32 total;
	__be16 slots;
	__u8 kind;
	__u8 pad;
};

static int probe_pulled(struct sk_buff *skb)
{
	const struct probe_hdr *hdr;
	void *whole;

	if (!pskb_may_pull(skb, sizeof(*hdr)))
		return -EINVAL;
	hdr = (const struct probe_hdr *)skb->data;
	whole = kmalloc(be32_to_cpu(hdr->total), GFP_ATOMIC);	/* expect: warning[oversize-user] "comes from a packet" */
	kfree(whole);
	return 0;
}

static int probe_compared(struct sk_buff *skb)
{
	struct probe_hdr hdr;
	void *whole;

	if (skb_copy_bits(skb, 0, &hdr, sizeof(hdr)))
		return -EINVAL;
	if (ntohl(hdr.total) > skb->len)
		return -EINVAL;
	whole = kmalloc(ntohl(hdr.total), GFP_ATOMIC);	/* ok: oversize-user -- no longer than the packet */
	kfree(whole);
	return 0;
}

static int probe_checked(struct sk_buff *skb)
{
	struct probe_hdr hdr;
	void *slots;

	if (skb_copy_bits(skb, 0, &hdr, sizeof(hdr)))
		return -EINVAL;
	if (!hdr.slots || ntohs(hdr.slots) > 128 || ntohl(hdr.total) > 1024)
		return -EINVAL;
	slots = kcalloc(ntohs(hdr.slots), ntohl(hdr.total), GFP_ATOMIC);	/* ok: oversize-user -- 128 * 1024 */
	kfree(slots);
	return 0;
}

static int probe_receive(struct sk_buff *skb, struct net_device *dev,
			 struct packet_type *type, struct net_device *orig)
{
	probe_pulled(skb);
	probe_compared(skb);
	probe_checked(skb);
	kfree_skb(skb);
	return NET_RX_SUCCESS;
}

static struct packet_type probe_type = {
	.type = cpu_to_be16(ETH_P_802_EX1),
	.func = probe_receive,
};

static int __init probe_init(void)
{
	dev_add_pack(&probe_type);
	return 0;
}
module_init(probe_init);

static void __exit probe_exit(void)
{
	dev_remove_pack(&probe_type);
}
module_exit(probe_exit);

MODULE_DESCRIPTION("kmcheck case: packet compared");
MODULE_LICENSE("GPL");
