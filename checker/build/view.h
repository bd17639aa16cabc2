/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A view of a directory: real folders, symbolic links for files, so that make
 * may write beside the sources without writing into the user's tree.
 */
#ifndef KMCHECK_BUILD_VIEW_H
#define KMCHECK_BUILD_VIEW_H

#include <glib.h>
#include <stdbool.h>

#include "build/recipe.h"

struct view {
	char *root;		/* folder of our own that holds everything */
	char *real_base;	/* this real folder … */
	char *view_base;	/* … is seen here */
	char *path;		/* the directory asked for, in the view */
};

/*
 * View a module's directory. Its files are linked one by one (without what a
 * build left there); a few ancestors are there too, their other entries as
 * links, so that ../common is found. parent: an existing folder of ours.
 */
struct view *view_of_module(const char *directory, const char *parent,
			    GError **error);

/* The same with nothing in the directory yet. */
struct view *view_empty(const char *directory, const char *parent,
			GError **error);

/* View a kernel tree that is configured in place, without its .config and
 * generated folders, at `path` (made new). */
struct view *view_of_tree(const char *tree, const char *path, GError **error);

/* The same for everything in a compile command. */
void view_real_compile(const struct view *view, struct compile *compile);

/* Remove the view's folder and free it. */
void view_remove(struct view *view);
/* Free it, the folder stays. */
void view_free(struct view *view);

#endif
