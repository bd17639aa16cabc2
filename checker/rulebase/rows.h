/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a stanza to a row: one table per kind of row says which keys it has,
 * of which type, and where in the struct they go. Private to rulebase/.
 */
#ifndef KMCHECK_RULEBASE_ROWS_H
#define KMCHECK_RULEBASE_ROWS_H

#include "rulebase/rulebase.h"
#include "rulebase/stanza.h"

enum field_kind {
	FIELD_STRING,
	FIELD_WORDS,	/* char ** */
	FIELD_BOOL,	/* yes, no */
	FIELD_UINT,	/* guint; K, M, G may follow */
	FIELD_NUMBER,	/* guint64; likewise */
	FIELD_SIGNED,	/* gint64 */
	FIELD_ARG,	/* guint: $N */
	FIELD_ARGS,	/* guint[4]: $N $M ... */
	FIELD_ENUM,	/* an int; words give the names in order */
	FIELD_SIZE,	/* GArray of struct size_term */
	FIELD_RELEASE,	/* char *: "6.12" */
	FIELD_PAGE,	/* guint shift, written as bytes: 64K */
};

struct row_field {
	const char *key;
	enum field_kind kind;
	size_t offset;
	bool required;
	const char *const *words;	/* FIELD_ENUM */
	size_t given;			/* of a bool set if the key stands
					   there; 0: none */
};

struct row_kind {
	const char *name;		/* "allocator" */
	size_t size;			/* of the struct */
	size_t table;			/* of its GPtrArray in the rulebase */
	size_t row_name, callees;	/* offsets; NO_OFFSET: none */
	size_t origin;
	const struct row_field *fields;	/* ends with key NULL */
};

#define NO_OFFSET G_MAXSIZE

/* All kinds that are rows ([define] is not); ends with name NULL. */
extern const struct row_kind row_kinds[];

/* A new row of this kind, or NULL and error. The caller frees it with
 * row_free(). */
void *row_new(const struct row_kind *kind, const struct stanza *stanza,
	      GError **error);
void row_free(const struct row_kind *kind, void *row);

#endif
