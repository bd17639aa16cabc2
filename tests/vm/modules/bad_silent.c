// SPDX-License-Identifier: GPL-2.0-only
/* Loads and unloads but never reports. */
#include <linux/module.h>
#include <linux/printk.h>

#include "report.h"

static int __init bad_silent_init(void)
{
	return 0;
}

static void __exit bad_silent_exit(void)
{
}

module_init(bad_silent_init);
module_exit(bad_silent_exit);
MODULE_DESCRIPTION("Loads and unloads but never reports.");
MODULE_LICENSE("GPL");
