// SPDX-License-Identifier: GPL-2.0
/* Pages, not memory of the slab allocator. */
#include <linux/gfp.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = (u8 *)__get_free_pages(GFP_KERNEL, 11); /* expect: error[oversize-constant] */ /* refuse: "no kv form" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		free_pages((unsigned long)refused, 11);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	free_pages((unsigned long)refused, 11);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_pages_init(void)
{
	return setup();
}

static void __exit refuse_pages_exit(void)
{
	teardown();
}

module_init(refuse_pages_init);
module_exit(refuse_pages_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_pages");
MODULE_LICENSE("GPL");
