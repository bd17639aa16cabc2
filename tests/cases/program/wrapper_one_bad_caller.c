// SPDX-License-Identifier: GPL-2.0
/* One of several callers asks a wrapper for too much. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *buf_get(size_t bytes)
{
	void *p = kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */

	if (p)
		memset(p, 0xa5, bytes);
	return p;
}

static void *rx, *tx, *log;

static int __init wrapper_init(void)
{
	rx = buf_get(SZ_64K);
	tx = buf_get(SZ_4M);
	log = buf_get(SZ_8M);
	return 0;
}
module_init(wrapper_init);

static void __exit wrapper_exit(void)
{
	kfree(log);
	kfree(tx);
	kfree(rx);
}
module_exit(wrapper_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper one bad caller");
MODULE_LICENSE("GPL");
