// SPDX-License-Identifier: GPL-2.0
/* A number whose bits a loop puts together, and the length of a string in
 * memory of a known size. */
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/module.h>
#include <linux/prandom.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static DEFINE_IDA(ports);

static int read_length(const u8 __user *from, u32 *length)
{
	int shift;
	u8 byte;

	*length = 0;
	for (shift = 0; shift < 21; shift += 7) {
		if (get_user(byte, from++))
			return -EFAULT;
		*length |= (u32)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return 0;
	}
	return -EOVERFLOW;
}

static long take_record(const u8 __user *from)
{
	u32 length, wide = 0, i;
	u8 byte;
	void *p;

	if (read_length(from, &length))
		return -EINVAL;
	p = kmalloc(length, GFP_KERNEL);	/* ok: oversize-user; oversize-bound -- 21 bits */
	kfree(p);
	p = kmalloc(4 * length, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	for (i = 0; i < 3; i++) {
		if (get_user(byte, from + i))
			return -EFAULT;
		wide |= byte << (8 * i);
	}
	p = kmalloc(wide >> 2, GFP_KERNEL);	/* ok: oversize-user; oversize-bound -- 22 bits */
	kfree(p);
	p = kmalloc(wide, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long take_name(const char __user *from)
{
	char *name = kzalloc(64, GFP_KERNEL);	/* ok: oversize-constant */
	void *p;

	if (!name)
		return -ENOMEM;
	if (copy_from_user(name, from, 63)) {
		kfree(name);
		return -EFAULT;
	}
	p = kcalloc(strlen(name) + 1, SZ_64K, GFP_KERNEL);	/* ok: oversize-bound; oversize-user -- 64 at most */
	kfree(p);
	p = kcalloc(strlen(name) + 1, SZ_128K, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	kfree(name);
	return 0;
}

static long take_port(void)
{
	int port = ida_alloc_max(&ports, 1023, GFP_KERNEL);
	void *p;

	if (port < 0)
		return port;
	p = kcalloc(port + 1, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound */
	kfree(p);
	p = kcalloc(port + 1, SZ_8K, GFP_KERNEL);	/* expect: warning[oversize-bound] */
	kfree(p);
	p = kmalloc(prandom_u32_max(SZ_4M) + 1, GFP_KERNEL);	/* ok: oversize-bound */
	kfree(p);
	p = kmalloc(prandom_u32_max(SZ_8M) + 1, GFP_KERNEL);	/* expect: warning[oversize-bound] */
	kfree(p);
	return 0;
}

static long bits_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	switch (cmd) {
	case 1:
		return take_record((const u8 __user *)arg);
	case 2:
		return take_name((const char __user *)arg);
	case 3:
		return take_port();
	}
	return -ENOTTY;
}

const struct file_operations bits_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = bits_ioctl,
};

MODULE_DESCRIPTION("kmcheck case: bits collected");
MODULE_LICENSE("GPL");
