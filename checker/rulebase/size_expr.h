/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Size expressions of the tables, from infix text to postfix terms:
 *
 *	sum   = product { ("+" | "-") product }, bound looser: "<<"
 *	atoms = $N, a number, page_size, long_bytes, long_bits, ( ... )
 *	calls = round_up_pow2(x) div_round_up(x, y) round_up(x, y)
 *		round_down(x, y) min(x, y) max(x, y) strlen($N) skb(x)
 */
#ifndef KMCHECK_RULEBASE_SIZE_EXPR_H
#define KMCHECK_RULEBASE_SIZE_EXPR_H

#include "rulebase/rulebase.h"

/* struct size_term in postfix, or NULL and *why (static text) if the
 * expression is wrong. The caller unrefs the array. */
GArray *size_expr_parse(const char *text, const char **why);
bool size_expr_equal(const GArray *a, const GArray *b);

#endif
