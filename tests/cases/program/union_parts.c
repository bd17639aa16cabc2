// SPDX-License-Identifier: GPL-2.0
/* Parts of what user space stored as a whole, and of a key's payload. */
#include <linux/fs.h>
#include <linux/key-type.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

union control {
	u32 all;
	struct {
		u32 count : 20;
		u32 flags : 12;
	};
	u8 bytes[4];
};

static long union_parts_ioctl(struct file *file, unsigned int cmd,
			      unsigned long arg)
{
	union control c;
	u32 word;

	if (get_user(word, (u32 __user *)arg))
		return -EFAULT;
	c.all = word;
	kfree(kmalloc(c.count * 4, GFP_KERNEL));	/* ok: oversize-user -- twenty bits */
	kfree(kmalloc(c.count * 8, GFP_KERNEL));	/* expect: warning[oversize-user] "8388600" */
	kfree(kmalloc(c.flags * 1024, GFP_KERNEL));	/* ok: oversize-user -- twelve bits */
	kfree(kmalloc(c.bytes[3] * 16384, GFP_KERNEL));	/* ok: oversize-user -- a byte */
	c.all = 0;
	kfree(kmalloc(c.count * 8, GFP_KERNEL));	/* ok: oversize-user -- zero */
	return 0;
}

static const struct file_operations union_parts_fops = {
	.unlocked_ioctl = union_parts_ioctl,
};

static int union_parts_preparse(struct key_preparsed_payload *prep)
{
	kfree(kmalloc(prep->datalen * 4, GFP_KERNEL));	/* ok: oversize-user -- below 1 MiB each */
	kfree(kmalloc(prep->datalen * 8, GFP_KERNEL));	/* expect: warning[oversize-user] "8388600" */
	return 0;
}

struct key_type union_parts_key = {
	.name = "parts",
	.preparse = union_parts_preparse,
};

const struct file_operations *union_parts(void);
const struct file_operations *union_parts(void)
{
	return &union_parts_fops;
}
EXPORT_SYMBOL_GPL(union_parts);

MODULE_DESCRIPTION("kmcheck case: parts of a union");
MODULE_LICENSE("GPL");
