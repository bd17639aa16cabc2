/* SPDX-License-Identifier: GPL-2.0-only */
/* A rewrite as the lines it removes and adds. */
#ifndef KMCHECK_REPORT_HUNK_H
#define KMCHECK_REPORT_HUNK_H

#include "report/report.h"

struct hunk {
	const char *file;	/* the edit's */
	guint line;		/* of the first old line */
	char **old, **new;	/* whole lines, without their ends */
};

/* The hunks (struct hunk *) of a finding's edits, which are sorted and
 * disjoint. Where the source is not at hand, or is no longer what the edits
 * say, a hunk holds the edited bytes alone. The caller unrefs the array. */
GPtrArray *hunks_of(const struct fix *fix, const struct report_style *style);

#endif
