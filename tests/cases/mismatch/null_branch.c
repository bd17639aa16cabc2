// SPDX-License-Identifier: GPL-2.0
/* kfree(NULL) is nothing: where the pointer was found to be NULL, whatever else
 * it may hold is not freed. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

int null_branch(size_t n)
{
	void *p = NULL;

	if (n)
		p = kvmalloc(n, GFP_KERNEL);
	if (!p) {
		kfree(p);			/* ok: kfree-mismatch -- NULL */
		return -ENOMEM;
	}
	kvfree(p);
	return 0;
}
EXPORT_SYMBOL_GPL(null_branch);

int null_branch_other(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);

	if (p == NULL)
		return -ENOMEM;
	kfree(p);				/* expect: error[kfree-mismatch] */
	return 0;
}
EXPORT_SYMBOL_GPL(null_branch_other);

int null_branch_set_again(void *p, size_t n)
{
	if (!p) {
		p = vmalloc(n);
		kfree(p);			/* expect: error[kfree-mismatch] */
	}
	return 0;
}
EXPORT_SYMBOL_GPL(null_branch_set_again);

MODULE_LICENSE("GPL");
