/* SPDX-License-Identifier: GPL-2.0-only */
/* --print-limits: targets (target_rows()) as a table for people or as JSON. */
#ifndef KMCHECK_MODEL_LIMITS_H
#define KMCHECK_MODEL_LIMITS_H

#include "model/target.h"

/* targets: struct target *. The caller frees the string. */
GString *limits_print_text(const GPtrArray *targets);
GString *limits_print_json(const GPtrArray *targets);

#endif
