// SPDX-License-Identifier: GPL-2.0
/*
 * notepad.c done right: a note has a greatest length, and a longer one is
 * refused before anything is allocated.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define NOTE_MAX_BYTES	65536

static DEFINE_MUTEX(note_lock);
static char *note;

static ssize_t note_write(struct file *file, const char __user *text,
			  size_t count, loff_t *pos)
{
	char *fresh;

	if (count > NOTE_MAX_BYTES)
		return -EMSGSIZE;
	fresh = kmalloc(count + 1, GFP_KERNEL);
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
	.name = "sample-notepad-fixed",
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

MODULE_DESCRIPTION("kmcheck sample: no oversize-user");
MODULE_LICENSE("GPL");
