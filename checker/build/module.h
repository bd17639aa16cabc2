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

/* Kbuild's dry run for the module in a view of it: struct compile *, paths in
 * terms of the real directory. NULL and error if it lists nothing. */
GPtrArray *module_dry_run(const char *directory, const struct kernel *kernel,
			  const char *folder, GError **error);

#endif
