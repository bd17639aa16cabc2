/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Running make: the only place where code of the scanned tree is executed.
 */
#ifndef KMCHECK_BUILD_MAKE_H
#define KMCHECK_BUILD_MAKE_H

#include <glib.h>
#include <stdbool.h>

struct make_result {
	char *output;		/* standard output */
	char *errors;		/* standard error */
	int status;		/* 0: make succeeded */
};

/* Run make in `directory` with these arguments (NULL-terminated), and these
 * X=Y added to the environment (or NULL). false and error only if it cannot be
 * started; see result->status for the rest. */
bool make_run(const char *directory, const char *const *arguments,
	      const char *const *environment, struct make_result *result,
	      GError **error);
void make_result_release(struct make_result *result);

/* Can Kbuild work in a folder of that name? */
bool make_takes_path(const char *path);

/* Why make failed, in one line: a missing tool with its Debian package, else
 * make's own first complaint. The caller frees it. */
char *make_complaint(const struct make_result *result);

#endif
