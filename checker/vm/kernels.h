/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernels that can be booted and built against: Debian's packages, fetched by
 * apt (which verifies them) into the cache folder and unpacked there, never
 * installed; or one that is already on this machine.
 *
 * Mirrors are those of the machine's own apt sources, read at run time.
 */
#ifndef KMCHECK_VM_KERNELS_H
#define KMCHECK_VM_KERNELS_H

#include <glib.h>
#include <stdbool.h>

#include "vm/qemu.h"

struct vm_kernel {
	const struct vm_arch *arch;
	char *release;		/* uname -r: "6.1.0-56-amd64" */
	char *version;		/* "6.1.192" */
	char *image;		/* what QEMU boots */
	char *modules;		/* folder of its own modules, or NULL */
	char *build;		/* its headers: where modules are built */
};

/* A kernel of the test matrix. */
struct vm_kernel_package {
	const char *name;	/* "6.1 amd64" */
	const char *suite;	/* Debian release */
	const char *arch;	/* dpkg's name */
	const char *series;	/* "6.1" */
	const char *flavour;	/* "powerpc64le-64k" */
	bool is_core;		/* of the short matrix */
};

/* The matrix; *length rows. */
const struct vm_kernel_package *vm_kernel_matrix(guint *length);

/* Fetch (unless cached below cache_dir) and unpack one of the matrix. NULL
 * and error if it cannot be had; VM_ERROR_MISSING if only something that
 * could be installed is missing. vm_kernel_free() it. */
struct vm_kernel *vm_kernel_fetch(const struct vm_kernel_package *package,
				  const char *cache_dir, GError **error);

/* The kernel that belongs to a build folder: its own image if it was built
 * there; the installed one of that release; else Debian's package of exactly
 * that release. Where there is none (a kernel tree that was only configured),
 * the packaged kernel of the same series and architecture, with its own
 * headers. */
struct vm_kernel *vm_kernel_for(const char *build, const char *arch,
				const char *version, const char *cache_dir,
				GError **error);

void vm_kernel_free(struct vm_kernel *kernel);

#endif
