// SPDX-License-Identifier: GPL-2.0-only
/* Panics as it loads. */
#include <linux/module.h>
#include <linux/kernel.h>

#include "report.h"

static int __init bad_panic_init(void)
{
	panic("bad_panic was loaded");
}

static void __exit bad_panic_exit(void)
{
}

module_init(bad_panic_init);
module_exit(bad_panic_exit);
MODULE_DESCRIPTION("Panics as it loads.");
MODULE_LICENSE("GPL");
