/* SPDX-License-Identifier: GPL-2.0-only */
/* Random valid IR: every operation, terminator and table, odd strings and
 * numbers. The same numbers from rand give the same unit. Each test is one
 * program of one source file, so the functions stand in the header. */
#ifndef KMCHECK_TESTS_GEN_IR_H
#define KMCHECK_TESTS_GEN_IR_H

#include "ir/ir.h"
#include "ir/op.h"

/* The types every unit begins with, and their indices. */
enum {
	T_VOID, T_INT, T_U64, T_PTR, T_BOOL, T_U8, T_S64, T_RECORD, T_ARRAY,
	T_FUNC, T_FLOAT, T_U32, N_TYPES,
};

struct gen {
	GRand *rand;
	struct ir_unit *unit;
	struct ir_function *fn;
	struct ir_block *block;
	GArray *types;		/* guint32: of temps */
	guint first_here;	/* first temp of this block */
	guint n_entry;		/* temps of the entry block */
};

static guint below(struct gen *g, guint n)
{
	return (guint)g_rand_int_range(g->rand, 0, (gint32)n);
}

static bool one_in(struct gen *g, guint n)
{
	return below(g, n) == 0;
}

static guint32 small(struct gen *g)
{
	return below(g, one_in(g, 4) ? 100000 : 20);
}

/* Any bits, the ends of the types more often. */
static guint64 number(struct gen *g)
{
	guint64 bits = (guint64)g_rand_int(g->rand) << 32 |
		       g_rand_int(g->rand);

	return one_in(g, 3) ? bits : one_in(g, 2) ? bits >> below(g, 64) :
						    -(bits >> below(g, 64));
}

static const char *string(struct gen *g)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint n = below(g, 9); n; n--)
		g_string_append_c(text, one_in(g, 4) ?
				  (char)(1 + below(g, 255)) :
				  (char)('a' + below(g, 26)));
	return ir_intern(text->str);
}

static const char *maybe_string(struct gen *g)
{
	return one_in(g, 2) ? string(g) : NULL;
}

/* Never the same twice in a table. */
static const char *unique(struct gen *g, guint n)
{
	g_autofree char *text = g_strdup_printf("%s@%u", string(g), n);

	return ir_intern(text);
}

static guint32 file(struct gen *g)
{
	return one_in(g, 6) ? IR_NONE : below(g, g->unit->files->len);
}

static struct ir_loc loc(struct gen *g)
{
	if (one_in(g, 4))
		return IR_NO_LOC;
	return (struct ir_loc){ file(g), small(g), 1 + below(g, 4) };
}

static struct ir_span span(struct gen *g)
{
	struct ir_span result = { .file = file(g), .line = below(g, 3),
				  .column = below(g, 3) };

	if (one_in(g, 5))
		return IR_NO_SPAN;
	result.begin = small(g);
	result.end = result.begin + small(g);
	return result;
}

static void add_types(struct gen *g)
{
	struct ir_type types[N_TYPES] = {
		[T_INT] = { .kind = IR_INT, .bits = 32, .is_signed = true,
			    .size_bytes = 4 },
		[T_U64] = { .kind = IR_INT, .bits = 64, .size_bytes = 8 },
		[T_PTR] = { .kind = IR_PTR, .bits = 64, .size_bytes = 8 },
		[T_BOOL] = { .kind = IR_INT, .bits = 1, .size_bytes = 1 },
		[T_U8] = { .kind = IR_INT, .bits = 8, .size_bytes = 1 },
		[T_S64] = { .kind = IR_INT, .bits = 64, .is_signed = true,
			    .size_bytes = 8 },
		[T_RECORD] = { .kind = IR_RECORD, .size_bytes = 16 },
		[T_ARRAY] = { .kind = IR_ARRAY, .elem = T_U64, .count = 4,
			      .size_bytes = 32 },
		[T_FUNC] = { .kind = IR_FUNC, .elem = T_INT },
		[T_FLOAT] = { .kind = IR_FLOAT, .bits = 80,
			      .size_bytes = 16 },
		[T_U32] = { .kind = IR_INT, .bits = 32, .size_bytes = 4 },
	};

	for (guint i = 1; i < N_TYPES; i++) {
		types[i].name = maybe_string(g);
		g_array_append_val(g->unit->types, types[i]);
	}
}

static void add_field(struct ir_record *record, struct gen *g, guint64 at,
		      guint32 type, guint8 bit_width)
{
	struct ir_field field = { .name = string(g), .offset_bytes = at,
				  .type = type, .bit_width = bit_width };

	if (bit_width)
		field.bit_offset = (guint8)below(g, 32 - bit_width);
	g_array_append_val(record->fields, field);
}

