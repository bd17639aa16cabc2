// SPDX-License-Identifier: GPL-2.0
/* The address of a bit in one object is no pointer that another holds. */
#include <linux/bitops.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct slab {
	unsigned long pending;
	u8 body[SZ_8M];
};

struct chain {
	void *first;		/* bit 0: being changed */
};

static struct slab *slab;
static struct chain chain;

static int setup(void)
{
	slab = kzalloc(sizeof(*slab), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!slab)
		return -ENOMEM;
	set_bit(3, &slab->pending);
	chain.first = vmalloc(PAGE_SIZE);
	set_bit(0, (unsigned long *)&chain.first);
	return 0;
}

static void teardown(void)
{
	clear_bit(3, &slab->pending);
	clear_bit(0, (unsigned long *)&chain.first);
	vfree(chain.first);
	kfree(slab);
}

static int __init bit_of_member_init(void)
{
	return setup();
}

static void __exit bit_of_member_exit(void)
{
	teardown();
}

module_init(bit_of_member_init);
module_exit(bit_of_member_exit);

MODULE_DESCRIPTION("kmcheck case: bit_of_member");
MODULE_LICENSE("GPL");
