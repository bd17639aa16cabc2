// SPDX-License-Identifier: GPL-2.0
/* The other program: same names, other numbers. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "state.h"

static struct state state;

static void fill(struct state *s)
{
	s->mem = kmalloc(s->bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "67108864" */
}

static int __init second_init(void)
{
	state.bytes = SZ_64M;
	fill(&state);
	return state.mem ? 0 : -ENOMEM;
}
module_init(second_init);

static void __exit second_exit(void)
{
	kfree(state.mem);
}
module_exit(second_exit);

MODULE_DESCRIPTION("kmcheck case: second module");
MODULE_LICENSE("GPL");