/* Record 0 has field 0, an int, field 1, a bit-field of an int, and field 2. */
static void add_records(struct gen *g)
{
	for (guint i = 0; i <= below(g, 3); i++) {
		struct ir_record record = {
			.name = string(g), .key = unique(g, i),
			.is_union = one_in(g, 3), .is_complete = true,
			.size_bytes = 16,
			.fields = g_array_new(FALSE, FALSE,
					      sizeof(struct ir_field)),
		};

		if (i && one_in(g, 3)) {
			record.is_complete = false;
			record.size_bytes = number(g);
		} else {
			add_field(&record, g, 0, T_INT, 0);
			add_field(&record, g, 4, T_INT,
				  (guint8)(1 + below(g, 31)));
			add_field(&record, g, 8, T_U64, 0);
		}
		g_array_append_val(g->unit->records, record);
	}
}

static void add_inits(struct gen *g, struct ir_global *global)
{
	for (guint n = below(g, 4); n; n--) {
		struct ir_init init = {
			.kind = below(g, IR_INIT_UNKNOWN + 1),
			.offset_bytes = below(g, 32), .type = T_U8,
			.value = number(g), .record = IR_NONE,
			.field = IR_NONE, .loc = loc(g),
		};

		if (init.kind == IR_INIT_FUNC || init.kind == IR_INIT_GLOBAL)
			init.symbol = string(g);
		if (one_in(g, 3)) {
			init.record = 0;
			init.field = below(g, 3);
		}
		if (one_in(g, 3))
			init.bit_width = (guint8)(1 + below(g, 8));
		g_array_append_val(global->inits, init);
	}
}

static void add_globals(struct gen *g)
{
	for (guint i = 0; i <= below(g, 4); i++) {
		struct ir_global global = {
			.name = string(g), .key = unique(g, i),
			.type = T_ARRAY, .is_static = one_in(g, 2),
			.is_const = one_in(g, 2), .is_defined = one_in(g, 2),
			.section = maybe_string(g), .loc = loc(g),
			.inits = g_array_new(FALSE, FALSE,
					     sizeof(struct ir_init)),
		};

		global.has_init = global.is_defined && one_in(g, 2);
		if (global.has_init)
			add_inits(g, &global);
		g_array_append_val(g->unit->globals, global);
	}
}

static void add_decls(struct gen *g)
{
	for (guint i = 0; i < below(g, 4); i++) {
		struct ir_decl decl = {
			.name = string(g), .key = unique(g, i),
			.is_noreturn = one_in(g, 2),
			.is_variadic = one_in(g, 2),
			.result = below(g, N_TYPES),
			.params = g_array_new(FALSE, FALSE,
					      sizeof(struct ir_param_decl)),
		};

		for (guint n = below(g, 4); n; n--) {
			struct ir_param_decl param = {
				.name = string(g), .type_name = string(g),
			};

			g_array_append_val(decl.params, param);
		}
		g_array_append_val(g->unit->decls, decl);
	}
}

static guint32 emit(struct gen *g, struct ir_insn insn)
{
	bool has_result = op_info(insn.op)->uses & OP_DST;

	insn.loc = loc(g);
	if (has_result) {
		insn.dst = g->fn->n_temps++;
		g_array_append_val(g->types, insn.type);
	}
	ir_append(g->unit, g->block->insns, g->block->n_insns, insn);
	return insn.dst;
}

static struct ir_insn insn_of(enum ir_op op, guint32 type)
{
	return ir_insn_init(op, type, IR_NO_LOC);
}

static guint32 constant(struct gen *g, guint32 type)
{
	const struct ir_type *t = ir_type(g->unit, type);
	struct ir_insn insn = insn_of(IR_CONST, type);

	insn.imm = ir_extend(number(g), t->bits, one_in(g, 2));
	if (one_in(g, 5))
		insn.atom = below(g, IR_ATOM_MAX_ORDER + 1);
	return emit(g, insn);
}

static guint32 make_temp(struct gen *g, guint32 type)
{
	struct ir_insn insn;

	if (type == T_FLOAT) {
		insn = insn_of(IR_UNKNOWN, type);
		insn.str = maybe_string(g);
		return emit(g, insn);
	}
	if (type != T_PTR || one_in(g, 3))
		return constant(g, type);
	switch (below(g, 4)) {
	case 0:
		insn = insn_of(IR_ADDR_LOCAL, T_PTR);
		insn.imm = below(g, g->fn->n_locals);
		break;
	case 1:
		insn = insn_of(IR_ADDR_GLOBAL, T_PTR);
		insn.imm = below(g, g->unit->globals->len);
		break;
	case 2:
		insn = insn_of(IR_ADDR_FUNC, T_PTR);
		insn.str = string(g);
		break;
	default:
		insn = insn_of(IR_ADDR_STRING, T_PTR);
		insn.imm = number(g);
	}
	return emit(g, insn);
}

