// SPDX-License-Identifier: GPL-2.0
/* An end that is no less than its start: nothing has wrapped, and what lies
 * between bounds what is counted in pages of it. */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct span {
	__u32 off, len;
	__u64 start, end, bytes;
};

/* the sum is checked before, or after, it is known not to have wrapped */
static long read_part(u32 off, u32 len)
{
	void *p;

	if (off + len > SZ_1M)
		return -EINVAL;
	p = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (off + len < off)
		return -EINVAL;
	p = kmalloc(len, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	return 0;
}

static long read_to_end(u32 off, u32 len)
{
	u32 end = off + len;
	void *p;

	if (end < off || end > SZ_8M)
		return -EINVAL;
	p = kmalloc(len / 2, GFP_KERNEL);	/* ok: oversize-user; oversize-bound -- 4 MiB */
	kfree(p);
	p = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long pin_between(u64 start, u64 end)
{
	void *p;

	if (start >= end || end - start > SZ_512M)
		return -EINVAL;
	p = kcalloc((end >> PAGE_SHIFT) - (start >> PAGE_SHIFT), 8, GFP_KERNEL);	/* ok: oversize-user; oversize-bound -- 131073 * 8 */
	kfree(p);
	p = kcalloc((end >> PAGE_SHIFT) - (start >> PAGE_SHIFT), 32, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long pin(u64 start, u64 bytes)
{
	unsigned long first = start >> PAGE_SHIFT;
	unsigned long last = (start + bytes - 1) >> PAGE_SHIFT;
	void *p;

	if (!bytes || start + bytes < start)
		return -EINVAL;
	if (bytes > SZ_512M)
		return -EINVAL;
	p = kcalloc(last - first + 1, sizeof(void *), GFP_KERNEL);	/* ok: oversize-user; oversize-bound -- 131073 */
	kfree(p);
	p = kcalloc(last - first + 1, 4 * sizeof(void *), GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

/* what is rounded may wrap; how far the two are apart does not */
static long map_rounded(u64 start, u64 end)
{
	u64 bytes;
	void *p;

	if (end <= start || end - start > SZ_2M)
		return -EINVAL;
	bytes = PAGE_ALIGN(end) - (start & PAGE_MASK);
	p = kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kmalloc(2 * bytes, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	bytes = round_up(end, PAGE_SIZE) - round_down(start, PAGE_SIZE);
	p = kmalloc(bytes, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kmalloc(2 * bytes, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

/* the product in one type is the product in the other, if it is whole */
static long table(u32 rows, u32 columns)
{
	u32 cells;
	void *p;

	cells = rows * columns;
	if (cells > SZ_2M)
		return -EINVAL;
	p = kcalloc(rows, columns, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (check_mul_overflow(rows, columns, &cells) || cells > SZ_2M)
		return -EOVERFLOW;
	p = kcalloc(rows, columns, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kcalloc(rows, 3 * (size_t)columns, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long span_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct span s;

	if (copy_from_user(&s, (void __user *)arg, sizeof(s)))
		return -EFAULT;
	switch (cmd) {
	case 1:
		return read_part(s.off, s.len);
	case 2:
		return read_to_end(s.off, s.len);
	case 3:
		return pin_between(s.start, s.end);
	case 4:
		return pin(s.start, s.bytes);
	case 5:
		return map_rounded(s.start, s.end);
	case 6:
		return table(s.off, s.len);
	}
	return -ENOTTY;
}

const struct file_operations span_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = span_ioctl,
};

MODULE_DESCRIPTION("kmcheck case: ends unwrapped");
MODULE_LICENSE("GPL");
