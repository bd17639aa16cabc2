/* SPDX-License-Identifier: GPL-2.0-only */
/* The generated unit as the machine runs it: gcc, a shared object, dlopen. */
#ifndef KMCHECK_TESTS_ORACLE_NATIVE_H
#define KMCHECK_TESTS_ORACLE_NATIVE_H

#include "seen.h"

/* Compile source (a file) and load it. NULL and error if it does not
 * compile. */
struct native *native_new(const char *source, GError **error);
void native_free(struct native *native);

/* Run f<function>. One at a time in a process: the hooks take no data. */
void native_run(struct native *native, guint function, const guint64 *args,
		struct seen_run *run);

#endif
