// SPDX-License-Identifier: GPL-2.0
/* One function copies the request in, others put it into the device: what it
 * points to they were handed, and only who called them knows. */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/minmax.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct setup {
	__u32 slots, bytes, burst;
};

struct queue {
	struct list_head list;
	u32 slots, bytes;
};

struct device_state {
	struct list_head queues;
	u32 slots, burst, bytes;
	struct setup last;
};

static struct device_state state;

static int set_up(struct device_state *d, const struct setup *s)
{
	d->slots = min(s->slots, 1024u);
	d->bytes = s->bytes;
	d->last = *s;
	return 0;
}

static void keep_burst(struct device_state *d, const struct setup *s)
{
	d->burst = s->burst;
}

static int set_up_checked(struct device_state *d, const struct setup *s)
{
	if (s->burst > SZ_1M)
		return -EINVAL;
	keep_burst(d, s);
	return 0;
}

static int add_queue(struct device_state *d, const struct setup *s)
{
	struct queue *q = kzalloc(sizeof(*q), GFP_KERNEL);	/* ok: oversize-constant */

	if (!q)
		return -ENOMEM;
	q->slots = s->slots;
	q->bytes = clamp_t(u32, s->bytes, 64, SZ_64K);
	list_add(&q->list, &d->queues);
	return 0;
}

static int start(struct device_state *d)
{
	struct queue *q;
	void *p;

	p = kcalloc(d->slots, SZ_4K, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kmalloc(d->bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	p = kmalloc(d->burst, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	kfree(p);
	p = kcalloc(d->burst, 8, GFP_KERNEL);	/* expect: warning[oversize-bound|oversize-user] */
	kfree(p);
	p = kmalloc(d->last.burst, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	list_for_each_entry(q, &d->queues, list) {
		p = kcalloc(q->slots, 16, GFP_KERNEL);	/* expect: warning[oversize-user] */
		kfree(p);
		p = kcalloc(q->bytes, 64, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
		kfree(p);
	}
	return 0;
}

static long state_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct device_state *d = &state;
	struct setup s;

	if (cmd == 0)
		return start(d);
	if (copy_from_user(&s, (void __user *)arg, sizeof(s)))
		return -EFAULT;
	switch (cmd) {
	case 1:
		return set_up(d, &s);
	case 2:
		return set_up_checked(d, &s);
	case 3:
		return add_queue(d, &s);
	}
	return -ENOTTY;
}

static const struct file_operations state_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = state_ioctl,
};

static struct miscdevice state_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-set-by-helper",
	.fops = &state_fops,
};
module_misc_device(state_misc);

MODULE_DESCRIPTION("kmcheck case: field set by helper");
MODULE_LICENSE("GPL");
