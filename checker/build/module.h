/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Out-of-tree modules: what Kbuild would compile in a module's directory.
 */
#ifndef KMCHECK_BUILD_MODULE_H
#define KMCHECK_BUILD_MODULE_H

#include "build/build.h"

/* Does the directory's Kbuild or Makefile name modules (obj-m, obj-$(…))? */
bool is_module_directory(const char *directory);
/* The module directory that `path` is in or is, looking a few folders up;
 * NULL if there is none. The caller frees it. */
char *module_directory_of(const char *path);

struct planner;

/* Kbuild's commands for these files of `directory` (char *, absolute), as if
 * each were a module. struct compile *, or NULL and error. */
GPtrArray *module_files_dry_run(const struct planner *planner,
				const char *directory, GPtrArray *files,
				const struct kernel *kernel, GError **error);

#endif
