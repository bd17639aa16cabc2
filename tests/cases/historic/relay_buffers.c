// SPDX-License-Identifier: GPL-2.0
/*
 * "kernel/relay.c: limit kmalloc size to KMALLOC_MAX_SIZE": tracing a disk is set up
 * with a number of buffers.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct trace_setup {
	__u32 buf_size;
	__u32 buf_nr;
};

struct channel {
	size_t subbuf_size, n_subbufs;
};

static size_t *relay_before(struct channel *chan)
{
	if (chan->n_subbufs > UINT_MAX / sizeof(size_t *))
		return NULL;
	return kmalloc_array(chan->n_subbufs, sizeof(size_t *), GFP_KERNEL);	/* expect: warning[oversize-bound] */
}

static size_t *relay_after(struct channel *chan)
{
	if (chan->n_subbufs > KMALLOC_MAX_SIZE / sizeof(size_t *))
		return NULL;
	return kmalloc_array(chan->n_subbufs, sizeof(size_t *), GFP_KERNEL);	/* ok: oversize-user -- mended */
}

static int relay_open(const struct trace_setup *setup, bool old)
{
	struct channel *chan;
	size_t *padding;

	if (!setup->buf_size || !setup->buf_nr)
		return -EINVAL;
	chan = kzalloc(sizeof(*chan), GFP_KERNEL);
	if (!chan)
		return -ENOMEM;
	chan->n_subbufs = setup->buf_nr;
	chan->subbuf_size = setup->buf_size;
	padding = old ? relay_before(chan) : relay_after(chan);
	kfree(padding);
	kfree(chan);
	return 0;
}

static long relay_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct trace_setup setup;

	if (copy_from_user(&setup, (void __user *)arg, sizeof(setup)))
		return -EFAULT;
	return relay_open(&setup, cmd);
}

static const struct file_operations relay_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = relay_ioctl,
};

static struct miscdevice relay_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-relay",
	.fops = &relay_fops,
};
module_misc_device(relay_misc);

MODULE_DESCRIPTION("kmcheck case: relay buffers");
MODULE_LICENSE("GPL");
