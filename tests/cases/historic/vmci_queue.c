// SPDX-License-Identifier: GPL-2.0
/*
 * "misc/vmw_vmci: restrict too big queue size in qp_host_alloc_queue": an ioctl asks
 * for a queue of any size, whose page table is one request.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct vmci_wish {
	__u64 produce_size;
	__u64 consume_size;
};

struct vmci_queue {
	void *header;
	u64 num_pages;
	struct page **page;
};

static struct vmci_queue *vmci_before(u64 size)
{
	const size_t queue_size = sizeof(struct vmci_queue);
	size_t queue_page_size;
	u64 num_pages;

	if (size > SIZE_MAX - PAGE_SIZE)
		return NULL;
	num_pages = DIV_ROUND_UP(size, PAGE_SIZE) + 1;
	if (num_pages > (SIZE_MAX - queue_size) / sizeof(struct page *))
		return NULL;
	queue_page_size = num_pages * sizeof(struct page *);
	return kzalloc(queue_size + queue_page_size, GFP_KERNEL);	/* expect: warning[oversize-user|oversize-bound] */
}

static struct vmci_queue *vmci_after(u64 size)
{
	const size_t queue_size = sizeof(struct vmci_queue);
	size_t queue_page_size;
	u64 num_pages;

	if (size > SIZE_MAX - PAGE_SIZE)
		return NULL;
	num_pages = DIV_ROUND_UP(size, PAGE_SIZE) + 1;
	if (num_pages > (SIZE_MAX - queue_size) / sizeof(struct page *))
		return NULL;
	queue_page_size = num_pages * sizeof(struct page *);
	if (queue_size + queue_page_size > KMALLOC_MAX_SIZE)
		return NULL;
	return kzalloc(queue_size + queue_page_size, GFP_KERNEL);	/* ok: oversize-user -- mended */
}

static long vmci_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct vmci_queue *produce, *consume;
	struct vmci_wish wish;

	if (copy_from_user(&wish, (void __user *)arg, sizeof(wish)))
		return -EFAULT;
	produce = vmci_before(wish.produce_size);
	consume = vmci_after(wish.consume_size);
	kfree(produce);
	kfree(consume);
	return 0;
}

static const struct file_operations vmci_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = vmci_ioctl,
};

static struct miscdevice vmci_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-vmci",
	.fops = &vmci_fops,
};
module_misc_device(vmci_misc);

MODULE_DESCRIPTION("kmcheck case: vmci queue");
MODULE_LICENSE("GPL");
