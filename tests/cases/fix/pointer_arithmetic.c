// SPDX-License-Identifier: GPL-2.0
/* A header stands before what is handed out. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct header {
	size_t bytes;
	u8 data[];
};

static void *object;

static void *object_new(size_t bytes)
{
	struct header *h = kmalloc(sizeof(*h) + bytes, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!h)
		return NULL;
	h->bytes = bytes;
	return h->data;
}

static void object_free(void *p)
{
	struct header *h = container_of(p, struct header, data[0]);

	kfree(h);
}

static int setup(void)
{
	object = object_new(SZ_8M);
	if (!object)
		return -ENOMEM;
	memset(object, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	object_free(object);
}

static int __init pointer_arithmetic_init(void)
{
	return setup();
}

static void __exit pointer_arithmetic_exit(void)
{
	teardown();
}

module_init(pointer_arithmetic_init);
module_exit(pointer_arithmetic_exit);

MODULE_DESCRIPTION("kmcheck case: pointer_arithmetic");
MODULE_LICENSE("GPL");
