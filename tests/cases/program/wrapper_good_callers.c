// SPDX-License-Identifier: GPL-2.0
/* All callers of a wrapper stay below the limit. */
#include <linux/module.h>
#include <linux/slab.h>

static void *buf_get(size_t count, size_t size)
{
	return kcalloc(count, size, GFP_KERNEL);	/* ok: oversize-constant|oversize-bound */
}

static void *rx, *tx;

static int __init wrapper_good_init(void)
{
	rx = buf_get(1024, 4096);	/* exactly the limit */
	tx = buf_get(4096, 1024);
	return rx && tx ? 0 : -ENOMEM;
}
module_init(wrapper_good_init);

static void __exit wrapper_good_exit(void)
{
	kfree(tx);
	kfree(rx);
}
module_exit(wrapper_good_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper good callers");
MODULE_LICENSE("GPL");
