/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Random kernel-like C that is deterministic from a seed, ends, and does
 * nothing undefined under -fwrapv -fno-strict-aliasing: shift counts are
 * masked, divisors are positive, indices are masked, every object is written
 * before it is read, and an expression has no side effect but for whole
 * statements. Function number n of a seed is the same in whatever unit it
 * stands, so that one that fails can be generated alone.
 *
 * A function is `f<n>`, its helpers are `f<n>_h<k>`. It takes integers,
 * returns one, and calls
 *	void __km_alloc(unsigned long size);
 *	void __km_range(unsigned long value);
 * each on a line of its own. Under -DKM_NATIVE these become
 *	km_alloc_at(line, size), km_range_at(line, value)
 * and there is a `unsigned long run_f<n>(const unsigned long *args)` per
 * function; the prelude declares what is needed for both.
 */
#ifndef KMCHECK_TESTS_ORACLE_GENERATE_H
#define KMCHECK_TESTS_ORACLE_GENERATE_H

#include <glib.h>

#define GENERATE_MAX_PARAMS 4

/* Functions [first, first + n) of that seed, as one unit. The caller frees. */
char *generate_unit(guint32 seed, guint first, guint n);

/* Arguments for one run of a function, the k-th of it: ends of the types,
 * small numbers, anything. */
void generate_arguments(guint32 seed, guint function, guint k,
			guint64 args[GENERATE_MAX_PARAMS]);

#endif
