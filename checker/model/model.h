/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel meaning: which calls ask for memory, how much, and who chose it.
 *
 * The analysis runs functions through the value engine, one entry function at
 * a time, and collects what it sees: requests, stores, arguments. What another
 * function, field or global contributes is asked for on demand and computed
 * once (facts.c). A request whose size depends on its function's parameters is
 * looked at again from each caller (contexts.c).
 *
 * An analysis for another target stands on that of the configured one: where
 * no number in which the two differ had a part in a result, it is the same.
 *
 * Results do not depend on the order of units: entries are taken by key.
 */
#ifndef KMCHECK_MODEL_MODEL_H
#define KMCHECK_MODEL_MODEL_H

#include "model/target.h"
#include "program/program.h"
#include "value/engine.h"

/* What a value is told to be, kept after its engine is gone. */
struct fact_value {
	const struct range *range;	/* in the analysis's region */
	const struct source *source;	/* that chose it, or NULL */
	const struct why *why;		/* self-contained (no frames) */
	const struct range *lowered;	/* while stores are joined: what some of
					   them put below the rest, or NULL */
	bool is_mixed;			/* some objects have it, others have 0 */
};

/* A way to a call that asks for more than some target gives. */
struct request_way {
	struct request_way *next;	/* seen after this one */
	const struct range *size;	/* as badly known as what bounds it */
	const struct source *source;
	const struct why *why;
};

/* A call on the way to one that a header's function makes. */
struct request_call {
	const struct request_call *outer;	/* that led to this one */
	const struct function_ref *function;	/* that contains the call */
	const struct ir_insn *insn;
};

/* A function on the way from a run's entry to the call. */
struct request_frame {
	const struct function_ref *function;
	guint64 inner_context;		/* equal for equal chains of calls that
					   lead on from here */
};

/* One call that asks for memory, in one calling context; and, in what
 * requests_judged() returns, how that stands to one target's limit. */
struct request {
	const struct function_ref *function;	/* that contains the call */
	const struct ir_insn *insn;
	const struct request_call *outer;	/* if a header's function makes
						   it: who called that */
	const struct allocator *row;
	const struct function_ref *entry;	/* where the context begins */
	guint depth;
	const struct request_frame *frames;	/* the entry's, …, that of the
						   function that contains the
						   call: depth + 1 */
	const struct range *size;	/* bytes */
	struct request_way *ways;
	bool is_chosen;			/* by a source, bounded or not */
	bool depends_on_params;
	bool zero_is_unset;		/* 0 stands for a field not set yet */
	bool is_mixed;			/* of objects unlike each other */
	bool grows;			/* a loop makes it */
	const struct why *story;	/* of the size */
	/* judged; before that, by the limit of the analysis's own target: */
	guint64 limit;
	const struct range *over;	/* what lies above the limit */
	struct fact_value worst[N_KNOW];	/* of that, by how well its
					   upper end is known */
	guint64 first_failing_bytes;	/* of what grows; 0: not known */
};

struct stored_value {
	const struct ir_insn *insn;
	const char *field;		/* identity, or NULL */
	const char *global;		/* key, or NULL */
	const char *holder;		/* identity of the field that the
					   object is part of; NULL: not known */
	const char *through;		/* identity of the field that the
					   pointer stored through was read
					   from, or NULL */
	bool is_alone;			/* the object is part of no other: a
					   variable, or just allocated */
	struct fact_value value;
	bool is_copy;			/* from that field of some object */
	bool lowers;			/* see lowered.c */
	bool may_settle;		/* see settled.c */
};

struct passed_value {
	const struct ir_insn *insn;
	guint arg;
	struct fact_value value;
};

struct answer {				/* of a question in a test */
	const struct ir_unit *unit;
	struct ir_loc loc;
	struct ctype type;
	const struct range *range;
	const char *text;
};

