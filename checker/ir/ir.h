/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The intermediate representation: what one C unit means, with nothing of
 * libclang left in it and nothing of the kernel yet in it.
 *
 * Shape. A unit holds tables (files, types, records, globals, declarations)
 * and functions. A function is a graph of blocks; a block is a list of
 * instructions and one terminator. Every C variable is a *local* or a *global*
 * that lives in memory: it is read with IR_LOAD and written with IR_STORE
 * through an address. The value of an expression is a *temp*: defined by
 * exactly one instruction, and used only where that definition dominates.
 * `?:`, `&&`, `||` and statement expressions that need control flow store
 * their value into a nameless local, so no temp needs a phi.
 *
 * Integers are exact: every operation has a result type with a width and a
 * sign, operands of arithmetic have been converted to it by IR_CAST, and the
 * operation wraps as the target does.
 *
 * Ownership: the unit owns everything reachable from it but its strings, which
 * are interned (ir_intern()): thousands of units name the same things.
 * What functions consist of lies in the unit's heap, its own or one of many
 * units. ir_unit_free() frees it. Indices (types, files, records, locals,
 * temps, blocks) are stable.
 */
#ifndef KMCHECK_IR_IR_H
#define KMCHECK_IR_IR_H

#include <glib.h>
#include <stdbool.h>

#include "ir/heap.h"
#include "ir/intern.h"

#define IR_NONE G_MAXUINT32	/* no such index */

/* Where the user sees it: the outermost expansion location. 1-based; columns
 * in bytes. file is an index into ir_unit.files, IR_NONE if unknown. */
struct ir_loc {
	guint32 file, line, column;
};

#define IR_NO_LOC ((struct ir_loc){ .file = IR_NONE })

/* A stretch of source text in bytes, [begin, end). */
struct ir_span {
	guint32 file, begin, end;
	guint32 line, column;		/* of begin */
};

#define IR_NO_SPAN ((struct ir_span){ .file = IR_NONE })

enum ir_type_kind {
	IR_VOID, IR_INT, IR_PTR, IR_FLOAT, IR_RECORD, IR_ARRAY, IR_FUNC,
};

struct ir_type {
	enum ir_type_kind kind;
	guint16 bits;		/* IR_INT, IR_PTR, IR_FLOAT; 1 for _Bool */
	bool is_signed;		/* IR_INT */
	guint32 elem;		/* pointee, element or function result */
	guint32 record;		/* IR_RECORD: index into ir_unit.records */
	guint64 count;		/* IR_ARRAY: elements; 0 if flexible */
	guint64 size_bytes;	/* of an object of it; 0 if incomplete */
	const char *name;	/* typedef name as written ("gfp_t") or NULL */
};

/*
 * Members of anonymous structs and unions are flattened into the record that
 * has a name, with their offset in it, so (record key, name) is a field's
 * identity in the whole program.
 */
struct ir_field {
	const char *name;
	guint64 offset_bytes;
	guint8 bit_offset;	/* bit-field: from offset_bytes, low bit first */
	guint8 bit_width;	/* 0: not a bit-field */
	guint32 type;
	const char *identity;	/* interned; NULL until field_identity() is
				   first asked for it */
};

struct ir_record {
	const char *name;	/* "struct foo"; "struct <anon>" */
	const char *key;	/* unique: name@file:line of the definition */
	bool is_union, is_complete;
	guint64 size_bytes;
	GArray *fields;		/* struct ir_field */
};

/* One scalar of an initialiser, at its byte offset in the object. */
enum ir_init_kind { IR_INIT_INT, IR_INIT_FUNC, IR_INIT_GLOBAL, IR_INIT_STRING,
		    IR_INIT_UNKNOWN };

struct ir_init {
	enum ir_init_kind kind;
	guint64 offset_bytes;
	guint32 type;
	guint8 bit_offset, bit_width;	/* bit-field, else 0 */
	guint64 value;		/* INT: two's complement; GLOBAL: byte offset
				   from the symbol; STRING: bytes with NUL */
	const char *symbol;	/* FUNC: function key; GLOBAL: global key */
	guint32 record, field;	/* innermost field initialised, or IR_NONE */
	struct ir_loc loc;
};

