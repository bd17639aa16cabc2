// SPDX-License-Identifier: GPL-2.0
/* check_mul_overflow() keeps a product from wrapping; it bounds nothing. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct batch {
	u32 count;
	u32 extra;
};

static long overflow_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct batch b;
	u32 bytes, total;
	void *p;

	if (copy_from_user(&b, (void __user *)arg, sizeof(b)))
		return -EFAULT;
	if (check_mul_overflow(b.count, 16U, &bytes))
		return -EOVERFLOW;
	p = kmalloc(bytes, GFP_KERNEL);		/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc_array(b.count, 8, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (check_add_overflow(bytes, b.extra, &total))
		return -EOVERFLOW;
	p = kmalloc(total, GFP_KERNEL);		/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc(b.extra, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (total > SZ_4M)
		return -E2BIG;
	p = kmalloc(bytes, GFP_KERNEL);		/* ok: oversize-user -- no more than the total */
	kfree(p);
	return 0;
}

static bool batch_fits(const struct batch *b, size_t room)
{
	size_t bytes;

	if (check_mul_overflow((size_t)b->count, (size_t)b->extra, &bytes) ||
	    check_add_overflow(bytes, sizeof(*b), &bytes))
		return false;
	return bytes <= room;
}

/* What was bounded is the product, however it is worked out again. */
static long fitting_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct batch b;

	if (copy_from_user(&b, (void __user *)arg, sizeof(b)))
		return -EFAULT;
	if (!batch_fits(&b, SZ_64K))
		return -E2BIG;
	kfree(kmalloc_array(b.count, b.extra, GFP_KERNEL));	/* ok: oversize-user -- 64 KiB */
	kfree(kmalloc(b.count * b.extra, GFP_KERNEL));	/* ok: oversize-user -- 64 KiB */
	return 0;
}

static const struct file_operations overflow_fops = {
	.unlocked_ioctl = overflow_ioctl,
	.compat_ioctl = fitting_ioctl,
};

const struct file_operations *overflow_get(void)
{
	return &overflow_fops;
}
EXPORT_SYMBOL_GPL(overflow_get);
MODULE_LICENSE("GPL");
