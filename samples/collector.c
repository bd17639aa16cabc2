// SPDX-License-Identifier: GPL-2.0
/*
 * oversize-growth: a buffer that doubles until there is no more.
 *
 * read() collects lines from a source until it says that it has no more. Each
 * time the buffer is full it doubles: 4 KiB, 8 KiB, … 4 MiB, and the step to
 * 8 MiB always fails, however much memory the machine has. The lines read so
 * far are lost.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

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
	.name = "sample-collector",
	.fops = &collector_fops,
};
module_misc_device(collector_device);

MODULE_DESCRIPTION("kmcheck sample: oversize-growth");
MODULE_LICENSE("GPL");
