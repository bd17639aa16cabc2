// SPDX-License-Identifier: GPL-2.0
/* It is asked whether it is the memory of the linear map. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static bool is_valid;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "lies where slab memory does" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	is_valid = virt_addr_valid(refused);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_virt_valid_init(void)
{
	return setup();
}

static void __exit refuse_virt_valid_exit(void)
{
	teardown();
}

module_init(refuse_virt_valid_init);
module_exit(refuse_virt_valid_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_virt_valid");
MODULE_LICENSE("GPL");