struct ir_global {
	const char *name;
	const char *key;	/* name, or name@file (static), or
				   name@file:line (static local) */
	guint32 type;
	bool is_static, is_const, is_defined, has_init;
	const char *section;	/* __section("…") or NULL */
	GArray *inits;		/* struct ir_init; unlisted bytes are zero when
				   is_defined */
	struct ir_loc loc;
};

struct ir_param_decl {
	const char *name;	/* may be "" */
	const char *type_name;	/* as written: "size_t", "gfp_t", "void *" */
};

/* A function that is declared (or defined) and called or referenced. */
struct ir_decl {
	const char *name, *key;
	bool is_noreturn, is_variadic;
	guint32 result;		/* type */
	GArray *params;		/* struct ir_param_decl */
};

enum ir_op {
	/* values */
	IR_CONST,	/* dst = imm; atom says what symbol it came from */
	IR_ADDR_LOCAL,	/* dst = &local[imm] */
	IR_ADDR_GLOBAL,	/* dst = &global[imm] */
	IR_ADDR_FUNC,	/* dst = function; str = its key */
	IR_ADDR_STRING,	/* dst = string literal; imm = bytes with NUL */
	IR_FIELD,	/* dst = &((record *)a)->field[imm]; record set */
	IR_INDEX,	/* dst = a + b * imm bytes (pointer a, integer b) */
	IR_PTRDIFF,	/* dst = (a - b) / imm */
	IR_LOAD,	/* dst = *a; type is the value's; record/imm name the
			   bit-field if is_bitfield */
	IR_STORE,	/* *a = b */
	IR_COPY,	/* *a = *b, imm bytes (struct assignment) */
	IR_ZERO,	/* imm bytes at a become zero */
	IR_ADD, IR_SUB, IR_MUL, IR_DIV, IR_MOD,
	IR_SHL, IR_SHR, IR_AND, IR_OR, IR_XOR,
	IR_NEG, IR_NOT,	/* -a, ~a */
	IR_CAST,	/* dst = (type)a: integers, pointers, bool (a != 0) */
	IR_EQ, IR_NE, IR_LT, IR_LE, IR_GT, IR_GE,
			/* dst is int 0/1; a and b have the same type, whose
			   sign decides */
	/* dst = a op b computed without bound, then truncated to type;
	   and: did that lose anything? (__builtin_*_overflow; operands may
	   have any integer types) */
	IR_WRAP_ADD, IR_WRAP_SUB, IR_WRAP_MUL,
	IR_OVF_ADD, IR_OVF_SUB, IR_OVF_MUL,	/* dst bool; imm = result type */
	IR_IS_CONST,	/* __builtin_constant_p(a) */
	IR_CALL,	/* dst = call (IR_NONE if void); call set */
	IR_ASM,		/* outputs: call->args are addresses written with
			   unknown values; memory clobber if imm */
	IR_UNKNOWN,	/* dst = anything; str says what was not modelled */
	IR_OP_COUNT,
};

/*
 * A number that is the target's and not the program's: the value is that of
 * the configured target, the atom lets it be evaluated for another one.
 */
enum ir_atom {
	IR_ATOM_NONE,
	IR_ATOM_PAGE_SHIFT,
	IR_ATOM_PAGE_SIZE,
	IR_ATOM_LONG_BYTES,	/* sizeof(long), sizeof(void *) */
	IR_ATOM_LONG_BITS,
	IR_ATOM_MAX_ORDER,	/* the configured order macro's own number */
};

/* What the user wrote for one call. */
struct ir_call {
	const char *callee;	/* function finally called; NULL: indirect */
	const char *callee_key;	/* its key (name, or name@file if static) */
	guint32 target;		/* indirect: temp with the pointer */
	guint32 n_args, n_written;
	guint32 *args;		/* temps; IR_NONE: not a scalar value (a record
				   by value) */
	const char *written;	/* identifier the user wrote: a function or
				   macro name at the expansion location */
	struct ir_span expr;	/* from that identifier to the closing paren */
	struct ir_span name;	/* that identifier alone */
	struct ir_span *written_args;	/* of the written call, in order */
	bool in_macro;		/* part of a larger macro's body: text in
				   `expr` does not spell this call alone */
	struct ir_span body;	/* in_macro: the callee's name in the body of
				   the user's macro, if it is spelled there */
	bool is_implicit;	/* a cleanup attribute's call at scope end */
};

