// SPDX-License-Identifier: GPL-2.0
/* Buffers of the elements of an array, found by index and by a walking pointer. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct ring {
	void *slots;
	unsigned int n;
};

static struct ring rings[2];

static void teardown(void)
{
	struct ring *r;

	for (r = rings; r < rings + ARRAY_SIZE(rings); r++) {
		kfree(r->slots);
		r->slots = NULL;
	}
}

static int setup(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rings); i++) {
		struct ring *r = &rings[i];

		r->slots = kcalloc(SZ_1M, 8, GFP_KERNEL); /* expect: error[oversize-constant] */
		if (!r->slots)
			goto undo;
	}
	return 0;
undo:
	while (i--)
		kfree(rings[i].slots);
	return -ENOMEM;
}

static int __init element_buffers_init(void)
{
	return setup();
}

static void __exit element_buffers_exit(void)
{
	teardown();
}

module_init(element_buffers_init);
module_exit(element_buffers_exit);

MODULE_DESCRIPTION("kmcheck case: element_buffers");
MODULE_LICENSE("GPL");
