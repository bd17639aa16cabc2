// SPDX-License-Identifier: GPL-2.0
/* The size is set in the ioctl and used in a work item. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>

struct task_req {
	__u32 bytes;
	__u32 kind;
};

static struct {
	struct work_struct work;
	u32 bytes;
	u32 safe;
} task;

static void task_run(struct work_struct *work)
{
	void *p = kmalloc(task.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	void *q = kmalloc(task.safe, GFP_KERNEL);	/* ok: oversize-user -- 64 KiB at most */

	kfree(p);
	kfree(q);
}

static long task_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct task_req rq;

	if (copy_from_user(&rq, (void __user *)arg, sizeof(rq)))
		return -EFAULT;
	task.bytes = rq.bytes;
	task.safe = min_t(u32, rq.bytes, SZ_64K);
	INIT_WORK(&task.work, task_run);
	schedule_work(&task.work);
	flush_work(&task.work);
	return 0;
}

static const struct file_operations task_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = task_ioctl,
};

static struct miscdevice task_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-task",
	.fops = &task_fops,
};
module_misc_device(task_misc);

MODULE_DESCRIPTION("kmcheck case: field work");
MODULE_LICENSE("GPL");
