// SPDX-License-Identifier: GPL-2.0
/* Objects that are freed by the address of the link that stands first in them. */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct linked {
	struct list_head link;
	u8 bytes[SZ_8M];
};

static LIST_HEAD(objects);
static u8 *twin;

static int setup(void)
{
	struct linked *object = kzalloc(sizeof(*object), GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "address of a link" */

	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object || !twin) {
		kfree(object);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	list_add(&object->link, &objects);
	return 0;
}

static void teardown(void)
{
	struct list_head *at, *next;

	list_for_each_safe(at, next, &objects)
		kfree(at);
	kfree(twin);
}

static int __init refuse_link_free_init(void)
{
	return setup();
}

static void __exit refuse_link_free_exit(void)
{
	teardown();
}

module_init(refuse_link_free_init);
module_exit(refuse_link_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_link_free");
MODULE_LICENSE("GPL");
