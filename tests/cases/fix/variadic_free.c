// SPDX-License-Identifier: GPL-2.0
/* Freed by a function that takes any number of pointers. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/stdarg.h>

static u8 *large, *small;

static void free_list(int n, va_list list)
{
	while (n--)
		kfree(va_arg(list, void *));
}

static void free_all(int n, ...)
{
	va_list list;

	va_start(list, n);
	free_list(n, list);
	va_end(list);
}

static int setup(void)
{
	small = kmalloc(SZ_1K, GFP_KERNEL);
	large = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!large || !small) {
		free_all(2, small, large);
		return -ENOMEM;
	}
	memset(large, 2, SZ_8M);
	return 0;
}

static void teardown(void)
{
	free_all(2, small, large);
}

static int __init variadic_free_init(void)
{
	return setup();
}

static void __exit variadic_free_exit(void)
{
	teardown();
}

module_init(variadic_free_init);
module_exit(variadic_free_exit);

MODULE_DESCRIPTION("kmcheck case: variadic_free");
MODULE_LICENSE("GPL");