/* Everything one entry function's run has shown. */
struct run_result {
	GPtrArray *requests;		/* struct request * */
	GArray *stores;			/* struct stored_value */
	GArray *passed;			/* struct passed_value */
	GArray *answers;		/* struct answer */
	struct fact_value returned;
	guint8 atoms;			/* that had a part in any of these */
	GHashTable *passed_over;	/* function_ref: set, called and not
					   followed; and ir_insn, calls of
					   nobody knows whom; NULL: none */
	bool gave_up;
	guint64 steps;
	guint cut_at;			/* see analysis->n_cut; 0: not */
	bool is_second;			/* for that reason run again */
	gint64 cpu_us;			/* without the runs that it asked for */
};

/* Did the run not follow that function, or that call of one not known? */
static inline bool run_passed_over(const struct run_result *run,
				   gconstpointer callee)
{
	return run->passed_over &&
	       g_hash_table_contains(run->passed_over, callee);
}

/* What is known of a field or a global, or will be. */
struct asked_fact {
	struct fact_value value;
	bool is_known;
	bool is_open;			/* being found out */
	guint cut_at;			/* see analysis->n_cut; 0: not */
	bool is_second;			/* for that reason found out again */
};

/* How much one run may cost, and how large a callee that makes no request itself
 * may be to be followed. */
struct patience {
	guint64 n_steps;
	guint64 n_steps_each;		/* of all runs for one function that
					   makes a request */
	guint n_frames;
	guint n_frames_asking;		/* even where a call's share of them is
					   spent: for what makes requests */
	guint32 n_insns;
	guint32 n_insns_first;		/* by the entry itself: what it checks
					   before it begins */
};

enum fact_kind {
	FACT_FIELD, FACT_HELD_FIELD, FACT_OBJECT_FIELD, FACT_GLOBAL,
	N_FACT_KINDS
};

struct analysis {
	const struct program_db *db;
	const struct rulebase *rules;
	const struct target *target;
	const GPtrArray *others;	/* const struct target *: requests will
					   be judged by these too; or NULL */
	const struct patience *patience;
	const struct analysis *base;	/* or NULL; outlives this one */
	guint8 differs;			/* atoms that are others there */
	guint8 varying;			/* atoms that are others in `others` */
	guint64 atoms[IR_ATOM_MAX_ORDER + 1];	/* 0: as in the IR */
	struct region region;
	GHashTable *runs;		/* function_ref -> run_result */
	GPtrArray *outdated;		/* struct run_result *: there is another
					   of their function by now */
	GHashTable *gathered;		/* function_ref: set, entries of which
					   analysis_requests() has the requests */
	GHashTable *running;		/* function_ref: set, being run */
	GHashTable *circles;		/* of these, those that were asked for
					   what only their own run can tell */
	guint n_circles;		/* how often that happened */
	GPtrArray *early;		/* function_ref *: run while a circle
					   that they met was open */
	GArray *unsettled;		/* struct unsettled: facts that were not
					   known for that reason alone */
	GHashTable *facts[N_FACT_KINDS];	/* identity or key ->
					   struct asked_fact * */
	guint n_cut;			/* questions that had no answer, or a
					   poor one, because of how many others
					   stand around them: who asked them is
					   asked again where there are fewer
					   (than cut_at) */
	guint asks_again;		/* such facts that are being asked for
					   once more */
	GHashTable *byte_writers;	/* record key -> GArray of code_ref */
	GHashTable *writes;		/* function_ref -> what it leads to */
	GHashTable *names;		/* function_ref -> set of identities */
	wide *thresholds;
	guint n_thresholds;
	guint depth;			/* of facts asking for facts */
	guint64 n_runs, n_gave_up, n_steps;
	gint64 cpu_us;			/* of all runs that have ended */
};

/* others: targets that its requests will be judged by beside its own, or NULL;
 * they have its word size. */
struct analysis *analysis_new(const struct program_db *db,
			      const struct rulebase *rules,
			      const struct target *target,
			      const GPtrArray *others);
