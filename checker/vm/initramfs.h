/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The root file system of one boot: a newc cpio archive, written from memory.
 */
#ifndef KMCHECK_VM_INITRAMFS_H
#define KMCHECK_VM_INITRAMFS_H

#include <glib.h>
#include <stdbool.h>

struct initramfs;

/* NULL and error if path cannot be written. */
struct initramfs *initramfs_new(const char *path, GError **error);

/* Entries, in the order the kernel unpacks them: a folder before its files.
 * Names have no leading slash. Errors are kept and come out at the end. */
void initramfs_add_folder(struct initramfs *fs, const char *name);
void initramfs_add_console(struct initramfs *fs);
void initramfs_add(struct initramfs *fs, const char *name, guint mode,
		   gconstpointer data, gsize length);

/* Finish the file and free fs; false and the first error of any entry. */
bool initramfs_close(struct initramfs *fs, GError **error);

#endif
