// SPDX-License-Identifier: GPL-2.0-only
/* Write edits: each file is replaced as a whole, or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fix/edits.h"
#include "fix/fix.h"

struct planned_file {
	char *path;		/* real path: a link stays a link */
	GString *text;
	mode_t mode;
	uid_t uid;
	gid_t gid;
};

static void planned_file_free(gpointer p)
{
	struct planned_file *file = p;

	free(file->path);
	if (file->text)
		g_string_free(file->text, TRUE);
	g_free(file);
}

static bool fail(GError **error, const char *path, const char *what)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path,
		    what);
	return false;
}

/* The file on disk is still what was read, and the edits fit it. */
static bool plan_file(const struct file_edits *edits,
		      struct source_set *sources, struct planned_file *out,
		      GError **error)
{
	const char *text = source_text(sources, edits->absolute, error);
	const char *checksum = source_checksum(sources, edits->absolute);
	g_autofree char *now = NULL, *sum = NULL;
	gsize length_bytes;
	struct stat st;

	if (!text)
		return false;
	if (!checksum)
		return fail(error, edits->path,
			    "what was checked is not the file on disk");
	out->path = realpath(edits->absolute, NULL);
	if (!out->path || stat(out->path, &st))
		return fail(error, edits->path, g_strerror(errno));
	if (!g_file_get_contents(out->path, &now, &length_bytes, error))
		return false;
	sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
					  (const guchar *)now, length_bytes);
	if (strcmp(sum, checksum))
		return fail(error, edits->path,
			    "changed since it was read; nothing was written");
	out->text = edits_apply(edits, now);
	if (!out->text)
		return fail(error, edits->path, "the edits do not fit it");
	out->mode = st.st_mode & 07777;
	out->uid = st.st_uid;
	out->gid = st.st_gid;
	return true;
}

static bool write_all(int fd, const char *text, gsize length_bytes)
{
	while (length_bytes) {
		ssize_t n = write(fd, text, length_bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text += n;
		length_bytes -= (gsize)n;
	}
	return true;
}

static void sync_directory(const char *directory)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static bool write_file(const struct planned_file *file, GError **error)
{
	g_autofree char *directory = g_path_get_dirname(file->path);
	g_autofree char *name = g_path_get_basename(file->path);
	g_autofree char *temporary = g_strdup_printf("%s/.%s.kmcheck-XXXXXX",
						     directory, name);
	int fd = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0600);
	bool done;

	if (fd < 0)
		return fail(error, file->path, g_strerror(errno));
	/* Another owner cannot always be kept; the mode can. */
	done = (!fchown(fd, file->uid, file->gid) || errno == EPERM) &&
	       write_all(fd, file->text->str, file->text->len) &&
	       !fchmod(fd, file->mode) && !fsync(fd);
	done = !close(fd) && done;
	if (!done || rename(temporary, file->path)) {
		int saved = errno;

		unlink(temporary);
		return fail(error, file->path, g_strerror(saved));
	}
	sync_directory(directory);
	return true;
}

bool fix_apply(const GPtrArray *findings, struct source_set *sources,
	       GError **error)
{
	g_autoptr(GPtrArray) files = edits_by_file(findings);
	g_autoptr(GPtrArray) planned =
		g_ptr_array_new_with_free_func(planned_file_free);

	for (guint i = 0; i < files->len; i++) {
		struct planned_file *file = g_new0(struct planned_file, 1);

		g_ptr_array_add(planned, file);
		if (!plan_file(files->pdata[i], sources, file, error))
			return false;
	}
	for (guint i = 0; i < planned->len; i++)
		if (!write_file(planned->pdata[i], error))
			return false;
	return true;
}
