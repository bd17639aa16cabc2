// SPDX-License-Identifier: GPL-2.0
/* Its pages are looked up. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct page *page;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "page or a physical address" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	page = virt_to_page(refused);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_virt_to_page_init(void)
{
	return setup();
}

static void __exit refuse_virt_to_page_exit(void)
{
	teardown();
}

module_init(refuse_virt_to_page_init);
module_exit(refuse_virt_to_page_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_virt_to_page");
MODULE_LICENSE("GPL");
