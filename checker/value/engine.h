/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fixpoint: abstract interpretation of one function and of those it calls
 * that its client wants followed. Knows C; what a kernel call means it asks
 * its client.
 *
 * An engine lives for one entry function. Everything it makes is in its
 * region and goes with it.
 */
#ifndef KMCHECK_VALUE_ENGINE_H
#define KMCHECK_VALUE_ENGINE_H

#include "ir/graph.h"
#include "value/decision.h"
#include "value/state.h"

/* Where a temp is made: in the slot-th result of that block. */
struct home {
	guint32 block, slot;
};

/* Facts of a function that do not depend on the state; see flow.c. */
struct flow {
	const struct ir_function *fn;
	struct ir_graph *graph;
	bool has_loop;
	bool *is_head;		/* block: target of a back edge */
	struct home *home;	/* temp */
	guint32 *n_slots;	/* block */
	bool *is_crossing;	/* temp: used outside its block */
	bool *is_flag;		/* local: assigned constants and results, and
				   tested */
	bool *is_switched;	/* local: a flag that more than one switch is
				   about */
	guint64 *live_flags;	/* block: flags that are read from it on, one
				   bit each (flow_flag()) */
	struct decisions decisions;
	wide *thresholds;	/* sorted constants of the function */
	guint n_thresholds;
	guint n_insns;
};

/* The bit of a flag; some share one where there are more than 64 locals. */
static inline guint64 flow_flag(guint64 local)
{
	return (guint64)1 << local % 64;
}

struct flow *flow_new(const struct ir_unit *unit,
		      const struct ir_function *fn);
void flow_free(struct flow *flow);

/* A value with its story. */
struct value {
	vn v;
	const struct why *why;
};

enum call_outcome {
	CALL_UNKNOWN,	/* nothing known: writes what it was given */
	CALL_DONE,	/* the client did it; *result is set */
	CALL_FOLLOW,	/* analyse each of callees in a frame of its own */
	CALL_ENDS,	/* does not return */
};

struct call_site {
	const struct frame *frame;
	const struct ir_insn *insn;
	const char *callee;		/* NULL: indirect and unresolved */
	struct value *args;
	guint n_args;
	struct ctype result_type;
	bool result_is_pointer;
	struct value target;		/* indirect */
};

/* include/linux/err.h: what lies above -MAX_ERRNO is an error pointer */
#define MAX_ERRNO 4095
/* What a run may cost, unless the client says otherwise. */
#define USUAL_STEPS (150 * 1000)
#define USUAL_FRAMES 120
/* ERR_PTR(-MAX_ERRNO), as an unsigned number */
#define FIRST_ERROR_POINTER (((wide)1 << 64) - MAX_ERRNO)

#define MAX_CALLEES 16

struct callees {			/* one, or all that a pointer may be */
	guint n;
	struct {
		const struct ir_unit *unit;
		const struct ir_function *fn;
	} at[MAX_CALLEES];
};

struct client {
	enum call_outcome (*call)(struct engine *engine, struct state *state,
				  const struct call_site *site,
				  struct value *result,
				  struct callees *callees);
	/* A pointer has led to that frame's function, whose parameters are
	 * bound: what that says of where it was read. */
	void (*led_to)(struct engine *engine, struct state *state,
		       const struct call_site *site,
		       const struct frame *frame);
	/* A value read from memory that nobody wrote in view: set base, source
	 * and why of its leaf. FILL_HANDED, FILL_LENT: an unknown callee had its
	 * address, and may have held it against anything. */
	void (*initial)(struct engine *engine, const struct frame *frame,
			const struct memory_place *place, vn leaf,
			enum fill_kind before);
	/* A parameter of the entry function. */
	void (*param)(struct engine *engine, const struct frame *frame,
		      guint32 param, vn leaf);
	/* A global's definition, for constant tables: unit and index. *is_fixed:
	 * all it ever holds is what its initialiser says. */
	bool (*global)(struct engine *engine, const char *key,
		       const struct ir_unit **unit, guint32 *index,
		       bool *is_fixed);
	/* An output of an asm, at this address: true if the client has said
	 * what it is. */
	bool (*asm_output)(struct engine *engine, struct state *state,
			   const struct frame *frame,
			   const struct ir_insn *insn, vn address);
	/* What an unknown callee may do to a place that it was not handed:
	 * true if it may write it. */
	bool (*may_write)(struct engine *engine, const struct call_site *site,
			  const struct memory_place *place);
	/* An unknown callee has been called: what was known before, and what
	 * still is (final pass only). */
	void (*called_unknown)(struct engine *engine,
			       const struct state *before,
			       const struct state *after);
	/* May a pointer to a number, of whatever origin, lead to that field? */
	bool (*is_pointed_at)(struct engine *engine, const char *field);
	/* May the callee write through this argument at all? */
	bool (*may_write_argument)(struct engine *engine,
				   const struct call_site *site, guint arg);
	/* A store was executed (final pass only); before: what lay there until
	 * then, 0: not known. */
	void (*stored)(struct engine *engine, const struct frame *frame,
		       const struct ir_insn *insn, struct state *state,
		       const struct memory_place *place, struct value value,
		       vn before);
	/* A return was executed in the entry function (final pass only). */
	void (*returned)(struct engine *engine, const struct frame *frame,
			 struct state *state, struct value value);
	void *data;
};

