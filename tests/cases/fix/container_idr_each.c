// SPDX-License-Identifier: GPL-2.0
/* idr_for_each() hands each object to a function that frees it. */
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static DEFINE_IDR(ids);

static int free_one(int id, void *object, void *data)
{
	kfree(object);
	return 0;
}

static int setup(void)
{
	void *object = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int id;

	if (!object)
		return -ENOMEM;
	id = idr_alloc(&ids, object, 0, 0, GFP_KERNEL);
	if (id < 0)
		kfree(object);
	return id < 0 ? id : 0;
}

static void teardown(void)
{
	idr_for_each(&ids, free_one, NULL);
	idr_destroy(&ids);
}

static int __init container_idr_each_init(void)
{
	return setup();
}

static void __exit container_idr_each_exit(void)
{
	teardown();
}

module_init(container_idr_each_init);
module_exit(container_idr_each_exit);

MODULE_DESCRIPTION("kmcheck case: container_idr_each");
MODULE_LICENSE("GPL");
