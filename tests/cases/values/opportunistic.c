// SPDX-License-Identifier: GPL-2.0
/* Attempts that have a way out, and attempts that only look like it. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

void *opportunistic_vmalloc(u32 len)
{
	void *p;

	if (len > SZ_16M)
		return NULL;
	p = kmalloc(len, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-bound -- vmalloc takes over */
	if (!p)
		p = vmalloc(len);
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_vmalloc);

void *opportunistic_loud(u32 len)
{
	void *p;

	if (len > SZ_16M)
		return NULL;
	p = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	if (!p)
		p = vmalloc(len);
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_loud);

void *opportunistic_no_fallback(u32 len)
{
	void *p;

	if (len > SZ_16M)
		return NULL;
	p = kmalloc(len, GFP_KERNEL | __GFP_NOWARN);	/* expect: warning[oversize-bound] "16777216" */
	if (!p)
		return ERR_PTR(-ENOMEM);
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_no_fallback);

void *opportunistic_implied_flag(u32 len)
{
	void *p;

	if (len > SZ_16M)
		return NULL;
	/* GFP_TRANSHUGE_LIGHT has __GFP_NOWARN inside: nobody wrote it here. */
	p = kmalloc(len, GFP_TRANSHUGE_LIGHT & ~__GFP_COMP);	/* expect: warning[oversize-bound] "16777216" */
	if (!p)
		p = vmalloc(len);
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_implied_flag);

void *opportunistic_shrinking(void)
{
	size_t size = SZ_16M;
	void *p;

	for (;;) {
		p = kmalloc(size, GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY);	/* ok: oversize-constant|oversize-bound -- smaller next time */
		if (p || size <= SZ_4K)
			break;
		size /= 2;
	}
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_shrinking);

void *opportunistic_constant_with_fallback(void)
{
	void *table;

	table = kzalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-constant -- vzalloc takes over */
	if (!table)
		table = vzalloc(SZ_8M);
	return table;
}
EXPORT_SYMBOL_GPL(opportunistic_constant_with_fallback);

void *opportunistic_constant_alone(void)
{
	void *table;

	table = kzalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* expect: error[oversize-constant] "8388608" */
	if (!table)
		pr_info("no table\n");
	return table;
}
EXPORT_SYMBOL_GPL(opportunistic_constant_alone);

void *opportunistic_other_place(u32 len)
{
	void *p, *log;

	if (len > SZ_16M)
		return NULL;
	p = kmalloc(len, GFP_KERNEL | __GFP_NOWARN);	/* expect: warning[oversize-bound] "16777216" */
	if (!p) {
		log = vmalloc(SZ_4K);	/* not what p was for */
		vfree(log);
	}
	return p;
}
EXPORT_SYMBOL_GPL(opportunistic_other_place);

void *opportunistic_nofail(u32 len)
{
	return kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOFAIL | __GFP_NOWARN);	/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(opportunistic_nofail);

void *opportunistic_kvmalloc(u32 len)
{
	if (len > SZ_16M)
		return NULL;
	return kvmalloc(len, GFP_KERNEL);	/* ok: oversize-bound -- kvmalloc is the answer */
}
EXPORT_SYMBOL_GPL(opportunistic_kvmalloc);

/* The other allocator serves the same return. */
void *opportunistic_returned(u32 n)
{
	void *p;

	if (n > SZ_8M)
		return NULL;
	p = kzalloc(n, GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY);	/* ok: oversize-bound */
	if (p)
		return p;
	return vzalloc(n);
}
EXPORT_SYMBOL_GPL(opportunistic_returned);

MODULE_DESCRIPTION("kmcheck case: opportunistic");
MODULE_LICENSE("GPL");