/*
 * A number's range in states of those versions. Two, the last one first: a join
 * asks one state and the other by turns. Evaluations are counted; one that
 * asked for a number whose own is not done yet got a guess, and is as good as
 * the guess only until the question that led to both is answered.
 */
struct memo {
	struct {
		guint64 version;
		const struct range *range;
		guint32 evaluation;
		guint32 guess;	/* the first evaluation that it was a guess of;
				   NO_GUESS: none */
	} way[2];
};

#define NO_GUESS G_MAXUINT32

#define BOUND_WORDS 16

struct bounds {
	guint64 version;		/* of a state */
	guint64 bits[BOUND_WORDS];	/* by number */
};

struct operation;
struct proof;

struct engine {
	struct region region;
	struct numbers numbers;
	GArray *places;			/* struct memory_place; [0] is none */
	GHashTable *place_index;
	GHashTable *frames;		/* interned frames */
	GHashTable *settled;		/* frame -> what it came to; fixpoint.c */
	guint n_frames, max_frames;
	GHashTable *flows;		/* ir_function -> flow; shared, not owned */
	const struct client *client;
	guint64 atoms[IR_ATOM_MAX_ORDER + 1];	/* the target's numbers where
				   they are not the configured ones; 0: as in
				   the IR */
	guint8 varying;			/* bit per atom: ranges are to tell
					   what it had a part in */
	const wide *thresholds;		/* the target's: limits */
	guint n_thresholds;
	const struct ir_insn *focus;	/* states that have passed it are kept
					   apart from others; or NULL */
	guint64 versions;
	guint32 n_joins;
	guint64 steps, max_steps;
	bool gave_up;			/* budget spent: results incomplete */
	bool recording;			/* final pass: tell the client */
	const struct frame *here_frame;	/* where the condition stands that is */
	guint32 here_block;		/* assumed */
	guint max_depth;
	GArray *elements;		/* what loops found out; elements.c */
	GArray *memo;			/* struct memo, by number */
	struct bounds bounds[4];	/* evaluate.c */
	struct operation *operations;	/* results kept; operate.c */
	struct proof *proofs;		/* … and prove.c */
	guint range_depth;
	guint32 evaluations;		/* so far */
	guint32 question;		/* the evaluation that others serve */
	guint32 guess;			/* as in a memo: what the one that goes
					   on has asked for */
};

struct engine *engine_new(const struct client *client, GHashTable *flows);
void engine_free(struct engine *engine);

/* Analyse fn from its entry. false if the budget was spent. */
bool engine_run(struct engine *engine, const struct ir_unit *unit,
		const struct ir_function *fn);

/* For clients. */
/* Has this call, of this frame, led into fn before? */
bool engine_has_frame(const struct engine *engine, const struct frame *parent,
		      const struct ir_insn *call, const struct ir_function *fn);
struct why *engine_why(struct engine *engine, enum why_kind kind,
		       const struct frame *frame, struct ir_loc loc,
		       const struct why *prev);
guint32 engine_place(struct engine *engine, vn address, guint32 size_bytes,
		     struct ctype t, bool is_pointer, guint8 bit_offset,
		     guint8 bit_width);
