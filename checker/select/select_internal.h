/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The filters of select_findings(), each in its own file. A filter removes
 * findings from the run in place; none of them looks at another's work.
 */
#ifndef KMCHECK_SELECT_INTERNAL_H
#define KMCHECK_SELECT_INTERNAL_H

#include "select/select.h"

/* Notes about suppressions carry this id, whichever way one is wrong. */
#define RULE_UNUSED_SUPPRESSION "unused-suppression"

/* Free the findings that keep() does not want; the others stay in order. */
typedef bool (*select_keep_fn)(const struct finding *finding, void *data);
void select_keep(GPtrArray *findings, select_keep_fn keep, void *data);

bool select_rule_is_known(const struct run_report *run, const char *rule);


/* Mark what the sources suppress, and add a note for each suppression that
 * has no reason or suppresses nothing. */
void select_suppress(struct run_report *run,
		     const struct select_request *request);

bool select_baseline(struct run_report *run,
		     const struct select_request *request, GError **error);

bool select_changed(struct run_report *run,
		    const struct select_request *request, GError **error);

#endif
