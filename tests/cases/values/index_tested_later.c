// SPDX-License-Identifier: GPL-2.0-only
/* What was picked from a table is known better once more is known of the
 * index. */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

enum layout { LAYOUT_RAW, LAYOUT_PACKED, LAYOUT_TILED, N_LAYOUTS };

static const u32 layout_most[N_LAYOUTS] = { SZ_1M, SZ_2M, SZ_16M };

static long layout_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	u32 most, bytes, layout = cmd & 3;
	void *p;

	if (layout >= N_LAYOUTS)
		return -EINVAL;
	most = layout_most[layout];
	bytes = min_t(u32, arg, most);
	p = kmalloc(bytes, GFP_KERNEL); /* expect: warning[oversize-bound] "16777216" */
	kfree(p);
	if (layout == LAYOUT_TILED)
		return -EOPNOTSUPP;
	p = kmalloc(bytes, GFP_KERNEL); /* ok: oversize-bound */
	kfree(p);
	p = kmalloc(most * 2, GFP_KERNEL); /* ok: oversize-bound */
	kfree(p);
	p = kmalloc(most * 3, GFP_KERNEL); /* expect: warning[oversize-bound] "6291456" */
	kfree(p);
	if (layout != LAYOUT_RAW)
		return 0;
	p = kmalloc(most * 3, GFP_KERNEL); /* ok: oversize-bound */
	kfree(p);
	return 0;
}

static const struct file_operations layout_fops = {
	.unlocked_ioctl = layout_ioctl,
};

const void *layout_operations = &layout_fops;

MODULE_LICENSE("GPL");
