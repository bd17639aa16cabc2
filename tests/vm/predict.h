/* SPDX-License-Identifier: GPL-2.0-only */
/* What `kmcheck --print-limits` predicts, row by row. */
#ifndef KMCHECK_TESTS_VM_PREDICT_H
#define KMCHECK_TESTS_VM_PREDICT_H

#include <glib.h>
#include <stdbool.h>

struct predicted {
	guint64 kmalloc_bytes;
	guint64 devres_bytes;	/* header of devm memory */
};

/* The default row for that kernel. False and error if kmcheck cannot be run
 * or has none. */
bool limits_predict(const char *kmcheck, const char *arch, const char *release,
		    guint64 page_bytes, struct predicted *predicted,
		    GError **error);

#endif
