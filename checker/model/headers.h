/* SPDX-License-Identifier: GPL-2.0-only */
/* What the target's own headers say, asked of the compiler. */
#ifndef KMCHECK_MODEL_HEADERS_H
#define KMCHECK_MODEL_HEADERS_H

#include "build/build.h"
#include "model/target.h"

/* Evaluate the tree's own macros under a unit's flags, or remember what they
 * were (store/answers.h). NULL if its headers cannot be parsed so. */
struct target_headers *target_headers_ask(const struct rulebase *rules,
					  const struct kernel *kernel,
					  const struct unit *unit,
					  const char *cache_dir);
void target_headers_free(struct target_headers *headers);

#endif
