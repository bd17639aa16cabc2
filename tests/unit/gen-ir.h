/* SPDX-License-Identifier: GPL-2.0-only */
/* Random valid IR: every operation, terminator and table, odd strings and
 * numbers. The same numbers from rand give the same unit. */
#ifndef KMCHECK_TESTS_GEN_IR_H
#define KMCHECK_TESTS_GEN_IR_H

#include "ir/ir.h"

/* The caller owns the unit. */
struct ir_unit *gen_ir_unit(GRand *rand);

#endif
