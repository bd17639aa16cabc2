// SPDX-License-Identifier: GPL-2.0
/*
 * oversize-user: user space decides how much, and nobody says no.
 *
 * write() may come with a count of up to 2 GiB. Above 4 MiB the allocation
 * fails and, as nothing asked it not to, the kernel prints a warning with a
 * stack trace: any user who may open the device can cause it.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

static DEFINE_MUTEX(note_lock);
static char *note;

static ssize_t note_write(struct file *file, const char __user *text,
			  size_t count, loff_t *pos)
{
	char *fresh = kmalloc(count + 1, GFP_KERNEL);

	if (!fresh)
		return -ENOMEM;
	if (copy_from_user(fresh, text, count)) {
		kfree(fresh);
		return -EFAULT;
	}
	fresh[count] = '\0';

	mutex_lock(&note_lock);
	swap(note, fresh);
	mutex_unlock(&note_lock);
	kfree(fresh);
	return count;
}

static const struct file_operations note_fops = {
	.owner = THIS_MODULE,
	.write = note_write,
};

static struct miscdevice note_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "sample-notepad",
	.fops = &note_fops,
};

static int __init notepad_init(void)
{
	return misc_register(&note_device);
}
module_init(notepad_init);

static void __exit notepad_exit(void)
{
	misc_deregister(&note_device);
	kfree(note);
}
module_exit(notepad_exit);

MODULE_DESCRIPTION("kmcheck sample: oversize-user");
MODULE_LICENSE("GPL");
