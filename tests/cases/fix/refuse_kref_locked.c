// SPDX-License-Identifier: GPL-2.0
/* The last reference is dropped under a spinlock. */
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

struct object {
	struct kref references;
	u8 *buffer;
	u8 *twin;
};

static DEFINE_SPINLOCK(lock);
static struct object *object;

static void release(struct kref *references)
{
	struct object *o = container_of(references, struct object, references);

	kfree(o->buffer);
	kfree(o);
}

static int setup(void)
{
	object = kzalloc(sizeof(*object), GFP_KERNEL);
	if (!object)
		return -ENOMEM;
	kref_init(&object->references);
	object->buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "spinlock is held" */
	object->twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object->buffer || !object->twin) {
		kfree(object->twin);
		kref_put(&object->references, release);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	kfree(object->twin);
	spin_lock(&lock);
	kref_put(&object->references, release);
	spin_unlock(&lock);
}

static int __init refuse_kref_locked_init(void)
{
	return setup();
}

static void __exit refuse_kref_locked_exit(void)
{
	teardown();
}

module_init(refuse_kref_locked_init);
module_exit(refuse_kref_locked_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_kref_locked");
MODULE_LICENSE("GPL");
