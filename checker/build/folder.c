// SPDX-License-Identifier: GPL-2.0-only
#include "build/folder.h"

#include <ftw.h>
#include <glib.h>
#include <stdio.h>

/* Folders held open at a time. */
#define MAX_OPEN 16

char *folder_text(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text;
}

static int remove_entry(const char *path, const struct stat *st, int type,
			struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

void remove_folder(const char *path)
{
	nftw(path, remove_entry, MAX_OPEN, FTW_DEPTH | FTW_PHYS);
}
