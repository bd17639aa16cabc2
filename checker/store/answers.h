/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What headers answered (front_evaluate), kept from run to run: Kbuild's
 * CHECK= is one run per unit, and the answer is the same for all of them.
 *
 * An answer holds while every file that was read has the size and the times it
 * had; unlike facts, which are worth a checksum, it is cheap to ask again.
 */
#ifndef KMCHECK_STORE_ANSWERS_H
#define KMCHECK_STORE_ANSWERS_H

#include "front/front.h"

/* As front_evaluate(), with the answers kept below cache_dir (NULL: nowhere).
 * Flags that name the unit, not the kernel, are left out of the question. */
bool store_evaluate(const char *cache_dir, const struct front_options *options,
		    const char *const *headers,
		    const char *const *expressions, guint n,
		    guint64 *values, bool *known, GError **error);

#endif
