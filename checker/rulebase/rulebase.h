/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kernel facts of rules/ as tables: the one reader, used by every layer.
 *
 * The files in rules/ are compiled into the binary (GResource) and read at start-up; --rules
 * FILE adds more of the same format. A row that is broken or contradicts
 * another is refused with file and line.
 *
 * Ownership: a rulebase owns all its rows; it is immutable once loaded.
 */
#ifndef KMCHECK_RULEBASE_RULEBASE_H
#define KMCHECK_RULEBASE_RULEBASE_H

#include <glib.h>
#include <stdbool.h>

/* Where a row stands, for messages and --explain. */
struct rule_origin {
	char *file;
	guint line;
};

/*
 * A size expression over a call's arguments, in postfix: $2 * $3, $1 + 1,
 * round_up_pow2($2) * $3, page_size << $2. How overflow behaves is the row's.
 */
enum size_op {
	SIZE_ARG,	/* value = argument number, from 1 */
	SIZE_NUMBER,	/* value = the number */
	SIZE_PAGE_BYTES, SIZE_LONG_BYTES, SIZE_LONG_BITS,
	SIZE_ADD, SIZE_SUB, SIZE_MUL, SIZE_DIV, SIZE_SHL,
	SIZE_DIV_ROUND_UP, SIZE_ROUND_UP, SIZE_ROUND_DOWN,
	SIZE_ROUND_UP_POW2, SIZE_MINIMUM, SIZE_MAXIMUM,
	SIZE_STRLEN,	/* of argument number value */
	SIZE_SKB,	/* SKB_HEAD_ALIGN of the top of stack */
};

/* Of one expression; a stack of its parts is never deeper. */
#define SIZE_TERMS_MAX 64

struct size_term {
	enum size_op op;
	guint64 value;
};

enum size_overflow { OVERFLOW_WRAP, OVERFLOW_SATURATE, OVERFLOW_FAIL };

/* What the request is held against. */
enum limit_kind {
	LIMIT_KMALLOC,		/* KMALLOC_MAX_SIZE */
	LIMIT_DEVRES,		/* ... less struct devres */
	LIMIT_DRMRES,		/* ... less struct drmres */
	LIMIT_SKB,		/* ... less the skb's overhead */
	LIMIT_CACHE,		/* KMALLOC_MAX_CACHE_SIZE */
	LIMIT_ORDER,		/* the size expression is an order */
	LIMIT_KVMALLOC,		/* INT_MAX where the release checks it */
	LIMIT_PERCPU,		/* PCPU_MIN_UNIT_SIZE */
	LIMIT_CMA_OPEN,		/* no limit of this kind: never a finding */
	LIMIT_FRAG,		/* one page fragment: 32 KiB, at least a page */
};

/* [allocator NAME] */
struct allocator {
	char *name;		/* as users write it: "kcalloc" */
	char **callees;		/* functions finally called, all releases */
	GArray *size;		/* struct size_term */
	enum size_overflow overflow;
	enum limit_kind limit;
	char *written;		/* the size as C text over the arguments of the
				   *written* form ("sizeof($1) * $2"), if they
				   are not the callee's; or NULL */
	guint gfp_arg;		/* from 1 in the *written* form; 0: none. The
				   callee's is found by its gfp_t type */
	guint old_arg;		/* the memory that is reallocated, or 0 */
	guint source_arg;	/* memory that is copied from, or 0 */
	char **frees;		/* functions that free it, the usual first */
	bool managed;		/* freed by the device, drm, test … */
	char *kv;		/* kv form's name, or NULL */
	char *kv_text;		/* rewrite pattern: "kvcalloc($1, $2, $3)" */
	char *kv_since;		/* first release known to have it: counts only
				   where no headers can be asked */
	char *kv_fits_since;	/* before this release it takes other arguments,
				   even where it is declared; or NULL */
	char *no_kv_reason;	/* why there is none, and what helps */
	bool is_kv;		/* its memory may come from vmalloc */
	bool is_vmalloc;	/* always vmalloc memory */
	bool nowarn;		/* carries __GFP_NOWARN itself */
	char *nowarn_since, *nowarn_until;	/* releases, or NULL */
	bool err_ptr;		/* fails with ERR_PTR, not NULL */
	bool zeroes;
	bool only_written;	/* its callee is shared with calls that ask for
				   something else: only if the user wrote this
				   very name (rulebase_allocator_as) */
	char *since, *until;	/* releases that have it, NULL: all */
	char *header;		/* include that declares it */
	struct rule_origin origin;
};

/* [free NAME] */
struct free_fn {
	char *name;
	char **callees;
	guint arg;		/* from 1 */
	bool takes_vmalloc;	/* kvfree, vfree */
	bool takes_kmalloc;	/* kfree, kvfree */
	char *kv;		/* what it becomes in a rewrite, or NULL */
	char *kv_text;
	char *kv_since;
	char *refuse;		/* why memory freed so cannot become kv */
	char *cleanup;		/* __free(NAME) name, or NULL */
	bool is_rcu;		/* kfree_rcu and kin */
	bool may_sleep_kv;	/* its kv form may sleep */
	struct rule_origin origin;
};

