/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modules loaded on a real kernel, in a virtual machine without network or
 * host file system. What the kernel said while each was in comes back; a
 * module that takes the kernel down costs itself alone: the rest get another
 * boot. Devices that a module brings are opened and closed once.
 */
#ifndef KMCHECK_VM_VM_H
#define KMCHECK_VM_VM_H

#include <glib.h>
#include <stdbool.h>

#include "vm/kernels.h"

enum vm_outcome {
	VM_NOT_RUN,
	VM_PASSED,	/* loaded, reported no failure, unloaded */
	VM_FAILED,	/* did not load or unload, or reported "not ok" */
	VM_SILENT,	/* should have reported and did not */
	VM_FLOOD,	/* more log than anyone reads */
	VM_OOPS,
	VM_PANIC,
	VM_HANG,
	VM_OUTCOME_COUNT
};
const char *vm_outcome_name(enum vm_outcome outcome);

/* One module: what to do, and, after vm_run(), what came of it. */
struct vm_module {
	char *name;		/* the kernel's name of it */
	char *path;		/* its .ko */
	char *parameters;	/* "a=1 b=2" */
	bool must_report;	/* speaks with guest/report.h */
	enum vm_outcome outcome;
	char *reason;		/* unless VM_PASSED */
	GPtrArray *lines;	/* char *: in order; the log's are
				   "# <LEVEL> text", the rest its own */
};

/* name and parameters are copied; the module's name is that of path's file.
 * Freed by vm_module_free(). */
struct vm_module *vm_module_new(const char *path, const char *parameters,
				bool must_report);
void vm_module_free(struct vm_module *module);

/* The first line of the log that tells of trouble (a warning, a BUG, an oops,
 * a sanitizer or slab report), or NULL. Not an allocation that just failed. */
const char *vm_module_warning(const struct vm_module *module);

/* The first line of the log, of the kernel's level `warning` or worse, that a
 * well-behaved module does not cause; NULL if the log is silent. */
const char *vm_module_noise(const struct vm_module *module);

/* The module's own line "KEY VALUE": VALUE, or NULL. KEY "# open /dev/NAME:"
 * tells how opening a device that came with it went: "done" or an error. */
const char *vm_module_value(const struct vm_module *module, const char *key);

struct vm_options {
	const char *work_dir;		/* private; files stay for the curious */
	const char *kernel_parameters;	/* or NULL */
	guint boot_limit_seconds;	/* 0: a default */
	guint module_limit_seconds;	/* 0: a default */
	bool use_kvm;
};

/* Load the modules (struct vm_module *) in order. False and error if the
 * kernel cannot be booted at all; what a module does is its outcome. */
bool vm_run(const struct vm_kernel *kernel, GPtrArray *modules,
	    const struct vm_options *options, GError **error);

/* Does KVM really work: boot kernel with it, briefly. */
bool vm_probe_kvm(const struct vm_kernel *kernel, const char *work_dir);

/* Write the guest's file `name` (init.c, report.h, …) into directory. */
bool vm_guest_write(const char *name, const char *directory, GError **error);
/* Its text; owned by the binary. NULL if there is none of that name. */
const char *vm_guest_text(const char *name);

#endif
