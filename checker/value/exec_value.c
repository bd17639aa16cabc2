// SPDX-License-Identifier: GPL-2.0-only
/* Instructions that make a value out of others, and the numbers they make. */
#include "value/run.h"

#include "ir/op.h"

struct why *engine_why(struct engine *engine, enum why_kind kind,
		       const struct frame *frame, struct ir_loc loc,
		       const struct why *prev)
{
	struct why *why = region_alloc(&engine->region, sizeof(*why));

	*why = (struct why){ .kind = kind, .frame = frame, .loc = loc,
			     .prev = prev };
	return why;
}

static vn fold(struct engine *engine, enum ir_op op, struct ctype t, wide a,
	       wide b, guint8 atoms)
{
	const struct range *r = range_binary(&engine->region, op,
					     range_const(&engine->region, a),
					     range_const(&engine->region, b),
					     t);
	wide v;

	return range_is_const(r, &v) ?
	       number_from_atoms(&engine->numbers, t, v, atoms) : 0;
}

vn engine_cast(struct engine *engine, struct state *state, vn v,
	       struct ctype t)
{
	const struct number *n = number_at(&engine->numbers, v);
	wide value;

	(void)state;
	if (n->type.bits == t.bits && n->type.is_signed == t.is_signed)
		return v;
	if (number_is_const(&engine->numbers, v, &value)) {
		if (t.bits == 1)
			value = value != 0;
		return number_from_atoms(&engine->numbers, t,
					 ctype_value(t, (guint64)value),
					 n->atoms);
	}
	/* widening and coming back is nothing */
	if (n->kind == N_OP && n->op == IR_CAST) {
		const struct number *inner = number_at(&engine->numbers, n->a);

		if (inner->type.bits == t.bits &&
		    inner->type.is_signed == t.is_signed &&
		    n->type.bits >= t.bits && t.bits > 1)
			return n->a;
	}
	return number_op(&engine->numbers, IR_CAST, t, v, 0);
}

vn engine_binary(struct engine *engine, struct state *state, enum ir_op op,
		 struct ctype t, vn a, vn b)
{
	wide x, y;
	bool a_const = number_is_const(&engine->numbers, a, &x);
	bool b_const = number_is_const(&engine->numbers, b, &y);
	vn v = 0;

	(void)state;
	if (a_const && b_const && op >= IR_ADD && op <= IR_XOR)
		v = fold(engine, op, t, x, y,
			 number_at(&engine->numbers, a)->atoms |
			 number_at(&engine->numbers, b)->atoms);
	if (v)
		return v;
	if (b_const && y == 0 && (op == IR_ADD || op == IR_SUB ||
				  op == IR_SHL || op == IR_SHR ||
				  op == IR_OR || op == IR_XOR))
		return a;
	if (a_const && x == 0 && (op == IR_ADD || op == IR_OR))
		return b;
	if (b_const && y == 1 && (op == IR_MUL || op == IR_DIV))
		return a;
	if (a == b && op == IR_SUB)
		return number_const(&engine->numbers, t, 0);
	return number_op(&engine->numbers, op, t, a, b);
}

/* Modulo the result's size it is the same to cut before or after. */
vn engine_wrapped(struct engine *engine, struct state *state, enum ir_op op,
		  struct ctype t, vn a, vn b)
{
	return engine_binary(engine, state, op, t,
			     engine_cast(engine, state, a, t),
			     engine_cast(engine, state, b, t));
}

static const struct why *wider_why(struct run *run, struct value a,
				   struct value b)
{
	wide c;

	if (!a.why)
		return b.why;
	if (!b.why || number_is_const(&run->engine->numbers, b.v, &c))
		return a.why;
	if (number_is_const(&run->engine->numbers, a.v, &c))
		return b.why;
	if (range_know_max(state_range(run->engine, run->state, b.v)) >
	    range_know_max(state_range(run->engine, run->state, a.v)))
		return b.why;
	return a.why;
}

