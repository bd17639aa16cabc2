// SPDX-License-Identifier: GPL-2.0
/* offsetof, offsetofend and container sizes. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/stddef.h>

struct image {
	u8 header[64];
	u8 body[SZ_4M - 64];
	u32 crc;
	u32 spare;
};

void offsets_offsetof(void)
{
	kfree(kmalloc(offsetof(struct image, crc), GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(offsetof(struct image, spare), GFP_KERNEL));	/* expect: error[oversize-constant] "4194308" */
	kfree(kmalloc(offsetofend(struct image, crc), GFP_KERNEL));	/* expect: error[oversize-constant] "4194308" */
	kfree(kmalloc(offsetof(struct image, body[128]), GFP_KERNEL));	/* ok: oversize-constant -- 192 */
}
EXPORT_SYMBOL_GPL(offsets_offsetof);

void offsets_differences(void)
{
	size_t body = offsetof(struct image, crc) - offsetof(struct image, body);

	kfree(kmalloc(body, GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(body + 65, GFP_KERNEL));		/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(offsets_differences);

MODULE_DESCRIPTION("kmcheck case: offsets");
MODULE_LICENSE("GPL");
