// SPDX-License-Identifier: GPL-2.0
/*
 * What verifies a size is called so far below the system call that a look from
 * there does not follow it any more; one from nearer does.
 */
#include <linux/fs.h>
#include <linux/log2.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../km.h"

#define DEEP_SET_RING	_IOW('d', 1, u64)
#define DEEP_SET_TABLE	_IOW('d', 2, u64)
#define DEEP_SET_ANY	_IOW('d', 3, u64)

struct deep_slot {
	u64 begin, end, flags, owner, generation;
};

struct deep {
	struct miscdevice misc;
	unsigned long features;
	unsigned int lowest_shift, highest_shift;
	struct deep_slot *ring;
	void *table;
};

/* 0 if there is no such ring. */
static noinline u32 deep_ring_bytes(struct deep *deep, u64 wanted)
{
	if (wanted > 1U << 31)
		return 0;
	if (deep->features & 1 && wanted & 511)
		return 0;
	if (deep->features & 2 && wanted & 1023)
		return 0;
	if (deep->features & 4 && wanted & 2047)
		return 0;
	if (wanted < 4096)
		return 4096;
	return roundup_pow_of_two(wanted);
}

static noinline int deep_verify(struct deep *deep, u64 wanted)
{
	if (deep->features & 1 && wanted & 511)
		return -EINVAL;
	if (deep->features & 2 && wanted & 1023)
		return -EINVAL;
	if (deep->features & 4 && wanted & 2047)
		return -EINVAL;
	if (wanted >> deep->lowest_shift == 0)
		return -EINVAL;
	if (wanted > 65536)
		return -E2BIG;
	return 0;
}

static noinline int deep_resize(struct deep *deep, u32 n)
{
	struct deep_slot *ring;

	ring = kcalloc(n, sizeof(*ring), GFP_KERNEL);	/* expect: warning[oversize-bound] */
	if (!ring)
		return -ENOMEM;
	kfree(deep->ring);
	deep->ring = ring;
	return 0;
}

static noinline int deep_set_ring(struct deep *deep, u64 wanted)
{
	u32 bytes = deep_ring_bytes(deep, wanted);

	if (!bytes)
		return -EINVAL;
	return deep_resize(deep, bytes >> 12);
}

static noinline int deep_set_table(struct deep *deep, u64 wanted)
{
	int err = deep_verify(deep, wanted);
	void *table;

	if (err)
		return err;
	table = kzalloc(wanted, GFP_KERNEL);	/* ok: oversize-user -- deep_verify() */
	if (!table)
		return -ENOMEM;
	kfree(deep->table);
	deep->table = table;
	return 0;
}

static noinline int deep_set_any(struct deep *deep, u64 wanted)
{
	void *table;

	if (deep->features & 8)
		return -EINVAL;
	table = kzalloc(wanted, GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (!table)
		return -ENOMEM;
	kfree(deep->table);
	deep->table = table;
	return 0;
}

static noinline int deep_set(struct deep *deep, unsigned int cmd, u64 wanted)
{
	switch (cmd) {
	case DEEP_SET_RING:
		return deep_set_ring(deep, wanted);
	case DEEP_SET_TABLE:
		return deep_set_table(deep, wanted);
	case DEEP_SET_ANY:
		return deep_set_any(deep, wanted);
	}
	return -ENOTTY;
}

static noinline int deep_command(struct deep *deep, unsigned int cmd,
				 u64 wanted)
{
	if (deep->features & 16)
		return -EIO;
	return deep_set(deep, cmd, wanted);
}

static long deep_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct deep *deep = container_of(file->private_data, struct deep, misc);
	u64 wanted;

	if (get_user(wanted, (u64 __user *)arg))
		return -EFAULT;
	return deep_command(deep, cmd, wanted);
}

static const struct file_operations deep_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = deep_ioctl,
};

static struct deep the_deep = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR, .name = "deep",
		.fops = &deep_fops,
	},
};

static int __init deep_init(void)
{
	return misc_register(&the_deep.misc);
}
module_init(deep_init);

static void __exit deep_exit(void)
{
	misc_deregister(&the_deep.misc);
	kfree(the_deep.ring);
	kfree(the_deep.table);
}
module_exit(deep_exit);

MODULE_DESCRIPTION("kmcheck case: verified deep down");
MODULE_LICENSE("GPL");
