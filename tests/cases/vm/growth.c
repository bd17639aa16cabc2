// SPDX-License-Identifier: GPL-2.0
/* test-vm: warns */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

#define STEP_BYTES 200000

static int __init growth_init(void)
{
	size_t bytes = STEP_BYTES;
	char *buffer;

	while ((buffer = kmalloc(bytes, GFP_KERNEL))) {	/* expect: warning[oversize-growth] */
		kfree(buffer);
		bytes += STEP_BYTES;
	}
	__km_got(buffer, bytes);	/* vm: fails */
	return 0;
}

static void __exit growth_exit(void)
{
}

module_init(growth_init);
module_exit(growth_exit);
MODULE_LICENSE("GPL");
