// SPDX-License-Identifier: GPL-2.0
/* It becomes the data of an skb. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

static struct sk_buff *skb;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "skb" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	skb = build_skb(refused, 0);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_skb_init(void)
{
	return setup();
}

static void __exit refuse_skb_exit(void)
{
	teardown();
}

module_init(refuse_skb_init);
module_exit(refuse_skb_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_skb");
MODULE_LICENSE("GPL");
