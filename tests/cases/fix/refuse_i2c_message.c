// SPDX-License-Identifier: GPL-2.0
/* The buffer of a message, which the bus may map for DMA. */
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct i2c_client *client;
static u8 *twin;

static int setup(void)
{
	struct i2c_msg message = { .len = SZ_4K };

	message.buf = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "bus controller" */
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (message.buf && client)
		i2c_transfer(client->adapter, &message, 1);
	kfree(message.buf);
	return twin ? 0 : -ENOMEM;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_i2c_message_init(void)
{
	return setup();
}

static void __exit refuse_i2c_message_exit(void)
{
	teardown();
}

module_init(refuse_i2c_message_init);
module_exit(refuse_i2c_message_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_i2c_message");
MODULE_LICENSE("GPL");
