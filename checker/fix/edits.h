/* SPDX-License-Identifier: GPL-2.0-only */
/* The edits of all offered fixes, by file. */
#ifndef KMCHECK_FIX_EDITS_H
#define KMCHECK_FIX_EDITS_H

#include "checks/finding.h"
#include "source/source.h"

struct file_edits {
	char *path;			/* as findings name it */
	char *absolute;
	GPtrArray *edits;		/* const struct edit *: sorted,
					   disjoint, each once */
};

/* struct file_edits *, by path, owned. A finding whose edits overlap other
 * edits of an earlier one is left out as a whole. */
GPtrArray *edits_by_file(const GPtrArray *findings);

/* The text with the edits made. NULL if one does not fit the text. */
GString *edits_apply(const struct file_edits *file, const char *text);

#endif