/* [helper NAME]: a function or macro's callee whose exact effect on values is known */
struct helper {
	char *name;
	char **callees;
	char *effect;		/* keyword that value/model implement: "min",
				   "max", "clamp", "size_mul", … */
	guint args[4];		/* from 1; meaning by effect; 0 none */
	char *result;		/* "0..4095", "a1", expression or NULL */
	struct rule_origin origin;
};

enum source_kind {
	SOURCE_CALL,	/* a call's result, and/or what it writes */
	SOURCE_PARAM,	/* parameter of a function stored in an ops field */
	SOURCE_FUNCTION,/* parameter of a function matched by name (glob) */
	SOURCE_GLOBAL,	/* variable registered as a parameter/knob: its
			   address stands in record.field, or is argument
			   `param` of a call of callees */
	SOURCE_FIELD,	/* field of a record filled from outside */
	SOURCE_TYPE,	/* parameter of record-pointer type in such ops */
};

/* [source NAME] */
struct source {
	char *name;
	enum source_kind kind;
	char **callees;		/* SOURCE_CALL: functions */
	char *record, *field;	/* ops table, or field; globs allowed */
	guint param;		/* SOURCE_PARAM/FUNCTION: from 1; 0: every one */
	guint callback_arg;	/* SOURCE_PARAM without record: the function
				   that is this argument of a call of callees */
	bool result;		/* SOURCE_CALL: the result is from there */
	guint writes[4];	/* arguments whose pointee is filled, from 1 */
	guint writes_bytes_arg;	/* how many bytes, an argument, or 0 */
	guint writes_elements_arg;	/* how many of its type, or 0 */
	bool vector;		/* … points to an address and a length, and what
				   lies there is filled */
	bool pointee;		/* PARAM, FIELD, a CALL's result: what it points
				   to, not itself */
	guint max_arg;		/* result is at most this argument's value */
	guint length_arg;	/* CALL: leads to so many bytes of what arrived;
				   NULL if they are not there: never more than */
	guint64 length_max;	/* this */
	bool status;		/* it returns 0 if it wrote, an error if not */
	bool repeats;		/* SOURCE_CALL: called again with the same first
				   argument, it gives the same result */
	guint text_arg;		/* CALL: it makes a number of the text that
				   this argument points to: whoever wrote that,
				   if it is known, chose the number */
	char *policy;		/* CALL: "value" or "length" of an attribute
				   that a policy may bound, or NULL */
	guint mode_arg;		/* GLOBAL: the file's mode; without a write bit
				   nobody sets it */
	char *mode_field;	/* ... or beside `field` */
	char *most_field;	/* GLOBAL: its upper bound stands there */
	bool elements;		/* GLOBAL: an array, whose elements are set */
	char *low_field, *high_field;	/* GLOBAL: addresses of its bounds */
	char *handler_field;	/* ... which hold if this function */
	char **bounded_by;	/* is, or calls, one of these */
	char *setter;		/* GLOBAL: "ops.set": what sets it stands in
				   this field of what that field points to; if
				   it is not one of */
	char **set_by;		/* these, it may leave the value to them */
	int level;		/* 1: warning, 2: note (whom it takes) */
	char *class_;		/* "user", "network", "usb", "disk", "sysfs",
				   "module-param", "firmware", "register", … */
	char *privilege;	/* "unprivileged", "root", "physical", … */
	bool has_max, has_min;
	gint64 min;
	guint64 max;		/* what the API itself guarantees */
	char *max_expr;		/* "page_size" and the like, or NULL */
	char *message;		/* "comes from user space" */
	struct rule_origin origin;
};

/* [sink NAME]: a use that needs contiguous or kmalloc memory */
struct sink {
	char *name;
	char **callees;
	guint arg;		/* from 1 */
	char *record, *field;	/* stored into this field instead of a call */
	char *reason;		/* "mapped for DMA" */
	char *help;		/* what helps instead */
	bool frees;		/* kfrees it (ownership leaves) */
	char **where_used;	/* counts only in a program that names one of
				   these functions; NULL: in all */
	char *until, *since;
	struct rule_origin origin;
};

/* [context NAME]: sections that cannot sleep */
struct context_fn {
	char *name;
	char **enter, **leave;	/* functions */
	char **tries;		/* … that enter if they return other than 0 */
	char *record, *field;	/* or: runs as this callback */
	char **calls;		/* … or: as argument ARG of NAME, "NAME:ARG" */
	char **where_used;	/* as of a sink: the field counts only there */
	char *reason;
	struct rule_origin origin;
};

