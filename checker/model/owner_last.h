/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a place was given last before it is read, where the code says so: what
 * other code stores in the same field is then not what is read there. What
 * other threads do meanwhile is not seen: enough to keep silent, not to prove.
 */
#ifndef KMCHECK_MODEL_OWNER_LAST_H
#define KMCHECK_MODEL_OWNER_LAST_H

#include "model/ownership.h"

/*
 * Was what is freed read from a place that on every way there had been given
 * something, and never this memory?
 */
bool owner_is_given_other(const struct ownership *own,
			  const struct owner_free *freed);

#endif
