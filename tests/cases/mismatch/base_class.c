// SPDX-License-Identifier: GPL-2.0
/* Two kinds of objects in one table, found by what both begin with; each is
 * freed as it was allocated. */
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

struct base {
	int id;
	struct rcu_head rcu;
};

struct large {
	struct base base;
	u8 data[];
};

struct small {
	struct base base;
	int number;
};

static DEFINE_IDR(ids);

static int base_add(struct base *base)
{
	int id = idr_alloc(&ids, NULL, 0, 0, GFP_KERNEL);

	if (id < 0)
		return id;
	base->id = id;
	idr_replace(&ids, base, id);
	return 0;
}

static struct base *base_find(int id)
{
	return idr_find(&ids, id);
}

static void large_free(struct rcu_head *head)
{
	struct base *base = container_of(head, struct base, rcu);
	struct large *l = container_of(base, struct large, base);

	kvfree(l);		/* ok: kfree-mismatch -- takes either */
}

static void small_free(struct rcu_head *head)
{
	struct base *base = container_of(head, struct base, rcu);
	struct small *s = container_of(base, struct small, base);

	kfree(s);		/* ok: kfree-mismatch -- only the small ones */
}

int base_class_large(size_t n);
int base_class_large(size_t n)
{
	struct large *l = kvzalloc(sizeof(*l) + n, GFP_KERNEL);

	if (!l)
		return -ENOMEM;
	if (base_add(&l->base))
		kvfree(l);
	return 0;
}
EXPORT_SYMBOL_GPL(base_class_large);

int base_class_small(void);
int base_class_small(void)
{
	struct small *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	if (base_add(&s->base))
		kfree(s);
	return 0;
}
EXPORT_SYMBOL_GPL(base_class_small);

void base_class_drop(int id, bool is_large);
void base_class_drop(int id, bool is_large)
{
	struct base *base = base_find(id);

	idr_remove(&ids, id);
	if (is_large) {
		struct large *l = container_of(base, struct large, base);

		call_rcu(&l->base.rcu, large_free);
	} else {
		struct small *s = container_of(base, struct small, base);

		call_rcu(&s->base.rcu, small_free);
	}
}
EXPORT_SYMBOL_GPL(base_class_drop);

MODULE_DESCRIPTION("kmcheck case: one table for two kinds");
MODULE_LICENSE("GPL");
