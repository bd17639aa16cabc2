// SPDX-License-Identifier: GPL-2.0
/* A work item frees what it stands in. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct job {
	struct work_struct work;
	u8 data[SZ_8M];
};

static struct work_struct last;

static void job_run(struct work_struct *work)
{
	struct job *job = container_of(work, struct job, work);

	memset(job->data, 1, sizeof(job->data));
	kfree(job);
}

static void last_run(struct work_struct *work)
{
}

static int setup(void)
{
	struct job *job = kmalloc(sizeof(*job), GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!job)
		return -ENOMEM;
	INIT_WORK(&last, last_run);
	INIT_WORK(&job->work, job_run);
	schedule_work(&job->work);
	schedule_work(&last);
	return 0;
}

static void teardown(void)
{
	flush_work(&last);
}

static int __init work_frees_itself_init(void)
{
	return setup();
}

static void __exit work_frees_itself_exit(void)
{
	teardown();
}

module_init(work_frees_itself_init);
module_exit(work_frees_itself_exit);

MODULE_DESCRIPTION("kmcheck case: work_frees_itself");
MODULE_LICENSE("GPL");
