// SPDX-License-Identifier: GPL-2.0
/* Kept in a field between the allocation and the free. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

struct through_field {
	u32 *table;
	u32 *list;
};

struct through_field *through_field_new(unsigned int n);
struct through_field *through_field_new(unsigned int n)
{
	struct through_field *f = kzalloc(sizeof(*f), GFP_KERNEL);

	if (!f)
		return NULL;
	f->table = kvcalloc(n, sizeof(*f->table), GFP_KERNEL);
	f->list = kvcalloc(n, sizeof(*f->list), GFP_KERNEL);
	return f;
}
EXPORT_SYMBOL_GPL(through_field_new);

void through_field_free(struct through_field *f);
void through_field_free(struct through_field *f)
{
	kfree(f->table);	/* expect: error[kfree-mismatch] "kvcalloc" */
	kvfree(f->list);	/* ok: kfree-mismatch -- takes either */
	kfree(f);		/* ok: kfree-mismatch -- the structure is kzalloc's */
}
EXPORT_SYMBOL_GPL(through_field_free);

MODULE_DESCRIPTION("kmcheck case: freed through a field");
MODULE_LICENSE("GPL");
