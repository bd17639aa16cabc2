/* SPDX-License-Identifier: GPL-2.0-only */
/* In how many of the generated functions, helpers included, does each
 * operation and terminator of the IR occur? */
#ifndef KMCHECK_TESTS_ORACLE_COVERAGE_H
#define KMCHECK_TESTS_ORACLE_COVERAGE_H

#include "ir/ir.h"

struct coverage {
	guint n_functions;
	guint ops[IR_OP_COUNT];
	guint terms[IR_TERM_COUNT];
};

/* Count f<function> and its helpers. */
void coverage_add(struct coverage *coverage, const struct ir_unit *unit,
		  guint function);

/* Print the counts; how many occur in less than 1 % of the functions. */
guint coverage_report(const struct coverage *coverage);

#endif
