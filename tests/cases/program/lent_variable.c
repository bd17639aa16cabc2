// SPDX-License-Identifier: GPL-2.0
/* What a callee that nobody knows leaves in a variable is not what others read
 * into theirs. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct lv_dev;

struct lv_info {
	u32 cmd;
	u32 count;
};

struct lv_rules {
	u32 cmd;
	u32 count;
};

struct lv_ops {
	int (*get)(struct lv_dev *dev, struct lv_info *info);
	int (*set)(struct lv_dev *dev, struct lv_info *info);
	int (*get_rules)(struct lv_dev *dev, struct lv_rules *rules);
};

struct lv_dev {
	const struct lv_ops *ops;
};

static int lv_copy(struct lv_info *info, const void __user *user)
{
	return copy_from_user(info, user, sizeof(*info)) ? -EFAULT : 0;
}

static int lv_fetch(struct lv_info *info, const void __user *user)
{
	if (user == (void __user *)8) {
		u32 count;

		if (get_user(count, (u32 __user *)user))
			return -EFAULT;
		*info = (struct lv_info){ .cmd = 8, .count = count };
		return 0;
	}
	return lv_copy(info, user);
}

static long lv_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct lv_dev *dev = file->private_data;
	struct lv_info info;

	if (lv_fetch(&info, (void __user *)arg))
		return -EFAULT;
	return dev->ops->set(dev, &info);
}

const struct file_operations lv_fops = {
	.unlocked_ioctl = lv_ioctl,
};

/* The driver says how many there are. */
void *lv_count(struct lv_dev *dev)
{
	struct lv_info info = { .cmd = 1 };

	if (dev->ops->get(dev, &info))
		return NULL;
	return kmalloc_array(info.count, 4, GFP_KERNEL);	/* ok: oversize-user -- not what a user wrote elsewhere */
}
EXPORT_SYMBOL_GPL(lv_count);

/* A driver may well use this to answer. */
int lv_fetch_rules(struct lv_rules *rules, const void __user *user)
{
	return copy_from_user(rules, user, sizeof(*rules)) ? -EFAULT : 0;
}
EXPORT_SYMBOL_GPL(lv_fetch_rules);

void *lv_count_rules(struct lv_dev *dev)
{
	struct lv_rules rules = { .cmd = 1 };

	if (dev->ops->get_rules(dev, &rules))
		return NULL;
	return kmalloc_array(rules.count, 4, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(lv_count_rules);
MODULE_LICENSE("GPL");
