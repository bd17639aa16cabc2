// SPDX-License-Identifier: GPL-2.0
/*
 * The call itself is made by the driver's macro: the finding stands where
 * the macro is used.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct txd {
	__le64 addr;
	__le32 len;
	__le32 flags;
};

#define ALLOC_TXD(count)	kcalloc((count), sizeof(struct txd), GFP_KERNEL)
#define ALLOC_OR_RETURN(ptr, size) do {			\
	(ptr) = kmalloc((size), GFP_KERNEL);		\
	if (!(ptr))					\
		return -ENOMEM;				\
} while (0)

int own_macro_expression(void)
{
	struct txd *ring = ALLOC_TXD(262144);	/* ok: oversize-constant -- 16 * 262144 is the limit */
	struct txd *big = ALLOC_TXD(262145);	/* expect: error[oversize-constant] "4194320" */
	int ret = ring && big ? 0 : -ENOMEM;

	kfree(ring);
	kfree(big);
	return ret;
}
EXPORT_SYMBOL_GPL(own_macro_expression);

int own_macro_statement(void)
{
	void *small, *large;

	ALLOC_OR_RETURN(small, SZ_64K);		/* ok: oversize-constant */
	kfree(small);
	ALLOC_OR_RETURN(large, SZ_64M);		/* expect: error[oversize-constant] "67108864" */
	kfree(large);
	return 0;
}
EXPORT_SYMBOL_GPL(own_macro_statement);

MODULE_DESCRIPTION("kmcheck case: own macro");
MODULE_LICENSE("GPL");
