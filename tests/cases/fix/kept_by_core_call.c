// SPDX-License-Identifier: GPL-2.0
/* ... and from a function. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct proc_dir_entry *entry;

static int drop(struct inode *inode, struct file *f)
{
	kfree(pde_data(inode));
	return 0;
}

static const struct proc_ops ops = {
	.proc_release = drop,
};

static int setup(void)
{
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!buffer)
		return -ENOMEM;
	memset(buffer, 1, SZ_8M);
	entry = proc_create_data("km_case", 0, NULL, &ops, buffer);
	if (!entry) {
		kfree(buffer);
		return -ENOMEM;
	}
	return 0;
}

static void teardown(void)
{
	proc_remove(entry);
}

static int __init kept_by_core_call_init(void)
{
	return setup();
}

static void __exit kept_by_core_call_exit(void)
{
	teardown();
}

module_init(kept_by_core_call_init);
module_exit(kept_by_core_call_exit);

MODULE_DESCRIPTION("kmcheck case: kept_by_core_call");
MODULE_LICENSE("GPL");