/* The same program, to look at some of its functions again with more patience:
 * what it is not asked for itself it takes from `base`. */
struct analysis *analysis_new_patient(const struct analysis *base);
/* Atoms that the code has other numbers for on this target. */
guint8 analysis_differs(const struct analysis *analysis,
			const struct target *target);
/* The same program for one of the others of `base`, where something differs. */
struct analysis *analysis_new_for(const struct analysis *base,
				  const struct target *target);
void analysis_free(struct analysis *analysis);

typedef bool (*function_filter)(const struct function_ref *fn, void *data);

/* Every request that the functions which are wanted (NULL: all) make, or have a
 * header's function make for them, and that can exceed a limit, in every context
 * that matters; not judged. Requests belong to the analysis or to those it
 * stands on. progress may be NULL. */
GPtrArray *analysis_requests(struct analysis *analysis,
			     function_filter wanted, void *data,
			     void (*progress)(const char *what, guint done,
					      guint total, void *data),
			     void *progress_data);
/* The requests (owned array), judged by a target: the analysis's own, or one in
 * which nothing is another. They belong to the analysis. */
GPtrArray *requests_judged(struct analysis *analysis,
			   const GPtrArray *requests,
			   const struct target *target);
/* May the allocation run where these calls led to it? calls[0] is that of the
 * function it stands in, each next one is around that. */
bool analysis_may_ask(struct analysis *analysis, const struct code_ref *site,
		      const struct code_ref *calls, guint n_calls);
/* What the questions in the program's functions are answered. */
GArray *analysis_answers(struct analysis *analysis);

/* Inside the model. */
/* Are all callers of the request's entry in view, and have they been looked at,
 * and come to this request or found that no path leads there? */
bool analysis_saw_callers(const struct analysis *analysis,
			  const struct request *request);
/* Has the function's own run gone through it to its end? */
bool analysis_went_through(const struct analysis *analysis,
			   const struct function_ref *fn);
/* What the analysis has, or the one it stands on; or NULL. */
const struct run_result *analysis_find_run(const struct analysis *analysis,
				  const struct function_ref *fn);
const struct run_result *analysis_run(struct analysis *analysis,
				      struct function_ref *fn);
/* The same of a function that is looked at for its own sake: with the patience of
 * this analysis, whatever the one that it stands on knows. */
const struct run_result *analysis_run_entry(struct analysis *analysis,
					    struct function_ref *fn);
struct unsettled {
	GHashTable *facts;
	const char *key;
};

/* What one store leaves in memory where a function returns; settled.c. */
struct settling {
	const struct ir_insn *insn;
	const char *field;		/* that it stored to, … */
	GArray *places;			/* guint32: at these places */
	vn status;			/* of the call that did it: where that is
					   not 0, it did not; 0: no such call */
	struct fact_value left;		/* range is NULL: not seen yet */
};

/* Data of the running engine's client. */
struct running {
	struct analysis *analysis;
	struct function_ref *entry;
	struct run_result *result;
	GHashTable *kept;		/* why of the engine -> its copy */
	struct settling *settling;	/* or NULL */
};

/* settled.c */
/* What is left of a chosen value that the function stored, once it and those
 * who called it have returned without an error: in *value. */
void store_settle(struct analysis *analysis, struct function_ref *fn,
		  const struct stored_value *stored,
		  struct fact_value *value);
void settling_stored(struct engine *engine, struct settling *settling,
		     const struct ir_insn *insn,
		     const struct memory_place *place);
void settling_handed(struct engine *engine, struct settling *settling,
		     const struct state *before, const struct state *after);
void settling_returned(struct engine *engine, struct settling *settling,
		       const struct frame *frame, struct state *state,
		       struct value result);
/* One run of the function for itself; not kept. */
struct run_result *analysis_run_apart(struct analysis *analysis,
				      struct function_ref *fn,
				      struct settling *settling);
void run_result_free(struct run_result *result);

