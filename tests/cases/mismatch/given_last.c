// SPDX-License-Identifier: GPL-2.0
/* What a place was given last, in the same function or by those that call it,
 * is what is freed there; elsewhere the same field holds other memory. */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct given {
	struct mutex lock;
	void *buf;
	void *list;
	void *slots[8];
	int n_uses;
};

static void *given_global;

int given_last_large(struct given *g, size_t bytes);
int given_last_large(struct given *g, size_t bytes)
{
	g->buf = kvmalloc(bytes, GFP_KERNEL);
	g->list = kvmalloc(bytes, GFP_KERNEL);
	g->slots[1] = kvmalloc(bytes, GFP_KERNEL);
	given_global = kvmalloc(bytes, GFP_KERNEL);
	return g->buf && g->slots[1] ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(given_last_large);

static noinline int given_use(struct given *g)
{
	g->n_uses++;
	return g->n_uses > 3;
}

static noinline void given_undo(struct given *g)
{
	kfree(g->list);		/* ok: kfree-mismatch -- its callers set it */
}

int given_last_small(struct given *g);
int given_last_small(struct given *g)
{
	g->buf = kmalloc(64, GFP_KERNEL);
	if (!g->buf)
		return -ENOMEM;
	mutex_init(&g->lock);
	g->list = NULL;
	if (given_use(g)) {
		kfree(g->buf);	/* ok: kfree-mismatch -- set above */
		given_undo(g);
		return -EBUSY;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(given_last_small);

int given_last_slots(struct given *g);
int given_last_slots(struct given *g)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(g->slots); i++) {
		g->slots[i] = kmalloc(64, GFP_KERNEL);
		if (!g->slots[i])
			goto err;
	}
	return 0;
err:
	while (i--)
		kfree(g->slots[i]);	/* ok: kfree-mismatch -- set above */
	return -ENOMEM;
}
EXPORT_SYMBOL_GPL(given_last_slots);

void given_last_global(void);
void given_last_global(void)
{
	given_global = kmalloc(64, GFP_KERNEL);
	pr_info("%p\n", given_global);
	kfree(given_global);	/* ok: kfree-mismatch -- set above */
	given_global = NULL;
}
EXPORT_SYMBOL_GPL(given_last_global);

struct given *given_last_new(bool fails);
struct given *given_last_new(bool fails)
{
	struct given *g = kzalloc(sizeof(*g), GFP_KERNEL);

	if (!g)
		return NULL;
	if (fails)
		goto err;
	g->buf = kmalloc(64, GFP_KERNEL);
	if (!g->buf)
		goto err;
	return g;
err:
	kfree(g->buf);		/* ok: kfree-mismatch -- set above, or NULL */
	kfree(g);
	return NULL;
}
EXPORT_SYMBOL_GPL(given_last_new);

void given_last_before(struct given *g);
void given_last_before(struct given *g)
{
	kfree(g->buf);		/* expect: error[kfree-mismatch] "kvmalloc" */
	g->buf = kmalloc(64, GFP_KERNEL);
}
EXPORT_SYMBOL_GPL(given_last_before);

void given_last_branch(struct given *g, bool is_small);
void given_last_branch(struct given *g, bool is_small)
{
	if (is_small)
		g->buf = kmalloc(64, GFP_KERNEL);
	kfree(g->buf);		/* expect: error[kfree-mismatch] "kvmalloc" */
	g->buf = NULL;
}
EXPORT_SYMBOL_GPL(given_last_branch);

void given_last_again(struct given *g);
void given_last_again(struct given *g)
{
	g->buf = kmalloc(64, GFP_KERNEL);
	given_last_large(g, 1 << 20);
	kfree(g->buf);		/* expect: error[kfree-mismatch] "kvmalloc" */
	g->buf = NULL;
}
EXPORT_SYMBOL_GPL(given_last_again);

void given_last_here(struct given *g, size_t bytes);
void given_last_here(struct given *g, size_t bytes)
{
	g->buf = kvmalloc(bytes, GFP_KERNEL);
	given_use(g);
	kfree(g->buf);		/* expect: error[kfree-mismatch] "kvmalloc" */
	g->buf = NULL;
}
EXPORT_SYMBOL_GPL(given_last_here);

MODULE_DESCRIPTION("kmcheck case: what a place was given last");
MODULE_LICENSE("GPL");