static inline struct memory_place *engine_place_at(const struct engine *engine,
						   guint32 place)
{
	return &g_array_index(engine->places, struct memory_place, place);
}

struct operation *operations_new(void);
struct proof *proofs_new(void);
/* range_binary() and range_exact() of ranges that live as long as the engine. */
const struct range *engine_range_binary(struct engine *engine, enum ir_op op,
					const struct range *a,
					const struct range *b, struct ctype t);
const struct range *engine_range_exact(struct engine *engine, enum ir_op op,
				       const struct range *a,
				       const struct range *b);

/* Read a scalar of type t at an address. */
struct value engine_load(struct engine *engine, struct state *state,
			 const struct frame *frame, const void *site,
			 struct ir_loc loc, vn address, guint32 size_bytes,
			 struct ctype t, bool is_pointer);
void engine_store(struct engine *engine, struct state *state, vn address,
		  guint32 size_bytes, struct ctype t, bool is_pointer,
		  struct value value);
/* length_bytes from address on are written as a whole. */
void engine_fill(struct engine *engine, struct state *state, vn address,
		 guint64 length_bytes, struct fill fill);
/* Whatever lies at address (and further, length as above) may have changed. */
void engine_forget(struct engine *engine, struct state *state, vn address,
		   guint64 length_bytes);
/* … because an unknown callee got the address: one with a name, or one that a
 * pointer leads to. */
void engine_hand(struct engine *engine, struct state *state, vn address,
		 guint64 length_bytes, bool has_name);
/* What is known of src is known of dst from now on; they do not overlap. */
void engine_copy(struct engine *engine, struct state *state, vn dst, vn src,
		 guint64 length_bytes);
/* What a constant global holds at a place, which may be an entry of a table:
 * of those that an index with these values chooses, or (NULL) of all. NULL if
 * it is no such place. */
const struct range *engine_entry(struct engine *engine, guint32 place,
				 const struct range *chosen);
/* The addresses in named objects that a pointer may be, one by one: where it
 * walks over an array, that of an unknown element. false if it may be anything
 * else. */
typedef void (*engine_visitor)(struct engine *engine, vn address, void *data);
bool engine_visit_objects(struct engine *engine, vn pointer,
			  engine_visitor visit, void *data);
/* In the callee whose frame that is the pointer is one of those objects'
 * addresses (vn): what was read through it is theirs. */
void engine_choose_objects(struct engine *engine, struct state *state,
			   const struct frame *frame, vn pointer,
			   const GArray *objects);
/* States that are `state` together, each with one value of an index that has
 * picked entries of two constant tables or more: what one entry bounds and
 * another scales must not be mixed. Owned array, or NULL if there is none. */
GPtrArray *engine_split_by_index(struct engine *engine,
				 const struct state *state);
/* The state where a counter that picks entries of constant tables has that
 * value, for the caller to release; NULL: it picks none. */
struct state *engine_at_entry(struct engine *engine, const struct state *state,
			      vn counter, wide value);
/* The object an address lies in: a local, a global, or something pointed to. */
const struct number *engine_object_of(const struct engine *engine, vn root);
/* The address of the local that an address lies in, or 0. */
vn engine_local_of(const struct engine *engine, vn address);
vn engine_cast(struct engine *engine, struct state *state, vn v,
	       struct ctype t);
/* __builtin_OP_overflow(): both operands are cut to t, and so is the result. */
vn engine_wrapped(struct engine *engine, struct state *state, enum ir_op op,
		  struct ctype t, vn a, vn b);
vn engine_binary(struct engine *engine, struct state *state, enum ir_op op,
		 struct ctype t, vn a, vn b);

/* The C type of an IR type; pointers are unsigned of the unit's width. */
struct ctype ctype_of(const struct ir_unit *unit, guint32 type);
bool type_is_scalar(const struct ir_unit *unit, guint32 type);
/* The size of what an array, of however many dimensions, has for elements, if
 * these are numbers; 0: it is none. */
guint32 type_element_bytes(const struct ir_unit *unit, guint32 type);
/* Interned "record key.field". */
const char *field_identity(const struct ir_unit *unit, guint32 record,
			   guint64 field);

#endif