/* A temp of that type that is defined on every path here. */
static guint32 temp(struct gen *g, guint32 type)
{
	for (guint tries = 0; tries < 6 && g->fn->n_temps; tries++) {
		guint32 t = below(g, g->fn->n_temps);

		if ((t < g->n_entry || t >= g->first_here) &&
		    g_array_index(g->types, guint32, t) == type)
			return t;
	}
	return make_temp(g, type);
}

static guint32 integer_type(struct gen *g)
{
	static const guint32 types[] = { T_INT, T_U64, T_BOOL, T_U8, T_S64,
					 T_U32 };

	return types[below(g, G_N_ELEMENTS(types))];
}

static struct ir_call *call_of(struct gen *g, enum ir_op op)
{
	struct ir_call *call = ir_call_new(g->unit);

	if (op == IR_CALL && one_in(g, 3)) {
		call->target = temp(g, T_PTR);
	} else if (op == IR_CALL) {
		call->callee = string(g);
		call->callee_key = one_in(g, 2) ? call->callee :
						  string(g);
	}
	for (guint n = below(g, 4); n; n--) {
		guint32 arg = op == IR_ASM ? temp(g, T_PTR) :
			      one_in(g, 4) ? IR_NONE :
					     temp(g, integer_type(g));

		ir_append(g->unit, call->args, call->n_args, arg);
	}
	call->written = maybe_string(g);
	call->expr = span(g);
	call->name = one_in(g, 2) ? call->expr : span(g);
	for (guint n = below(g, 4); n; n--) {
		struct ir_span arg = span(g);

		ir_append(g->unit, call->written_args, call->n_written, arg);
	}
	call->in_macro = one_in(g, 3);
	if (one_in(g, 4))
		call->body = span(g);
	call->is_implicit = one_in(g, 3);
	return call;
}

static void set_member(struct gen *g, struct ir_insn *insn)
{
	insn->record = 0;
	insn->imm = insn->is_bitfield ? 1 : 2 * below(g, 2);
}

/* Type and operands as the operation wants them. */
static struct ir_insn random_insn(struct gen *g, enum ir_op op)
{
	struct ir_insn insn = insn_of(op, integer_type(g));

	switch (op) {
	case IR_FIELD:
	case IR_INDEX:
		insn.type = T_PTR;
		insn.a = temp(g, T_PTR);
		if (op == IR_INDEX) {
			insn.b = temp(g, integer_type(g));
			insn.imm = number(g);
			break;
		}
		insn.is_bitfield = one_in(g, 2);
		set_member(g, &insn);
		break;
	case IR_PTRDIFF:
	case IR_COPY:
	case IR_ZERO:
		insn.a = temp(g, T_PTR);
		if (op != IR_ZERO)
			insn.b = temp(g, T_PTR);
		insn.imm = number(g) | 1;
		break;
	case IR_LOAD:
	case IR_STORE:
		insn.is_bitfield = one_in(g, 3);
		if (insn.is_bitfield) {
			insn.type = T_INT;
			set_member(g, &insn);
		}
		insn.a = temp(g, T_PTR);
		if (op == IR_STORE)
			insn.b = temp(g, insn.type);
		break;
	case IR_SHL:
	case IR_SHR:
		insn.a = temp(g, insn.type);
		insn.b = temp(g, integer_type(g));
		break;
	case IR_NEG:
	case IR_NOT:
		insn.a = temp(g, insn.type);
		break;
	case IR_CAST:
		insn.a = temp(g, one_in(g, 2) ? T_PTR : T_FLOAT);
		break;
	case IR_EQ ... IR_GE:
		insn.a = temp(g, insn.type);
		insn.b = temp(g, insn.type);
		insn.type = T_INT;
		break;
	case IR_WRAP_ADD ... IR_OVF_MUL:
		insn.a = temp(g, integer_type(g));
		insn.b = temp(g, integer_type(g));
		if (op_is_overflow(op)) {
			insn.imm = insn.type;
			insn.type = T_BOOL;
		}
		break;
	case IR_IS_CONST:
		insn.type = T_INT;
		insn.a = temp(g, integer_type(g));
		break;
	case IR_ASM:
		insn.imm = one_in(g, 2);
		/* fall through */
	case IR_CALL:
		insn.call = call_of(g, op);
		break;
	default:
		insn.a = temp(g, insn.type);
		insn.b = temp(g, insn.type);
	}
	return insn;
}

