// SPDX-License-Identifier: GPL-2.0
/*
 * Two modules in one folder are two programs: what one stores, the other
 * never sees.
 */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "state.h"

static struct state state;

static int __init first_init(void)
{
	state.bytes = SZ_4K;
	state.mem = kmalloc(state.bytes, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound */
	return state.mem ? 0 : -ENOMEM;
}
module_init(first_init);

static void __exit first_exit(void)
{
	kfree(state.mem);
}
module_exit(first_exit);

MODULE_DESCRIPTION("kmcheck case: first module");
MODULE_LICENSE("GPL");
