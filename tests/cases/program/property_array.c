// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* As many numbers as are asked for come from the device tree. */
#include <linux/module.h>
#include <linux/of.h>
#include <linux/slab.h>

struct geometry {
	u32 sizes[3];
	u32 kept;
};

int property_array(struct device_node *node);
int property_array(struct device_node *node)
{
	struct geometry g = { .kept = 64 };

	if (of_property_read_u32_array(node, "sizes", g.sizes, 3))
		return -EINVAL;
	kfree(kmalloc(g.sizes[2], GFP_KERNEL));	/* expect: note[oversize-user] "4294967295" */
	kfree(kmalloc(g.sizes[1] & 0xffff, GFP_KERNEL));	/* ok: oversize-user -- sixteen bits */
	kfree(kmalloc(g.kept, GFP_KERNEL));	/* ok: oversize-user -- not of the array */
	return 0;
}
EXPORT_SYMBOL_GPL(property_array);

MODULE_DESCRIPTION("kmcheck case: an array property");
MODULE_LICENSE("GPL");
