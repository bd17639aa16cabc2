// SPDX-License-Identifier: GPL-2.0-only
/* Refuses to load. */
#include <linux/module.h>
#include <linux/errno.h>

#include "report.h"

static int __init bad_load_init(void)
{
	return -ENODEV;
}

static void __exit bad_load_exit(void)
{
}

module_init(bad_load_init);
module_exit(bad_load_exit);
MODULE_DESCRIPTION("Refuses to load.");
MODULE_LICENSE("GPL");
