// SPDX-License-Identifier: GPL-2.0-only
/* Appending instructions and blocks to the function being lowered. */
#include "front/lower.h"

const struct ir_type *build_type(const struct lower *l, guint32 type)
{
	return ir_type(l->ir, type);
}

guint32 build_temp_type(const struct lower *l, guint32 temp)
{
	return g_array_index(l->temp_types, guint32, temp);
}

struct ir_block *build_current(struct lower *l)
{
	return ir_block(l->fn, l->block);
}

guint32 build_temp(struct lower *l, guint32 type)
{
	g_array_append_val(l->temp_types, type);
	return l->fn->n_temps++;
}

/* Append; the result, if there is one, gets a new temp. */
guint32 build_insn(struct lower *l, struct ir_insn insn)
{
	struct ir_block *block = build_current(l);

	ir_append(l->ir, block->insns, block->n_insns, insn);
	return insn.dst;
}

static struct ir_insn new_insn(struct lower *l, enum ir_op op, guint32 type)
{
	return ir_insn_init(op, type, l->loc);
}

static guint32 with_result(struct lower *l, struct ir_insn insn)
{
	insn.dst = build_temp(l, insn.type);
	return build_insn(l, insn);
}

guint32 build_atom(struct lower *l, guint32 type, guint64 value,
		   enum ir_atom atom)
{
	struct ir_insn insn = new_insn(l, IR_CONST, type);
	const struct ir_type *t = build_type(l, type);

	if (t->kind != IR_INT && t->kind != IR_PTR)
		return build_unknown(l, type, "constant that is no integer");
	insn.imm = t->bits < 64 ? ir_extend(value, t->bits, false) : value;
	insn.atom = atom;
	return with_result(l, insn);
}

guint32 build_const(struct lower *l, guint32 type, guint64 value)
{
	return build_atom(l, type, value, IR_ATOM_NONE);
}

guint32 build_unary(struct lower *l, enum ir_op op, guint32 type, guint32 a)
{
	struct ir_insn insn = new_insn(l, op, type);

	insn.a = a;
	return with_result(l, insn);
}

guint32 build_binary(struct lower *l, enum ir_op op, guint32 type, guint32 a,
		     guint32 b)
{
	struct ir_insn insn = new_insn(l, op, type);

	insn.a = a;
	insn.b = b;
	return with_result(l, insn);
}

guint32 build_cast(struct lower *l, guint32 temp, guint32 type)
{
	enum ir_type_kind kind = build_type(l, type)->kind;

	if (temp == IR_NONE || kind == IR_VOID || kind == IR_RECORD ||
	    kind == IR_ARRAY)
		return temp;
	if (front_same_type(l->ir, build_temp_type(l, temp), type))
		return temp;
	return build_unary(l, IR_CAST, type, temp);
}

guint32 build_index(struct lower *l, guint32 pointer, guint32 index,
		    guint64 step_bytes, guint32 type)
{
	struct ir_insn insn = new_insn(l, IR_INDEX, type);

	insn.a = pointer;
	insn.b = index;
	insn.imm = step_bytes;
	return with_result(l, insn);
}

/* Anything of that type; IR_NONE if the type has no values in temps. */
guint32 build_unknown(struct lower *l, guint32 type, const char *what)
{
	struct ir_insn insn = new_insn(l, IR_UNKNOWN, type);
	enum ir_type_kind kind = build_type(l, type)->kind;

	l->fn->n_unknown++;
	insn.str = ir_intern(what);
	if (kind != IR_INT && kind != IR_PTR && kind != IR_FLOAT)
		return build_insn(l, insn);
	return with_result(l, insn);
}

guint32 build_address(struct lower *l, enum ir_op op, guint64 imm,
		      guint32 type)
{
	struct ir_insn insn = new_insn(l, op, front_pointer_to(l->front,
							       type));

	insn.imm = imm;
	return with_result(l, insn);
}

static void access_bits(struct ir_insn *insn, const struct place *place)
{
	if (!place->is_bitfield)
		return;
	insn->is_bitfield = true;
	insn->record = place->record;
	insn->imm = place->field;
}

