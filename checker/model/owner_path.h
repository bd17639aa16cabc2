/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The place of a pointer as the code names it: a variable, and the fields and
 * elements from there. One field of two objects is one node of the graph; by
 * their paths the two can be told apart.
 */
#ifndef KMCHECK_MODEL_OWNER_PATH_H
#define KMCHECK_MODEL_OWNER_PATH_H

#include "model/ownership.h"

struct owner_path {
	const struct function_ref *function;
	const char *global;		/* its key; NULL: a local */
	guint32 local;
	GString *steps;			/* from the variable on: '*' follows a
					   pointer, "identity " goes to a field,
					   "[n]" to an element; NULL: the place
					   has no such name */
	bool is_any_element;		/* … number n is a variable's */
};

/* The caller clears it. */
struct owner_path owner_path_of(const struct function_ref *in,
				guint32 address);
void owner_path_clear(struct owner_path *path);
/* Do the two begin with one variable? */
bool owner_path_same_variable(const struct owner_path *a,
			      const struct owner_path *b);

/* Where a value was read, through variables that are set once, or NULL. */
const struct ir_insn *owner_read_at(const struct function_ref *in,
				    guint32 value);
/* … what a call frees. */
const struct ir_insn *owner_freed_read(const struct owner_free *freed);

/* The edges (guint32) on the way to a state, the last one first. The caller
 * frees it. */
GArray *owner_way_back(const struct ownership *own, guint32 state);

/* Does the object that the memory belongs to say by which function it is freed,
 * one of them for memory of vmalloc? That is then this memory's. */
bool owner_is_own_choice(const struct ownership *own,
			 const struct owner_free *freed);

/*
 * Is what is freed named as that which the memory of `other` was stored in,
 * and otherwise than what own's was? `other` is an allocation of the same
 * function as own's; false if the names do not tell.
 */
bool owner_frees_other(const struct ownership *own,
		       const struct owner_free *freed,
		       const struct code_ref *other);

#endif
