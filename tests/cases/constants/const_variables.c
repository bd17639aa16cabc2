// SPDX-License-Identifier: GPL-2.0
/* Const and static const variables, scalars and table entries. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static const size_t log_bytes = 8 << 20;
static const unsigned int page_count = 1024;
static const u32 bank_bytes[] = { SZ_4K, SZ_4M, SZ_16M, [5] = SZ_8M };
static const struct {
	const char *name;
	size_t bytes;
} geometry = { "default", SZ_32M };

void const_variables_file_scope(void)
{
	kfree(kzalloc(log_bytes, GFP_KERNEL));		/* expect: error[oversize-constant] "8388608" */
	kfree(kcalloc(page_count, SZ_4K, GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kcalloc(page_count + 1, SZ_4K, GFP_KERNEL)); /* expect: error[oversize-constant] "4198400" */
}
EXPORT_SYMBOL_GPL(const_variables_file_scope);

void const_variables_local(void)
{
	const unsigned int frames = 5, frame = SZ_1M;
	static const u64 history = 3 * SZ_1M;

	kfree(kmalloc(frames * frame, GFP_KERNEL));	/* expect: error[oversize-constant] "5242880" */
	kfree(kmalloc(history, GFP_KERNEL));		/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(const_variables_local);

void const_variables_tables(void)
{
	kfree(kmalloc(bank_bytes[0], GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmalloc(bank_bytes[1], GFP_KERNEL));	/* ok: oversize-constant -- exactly the limit */
	kfree(kmalloc(bank_bytes[2], GFP_KERNEL));	/* expect: error[oversize-constant] "16777216" */
	kfree(kmalloc(bank_bytes[3], GFP_KERNEL));	/* ok: oversize-constant -- not initialised: 0 */
	kfree(kmalloc(bank_bytes[5], GFP_KERNEL));	/* expect: error[oversize-constant] "8388608" */
	kfree(kmalloc(geometry.bytes, GFP_KERNEL));	/* expect: error[oversize-constant] "33554432" */
}
EXPORT_SYMBOL_GPL(const_variables_tables);

MODULE_DESCRIPTION("kmcheck case: const variables");
MODULE_LICENSE("GPL");
