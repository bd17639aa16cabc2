// SPDX-License-Identifier: GPL-2.0
/* A thread gets it and frees it. */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct task_struct *task;

static int thread_run(void *data)
{
	u8 *buffer = data;

	memset(buffer, 1, SZ_8M);
	kfree(buffer);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 10);
	return 0;
}

static int setup(void)
{
	u8 *buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */

	if (!buffer)
		return -ENOMEM;
	task = kthread_run(thread_run, buffer, "km_case");
	if (IS_ERR(task)) {
		kfree(buffer);
		return PTR_ERR(task);
	}
	return 0;
}

static void teardown(void)
{
	kthread_stop(task);
}

static int __init thread_data_init(void)
{
	return setup();
}

static void __exit thread_data_exit(void)
{
	teardown();
}

module_init(thread_data_init);
module_exit(thread_data_exit);

MODULE_DESCRIPTION("kmcheck case: thread_data");
MODULE_LICENSE("GPL");
