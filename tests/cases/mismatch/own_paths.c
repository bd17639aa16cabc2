// SPDX-License-Identifier: GPL-2.0
/* One field of several objects: each is freed as it was allocated, and named
 * the same at both. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

struct ring {
	void *cells;
};

struct bank {
	void *memory;
};

struct port {
	struct ring tx, rx;
};

static struct bank *large, *small;
static void *tables[2];

static int own_paths_globals(size_t bytes)
{
	large = kzalloc(sizeof(*large), GFP_KERNEL);
	small = kzalloc(sizeof(*small), GFP_KERNEL);
	if (!large || !small)
		return -ENOMEM;
	large->memory = kvmalloc(bytes, GFP_KERNEL);
	small->memory = kmalloc(64, GFP_KERNEL);
	tables[0] = kvmalloc(bytes, GFP_KERNEL);
	tables[1] = kmalloc(64, GFP_KERNEL);
	return 0;
}

int own_paths_begin(struct port *port, size_t bytes);
int own_paths_begin(struct port *port, size_t bytes)
{
	port->tx.cells = kvmalloc(bytes, GFP_KERNEL);
	port->rx.cells = kmalloc(64, GFP_KERNEL);
	return own_paths_globals(bytes);
}
EXPORT_SYMBOL_GPL(own_paths_begin);

void own_paths_shrink(struct port *port);
void own_paths_shrink(struct port *port)
{
	kfree(port->tx.cells);	/* expect: error[kfree-mismatch] "kvmalloc" */
	port->tx.cells = NULL;
	kfree(large->memory);	/* expect: error[kfree-mismatch] "kvmalloc" */
	large->memory = NULL;
	kfree(tables[0]);	/* expect: error[kfree-mismatch] "kvmalloc" */
	tables[0] = NULL;
}
EXPORT_SYMBOL_GPL(own_paths_shrink);

void own_paths_end(struct port *p);
void own_paths_end(struct port *p)
{
	kvfree(p->tx.cells);
	kfree(p->rx.cells);	/* ok: kfree-mismatch -- the other ring's */
	kvfree(large->memory);
	kfree(small->memory);	/* ok: kfree-mismatch -- the other object's */
	kvfree(tables[0]);
	kfree(tables[1]);	/* ok: kfree-mismatch -- the other element's */
	kfree(large);
	kfree(small);
}
EXPORT_SYMBOL_GPL(own_paths_end);

MODULE_DESCRIPTION("kmcheck case: objects told apart by their names");
MODULE_LICENSE("GPL");
