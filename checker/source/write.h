/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KMCHECK_SOURCE_WRITE_H
#define KMCHECK_SOURCE_WRITE_H

#include <glib.h>
#include <stdbool.h>

/*
 * Write text to the file that the user named. A plain file is replaced at once
 * and never seen half-written, a link stays and its file is replaced; what is
 * neither (a device, a pipe) is written to. False and error, with the path.
 */
bool write_text(const char *path, const char *text, gsize length,
		GError **error);

#endif
