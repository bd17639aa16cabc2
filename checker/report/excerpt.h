/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A source line as a terminal shows it: tabs expanded, what cannot be shown
 * made visible, with a caret under the place that is meant.
 */
#ifndef KMCHECK_REPORT_EXCERPT_H
#define KMCHECK_REPORT_EXCERPT_H

#include <glib.h>

struct excerpt {
	const char *line;		/* bytes, without line end */
	guint number;			/* of the line */
	guint column, end_column;	/* bytes, from 1, [column, end) */
	guint indent;			/* blanks before the number */
	guint width;			/* terminal columns; 0: unknown */
	/* SGR sequences, "" without colour */
	const char *gutter_on, *mark_on, *off;
};

/* Two lines: the source line, and the caret with its underline. */
void excerpt_append(GString *out, const struct excerpt *excerpt);

/* Where the identifier or token at column ends (exclusive, at least one
 * byte on). */
guint excerpt_word_end(const char *line, guint column);

#endif
