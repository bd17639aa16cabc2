/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of rules/ as calls that a kernel can be asked to make. */
#ifndef KMCHECK_TESTS_VM_PAIRS_H
#define KMCHECK_TESTS_VM_PAIRS_H

#include "rulebase/rulebase.h"
#include "vm/kernels.h"

/* Rows with a kv form that this kernel's headers have, with the arguments
 * that the row means (not owned). */
GPtrArray *pairs_of_kernel(const struct rulebase *rules,
			   const struct vm_kernel *kernel);

/* " NAME NAME": the rest of the rows with a kv form. This kernel has not got both
 * calls, or no module can make them. The caller frees it. */
char *pairs_left_out(const struct rulebase *rules, const GPtrArray *rows);

/* pairs_table.h for these rows, asking for `bytes`. */
char *pairs_table(const struct rulebase *rules, const GPtrArray *rows,
		  guint64 bytes, guint64 page_bytes, GError **error);

/* Does a refused request of this row warn on that release? */
bool pairs_must_warn(const struct allocator *row, const char *release);

#endif
