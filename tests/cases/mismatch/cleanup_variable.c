// SPDX-License-Identifier: GPL-2.0
/* A cleanup attribute frees wherever control leaves; it is written once. */
#include <linux/cleanup.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

int cleanup_variable(size_t n)
{
	void *wrong __free(kfree) = kvmalloc(n, GFP_KERNEL);	/* expect: error[kfree-mismatch] */
	void *right __free(kfree) = kmalloc(16, GFP_KERNEL);	/* ok: kfree-mismatch */

	if (!wrong)
		return -ENOMEM;
	if (!right)
		return -EINVAL;
	return 0;
}
EXPORT_SYMBOL_GPL(cleanup_variable);

MODULE_LICENSE("GPL");
