// SPDX-License-Identifier: GPL-2.0
/*
 * V4L2 hands the format to the driver in kernel memory: it is user space's
 * all the same.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/videodev2.h>
#include <media/v4l2-ioctl.h>

struct vid {
	u32 bytes;
	u32 lines;
};

static struct vid vid;

static int vid_s_fmt(struct file *file, void *priv, struct v4l2_format *f)
{
	void *frame = kmalloc(f->fmt.pix.sizeimage, GFP_KERNEL);	/* expect: warning[oversize-user] */

	kfree(frame);
	f->fmt.pix.width = clamp(f->fmt.pix.width, 16u, 1024u);
	f->fmt.pix.height = clamp(f->fmt.pix.height, 16u, 768u);
	f->fmt.pix.bytesperline = f->fmt.pix.width * 2;
	f->fmt.pix.sizeimage = f->fmt.pix.bytesperline * f->fmt.pix.height;
	frame = kmalloc(f->fmt.pix.sizeimage, GFP_KERNEL);	/* ok: oversize-user -- 1.5 MiB */
	kfree(frame);
	vid.bytes = f->fmt.pix.sizeimage;
	return 0;
}

static const struct v4l2_ioctl_ops vid_ioctl_ops = {
	.vidioc_s_fmt_vid_cap = vid_s_fmt,
};

const struct v4l2_ioctl_ops *video_format_ops(void)
{
	return &vid_ioctl_ops;
}
EXPORT_SYMBOL_GPL(video_format_ops);

MODULE_DESCRIPTION("kmcheck case: video format");
MODULE_LICENSE("GPL");
