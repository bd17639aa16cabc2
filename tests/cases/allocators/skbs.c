// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/*
 * An skb's head has room for skb_shared_info: 320 bytes on x86_64 with 17
 * fragments.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/netlink.h>

void skbs_alloc(void)
{
	kfree_skb(alloc_skb(4193984, GFP_KERNEL));	/* ok: oversize-constant */
	kfree_skb(alloc_skb(4193985, GFP_KERNEL));	/* expect: error[oversize-constant] */
	kfree_skb(alloc_skb(SZ_4M, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(skbs_alloc);

void skbs_others(struct net_device *dev)
{
	kfree_skb(netdev_alloc_skb(dev, 9000));		/* ok: oversize-constant */
	kfree_skb(netdev_alloc_skb(dev, SZ_8M));	/* expect: error[oversize-constant] */
	kfree_skb(dev_alloc_skb(SZ_8M));		/* expect: error[oversize-constant] */
	kfree_skb(nlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL));	/* ok: oversize-constant */
	kfree_skb(nlmsg_new(SZ_8M, GFP_KERNEL));	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(skbs_others);

MODULE_DESCRIPTION("kmcheck case: skbs");
MODULE_LICENSE("GPL");
