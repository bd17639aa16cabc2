/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The place of a pointer as the code names it: a variable, and the fields and
 * elements from there. One field of two objects is one node of the graph; by
 * their paths the two can be told apart.
 */
#ifndef KMCHECK_MODEL_OWNER_PATH_H
#define KMCHECK_MODEL_OWNER_PATH_H

#include "model/ownership.h"

/*
 * Is what is freed named as that which the memory of `other` was stored in,
 * and otherwise than what own's was? `other` is an allocation of the same
 * function as own's; false if the names do not tell.
 */
bool owner_frees_other(const struct ownership *own,
		       const struct owner_free *freed,
		       const struct code_ref *other);

#endif
