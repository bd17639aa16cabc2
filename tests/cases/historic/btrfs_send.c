// SPDX-License-Identifier: GPL-2.0
/*
 * "btrfs: send: limit number of clones and allocated memory size": an ioctl's count
 * that kvmalloc cannot serve either.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct send_args {
	__s64 send_fd;
	__u64 clone_sources_count;
	__u64 clone_sources;
};

struct clone_root {
	u64 fields[5];
};

static struct clone_root *send_before(const struct send_args *arg)
{
	if (arg->clone_sources_count > ULONG_MAX / sizeof(struct clone_root) - 1)
		return NULL;
	return kvcalloc(arg->clone_sources_count + 1, sizeof(struct clone_root), GFP_KERNEL);	/* expect: warning[oversize-user|oversize-bound] */
}

static struct clone_root *send_after(const struct send_args *arg)
{
	if (arg->clone_sources_count > SZ_8M / sizeof(struct clone_root))
		return NULL;
	return kvcalloc(arg->clone_sources_count + 1, sizeof(struct clone_root), GFP_KERNEL);	/* ok: oversize-user -- mended */
}

static long send_ioctl(struct file *file, unsigned int cmd, unsigned long argp)
{
	struct send_args *arg;
	struct clone_root *roots;

	arg = memdup_user((void __user *)argp, sizeof(*arg));
	if (IS_ERR(arg))
		return PTR_ERR(arg);
	roots = cmd ? send_before(arg) : send_after(arg);
	kvfree(roots);
	kfree(arg);
	return 0;
}

static const struct file_operations send_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = send_ioctl,
};

static struct miscdevice send_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-send",
	.fops = &send_fops,
};
module_misc_device(send_misc);

MODULE_DESCRIPTION("kmcheck case: btrfs send");
MODULE_LICENSE("GPL");
