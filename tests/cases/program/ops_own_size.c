// SPDX-License-Identifier: GPL-2.0-only
/* Each kind of device has its own set-up and its own size in one object: what
 * one kind asks for is never passed to the set-up of another. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

struct store;

struct store_kind {
	int (*setup)(struct store *s, unsigned int bytes);
	unsigned int bytes;
};

struct store {
	const struct store_kind *kind;
	void *mem;
};

static int small_setup(struct store *s, unsigned int bytes)
{
	s->mem = kmalloc(bytes, GFP_KERNEL); /* ok: oversize-bound */
	return s->mem ? 0 : -ENOMEM;
}

static int large_setup(struct store *s, unsigned int bytes)
{
	s->mem = kvmalloc(bytes, GFP_KERNEL);
	return s->mem ? 0 : -ENOMEM;
}

static int wrong_setup(struct store *s, unsigned int bytes)
{
	s->mem = kmalloc(bytes, GFP_KERNEL); /* expect: error[oversize-constant] "8388608" */
	return s->mem ? 0 : -ENOMEM;
}

static const struct store_kind small_kind = { small_setup, 4096 };
static const struct store_kind large_kind = { large_setup, 64 << 20 };
static const struct store_kind wrong_kind = { wrong_setup, 8 << 20 };

void store_choose(struct store *s, int n)
{
	s->kind = n == 3 ? &small_kind : n == 2 ? &wrong_kind : &large_kind;
}

int store_open(struct store *s)
{
	return s->kind->setup(s, s->kind->bytes);
}

/* Two objects share a function: it gets the sizes of both, and no other's. */
struct queue_kind {
	void *(*make)(unsigned int bytes);
	unsigned int bytes;
};

static void *make_plain(unsigned int bytes)
{
	return kmalloc(bytes, GFP_KERNEL); /* expect: warning[oversize-bound] "6291456" */
}

static void *make_mapped(unsigned int bytes)
{
	return vmalloc(bytes);
}

static const struct queue_kind queue_kinds[] = {
	{ make_plain, 65536 },
	{ make_mapped, 64 << 20 },
	{ make_plain, 6 << 20 },
};

void *queue_make(void)
{
	void *queue = NULL;
	int i;

	for (i = 0; i < ARRAY_SIZE(queue_kinds) && !queue; i++)
		queue = queue_kinds[i].make(queue_kinds[i].bytes);
	return queue;
}

/* The object with the operations stands in another one. */
struct chip_ops {
	int (*start)(struct store *s, size_t bytes);
};

struct chip {
	const struct chip_ops *ops;
	size_t fifo_bytes;
};

static int start_small(struct store *s, size_t bytes)
{
	s->mem = kzalloc(bytes, GFP_KERNEL); /* ok: oversize-bound */
	return s->mem ? 0 : -ENOMEM;
}

static int start_large(struct store *s, size_t bytes)
{
	s->mem = vzalloc(bytes);
	return s->mem ? 0 : -ENOMEM;
}

static const struct chip_ops small_ops = { start_small };
static const struct chip_ops large_ops = { start_large };
static const struct chip chips[] = {
	{ &small_ops, 2 << 20 },
	{ &large_ops, 32 << 20 },
	{ &small_ops, 4 << 20 },
};

int chip_start(struct store *s, unsigned int model)
{
	const struct chip *chip;

	if (model >= ARRAY_SIZE(chips))
		return -ENODEV;
	chip = &chips[model];
	return chip->ops->start(s, chip->fifo_bytes);
}

/* The field is written, too: any size may meet any function. */
struct live_kind {
	int (*setup)(struct store *s, unsigned int bytes);
	unsigned int bytes;
};

static int live_small(struct store *s, unsigned int bytes)
{
	s->mem = kmalloc(bytes, GFP_KERNEL); /* expect: warning[oversize-bound] "67108864" */
	return s->mem ? 0 : -ENOMEM;
}

static int live_large(struct store *s, unsigned int bytes)
{
	s->mem = kvmalloc(bytes, GFP_KERNEL);
	return s->mem ? 0 : -ENOMEM;
}

static struct live_kind live_kinds[] = {
	{ live_small, 4096 },
	{ live_large, 64 << 20 },
};

void live_swap(int n)
{
	live_kinds[n & 1].setup = live_small;
}

int live_open(struct store *s, struct live_kind *kind)
{
	return kind->setup(s, kind->bytes);
}

struct live_kind *live_kind_of(int n)
{
	return &live_kinds[n & 1];
}

MODULE_LICENSE("GPL");
