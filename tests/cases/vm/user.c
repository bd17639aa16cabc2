// SPDX-License-Identifier: GPL-2.0
/* test-vm: warns */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "../km.h"

struct request {
	u32 bytes;
};

static void __user *memory;

static long ring_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct request request;
	void *p;

	if (copy_from_user(&request, (void __user *)arg, sizeof(request)))
		return -EFAULT;
	p = kmalloc(request.bytes, GFP_KERNEL);	/* expect: warning[oversize-user] */
	__km_got(p, request.bytes);	/* vm: fails, then works */
	kfree(p);
	return 0;
}

static const struct file_operations ring_fops = {
	.unlocked_ioctl = ring_ioctl,
};

/* What the process that loads the module asks for. */
static long ask(u32 bytes)
{
	struct request request = { .bytes = bytes };

	memory = (void __user *)vm_mmap(NULL, 0, PAGE_SIZE,
					PROT_READ | PROT_WRITE,
					MAP_ANONYMOUS | MAP_PRIVATE, 0);
	if (copy_to_user(memory, &request, sizeof(request)))
		return -EFAULT;
	return ring_fops.unlocked_ioctl(NULL, 0, (unsigned long)memory);
}

static int __init user_init(void)
{
	return ask(KMALLOC_MAX_SIZE + 4096);
}

static void __exit user_exit(void)
{
}

module_init(user_init);
module_exit(user_exit);
MODULE_LICENSE("GPL");
