/* SPDX-License-Identifier: GPL-2.0-only */
/* The rewritten module, built and loaded. */
#ifndef KMCHECK_VM_REWRITE_H
#define KMCHECK_VM_REWRITE_H

#include "checks/finding.h"
#include "vm/kernels.h"

/* Copy module_dir below work_dir, apply every offered fix to the copy, build
 * it for kernel, load and unload what can be loaded, and add what came of it
 * to the verdicts of the findings that offered them. */
void rewrite_verify(struct run_report *run, const struct vm_kernel *kernel,
		    const char *module_dir, const char *work_dir);

#endif
