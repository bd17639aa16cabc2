/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The C text of a call that asks an allocator for so many bytes, made from
 * its row of the tables (and guest/calls, for what a row does not tell).
 */
#ifndef KMCHECK_VM_CALL_H
#define KMCHECK_VM_CALL_H

#include <glib.h>
#include <stdbool.h>

#include "rulebase/rulebase.h"

struct call_machine {		/* what size expressions refer to */
	guint64 page_bytes;
	guint long_bytes;
};

struct call_request {
	const struct allocator *row;
	const struct call_machine *machine;
	guint64 bytes;
	const char *gfp;	/* flags to write */
	bool as_kv;		/* the rewritten form */
};

/* NULL and error if no such call can be written. The caller frees it. */
char *call_text(const struct call_request *request, GError **error);

/* The value of argument `arg` (others 1) with which the row asks for at least
 * `bytes`: the least such value; false if there is none. */
bool call_solve(const struct allocator *row, const struct call_machine *machine,
		guint arg, guint64 bytes, guint64 *value);

/* The row's own bytes for these arguments; saturates. Arguments count from
 * 1. For a row of orders: the bytes of that order. */
guint64 call_bytes(const struct allocator *row,
		   const struct call_machine *machine, const guint64 *arguments,
		   guint n_arguments);

#endif
