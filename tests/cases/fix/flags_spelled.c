// SPDX-License-Identifier: GPL-2.0
/* Flags by a macro with an argument, a choice, a variable. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#define QUIETLY(flags)	((flags) | __GFP_NOWARN)

static bool is_quiet = true;
static u8 *by_macro, *by_choice, *by_variable;

static int setup(void)
{
	gfp_t flags = GFP_KERNEL;

	if (is_quiet)
		flags |= __GFP_NOWARN;
	by_macro = kmalloc(SZ_8M, QUIETLY(GFP_KERNEL)); /* expect: error[oversize-constant] */
	by_choice = kmalloc(SZ_8M, is_quiet ? GFP_KERNEL : GFP_KERNEL_ACCOUNT); /* expect: error[oversize-constant] */
	by_variable = kmalloc(SZ_8M, flags); /* expect: error[oversize-constant] */
	if (!by_macro || !by_choice || !by_variable) {
		kfree(by_macro);
		kfree(by_choice);
		kfree(by_variable);
		return -ENOMEM;
	}
	memset(by_macro, 1, SZ_8M);
	memset(by_choice, 1, SZ_8M);
	memset(by_variable, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(by_macro);
	kfree(by_choice);
	kfree(by_variable);
}

static int __init flags_spelled_init(void)
{
	return setup();
}

static void __exit flags_spelled_exit(void)
{
	teardown();
}

module_init(flags_spelled_init);
module_exit(flags_spelled_exit);

MODULE_DESCRIPTION("kmcheck case: flags_spelled");
MODULE_LICENSE("GPL");
