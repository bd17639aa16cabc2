/* SPDX-License-Identifier: GPL-2.0-only */
/* What ownership adds to the findings of one program: mismatched frees, and a
 * fix for every finding. */
#ifndef KMCHECK_FIX_PROGRAM_H
#define KMCHECK_FIX_PROGRAM_H

#include "checks/check.h"
#include "fix/fix.h"

/* Append kfree-mismatch findings (in functions for which is_reported says so)
 * to findings, and plan the fix of each of them. Needs analysis of no size. */
void fix_program(const struct check_context *ctx, GPtrArray *findings,
		 bool (*is_reported)(const struct function_ref *fn,
				     void *data),
		 void *data);

/* Append the rewrites of the allocations at a line, each as a note of rule
 * "rewrite" with its fix planned. */
void fix_rewrite(const struct check_context *ctx, const char *file,
		 guint line, GPtrArray *findings);

#endif
