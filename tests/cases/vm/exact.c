// SPDX-License-Identifier: GPL-2.0
/* test-vm: warns */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

/* The last byte that is granted, and the first that is not. */
static void try_exact(void)
{
	void *p = kmalloc(KMALLOC_MAX_SIZE, GFP_KERNEL);	/* ok: oversize-constant */

	__km_got(p, KMALLOC_MAX_SIZE);	/* vm: works */
	kfree(p);
}

static void try_one_more(void)
{
	void *p = kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL);	/* expect: error[oversize-constant] */

	__km_got(p, KMALLOC_MAX_SIZE + 1);	/* vm: fails, then works */
	kfree(p);
}

static int __init exact_init(void)
{
	try_exact();
	try_one_more();
	return 0;
}

static void __exit exact_exit(void)
{
}

module_init(exact_init);
module_exit(exact_exit);
MODULE_LICENSE("GPL");
