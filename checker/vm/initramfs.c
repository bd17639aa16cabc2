// SPDX-License-Identifier: GPL-2.0-only
/* cpio by libarchive. */
#include <archive.h>
#include <archive_entry.h>

#include "vm/command.h"
#include "vm/initramfs.h"

struct initramfs {
	struct archive *archive;
	GError *error;
};

static void keep_error(struct initramfs *fs, const char *name)
{
	if (!fs->error)
		fs->error = g_error_new(VM_ERROR, VM_ERROR_COMMAND,
					"initramfs: %s: %s", name,
					archive_error_string(fs->archive));
}

struct initramfs *initramfs_new(const char *path, GError **error)
{
	struct initramfs *fs = g_new0(struct initramfs, 1);

	fs->archive = archive_write_new();
	archive_write_set_format_cpio_newc(fs->archive);
	if (archive_write_open_filename(fs->archive, path) == ARCHIVE_OK)
		return fs;
	keep_error(fs, path);
	initramfs_close(fs, error);
	return NULL;
}

static void add_entry(struct initramfs *fs, struct archive_entry *entry,
		      gconstpointer data, gsize length)
{
	/* A time stamp would make equal images differ. */
	archive_entry_set_mtime(entry, 0, 0);
	if (archive_write_header(fs->archive, entry) != ARCHIVE_OK ||
	    (length > 0 &&
	     archive_write_data(fs->archive, data, length) !=
		     (la_ssize_t)length))
		keep_error(fs, archive_entry_pathname(entry));
	archive_entry_free(entry);
}

static struct archive_entry *entry_new(const char *name, guint type, guint mode)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, mode);
	archive_entry_set_nlink(entry, 1);
	archive_entry_set_size(entry, 0);
	return entry;
}

void initramfs_add_folder(struct initramfs *fs, const char *name)
{
	add_entry(fs, entry_new(name, AE_IFDIR, 0755), NULL, 0);
}

void initramfs_add_console(struct initramfs *fs)
{
	struct archive_entry *entry = entry_new("dev/console", AE_IFCHR, 0600);

	archive_entry_set_rdevmajor(entry, 5);
	archive_entry_set_rdevminor(entry, 1);
	add_entry(fs, entry, NULL, 0);
}

void initramfs_add(struct initramfs *fs, const char *name, guint mode,
		   gconstpointer data, gsize length)
{
	struct archive_entry *entry = entry_new(name, AE_IFREG, mode);

	archive_entry_set_size(entry, (la_int64_t)length);
	add_entry(fs, entry, data, length);
}

bool initramfs_close(struct initramfs *fs, GError **error)
{
	bool ok;

	if (archive_write_close(fs->archive) != ARCHIVE_OK)
		keep_error(fs, "end");
	archive_write_free(fs->archive);
	ok = !fs->error;
	if (!ok)
		g_propagate_error(error, fs->error);
	g_free(fs);
	return ok;
}
