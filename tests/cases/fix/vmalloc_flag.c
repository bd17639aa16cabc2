// SPDX-License-Identifier: GPL-2.0
/* What needs the linear map is done only to memory that is in it. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static u8 *buffer;
static struct page *first;

static struct page *page_of(const void *p)
{
	const bool is_vmalloc = is_vmalloc_addr(p);

	if (is_vmalloc)
		return vmalloc_to_page(p);
	return virt_to_page(p);
}

static int setup(void)
{
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	first = page_of(buffer);
	return 0;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init vmalloc_flag_init(void)
{
	return setup();
}

static void __exit vmalloc_flag_exit(void)
{
	teardown();
}

module_init(vmalloc_flag_init);
module_exit(vmalloc_flag_exit);

MODULE_DESCRIPTION("kmcheck case: vmalloc_flag");
MODULE_LICENSE("GPL");
