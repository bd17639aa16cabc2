// SPDX-License-Identifier: GPL-2.0-only
#include "build/maker.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

/* In how many folders, from the source's upwards, a project's makefile or
 * configure is looked for. */
#define MAKER_FOLDERS 4
#define MAKER_MAX_BYTES (2 << 20)

/* Files that may make others: what make reads, and what can be run. */
static bool may_make(const char *path, const char *name)
{
	static const char *const beginnings[] = { "Makefile", "Kbuild",
						  "configure", "dkms.conf" };
	static const char *const endings[] = { ".mk", ".sh", ".cmake",
					       ".Kbuild" };
	struct stat st;

	if (stat(path, &st) || !S_ISREG(st.st_mode) ||
	    st.st_size > MAKER_MAX_BYTES)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (g_str_has_prefix(name, beginnings[i]) ||
		    g_str_has_suffix(name, endings[i]))
			return true;
	return (st.st_mode & S_IXUSR) && !strchr(name, '.');
}

static bool speaks_of(const char *path, const char *header)
{
	g_autofree char *text = NULL;

	return g_file_get_contents(path, &text, NULL, NULL) &&
	       strstr(text, header);
}

/* The first by name, so that the answer is always the same. */
static char *maker_in(const char *folder, const char *header)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	char *first = NULL;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if ((first && strcmp(path, first) > 0) ||
		    !may_make(path, name) || !speaks_of(path, header))
			continue;
		g_free(first);
		first = g_steal_pointer(&path);
	}
	return first;
}

/* The folders in which a project's files may lie: that of `source`, and above. */
static GPtrArray *folders_of(const char *source)
{
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
	const char *at = source;

	for (guint i = 0; i < MAKER_FOLDERS; i++) {
		char *folder = g_path_get_dirname(at);

		g_ptr_array_add(folders, folder);
		at = folder;
	}
	return folders;
}

/* Then it is an include folder that is missing. */
static bool is_in_one(GPtrArray *folders, const char *header)
{
	for (guint i = 0; i < folders->len; i++) {
		g_autofree char *path =
			g_build_filename(folders->pdata[i], header, NULL);

		if (g_file_test(path, G_FILE_TEST_EXISTS))
			return true;
	}
	return false;
}

char *header_maker(const char *source, const char *header)
{
	g_autoptr(GPtrArray) folders = folders_of(source);
	g_autofree char *base = g_path_get_basename(header);
	char *maker = NULL;

	if (is_in_one(folders, header))
		return NULL;
	for (guint i = 0; i < folders->len && !maker; i++)
		maker = maker_in(folders->pdata[i], base);
	return maker;
}
