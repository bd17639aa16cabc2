// SPDX-License-Identifier: GPL-2.0
/* Records one after the other, each with its length in front: an address walks
 * through what user space wrote. */
#if __has_include(<linux/unaligned.h>)
#include <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

static int keep(const void *record)
{
	if (!record)
		return -ENOMEM;
	kfree(record);
	return 0;
}

static int read_small(const u8 *p, const u8 *end)
{
	while (p + 4 <= end) {
		u32 len = get_unaligned_le32(p);

		p += 4;
		if (p + len > end)
			return -EINVAL;
		if (keep(kmemdup(p, len, GFP_KERNEL)))	/* ok: oversize-user -- what is written is not larger */
			return -ENOMEM;
		p += len;
	}
	return 0;
}

static int read_large(const u8 *p, const u8 *end)
{
	while (end - p >= 4) {
		u32 len = get_unaligned_le32(p);

		p += 4;
		if (len > end - p)
			return -EINVAL;
		if (keep(kmemdup(p, len, GFP_KERNEL)))	/* expect: warning[oversize-user] -- all that is written may be one record */
			return -ENOMEM;
		p += len;
	}
	return 0;
}

static ssize_t small_write(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	u8 *text;
	int err;

	if (count > SZ_64K)
		return -EMSGSIZE;
	text = vmemdup_user(from, count);
	if (IS_ERR(text))
		return PTR_ERR(text);
	err = read_small(text, text + count);
	kvfree(text);
	return err ?: count;
}

static ssize_t large_write(struct file *file, const char __user *from,
			   size_t count, loff_t *pos)
{
	u8 *text = vmemdup_user(from, count);	/* ok: oversize-user */
	int err;

	if (IS_ERR(text))
		return PTR_ERR(text);
	err = read_large(text, text + count);
	kvfree(text);
	return err ?: count;
}

const struct file_operations small_fops = {
	.owner = THIS_MODULE,
	.write = small_write,
};
EXPORT_SYMBOL_GPL(small_fops);

const struct file_operations large_fops = {
	.owner = THIS_MODULE,
	.write = large_write,
};
EXPORT_SYMBOL_GPL(large_fops);

MODULE_DESCRIPTION("kmcheck case: records with their lengths");
MODULE_LICENSE("GPL");
