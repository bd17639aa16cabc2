// SPDX-License-Identifier: GPL-2.0
/* Cleanup attributes: memory freed at the end of the scope. */
#include <linux/cleanup.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

int cleanup_small(u32 len)
{
	void *buf __free(kfree) = NULL;

	if (len > SZ_64K)
		return -EINVAL;
	__km_range(len);			/* range: [0,65536] */
	buf = kmalloc(len, GFP_KERNEL);		/* ok: oversize-bound */
	if (!buf)
		return -ENOMEM;
	return 0;
}
EXPORT_SYMBOL_GPL(cleanup_small);

int cleanup_large(u32 len)
{
	if (len > SZ_16M)
		return -EINVAL;

	void *buf __free(kfree) = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */

	return buf ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(cleanup_large);

int cleanup_constant(void)
{
	void *buf __free(kfree) = kzalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */

	if (!buf)
		return -ENOMEM;
	return 0;
}
EXPORT_SYMBOL_GPL(cleanup_constant);

MODULE_DESCRIPTION("kmcheck case: cleanup");
MODULE_LICENSE("GPL");
