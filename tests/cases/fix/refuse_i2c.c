// SPDX-License-Identifier: GPL-2.0
/* I2C hardware gets it. */
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct i2c_client *client;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "bus controller" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	i2c_master_send_dmasafe(client, refused, 64);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_i2c_init(void)
{
	return setup();
}

static void __exit refuse_i2c_exit(void)
{
	teardown();
}

module_init(refuse_i2c_init);
module_exit(refuse_i2c_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_i2c");
MODULE_LICENSE("GPL");
