/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where pointers go, over a whole program: the places that hold them, and who
 * copies what where.
 *
 * A node is something that holds a pointer: a call's result, one definition
 * of a local variable, a field (of every object of its record), a global, what
 * a function returns, the memory that another node points to. An edge says
 * that a value may go from one node to another. Values in the middle of an
 * expression have no node: each use is resolved to the nodes it is read from.
 *
 * Flow-sensitive for the local variables whose address is not taken (a
 * definition is a node of its own), flow-insensitive for everything else.
 */
#ifndef KMCHECK_MODEL_OWNER_GRAPH_H
#define KMCHECK_MODEL_OWNER_GRAPH_H

#include "program/program.h"
#include "rulebase/rulebase.h"
#include "source/mentions.h"

enum owner_kind {
	OWNER_CALL,	/* the result of the call `at` */
	OWNER_DEF,	/* the store `at` to a local, or (at.insn NULL) a
			   parameter on entry */
	OWNER_LOCAL,	/* a local whose address is taken, or an aggregate */
	OWNER_FIELD,	/* name: field_identity() */
	OWNER_MEMBER,	/* … of the variable `object` alone */
	OWNER_GLOBAL,	/* name: its key */
	OWNER_RETURN,	/* what a function returns */
	OWNER_VARIADIC,	/* the arguments of a function that have no name */
	OWNER_POINTEE,	/* the memory that node `of` points to; what a
			   container with address `of` holds */
	OWNER_CONTAINER,/* objects of the record `name`, found from the
			   address of a member (container_of) */
	OWNER_HANDLE,	/* what the kernel's core keeps; name: where it comes
			   back (owner_handle.c) */
	OWNER_LOST,	/* a place that could not be resolved */
};

struct owner_node {
	enum owner_kind kind;
	struct code_ref at;
	struct function_ref *function;	/* CALL, DEF, LOCAL, RETURN, VARIADIC;
					   MEMBER of a local */
	guint32 local;			/* DEF, LOCAL; MEMBER of a local */
	guint32 of;			/* POINTEE; MEMBER: the FIELD */
	guint32 pointee;		/* its OWNER_POINTEE, + 1; 0: none */
	gconstpointer object;		/* MEMBER */
	const char *name;		/* interned */
	const char *record;		/* interned key of the record that the
					   pointer held points to, or NULL */
	bool is_foreign;		/* FIELD, of a record that is not
					   defined below the program's root */
	bool is_slot;			/* FIELD, a void * of such a record:
					   for whoever uses the object */
	bool is_carrier;		/* FIELD, a void * that many files put
					   unlike things in; HANDLE */
	bool is_link;			/* FIELD, of what lists and trees are
					   linked by: it leads to all lists;
					   objects are found by OWNER_CONTAINER
					   instead */
	bool holds_none;		/* FIELD, too small for a pointer, or
					   a record */
	GArray *out, *in;		/* guint32: edges; NULL: none */
	GArray *uses;			/* struct owner_use; NULL: none */
	GArray *points_to;		/* guint32: places whose address it may
					   hold; NULL: none */
	GArray *pointed_by;		/* … and who may hold this one's */
};

/* How far behind the begin of the memory an address is: not known. */
#define OWNER_INSIDE G_MININT64

enum owner_flow {
	OWNER_COPY,	/* within a function */
	OWNER_ENTER,	/* argument -> parameter, by the call `at` */
	OWNER_LEAVE,	/* returned value -> result of the call `at` */
	OWNER_HEAP,	/* through memory: into or out of any function */
};

struct owner_edge {
	guint32 from, to;
	enum owner_flow flow;
	struct code_ref at;
	gint64 offset_bytes;	/* the value is an address that far behind what
				   the source points to, or OWNER_INSIDE */
	const char *record;	/* what the value is written to point to, where
				   it is read; NULL: void, scalars */
	bool is_number;		/* read as a plain number, or an argument that
				   has no name: the address of the memory's
				   begin may go this way (a handle), others do
				   not */
};

enum owner_use_kind {
	OWNER_USE_CALL,	/* a call that is not looked into gets the value */
	OWNER_USE_HELD,	/* … the address of the place, and finds it there */
	OWNER_USE_MASK,	/* no call: `at` masks the address's lower bits */
};

struct owner_use {
	enum owner_use_kind kind;
	struct code_ref at;
	guint arg;		/* from 0 */
	guint callback;		/* from 0: the argument that is a function,
				   which gets the value; else G_MAXUINT */
	const char *function;	/* … that function's key */
	gint64 offset_bytes;	/* as of an edge */
};

/* A free of what a link's address is that of: kfree(list->next). */
struct owner_link_free {
	struct code_ref at;
	const char *record;		/* of the link */
};

