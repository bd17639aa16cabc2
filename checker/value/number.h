/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Value numbers: names for values that the analysis does not know exactly.
 *
 * Two temps with the same number hold the same value, so what a branch teaches
 * about one is known of the other, of every place that holds it and, through
 * the operation that made it, of its operands. Numbers are hash-consed: the
 * same operation on the same numbers is the same number.
 *
 * A number that is made inside a loop stands for a new value in each turn.
 * That is sound because a place that still holds last turn's value gets a
 * phi of its own at the loop head (state_join()).
 */
#ifndef KMCHECK_VALUE_NUMBER_H
#define KMCHECK_VALUE_NUMBER_H

#include "ir/ir.h"
#include "value/range.h"

typedef guint32 vn;		/* index into the table; 0 is none */

/* Where the analysis is: a function in the chain of calls that led to it. */
struct frame {
	guint32 id;
	const struct frame *parent;	/* NULL: where the analysis began */
	const struct ir_insn *call;	/* in parent, that called this */
	const struct ir_unit *unit;
	const struct ir_function *fn;
	guint depth;
	guint last_id;			/* of the frames that it may lead to: a
					   call has a share of what its caller
					   has left, or the first would take
					   all */
	const struct flow *flow;	/* fixed facts of fn */
};

/* One step of the story of a value. Immutable, in the region. */
enum why_kind {
	WHY_SET, WHY_SOURCE, WHY_BOUND, WHY_STORED, WHY_READ, WHY_PASSED,
	WHY_RETURNED,
};

struct why {
	enum why_kind kind;
	const struct frame *frame;
	struct ir_loc loc;
	const char *file;	/* of loc, when there is no frame */
	const char *function;
	const char *text;	/* what to say, or NULL: from kind and value */
	bool has_value;
	bool is_kept;		/* outlives the engine; so do those before */
	wide value;
	const struct why *prev;
};

enum number_kind {
	N_CONST, N_OP, N_LEAF, N_PHI,
	N_LOCAL, N_GLOBAL, N_FUNC, N_STRING,	/* addresses */
	N_OFFSET,	/* a + imm bytes; ref: field identity or NULL */
	N_INDEX,	/* a + b * imm bytes */
};

enum leaf_kind { LEAF_PARAM, LEAF_LOAD, LEAF_CALL, LEAF_UNKNOWN };

#define MAX_PHI_INPUTS 8

struct number {
	enum number_kind kind;
	enum leaf_kind leaf;
	enum ir_op op;
	guint8 atoms;		/* N_CONST: as in a range */
	struct ctype type;
	bool is_pointer;
	vn a, b;
	guint64 imm;
	const void *ref;	/* interned name, instruction, block, … */
	const struct frame *frame;
	/* not part of the identity */
	const char *holder;		/* N_OFFSET: identity of the field of
					   which the object with the field
					   `ref`, or (no ref) the element that
					   starts here, is part; NULL: not
					   known */
	guint32 element_bytes;		/* N_OFFSET: the field `ref` is an array
					   of numbers of that size */
	vn array;			/* N_OFFSET, N_INDEX: an element of such
					   an array, whose number that is */
	const struct range *base;	/* leaf: what it can be at all */
	const void *source;		/* leaf: the caller's source row */
	const struct why *why;		/* leaf: where it comes from */
	vn memory;		/* LEAF_LOAD: root it was read through */
	vn entry, back;		/* N_PHI at a loop head: what comes in */
	enum ir_op saturates;	/* leaf: entry op back, or the type's end */
	wide (*rises)(wide v, guint shift);	/* leaf: of entry, and never
						   less for a larger one */
	guint8 shift;
	guint8 shift_atoms;	/* that `shift` follows */
	const vn *inputs;	/* N_PHI: all that was ever joined into it, */
	guint8 n_inputs;	/* or MAX_PHI_INPUTS: more than are kept */
	bool is_followed;	/* N_PHI: something read where the inputs point,
				   and must be read again when there are more */
	vn stand_in;		/* N_PHI: what loop.c has put in its place */
	guint32 join;		/* N_PHI: the last join that made it */
	bool is_loop;
	bool is_fresh;		/* leaf: memory that was just allocated, */
	vn asked;		/* … of so many bytes (or pages, an order): if */
	wide most;		/* that did not fail, of no more than that; it */
	bool fails_by_error;	/* fails with an error pointer, else NULL */
	bool is_received;	/* … of so many bytes that came from elsewhere:
				   they are known to be there at once */
	bool may_be_unset;	/* leaf: 0 stands for "nobody set it yet" */
	bool is_mixed;		/* leaf: some objects have it, others have 0 */
	bool is_handed;		/* leaf: read where a callee that nobody knows
				   may have written */
	bool is_kept;		/* leaf: a field or a global as the program
				   keeps it: it was there before */
};

