// SPDX-License-Identifier: GPL-2.0
/* Freed in an RCU read section. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "RCU" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	rcu_read_lock();
	kfree(refused);
	rcu_read_unlock();
	refused = NULL;
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_rcu_section_init(void)
{
	return setup();
}

static void __exit refuse_rcu_section_exit(void)
{
	teardown();
}

module_init(refuse_rcu_section_init);
module_exit(refuse_rcu_section_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_rcu_section");
MODULE_LICENSE("GPL");
