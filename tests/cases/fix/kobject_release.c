// SPDX-License-Identifier: GPL-2.0
/* A kobject type frees the object around it. */
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct thing {
	int number;
	struct kobject kobject;
	u8 log[SZ_8M];
};

static struct thing *thing;

static void thing_release(struct kobject *kobject)
{
	struct thing *t = container_of(kobject, struct thing, kobject);

	kfree(t);
}

static struct kobj_type thing_type = {
	.release = thing_release,
};

static int setup(void)
{
	thing = kzalloc(sizeof(*thing), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!thing)
		return -ENOMEM;
	kobject_init(&thing->kobject, &thing_type);
	return 0;
}

static void teardown(void)
{
	kobject_put(&thing->kobject);
}

static int __init kobject_release_init(void)
{
	return setup();
}

static void __exit kobject_release_exit(void)
{
	teardown();
}

module_init(kobject_release_init);
module_exit(kobject_release_exit);

MODULE_DESCRIPTION("kmcheck case: kobject_release");
MODULE_LICENSE("GPL");
