// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.1 */
/* A field is set in probe and used in open. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct cam {
	struct miscdevice misc;
	size_t frame_bytes;
	size_t meta_bytes;
	void *frame;
	void *meta;
};

static int cam_open(struct inode *inode, struct file *file)
{
	struct cam *cam = container_of(file->private_data, struct cam, misc);

	cam->frame = kzalloc(cam->frame_bytes, GFP_KERNEL);	/* expect: error[oversize-constant] or warning[oversize-bound] "8294400" */
	if (!cam->frame)
		return -ENOMEM;
	cam->meta = kzalloc(cam->meta_bytes, GFP_KERNEL);	/* ok: oversize-constant */
	if (!cam->meta) {
		kfree(cam->frame);
		return -ENOMEM;
	}
	return 0;
}

static int cam_release(struct inode *inode, struct file *file)
{
	struct cam *cam = container_of(file->private_data, struct cam, misc);

	kfree(cam->meta);
	kfree(cam->frame);
	return 0;
}

static const struct file_operations cam_fops = {
	.owner = THIS_MODULE,
	.open = cam_open,
	.release = cam_release,
};

static int cam_probe(struct platform_device *pdev)
{
	struct cam *cam = devm_kzalloc(&pdev->dev, sizeof(*cam), GFP_KERNEL);

	if (!cam)
		return -ENOMEM;
	cam->frame_bytes = 1920 * 1080 * 4;
	cam->meta_bytes = 4096;
	cam->misc.minor = MISC_DYNAMIC_MINOR;
	cam->misc.name = "km-cam";
	cam->misc.fops = &cam_fops;
	platform_set_drvdata(pdev, cam);
	return misc_register(&cam->misc);
}

static int cam_remove(struct platform_device *pdev)
{
	struct cam *cam = platform_get_drvdata(pdev);

	misc_deregister(&cam->misc);
	return 0;
}

static struct platform_driver cam_driver = {
	.probe = cam_probe,
	.remove = cam_remove,
	.driver = { .name = "km-cam" },
};
module_platform_driver(cam_driver);

MODULE_DESCRIPTION("kmcheck case: field probe open");
MODULE_LICENSE("GPL");
