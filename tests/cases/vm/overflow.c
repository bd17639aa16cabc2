// SPDX-License-Identifier: GPL-2.0
/* test-vm: silent */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

/* A product that does not fit is refused before anyone allocates. */

static int __init overflow_init(void)
{
	void *p = kmalloc_array(SIZE_MAX / 2, 4, GFP_KERNEL);	/* expect: error[oversize-constant] */

	__km_got(p, SIZE_MAX);	/* vm: fails */
	kfree(p);
	return 0;
}

static void __exit overflow_exit(void)
{
}

module_init(overflow_init);
module_exit(overflow_exit);
MODULE_LICENSE("GPL");
