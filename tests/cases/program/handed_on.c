// SPDX-License-Identifier: GPL-2.0
/* What another module's function had in hand may be checked there. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <media/v4l2-common.h>
#include <media/v4l2-dev.h>
#include <media/v4l2-ioctl.h>

int sensor_adjust(struct v4l2_format *f);
void sensor_show(const struct v4l2_format *f);

static int handed_try(struct file *file, void *priv, struct v4l2_format *f)
{
	struct v4l2_pix_format *pix = &f->fmt.pix;

	kfree(kmalloc(pix->width, GFP_KERNEL));	/* expect: warning[oversize-user] */
	v4l_bound_align_image(&pix->width, 48, 1280, 1,
			      &pix->height, 32, 1024, 0, 0);
	kfree(kmalloc(pix->width * pix->height, GFP_KERNEL));	/* ok: oversize-user -- it bounds both */
	kfree(kmalloc(pix->sizeimage, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}

static int handed_whole(struct file *file, void *priv, struct v4l2_format *f)
{
	if (sensor_adjust(f))
		return -EINVAL;
	kfree(kmalloc(f->fmt.pix.sizeimage, GFP_KERNEL));	/* ok: oversize-user -- it may have been adjusted */
	return 0;
}

static int handed_to_read(struct file *file, void *priv,
			  struct v4l2_format *f)
{
	sensor_show(f);
	kfree(kmalloc(f->fmt.pix.sizeimage, GFP_KERNEL));	/* expect: warning[oversize-user] */
	return 0;
}

const struct v4l2_ioctl_ops handed_ops = {
	.vidioc_try_fmt_vid_cap = handed_try,
	.vidioc_s_fmt_vid_cap = handed_whole,
	.vidioc_g_fmt_vid_cap = handed_to_read,
};
EXPORT_SYMBOL_GPL(handed_ops);
MODULE_LICENSE("GPL");
