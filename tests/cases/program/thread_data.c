// SPDX-License-Identifier: GPL-2.0
/* A thread gets its parameters through a pointer. */
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct stress {
	u32 bytes;
	u32 rounds;
};

struct stress_req {
	__u32 bytes;
	__u32 rounds;
};

static struct stress stress;

static int stress_thread(void *data)
{
	struct stress *st = data;
	void *p, *q;

	p = kmalloc(st->bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	q = kcalloc(st->rounds, 64, GFP_KERNEL);	/* ok: oversize-user -- 100 rounds */
	kfree(p);
	kfree(q);
	return 0;
}

static long stress_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct stress_req rq;
	struct task_struct *task;

	if (copy_from_user(&rq, (void __user *)arg, sizeof(rq)))
		return -EFAULT;
	if (rq.rounds > 100)
		return -EINVAL;
	stress.bytes = rq.bytes;
	stress.rounds = rq.rounds;
	task = kthread_run(stress_thread, &stress, "km-stress");
	return PTR_ERR_OR_ZERO(task);
}

static const struct file_operations stress_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = stress_ioctl,
};

static struct miscdevice stress_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-stress",
	.fops = &stress_fops,
};
module_misc_device(stress_misc);

MODULE_DESCRIPTION("kmcheck case: thread data");
MODULE_LICENSE("GPL");
