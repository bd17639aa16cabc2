// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every allocator of the table that has a kv form, twice: as it is flagged it
 * returns nothing, as it is rewritten it works to the last page. The calls
 * are in pairs_table.h, which is made from the table for each kernel.
 */
#include <linux/module.h>

#include "memory.h"
#include "report.h"

static char *what = "";
module_param(what, charp, 0);
/* 0: as flagged; 1: rewritten; 2: rewritten, but the old free left behind */
static int form;
module_param(form, int, 0);

#define PAIR(name, flagged, rewritten, old_free, new_free)		\
static unsigned long name##_flagged(void)				\
{									\
	return (unsigned long)(flagged);				\
}									\
									\
static void *name##_rewritten(void)					\
{									\
	return rewritten;						\
}									\
									\
static void name##_old_free(void *memory)				\
{									\
	old_free(memory);						\
}									\
									\
static void name##_new_free(void *memory)				\
{									\
	new_free(memory);						\
}
#include "pairs_table.h"
#undef PAIR

struct pair {
	const char *name;
	unsigned long (*flagged)(void);
	void *(*rewritten)(void);
	void (*old_free)(void *memory);
	void (*new_free)(void *memory);
};

static const struct pair pairs[] = {
#define PAIR(name, ...)							\
	{ #name, name##_flagged, name##_rewritten, name##_old_free,	\
	  name##_new_free },
#include "pairs_table.h"
#undef PAIR
};

static void use(const struct pair *pair, char *memory)
{
	unsigned long offset, sum = 0;

	for (offset = 0; offset < PAIR_BYTES; offset += PAGE_SIZE)
		memory[offset] = 1;
	memory[PAIR_BYTES - 1] = 1;
	for (offset = 0; offset < PAIR_BYTES; offset += PAGE_SIZE)
		sum += memory[offset];
	vm_check(sum == DIV_ROUND_UP(PAIR_BYTES, PAGE_SIZE),
		 "rewritten %s keeps what is written to all its pages",
		 pair->name);
	vm_check(is_vmalloc_addr(memory), "rewritten %s came from vmalloc",
		 pair->name);
}

static void try_rewritten(const struct pair *pair)
{
	void *memory = pair->rewritten();

	if (!vm_check(!IS_ERR_OR_NULL(memory), "rewritten %s works",
		      pair->name))
		return;
	use(pair, memory);
	if (form == 1)
		pair->new_free(memory);
	else
		pair->old_free(memory);
}

static int __init pairs_init(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(pairs); i++) {
		if (strcmp(pairs[i].name, what))
			continue;
		if (form == 0)
			vm_check(strcmp(vm_answer(pairs[i].flagged()), "works"),
				 "flagged %s fails", what);
		else
			try_rewritten(&pairs[i]);
		vm_done();
	}
	return 0;
}

static void __exit pairs_exit(void)
{
}

module_init(pairs_init);
module_exit(pairs_exit);
MODULE_DESCRIPTION("What is flagged fails, what it is rewritten to works");
MODULE_LICENSE("GPL");
