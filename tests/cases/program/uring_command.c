// SPDX-License-Identifier: GPL-2.0-only
/* A command of io_uring's: its own bytes are the user's.
 *
 * test-tree: 6.1
 */
#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/module.h>
#include <linux/slab.h>

struct copy_command {
	__u64 address;
	__u32 bytes;
	__u16 segments;
};

static int copy_uring_cmd(struct io_uring_cmd *ioucmd, unsigned int flags)
{
	const struct copy_command *command = ioucmd->cmd;
	u32 bytes = READ_ONCE(command->bytes);
	void *p;

	p = kmalloc(bytes, GFP_KERNEL); /* expect: warning[oversize-user] */
	kfree(p);
	if (bytes > 65536)
		return -EINVAL;
	p = kmalloc(bytes, GFP_KERNEL); /* ok: oversize-user */
	kfree(p);
	p = kcalloc(READ_ONCE(command->segments), 64, GFP_KERNEL); /* ok: oversize-user */
	kfree(p);
	return 0;
}

static const struct file_operations copy_fops = {
	.uring_cmd = copy_uring_cmd,
};

const void *copy_operations = &copy_fops;

MODULE_LICENSE("GPL");
