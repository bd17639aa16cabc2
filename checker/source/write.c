// SPDX-License-Identifier: GPL-2.0-only
#include "source/write.h"

#include <errno.h>
#include <stdlib.h>
#include <stdio.h>
#include <sys/stat.h>

#include "build/build.h"

static bool fail(const char *path, int number, GError **error)
{
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "%s: cannot be written: %s", path, g_strerror(number));
	return false;
}

static bool write_into(const char *path, const char *text, gsize length,
		       GError **error)
{
	FILE *file = fopen(path, "we");
	bool ok;

	if (!file)
		return fail(path, errno, error);
	ok = fwrite(text, 1, length, file) == length;
	if (fclose(file) || !ok)
		return fail(path, errno, error);
	return true;
}

static bool replace(const char *path, const char *text, gsize length,
		    GError **error)
{
	g_autofree char *target = realpath(path, NULL);
	g_autofree char *folder = g_path_get_dirname(target ? target : path);
	g_autoptr(GError) wrong = NULL;

	if (!*path)
		return fail("''", ENOENT, error);
	if (!g_file_test(folder, G_FILE_TEST_EXISTS))
		return fail(path, ENOENT, error);
	if (g_file_set_contents(target ? target : path, text, (gssize)length,
				&wrong))
		return true;
	/* a file that may be written in a folder that may not */
	return write_into(path, text, length, error);
}

bool write_text(const char *path, const char *text, gsize length,
		GError **error)
{
	struct stat st;

	if (!stat(path, &st) && !S_ISREG(st.st_mode))
		return write_into(path, text, length, error);
	return replace(path, text, length, error);
}