/* run.c */
/* Is an address that of an object that is part of no other: a variable, or
 * memory that was just allocated? */
bool object_is_alone(struct engine *engine, vn root);
struct client run_client(struct running *running);

/* What the targets give to a request of this row, in bytes. */
struct limits {
	guint64 least, most;
};

struct limits analysis_limits(const struct analysis *analysis,
			      const struct allocator *row);

enum know source_know(const struct source *source);
struct fact_value fact_keep(struct engine *engine, const struct state *state,
			    struct value value);
/* The leaf that makes v as large, or as badly known, as it is. */
vn value_culprit(struct engine *engine, const struct state *state, vn v,
		 const struct why **bound);
/* A story that outlives its engine: it names files and functions, no frames. */
const struct why *why_keep(struct running *running, const struct why *why);

/* Facts that stand on facts, and writers of one thing: no more than these. */
#define MAX_FACT_DEPTH 5
#define MAX_WRITERS 64

/* Either holds: *one too. */
void fact_join(struct analysis *analysis, struct fact_value *all,
	       const struct fact_value *one);
struct fact_value fact_of_constant(struct analysis *analysis, wide value,
				   const struct ir_unit *unit,
				   struct ir_loc loc, const char *function,
				   const char *text);
/* lowered.c: is v, which was stored so, no larger than what lay in the field
 * (or global) before? before: what the place itself held, or 0. */
bool value_lowers(struct engine *engine, const struct state *state,
		  const struct stored_value *stored, vn v, vn before);
/* Such a store; and, when all others are joined, what they come to. */
void fact_join_lowered(struct analysis *analysis, struct fact_value *all,
		       const struct fact_value *one);
void fact_settle_lowered(struct analysis *analysis, struct fact_value *all);
/* stores_callers.c: what a store (insn NULL: all of those that the function's
 * run sees) leaves, as its function's run tells or, where
 * that does not know, those of its callers. false if it cannot be told yet, or
 * a run was given up. */
typedef bool (*stored_filter)(const struct stored_value *stored,
			      const void *data);
typedef void (*stored_joiner)(struct analysis *analysis,
			      struct fact_value *all, const void *data,
			      struct function_ref *fn,
			      const struct stored_value *stored);
bool fact_of_store(struct analysis *analysis, struct function_ref *fn,
		   const struct ir_insn *insn, stored_filter wanted,
		   stored_joiner join, const void *data,
		   struct fact_value *all);
/* bytes.c: calls that write whole objects with the field in them; false if one
 * of them may leave anything there. holder: only objects that are part of that
 * field; NULL: any. */
bool fact_of_bytes(struct analysis *analysis, const char *identity,
		   const char *holder, struct ctype type,
		   struct fact_value *all);
/* Is the address that of a variable of the function, or of a part of one? */
bool is_own_variable(const struct function_ref *fn, guint32 address);
/* … one whose address no call gets? */
bool is_kept_variable(const struct function_ref *fn, guint32 address);
/* Is the address (of a field, or an argument) that of a variable of whoever calls
 * the function by its name, each his own? */
bool is_callers_variable(const struct analysis *analysis,
			 const struct function_ref *fn, guint32 address);
bool fact_of_param(struct analysis *analysis, const struct function_ref *fn,
		   guint param, struct fact_value *out);
/* Does nobody out of view see the record that this field is in? */
bool record_is_private(const struct analysis *analysis, const char *identity);
bool fact_of_field(struct analysis *analysis, const char *identity,
		   struct ctype type, struct fact_value *out);
/* ... of the objects that are part of a field of another, the holder; or of
 * local variables, which are part of nothing: what a callee left in them. */
#define NO_HOLDER ""
/* ... the same of a variable that was handed to a callee by a pointer: what is
 * written for those alone who call the writer by its name is not there. */
#define LENT "*"
static inline bool holder_is_none(const char *holder)
{
	return holder && (!*holder || *holder == *LENT);
}

