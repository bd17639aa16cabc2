// SPDX-License-Identifier: GPL-2.0
/* A mutex may be held where it sleeps. */
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static DEFINE_MUTEX(mutex);
static u8 *buffer;

static int setup(void)
{
	mutex_lock(&mutex);
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	mutex_unlock(&mutex);
	return buffer ? 0 : -ENOMEM;
}

static void teardown(void)
{
	mutex_lock(&mutex);
	kfree(buffer);
	buffer = NULL;
	mutex_unlock(&mutex);
}

static int __init mutex_held_init(void)
{
	return setup();
}

static void __exit mutex_held_exit(void)
{
	teardown();
}

module_init(mutex_held_init);
module_exit(mutex_held_exit);

MODULE_DESCRIPTION("kmcheck case: mutex_held");
MODULE_LICENSE("GPL");
