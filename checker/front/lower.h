/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The state of lowering one function, and the verbs that build its graph.
 *
 * There is always a current block. After a terminator the current block is a
 * new one that nothing jumps to; such blocks are dropped at the end.
 */
#ifndef KMCHECK_FRONT_LOWER_H
#define KMCHECK_FRONT_LOWER_H

#include "front/unit.h"

/* Deeper nesting than this is not followed: the stack is finite. */
#define LOWER_MAX_DEPTH 400

/* An object in memory: what an lvalue, or a record as a value, denotes. */
struct place {
	guint32 address;		/* temp */
	guint32 type;			/* of the object */
	bool is_bitfield;
	guint32 record, field;		/* if is_bitfield */
};

/* A C block: which of its variables need cleaning up when it is left. */
struct scope {
	struct scope *outer;
	guint depth;
	GArray *cleanups;		/* guint32 locals, in order */
};

/* A point in a function as far as cleanups go: how many of the variables of
 * each scope around it are alive. */
struct scope_point {
	struct scope *scope;
	GArray *alive;			/* guint, by depth */
};

struct label {
	char *name;
	guint32 block;
	bool is_placed;
	struct scope_point point;
};

/* A jump to a label that leaves scopes with cleanups: finished when every
 * label's scope is known. */
struct pending_goto {
	guint32 block;
	struct label *label;
	struct scope_point point;
	struct ir_loc loc;
};

struct jump_target {
	guint32 block;			/* IR_NONE: no such target here */
	struct scope *scope;
};

struct switch_context {
	GArray *cases;			/* struct ir_case */
	guint32 otherwise;		/* block, or IR_NONE */
	guint32 type;			/* of the value */
};

struct lower {
	struct front *front;
	struct ir_unit *ir;
	struct ir_function *fn;
	CXCursor cursor;		/* the definition */
	guint32 block;			/* current */
	struct ir_loc loc;		/* current */
	GArray *temp_types;		/* guint32 by temp */
	GHashTable *locals;		/* CXCursor -> local + 1 */
	GHashTable *vla_sizes;		/* CXCursor -> local + 1: size in bytes */
	GHashTable *labels;		/* CXCursor -> struct label * */
	GPtrArray *scopes;		/* struct scope *: all, to free them */
	GPtrArray *pending;		/* struct pending_goto * */
	struct scope *scope;
	struct jump_target on_break, on_continue;
	struct switch_context *in_switch;
	guint depth;
	bool has_all_labels;
	char *printed;			/* the function, pretty-printed */
};

static inline guint32 type_of(struct lower *l, CXCursor expression)
{
	return front_cursor_type(l->front, expression);
}

/* build.c: instructions and blocks */
guint32 build_temp(struct lower *l, guint32 type);
guint32 build_insn(struct lower *l, struct ir_insn insn);
guint32 build_const(struct lower *l, guint32 type, guint64 value);
guint32 build_atom(struct lower *l, guint32 type, guint64 value,
		   enum ir_atom atom);
guint32 build_unary(struct lower *l, enum ir_op op, guint32 type, guint32 a);
guint32 build_binary(struct lower *l, enum ir_op op, guint32 type, guint32 a,
		     guint32 b);
guint32 build_cast(struct lower *l, guint32 temp, guint32 type);
guint32 build_index(struct lower *l, guint32 pointer, guint32 index,
		    guint64 step_bytes, guint32 type);
guint32 build_unknown(struct lower *l, guint32 type, const char *what);
guint32 build_address(struct lower *l, enum ir_op op, guint64 imm,
		      guint32 type);
guint32 build_load(struct lower *l, const struct place *place);
void build_store(struct lower *l, const struct place *place, guint32 value);
void build_copy(struct lower *l, const struct place *to,
		const struct place *from);
