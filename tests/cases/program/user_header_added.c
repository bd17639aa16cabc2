// SPDX-License-Identifier: GPL-2.0
/* The payload is checked, the header is added after it. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct frame_hdr {
	__u32 magic;
	__u32 len;
};

struct frame_req {
	__u32 len;
	__u32 pad;
};

static long frame_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct frame_req rq;
	void *p;

	if (copy_from_user(&rq, (void __user *)arg, sizeof(rq)))
		return -EFAULT;
	if (rq.len > KMALLOC_MAX_SIZE)
		return -EINVAL;
	if (cmd == 1)
		p = kmalloc(sizeof(struct frame_hdr) + rq.len, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] "4194312" */
	else
		p = kmalloc(rq.len, GFP_KERNEL);	/* ok: oversize-bound -- exactly the limit */
	if (!p)
		return -ENOMEM;
	kfree(p);
	return 0;
}

static const struct file_operations frame_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = frame_ioctl,
};

static struct miscdevice frame_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-frame",
	.fops = &frame_fops,
};
module_misc_device(frame_misc);

MODULE_DESCRIPTION("kmcheck case: user header added");
MODULE_LICENSE("GPL");
