// SPDX-License-Identifier: GPL-2.0
/* The call is one arm of a choice. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static bool is_wanted = true;
static u8 *buffer;

static int setup(void)
{
	buffer = is_wanted ? kzalloc(SZ_8M, GFP_KERNEL) : NULL; /* expect: error[oversize-constant] */
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(buffer);
}

static int __init form_choice_init(void)
{
	return setup();
}

static void __exit form_choice_exit(void)
{
	teardown();
}

module_init(form_choice_init);
module_exit(form_choice_exit);

MODULE_DESCRIPTION("kmcheck case: form_choice");
MODULE_LICENSE("GPL");
