/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * compile_commands.json, read and written.
 */
#ifndef KMCHECK_BUILD_DATABASE_H
#define KMCHECK_BUILD_DATABASE_H

#include "build/build.h"
#include "build/recipe.h"

#define DATABASE_NAME "compile_commands.json"

/* The database of a -p argument (the file or its folder), or NULL. */
char *database_at(const char *path);
/* The nearest database in `directory` or above it, or NULL. */
char *database_above(const char *directory);

/* struct compile * of every C file it lists, in its order. NULL and error if
 * it cannot be read or is not a database. Files that are gone are left out;
 * *n_stale counts them. */
GPtrArray *database_read(const char *path, guint *n_stale, GError **error);

#endif
