// SPDX-License-Identifier: GPL-2.0
/* Delayed work frees what it is part of. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct job {
	struct delayed_work work;
	u8 log[SZ_8M];
};

static void run(struct work_struct *work)
{
	struct job *job = container_of(to_delayed_work(work), struct job,
				       work);

	kfree(job);
}

static int setup(void)
{
	struct job *job = kzalloc(sizeof(*job), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!job)
		return -ENOMEM;
	INIT_DELAYED_WORK(&job->work, run);
	schedule_delayed_work(&job->work, 0);
	return 0;
}

static void teardown(void)
{
	flush_scheduled_work();
}

static int __init delayed_work_init(void)
{
	return setup();
}

static void __exit delayed_work_exit(void)
{
	teardown();
}

module_init(delayed_work_init);
module_exit(delayed_work_exit);

MODULE_DESCRIPTION("kmcheck case: delayed_work");
MODULE_LICENSE("GPL");
