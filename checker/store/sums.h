/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SHA-256 of files, each read once per process: headers are shared by
 * thousands of units.
 */
#ifndef KMCHECK_STORE_SUMS_H
#define KMCHECK_STORE_SUMS_H

#include <glib.h>

struct file_sums;

struct file_sums *file_sums_new(void);
void file_sums_free(struct file_sums *sums);
/* Let text stand for the file's content (an overlay). */
void file_sums_overlay(struct file_sums *sums, const char *path,
		       const char *text);
/* The sum in hex; "-" if the file cannot be read. Owned by sums. */
const char *file_sum(struct file_sums *sums, const char *path);

#endif
