// SPDX-License-Identifier: GPL-2.0
/* Three files deep, each adding a factor; only the jumbo path is too large. */
#include <linux/module.h>
#include <linux/slab.h>

#include "chain.h"

static struct chain normal, jumbo;

static int __init entry_init(void)
{
	int ret;

	normal.lanes = 4;
	jumbo.lanes = 4;
	ret = middle_setup(&normal, 64, false);
	if (ret)
		return ret;
	return middle_setup(&jumbo, 4096, true);
}
module_init(entry_init);

static void __exit entry_exit(void)
{
	bottom_free(jumbo.mem);
	bottom_free(normal.mem);
}
module_exit(entry_exit);

MODULE_DESCRIPTION("kmcheck case: entry");
MODULE_LICENSE("GPL");
