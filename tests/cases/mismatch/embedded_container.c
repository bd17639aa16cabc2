// SPDX-License-Identifier: GPL-2.0
/* Tables that are fields of an object, not objects of their own. */
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/xarray.h>

struct session {
	struct xarray pages;
	struct idr handles;
};

int session_store(struct session *s, size_t bytes);
int session_store(struct session *s, size_t bytes)
{
	void *page = kvmalloc(bytes, GFP_KERNEL);

	return xa_err(xa_store(&s->pages, 1, page, GFP_KERNEL));
}
EXPORT_SYMBOL_GPL(session_store);

int session_add(struct session *s, size_t bytes);
int session_add(struct session *s, size_t bytes)
{
	void *handle = kvmalloc(bytes, GFP_KERNEL);

	return idr_alloc(&s->handles, handle, 0, 0, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(session_add);

void session_end(struct session *s, int id);
void session_end(struct session *s, int id)
{
	unsigned long i;
	void *page;

	xa_for_each(&s->pages, i, page)
		kfree(page);	/* expect: error[kfree-mismatch] "kvmalloc" */
	kfree(idr_remove(&s->handles, id));	/* expect: error[kfree-mismatch] "kvmalloc" */
}
EXPORT_SYMBOL_GPL(session_end);

MODULE_DESCRIPTION("kmcheck case: embedded tables");
MODULE_LICENSE("GPL");
