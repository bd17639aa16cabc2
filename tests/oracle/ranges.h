/* SPDX-License-Identifier: GPL-2.0-only */
/* The third opinion: what the value analysis says can be passed and returned.
 * Whatever a run shows must lie in it. */
#ifndef KMCHECK_TESTS_ORACLE_RANGES_H
#define KMCHECK_TESTS_ORACLE_RANGES_H

#include "ir/ir.h"
#include "seen.h"

/* What is claimed of one function. */
struct claims;

struct claims *claims_new(const struct ir_unit *unit, const char *key);
void claims_free(struct claims *claims);

/* The analysis spent its budget: nothing is claimed. */
bool claims_gave_up(const struct claims *claims);

/* NULL, or what is shown and not allowed for. The caller frees. */
char *claims_refute(const struct claims *claims, const struct seen_run *run);

/* How much the claims say: calls claimed about, and of those the ones with a
 * range smaller than the type. */
void claims_count(const struct claims *claims, guint *n_calls,
		  guint *n_bounded);

#endif
