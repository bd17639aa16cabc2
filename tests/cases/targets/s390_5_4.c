// SPDX-License-Identifier: GPL-2.0
/* test-options: --arch s390x --kernel 5.4 */
/* s390 up to 5.7: 1 MiB. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

void *s390_5_4_at(void)
{
	return kmalloc(SZ_1M, GFP_KERNEL);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(s390_5_4_at);

void *s390_5_4_over(void)
{
	return kmalloc(SZ_1M + 1, GFP_KERNEL);	/* expect: error[oversize-constant] "1048577" */
}
EXPORT_SYMBOL_GPL(s390_5_4_over);

MODULE_DESCRIPTION("kmcheck case: s390 5 4");
MODULE_LICENSE("GPL");
