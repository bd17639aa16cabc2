/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who owns the memory of an allocation: where its pointer goes, where it is
 * freed, what else is done with it, and where it leaves what can be seen. May
 * facts: every place that the pointer may come to.
 *
 * Calls and returns are matched (a helper called from two places does not mix
 * them up); what is read from a void * is taken for the record it is then used
 * as.
 */
#ifndef KMCHECK_MODEL_OWNERSHIP_H
#define KMCHECK_MODEL_OWNERSHIP_H

#include "model/owner_graph.h"

/* Calls that a value came in by, the innermost first; number 0 is empty. */
struct owner_stack {
	const struct ir_insn *call;
	guint32 below, depth;
};

/* One step on the way of a pointer. */
struct owner_state {
	guint32 node;
	guint32 stack;		/* calls that the value came in by */
	const char *record;	/* interned name of what it points to, NULL */
	const char *object;	/* … of what the memory is, as far as known */
	gint64 offset_bytes;	/* of the address in the memory, or
				   OWNER_INSIDE */
	bool is_generic;	/* went through a void * that anyone uses */
	bool is_carried;	/* … that many files use, or memory of many
				   names */
	bool is_renamed;	/* the place by another of its names: what
				   that name reads (or, backward, stores) */
	guint32 parent, edge;	/* state, edge; IR_NONE: none */
};

enum owner_freeing {
	FREEING_CALL,
	FREEING_CLEANUP,	/* a cleanup attribute */
	FREEING_CALLBACK,	/* the function is an argument */
	FREEING_FIELD,		/* … stands in a field or a variable */
};

/* Memory is freed here. */
struct owner_free {
	enum owner_freeing how;
	struct code_ref at;
	const struct free_fn *row;
	guint callback;		/* FREEING_CALLBACK: argument, from 0 */
	guint32 local;		/* FREEING_CLEANUP: the variable */
	bool is_inside;		/* an address in the memory is freed */
	guint32 state;
};

/* A use that a rule has something to say about. */
struct owner_sink {
	struct code_ref at;
	const struct sink *row;
	guint32 state;
};

struct owner_realloc {
	struct code_ref at;
	const struct allocator *row;
	guint32 state;
};

enum owner_leaving {
	LEAVING_RETURNED,	/* to callers that are not seen */
	LEAVING_CALLED,		/* to a function that is not seen; name */
	LEAVING_HELD,		/* … with the address of where it is kept */
	LEAVING_INDIRECT,	/* to a function pointer that is not known */
	LEAVING_FIELD,		/* stored in a record that is not the
				   program's own; name: field identity */
	LEAVING_ELSEWHERE,	/* … in a field that a source out of view frees;
				   name: field identity */
	LEAVING_LOST,		/* stored where it cannot be followed */
	LEAVING_INCOMPLETE,	/* in a function that could not be read whole */
};

struct owner_leave {
	enum owner_leaving how;
	struct code_ref at;	/* insn may be NULL: the function as a whole */
	const char *name;	/* interned, or NULL */
	const char *elsewhere;	/* a source out of view that does, or NULL */
	guint32 state;
};

struct ownership {
	struct owner_graph *graph;
	struct code_ref alloc;
	GArray *frees;		/* struct owner_free, by place; each written
				   call once */
	GArray *ways;		/* struct owner_free: … for each state */
	GArray *sinks;		/* struct owner_sink, same order */
	GArray *reallocs;	/* struct owner_realloc */
	GArray *leaves;		/* struct owner_leave */
	GArray *states;		/* struct owner_state */
	GArray *stacks;		/* struct owner_stack */
	GHashTable *reached;	/* nodes of the states, + 1 */
	bool is_too_big;	/* gave up: lists are incomplete */
};

/* The caller frees it. The graph stays the caller's and must outlive it. */
struct ownership *ownership_of(struct owner_graph *graph,
			       const struct code_ref *alloc);
void ownership_free(struct ownership *own);

/* Allocations whose memory may reach a free: struct code_ref, by place, each
 * written call once. *is_all: nothing else may reach it. */
GArray *ownership_origins(struct owner_graph *graph, const struct code_ref *at,
			  bool *is_all);

/* What a test of the pointer (is_vmalloc_addr()) says where it is freed. */
enum owner_guard {
	GUARD_NONE,
	GUARD_VMALLOC,		/* only vmalloc memory comes here */
	GUARD_KMALLOC,		/* none does: kmalloc memory, or NULL */
};
enum owner_guard owner_guard(const struct owner_graph *graph,
			     const struct code_ref *at);

/* Is there a section at `at`, in the function or around its callers, that may
 * not sleep? Its row, and where it was entered; NULL if there is none. */
const struct context_fn *owner_context(const struct owner_graph *graph,
				       const struct code_ref *at,
				       struct code_ref *entered);

/* The same where memory is freed, of those callers that it came by. */
const struct context_fn *owner_free_context(const struct ownership *own,
					    const struct owner_free *freed,
					    struct code_ref *entered);

/* Order of places: file, line, column. */
int code_ref_compare(const struct code_ref *a, const struct code_ref *b);
/* The same written call: from 6.13 on one stands twice in the IR. */
bool code_ref_is_same_call(const struct code_ref *a, const struct code_ref *b);
const char *code_ref_file(const struct code_ref *at);
struct ir_loc code_ref_loc(const struct code_ref *at);

/* The same free, of whatever state. */
bool owner_is_same_free(const struct owner_free *a,
			const struct owner_free *b);

/* "struct foo.buf" of a field's identity. The caller frees it. */
char *owner_field_name(const char *identity);

#endif
