/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A whole program: the functions and globals of all its units, who calls whom,
 * who stores what where. Knows IR, not the kernel.
 *
 * Units stay as the front end made them; a function defined in several units
 * (a header inline) is kept once. Everything here refers into the units, which
 * the program owns.
 */
#ifndef KMCHECK_PROGRAM_PROGRAM_H
#define KMCHECK_PROGRAM_PROGRAM_H

#include "ir/ir.h"

/* One instruction in its place. */
struct code_ref {
	struct function_ref *function;
	const struct ir_insn *insn;
	guint32 block, index;
};

/* A call that is handed an address. */
struct taker {
	struct code_ref call;
	guint arg;		/* from 0 */
};

struct function_ref {
	const struct ir_unit *unit;
	const struct ir_function *fn;
	GArray *callers;	/* struct code_ref of direct calls */
	GArray *calls;		/* struct code_ref of calls it makes */
	GPtrArray *handed;	/* interned fields (field_identity) that its
				   address is stored in */
	GPtrArray *handed_to;	/* interned callees its address is passed to */
	GPtrArray *named_by;	/* struct function_ref *: take its address */
	bool is_exported;
	bool is_taken;		/* its address is used otherwise than by a
				   call: it has callers that nobody sees */
	bool is_elsewhere;	/* … and not only by standing in fields */
	bool is_dead;		/* see program_drop_dead() */
	guint n_insns;
};

struct global_ref {
	const struct ir_unit *unit;
	guint32 index;
	GArray *stores;		/* struct code_ref: direct stores */
	GArray *takers;		/* struct taker: calls that get its address */
	bool is_taken;		/* its address goes elsewhere */
	GPtrArray *handed;	/* fields its address stands in (initialisers) */
	GPtrArray *handed_to;	/* callees its address is passed to */
};

/* One field of one record in the whole program. */
struct field_ref {
	const char *identity;	/* interned; the key */
	GArray *stores;		/* struct code_ref: IR_STORE through it */
	GArray *inits;		/* struct field_init */
	GArray *takers;		/* struct taker: calls that get its address */
	GPtrArray *functions;	/* struct function_ref *, by key: whose address
				   is stored in it */
	GPtrArray *called_by;	/* struct function_ref *: call through it */
	bool is_taken;		/* its address goes elsewhere */
	bool is_scalar;		/* one number or pointer is stored there */
};

struct field_init {
	const struct ir_unit *unit;
	guint32 global;			/* of the unit, that it is part of */
	const struct ir_init *init;
};

struct record_ref {
	const char *key;	/* interned */
	bool is_local;		/* defined below the program's root */
	GArray *copies;		/* struct code_ref: IR_COPY, IR_ZERO of it */
	guint n_objects;	/* static ones with an initialiser */
	struct {		/* of those, the one counted last */
		const struct ir_global *global;
		guint64 offset_bytes;
	} last;
};

struct program_db {
	GPtrArray *units;		/* struct ir_unit *, owned */
	struct ir_heap *heap;		/* that they share, owned; or NULL */
	GHashTable *functions;		/* key -> struct function_ref * */
	GPtrArray *ordered;		/* struct function_ref *, by key */
	GHashTable *globals;		/* key -> struct global_ref * */
	GHashTable *decls;		/* key -> const struct ir_decl * */
	GHashTable *fields;		/* identity -> struct field_ref * */
	GHashTable *records;		/* key -> struct record_ref * */
	GHashTable *flows;		/* ir_function -> struct flow */
	char *root;			/* absolute, for is_local */
	bool is_closed;			/* every unit that is linked is here */
};

/* Takes the units, and the heap that they share (or NULL). */
struct program_db *program_db_new(GPtrArray *units, struct ir_heap *heap,
				  const char *root, bool is_closed);
void program_db_free(struct program_db *db);
/* What functions consist of need not be in memory until it is looked at again:
 * said now and then, the whole program never is. Cheap. */
void program_db_rest(const struct program_db *db);
/* One after the other, by key, for who goes through all: of db->ordered. Those
 * before rest. */
struct function_ref *program_visit(const struct program_db *db, guint i);

/* dead.c: take out what static functions do that nothing leads to. They stay in
 * db->ordered, marked. */
void program_drop_dead(struct program_db *db);

struct function_ref *program_function(const struct program_db *db,
				      const char *key);
struct global_ref *program_global(const struct program_db *db,
				  const char *key);
struct field_ref *program_field(const struct program_db *db,
				const char *identity);
struct record_ref *program_record(const struct program_db *db,
				  const char *key);

/* What a callee is declared as, in whatever unit, or NULL. */
const struct ir_decl *program_declaration(const struct program_db *db,
					  const char *key);
/* Functions (struct function_ref *) that a pointer defined by an instruction
 * of `in` may point to: those whose address is stored in the field that it is
 * loaded from. NULL if that is not known. */
const GPtrArray *program_targets(const struct program_db *db,
				 const struct function_ref *in,
				 const struct ir_insn *pointer);
/* An array of numbers that nobody writes, const or not. */
bool global_is_table(const struct program_db *db,
		     const struct global_ref *global);
/* Every caller is in view: not exported, not address-taken, and static or in
 * a closed program. */
bool function_callers_known(const struct program_db *db,
			    const struct function_ref *fn);

#endif
