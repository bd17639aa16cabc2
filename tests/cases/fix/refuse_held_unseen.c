// SPDX-License-Identifier: GPL-2.0
/* What holds it goes to a function that is not seen, and nobody else frees it. */
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

/* Another module's. */
static void (*drop_all)(struct idr *ids);

static DEFINE_IDR(ids);
static u8 *twin;

static int setup(void)
{
	void *object = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "nothing else frees it" */

	twin = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!object || !twin) {
		kfree(twin);
		return -ENOMEM;
	}
	return idr_alloc(&ids, object, 0, 0, GFP_KERNEL) < 0 ? -EINVAL : 0;
}

void refuse_held_unseen_set(void (*drop)(struct idr *ids));
void refuse_held_unseen_set(void (*drop)(struct idr *ids))
{
	drop_all = drop;
}

static void teardown(void)
{
	if (drop_all)
		drop_all(&ids);
	idr_destroy(&ids);
	kfree(twin);
}

static int __init refuse_held_unseen_init(void)
{
	return setup();
}

static void __exit refuse_held_unseen_exit(void)
{
	teardown();
}

module_init(refuse_held_unseen_init);
module_exit(refuse_held_unseen_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_held_unseen");
MODULE_LICENSE("GPL");
