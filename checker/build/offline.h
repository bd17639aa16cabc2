/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be known of a build without running make: the commands that Kbuild
 * left beside objects, and what a module's makefile says as plain text.
 */
#ifndef KMCHECK_BUILD_OFFLINE_H
#define KMCHECK_BUILD_OFFLINE_H

#include "build/recipe.h"

/* Commands of every .foo.o.cmd at or below `root`; directory: where that build
 * ran. struct compile *, sorted by source, may be empty. */
GPtrArray *offline_commands(const char *root, const char *directory);

/* The units of the modules that `directory` makes, with no options at all:
 * composite objects and subdirectories followed, conditions not evaluated. */
GPtrArray *offline_module(const char *directory);

#endif
