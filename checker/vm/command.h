/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One way to run a tool (apt, dpkg, make, a compiler): no shell, no standard
 * input, a time limit, and its last words in the error if it fails.
 */
#ifndef KMCHECK_VM_COMMAND_H
#define KMCHECK_VM_COMMAND_H

#include <glib.h>
#include <stdbool.h>

#define VM_ERROR (vm_error_quark())
GQuark vm_error_quark(void);
enum vm_error {
	VM_ERROR_MISSING,	/* a tool or package is not there: a skip */
	VM_ERROR_COMMAND,	/* a tool failed */
	VM_ERROR_BOOT,		/* a kernel did not come up */
};

/* Run argv in directory (NULL: here). Its output (both streams) goes to
 * *output if that is not NULL, also when it fails; the caller frees it. False
 * and error if it could not be started, failed, or took longer than
 * limit_seconds. */
bool command_run(const char *const *argv, const char *directory,
		 guint limit_seconds, char **output, GError **error);

/* The line that matters of a tool's last words: a compiler's first error, else
 * the first line. The caller frees it. */
char *command_first_error(const char *message);

/* A child's set-up: it does not outlive us. data is not used. */
void command_die_with_us(gpointer data);

/* True if the program is in PATH; else error names it and its package. */
bool command_have(const char *program, const char *package, GError **error);

#endif