bool fact_of_held_field(struct analysis *analysis, const char *holder,
			const char *identity, struct ctype type,
			struct fact_value *out);
/* ... of one global alone, whose key is interned. */
bool fact_of_object_field(struct analysis *analysis, const char *global,
			  const char *identity, struct ctype type,
			  struct fact_value *out);
bool fact_of_global(struct analysis *analysis, const char *key,
		    struct ctype type, struct fact_value *out);
/* writes.c: may a call of fn write that field or global? */
GHashTable *writes_table_new(void);
GHashTable *names_table_new(void);
bool function_may_write(struct analysis *analysis,
			const struct function_ref *fn, const char *identity);

/* callers.c: calls (struct code_ref) of a function in view, by its name and
 * through the fields it stands in; owned. */
GArray *function_calls(const struct analysis *analysis,
		       const struct function_ref *fn);
/* Are these all that there are? */
bool function_calls_known(const struct analysis *analysis,
			  const struct function_ref *fn);

/* indirect.c: the functions (struct function_ref *) that a call through a
 * pointer may reach; none if not all are known or they are too many. */
void indirect_callees(struct engine *engine, struct analysis *analysis,
		      const struct call_site *site, GPtrArray *out);
/* The call has got to one of them, in that frame. */
void indirect_led_to(struct engine *engine, struct analysis *analysis,
		     struct state *state, const struct call_site *site,
		     const struct frame *frame);

/* sources.c */
const struct source *source_of_param(struct analysis *analysis,
				     const struct function_ref *fn,
				     guint param);
const struct source *source_of_field(struct analysis *analysis,
				     const char *identity);
/* Does a row of kind field or global speak of this field? */
bool source_names_field(const struct source *row, const char *identity);
const GPtrArray *sources_of_call(struct analysis *analysis,
				 const char *callee);
bool source_apply(struct engine *engine, struct state *state,
		  const struct call_site *site, const struct source *source,
		  struct value *result);
/* A call through a field that rows of kind call name: true if there are any. */
bool sources_apply_through_field(struct engine *engine, struct state *state,
				 const struct call_site *site,
				 struct value *result);
/* What a value of that type can be that the source chooses. */
const struct range *source_range(struct engine *engine,
				 const struct target *target,
				 const struct source *source,
				 struct ctype type);
/* It chooses the leaf, or what that points to. */
void source_mark(struct engine *engine, const struct target *target, vn leaf,
		 const struct source *source, const struct why *why);

/* Memory that a source filled as a whole: the number of the pointer to it that
 * an address was computed from, or 0. A pointer that walks through memory began
 * somewhere; one of two ways may have had none. */
vn source_pointer(struct engine *engine, vn root);

/* knobs.c: a variable that the outside sets. range is NULL if only its type
 * bounds it. */
struct knob {
	const struct source *source;
	const struct range *range;
	const struct ir_unit *loc_unit;	/* where it is made one */
	struct ir_loc loc;
};

bool knob_of_global(struct analysis *analysis, const char *key, gint64 offset,
		    struct ctype type, struct knob *knob);
const struct source *knob_of_field(struct analysis *analysis,
				   const char *identity);

/* policy.c: an attribute's value or length is what its policy lets through. */
void policy_restrict(struct engine *engine, const struct call_site *site,
		     const struct source *source, vn result);

/* helpers.c: true if the call's effect was applied. */
enum call_outcome helper_apply(struct engine *engine, struct state *state,
			       const struct call_site *site,
			       const struct helper *helper,
			       struct value *result);

/* request.c */
void request_record(struct engine *engine, struct state *state,
		    const struct call_site *site,
		    const struct allocator *row);
/* An allocator that can be over its limit at all, judged by its constants. */
bool request_may_matter(const struct analysis *analysis,
			const struct function_ref *fn,
			const struct ir_insn *insn,
			const struct allocator *row);
const struct allocator *call_allocator(const struct rulebase *rules,
				       const struct ir_insn *insn);

#endif
