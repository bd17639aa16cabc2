/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known at one point of the program, on one way of reaching it:
 *
 *   places  -> value numbers   what memory and temps hold
 *   numbers -> ranges          what branches taught
 *   v <= w + c                 linear facts between numbers
 *   fills                      stretches of memory written as a whole
 *
 * A state is shared by reference count and copied on write. It belongs to one
 * engine, whose tables give numbers and places their meaning.
 */
#ifndef KMCHECK_VALUE_STATE_H
#define KMCHECK_VALUE_STATE_H

#include "value/number.h"

/* One scalar in memory: at an offset from a root address. */
struct memory_place {
	vn root;
	gint64 offset;
	guint32 size_bytes;
	guint8 bit_offset, bit_width;	/* bit-field, else 0 */
	bool is_pointer;
	bool is_flag;		/* a local that carries an error code or a flag:
				   states that differ in it are kept apart */
	bool is_switched;	/* a flag that is switched on again: by each
				   of its values */
	const char *field;	/* interned identity of the field, or NULL */
	const char *holder;	/* ... of the field that the object with the
				   field in it is part of; NULL: not known */
	const char *pointee;	/* interned record that the pointer held points
				   to, or "integer"; NULL: not known, "": void,
				   or unlike ones */
	struct ctype type;
};

struct binding {
	guint32 place;
	vn value;
	bool stored;		/* written here, not merely read */
	const struct why *why;
};

struct temp_binding {
	guint64 key;		/* frame id << 32 | temp */
	vn value;
	const struct why *why;
};

struct known {
	vn v;
	const struct range *range;
	const struct why *why;		/* what bounded it */
};

struct fact {			/* v <= w + c, as mathematical integers */
	vn v, w;
	wide c;
};

enum fill_kind {
	FILL_ZERO, FILL_SOURCE, FILL_UNKNOWN,
	FILL_HANDED,		/* an unknown callee had its address, */
	FILL_LENT,		/* … that was called through a pointer */
};

struct fill {			/* bytes [offset, offset + length) of root */
	vn root;
	gint64 offset;
	guint64 length;		/* G_MAXUINT64: all that follows */
	enum fill_kind kind;
	const void *source;	/* FILL_SOURCE */
	enum know know;
	const void *site;	/* instruction that wrote it */
	const struct frame *frame;	/* where that stands */
	const struct why *why;
};

/* The parts of a state: each an array that copies of the state share until one
 * of them writes it. */
enum state_part {
	PART_MEMORY,		/* struct binding, by place */
	PART_TEMPS,		/* struct temp_binding, by key */
	PART_KNOWN,		/* struct known, by v */
	PART_FACTS,		/* struct fact, by (v, w) */
	PART_FILLS,		/* struct fill, oldest first */
	PART_ESCAPED,		/* vn of local addresses that others know */
	N_STATE_PARTS
};

struct state {
	int refs;
	guint64 version;	/* names what is known here and which facts hold:
				   two states of one version hold the same; 0:
				   none yet */
	union {			/* to read; state_own() to write */
		struct {
			GArray *memory, *temps, *known, *facts, *fills,
			       *escaped;
		};
		GArray *parts[N_STATE_PARTS];
	};
	guint32 decided;	/* see decision.h; of the frame that runs */
	guint8 shared;		/* bit per part: a copy may hold it too */
	bool has_passed;	/* the engine's focus */
	bool is_dead;		/* contradiction: cannot be reached */
};

struct engine;

struct state *state_new(void);
struct state *state_copy(const struct state *state);
struct state *state_ref(struct state *state);
/* The part as this state's own, to write. */
GArray *state_own(struct state *state, enum state_part part);
void state_unref(struct state *state);

/* Ranges. */
const struct range *state_range(struct engine *engine,
				const struct state *state, vn v);
/* The step that bounded v from above, or NULL. */
const struct why *state_bound_why(const struct state *state, vn v);
/* v lies in range; is_dead if that cannot be. */
void state_restrict(struct engine *engine, struct state *state, vn v,
		    const struct range *range, const struct why *why);