static void add_insn(struct gen *g)
{
	enum ir_op op = below(g, IR_OP_COUNT);

	if (op <= IR_ADDR_STRING || op == IR_UNKNOWN)
		make_temp(g, one_in(g, 2) ? T_PTR : one_in(g, 2) ? T_FLOAT :
							integer_type(g));
	else
		emit(g, random_insn(g, op));
}

static void add_cases(struct gen *g)
{
	gint64 low = -(gint64)below(g, 1000);

	for (guint n = below(g, 5); n; n--) {
		struct ir_case range = { .low = low };

		range.high = low + below(g, 3);
		range.target = below(g, g->fn->n_blocks);
		low = range.high + 1 + below(g, 100);
		ir_append(g->unit, g->block->cases, g->block->n_cases, range);
	}
}

static void terminate(struct gen *g)
{
	struct ir_block *block = g->block;
	guint n_targets = 0;

	block->term = below(g, IR_TERM_COUNT);
	block->loc = loc(g);
	switch (block->term) {
	case IR_BRANCH:
		block->value = temp(g, one_in(g, 3) ? T_PTR : integer_type(g));
		n_targets = 2;
		break;
	case IR_SWITCH:
		block->value = temp(g, T_S64);
		add_cases(g);
		n_targets = 1;
		break;
	case IR_ANY:
		n_targets = 1 + below(g, 4);
		break;
	case IR_JUMP:
		n_targets = 1;
		break;
	case IR_RETURN:
		if (one_in(g, 2))
			block->value = temp(g, T_INT);
		break;
	default:
		break;
	}
	for (; n_targets; n_targets--) {
		guint32 target = below(g, g->fn->n_blocks);

		ir_append(g->unit, block->targets, block->n_targets, target);
	}
}

static void add_locals(struct gen *g)
{
	guint n = 1 + below(g, 5);

	g->fn->n_params = below(g, n);
	for (guint i = 0; i < n; i++) {
		struct ir_local local = {
			.name = string(g), .type = T_ARRAY,
			.is_param = i < g->fn->n_params,
			.cleanup = maybe_string(g), .loc = loc(g),
		};

		ir_append(g->unit, g->fn->locals, g->fn->n_locals, local);
	}
}

static void fill_blocks(struct gen *g)
{
	g->n_entry = 0;
	for (guint i = 1 + below(g, 6); i; i--)
		ir_function_add_block(g->unit, g->fn);
	for (guint i = 0; i < g->fn->n_blocks; i++) {
		g->block = ir_block(g->fn, i);
		g->first_here = g->fn->n_temps;
		for (guint n = below(g, 12); n; n--)
			add_insn(g);
		terminate(g);
		if (i == 0)
			g->n_entry = g->fn->n_temps;
	}
}

static void add_function(struct gen *g, guint n)
{
	struct ir_function *fn = ir_function_new(NULL);

	g_ptr_array_add(g->unit->functions, fn);
	g->fn = fn;
	fn->name = string(g);
	fn->key = unique(g, n);
	fn->is_static = one_in(g, 2);
	fn->is_inline = one_in(g, 2);
	fn->is_variadic = one_in(g, 2);
	fn->is_noreturn = one_in(g, 2);
	fn->in_main_file = one_in(g, 2);
	fn->is_complete = !one_in(g, 4);
	if (!fn->is_complete)
		fn->why_incomplete = string(g);
	fn->result = T_INT;
	fn->n_statements = small(g);
	fn->n_unknown = small(g);
	fn->loc = loc(g);
	fn->span = span(g);
	g->types = g_array_new(FALSE, FALSE, sizeof(guint32));
	add_locals(g);
	if (fn->is_complete || one_in(g, 2))
		fill_blocks(g);
	g_array_unref(g->types);
}

static void add_strings(struct gen *g, GPtrArray *strings, guint at_least)
{
	for (guint n = at_least + below(g, 3); n; n--)
		g_ptr_array_add(strings, (gpointer)string(g));
}

/* The caller owns the unit. */
static inline struct ir_unit *gen_ir_unit(GRand *rand)
{
	struct gen g = { .rand = rand, .unit = ir_unit_new("random.c", NULL) };

	g.unit->long_bits = one_in(&g, 2) ? 32 : 64;
	g.unit->is_big_endian = one_in(&g, 2);
	add_strings(&g, g.unit->files, 1);
	add_types(&g);
	add_records(&g);
	add_globals(&g);
	add_decls(&g);
	add_strings(&g, g.unit->exports, 0);
	add_strings(&g, g.unit->present, 0);
	add_strings(&g, g.unit->errors, 0);
	for (guint n = below(&g, 4); n; n--)
		add_function(&g, n);
	return g.unit;
}

#endif
