// SPDX-License-Identifier: GPL-2.0
/* Containers hand each object to a function; lists lead back to theirs. */
#include <linux/idr.h>
#include <linux/llist.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>

struct each {
	struct rhash_head node;
	struct llist_node later;
	u32 key;
	u8 data[];
};

static const struct rhashtable_params parameters = {
	.head_offset = offsetof(struct each, node),
	.key_offset = offsetof(struct each, key),
	.key_len = sizeof(u32),
};

static struct rhashtable table;
static DEFINE_IDR(ids);
static DEFINE_IDR(other_ids);
static LLIST_HEAD(later);

static void free_hashed(void *object, void *data)
{
	kfree(object);	/* expect: error[kfree-mismatch] "kvzalloc" */
}

static int free_numbered(int id, void *object, void *data)
{
	kfree(object);	/* expect: error[kfree-mismatch] "kvmalloc" */
	return 0;
}

static int free_other(int id, void *object, void *data)
{
	kvfree(object);	/* ok: kfree-mismatch -- takes either */
	return 0;
}

int each_add(size_t n);
int each_add(size_t n)
{
	struct each *e = kvzalloc(sizeof(*e) + n, GFP_KERNEL);

	if (!e)
		return -ENOMEM;
	return rhashtable_insert_fast(&table, &e->node, parameters);
}
EXPORT_SYMBOL_GPL(each_add);

int each_number(size_t n);
int each_number(size_t n)
{
	void *p = kvmalloc(n, GFP_KERNEL), *q = kvmalloc(n, GFP_KERNEL);
	struct each *e = kvzalloc(sizeof(*e) + n, GFP_KERNEL);

	if (!p || !q || !e)
		return -ENOMEM;
	llist_add(&e->later, &later);
	return idr_alloc(&ids, p, 0, 0, GFP_KERNEL) < 0 ||
	       idr_alloc(&other_ids, q, 0, 0, GFP_KERNEL) < 0;
}
EXPORT_SYMBOL_GPL(each_number);

void each_drop(void);
void each_drop(void)
{
	struct each *e, *next;

	rhashtable_free_and_destroy(&table, free_hashed, NULL);
	idr_for_each(&ids, free_numbered, NULL);
	idr_for_each(&other_ids, free_other, NULL);
	llist_for_each_entry_safe(e, next, llist_del_all(&later), later)
		kfree(e);	/* expect: error[kfree-mismatch] "kvzalloc" */
}
EXPORT_SYMBOL_GPL(each_drop);

MODULE_DESCRIPTION("kmcheck case: each object of a container");
MODULE_LICENSE("GPL");
