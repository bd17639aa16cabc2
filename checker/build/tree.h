/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel source trees: configured and dry-run in a private output folder,
 * whatever state the user's tree is in.
 */
#ifndef KMCHECK_BUILD_TREE_H
#define KMCHECK_BUILD_TREE_H

#include "build/planner.h"

struct tree {
	struct kernel *kernel;	/* owned by the plan */
	GPtrArray *compiles;	/* struct compile *: every unit that the
				   configuration builds */
	char *output;		/* the private output folder */
	int lock;		/* held while the folder is in use */
};

/* Does this build folder belong to the tree? */
bool tree_is_output(const char *folder, const char *source);
/* NULL and error if the tree cannot be configured or lists nothing. */
struct tree *tree_open(struct planner *planner, const char *source,
		       GError **error);
void tree_free(struct tree *tree);

#endif
