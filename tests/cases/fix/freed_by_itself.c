// SPDX-License-Identifier: GPL-2.0
/* The object holds the function that frees it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct packet {
	void (*release)(const void *object);
	u8 body[SZ_8M];
};

static struct packet *packet;

static int setup(void)
{
	packet = kzalloc(sizeof(*packet), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!packet)
		return -ENOMEM;
	packet->release = kfree;
	return 0;
}

static void teardown(void)
{
	if (packet)
		packet->release(packet);
}

static int __init freed_by_itself_init(void)
{
	return setup();
}

static void __exit freed_by_itself_exit(void)
{
	teardown();
}

module_init(freed_by_itself_init);
module_exit(freed_by_itself_exit);

MODULE_DESCRIPTION("kmcheck case: freed_by_itself");
MODULE_LICENSE("GPL");
