// SPDX-License-Identifier: GPL-2.0-only
/* Does nothing wrong. */
#include <linux/module.h>
#include <linux/printk.h>

#include "report.h"

static int __init good_init(void)
{
	vm_check(true, "good was loaded");
	vm_done();
	return 0;
}

static void __exit good_exit(void)
{
}

module_init(good_init);
module_exit(good_exit);
MODULE_DESCRIPTION("Does nothing wrong.");
MODULE_LICENSE("GPL");
