// SPDX-License-Identifier: GPL-2.0-only
/* Never comes back from loading. */
#include <linux/module.h>
#include <linux/processor.h>

#include "report.h"

static bool forever = true;

static int __init bad_hang_init(void)
{
	while (READ_ONCE(forever))
		cpu_relax();
	return 0;
}

static void __exit bad_hang_exit(void)
{
}

module_init(bad_hang_init);
module_exit(bad_hang_exit);
MODULE_DESCRIPTION("Never comes back from loading.");
MODULE_LICENSE("GPL");
