// SPDX-License-Identifier: GPL-2.0
/*
 * collector.c done right: the buffer has a greatest size. What does not fit
 * stays with the source.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define ROOM_MAX_BYTES	(1024 * 1024)

/* Stands for hardware: one more byte, or a negative number at the end. */
static int next_byte(void)
{
	u32 dice = get_random_u32();

	return dice % 5000 ? dice & 0x7f : -1;
}

static ssize_t collector_read(struct file *file, char __user *ubuf,
			      size_t count, loff_t *pos)
{
	size_t room = 4096, used = 0;
	char *lines = kmalloc(room, GFP_KERNEL);
	ssize_t ret;
	int byte;

	if (!lines)
		return -ENOMEM;
	while ((byte = next_byte()) >= 0) {
		if (used == room) {
			char *larger;

			if (room >= ROOM_MAX_BYTES)
				break;
			room *= 2;
			larger = krealloc(lines, room, GFP_KERNEL);
			if (!larger) {
				kfree(lines);
				return -ENOMEM;
			}
			lines = larger;
		}
		lines[used++] = byte;
	}
	ret = simple_read_from_buffer(ubuf, count, pos, lines, used);
	kfree(lines);
	return ret;
}

static const struct file_operations collector_fops = {
	.owner = THIS_MODULE,
	.read = collector_read,
};

static struct miscdevice collector_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-collector-fixed",
	.fops = &collector_fops,
};
module_misc_device(collector_device);

MODULE_DESCRIPTION("kmcheck sample: no oversize-growth");
MODULE_LICENSE("GPL");
