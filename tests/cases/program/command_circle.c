// SPDX-License-Identifier: GPL-2.0
/* One command sets up through callbacks what another reads: each function asks
 * for what the next one stores. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct circle;

struct circle_ops {
	size_t (*bytes)(struct circle *c, unsigned int n);
	void *(*alloc)(struct circle *c, size_t bytes);
};

struct circle {
	const struct circle_ops *ops;
	unsigned int entries;
	void *mem;
};

static void *circle_alloc(struct circle *c, size_t bytes)
{
	return kzalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound -- 2 MiB at most */
}

static size_t circle_bytes(struct circle *c, unsigned int n)
{
	return n * 64ul;
}

static const struct circle_ops circle_ops = { circle_bytes, circle_alloc };

static int circle_set_up(struct circle *c, unsigned int n)
{
	if (n > 32768)
		return -E2BIG;
	c->mem = c->ops->alloc(c, c->ops->bytes(c, n));
	if (!c->mem)
		return -ENOMEM;
	c->entries = n;
	return 0;
}

static long circle_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct circle *c = file->private_data;
	unsigned int n;

	if (get_user(n, (u32 __user *)arg))
		return -EFAULT;
	if (cmd == 1)
		return circle_set_up(c, n);
	kfree(kmalloc_array(c->entries, 128, GFP_KERNEL));	/* ok: oversize-bound -- 4 MiB at most */
	kfree(kmalloc_array(c->entries, 129, GFP_KERNEL));	/* expect: warning[oversize-bound] "4227072" */
	return 0;
}

static int circle_open(struct inode *inode, struct file *file)
{
	struct circle *c = kzalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	c->ops = &circle_ops;
	file->private_data = c;
	return 0;
}

static const struct file_operations circle_fops = {
	.open = circle_open,
	.unlocked_ioctl = circle_ioctl,
};

const struct file_operations *command_circle(void);
const struct file_operations *command_circle(void)
{
	return &circle_fops;
}
EXPORT_SYMBOL_GPL(command_circle);

MODULE_DESCRIPTION("kmcheck case: commands in a circle");
MODULE_LICENSE("GPL");
