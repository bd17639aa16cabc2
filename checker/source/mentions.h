/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which sources of a whole tree spell a name, beside those that are in view:
 * the callers of a function that is not static, in a part of a kernel, or
 * under another configuration. Text, not code: an answer may name a file too
 * many, never one too few that spells the name itself.
 */
#ifndef KMCHECK_SOURCE_MENTIONS_H
#define KMCHECK_SOURCE_MENTIONS_H

#include <glib.h>
#include <stdbool.h>

struct mentions;

/* root: the tree's folder. The files are listed and read when first asked. */
struct mentions *mentions_new(const char *root);
void mentions_free(struct mentions *mentions);
/* The file is in view: what it spells does not count. */
void mentions_add_seen(struct mentions *mentions, const char *path);

/* The first file out of view that spells the function's name otherwise than to
 * declare it, or NULL. Owned by mentions. */
const char *mentions_of(struct mentions *mentions, const char *function);
/* … and may give what it returns to a function with one of the words in its
 * name: not one that only tests it, or keeps it in a variable and does not. */
const char *mentions_of_result(struct mentions *mentions, const char *function,
			       const char *const *words);
/* … that spells the record's tag, and the field in the argument of a function
 * with one of the words in its name. home: the file that defines the record;
 * a file beside another record of that tag means that one. */
const char *mentions_of_field(struct mentions *mentions, const char *tag,
			      const char *field, const char *home,
			      const char *const *words);

#endif
