/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that may come from vmalloc reaches a function that frees (or resizes)
 * kmalloc memory only. Rule kfree-mismatch. */
#ifndef KMCHECK_CHECKS_KFREE_MISMATCH_H
#define KMCHECK_CHECKS_KFREE_MISMATCH_H

#include "checks/finding.h"
#include "model/model.h"
#include "model/ownership.h"

/* Findings (struct finding *, owned; sorted by place, not sealed), one per
 * free. Paths are those of the IR's files. */
GPtrArray *kfree_mismatch_findings(struct owner_graph *graph,
				   const struct target *target);

#endif
