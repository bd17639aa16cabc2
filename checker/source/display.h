/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Paths as the user gave them: what lies below a PATH of the command line is
 * shown below it, the rest absolute.
 */
#ifndef KMCHECK_SOURCE_DISPLAY_H
#define KMCHECK_SOURCE_DISPLAY_H

#include <glib.h>

struct display;

/* paths: the command line's, NULL-terminated, relative to the current
 * directory or absolute. */
struct display *display_new(const char *const *paths);
void display_free(struct display *display);
/* The caller frees the result. */
char *display_path(const struct display *display, const char *absolute);
/* And back: absolute, no link on the way where the file exists. The caller
 * frees it. */
char *display_real(const char *path);
/* PATH number i, with no link in it; NULL behind the last. display NULL: there
 * are none. */
const char *display_root(const struct display *display, guint i);
/* What a path is below a folder ("" for itself), part of the path; or NULL.
 * Both absolute. */
const char *display_below(const char *path, const char *folder);

#endif
