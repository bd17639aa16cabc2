// SPDX-License-Identifier: GPL-2.0
/* Pointers are copied with the memory they stand in. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static void *old_table[4], *new_table[4], **third;
static u8 bytes[sizeof(void *)];

static int setup(void)
{
	void *packed = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!packed)
		return -ENOMEM;
	memcpy(bytes, &packed, sizeof(bytes));
	old_table[0] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	memcpy(new_table, old_table, sizeof(new_table));
	third = kmemdup(new_table, sizeof(new_table), GFP_KERNEL);
	if (third)
		third[1] = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	return 0;
}

static void teardown(void)
{
	void *unpacked;

	memcpy(&unpacked, bytes, sizeof(bytes));
	kfree(unpacked);
	if (third) {
		kfree(third[1]);
		kfree(third[0]);
	} else {
		kfree(new_table[0]);
	}
	kfree(third);
}

static int __init copied_pointers_init(void)
{
	return setup();
}

static void __exit copied_pointers_exit(void)
{
	teardown();
}

module_init(copied_pointers_init);
module_exit(copied_pointers_exit);

MODULE_DESCRIPTION("kmcheck case: copied_pointers");
MODULE_LICENSE("GPL");
