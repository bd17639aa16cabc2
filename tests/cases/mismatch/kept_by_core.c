// SPDX-License-Identifier: GPL-2.0
/* What the core kept for the driver, and what a ring gave to the destructor. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/ptr_ring.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

static struct ptr_ring ring;

static int show(struct seq_file *m, void *v)
{
	return 0;
}

static void drop(void *memory)
{
	kfree(memory);		/* expect: error[kfree-mismatch] "kvmalloc" */
}

int kept_open(struct file *file, size_t bytes);
int kept_open(struct file *file, size_t bytes)
{
	ptr_ring_produce(&ring, kvmalloc(bytes, GFP_KERNEL));
	return single_open(file, show, kvzalloc(bytes, GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(kept_open);

void kept_release(struct file *file);
void kept_release(struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->private);	/* expect: error[kfree-mismatch] "kvzalloc" */
	ptr_ring_cleanup(&ring, drop);
}
EXPORT_SYMBOL_GPL(kept_release);

MODULE_DESCRIPTION("kmcheck case: memory that others keep");
MODULE_LICENSE("GPL");
