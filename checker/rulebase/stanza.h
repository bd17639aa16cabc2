/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The text format of every file in rules/, before it means anything:
 *
 *	# a comment, on a line of its own
 *	[allocator kcalloc]
 *	size = $1 * $2
 *	callees = kcalloc kmalloc_array_noprof
 *		_kmalloc_array_noprof
 *
 * A line that starts with white space continues the value before it.
 */
#ifndef KMCHECK_RULEBASE_STANZA_H
#define KMCHECK_RULEBASE_STANZA_H

#include <glib.h>

struct stanza_entry {
	char *key, *value;	/* value: white space folded into one blank */
	guint line;
};

struct stanza {
	char *kind, *name;	/* name may be "" */
	char *file;
	guint line;
	GPtrArray *entries;	/* struct stanza_entry * */
};

/* Every stanza of a text. NULL and error ("FILE:LINE: what, how to mend") at
 * the first line that is not of the format, or a key that stands twice in
 * one stanza. The caller unrefs the array, which owns the stanzas. */
GPtrArray *stanza_parse(const char *file, const char *text, GError **error);

/* Set *error to "FILE:LINE: " and the formatted text; always returns false. */
gboolean stanza_error(GError **error, const char *file, guint line,
		      const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
