/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Run IR on concrete values: the oracle of the tests. Memory is a set of
 * byte-addressed objects; an access outside an object, or a read of bytes that
 * nothing has written, ends the run. Of IR_ANY some target is taken, and the
 * outputs of IR_ASM are unwritten after it: both are right whatever the
 * program does there.
 */
#ifndef KMCHECK_IR_INTERP_H
#define KMCHECK_IR_INTERP_H

#include "ir/ir.h"

enum interp_outcome { INTERP_RETURNED, INTERP_UNREACHABLE, INTERP_TRAPPED,
		      INTERP_OUT_OF_STEPS, INTERP_UNSUPPORTED };

/* Called for calls to functions the unit does not define; returns the result
 * bits. args are the argument bits in the callee's order. */
typedef guint64 (*interp_extern_fn)(const char *callee, const guint64 *args,
				    guint n_args, void *data);

struct interp_result {
	enum interp_outcome outcome;
	guint64 value;		/* return value's bits */
	guint64 steps;
	const char *why;	/* TRAPPED / UNSUPPORTED: static string */
};

/* args become the parameters' values as by assignment: cut to their types. */
struct interp_result interp_run(const struct ir_unit *unit, const char *key,
				const guint64 *args, guint n_args,
				interp_extern_fn external, void *data,
				guint64 max_steps);

#endif
