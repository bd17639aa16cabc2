// SPDX-License-Identifier: GPL-2.0
/* A container that no rule names: what one call got, another gives back. */
#include <linux/maple_tree.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static DEFINE_MTREE(tree);

static int setup(void)
{
	MA_STATE(state, &tree, 1, 10);
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int err;

	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	mas_lock(&state);
	err = mas_store_gfp(&state, buffer, GFP_KERNEL);
	mas_unlock(&state);
	if (err)
		kfree(buffer);
	return err;
}

static void teardown(void)
{
	MA_STATE(state, &tree, 1, 1);
	void *buffer;

	mas_lock(&state);
	buffer = mas_erase(&state);
	mas_unlock(&state);
	kfree(buffer);
}

static int __init container_unnamed_init(void)
{
	return setup();
}

static void __exit container_unnamed_exit(void)
{
	teardown();
}

module_init(container_unnamed_init);
module_exit(container_unnamed_exit);

MODULE_DESCRIPTION("kmcheck case: container_unnamed");
MODULE_LICENSE("GPL");
