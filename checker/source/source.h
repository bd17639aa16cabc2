/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one way to read source text: files, or overlays laid over them (staged
 * content, planned edits, generated files). Texts are cached and owned by the
 * source set.
 */
#ifndef KMCHECK_SOURCE_SOURCE_H
#define KMCHECK_SOURCE_SOURCE_H

#include <glib.h>
#include <stdbool.h>

struct source_set;

struct source_set *source_set_new(void);
void source_set_free(struct source_set *set);

/* Lay text over path (both copied). */
void source_overlay(struct source_set *set, const char *path,
		    const char *text);
/* NULL and error if the file cannot be read. */
const char *source_text(struct source_set *set, const char *path,
			GError **error);
/* Line number (1-based) -> the line without its end, or NULL; caller frees. */
char *source_line(struct source_set *set, const char *path, guint line);
/* Byte offset of (line, column), or -1. */
gssize source_offset(struct source_set *set, const char *path, guint line,
		     guint column);
/* SHA-256 of the file on disk when it was read, NULL for an overlay. */
const char *source_checksum(struct source_set *set, const char *path);
/* "\n" or "\r\n", whatever the file's first line ends with. */
const char *source_line_end(struct source_set *set, const char *path);

#endif
