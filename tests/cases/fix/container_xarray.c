// SPDX-License-Identifier: GPL-2.0
/* Pointers in an XArray. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/xarray.h>

static DEFINE_XARRAY(objects);

static void teardown(void)
{
	unsigned long index;
	void *p;

	xa_for_each(&objects, index, p)
		kfree(p);
	xa_destroy(&objects);
}

static int setup(void)
{
	u8 *p = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int err;

	if (!p)
		return -ENOMEM;
	err = xa_err(xa_store(&objects, 3, p, GFP_KERNEL));
	if (err)
		kfree(p);
	return err;
}

static int __init container_xarray_init(void)
{
	return setup();
}

static void __exit container_xarray_exit(void)
{
	teardown();
}

module_init(container_xarray_init);
module_exit(container_xarray_exit);

MODULE_DESCRIPTION("kmcheck case: container_xarray");
MODULE_LICENSE("GPL");
