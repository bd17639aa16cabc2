// SPDX-License-Identifier: GPL-2.0
/* A local object and one that is freed under a lock are told apart by name. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct block {
	void *data;
	size_t bytes;
};

static struct block kept;
static DEFINE_SPINLOCK(kept_lock);

static int sum_of(const struct block *block)
{
	const u8 *data = block->data;

	return data[0] + data[block->bytes - 1];
}

static int setup(void)
{
	struct block large = { .bytes = SZ_8M };
	int sum;

	kept.data = kmalloc(SZ_1K, GFP_KERNEL);
	large.data = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!kept.data || !large.data) {
		kfree(large.data);
		return -ENOMEM;
	}
	memset(large.data, 0, SZ_8M);
	sum = sum_of(&large);
	kfree(large.data);
	return sum;
}

static void teardown(void)
{
	spin_lock(&kept_lock);
	kfree(kept.data);
	kept.data = NULL;
	spin_unlock(&kept_lock);
}

static int __init object_local_init(void)
{
	return setup();
}

static void __exit object_local_exit(void)
{
	teardown();
}

module_init(object_local_init);
module_exit(object_local_exit);

MODULE_DESCRIPTION("kmcheck case: object_local");
MODULE_LICENSE("GPL");
