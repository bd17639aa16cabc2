// SPDX-License-Identifier: GPL-2.0
/* A part of it goes into a scatterlist. */
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct scatterlist list[2];

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
	sg_init_table(list, 2);
	sg_set_buf(&list[1], refused + SZ_4K, 64);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_sg_set_buf_init(void)
{
	return setup();
}

static void __exit refuse_sg_set_buf_exit(void)
{
	teardown();
}

module_init(refuse_sg_set_buf_init);
module_exit(refuse_sg_set_buf_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_sg_set_buf");
MODULE_LICENSE("GPL");
