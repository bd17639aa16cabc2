// SPDX-License-Identifier: GPL-2.0
/* The larger of what user space chose and something else is of its choice. */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/tty_driver.h>
#include <linux/uaccess.h>
#include <linux/version.h>

struct larger_request {
	u32 parts[4];
	char name[8];
};

static long larger_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct larger_request r;
	u32 largest = 0;
	int i;

	if (copy_from_user(&r, (void __user *)arg, sizeof(r)))
		return -EFAULT;
	r.name[7] = 0;
	kfree(kmalloc(max3(r.parts[0], r.parts[1], 16u), GFP_KERNEL));	/* expect: warning[oversize-user] "4294967295" */
	kfree(kmalloc(min3(r.parts[0], r.parts[1], 16u), GFP_KERNEL));	/* ok: oversize-user -- 16 at most */
	for (i = 0; i < 4; i++)
		largest = r.parts[i] > largest ? r.parts[i] : largest;
	kfree(kmalloc(r.parts[cmd & 3], GFP_KERNEL));	/* expect: warning[oversize-user] "4294967295" */
	kfree(kmalloc(largest, GFP_KERNEL));	/* expect: warning[oversize-user] "4294967295" */
	return 0;
}

static const struct file_operations larger_fops = {
	.unlocked_ioctl = larger_ioctl,
};

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
typedef int written;
typedef int to_write;
#else
typedef ssize_t written;
typedef size_t to_write;
#endif

static written larger_write(struct tty_struct *tty,
			    const unsigned char *buffer, to_write count)
{
	kfree(kmalloc(count, GFP_KERNEL));	/* ok: oversize-user -- comes in pieces, and is not negative */
	return count;
}

static const struct tty_operations larger_tty = {
	.write = larger_write,
};

const void *larger_of_two(bool tty);
const void *larger_of_two(bool tty)
{
	return tty ? (const void *)&larger_tty : &larger_fops;
}
EXPORT_SYMBOL_GPL(larger_of_two);

MODULE_DESCRIPTION("kmcheck case: the larger of two");
MODULE_LICENSE("GPL");
