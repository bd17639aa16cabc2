// SPDX-License-Identifier: GPL-2.0
/* The same field of variables that are told apart by name; and a pointer that
 * is kept as a number. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

struct block {
	void *data;
	size_t bytes;
};

static struct block large, small;
static unsigned long handle;

static int first_of(const struct block *block)
{
	return *(const u8 *)block->data;
}

int own_objects(size_t bytes);
int own_objects(size_t bytes)
{
	struct block a = { .bytes = bytes }, b = { .bytes = 16 };
	int sum = -ENOMEM;

	a.data = kvmalloc(bytes, GFP_KERNEL);
	b.data = kmalloc(16, GFP_KERNEL);
	if (a.data && b.data)
		sum = first_of(&a) + first_of(&b);
	kfree(b.data);		/* ok: kfree-mismatch -- its own memory */
	kvfree(a.data);
	large.data = kvmalloc(bytes, GFP_KERNEL);
	small.data = kmalloc(16, GFP_KERNEL);
	handle = (unsigned long)kvmalloc(bytes, GFP_KERNEL);
	return sum;
}
EXPORT_SYMBOL_GPL(own_objects);

void own_objects_end(void);
void own_objects_end(void)
{
	kvfree(large.data);
	kfree(small.data);	/* ok: kfree-mismatch -- its own memory */
	kfree((void *)handle);	/* expect: error[kfree-mismatch] "kvmalloc" */
}
EXPORT_SYMBOL_GPL(own_objects_end);

MODULE_DESCRIPTION("kmcheck case: fields of variables");
MODULE_LICENSE("GPL");
