// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the precompiled header of a unit. In pch_dir, for each key: KEY.pch,
 * KEY.names, KEY.functions and KEY.files; KEY.seen, a byte for each unit that
 * could have used it; KEY.lock while a process makes it; KEY.bad if it could
 * not be made.
 */
#include "front/pch.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/pch_make.h"
#include "front/unit.h"

static bool is_path_flag(const char *flag)
{
	return !strcmp(flag, "-I") || !strcmp(flag, "-include") ||
	       !strcmp(flag, "-isystem");
}

/* An include folder of the kernel's, not one a driver adds for itself. */
static bool is_shared_folder(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 0);

	return g_strv_contains((const char *const *)parts, "include");
}

/* What of the flags goes into the header: all but the names that Kbuild gives
 * each unit and the folders a driver adds. `is_pair` if the next one too. */
bool pch_keeps_flag(const char *const *flag, bool *is_pair)
{
	const char *path;

	*is_pair = flag[1] && is_path_flag(*flag);
	if (g_str_has_prefix(*flag, "-DKBUILD_") ||
	    g_str_has_prefix(*flag, "-D__KBUILD_") ||
	    g_str_has_prefix(*flag, "-W"))
		return false;
	if (!g_str_has_prefix(*flag, "-I"))
		return true;
	path = *is_pair ? flag[1] : *flag + 2;
	return is_shared_folder(path);
}

static char *pch_key(const struct front_options *options)
{
	g_autoptr(GChecksum) key = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *version = front_clang_version();
	const char *const *flag = options->argv;
	bool is_pair;

	g_checksum_update(key, (const guchar *)version, -1);
	if (options->directory)
		g_checksum_update(key, (const guchar *)options->directory,
				  strlen(options->directory) + 1);
	for (; flag && *flag; flag += is_pair ? 2 : 1) {
		if (!pch_keeps_flag(flag, &is_pair))
			continue;
		for (guint i = 0; i <= is_pair; i++)
			g_checksum_update(key, (const guchar *)flag[i],
					  strlen(flag[i]) + 1);
	}
	for (flag = options->pch_headers; *flag; flag++)
		g_checksum_update(key, (const guchar *)*flag,
				  strlen(*flag) + 1);
	return g_strdup(g_checksum_get_string(key));
}

/* Note one more unit with these flags; how many there have been. */
static guint64 count_unit(const char *base)
{
	g_autofree char *path = g_strconcat(base, ".seen", NULL);
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct stat st = { 0 };

	if (fd < 0)
		return 0;
	if (write(fd, "+", 1) == 1)
		fstat(fd, &st);
	close(fd);
	return st.st_size;
}

/* Only one process makes a header; the others do without meanwhile. A lock
 * whose owner died stays: the header is then never made. */
