// SPDX-License-Identifier: GPL-2.0
/* The ioctl argument itself is the size. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>

#define SET_ROOM	_IO('k', 1)
#define SET_SMALL	_IO('k', 2)

struct room {
	void *buf;
};

static long room_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct room *room = file->private_data;

	switch (cmd) {
	case SET_ROOM:
		kfree(room->buf);
		room->buf = kzalloc(arg, GFP_KERNEL);	/* expect: warning[oversize-user] */
		return room->buf ? 0 : -ENOMEM;
	case SET_SMALL:
		kfree(room->buf);
		room->buf = kzalloc(min(arg, PAGE_SIZE), GFP_KERNEL);	/* ok: oversize-user */
		return room->buf ? 0 : -ENOMEM;
	}
	return -ENOTTY;
}

static int room_open(struct inode *inode, struct file *file)
{
	file->private_data = kzalloc(sizeof(struct room), GFP_KERNEL);
	return file->private_data ? 0 : -ENOMEM;
}

static int room_release(struct inode *inode, struct file *file)
{
	struct room *room = file->private_data;

	kfree(room->buf);
	kfree(room);
	return 0;
}

static const struct file_operations room_fops = {
	.owner = THIS_MODULE,
	.open = room_open,
	.release = room_release,
	.unlocked_ioctl = room_ioctl,
};

static struct miscdevice room_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-room",
	.fops = &room_fops,
};
module_misc_device(room_misc);

MODULE_DESCRIPTION("kmcheck case: user ioctl arg");
MODULE_LICENSE("GPL");
