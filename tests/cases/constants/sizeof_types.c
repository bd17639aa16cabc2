// SPDX-License-Identifier: GPL-2.0
/* sizeof of huge structs, arrays, unions and members. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct at_limit {
	u8 data[SZ_4M];
};

struct one_over {
	u8 data[SZ_4M + 1];
};

struct padded {			/* 4 after the data, then 8-byte alignment */
	u8 data[SZ_4M - 8];
	u32 tail;
	u64 stamp;
};

union overlay {
	struct at_limit small;
	u64 words[SZ_1M];	/* 8 MiB */
};

typedef u32 lut_t[1024][1024];

struct session {
	struct session *next;
	lut_t lut;
	u16 samples[3][SZ_1M];
};

void sizeof_types_structs(void)
{
	struct at_limit *fits = kmalloc(sizeof(*fits), GFP_KERNEL);	/* ok: oversize-constant */
	struct one_over *over = kmalloc(sizeof(*over), GFP_KERNEL);	/* expect: error[oversize-constant] "4194305" */
	struct padded *pad = kzalloc(sizeof(*pad), GFP_KERNEL);		/* expect: error[oversize-constant] "4194312" */

	kfree(fits);
	kfree(over);
	kfree(pad);
}
EXPORT_SYMBOL_GPL(sizeof_types_structs);

void sizeof_types_pointer_mistake(void)
{
	struct one_over *p = kmalloc(sizeof(p), GFP_KERNEL);	/* ok: oversize-constant -- of the pointer */

	kfree(p);
}
EXPORT_SYMBOL_GPL(sizeof_types_pointer_mistake);

void sizeof_types_unions_and_arrays(void)
{
	kfree(kmalloc(sizeof(union overlay), GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(sizeof(lut_t), GFP_KERNEL));		/* ok: oversize-constant -- 4 * 1024 * 1024 */
	kfree(kmalloc(sizeof(u32[1024][1025]), GFP_KERNEL));	/* expect: error[oversize-constant] "4198400" */
}
EXPORT_SYMBOL_GPL(sizeof_types_unions_and_arrays);

void sizeof_types_members(const struct session *s)
{
	kfree(kmalloc(sizeof(s->lut), GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kmalloc(sizeof(s->samples), GFP_KERNEL));		/* expect: error[oversize-constant] "6291456" */
	kfree(kmalloc(sizeof(s->samples[0]), GFP_KERNEL));	/* ok: oversize-constant -- one row */
	/* expect-below: error[oversize-constant] "6291456" */
	kfree(kmalloc(sizeof_field(struct session, samples), GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(sizeof_types_members);

MODULE_DESCRIPTION("kmcheck case: sizeof types");
MODULE_LICENSE("GPL");
