// SPDX-License-Identifier: GPL-2.0
/* Freed only if the call that gets it fails: else it belongs to who got it. */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static int show(struct seq_file *seq, void *unused)
{
	return 0;
}

static int setup(void)
{
	u8 *given = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "proc_create_single_data" */
	u8 *twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	int ret = -ENOMEM;

	if (!given || !twin)
		goto free_given;
	if (!proc_create_single_data("kmcheck_twin", 0, NULL, show, twin))
		goto free_given;
	remove_proc_entry("kmcheck_twin", NULL);
	if (!proc_create_single_data("kmcheck_given", 0, NULL, show, given))
		goto free_given;
	ret = 0;
	goto free_twin;

free_given:
	kfree(given);
free_twin:
	kfree(twin);
	return ret;
}

static void teardown(void)
{
	remove_proc_entry("kmcheck_given", NULL);
}

static int __init refuse_given_away_init(void)
{
	return setup();
}

static void __exit refuse_given_away_exit(void)
{
	teardown();
}

module_init(refuse_given_away_init);
module_exit(refuse_given_away_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_given_away");
MODULE_LICENSE("GPL");
