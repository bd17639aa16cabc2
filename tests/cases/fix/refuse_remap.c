// SPDX-License-Identifier: GPL-2.0
/* Mapped into user space by its frames. */
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct vm_area_struct *vma;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "physical address" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	remap_pfn_range(vma, vma->vm_start, virt_to_phys(refused) >> PAGE_SHIFT, SZ_8M, vma->vm_page_prot);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_remap_init(void)
{
	return setup();
}

static void __exit refuse_remap_exit(void)
{
	teardown();
}

module_init(refuse_remap_init);
module_exit(refuse_remap_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_remap");
MODULE_LICENSE("GPL");
