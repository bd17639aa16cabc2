// SPDX-License-Identifier: GPL-2.0
/*
 * A value is stored first and checked where it lies. What counts is what is left
 * there: a clamp mends it, and so does a caller's; a refusal mends it only where
 * the object is given up with it.
 */
#include <linux/buffer_head.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define MOST 1000

struct settled {
	u32 clamped, clamped_late, refused, parsed, parsed_only;
	u32 knob, raw_knob;
	void *table;
};

static int set_clamped(struct settled *s, u32 __user *arg)
{
	u32 n;

	if (get_user(n, arg))
		return -EFAULT;
	s->clamped = n;
	if (s->clamped > MOST) {
		pr_warn("%u is too many\n", s->clamped);
		s->clamped = MOST;
	}
	return 0;
}

/* Only if a flag is set: some of what user space chooses stays. */
static int set_clamped_late(struct settled *s, u32 __user *arg, bool is_strict)
{
	u32 n;

	if (get_user(n, arg))
		return -EFAULT;
	s->clamped_late = n;
	if (is_strict && s->clamped_late > MOST)
		s->clamped_late = MOST;
	return 0;
}

/* The device is there, and keeps what was refused. */
static int set_refused(struct settled *s, u32 __user *arg)
{
	if (copy_from_user(&s->refused, arg, sizeof(s->refused)))
		return -EFAULT;
	if (s->refused > MOST)
		return -EINVAL;
	return 0;
}

static int parse(struct settled *s, u32 __user *arg)
{
	if (get_user(s->parsed, arg))
		return -EFAULT;
	return get_user(s->parsed_only, arg + 1);
}

static struct settled *settled_new(u32 __user *arg)
{
	struct settled *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return ERR_PTR(-ENOMEM);
	if (parse(s, arg)) {
		kfree(s);
		return ERR_PTR(-EFAULT);
	}
	if (s->parsed > MOST)
		s->parsed = MOST;
	return s;
}

static long settled_ioctl(struct file *file, unsigned int cmd,
			  unsigned long arg)
{
	struct settled *s = file->private_data;
	u32 __user *from = (u32 __user *)arg;

	switch (cmd) {
	case 0:
		s = settled_new(from);
		if (IS_ERR(s))
			return PTR_ERR(s);
		file->private_data = s;
		return 0;
	case 1:
		return set_clamped(s, from);
	case 2:
		return set_clamped_late(s, from, file->f_flags & O_APPEND);
	case 3:
		return set_refused(s, from);
	case 4:
		s->table = kcalloc(s->clamped, 64, GFP_KERNEL);	/* ok: oversize-user */
		return 0;
	case 5:
		s->table = kcalloc(s->clamped_late, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
		return 0;
	case 6:
		s->table = kcalloc(s->refused, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
		return 0;
	case 7:
		s->table = kcalloc(s->parsed, 64, GFP_KERNEL);	/* ok: oversize-user */
		return 0;
	case 8:
		s->table = kcalloc(s->parsed_only, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations settled_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = settled_ioctl,
};

static struct miscdevice settled_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-settled",
	.fops = &settled_fops,
};
module_misc_device(settled_misc);

/* Where kstrtou32() fails, it writes nothing. */
static struct settled settled_knobs;

static ssize_t clamped_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	int ret = kstrtou32(buf, 0, &settled_knobs.knob);

	if (ret)
		return ret;
	if (settled_knobs.knob > MOST)
		settled_knobs.knob = MOST;
	return count;
}
static DEVICE_ATTR_WO(clamped);

static ssize_t parsed_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	return kstrtou32(buf, 0, &settled_knobs.raw_knob) ?: count;
}
static DEVICE_ATTR_WO(parsed);

const struct device_attribute *const settled_attributes[] = {
	&dev_attr_clamped, &dev_attr_parsed,
};
EXPORT_SYMBOL_GPL(settled_attributes);

int settled_use_knobs(void)
{
	settled_knobs.table = kcalloc(settled_knobs.knob, 64, GFP_KERNEL);	/* ok: oversize-user */
	kfree(settled_knobs.table);
	settled_knobs.table = kcalloc(settled_knobs.raw_knob, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(settled_knobs.table);
	return 0;
}
EXPORT_SYMBOL_GPL(settled_use_knobs);

/* A file system: what it refuses is not mounted. */
struct disk_super {
	__le32 groups, free;
};

struct settled_sb {
	u32 groups, free;
};

static int settled_fill_super(struct super_block *sb, struct fs_context *fc)
{
	struct settled_sb *sbi = sb->s_fs_info;
	struct buffer_head *bh = sb_bread(sb, 1);
	struct disk_super *raw;

	if (!bh)
		return -EIO;
	raw = (struct disk_super *)bh->b_data;
	sbi->groups = le32_to_cpu(raw->groups);
	sbi->free = le32_to_cpu(raw->free);
	brelse(bh);
	if (sbi->groups > MOST)
		return -EINVAL;
	return 0;
}

int settled_get_tree(struct fs_context *fc)
{
	return get_tree_bdev(fc, settled_fill_super);
}
EXPORT_SYMBOL_GPL(settled_get_tree);

int settled_statfs(struct super_block *sb)
{
	struct settled_sb *sbi = sb->s_fs_info;
	void *groups = kcalloc(sbi->groups, 64, GFP_KERNEL);	/* ok: oversize-user */
	void *free = kcalloc(sbi->free, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(groups);
	kfree(free);
	return 0;
}
EXPORT_SYMBOL_GPL(settled_statfs);

MODULE_DESCRIPTION("kmcheck case: stored, then checked");
MODULE_LICENSE("GPL");
