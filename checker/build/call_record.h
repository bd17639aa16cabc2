/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which lines of a makefile's recipes call make, and with what, though nothing
 * of them is run.
 */
#ifndef KMCHECK_BUILD_CALL_RECORD_H
#define KMCHECK_BUILD_CALL_RECORD_H

#include <glib.h>
#include <stdbool.h>

/* One line of shell that calls make. */
struct call_record {
	char *folder;		/* where it would have run */
	char *line;
	GPtrArray *environment;	/* char *: X=Y; empty if not known */
};

struct call_record *call_record_new(const char *folder, const char *line);
void call_record_free(struct call_record *record);

/* The lines that make would run for these arguments (goals, X=Y) with X=Y of
 * the environment added. scratch: a folder of ours. NULL if make cannot be
 * started. */
GPtrArray *call_records(const char *folder, const char *scratch,
			char **arguments, char **environment);

/* Is this word of such a line the call? */
bool is_make_call(const char *word);

#endif