struct ir_insn {
	enum ir_op op:8;
	enum ir_atom atom:8;	/* IR_CONST */
	bool is_bitfield;	/* IR_FIELD: address of a bit-field's unit;
				   IR_LOAD/IR_STORE: access it */
	guint32 type;		/* of dst; of the value stored for IR_STORE */
	guint32 dst;		/* temp, or IR_NONE */
	guint32 a, b;		/* operand temps, or IR_NONE */
	guint32 record;		/* IR_FIELD, bit-field access */
	guint64 imm;		/* IR_CONST: the value's bits, sign- or
				   zero-extended (see ir_extend()) */
	const char *str;
	struct ir_call *call;
	struct ir_loc loc;
};

enum ir_term {
	IR_JUMP,	/* targets[0] */
	IR_BRANCH,	/* value != 0 ? targets[0] : targets[1] */
	IR_SWITCH,	/* cases, else targets[0] */
	IR_ANY,		/* any of targets: asm goto, computed goto */
	IR_RETURN,	/* value, or IR_NONE */
	IR_UNREACHABLE,	/* noreturn call, __builtin_unreachable() */
	IR_TERM_COUNT,
};

struct ir_case {
	gint64 low, high;	/* inclusive; bit pattern of the value's type */
	guint32 target;
};

struct ir_block {
	struct ir_insn *insns;
	guint32 *targets;	/* block indices */
	struct ir_case *cases;
	guint32 n_insns, n_targets, n_cases;
	enum ir_term term;
	guint32 value;
	struct ir_loc loc;	/* of the condition or the return */
};

struct ir_local {
	const char *name;	/* "" for a nameless one */
	guint32 type;
	bool is_param;
	const char *cleanup;	/* cleanup attribute's function or NULL */
	struct ir_loc loc;
};

struct ir_function {
	const char *name;
	const char *key;	/* name, or name@file when static */
	bool is_static, is_inline, is_variadic, is_noreturn;
	bool in_main_file;	/* not from a header */
	bool is_complete;	/* false: something could not be lowered, the
				   function does anything at all */
	const char *why_incomplete;
	guint32 result;		/* type */
	guint32 n_params;	/* locals[0 … n_params-1] are the parameters,
				   holding the arguments on entry */
	guint32 n_temps;
	guint32 n_locals, n_blocks, n_defs;
	struct ir_local *locals;
	struct ir_block **blocks;	/* [0] is the entry */
	const struct ir_insn **defs;	/* temp -> what defines it; empty until
					   ir_function_index() */
	guint32 n_statements;	/* statements seen when lowering */
	guint32 n_unknown;	/* IR_UNKNOWN made */
	struct ir_loc loc;
	struct ir_span span;	/* the whole definition */
};

struct ir_unit {
	struct ir_heap *heap;
	bool owns_heap;
	const char *path;	/* main file, as the build names it */
	guint16 pointer_bits, long_bits;
	bool is_big_endian;
	GPtrArray *files;	/* const char *: paths; all that the unit read */
	GArray *types;		/* struct ir_type; [0] is void */
	GArray *records;	/* struct ir_record */
	GArray *globals;	/* struct ir_global */
	GArray *decls;		/* struct ir_decl */
	GPtrArray *functions;	/* struct ir_function *; not in the heap: who
				   looks for one wakes none of the others */
	GPtrArray *exports;	/* const char *: EXPORT_SYMBOL'd function keys */
	GPtrArray *present;	/* const char *: names asked for that the unit's
				   headers declare or define */
	GPtrArray *errors;	/* const char *: front-end diagnostics (errors) */
};

/*
 * Life cycle. A new unit is 64-bit little-endian and has type 0, void, already.
 * A new function is complete, has no key yet and is in no list; a new block
 * ends in IR_UNREACHABLE. What is appended to a GArray (ir_record.fields,
 * ir_global.inits, ir_decl.params) then belongs to it.
 */
