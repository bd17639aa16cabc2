// SPDX-License-Identifier: GPL-2.0
/* What one object holds is freed through another that it was copied to. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct block {
	void *data;
	size_t bytes;
};

static struct block kept;

static void block_copy(struct block *to, const struct block *from)
{
	*to = *from;
}

static int setup(void)
{
	struct block made = { .bytes = SZ_8M };

	made.data = kmalloc(made.bytes, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!made.data)
		return -ENOMEM;
	memset(made.data, 0, made.bytes);
	block_copy(&kept, &made);
	return 0;
}

static void teardown(void)
{
	kfree(kept.data);
}

static int __init object_copied_init(void)
{
	return setup();
}

static void __exit object_copied_exit(void)
{
	teardown();
}

module_init(object_copied_init);
module_exit(object_copied_exit);

MODULE_DESCRIPTION("kmcheck case: object_copied");
MODULE_LICENSE("GPL");
