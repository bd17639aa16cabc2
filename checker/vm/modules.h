/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * External modules: building them against a kernel's headers, reading what a
 * built one depends on, and finding those modules in the kernel's own.
 */
#ifndef KMCHECK_VM_MODULES_H
#define KMCHECK_VM_MODULES_H

#include <glib.h>
#include <stdbool.h>

#include "vm/kernels.h"

/* Build what the Kbuild of directory says; as much of it as compiles, if
 * keep_going. False and make's last words if any of it failed; *output (may
 * be NULL) is all make said, set either way, freed by the caller. */
bool module_build(const struct vm_kernel *kernel, const char *directory,
		  bool keep_going, char **output, GError **error);

/* False and error, naming the package, if modules cannot be built. */
bool module_tools(const struct vm_arch *arch, GError **error);

/* Compile the guest's init (a static program) to path. */
bool module_build_init(const struct vm_arch *arch, const char *source,
		       const char *path, GError **error);

/* The kernel's own modules by name; keys with `_`, values paths. */
GHashTable *module_index(const struct vm_kernel *kernel);

/* A module's image, decompressed. NULL and error if it cannot be read. */
GBytes *module_read(const char *path, GError **error);

/* Names that a module image depends on directly (strv). */
char **module_depends(GBytes *image);

/* What must be loaded before image, in load order, from index: appends GBytes
 * to images and names (strings) to names, once each. A name that is not in
 * the index is built in. */
bool module_closure(GHashTable *index, GBytes *image, GPtrArray *images,
		    GPtrArray *names, GError **error);

#endif