static bool take_lock(const char *base)
{
	g_autofree char *lock = g_strconcat(base, ".lock", NULL);
	int fd = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static void release_lock(const char *base)
{
	g_autofree char *lock = g_strconcat(base, ".lock", NULL);

	g_unlink(lock);
}

static bool exists(const char *base, const char *suffix)
{
	g_autofree char *path = g_strconcat(base, suffix, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void mark_bad(const char *base)
{
	g_autofree char *path = g_strconcat(base, ".bad", NULL);

	g_file_set_contents(path, "", 0, NULL);
}

static bool is_made(const char *base, const struct front_options *options)
{
	if (exists(base, ".bad"))
		return false;
	if (exists(base, ".pch"))
		return true;
	if (count_unit(base) < PCH_AFTER_UNITS || !take_lock(base))
		return false;
	if (!pch_make(options, base))
		mark_bad(base);
	release_lock(base);
	return exists(base, ".pch");
}

static GMappedFile *map(const char *base, const char *suffix)
{
	g_autofree char *path = g_strconcat(base, suffix, NULL);

	return g_mapped_file_new(path, FALSE, NULL);
}

void pch_free(struct pch *pch)
{
	if (!pch)
		return;
	g_clear_pointer(&pch->names, g_mapped_file_unref);
	g_clear_pointer(&pch->functions, g_mapped_file_unref);
	g_clear_pointer(&pch->files, g_mapped_file_unref);
	g_free(pch->path);
	g_free(pch->wanted_path);
	g_free(pch);
}

void pch_discard(const struct pch *pch)
{
	g_unlink(pch->path);
}

/* Binary search in sorted lines. */
static bool has_line(GMappedFile *file, const char *word, gsize n)
{
	const char *begin = g_mapped_file_get_contents(file);
	const char *end = begin + g_mapped_file_get_length(file);

	while (begin < end) {
		const char *line = begin + (end - begin) / 2, *stop;
		gsize length;
		int order;

		while (line > begin && line[-1] != '\n')
			line--;
		stop = memchr(line, '\n', end - line);
		if (!stop)
			return false;
		length = stop - line;
		order = memcmp(word, line, MIN(n, length));
		if (!order)
			order = n < length ? -1 : n > length;
		if (!order)
			return true;
		if (order < 0)
			end = line;
		else
			begin = stop + 1;
	}
	return false;
}

GHashTable *pch_read_wanted(const struct pch *pch)
{
	GHashTable *wanted = g_hash_table_new_full(g_str_hash, g_str_equal,
						   g_free, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(pch->wanted_path, &text, NULL, NULL))
		return wanted;
	lines = g_strsplit(text, "\n", 0);
	for (guint i = 0; lines[i]; i++)
		if (pch_declares(pch, lines[i]))
			g_hash_table_add(wanted, g_strdup(lines[i]));
	return wanted;
}

/* The whole set at once: what another process wrote meanwhile may be lost, and
 * is then found wanting again. */
void pch_write_wanted(const struct pch *pch, GHashTable *wanted)
{
	g_autoptr(GString) text = g_string_new(NULL);
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, wanted);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_string_append_printf(text, "%s\n", (char *)name);
	g_file_set_contents(pch->wanted_path, text->str, text->len, NULL);
}

bool pch_declares(const struct pch *pch, const char *function)
{
	return has_line(pch->functions, function, strlen(function));
}

void pch_list_files(const struct pch *pch, GPtrArray *files)
{
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash,
						       g_str_equal);
	g_autofree char *text = g_strndup(
		g_mapped_file_get_contents(pch->files),
		g_mapped_file_get_length(pch->files));
	g_auto(GStrv) lines = g_strsplit(text, "\n", 0);

	for (guint i = 0; i < files->len; i++)
		g_hash_table_add(known, files->pdata[i]);
	for (guint i = 0; lines[i]; i++)
		if (*lines[i] && !g_hash_table_contains(known, lines[i]))
			g_ptr_array_add(files, (gpointer)ir_intern(lines[i]));
}

/* Does a line of the unit's own text define or undefine a name that matters
 * in the headers, or include a file that does? */
static bool is_forbidden(const struct pch *pch, const char *text,
			 const char *folder, guint depth);

static bool forbids_include(const struct pch *pch, const char *at,
			    const char *end, const char *folder, guint depth)
{
	const char *close = *at == '"' ? memchr(at + 1, '"', end - at - 1) :
					 NULL;
	g_autofree char *name = close ? g_strndup(at + 1, close - at - 1) :
					NULL;
	g_autofree char *path = name ? g_build_filename(folder, name, NULL) :
				       NULL;
	g_autofree char *text = NULL, *inner = NULL;

	if (!path || !g_file_get_contents(path, &text, NULL, NULL))
		return false;
	inner = g_path_get_dirname(path);
	return depth > 8 || is_forbidden(pch, text, inner, depth + 1);
}

static bool forbids_directive(const struct pch *pch, const char *at,
			      const char *end, const char *folder,
			      guint depth)
{
	gsize n;

	at = text_skip_space(at, end);
	n = text_identifier(at, end);
	if (text_is_word(at, end, "include"))
		return forbids_include(pch, text_skip_space(at + n, end), end,
				       folder, depth);
	if (!text_is_word(at, end, "define") && !text_is_word(at, end, "undef"))
		return false;
	at = text_skip_space(at + n, end);
	n = text_identifier(at, end);
	return n && has_line(pch->names, at, n);
}

static bool is_forbidden(const struct pch *pch, const char *text,
			 const char *folder, guint depth)
{
	const char *end = text + strlen(text), *at = text;

	while (at < end) {
		at = text_skip_space(at, end);
		if (at < end && *at == '#' &&
		    forbids_directive(pch, at + 1, end, folder, depth))
			return true;
		at = at < end ? memchr(at, '\n', end - at) : NULL;
		if (!at)
			break;
	}
	return false;
}

static struct pch *open_pch(const char *base)
{
	struct pch *pch = g_new0(struct pch, 1);

	pch->path = g_strconcat(base, ".pch", NULL);
	pch->wanted_path = g_strconcat(base, ".wanted", NULL);
	pch->names = map(base, ".names");
	pch->functions = map(base, ".functions");
	pch->files = map(base, ".files");
	if (pch->names && pch->functions && pch->files)
		return pch;
	pch_free(pch);
	return NULL;
}

struct pch *pch_for(const struct front_options *options,
		    const char *main_text)
{
	g_autofree char *key = NULL, *base = NULL, *path = NULL;
	g_autofree char *folder = NULL;
	struct pch *pch;

	/* An overlay may stand for one of the headers. */
	if (options->no_pch || !options->pch_dir || !options->pch_headers ||
	    options->n_overlays || options->expect_missing_headers)
		return NULL;
	key = pch_key(options);
	base = g_build_filename(options->pch_dir, key, NULL);
	if (!is_made(base, options))
		return NULL;
	pch = open_pch(base);
	path = front_absolute(options->directory, options->path);
	folder = g_path_get_dirname(path);
	if (!pch || !is_forbidden(pch, main_text, folder, 0))
		return pch;
	pch_free(pch);
	return NULL;
}