struct owner_graph {
	const struct program_db *db;
	const struct rulebase *rules;
	struct mentions *outside;	/* sources of the tree that are not in
					   the program; borrowed, or NULL */
	GArray *nodes;			/* struct owner_node */
	GArray *edges;			/* struct owner_edge */
	GHashTable *index;		/* of nodes */
	GHashTable *aliases;		/* memo of owner_aliases() */
	GHashTable *all_aliases;	/* … of owner_all_aliases() */
	GHashTable *seen;		/* container edges made */
	GHashTable *objects;		/* variable -> what becomes of its
					   address (owner_object.c) */
	GHashTable *copied;		/* names of records that are copied as
					   a whole */
	GHashTable *by_value;		/* … that functions take or return */
	GHashTable *parts;		/* record -> set of the records in it
					   (owner_record_holds) */
	GHashTable *sections;		/* function_ref -> what a call of it
					   enters and leaves (owner_context) */
	GHashTable *called_from;	/* function_ref -> GArray of struct
					   owner_caller: through pointers */
	GHashTable *named;		/* char *: functions that the program
					   names; empty until one is asked for */
	GArray *link_frees;		/* struct owner_link_free */
	GHashTable *users;		/* ir_insn of a call -> GArray of the
					   nodes that it uses */
};

/* What goes back and forth keeps its offset; what goes on and on in a loop has
 * any. */
static inline gint64 owner_offset_sum(gint64 a, gint64 b)
{
	if (!a || !b)
		return a + b;
	return a == OWNER_INSIDE || b == OWNER_INSIDE || (a < 0) == (b < 0) ?
	       OWNER_INSIDE : a + b;
}

/* A call that may go to a function through a pointer: `at`; if the pointer is
 * a parameter, of the call `passing`, whose insn is else NULL. */
struct owner_caller {
	struct code_ref at, passing;
};

struct owner_graph *owner_graph_new(const struct program_db *db,
				    const struct rulebase *rules);
void owner_graph_free(struct owner_graph *graph);

static inline struct owner_node *owner_node(const struct owner_graph *graph,
					    guint32 i)
{
	return &g_array_index(graph->nodes, struct owner_node, i);
}

static inline struct owner_edge *owner_edge(const struct owner_graph *graph,
					    guint32 i)
{
	return &g_array_index(graph->edges, struct owner_edge, i);
}

/* The node of a call's result, IR_NONE if nobody uses it. */
guint32 owner_call_node(const struct owner_graph *graph,
			const struct ir_insn *call);

/* Nodes that may hold the same address as this one, itself included, and the
 * places that they may point to (guint32; owned by the graph). */
struct owner_aliases {
	GArray *holders, *targets;
};
const struct owner_aliases *owner_aliases(struct owner_graph *graph,
					  guint32 node);
/* … also those that got the address through memory: *out = address. */
const struct owner_aliases *owner_all_aliases(struct owner_graph *graph,
					      guint32 node);
/* Has a record another, or the same, in it? By name, through all levels. */
bool owner_record_holds(struct owner_graph *graph, const char *outer,
			const char *inner);
/* The OWNER_POINTEE of a node, or IR_NONE. */
guint32 owner_pointee(const struct owner_graph *graph, guint32 node);

/* Does the program call, or take the address of, one of these functions? No
 * words: true. */
bool owner_names_any(const struct owner_graph *graph, char *const *functions);

/* What the rules say a call frees: the row, also that of a cleanup attribute,
 * or NULL. */
const struct free_fn *owner_free_row(const struct rulebase *rules,
				     const struct ir_call *call);
/* … a function whose address is handed around. */
const struct free_fn *owner_free_function(const struct rulebase *rules,
					  const char *key);

/* A function, where its name was put into a pointer. */
struct owner_named {
	const struct ir_unit *unit;
	struct ir_loc loc;
	const char *key;
};
/* … by every initialiser and assignment of the field or variable that the
 * pointer `target` (a temp of `in`) is read from: struct owner_named, the
 * caller frees it. */
GArray *owner_called(const struct program_db *db,
		     const struct function_ref *in, guint32 target);

/* For the builder, owner_build.c and owner_value.c. */
struct owner_key {
	guint kind;
	gconstpointer what;
	guint32 number;
};
guint32 owner_node_get(struct owner_graph *graph, struct owner_key key,
		       bool *is_new);
void owner_edge_add(struct owner_graph *graph, const struct owner_edge *edge);
void owner_points_to(struct owner_graph *graph, guint32 node, guint32 place);
void owner_use_add(struct owner_graph *graph, guint32 node,
		   const struct owner_use *use);
void owner_graph_build(struct owner_graph *graph);

#endif
