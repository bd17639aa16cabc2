// SPDX-License-Identifier: GPL-2.0-only
/* A buffer that grows by 200 000 bytes until it cannot. */
#include <linux/module.h>
#include <linux/slab.h>

#include "report.h"

#define GROWTH_BYTES 200000

static int __init growth_init(void)
{
	size_t bytes = GROWTH_BYTES;
	char *buffer;

	while ((buffer = kmalloc(bytes, GFP_KERNEL))) {
		kfree(buffer);
		bytes += GROWTH_BYTES;
	}
	vm_say("stops %zu", bytes);
	vm_done();
	return 0;
}

static void __exit growth_exit(void)
{
}

module_init(growth_init);
module_exit(growth_exit);
MODULE_DESCRIPTION("Grows a buffer until it cannot");
MODULE_LICENSE("GPL");
