/* SPDX-License-Identifier: GPL-2.0-only */
/* What kmcheck predicts: `--print-limits`, and its reading of a source. */
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

/* The size at which kmcheck, reading the source for the kernel of that build
 * folder, says that a growing request first fails. */
bool growth_predict(const char *kmcheck, const char *build, const char *source,
		    guint64 *bytes, GError **error);

#endif
