// SPDX-License-Identifier: GPL-2.0
/* test-vm: silent */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "../km.h"

/* Meant to fail: something else is tried, and nobody is told. */
static void *buffer_new(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-constant */

	__km_got(p, bytes);	/* vm: fails */
	return p ? p : vmalloc(bytes);
}

static int __init nowarn_init(void)
{
	void *p = buffer_new(2 * KMALLOC_MAX_SIZE);

	__km_got(p, 2 * KMALLOC_MAX_SIZE);	/* vm: works */
	kvfree(p);
	return 0;
}

static void __exit nowarn_exit(void)
{
}

module_init(nowarn_init);
module_exit(nowarn_exit);
MODULE_LICENSE("GPL");
