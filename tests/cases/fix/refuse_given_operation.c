// SPDX-License-Identifier: GPL-2.0
/* Given to an operation that keeps it when it succeeds. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct receiver {
	int (*take)(void *memory);
	int (*look)(const void *memory);
};

/* Another module's. */
static const struct receiver *receiver;

int refuse_given_operation_take(void);
int refuse_given_operation_take(void)
{
	void *memory = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "through a pointer that may be any" */
	int err;

	if (!memory)
		return -ENOMEM;
	err = receiver->take(memory);
	if (err)
		kfree(memory);
	return err;
}

void refuse_given_operation_set(const struct receiver *r);
void refuse_given_operation_set(const struct receiver *r)
{
	receiver = r;
}

static int setup(void)
{
	void *twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int err = 0;

	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	if (receiver)
		err = receiver->look(twin);
	kfree(twin);
	return err;
}

static void teardown(void)
{
	receiver = NULL;
}

static int __init refuse_given_operation_init(void)
{
	return setup();
}

static void __exit refuse_given_operation_exit(void)
{
	teardown();
}

module_init(refuse_given_operation_init);
module_exit(refuse_given_operation_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_given_operation");
MODULE_LICENSE("GPL");