static struct value exec_arithmetic(struct run *run,
				    const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	struct value a = run_operand(run, insn, insn->a);
	struct value b = insn->b == IR_NONE ? (struct value){ 0, NULL } :
			 run_operand(run, insn, insn->b);
	struct value out = { 0, b.v ? wider_why(run, a, b) : a.why };

	if (ir_type(run->frame->unit, insn->type)->kind == IR_FLOAT ||
	    ir_type(run->frame->unit, insn->type)->bits > 64)
		return run_unknown(run, insn, LEAF_UNKNOWN);
	if (op_is_compare(insn->op))
		out.v = number_op(&engine->numbers, insn->op, t, a.v, b.v);
	else if (op_is_wrap(insn->op))
		out.v = engine_wrapped(engine, run->state,
				       IR_ADD + (insn->op - IR_WRAP_ADD), t,
				       a.v, b.v);
	else if (op_is_overflow(insn->op))
		out.v = number_overflow(&engine->numbers, insn->op,
					ctype_of(run->frame->unit,
						 (guint32)insn->imm),
					a.v, b.v);
	else if (insn->op == IR_NEG || insn->op == IR_NOT)
		out.v = number_op(&engine->numbers, insn->op, t, a.v, 0);
	else
		out.v = engine_binary(engine, run->state, insn->op, t, a.v,
				      b.v);
	{
		wide c;
		const struct range *r = state_range(engine, run->state, out.v);

		/* what has one value is a constant from here on, unless
		 * that is one object's alone */
		if (range_is_const(r, &c) &&
		    !number_is_mixed(&engine->numbers, out.v))
			out.v = number_from_atoms(&engine->numbers, t, c,
						  r->atoms);
	}
	return out;
}

static struct value exec_const(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	guint64 bits = insn->imm;

	if (insn->atom && engine->atoms[insn->atom])
		bits = engine->atoms[insn->atom];
	return (struct value){
		number_from_atoms(&engine->numbers, t, ctype_value(t, bits),
				  engine->varying & 1 << insn->atom), NULL };
}

static struct value exec_field(struct run *run, const struct ir_insn *insn)
{
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_record *record = ir_record(unit, insn->record);
	const struct ir_field *field = ir_field(record, (guint32)insn->imm);
	struct value a = run_operand(run, insn, insn->a);
	vn member = number_member(&run->engine->numbers, a.v,
				  (gint64)field->offset_bytes,
				  field_identity(unit, insn->record,
						 insn->imm));

	number_at(&run->engine->numbers, member)->element_bytes =
		type_element_bytes(unit, field->type);
	return (struct value){ member, a.why };
}

static struct value exec_index(struct run *run, const struct ir_insn *insn)
{
	struct value a = run_operand(run, insn, insn->a);
	struct value b = run_operand(run, insn, insn->b);
	wide index;
	vn element;

	if (number_is_const(&run->engine->numbers, b.v, &index) ||
	    range_is_const(state_range(run->engine, run->state, b.v), &index))
		element = number_element(&run->engine->numbers, a.v,
					 (gint64)(index * (gint64)insn->imm));
	else
		element = number_index(&run->engine->numbers, a.v, b.v,
				       insn->imm);
	number_note_array(&run->engine->numbers, element, a.v, insn->imm);
	return (struct value){ element, a.why };
}

static vn root_and_offset(struct engine *engine, vn v, gint64 *offset)
{
	const struct number *n = number_at(&engine->numbers, v);

	*offset = n->kind == N_OFFSET ? (gint64)n->imm : 0;
	return n->kind == N_OFFSET ? n->a : v;
}

/* The element that an address is, counted from base: 0 if that cannot be
 * told. */
static struct value element_from(struct run *run, const struct ir_insn *insn,
				 struct value address, vn base)
{
	struct engine *engine = run->engine;
	const struct number n = *number_at(&engine->numbers, address.v);
	struct ctype t = ctype_of(run->frame->unit, insn->type);