struct numbers {
	GArray *table;		/* struct number */
	GHashTable *index;
	struct region *region;
	guint32 *marks;			/* per number: the walk that saw it */
	gsize n_marks;
	guint32 walk;
	guint n_late_inputs;		/* of phis that are followed */
};

void numbers_init(struct numbers *numbers, struct region *region);
void numbers_release(struct numbers *numbers);

static inline struct number *number_at(const struct numbers *numbers, vn v)
{
	return &g_array_index(numbers->table, struct number, v);
}

static inline vn number_of(const struct numbers *numbers,
			   const struct number *n)
{
	return n - number_at(numbers, 0);
}

vn number_const(struct numbers *numbers, struct ctype t, wide value);
/* A constant that these numbers of the target's had a part in. */
vn number_from_atoms(struct numbers *numbers, struct ctype t, wide value,
		     guint8 atoms);
vn number_op(struct numbers *numbers, enum ir_op op, struct ctype t, vn a,
	     vn b);
/* Does a op b lose anything in `result`? A truth value. */
vn number_overflow(struct numbers *numbers, enum ir_op op,
		   struct ctype result, vn a, vn b);
struct ctype number_overflow_type(const struct number *number);
/* A leaf of this site; *is_new says whether base, source, why must be set. */
vn number_leaf(struct numbers *numbers, enum leaf_kind leaf,
	       const struct frame *frame, const void *ref, guint64 imm,
	       struct ctype t, bool *is_new);
/* What the function `name` (interned) makes of a number and nothing else: the
 * same call of the same number is the same number. */
vn number_call(struct numbers *numbers, const char *name, vn argument,
	       struct ctype t, bool *is_new);
vn number_phi(struct numbers *numbers, const struct frame *frame,
	      const void *block, guint64 what, struct ctype t);
/* One more number has been joined into a phi. */
void number_add_input(struct numbers *numbers, vn phi, vn input);
vn number_address(struct numbers *numbers, enum number_kind kind,
		  const struct frame *frame, const void *ref, guint64 imm);
vn number_offset(struct numbers *numbers, vn base, gint64 offset,
		 const char *field);
/* The field that an address is that of, or that of an element of; or NULL. */
const char *number_field_at(const struct numbers *numbers, vn address);
/* The address of a field of the object at that address. */
vn number_member(struct numbers *numbers, vn object, gint64 offset,
		 const char *field);
/* The address of the element so many bytes into the array at that address. */
vn number_element(struct numbers *numbers, vn array, gint64 offset);
/* element was computed from the address `of`, `stride` bytes for each index: if
 * that is a field of numbers, or part of one, so is the element. */
void number_note_array(struct numbers *numbers, vn element, vn of,
		       guint64 stride);
vn number_index(struct numbers *numbers, vn base, vn index, guint64 scale);

bool number_is_const(const struct numbers *numbers, vn v, wide *value);
/* A new walk over numbers: none is marked. */
void numbers_begin_walk(struct numbers *numbers);
/* Mark v and what it is computed from, as far back as phis and leaves. */
void number_mark_made_of(struct numbers *numbers, vn v);
bool number_is_marked(const struct numbers *numbers, vn v);
/* Does the number depend on one that `test` accepts? It is a walk, too. */
bool number_depends(struct numbers *numbers, vn v,
		    bool (*test)(const struct number *number, void *data),
		    void *data);
/* The same question of many numbers, whose answer does not change meanwhile:
 * what one walk found nothing in, the next does not go through again. */
struct inquiry {
	struct numbers *numbers;
	bool (*test)(const struct number *number, void *data);
	void *data;
	guint32 clean;		/* the mark of what it does not hold of */
	GArray *seen;		/* vn, in the walk that goes on */
};

void inquiry_begin(struct inquiry *q);
bool inquiry_depends(struct inquiry *q, vn v);
void inquiry_end(struct inquiry *q);
/* Does it depend on that one? */
bool number_depends_on(struct numbers *numbers, vn v, vn on);
/* Is it made of what only some objects have? */
bool number_is_mixed(struct numbers *numbers, vn v);

#endif
