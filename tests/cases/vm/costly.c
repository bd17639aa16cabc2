// SPDX-License-Identifier: GPL-2.0
/* test-vm: silent */
/* test-options: --enable costly-order */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"


static int __init costly_init(void)
{
	void *p = kmalloc(PAGE_SIZE << 4, GFP_KERNEL);	/* expect: note[costly-order] */

	__km_got(p, PAGE_SIZE << 4);	/* vm: works */
	kfree(p);
	return 0;
}

static void __exit costly_exit(void)
{
}

module_init(costly_init);
module_exit(costly_exit);
MODULE_LICENSE("GPL");
