// SPDX-License-Identifier: GPL-2.0
/* Places that hold the memory of many objects, of either kind: which it is, is
 * not followed. */
#include <linux/maple_tree.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/ptr_ring.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct resource_of_kind {
	void *memory;
	void (*release)(const void *memory);
};

struct slot {
	u8 **kept;
	bool is_large;
};

struct object_of_kind {
	void (*put)(const void *object);
	u8 bytes[];
};

static struct object_of_kind *large_object, *small_object;
static struct ptr_ring large_ring, small_ring;
static DEFINE_MTREE(large_tree);
static DEFINE_MTREE(small_tree);
static struct resource_of_kind resources[2];
static u8 *large, *small;
static struct slot slots[] = { { &large, true }, { &small, false } };

static int large_release(struct inode *inode, struct file *file)
{
	kvfree(pde_data(inode));
	return 0;
}

static int small_release(struct inode *inode, struct file *file)
{
	kfree(pde_data(inode));	/* ok: kfree-mismatch -- the other entry's */
	return 0;
}

static const struct proc_ops large_ops = { .proc_release = large_release };
static const struct proc_ops small_ops = { .proc_release = small_release };

static void drop_large(void *memory)
{
	kvfree(memory);
}

static void drop_small(void *memory)
{
	kfree(memory);		/* ok: kfree-mismatch -- the other ring's */
}

int shared_places(size_t bytes);
int shared_places(size_t bytes)
{
	MA_STATE(in_large, &large_tree, 1, 1);
	MA_STATE(in_small, &small_tree, 1, 1);

	proc_create_data("large", 0, NULL, &large_ops,
			 kvmalloc(bytes, GFP_KERNEL));
	proc_create_data("small", 0, NULL, &small_ops,
			 kmalloc(16, GFP_KERNEL));
	ptr_ring_produce(&large_ring, kvmalloc(bytes, GFP_KERNEL));
	ptr_ring_produce(&small_ring, kmalloc(16, GFP_KERNEL));
	mas_store_gfp(&in_large, kvmalloc(bytes, GFP_KERNEL), GFP_KERNEL);
	mas_store_gfp(&in_small, kmalloc(16, GFP_KERNEL), GFP_KERNEL);
	resources[0].memory = vmalloc(bytes);
	resources[0].release = vfree;
	resources[1].memory = kmalloc(16, GFP_KERNEL);
	resources[1].release = kfree;
	large_object = kvzalloc(bytes, GFP_KERNEL);
	if (large_object)
		large_object->put = kvfree;
	small_object = kzalloc(16, GFP_KERNEL);
	if (small_object)
		small_object->put = kfree;
	for (int i = 0; i < ARRAY_SIZE(slots); i++)
		*slots[i].kept = slots[i].is_large ?
				 kvmalloc(bytes, GFP_KERNEL) :
				 kmalloc(16, GFP_KERNEL);
	return 0;
}
EXPORT_SYMBOL_GPL(shared_places);

static void put_object(struct object_of_kind *object)
{
	object->put(object);	/* ok: kfree-mismatch -- its own */
}

void shared_places_end(void);
void shared_places_end(void)
{
	MA_STATE(in_large, &large_tree, 1, 1);
	MA_STATE(in_small, &small_tree, 1, 1);

	ptr_ring_cleanup(&large_ring, drop_large);
	ptr_ring_cleanup(&small_ring, drop_small);
	kvfree(mas_erase(&in_large));
	kfree(mas_erase(&in_small));	/* ok: kfree-mismatch -- the other tree's */
	for (int i = 0; i < ARRAY_SIZE(resources); i++)
		resources[i].release(resources[i].memory);	/* ok: kfree-mismatch -- its own */
	put_object(large_object);
	put_object(small_object);
	kvfree(large);
	kfree(small);		/* ok: kfree-mismatch -- the other variable's */
}
EXPORT_SYMBOL_GPL(shared_places_end);

MODULE_DESCRIPTION("kmcheck case: places of many objects");
MODULE_LICENSE("GPL");
