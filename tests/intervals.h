/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sets of u64 as the range marks and --dump=ranges write them:
 * "[0,16] u [32,64]", with negative numbers for what they convert to. A set is
 * a GArray, always sorted and joined.
 */
#ifndef KMCHECK_TESTS_INTERVALS_H
#define KMCHECK_TESTS_INTERVALS_H

#include <glib.h>
#include <stdbool.h>

GArray *intervals_new(void);
/* Add what text says; "unknown" is everything, other words are nothing. */
void intervals_add(GArray *set, const char *text);
bool intervals_equal(const GArray *a, const GArray *b);
/* Lowest and highest member the same, whatever lies between. */
bool intervals_same_ends(const GArray *a, const GArray *b);
/* All that some C integer type holds, as it converts to u64? */
bool intervals_fill_type(const GArray *set);

#endif
