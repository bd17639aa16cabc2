// SPDX-License-Identifier: GPL-2.0
/* kfree() of kv memory: in one function, through a member, a static variable. */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

struct ring {
	void *mem, *either, *right, *asked;
	size_t bytes;
};

static void *spool;
static void *stash;

int frees_copied(const void __user *from, size_t bytes)
{
	void *copy = vmemdup_user(from, bytes);

	if (IS_ERR(copy))
		return PTR_ERR(copy);
	kfree(copy);	/* expect: error[kfree-mismatch] */
	return 0;
}
EXPORT_SYMBOL_GPL(frees_copied);

int frees_ring_open(struct ring *ring, size_t bytes)
{
	ring->mem = kvzalloc(bytes, GFP_KERNEL);
	ring->right = kvmalloc(bytes, GFP_KERNEL);
	ring->asked = kvmalloc(bytes, GFP_KERNEL);
	if (bytes < PAGE_SIZE)
		ring->either = kmalloc(bytes, GFP_KERNEL);
	else
		ring->either = vmalloc(bytes);
	ring->bytes = bytes;
	return ring->mem && ring->either ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(frees_ring_open);

void frees_ring_close(struct ring *ring)
{
	kfree(ring->mem);	/* expect: error[kfree-mismatch] */
	kvfree(ring->right);	/* ok: kfree-mismatch */
	if (is_vmalloc_addr(ring->asked))
		vfree(ring->asked);
	else
		kfree(ring->asked);	/* ok: kfree-mismatch -- it asks */
	if (ring->bytes < PAGE_SIZE)
		kfree(ring->either);	/* ok: kfree-mismatch -- small ones are kmalloc memory */
	else
		vfree(ring->either);	/* ok: kfree-mismatch */
}
EXPORT_SYMBOL_GPL(frees_ring_close);

int frees_spool_open(size_t bytes)
{
	spool = kvmalloc(bytes, GFP_KERNEL);
	stash = kmalloc(64, GFP_KERNEL);
	return spool && stash ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(frees_spool_open);

void frees_spool_close(void)
{
	kfree(spool);	/* expect: error[kfree-mismatch] */
	kfree(stash);	/* ok: kfree-mismatch */
}
EXPORT_SYMBOL_GPL(frees_spool_close);

MODULE_DESCRIPTION("kmcheck case: frees");
MODULE_LICENSE("GPL");
