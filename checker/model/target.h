/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The target: the kernel, architecture and configuration whose limits count.
 * The tree's own headers decide; the limits table serves when there is none;
 * options override both.
 */
#ifndef KMCHECK_MODEL_TARGET_H
#define KMCHECK_MODEL_TARGET_H

#include "ir/ir.h"
#include "rulebase/rulebase.h"

/* What follows from the page size, as bits (1 << enum ir_atom). */
#define ATOMS_PAGE (1 << IR_ATOM_PAGE_SHIFT | 1 << IR_ATOM_PAGE_SIZE)
/* And all that follow a target of the same word size. */
#define ATOMS_FOLLOWED (ATOMS_PAGE | 1 << IR_ATOM_MAX_ORDER)

struct target {
	char *kernel;			/* "6.1.192" */
	char *arch;			/* "x86_64" */
	const char *source;		/* "headers", "table", "options",
					   "builtin" */
	guint page_shift;
	guint max_order;		/* largest order, inclusive */
	guint64 kmalloc_max_bytes;
	guint64 kmalloc_cache_max_bytes;
	guint64 kvmalloc_max_bytes;	/* 0: this release does not check */
	guint devres_bytes, drmres_bytes, skb_bytes;
	guint costly_order;
	guint long_bytes;
	guint percpu_max_bytes;
	bool has_mmu;
	char *condition;		/* of the row, with --all-targets */
	const struct limit_row *row;	/* what the table says; NULL: nothing.
					   Owned by the rulebase */
	bool order_is_inclusive;	/* the kernel's own order macro counts
					   so (6.4 and later) */
	/* names the headers declare or define; NULL when there are none */
	GHashTable *present;
};

struct target_request {			/* what the command line says; 0/NULL unset */
	const char *arch, *kernel;
	guint64 page_size_bytes;
	int max_order;			/* -1 unset */
};

/* What the headers say, found by evaluating the tree's own macros; has_* false
 * where the headers did not tell. */
struct target_headers {
	char *kernel, *arch;
	bool has_limit, has_page_shift;
	guint64 kmalloc_max_bytes, kmalloc_cache_max_bytes;
	guint page_shift, long_bytes, devres_bytes, drmres_bytes, skb_bytes;
	bool has_mmu;
	GHashTable *present;
};

/* Decide. headers may be NULL. NULL and error if nothing fits (unknown
 * architecture, page size that it does not have). *warning (may be NULL'd by
 * the callee) is one line if the table and the headers disagree or the
 * release is unknown; the caller frees it. */
struct target *target_new(const struct rulebase *rules,
			  const struct target_request *request,
			  const struct target_headers *headers,
			  char **warning, GError **error);
void target_free(struct target *target);

/* The limit in bytes of one request of this allocator, before its overhead. */
guint64 target_limit_bytes(const struct target *target,
			   const struct allocator *row);

/* Every row of the table as a target (owned array, target_free), for
 * --all-targets and --print-limits; only rows matching request. */
GPtrArray *target_rows(const struct rulebase *rules,
		       const struct target_request *request);

/* How `target` would spell the atom in the code of `kernel`, whose release
 * decides what its macros count. */
guint64 target_atom(const struct target *target, const struct target *kernel,
		    enum ir_atom atom);

#endif
