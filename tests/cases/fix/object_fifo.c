// SPDX-License-Identifier: GPL-2.0
/* Objects go through a queue that copies them. */
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct message {
	void *body;
	size_t bytes;
};

static DEFINE_KFIFO(queue, struct message, 4);

static int setup(void)
{
	struct message message = { .bytes = SZ_8M };

	message.body = kmalloc(message.bytes, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!message.body)
		return -ENOMEM;
	memset(message.body, 0, message.bytes);
	kfifo_put(&queue, message);
	return 0;
}

static void teardown(void)
{
	struct message message;

	if (kfifo_get(&queue, &message))
		kfree(message.body);
}

static int __init object_fifo_init(void)
{
	return setup();
}

static void __exit object_fifo_exit(void)
{
	teardown();
}

module_init(object_fifo_init);
module_exit(object_fifo_exit);

MODULE_DESCRIPTION("kmcheck case: object_fifo");
MODULE_LICENSE("GPL");
