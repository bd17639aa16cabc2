// SPDX-License-Identifier: GPL-2.0
/* kmemdup, its strings, and their users. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

void copies_kmemdup(const void *src, const char *text)
{
	kfree(kmemdup(src, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(kmemdup(src, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
	kfree(kmemdup_nul(text, 4194303, GFP_KERNEL));	/* ok: oversize-constant -- and the zero: the limit */
	kfree(kmemdup_nul(text, 4194304, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(copies_kmemdup);

void copies_strings(const char *text)
{
	kfree(kstrdup(text, GFP_KERNEL));		/* ok: oversize-constant|oversize-bound -- a length nobody knows */
	kfree(kstrdup("short", GFP_KERNEL));		/* ok: oversize-constant */
	kfree(kstrndup(text, 64, GFP_KERNEL));		/* ok: oversize-bound */
	kfree(kasprintf(GFP_KERNEL, "%s-%d", text, 1));	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(copies_strings);

void copies_from_user(const void __user *src)
{
	void *p;

	p = memdup_user(src, 4194304);		/* ok: oversize-constant */
	if (!IS_ERR(p))
		kfree(p);
	p = memdup_user(src, 4194305);		/* expect: error[oversize-constant] "4194305" */
	if (!IS_ERR(p))
		kfree(p);
	p = memdup_user_nul(src, 4194303);	/* ok: oversize-constant */
	if (!IS_ERR(p))
		kfree(p);
	p = memdup_user_nul(src, 4194304);	/* expect: error[oversize-constant] "4194305" */
	if (!IS_ERR(p))
		kfree(p);
}
EXPORT_SYMBOL_GPL(copies_from_user);

void copies_array_from_user(const void __user *src)
{
	void *p;

	p = memdup_array_user(src, 65536, 64);	/* ok: oversize-constant */
	if (!IS_ERR(p))
		kfree(p);
	p = memdup_array_user(src, 65537, 64);	/* expect: error[oversize-constant] "4194368" */
	if (!IS_ERR(p))
		kfree(p);
	p = strndup_user(src, 255);		/* ok: oversize-bound */
	if (!IS_ERR(p))
		kfree(p);
}
EXPORT_SYMBOL_GPL(copies_array_from_user);

MODULE_DESCRIPTION("kmcheck case: copies");
MODULE_LICENSE("GPL");
