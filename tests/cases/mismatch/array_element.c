// SPDX-License-Identifier: GPL-2.0
/* Elements of an array that may come from vmalloc, and single objects, meet in
 * one list; a tag tells them apart. */
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

#define SINGLE (-1)

struct reply {
	struct list_head node;
	int tag;
};

static struct reply *replies;
static LIST_HEAD(done);

int array_element_new(unsigned int n);
int array_element_new(unsigned int n)
{
	replies = kvcalloc(n, sizeof(*replies), GFP_KERNEL);
	return replies ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(array_element_new);

int array_element_get(int tag);
int array_element_get(int tag)
{
	struct reply *r = tag < 0 ? kzalloc(sizeof(*r), GFP_KERNEL) :
				    &replies[tag];

	if (!r)
		return -ENOMEM;
	r->tag = tag;
	list_add(&r->node, &done);
	return 0;
}
EXPORT_SYMBOL_GPL(array_element_get);

void array_element_put(struct list_head *node);
void array_element_put(struct list_head *node)
{
	struct reply *r = container_of(node, struct reply, node);

	list_del(&r->node);
	if (r->tag == SINGLE)
		kfree(r);	/* ok: kfree-mismatch -- a single one */
}
EXPORT_SYMBOL_GPL(array_element_put);

void array_element_end(void);
void array_element_end(void)
{
	kfree(replies);		/* expect: error[kfree-mismatch] "kvcalloc" */
}
EXPORT_SYMBOL_GPL(array_element_end);

MODULE_DESCRIPTION("kmcheck case: elements and single objects");
MODULE_LICENSE("GPL");