	if (n.kind != N_INDEX || n.a != base || n.imm != insn->imm)
		return (struct value){ 0, NULL };
	return (struct value){ engine_cast(engine, run->state, n.b, t),
			       address.why };
}

/* The bytes from b to a, taken in elements. */
static vn elements_between(struct run *run, const struct ir_insn *insn, vn a,
			   vn b)
{
	struct numbers *numbers = &run->engine->numbers;
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	vn bytes = number_op(numbers, IR_SUB, t, a, b);

	return insn->imm == 1 ? bytes :
		number_op(numbers, IR_DIV, t, bytes,
			  number_const(numbers, t, (wide)insn->imm));
}

/* Two addresses in one object: the distance is known, or is an index. */
static struct value exec_difference(struct run *run,
				    const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = run_operand(run, insn, insn->a);
	struct value b = run_operand(run, insn, insn->b), element;
	gint64 x, y;

	element = element_from(run, insn, a, b.v);
	if (element.v)
		return element;
	if (!insn->imm)
		return run_unknown(run, insn, LEAF_UNKNOWN);
	if (root_and_offset(engine, a.v, &x) !=
	    root_and_offset(engine, b.v, &y))
		return (struct value){ elements_between(run, insn, a.v, b.v),
				       a.why };
	return (struct value){
		number_const(&engine->numbers,
			     ctype_of(run->frame->unit, insn->type),
			     (x - y) / (gint64)insn->imm), a.why };
}

/* One value, or one of several: each may be a constant where the function is
 * inlined. */
static bool may_be_constant(const struct range *r)
{
	for (guint i = 0; i < r->n; i++)
		if (r->at[i].low != r->at[i].high)
			return false;
	return true;
}

/* What is read at run time, or passed by callers that nobody sees, no compiler
 * makes a constant of. */
static struct value exec_is_const(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	vn a = run_operand(run, insn, insn->a).v;
	bool is_const = number_is_const(&engine->numbers, a, NULL);

	if (!is_const && may_be_constant(state_range(engine, run->state, a)))
		return run_unknown(run, insn, LEAF_UNKNOWN);
	return (struct value){ number_const(&engine->numbers,
				ctype_of(run->frame->unit, insn->type),
				is_const), NULL };
}

struct value exec_value(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct numbers *numbers = &engine->numbers;
	const struct ir_unit *unit = run->frame->unit;
	struct value a;

	switch (insn->op) {
	case IR_CONST:
		return exec_const(run, insn);
	case IR_ADDR_LOCAL:
		return (struct value){ number_address(numbers, N_LOCAL,
					run->frame, NULL, insn->imm), NULL };
	case IR_ADDR_GLOBAL:
		return (struct value){ number_address(numbers, N_GLOBAL, NULL,
			ir_global(unit, (guint32)insn->imm)->key, 0), NULL };
	case IR_ADDR_FUNC:
		return (struct value){ number_address(numbers, N_FUNC, NULL,
			insn->str, 0), NULL };
	case IR_ADDR_STRING:
		return (struct value){ number_address(numbers, N_STRING, NULL,
			insn, insn->imm), NULL };
	case IR_FIELD:
		return exec_field(run, insn);
	case IR_INDEX:
		return exec_index(run, insn);
	case IR_LOAD:
		return exec_load(run, insn);
	case IR_CAST:
		a = run_operand(run, insn, insn->a);
		if (ir_type(unit, insn->type)->kind == IR_FLOAT ||
		    ir_type(unit, insn->type)->bits > 64)
			return run_unknown(run, insn, LEAF_UNKNOWN);
		a.v = engine_cast(engine, run->state, a.v,
				  ctype_of(unit, insn->type));
		return a;
	case IR_IS_CONST:
		return exec_is_const(run, insn);
	case IR_PTRDIFF:
		return exec_difference(run, insn);
	case IR_UNKNOWN:
		return run_unknown(run, insn, LEAF_UNKNOWN);
	default:
		return exec_arithmetic(run, insn);
	}
}
