// SPDX-License-Identifier: GPL-2.0
/*
 * A check against a number that is not fixed is as good as that number: a
 * module parameter is root's, so what is left is a note; a field that nobody
 * sets here is not known, so nothing is left.
 */
/* test-options: --level note */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static unsigned int most = 256;
module_param(most, uint, 0644);

struct pool {
	struct miscdevice misc;
	size_t room;
};

static long pool_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct pool *pool = container_of(file->private_data, struct pool, misc);
	void *p;
	u32 n;

	if (get_user(n, (u32 __user *)arg))
		return -EFAULT;
	switch (cmd) {
	case 1:
		if (n > most)
			return -EINVAL;
		p = kcalloc(n, 16, GFP_KERNEL);	/* expect: note[oversize-user] "module parameter" */
		break;
	case 2:
		if (n > pool->room)
			return -EINVAL;
		p = kcalloc(n, 16, GFP_KERNEL);	/* ok: oversize-user -- who knows */
		break;
	default:
		p = kcalloc(n, 16, GFP_KERNEL);	/* expect: warning[oversize-user] */
	}
	kfree(p);
	return 0;
}

static const struct file_operations pool_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = pool_ioctl,
};

static struct pool the_pool = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = "km-pool",
		.fops = &pool_fops,
	},
};

static int __init pool_init(void)
{
	return misc_register(&the_pool.misc);
}
module_init(pool_init);

static void __exit pool_exit(void)
{
	misc_deregister(&the_pool.misc);
}
module_exit(pool_exit);

MODULE_DESCRIPTION("kmcheck case: bounded by parameter");
MODULE_LICENSE("GPL");
