// SPDX-License-Identifier: GPL-2.0
/* test-vm: caught */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"


static int __init mismatch_init(void)
{
	void *p = kvmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL);

	__km_got(p, KMALLOC_MAX_SIZE + 1);	/* vm: works */
	kfree(p);	/* expect: error[kfree-mismatch] */
	return 0;
}

static void __exit mismatch_exit(void)
{
}

module_init(mismatch_init);
module_exit(mismatch_exit);
MODULE_LICENSE("GPL");
