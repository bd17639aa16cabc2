// SPDX-License-Identifier: GPL-2.0
/* kvmemdup() is not in this kernel. */
/* test-tree: 6.1 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

static const u8 pattern[SZ_8M];

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmemdup(pattern, SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "no kvmemdup" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_kmemdup_init(void)
{
	return setup();
}

static void __exit refuse_kmemdup_exit(void)
{
	teardown();
}

module_init(refuse_kmemdup_init);
module_exit(refuse_kmemdup_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_kmemdup");
MODULE_LICENSE("GPL");
