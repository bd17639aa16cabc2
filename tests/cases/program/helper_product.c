// SPDX-License-Identifier: GPL-2.0
/* A size helper whose callers pass constants. */
#include <linux/module.h>
#include <linux/slab.h>

static size_t frame_bytes(unsigned int width, unsigned int height)
{
	return (size_t)width * height * 4;
}

static void *vga, *uhd;

static int __init helper_product_init(void)
{
	vga = kzalloc(frame_bytes(640, 480), GFP_KERNEL);	/* ok: oversize-constant -- 1228800 */
	if (!vga)
		return -ENOMEM;
	uhd = kzalloc(frame_bytes(3840, 2160), GFP_KERNEL);	/* expect: error[oversize-constant] "33177600" */
	if (!uhd) {
		kfree(vga);
		return -ENOMEM;
	}
	return 0;
}
module_init(helper_product_init);

static void __exit helper_product_exit(void)
{
	kfree(uhd);
	kfree(vga);
}
module_exit(helper_product_exit);

MODULE_DESCRIPTION("kmcheck case: helper product");
MODULE_LICENSE("GPL");
