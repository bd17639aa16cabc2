// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the largest request is that an allocator grants, to the byte: by
 * bisection between one that succeeds and one that fails. Then one byte more
 * is asked for once, with or without __GFP_NOWARN; the log shows whether the
 * kernel warned.
 */
#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "report.h"

static char *what = "kmalloc";
module_param(what, charp, 0);
static bool nowarn;
module_param(nowarn, bool, 0);

/* kvmalloc has no limit below INT_MAX but memory: this much is enough to show
 * that it passes kmalloc's. */
#define KVMALLOC_BYTES (64UL << 20)

static struct device *device;

struct way {
	const char *name;
	void *(*get)(size_t bytes, gfp_t flags);
	void (*put)(void *memory, size_t bytes);
	size_t most;
};

static void put_kfree(void *memory, size_t bytes)
{
	kfree(memory);
}

static void *get_kmalloc(size_t bytes, gfp_t flags)
{
	return kmalloc(bytes, flags);
}

static void *get_kzalloc(size_t bytes, gfp_t flags)
{
	return kzalloc(bytes, flags);
}

static void *get_kmalloc_node(size_t bytes, gfp_t flags)
{
	return kmalloc_node(bytes, flags, NUMA_NO_NODE);
}

static void *get_devm_kmalloc(size_t bytes, gfp_t flags)
{
	return devm_kmalloc(device, bytes, flags);
}

static void put_devm_kfree(void *memory, size_t bytes)
{
	devm_kfree(device, memory);
}

static void *get_pages(size_t bytes, gfp_t flags)
{
	return (void *)__get_free_pages(flags, get_order(bytes));
}

static void put_pages(void *memory, size_t bytes)
{
	free_pages((unsigned long)memory, get_order(bytes));
}

static void *get_kvmalloc(size_t bytes, gfp_t flags)
{
	return kvmalloc(bytes, flags);
}

static void put_kvfree(void *memory, size_t bytes)
{
	kvfree(memory);
}

static const struct way ways[] = {
	{ "kmalloc", get_kmalloc, put_kfree, 1UL << 33 },
	{ "kzalloc", get_kzalloc, put_kfree, 1UL << 33 },
	{ "kmalloc_node", get_kmalloc_node, put_kfree, 1UL << 33 },
	{ "devm_kmalloc", get_devm_kmalloc, put_devm_kfree, 1UL << 33 },
	{ "__get_free_pages", get_pages, put_pages, 1UL << 33 },
	{ "kvmalloc", get_kvmalloc, put_kvfree, KVMALLOC_BYTES + 1 },
};

static bool works(const struct way *way, size_t bytes)
{
	void *memory = way->get(bytes, GFP_KERNEL | __GFP_NOWARN);

	if (!memory)
		return false;
	way->put(memory, bytes);
	return true;
}

/* The largest size that works: all up to it do, none above. */
static size_t largest(const struct way *way)
{
	size_t good = 1, bad = way->most;

	while (bad - good > 1) {
		size_t middle = good + (bad - good) / 2;

		if (works(way, middle))
			good = middle;
		else
			bad = middle;
	}
	return good;
}

static void probe(const struct way *way)
{
	gfp_t flags = GFP_KERNEL | (nowarn ? __GFP_NOWARN : 0);
	size_t bytes = largest(way);
	size_t over = way->get == get_kvmalloc ? (size_t)INT_MAX + 1 :
						 bytes + 1;
	void *memory;

	vm_say("largest %zu", bytes);
	vm_say("page_size %lu", PAGE_SIZE);
	vm_check(works(way, bytes), "%s(%zu) works", way->name, bytes);
	vm_say("# now %s(%zu)", way->name, over);
	memory = way->get(over, flags);
	vm_check(!memory, "%s(%zu) is NULL", way->name, over);
	if (memory)
		way->put(memory, over);
	vm_done();
}

static int __init prober_init(void)
{
	unsigned int i;

	device = root_device_register("kmcheck-prober");
	if (IS_ERR(device))
		return PTR_ERR(device);
	for (i = 0; i < ARRAY_SIZE(ways); i++)
		if (!strcmp(ways[i].name, what))
			probe(&ways[i]);
	return 0;
}

static void __exit prober_exit(void)
{
	root_device_unregister(device);
}

module_init(prober_init);
module_exit(prober_exit);
MODULE_DESCRIPTION("Largest request each allocator grants");
MODULE_LICENSE("GPL");
