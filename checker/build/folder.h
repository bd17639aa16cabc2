/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMCHECK_BUILD_FOLDER_H
#define KMCHECK_BUILD_FOLDER_H

/* What a file in a folder holds, or NULL. The caller frees it. */
char *folder_text(const char *folder, const char *name);
/* Remove a folder of ours (or a file) with everything in it, following no
 * link. */
void remove_folder(const char *path);

#endif
