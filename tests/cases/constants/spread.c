// SPDX-License-Identifier: GPL-2.0
/*
 * The constant and the call stand apart: several names, statements and types
 * between them.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct spread_dev {
	size_t bytes;
	u32 count;
	u32 stride;
};

int spread_locals(void)
{
	unsigned int lines = 2160;
	unsigned int stride = 3840 * 4;
	size_t bytes = lines * stride;
	void *frame;

	bytes += 4096;
	frame = kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "33181696" */
	if (!frame)
		return -ENOMEM;
	kfree(frame);
	return 0;
}
EXPORT_SYMBOL_GPL(spread_locals);

int spread_fields(void)
{
	struct spread_dev dev = { .count = 512, .stride = 8192 };
	void *exact, *over;

	exact = kmalloc_array(dev.count, dev.stride, GFP_KERNEL);	/* ok: oversize-constant -- exactly the limit */
	dev.bytes = dev.count * dev.stride;
	dev.bytes++;
	over = kzalloc(dev.bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
	kfree(exact);
	kfree(over);
	return 0;
}
EXPORT_SYMBOL_GPL(spread_fields);

void spread_reassigned(void)
{
	size_t bytes = SZ_8M;

	bytes = SZ_4K;
	kfree(kmalloc(bytes, GFP_KERNEL));	/* ok: oversize-constant -- the old value is gone */
}
EXPORT_SYMBOL_GPL(spread_reassigned);

MODULE_DESCRIPTION("kmcheck case: spread");
MODULE_LICENSE("GPL");
