// SPDX-License-Identifier: GPL-2.0
/* The same memory freed right and wrong, in one function. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

int mixed_kvmalloc(size_t n);
int mixed_kvmalloc(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	if (n & 1) {
		kfree(p);	/* expect: error[kfree-mismatch] "kvmalloc" */
		return 1;
	}
	kvfree(p);		/* ok: kfree-mismatch -- takes either */
	return 0;
}
EXPORT_SYMBOL_GPL(mixed_kvmalloc);

int mixed_vmalloc(size_t n);
int mixed_vmalloc(size_t n)
{
	void *p = vmalloc(n);

	if (!p)
		return -ENOMEM;
	kfree(p);		/* expect: error[kfree-mismatch] "vmalloc" */
	p = vmalloc(n);
	vfree(p);		/* ok: kfree-mismatch -- the right one */
	return 0;
}
EXPORT_SYMBOL_GPL(mixed_vmalloc);

int mixed_kmalloc(size_t n);
int mixed_kmalloc(size_t n)
{
	void *p = kmalloc(min_t(size_t, n, 64), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	kfree(p);		/* ok: kfree-mismatch -- kmalloc memory */
	return 0;
}
EXPORT_SYMBOL_GPL(mixed_kmalloc);

MODULE_DESCRIPTION("kmcheck case: right and wrong frees");
MODULE_LICENSE("GPL");
