/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * --verify: what a booted kernel says about each finding, and about the
 * rewrite of the module.
 */
#ifndef KMCHECK_VM_VERIFY_H
#define KMCHECK_VM_VERIFY_H

#include <glib.h>
#include <stdbool.h>

#include "checks/finding.h"

struct vm_request {
	const char *build;		/* kernel build folder or headers */
	const char *cache_dir;		/* kernels and work go to its vm/ */
	const char *module_dir;		/* what was scanned, if it is one
					   module's folder; else NULL */
	bool with_rewrites;		/* --diff, --fix: build and load the
					   rewritten module too. Needs
					   module_dir and edits in their
					   original state */
	bool no_exec;			/* run nothing of the scanned tree: a
					   packaged kernel, and no rewrites */
	void (*progress)(const char *what, void *data);	/* or NULL */
	void *progress_data;
};

/* Make the requests of every finding that has a size, on the kernel that
 * belongs to the build folder, and fill finding->verified: result is what the
 * call did ("kmalloc(8388608) returned NULL on 6.1.192 x86_64 (order 11 > 10)"),
 * log the kernel's warning, or "". Where that cannot be done (no image, no
 * QEMU, no compiler, no such call) kernel and arch are NULL and result says
 * "not verified: why". False and error only if the cache cannot be written. */
bool vm_verify(struct run_report *run, const struct vm_request *request,
	       GError **error);

#endif
