/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMCHECK_BUILD_FOLDER_H
#define KMCHECK_BUILD_FOLDER_H

/* Remove a folder of ours (or a file) with everything in it, following no
 * link. */
void remove_folder(const char *path);

#endif
