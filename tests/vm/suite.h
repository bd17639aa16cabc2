/* SPDX-License-Identifier: GPL-2.0-only */
/* One kernel's tests: subtests of one line of the KTAP summary. */
#ifndef KMCHECK_TESTS_VM_SUITE_H
#define KMCHECK_TESTS_VM_SUITE_H

#include "rulebase/rulebase.h"
#include "table.h"
#include "vm/vm.h"

struct suite {
	const char *name;		/* of the kernel */
	const char *kmcheck;		/* the program under test */
	const char *modules;		/* folder of the test modules' source */
	const char *samples;		/* folder of the sample modules */
	const char *cases;		/* folder of the marked cases */
	const struct rulebase *rules;
	const struct vm_kernel *kernel;
	char *work_dir;
	bool use_kvm;
	guint count, failed;
	GString *text;			/* KTAP, appended to */
	struct tables *tables;		/* rows appended to */
};

/* Run all of it. False and error if the kernel could not be built for or
 * booted. Suites of different kernels can run at the same time. */
bool suite_run(struct suite *suite, GError **error);

#endif
