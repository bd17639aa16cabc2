// SPDX-License-Identifier: GPL-2.0-only
/* Writes where there is no memory. */
#include <linux/module.h>
#include <linux/compiler.h>

#include "report.h"

static int __init bad_oops_init(void)
{
	WRITE_ONCE(*(int *)8, 1);
	vm_done();
	return 0;
}

static void __exit bad_oops_exit(void)
{
}

module_init(bad_oops_init);
module_exit(bad_oops_exit);
MODULE_DESCRIPTION("Writes where there is no memory.");
MODULE_LICENSE("GPL");
