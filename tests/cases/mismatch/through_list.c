// SPDX-License-Identifier: GPL-2.0
/* Kept in a list, and returned by who takes it off. */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

struct through_list {
	struct list_head link;
	u32 table[];
};

static LIST_HEAD(waiting);

int through_list_put(unsigned int n);
int through_list_put(unsigned int n)
{
	struct through_list *entry = kvzalloc(struct_size(entry, table, n),
					      GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	list_add(&entry->link, &waiting);
	return 0;
}
EXPORT_SYMBOL_GPL(through_list_put);

static struct through_list *take(void)
{
	struct through_list *entry;

	entry = list_first_entry_or_null(&waiting, struct through_list, link);
	if (entry)
		list_del(&entry->link);
	return entry;
}

void through_list_drop(void);
void through_list_drop(void)
{
	struct through_list *first = take(), *second = take();

	kfree(first);		/* expect: error[kfree-mismatch] "kvzalloc" */
	kvfree(second);		/* ok: kfree-mismatch -- takes either */
}
EXPORT_SYMBOL_GPL(through_list_drop);

MODULE_DESCRIPTION("kmcheck case: freed by who takes it off a list");
MODULE_LICENSE("GPL");
