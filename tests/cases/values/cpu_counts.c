// SPDX-License-Identifier: GPL-2.0
/* A machine has so many processors at most: that keeps a number small, and is
 * not what lets a large one through. */
#include <linux/cpumask.h>
#include <linux/fs.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/slab.h>
#include <linux/sizes.h>

static void *cc_slots(int n)
{
	return kcalloc(n, 64, GFP_KERNEL);	/* ok: oversize-user -- not more than there are */
}

static ssize_t cc_write(struct file *file, const char __user *user,
			size_t count, loff_t *ppos)
{
	unsigned int n = num_online_cpus() - 1;

	n = clamp_val(n, 1, (unsigned int)count);
	kfree(cc_slots(n));
	return count;
}

static void *cc_at_least(int n)
{
	return kcalloc(n, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
}

static ssize_t cc_read(struct file *file, char __user *user, size_t count,
		       loff_t *ppos)
{
	kfree(cc_at_least(max_t(unsigned int, num_online_cpus(), count)));
	return count;
}

const struct file_operations cc_fops = {
	.read = cc_read,
	.write = cc_write,
};

/* The larger of two that a machine tells, and no more than there are. */
void *cc_locks(u8 shift)
{
	unsigned int buckets, locks;

	if (shift > 24)
		return NULL;
	buckets = 1u << shift;
	locks = roundup_pow_of_two(32 * num_possible_cpus());
	return kmalloc_array(min(locks, buckets), 4, GFP_KERNEL);	/* ok: oversize-bound -- 1 MiB */
}
EXPORT_SYMBOL_GPL(cc_locks);

void *cc_buckets(u8 shift)
{
	unsigned int buckets;

	if (shift > 24)
		return NULL;
	buckets = 1u << shift;
	return kmalloc_array(max(buckets, num_online_cpus()), 4, GFP_KERNEL);	/* expect: warning[oversize-bound] */
}
EXPORT_SYMBOL_GPL(cc_buckets);

void *cc_each(void)
{
	return kmalloc_array(num_possible_cpus(), SZ_64K, GFP_KERNEL);	/* ok: oversize-bound -- nobody says how many */
}
EXPORT_SYMBOL_GPL(cc_each);
MODULE_LICENSE("GPL");
