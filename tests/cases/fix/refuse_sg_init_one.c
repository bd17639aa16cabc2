// SPDX-License-Identifier: GPL-2.0
/* It goes into a scatterlist. */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct scatterlist list;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "scatterlist" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	sg_init_one(&list, refused, SZ_4K);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_sg_init_one_init(void)
{
	return setup();
}

static void __exit refuse_sg_init_one_exit(void)
{
	teardown();
}

module_init(refuse_sg_init_one_init);
module_exit(refuse_sg_init_one_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_sg_init_one");
MODULE_LICENSE("GPL");
