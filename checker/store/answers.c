// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file's text, one line each:
 *
 *	kmcheck-answers 1
 *	read <size> <modified> <changed> <path>
 *	answer <number, or "-" where there is none>
 */
#include "store/answers.h"

#include <string.h>
#include <sys/stat.h>

#define ANSWERS_MAGIC "kmcheck-answers 1"
#define NO_ANSWER "-"

/* Kbuild's names for the unit. */
static bool names_unit(const char *flag)
{
	return g_str_has_prefix(flag, "-DKBUILD_") ||
	       g_str_has_prefix(flag, "-D__KBUILD_");
}

static char **common_flags(const char *const *argv)
{
	GPtrArray *flags = g_ptr_array_new();

	for (; argv && *argv; argv++)
		if (!names_unit(*argv))
			g_ptr_array_add(flags, g_strdup(*argv));
	g_ptr_array_add(flags, NULL);
	return (char **)g_ptr_array_free(flags, FALSE);
}

static void key_add(GChecksum *key, const char *text)
{
	/* With the NUL, so that "ab" "c" is not "a" "bc". */
	g_checksum_update(key, (const guchar *)text, strlen(text) + 1);
}

static void key_add_list(GChecksum *key, const char *const *list)
{
	for (; list && *list; list++)
		key_add(key, *list);
	key_add(key, "");
}

static char *answers_path(const char *cache_dir,
			  const struct front_options *options,
			  const char *const *headers,
			  const char *const *expressions, guint n)
{
	g_autoptr(GChecksum) key = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *version = front_clang_version();

	key_add(key, version);
	key_add(key, options->directory ? options->directory : "");
	key_add_list(key, options->argv);
	key_add_list(key, headers);
	for (guint i = 0; i < n; i++)
		key_add(key, expressions[i]);
	return g_build_filename(cache_dir, "answers",
				g_checksum_get_string(key), NULL);
}

/* "read …" as it would be written of the file now. */
static char *file_line(const char *path)
{
	struct stat st;

	if (stat(path, &st))
		return g_strdup_printf("read - %s", path);
	return g_strdup_printf("read %lld %lld.%09ld %lld.%09ld %s",
			       (long long)st.st_size,
			       (long long)st.st_mtim.tv_sec,
			       st.st_mtim.tv_nsec,
			       (long long)st.st_ctim.tv_sec,
			       st.st_ctim.tv_nsec, path);
}

static bool file_is_same(const char *line)
{
	const char *path = strstr(line, " /");
	g_autofree char *now = path ? file_line(path + 1) : NULL;

	return now && !strcmp(now, line);
}

static bool read_answer(const char *text, guint64 *value, bool *known)
{
	*known = strcmp(text, NO_ANSWER) != 0;
	return !*known || g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64,
						     value, NULL);
}

static bool read_answers(const char *path, guint n, guint64 *values,
			 bool *known)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	guint n_read = 0;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return false;
	lines = g_strsplit(text, "\n", 0);
	if (!lines[0] || strcmp(lines[0], ANSWERS_MAGIC))
		return false;
	for (char **line = lines + 1; *line && **line; line++) {
		if (g_str_has_prefix(*line, "answer ") && n_read < n &&
		    read_answer(*line + strlen("answer "), &values[n_read],
				&known[n_read]))
			n_read++;
		else if (!file_is_same(*line))
			return false;
	}
	return n_read == n;
}

static void write_answers(const char *path, const GPtrArray *files, guint n,
			  const guint64 *values, const bool *known)
{
	g_autoptr(GString) text = g_string_new(ANSWERS_MAGIC "\n");
	g_autofree char *folder = g_path_get_dirname(path);

	for (guint i = 0; i < files->len; i++) {
		g_autofree char *line = file_line(files->pdata[i]);

		g_string_append_printf(text, "%s\n", line);
	}
	for (guint i = 0; i < n; i++) {
		if (known[i])
			g_string_append_printf(text, "answer %"
					       G_GUINT64_FORMAT "\n",
					       values[i]);
		else
			g_string_append(text, "answer " NO_ANSWER "\n");
	}
	/* the next run can ask again */
	if (!g_mkdir_with_parents(folder, 0700))
		g_file_set_contents(path, text->str, (gssize)text->len, NULL);
}

bool store_evaluate(const char *cache_dir, const struct front_options *options,
		    const char *const *headers,
		    const char *const *expressions, guint n,
		    guint64 *values, bool *known, GError **error)
{
	g_auto(GStrv) flags = common_flags(options->argv);
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	struct front_options asking = *options;
	g_autofree char *path = NULL;

	asking.argv = (const char *const *)flags;
	if (cache_dir)
		path = answers_path(cache_dir, &asking, headers, expressions,
				    n);
	if (path && read_answers(path, n, values, known))
		return true;
	if (!front_evaluate(&asking, headers, expressions, n, values, known,
			    files, error))
		return false;
	if (path)
		write_answers(path, files, n, values, known);
	return true;
}
