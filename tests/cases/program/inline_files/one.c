// SPDX-License-Identifier: GPL-2.0
/*
 * An inline wrapper in the module's own header; the bad caller is in the
 * other file.
 */
#include <linux/module.h>
#include <linux/slab.h>

#include "vec.h"

static struct vec small;

static int __init one_init(void)
{
	int ret = vec_init_small(&small, 200);

	if (ret)
		return ret;
	ret = vec_init(&small, 1000);
	return ret ? ret : two_start();
}
module_init(one_init);

static void __exit one_exit(void)
{
	two_stop();
	vec_free(&small);
}
module_exit(one_exit);

MODULE_DESCRIPTION("kmcheck case: one");
MODULE_LICENSE("GPL");
