// SPDX-License-Identifier: GPL-2.0
/* Arrays of numbers that are fields: what is stored in an element of one is in
 * it, and nowhere else. */
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define CHANNELS	8

struct setting {
	__u32 channel, bytes, free, order;
};

struct mixer {
	u32 bytes[CHANNELS];
	u32 free[CHANNELS];
	u32 filled[CHANNELS];
	u8 order[2][CHANNELS];
	u32 fixed[CHANNELS];
	u32 handed[CHANNELS];
	u32 mask;
};

static struct mixer mixer;

static void put(u32 *list, u32 n, u32 value)
{
	u32 i;

	for (i = 0; i < n; i++)
		list[i] = value;
}

static long set(struct mixer *m, const struct setting *s)
{
	if (s->channel >= CHANNELS || s->bytes > SZ_128K || s->order > 10)
		return -EINVAL;
	m->bytes[s->channel] = s->bytes;
	m->free[s->channel] = s->free;
	m->order[s->free & 1][s->channel] = s->order;
	put(m->handed, CHANNELS, s->free);
	m->mask = clamp_t(u32, s->free, 16, 4095);
	return 0;
}

static u32 channel_mask(const struct mixer *m)
{
	return (m->bytes[1] - m->bytes[0]) & m->mask;
}

static long use(struct mixer *m, u32 channel)
{
	size_t total = 0;
	void *p;
	u32 i;

	if (channel >= CHANNELS)
		return -EINVAL;
	p = kcalloc(m->bytes[channel], 32, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kcalloc(m->bytes[channel], 64, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	p = kmalloc(m->free[0], GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc(m->filled[channel], GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc(m->handed[3], GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc(SZ_4K << m->order[0][channel], GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kmalloc(SZ_8K << m->order[1][2], GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	p = kmalloc(m->fixed[channel] * 2, GFP_KERNEL);	/* ok: oversize-bound */
	kfree(p);
	p = kmalloc(m->fixed[1] * 4, GFP_KERNEL);	/* expect: warning[oversize-bound] */
	kfree(p);
	/* a mask is a bound, also one that is not always the same */
	p = kcalloc(channel_mask(m), SZ_1K, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kcalloc(channel_mask(m), SZ_2K, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	for (i = 0; i < CHANNELS; i++)
		total += m->bytes[i];
	p = kmalloc(4 * total, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kmalloc(8 * total, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	return 0;
}

static long mixer_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct setting s;

	switch (cmd) {
	case 1:
		if (copy_from_user(&s, (void __user *)arg, sizeof(s)))
			return -EFAULT;
		return set(&mixer, &s);
	case 2:
		return use(&mixer, arg);
	case 3:
		if (copy_from_user(mixer.filled, (void __user *)arg,
				   sizeof(mixer.filled)))
			return -EFAULT;
		return 0;
	case 4:
		memset(mixer.bytes, 0, sizeof(mixer.bytes));
		mixer.fixed[0] = SZ_1M;
		mixer.fixed[CHANNELS - 1] = SZ_2M;
		return 0;
	}
	return -ENOTTY;
}

static const struct file_operations mixer_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = mixer_ioctl,
};

static struct miscdevice mixer_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-mixer",
	.fops = &mixer_fops,
};
module_misc_device(mixer_misc);

MODULE_DESCRIPTION("kmcheck case: field arrays");
MODULE_LICENSE("GPL");
