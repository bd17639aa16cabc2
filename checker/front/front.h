/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * libclang -> IR. The only folder that includes <clang-c/...>.
 *
 * One call parses one unit and lowers every function that is defined in the
 * main file or in a local file it includes (a .c, or a header beside it), and
 * every header inline those reach by calls.
 */
#ifndef KMCHECK_FRONT_FRONT_H
#define KMCHECK_FRONT_FRONT_H

#include "ir/ir.h"

/* What the front end needs to be told; it knows no kernel name itself. */
struct front_options {
	const char *const *argv;	/* compiler flags, cleaned, no compiler
					   and no input file; NULL-terminated */
	const char *directory;		/* working directory of the command */
	const char *path;		/* main file, relative to it or not */

	/* In-memory content that replaces a file (staged text, planned edits,
	 * built-in declarations). Parallel arrays, n_overlays long. */
	const char *const *overlay_paths;
	const char *const *overlay_texts;
	guint n_overlays;

	/* Macro name -> atom: a literal spelled in that macro's definition is
	 * the target's number (PAGE_SHIFT, CONFIG_PAGE_SHIFT, ...). */
	const char *const *atom_macros;
	const enum ir_atom *atoms;
	guint n_atoms;

	/* Calls of these functions are not followed: their bodies are not
	 * lowered (the rule tables say what they do). GHashTable used as a
	 * set of char *, may be NULL. */
	GHashTable *opaque;

	/* Names to look for in the unit's headers: function declarations and
	 * macro definitions found are put into ir_unit.present. May be NULL. */
	GHashTable *probe;

	bool expect_missing_headers;	/* built-in mode: skip unknown headers */
	bool no_pch;
	const char *pch_dir;		/* where precompiled headers are kept,
					   or NULL for none */
	const char *const *pch_headers;	/* what is in one, as in #include <…>;
					   NULL-terminated, or NULL for none */
};

/* One clear line if the libclang found at run time is older than the version
 * tested; NULL if it is fine. The caller frees it. */
char *front_check_version(void);
char *front_clang_version(void);	/* the caller frees it */

/*
 * Parse and lower. NULL and error if the unit cannot be parsed at all (fatal:
 * missing header, no such file, unknown target). A unit with recoverable
 * errors is returned with ir_unit.errors filled. ir_unit.files names every file
 * that was read, those in a precompiled header too: the cache checks them. The
 * caller owns the unit.
 */
struct ir_unit *front_lower(const struct front_options *options,
			    GError **error);

/* Evaluate integer macros and sizeof expressions under these flags, by parsing
 * a small generated file that includes `header` first: the way the target's
 * own KMALLOC_MAX_SIZE is asked. values[i] and known[i] answer expressions[i].
 * files: gets the absolute paths of what was read (char *, owned); may be NULL.
 * false and error if the headers cannot be parsed. */
bool front_evaluate(const struct front_options *options,
		    const char *const *headers,
		    const char *const *expressions, guint n,
		    guint64 *values, bool *known, GPtrArray *files,
		    GError **error);

#endif
