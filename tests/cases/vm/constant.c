// SPDX-License-Identifier: GPL-2.0
/* test-vm: warns */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

#define TABLE_BYTES (KMALLOC_MAX_SIZE + 4096)

static char *table;

static int __init constant_init(void)
{
	table = kzalloc(TABLE_BYTES, GFP_KERNEL);	/* expect: error[oversize-constant] */
	__km_got(table, TABLE_BYTES);	/* vm: fails, then works */
	return 0;
}

static void __exit constant_exit(void)
{
	kfree(table);
}

module_init(constant_init);
module_exit(constant_exit);
MODULE_LICENSE("GPL");