/* [limit ARCH ...]: one row of the limits table */
struct limit_row {
	char *arch;
	guint page_shift;
	char *since, *until;	/* releases, inclusive; NULL open */
	guint max_order;	/* largest order, inclusive (6.4+ meaning) */
	guint min_settable, max_settable;	/* Kconfig range as inclusive orders; 0 fixed */
	guint64 cap_bytes;	/* SLAB <= 6.0: 2^25; else 0 */
	char *allocator;	/* "slub", "slab", "slob", NULL any */
	char *condition;	/* Kconfig words, or NULL */
	bool is_default;	/* the arch's default configuration */
	guint long_bytes;
	guint devres_align_bytes;	/* of what follows a devres header */
	bool mmu;
	char *file;		/* kernel file the fact comes from */
	struct rule_origin origin;
};

/* KMALLOC_MAX_SIZE of a row. */
static inline guint64 limit_row_bytes(const struct limit_row *row)
{
	guint64 bytes = G_GUINT64_CONSTANT(1) <<
			(row->page_shift + row->max_order);

	return row->cap_bytes ? MIN(bytes, row->cap_bytes) : bytes;
}

/* [release …]: how kernels between since and until behave */
struct release_row {
	char *since, *until;
	GHashTable *facts;	/* char * -> char *: see release_facts[] in
				   rows.c and rules/releases.rules */
	char *file;
	struct rule_origin origin;
};

/* [rule ID] */
enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };

struct rule {
	char *id;		/* "oversize-constant" */
	enum level level;
	bool default_on;
	char *summary;		/* one line */
	struct rule_origin origin;
};

/* [define NAME]: names the other layers ask for by meaning, so that no kernel
 * name stands in code: "atom.page_shift" -> "PAGE_SHIFT CONFIG_PAGE_SHIFT",
 * "gfp.nowarn" -> "__GFP_NOWARN", "limit.macro" -> "KMALLOC_MAX_SIZE". */

struct rulebase {
	GPtrArray *allocators, *frees, *helpers, *sources, *sinks, *contexts,
		  *limits, *releases, *rules;
	GHashTable *defines;		/* char * -> char ** */
	/* char * -> GPtrArray of rows, in the order of the tables: several
	 * written names may end in one function */
	GHashTable *allocator_by_callee, *free_by_callee, *helper_by_callee;
	GHashTable *source_by_callee;	/* -> GPtrArray of struct source * */
	GHashTable *sink_by_callee;	/* -> GPtrArray of struct sink * */
	GHashTable *sink_by_field;	/* "struct urb.setup_packet" -> the same */
};

/* Load the built-in tables, then each file of extra (may be NULL). NULL and
 * error ("FILE:LINE: what, how to mend") if anything is wrong. */
struct rulebase *rulebase_load(const char *const *extra_files,
			       GError **error);
void rulebase_free(struct rulebase *rules);

const struct allocator *rulebase_allocator(const struct rulebase *rules,
					   const char *callee);
const struct free_fn *rulebase_free_fn(const struct rulebase *rules,
				       const char *callee);
/* The row that the user named: the one called `written` if it ends in
 * `callee`, else as above. written may be NULL. What analyses code asks this
 * one: rows that are only_written are found no other way. */
const struct allocator *rulebase_allocator_as(const struct rulebase *rules,
					      const char *callee,
					      const char *written);
const struct free_fn *rulebase_free_fn_as(const struct rulebase *rules,
					  const char *callee,
					  const char *written);
const struct helper *rulebase_helper(const struct rulebase *rules,
				     const char *callee);
/* What storing memory into a field means: record is "struct urb". */
const struct sink *rulebase_sink_field(const struct rulebase *rules,
				       const char *record, const char *field);
const struct rule *rulebase_rule(const struct rulebase *rules, const char *id);
/* Words of a [define]; an empty vector if there is none. Owned by rules. */
const char *const *rulebase_words(const struct rulebase *rules,
				  const char *name);
bool rulebase_word(const struct rulebase *rules, const char *name,
		   const char *word);

/* Every name that is worth probing for in a unit's headers (kv forms, frees).
 * A set of char *; the caller unrefs it. */
GHashTable *rulebase_probe_names(const struct rulebase *rules);
/* Every callee whose body need not be lowered. Same ownership. */
GHashTable *rulebase_opaque_names(const struct rulebase *rules);

/* The Markdown page of a rule (rules/ID.md), or NULL. Owned by the binary. */
const char *rulebase_page(const char *id);

/* What [release] rows say about `key` for this release: the value, or NULL.
 * Owned by rules. */
const char *rulebase_release_fact(const struct rulebase *rules,
				  const char *release, const char *key);
guint64 rulebase_release_number(const struct rulebase *rules,
				const char *release, const char *key,
				guint64 otherwise);

/* Compare release strings: "6.1.192" against "6.4". <0, 0, >0; only as many
 * components as `bound` has are compared. */
int release_compare(const char *release, const char *bound);
bool release_in(const char *release, const char *since, const char *until);

#endif
