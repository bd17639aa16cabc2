/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMCHECK_RULEBASE_CONSISTENCY_H
#define KMCHECK_RULEBASE_CONSISTENCY_H

#include "rulebase/rulebase.h"

/* Do the loaded and indexed rows agree with one another? False and error at
 * the first that does not. */
gboolean rulebase_check(const struct rulebase *rules, GError **error);

#endif