/* In this heap, which outlives it; NULL: in one of its own. */
struct ir_unit *ir_unit_new(const char *path, struct ir_heap *heap);
void ir_unit_free(struct ir_unit *unit);
struct ir_function *ir_function_new(const char *name);
struct ir_block *ir_function_add_block(struct ir_unit *unit,
				       struct ir_function *fn);
struct ir_call *ir_call_new(struct ir_unit *unit);
/* Make the function's defs. It is whole: no block changes from now on. Who
 * lowers a function does it, and who reads one. */
void ir_function_index(struct ir_unit *unit, struct ir_function *fn);

/* One more element at the end of one of the arrays with a number of their own
 * (insns and n_insns, …). */
#define ir_append(unit, elements, n, element) do { \
	(elements) = ir_heap_grow((unit)->heap, (elements), (n), \
				  sizeof(*(elements))); \
	(elements)[(n)++] = (element); \
} while (0)

/* An instruction that uses nothing yet: dst, a, b and record are IR_NONE. A
 * member that op.def does not list for an operation must stay so. */
struct ir_insn ir_insn_init(enum ir_op op, guint32 type, struct ir_loc loc);

/* The function with that key, or NULL. Linear: for tests and printing. */
const struct ir_function *ir_unit_function(const struct ir_unit *unit,
					   const char *key);

/* Access by index; the index must be valid. */
static inline const struct ir_type *ir_type(const struct ir_unit *u, guint32 i)
{
	return &g_array_index(u->types, struct ir_type, i);
}

static inline const struct ir_record *ir_record(const struct ir_unit *u,
						guint32 i)
{
	return &g_array_index(u->records, struct ir_record, i);
}

static inline const struct ir_field *ir_field(const struct ir_record *r,
					      guint32 i)
{
	return &g_array_index(r->fields, struct ir_field, i);
}

static inline const struct ir_global *ir_global(const struct ir_unit *u,
						guint32 i)
{
	return &g_array_index(u->globals, struct ir_global, i);
}

static inline struct ir_block *ir_block(const struct ir_function *fn,
					guint32 i)
{
	return fn->blocks[i];
}

/* IR_NONE if it is not the function's. */
static inline guint32 ir_block_index(const struct ir_function *fn,
				     const struct ir_block *block)
{
	for (guint32 i = 0; i < fn->n_blocks; i++)
		if (fn->blocks[i] == block)
			return i;
	return IR_NONE;
}

static inline const struct ir_insn *ir_insn(const struct ir_block *block,
					    guint32 i)
{
	return &block->insns[i];
}

/* The instruction that defines a temp; NULL for IR_NONE. */
static inline const struct ir_insn *ir_definition(const struct ir_function *fn,
						  guint32 temp)
{
	return temp < fn->n_defs ? fn->defs[temp] : NULL;
}

/* The same through IR_CAST. */
static inline const struct ir_insn *ir_origin(const struct ir_function *fn,
					      guint32 temp)
{
	const struct ir_insn *insn = ir_definition(fn, temp);

	while (insn && insn->op == IR_CAST)
		insn = ir_definition(fn, insn->a);
	return insn;
}

/* The local that an instruction (or NULL) reads; IR_NONE if it reads none. */
static inline guint32 ir_read_local(const struct ir_function *fn,
				    const struct ir_insn *insn)
{
	const struct ir_insn *address = insn && insn->op == IR_LOAD ?
					ir_origin(fn, insn->a) : NULL;

	return address && address->op == IR_ADDR_LOCAL ?
	       (guint32)address->imm : IR_NONE;
}

/* The store to a local by its name, if there is one only; else NULL. */
const struct ir_insn *ir_only_store(const struct ir_function *fn,
				    guint32 local);

/* The low `bits` bits as a number of that width: sign- or zero-extended. */
static inline guint64 ir_extend(guint64 value, guint bits, bool is_signed)
{
	guint64 high;

	if (bits == 0 || bits >= 64)
		return value;
	high = ~0ULL << bits;
	return is_signed && (value >> (bits - 1) & 1) ? value | high :
							value & ~high;
}

/* Names of the enums, for the printer and reader. */
const char *ir_op_name(enum ir_op op);
const char *ir_atom_name(enum ir_atom atom);
const char *ir_term_name(enum ir_term term);

#endif