guint32 build_load(struct lower *l, const struct place *place)
{
	struct ir_insn insn = new_insn(l, IR_LOAD, place->type);

	switch (build_type(l, place->type)->kind) {
	case IR_ARRAY:		/* decays to a pointer to its first element */
		return build_cast(l, place->address, front_pointer_to(l->front,
				  build_type(l, place->type)->elem));
	case IR_FUNC:
		return place->address;
	case IR_VOID: case IR_RECORD:
		return IR_NONE;
	default:
		break;
	}
	insn.a = place->address;
	access_bits(&insn, place);
	return with_result(l, insn);
}

void build_store(struct lower *l, const struct place *place, guint32 value)
{
	struct ir_insn insn = new_insn(l, IR_STORE, place->type);

	if (value == IR_NONE)
		return;
	insn.a = place->address;
	insn.b = build_cast(l, value, place->type);
	access_bits(&insn, place);
	build_insn(l, insn);
}

void build_copy(struct lower *l, const struct place *to,
		const struct place *from)
{
	struct ir_insn insn = new_insn(l, IR_COPY, IR_NONE);

	insn.a = to->address;
	insn.b = from->address;
	insn.imm = build_type(l, to->type)->size_bytes;
	if (insn.imm)
		build_insn(l, insn);
}

void build_zero(struct lower *l, const struct place *place)
{
	struct ir_insn insn = new_insn(l, IR_ZERO, IR_NONE);

	insn.a = place->address;
	insn.imm = build_type(l, place->type)->size_bytes;
	if (insn.imm)
		build_insn(l, insn);
}

void build_argument(struct lower *l, struct ir_call *call, guint32 temp)
{
	ir_append(l->ir, call->args, call->n_args, temp);
}

void build_clobber(struct lower *l, const struct place *place)
{
	struct ir_insn insn = new_insn(l, IR_ASM, IR_NONE);

	insn.call = ir_call_new(l->ir);
	build_argument(l, insn.call, place->address);
	build_insn(l, insn);
}

guint32 build_local(struct lower *l, const char *name, guint32 type)
{
	struct ir_local local = {
		.name = ir_intern(name), .type = type, .loc = l->loc,
	};

	ir_append(l->ir, l->fn->locals, l->fn->n_locals, local);
	return l->fn->n_locals - 1;
}

struct place build_local_place(struct lower *l, guint32 local)
{
	guint32 type = l->fn->locals[local].type;

	return (struct place){
		.address = build_address(l, IR_ADDR_LOCAL, local, type),
		.type = type,
	};
}

struct place build_scratch(struct lower *l, guint32 type)
{
	return build_local_place(l, build_local(l, "", type));
}

guint32 build_block(struct lower *l)
{
	ir_function_add_block(l->ir, l->fn);
	return l->fn->n_blocks - 1;
}

void build_enter(struct lower *l, guint32 block)
{
	l->block = block;
}

void build_end(struct lower *l, enum ir_term term, guint32 value)
{
	struct ir_block *block = build_current(l);

	block->term = term;
	block->value = value;
	block->loc = l->loc;
	build_enter(l, build_block(l));
}

void build_target(struct lower *l, guint32 target)
{
	struct ir_block *block = build_current(l);

	ir_append(l->ir, block->targets, block->n_targets, target);
}

void build_jump(struct lower *l, guint32 target)
{
	build_target(l, target);
	build_end(l, IR_JUMP, IR_NONE);
}

void build_branch(struct lower *l, guint32 value, guint32 yes, guint32 no)
{
	if (value == IR_NONE)
		value = build_unknown(l, l->front->int_type,
				      "condition without a value");
	build_target(l, yes);
	build_target(l, no);
	build_end(l, IR_BRANCH, value);
}

void build_incomplete(struct lower *l, const char *why)
{
	if (!l->fn->is_complete)
		return;
	l->fn->is_complete = false;
	l->fn->why_incomplete = ir_intern(why);
}
