// SPDX-License-Identifier: GPL-2.0
/* Flags that may be such that the call cannot sleep. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define AT_ONCE(flags)	((flags) & ~__GFP_DIRECT_RECLAIM)

static bool is_atomic;
static u8 *twin;

static int setup(void)
{
	gfp_t flags = GFP_KERNEL, others = GFP_KERNEL;
	u8 *by_variable, *by_choice, *by_macro;

	if (is_atomic)
		flags = GFP_ATOMIC;
	if (is_atomic)
		others |= __GFP_ZERO;
	by_variable = kmalloc(SZ_8M, flags); /* expect: error[oversize-constant] */ /* refuse: "cannot sleep" */
	by_choice = kmalloc(SZ_8M, is_atomic ? GFP_NOWAIT : GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "cannot sleep" */
	by_macro = kmalloc(SZ_8M, AT_ONCE(GFP_KERNEL)); /* expect: error[oversize-constant] */ /* refuse: "not known here" */
	kfree(by_variable);
	kfree(by_choice);
	kfree(by_macro);
	twin = kmalloc(SZ_8M, others); /* expect: error[oversize-constant] */
	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_flags_may_init(void)
{
	return setup();
}

static void __exit refuse_flags_may_exit(void)
{
	teardown();
}

module_init(refuse_flags_may_init);
module_exit(refuse_flags_may_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_flags_may");
MODULE_LICENSE("GPL");
