/* SPDX-License-Identifier: GPL-2.0-only */
/* One function while the graph of owner_graph.h is made of it. */
#ifndef KMCHECK_MODEL_OWNER_BUILD_H
#define KMCHECK_MODEL_OWNER_BUILD_H

#include "ir/graph.h"
#include "model/owner_graph.h"
#include "model/ownership.h"

/* A store to a local whose address is not taken. */
struct local_store {
	guint32 local, index;
	const struct ir_insn *insn;
};

struct owner_build {
	struct owner_graph *graph;
	struct function_ref *ref;
	const struct ir_unit *unit;
	const struct ir_function *fn;
	struct ir_graph *flow;
	struct code_ref *def;		/* temp -> where it is defined */
	bool *is_simple;		/* local: only loaded and stored */
	GArray **stores;		/* block -> struct local_store */
	guint32 *visited, visit;	/* block: last walk that saw it */
};

/* Where a value is read from. */
struct owner_source {
	guint32 node;
	gint64 offset_bytes;	/* as of an edge */
	bool is_place;		/* the value is this node's own address */
	bool is_number;		/* as of an edge */
	const char *record;	/* as in struct owner_edge */
};

/* Through casts. NULL if the temp is none. */
const struct ir_insn *owner_origin(const struct owner_build *b, guint32 temp);

/* Append to out (struct owner_source) what a temp may be. is_pointer: an
 * integer that is loaded there may be one. */
void owner_sources(struct owner_build *b, guint32 temp, bool is_pointer,
		   GArray *out);
/* Append to out (guint32) the nodes that an address names. */
void owner_places(struct owner_build *b, guint32 address, GArray *out);

/* An empty array of struct owner_source. */
GArray *owner_sources_new(void);
/* What the sources may be goes to node `to`. */
void owner_connect(struct owner_build *b, const GArray *sources, guint32 to,
		   enum owner_flow flow, const struct code_ref *at);
/* The call's argument number `callback` (from 0), the function `key`, gets
 * them, or may. */
void owner_call_back(struct owner_build *b, const struct code_ref *at,
		     const GArray *sources, guint callback, const char *key);
/* The call's arguments go to a function of the program, its result comes from
 * there. */
void owner_enter(struct owner_build *b, const struct code_ref *at,
		 struct function_ref *callee);
/* A call that is not looked into. function: that it frees with, or NULL;
 * is_kept: what it gets is accounted for. */
void owner_build_use(struct owner_build *b, const struct code_ref *at,
		     const char *function, bool is_kept);
/* A call through a pointer. */
void owner_build_indirect(struct owner_build *b, const struct code_ref *at);
/* The call is one of a container that the rules name: what goes in may come
 * out. */
bool owner_build_container(struct owner_build *b, const struct code_ref *at);
/* The call gives something to the kernel's core, or takes it back. */
void owner_build_handle(struct owner_build *b, const struct code_ref *at);
/* … it is one that nothing is known of but its name: what its like got, it may
 * give back. */
void owner_build_family(struct owner_build *b, const struct code_ref *at);
/* … of the whole program: fields and callbacks that do. */
void owner_connect_handles(struct owner_graph *graph);
/* The call copies memory: so it does the pointers in it. */
void owner_build_copy(struct owner_build *b, const struct code_ref *at);
/* Variables that are set to the address of a pointer where they are defined. */
void owner_build_inits(struct owner_graph *graph, const struct ir_unit *unit);
/* What an asm reads may come out of what it writes. */
void owner_build_asm(struct owner_build *b, const struct code_ref *at);
/* A pointer is masked so that a block is found from an address in it. */
void owner_build_mask(struct owner_build *b, const struct code_ref *at);

/* The field's node, or that of the one variable whose field the address of
 * insn is. */
guint32 owner_member_node(struct owner_build *b, const struct ir_insn *insn,
			  guint32 field);
/* … of what lies at the address `base`. */
guint32 owner_member_at(struct owner_build *b, guint32 base, guint32 record,
			guint32 number);
/* See which variables' addresses go where; then, of the whole program, connect
 * their members to the fields that others reach. */
void owner_note_objects(struct owner_build *b);
void owner_connect_objects(struct owner_graph *graph);

static inline guint32 owner_arg(const struct ir_call *call, guint i)
{
	return call->args[i];
}

guint32 owner_store_node(struct owner_build *b, guint32 local,
			 const struct ir_insn *store);
guint32 owner_param_node(struct owner_graph *graph, struct function_ref *ref,
			 guint32 param);
guint32 owner_return_node(struct owner_graph *graph,
			  struct function_ref *ref);
guint32 owner_variadic_node(struct owner_graph *graph,
			    struct function_ref *ref);
guint32 owner_result_node(struct owner_build *b, const struct code_ref *call);
/* The field's node, new, to those of the members that share its place. */
void owner_connect_union(struct owner_build *b, guint32 record, guint32 number,
			 guint32 node);
guint32 owner_field_node(struct owner_build *b, guint32 record,
			 guint64 field);
guint32 owner_global_node(struct owner_build *b, guint32 index);
guint32 owner_lost_node(struct owner_graph *graph);
/* The memory that what a node holds points to. */
guint32 owner_pointee_node(struct owner_graph *graph, guint32 of);

/* Somebody outside the program may call it. */
bool owner_is_called_unseen(const struct owner_graph *graph,
			    const struct function_ref *ref);
/* Append what state number i tells to the lists. */
void owner_classify(struct ownership *own, guint32 i);

/* A pointer fits in what has that type, or its elements. */
bool owner_holds_pointer(const struct ir_unit *unit, guint32 type);
bool owner_is_void_pointer(const struct ir_unit *unit, guint32 type);
/* "struct foo" if the type is a pointer to it (or an array of those), or
 * NULL. Interned. */
const char *owner_record(const struct ir_unit *unit, guint32 type);

#endif
