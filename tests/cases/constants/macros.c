// SPDX-License-Identifier: GPL-2.0
/* Sizes behind object-like and function-like macros. */
#include <linux/module.h>
#include <linux/slab.h>

#define RING_ENTRIES	65536
#define RING_ENTRY	64
#define RING_BYTES	(RING_ENTRIES * RING_ENTRY)
#define RING_WITH_HDR	(RING_BYTES + 16)

#define MEGS(n)		((n) << 20)
#define FRAME_BYTES(w, h, bpp)	((w) * (h) * ((bpp) / 8))
#define FRAME_4K	FRAME_BYTES(3840, 2160, 32)
#define FRAME_VGA	FRAME_BYTES(640, 480, 32)

#define GLUE_(a, b)	a##b
#define GLUE(a, b)	GLUE_(a, b)

void macros_objects(void)
{
	kfree(kmalloc(RING_BYTES, GFP_KERNEL));		/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(RING_WITH_HDR, GFP_KERNEL));	/* expect: error[oversize-constant] "4194320" */
}
EXPORT_SYMBOL_GPL(macros_objects);

void macros_functions(void)
{
	kfree(kzalloc(MEGS(4), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kzalloc(MEGS(5), GFP_KERNEL));	/* expect: error[oversize-constant] "5242880" */
	kfree(kzalloc(FRAME_VGA, GFP_KERNEL));	/* ok: oversize-constant -- 1228800 */
	kfree(kzalloc(FRAME_4K, GFP_KERNEL));	/* expect: error[oversize-constant] "33177600" */
}
EXPORT_SYMBOL_GPL(macros_functions);

void macros_pasted(void)
{
	kfree(kzalloc(GLUE(0x4000, 00), GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kzalloc(GLUE(0x4000, 01), GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(macros_pasted);

MODULE_DESCRIPTION("kmcheck case: macros");
MODULE_LICENSE("GPL");