/* v has been bounded otherwise: what that says of what it is made of. */
void state_restrict_parts(struct engine *engine, struct state *state, vn v);
/* A call has returned, or calls on: what its frame allocated, as far as that is
 * known not to have failed, was not above the limit. Within the function each
 * allocation is judged by itself: those of one size are mended together. */
void state_assume_allocated(struct engine *engine, struct state *state,
			    const struct frame *frame);
/* The condition (a number used as a truth value) holds, or does not. */
void state_assume(struct engine *engine, struct state *state, vn condition,
		  bool holds, const struct why *why);
/* Is the sum, difference or product of a number's operands always in its type:
 * does it not wrap? */
bool state_is_exact(struct engine *engine, const struct state *state,
		    const struct number *sum);
/* What n, a sum, can be; a and b are what its operands can be. */
const struct range *state_sum(struct engine *engine, const struct state *state,
			      const struct number *n, const struct range *a,
			      const struct range *b);
/* What n, a difference, can be; a is what its first operand can be. */
const struct range *state_difference(struct engine *engine,
				     const struct state *state,
				     const struct number *n,
				     const struct range *a);
/* The least c found with v <= w + c, or false. */
bool state_prove(struct engine *engine, const struct state *state, vn v, vn w,
		 wide *c);
/* … and how well what the least c is made of is known. */
bool state_prove_known(struct engine *engine, const struct state *state, vn v,
		       vn w, wide *c, enum know *know);
void state_add_fact(struct engine *engine, struct state *state, vn v, vn w,
		    wide c);
/* Index of the first fact not before (v, w). */
guint state_find_fact(const struct state *state, vn v, vn w);
/* The state's own fact about the two, or NULL. */
const struct fact *state_fact_about(const struct state *state, vn v, vn w);
/* … which says that much, or more. */
bool state_has_fact(const struct state *state, const struct fact *fact);
/* v without what does not change the value: conversions that keep it,
 * additions of constants that do not wrap. v = result + *offset. */
vn state_peel(struct engine *engine, const struct state *state, vn v,
	      wide *offset);
/* How badly is the worst known number known that v was found to be no larger
 * than, and which is it? KNOW_CODE if there is none. */
enum know state_bounded_by(struct engine *engine, const struct state *state,
			   vn v, vn *bound);
/* Is v bounded from above by something whose own value nobody knows? */
bool state_bounded_by_unknown(struct engine *engine,
			      const struct state *state, vn v);
/* The restriction alone, or NULL. */
const struct range *state_known(const struct state *state, vn v);
void state_forget_known(struct state *state, vn v);
void state_set_known(struct state *state, vn v, const struct range *range,
		     const struct why *why);

/* Memory. */
const struct binding *state_lookup(const struct state *state, guint32 place);
void state_bind(struct state *state, guint32 place, vn value, bool stored,
		const struct why *why);
const struct temp_binding *state_temp(const struct state *state, guint64 key);
void state_bind_temp(struct state *state, guint64 key, vn value,
		     const struct why *why);
void state_drop_frame(struct engine *engine, struct state *state,
		      const struct frame *frame);

/* Joining at a block of a frame. Widening: it is a loop head that has been
 * seen before with `a`. */
enum widening { WIDEN_NOT, WIDEN_TO_THRESHOLDS, WIDEN_TO_THE_END };
struct state *state_join(struct engine *engine, const struct frame *frame,
			 const void *block, const struct state *a,
			 const struct state *b, bool is_head,
			 enum widening widening);
bool state_equal(const struct state *a, const struct state *b);
bool fill_equal(const struct fill *x, const struct fill *y);
/* a's places hold the same numbers, and at least as much is known of them; if
 * only how they relate is known better, *by_facts_alone. */
bool state_narrower(const struct state *a, const struct state *b,
		    bool *by_facts_alone);

#endif
