/* SPDX-License-Identifier: GPL-2.0-only */
/* Making a precompiled header and the lists that go with it. */
#ifndef KMCHECK_FRONT_PCH_MAKE_H
#define KMCHECK_FRONT_PCH_MAKE_H

#include "front/front.h"

/* Write `base`.names, .functions, .files and, last, .pch. False if the headers
 * do not compile without any error. */
bool pch_make(const struct front_options *options, const char *base);

/* Of the unit's flags, is this one (and the next, if a pair) the header's? */
bool pch_keeps_flag(const char *const *flag, bool *is_pair);

#endif