void build_zero(struct lower *l, const struct place *place);
/* One more argument of a call. */
void build_argument(struct lower *l, struct ir_call *call, guint32 temp);
/* Something of unknown value is written there. */
void build_clobber(struct lower *l, const struct place *place);
guint32 build_local(struct lower *l, const char *name, guint32 type);
struct place build_local_place(struct lower *l, guint32 local);
/* A nameless local of that type. */
struct place build_scratch(struct lower *l, guint32 type);
guint32 build_block(struct lower *l);
void build_enter(struct lower *l, guint32 block);
/* One more block that the current one leads to. */
void build_target(struct lower *l, guint32 target);
void build_jump(struct lower *l, guint32 target);
void build_branch(struct lower *l, guint32 value, guint32 yes, guint32 no);
void build_end(struct lower *l, enum ir_term term, guint32 value);
struct ir_block *build_current(struct lower *l);
guint32 build_temp_type(const struct lower *l, guint32 temp);
const struct ir_type *build_type(const struct lower *l, guint32 type);
void build_prune(struct lower *l);
void build_incomplete(struct lower *l, const char *why);

/* statement.c, loop.c, jump.c, asm.c */
void lower_statement(struct lower *l, CXCursor statement);
void lower_for(struct lower *l, CXCursor statement);
void lower_switch(struct lower *l, CXCursor statement);
void lower_case(struct lower *l, CXCursor statement);
void lower_default(struct lower *l, CXCursor statement);
void lower_asm(struct lower *l, CXCursor statement);
/* Statements that are there but never run. */
void lower_count_unlowered(struct lower *l, CXCursor subtree);

/* scope.c */
void scope_enter(struct lower *l);
void scope_leave(struct lower *l);
void scope_add_cleanup(struct lower *l, guint32 local);
/* The calls made when control leaves for a place in `target`. */
void scope_emit_cleanups(struct lower *l, const struct scope *target);
GHashTable *scope_new_labels(void);
/* Make every label of the function known. */
void scope_collect_labels(struct lower *l);
void scope_place_label(struct lower *l, CXCursor label);
void scope_goto(struct lower *l, CXCursor label);
void scope_finish_gotos(struct lower *l);
struct label *scope_label_named(struct lower *l, const char *name, gsize n);
void scope_free(struct lower *l);

/* declaration.c: local variables */
void lower_declarations(struct lower *l, CXCursor statement);

/* expression.c, … : a value is a temp, IR_NONE if void or a record */
guint32 lower_value(struct lower *l, CXCursor expression);
/* … converted to a type */
guint32 lower_value_as(struct lower *l, CXCursor expression, guint32 type);
void lower_effect(struct lower *l, CXCursor expression);
void lower_condition(struct lower *l, CXCursor expression, guint32 yes,
		     guint32 no);
struct place lower_place(struct lower *l, CXCursor expression);
guint32 lower_unexposed(struct lower *l, CXCursor expression);
struct place lower_unexposed_place(struct lower *l, CXCursor expression);
guint32 lower_sizeof(struct lower *l, CXCursor expression);
guint32 lower_unary(struct lower *l, CXCursor expression);
guint32 lower_binary(struct lower *l, CXCursor expression);
struct place lower_record_assignment(struct lower *l, CXCursor to,
				     CXCursor from);
guint32 lower_compound_assignment(struct lower *l, CXCursor expression);
guint32 lower_logical(struct lower *l, CXCursor expression);
/* Pointer plus or minus an integer. */
guint32 lower_pointer_step(struct lower *l, guint32 pointer, guint32 index,
			   bool is_minus);
/* generic.c: the alternative taken; the null cursor if it cannot be told. */
CXCursor lower_generic_choice(struct lower *l, CXCursor expression);
/* The same outside of functions: the only alternative of the selection's own
 * type, if there is one. */
CXCursor generic_sole_choice(CXCursor expression);

/* call.c, builtin.c */
guint32 lower_call(struct lower *l, CXCursor call);
struct place lower_call_place(struct lower *l, CXCursor call);
bool lower_builtin(struct lower *l, CXCursor call, const char *name,
		   guint32 *value);

/* init_local.c */
void lower_initialiser(struct lower *l, const struct place *place,
		       CXType type, CXCursor initialiser);

/* printed.c: what only the pretty-printed function shows */
enum printed_kind { PRINTED_FOR, PRINTED_ASM, PRINTED_GENERIC };
/* The text from the construct's opening parenthesis; NULL if it cannot be
 * told which one it is. */
const char *printed_find(struct lower *l, CXCursor cursor,
			 enum printed_kind kind, const char **end);

#endif
