/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The facts file's text: header lines, then the IR.
 *
 *	kmcheck-facts 1
 *	tool 1.0
 *	key <what the result depends on but files, as a SHA-256>
 *	read <SHA-256> <path>		one line per file read
 *	ir
 */
#ifndef KMCHECK_STORE_FACTS_H
#define KMCHECK_STORE_FACTS_H

#include "ir/ir.h"
#include "store/sums.h"

#define FACTS_FORMAT "1"

/* The build says which version this is. */
#ifndef KMCHECK_VERSION
#define KMCHECK_VERSION "unversioned"
#endif

/* Write atomically. files: char *, those the front end read. */
bool facts_write(const char *path, const char *key, GPtrArray *files,
		 struct file_sums *sums, const struct ir_unit *unit,
		 GError **error);
/* Is there a facts file with that key whose files are all as they were? */
bool facts_are_current(const char *path, const char *key,
		       struct file_sums *sums);

#endif
