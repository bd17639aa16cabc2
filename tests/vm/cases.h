/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Labelled cases that say what a kernel does with them. In a case,
 *
 *	test-vm: warns		the module loads, its log has a warning
 *	test-vm: silent		it loads, and its log is silent
 *	test-vm: caught		what it does is noticed, at the least by a warning
 *	vm: works		what __km_got() is told of on this line was granted
 *	vm: fails		it was not
 *	vm: fails, then works	it was not; rewritten by kmcheck it is
 */
#ifndef KMCHECK_TESTS_VM_CASES_H
#define KMCHECK_TESTS_VM_CASES_H

#include "vm/vm.h"

enum case_form { CASE_WRITTEN, CASE_REWRITTEN, CASE_FORM_COUNT };

struct vm_case {
	char *name;
	enum { CASE_SILENT, CASE_WARNS, CASE_CAUGHT } log;
	GArray *answers;	/* struct answer */
	struct vm_module *modules[CASE_FORM_COUNT];
};

/* Read the cases of a folder, and build them in work_dir: as they are written,
 * and as kmcheck rewrites them for that kernel. The boundless growth of a
 * request stays: rewritten, it would take all memory there is. NULL and error
 * if that fails; else struct vm_case *. */
GPtrArray *cases_build(const char *folder, const char *kmcheck,
		       const struct vm_kernel *kernel, const char *work_dir,
		       const char *km_header, GError **error);

/* Make a module of each form of each case and append it to modules, which owns
 * it; those last that may take the machine down. */
void cases_add(GPtrArray *cases, const char *work_dir, GPtrArray *modules);

/* What was not as the marks say, or NULL. The caller frees it. */
char *case_judge(const struct vm_case *vm_case, enum case_form form);

#endif
