/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One copy of each text for the whole process: names that are equal are the
 * same pointer. It is never freed.
 *
 * Not g_intern_string(): its table is copied each time it grows, and the old
 * one is not freed, which for the names of a kernel is gigabytes.
 */
#ifndef KMCHECK_IR_INTERN_H
#define KMCHECK_IR_INTERN_H

#include <glib.h>

/* NULL for NULL. */
static inline const char *ir_intern(const char *text)
{
	return text ? g_ref_string_new_intern(text) : NULL;
}

#endif
