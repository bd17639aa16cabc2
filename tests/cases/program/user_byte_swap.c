// SPDX-License-Identifier: GPL-2.0
/* A little-endian field keeps its source through the swap. */
#include <asm/byteorder.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct blob {
	__le32 len;
	__be16 count;
	__be16 pad;
};

static long blob_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct blob blob;
	u32 len;
	void *a, *b, *c = NULL;

	if (copy_from_user(&blob, (void __user *)arg, sizeof(blob)))
		return -EFAULT;
	len = le32_to_cpu(blob.len);
	a = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	b = kcalloc(be16_to_cpu(blob.count), 32, GFP_KERNEL);	/* ok: oversize-user -- 65535 * 32 */
	if (len <= SZ_64K)
		c = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user */
	kfree(a);
	kfree(b);
	kfree(c);
	return 0;
}

static const struct file_operations blob_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = blob_ioctl,
};

static struct miscdevice blob_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-blob",
	.fops = &blob_fops,
};
module_misc_device(blob_misc);

MODULE_DESCRIPTION("kmcheck case: user byte swap");
MODULE_LICENSE("GPL");
