// SPDX-License-Identifier: GPL-2.0
/*
 * "KVM: use __vcalloc for very large allocations": what belongs to a slot of guest
 * memory grows with it.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#define MAX_NR_PAGES ((1UL << 31) - 1)

struct memory_region {
	__u32 slot, flags;
	__u64 guest_phys_addr, memory_size, userspace_addr;
};

static long slot_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct memory_region mem;
	unsigned long npages;
	void *rmap;

	if (copy_from_user(&mem, (void __user *)arg, sizeof(mem)))
		return -EFAULT;
	if (mem.memory_size & (PAGE_SIZE - 1))
		return -EINVAL;
	if ((mem.memory_size >> PAGE_SHIFT) > MAX_NR_PAGES)
		return -EINVAL;
	npages = mem.memory_size >> PAGE_SHIFT;
	if (cmd)
		rmap = kvcalloc(npages, sizeof(void *), GFP_KERNEL_ACCOUNT);	/* expect: warning[oversize-bound] */
	else
		rmap = __vcalloc(npages, sizeof(void *), GFP_KERNEL_ACCOUNT);	/* ok: oversize-user -- mended */
	kvfree(rmap);
	return rmap ? 0 : -ENOMEM;
}

static const struct file_operations slot_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = slot_ioctl,
};

static struct miscdevice slot_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-slot",
	.fops = &slot_fops,
};
module_misc_device(slot_misc);

MODULE_DESCRIPTION("kmcheck case: kvm memslots");
MODULE_LICENSE("GPL");
