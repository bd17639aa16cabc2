// SPDX-License-Identifier: GPL-2.0-only
/* Says far more than anyone reads. */
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/sched.h>

#include "report.h"

static int __init bad_flood_init(void)
{
	unsigned int i;

	for (i = 0; i < 100000; i++) {
		pr_info("line %u of a flood\n", i);
		cond_resched();
	}
	vm_done();
	return 0;
}

static void __exit bad_flood_exit(void)
{
}

module_init(bad_flood_init);
module_exit(bad_flood_exit);
MODULE_DESCRIPTION("Says far more than anyone reads.");
MODULE_LICENSE("GPL");
