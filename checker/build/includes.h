/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who includes whom, lexically: #include lines of sources and headers, matched
 * by the end of the path. It may name a unit too many, never one too few that
 * spells the file's name.
 */
#ifndef KMCHECK_BUILD_INCLUDES_H
#define KMCHECK_BUILD_INCLUDES_H

#include <glib.h>

/* Of these (struct compile *), those that include `file`, directly or through
 * other files below `root`. The caller unrefs the array. */
GPtrArray *includes_units(GPtrArray *compiles, const char *root,
			  const char *file);

/* Of these files (char *), those that another of them includes from its own
 * folder: parts, no units. A set of the strings; the caller unrefs it. */
GHashTable *includes_parts(GPtrArray *sources);

#endif
