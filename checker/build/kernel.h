/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernels a program can be compiled against: found, and described from their
 * own .config and Makefile.
 */
#ifndef KMCHECK_BUILD_KERNEL_H
#define KMCHECK_BUILD_KERNEL_H

#include "build/build.h"

/* The kernel whose build folder (with .config) is `output`. NULL and error
 * ("… is not a configured kernel") if it is none. */
struct kernel *kernel_of_output(const char *output, GError **error);
struct kernel *kernel_builtin(const char *arch);
void kernel_free(struct kernel *kernel);

/* Read a file of CONFIG_X=… lines into the kernel. false if there is none. */
bool kernel_read_options(struct kernel *kernel, const char *path);

/* The user's name of the architecture a .config file is for, or NULL. */
char *config_file_arch(const char *path);

/* Is `path` the top of a kernel source tree? (not merely headers) */
bool is_kernel_tree(const char *path);
/* The tree that `path` is in or is; NULL if in none. The caller frees it. */
char *kernel_tree_of(const char *path);

/* The build directory for modules when --kdir says none: the running
 * kernel's, else that of the newest installed headers; NULL if none. */
char *kernel_default_output(void);

#endif
