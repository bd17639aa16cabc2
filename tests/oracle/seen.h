/* SPDX-License-Identifier: GPL-2.0-only */
/* What one run of a generated function shows: its calls, in order. */
#ifndef KMCHECK_TESTS_ORACLE_SEEN_H
#define KMCHECK_TESTS_ORACLE_SEEN_H

#include <glib.h>
#include <stdbool.h>

struct seen {
	guint line;		/* of the call; 0 where nobody knows */
	bool is_question;	/* __km_range, not __km_alloc */
	guint64 value;
};

struct seen_run {
	GArray *calls;		/* struct seen */
	guint64 result;		/* extended to 64 bits by the result's type */
};

#endif
