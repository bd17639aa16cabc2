/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is kept of a dry run between runs: the compile commands, and the files
 * they depend on (makefiles, Kconfig, the configuration) as they were.
 */
#ifndef KMCHECK_BUILD_STATE_H
#define KMCHECK_BUILD_STATE_H

#include <glib.h>

/* The commands kept in `path` (struct compile *), or NULL if there are none,
 * or a file they depend on has changed. */
GPtrArray *state_read(const char *path);

/* Keep them. They depend on the makefiles and Kconfig files below `tree`, and
 * on `config` unless that is NULL. Failing to write costs time only. */
void state_write(const char *path, GPtrArray *compiles, const char *tree,
		 const char *config);

#endif
