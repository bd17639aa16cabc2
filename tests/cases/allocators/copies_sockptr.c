// SPDX-License-Identifier: GPL-2.0
/* memdup_sockptr and memdup_sockptr_nul. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sockptr.h>

void *copies_sockptr_at(sockptr_t src)
{
	return memdup_sockptr(src, 4194304);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(copies_sockptr_at);

void *copies_sockptr_over(sockptr_t src)
{
	return memdup_sockptr(src, 4194305);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(copies_sockptr_over);

void *copies_sockptr_nul_at(sockptr_t src)
{
	return memdup_sockptr_nul(src, 4194303);	/* ok: oversize-constant */
}
EXPORT_SYMBOL_GPL(copies_sockptr_nul_at);

void *copies_sockptr_nul_over(sockptr_t src)
{
	return memdup_sockptr_nul(src, 4194304);	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(copies_sockptr_nul_over);

MODULE_DESCRIPTION("kmcheck case: copies sockptr");
MODULE_LICENSE("GPL");
