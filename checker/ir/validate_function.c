// SPDX-License-Identifier: GPL-2.0-only
/* The invariants of one function: shape first, then definitions, then each
 * instruction's operands and types. */
#include "ir/validate.h"

#include "ir/graph.h"
#include "ir/op.h"

/* Where a temp is defined and what its type is. */
struct def {
	guint32 block, insn;
	guint32 type;
};

struct body {
	struct check *c;
	const struct ir_graph *graph;
	struct def *defs;		/* by temp; block IR_NONE: undefined */
};

static enum ir_type_kind kind_of(const struct body *body, guint32 temp)
{
	return ir_type(body->c->unit, body->defs[temp].type)->kind;
}

static bool is_scalar(const struct ir_type *type)
{
	return type->kind == IR_INT || type->kind == IR_PTR ||
	       type->kind == IR_FLOAT;
}

/* Same machine number; a typedef's name makes no difference. */
static bool is_same_scalar(const struct body *body, guint32 a, guint32 b)
{
	const struct ir_type *x = ir_type(body->c->unit, a);
	const struct ir_type *y = ir_type(body->c->unit, b);

	return is_scalar(x) && x->kind == y->kind && x->bits == y->bits &&
	       (x->kind != IR_INT || x->is_signed == y->is_signed);
}

static bool fits(guint64 value, guint bits)
{
	return value == ir_extend(value, bits, true) ||
	       value == ir_extend(value, bits, false);
}

/* One use, by instruction `c->insn` of block `c->block` (IR_NONE: its end). */
static bool check_use(const struct body *body, guint32 temp)
{
	struct check *c = body->c;
	const struct def *def;

	if (temp >= c->fn->n_temps)
		return check_fail(c, "no temp %%%u", temp);
	def = &body->defs[temp];
	if (def->block == c->block) {
		if (def->insn >= c->insn)
			return check_fail(c, "%%%u used before it is defined",
					  temp);
		return true;
	}
	if (body->graph->position[c->block] == IR_NONE)
		return true;
	if (body->graph->position[def->block] == IR_NONE ||
	    !ir_graph_dominates(body->graph, def->block, c->block))
		return check_fail(c, "%%%u is not defined on every path here",
				  temp);
	return true;
}

static bool check_kind(const struct body *body, guint32 temp,
		       enum ir_type_kind kind)
{
	if (kind_of(body, temp) != kind)
		return check_fail(body->c, "%%%u is not %s", temp,
				  kind == IR_PTR ? "a pointer" :
						   "an integer");
	return true;
}

static bool check_same(const struct body *body, guint32 temp, guint32 type)
{
	if (!is_same_scalar(body, body->defs[temp].type, type))
		return check_fail(body->c, "%%%u is not of type %u", temp,
				  type);
	return true;
}

static bool check_operand(const struct body *body, const char *name,
			  guint32 temp, bool is_used)
{
	if (!is_used && temp != IR_NONE)
		return check_fail(body->c, "operand %s is not used here",
				  name);
	if (is_used && temp == IR_NONE)
		return check_fail(body->c, "operand %s is missing", name);
	return !is_used || check_use(body, temp);
}

/* record and imm name a field, and it is a bit-field just when flagged. */
static bool check_member(const struct body *body, const struct ir_insn *insn)
{
	const struct ir_unit *unit = body->c->unit;
	const struct ir_record *record;

	if (insn->record >= unit->records->len)
		return check_fail(body->c, "no record %u", insn->record);
	record = ir_record(unit, insn->record);
	if (insn->imm >= record->fields->len)
		return check_fail(body->c, "%s has no field %" G_GUINT64_FORMAT,
				  record->key, insn->imm);
	if (insn->is_bitfield !=
	    (ir_field(record, (guint32)insn->imm)->bit_width != 0))
		return check_fail(body->c, "%s.%s is %sa bit-field",
				  record->key,
				  ir_field(record, (guint32)insn->imm)->name,
				  insn->is_bitfield ? "not " : "");
	return true;
}

/* Members of the instruction that the operation does not use are empty. */
static bool check_unused(const struct body *body, const struct ir_insn *insn)
{
	enum op_flags uses = op_info(insn->op)->uses;
	bool has_bits = (uses & OP_BITS) && insn->is_bitfield;
	struct check *c = body->c;

	if (insn->is_bitfield && !(uses & (OP_BITS | OP_MEMBER)))
		return check_fail(c, "not an access to a bit-field");
	if (insn->record != IR_NONE && !has_bits && !(uses & OP_MEMBER))
		return check_fail(c, "record is not used here");
	if (insn->imm && !has_bits && !(uses & (OP_MEMBER | OP_IMM)))
		return check_fail(c, "immediate is not used here");
	if (insn->str && !(uses & OP_STR))
		return check_fail(c, "string is not used here");
	if (!insn->call != !(uses & OP_CALL))
		return check_fail(c, "call is %s here", insn->call ?
				  "not used" : "missing");
	if (insn->atom != IR_ATOM_NONE && insn->op != IR_CONST)
		return check_fail(c, "atom on what is no constant");
	if ((guint)insn->atom > IR_ATOM_MAX_ORDER)
		return check_fail(c, "no such atom");
	return true;
}

static bool check_result(const struct body *body, const struct ir_insn *insn)
{
	enum op_flags uses = op_info(insn->op)->uses;
	struct check *c = body->c;
	const struct ir_type *type;

	if (insn->dst == IR_NONE) {
		if ((uses & OP_DST) && !(uses & OP_DST_OPTIONAL))
			return check_fail(c, "result is missing");
		return insn->type == IR_NONE || check_type(c, insn->type);
	}
	if (!(uses & OP_DST))
		return check_fail(c, "has no result");
	if (!check_type(c, insn->type))
		return false;
	type = ir_type(c->unit, insn->type);
	if (!is_scalar(type))
		return check_fail(c, "result is no scalar");
	switch (insn->op) {
	case IR_ADDR_LOCAL:
	case IR_ADDR_GLOBAL:
	case IR_ADDR_FUNC:
	case IR_ADDR_STRING:
	case IR_FIELD:
	case IR_INDEX:
		if (type->kind != IR_PTR)
			return check_fail(c, "result is no pointer");
		break;
	case IR_CONST:
		if (type->kind == IR_FLOAT)
			return check_fail(c, "constant is no integer");
		break;
	case IR_ADD ... IR_NOT:
		if (type->kind == IR_PTR)
			return check_fail(c, "arithmetic on a pointer");
		break;
	case IR_PTRDIFF:
	case IR_WRAP_ADD ... IR_WRAP_MUL:
		if (type->kind != IR_INT)
			return check_fail(c, "result is no integer");
		break;
	case IR_EQ ... IR_GE:
	case IR_IS_CONST:
		if (type->kind != IR_INT || type->bits != 32)
			return check_fail(c, "result is no int");
		break;
	case IR_OVF_ADD ... IR_OVF_MUL:
		if (type->kind != IR_INT || type->bits != 1)
			return check_fail(c, "result is no bool");
		break;
	default:
		break;
	}
	return true;
}

static bool check_imm(const struct body *body, const struct ir_insn *insn)
{
	struct check *c = body->c;

	switch (insn->op) {
	case IR_CONST:
		if (!fits(insn->imm, ir_type(c->unit, insn->type)->bits))
			return check_fail(c, "constant wider than its type");
		break;
	case IR_ADDR_LOCAL:
		if (insn->imm >= c->fn->n_locals)
			return check_fail(c, "no local %" G_GUINT64_FORMAT,
					  insn->imm);
		break;
	case IR_ADDR_GLOBAL:
		if (insn->imm >= c->unit->globals->len)
			return check_fail(c, "no global %" G_GUINT64_FORMAT,
					  insn->imm);
		break;
	case IR_PTRDIFF:
		if (!insn->imm)
			return check_fail(c, "elements of no size");
		break;
	case IR_OVF_ADD ... IR_OVF_MUL:
		if (insn->imm >= c->unit->types->len ||
		    ir_type(c->unit, (guint32)insn->imm)->kind != IR_INT)
			return check_fail(c, "overflow of no integer type");
		break;
	default:
		break;
	}
	return true;
}

static bool check_access(const struct body *body, const struct ir_insn *insn)
{
	const struct ir_record *record;

	if (!check_kind(body, insn->a, IR_PTR))
		return false;
	if (insn->op == IR_STORE &&
	    (!check_type(body->c, insn->type) ||
	     !check_same(body, insn->b, insn->type)))
		return false;
	if (!insn->is_bitfield)
		return true;
	if (!check_member(body, insn))
		return false;
	record = ir_record(body->c->unit, insn->record);
	if (!is_same_scalar(body, insn->type,
			    ir_field(record, (guint32)insn->imm)->type))
		return check_fail(body->c, "value is not of the bit-field's "
				  "type");
	return true;
}

static bool check_call(const struct body *body, const struct ir_insn *insn)
{
	const struct ir_call *call = insn->call;
	struct check *c = body->c;

	if (insn->op == IR_ASM && (call->callee || call->target != IR_NONE))
		return check_fail(c, "asm calls nothing");
	if (insn->op == IR_CALL && !call->callee == (call->target == IR_NONE))
		return check_fail(c, "either a name or a pointer is called");
	if (!call->callee != !call->callee_key)
		return check_fail(c, "a callee has a name and a key");
	if (call->target != IR_NONE &&
	    (!check_use(body, call->target) ||
	     !check_kind(body, call->target, IR_PTR)))
		return false;
	for (guint i = 0; i < call->n_args; i++) {
		guint32 arg = call->args[i];

		if (arg == IR_NONE && insn->op == IR_CALL)
			continue;
		if (!check_use(body, arg) ||
		    (insn->op == IR_ASM && !check_kind(body, arg, IR_PTR)))
			return false;
	}
	for (guint i = 0; i < call->n_written; i++)
		if (!check_span(c, &call->written_args[i]))
			return false;
	return check_span(c, &call->expr) && check_span(c, &call->name) &&
	       check_span(c, &call->body);
}

static bool check_operand_types(const struct body *body,
				const struct ir_insn *insn)
{
	switch (insn->op) {
	case IR_FIELD:
		return check_kind(body, insn->a, IR_PTR) &&
		       check_member(body, insn);
	case IR_INDEX:
		return check_kind(body, insn->a, IR_PTR) &&
		       check_kind(body, insn->b, IR_INT);
	case IR_PTRDIFF:
	case IR_COPY:
		return check_kind(body, insn->a, IR_PTR) &&
		       check_kind(body, insn->b, IR_PTR);
	case IR_ZERO:
		return check_kind(body, insn->a, IR_PTR);
	case IR_LOAD:
	case IR_STORE:
		return check_access(body, insn);
	case IR_SHL:
	case IR_SHR:
		return check_same(body, insn->a, insn->type) &&
		       check_kind(body, insn->b, IR_INT);
	case IR_ADD ... IR_MOD:
	case IR_AND ... IR_XOR:
		return check_same(body, insn->a, insn->type) &&
		       check_same(body, insn->b, insn->type);
	case IR_NEG:
	case IR_NOT:
		return check_same(body, insn->a, insn->type);
	case IR_EQ ... IR_GE:
		return check_same(body, insn->b, body->defs[insn->a].type);
	case IR_WRAP_ADD ... IR_OVF_MUL:
		return check_kind(body, insn->a, IR_INT) &&
		       check_kind(body, insn->b, IR_INT);
	case IR_CALL:
	case IR_ASM:
		return check_call(body, insn);
	default:
		return true;
	}
}

static bool check_insn(const struct body *body, const struct ir_insn *insn)
{
	enum op_flags uses = op_info(insn->op)->uses;

	return check_result(body, insn) && check_unused(body, insn) &&
	       check_operand(body, "a", insn->a, uses & OP_A) &&
	       check_operand(body, "b", insn->b, uses & OP_B) &&
	       check_imm(body, insn) && check_operand_types(body, insn) &&
	       check_loc(body->c, insn->loc);
}

static int compare_low_unsigned(gconstpointer a, gconstpointer b)
{
	guint64 x = (guint64)((const struct ir_case *)a)->low;
	guint64 y = (guint64)((const struct ir_case *)b)->low;

	return x < y ? -1 : x > y;
}

/* Cases as the value's type orders them: none empty, none overlapping. The
 * top bit is flipped for signed types, so that unsigned order is theirs. */
static bool check_cases(const struct body *body, const struct ir_block *block)
{
	const struct ir_type *type =
		ir_type(body->c->unit, body->defs[block->value].type);
	guint64 flip = type->is_signed ? 1ULL << 63 : 0;
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE,
					       sizeof(struct ir_case));

	g_array_append_vals(ranges, block->cases, block->n_cases);
	for (guint i = 0; i < ranges->len; i++) {
		struct ir_case *range = &g_array_index(ranges, struct ir_case,
						       i);
		guint64 low = (guint64)range->low, high = (guint64)range->high;

		if (!fits(low, type->bits) || !fits(high, type->bits))
			return check_fail(body->c, "case %u wider than the "
					  "value", i);
		low = ir_extend(low, type->bits, type->is_signed) ^ flip;
		high = ir_extend(high, type->bits, type->is_signed) ^ flip;
		if (low > high)
			return check_fail(body->c, "case %u is empty", i);
		range->low = (gint64)low;
		range->high = (gint64)high;
	}
	g_array_sort(ranges, compare_low_unsigned);
	for (guint i = 1; i < ranges->len; i++) {
		const struct ir_case *range =
			&g_array_index(ranges, struct ir_case, i);

		if ((guint64)range->low <= (guint64)range[-1].high)
			return check_fail(body->c, "cases overlap");
	}
	return true;
}

static bool check_term_value(const struct body *body,
			     const struct ir_block *block)
{
	const struct ir_function *fn = body->c->fn;
	struct check *c = body->c;
	bool wants = block->term == IR_BRANCH || block->term == IR_SWITCH;

	if (block->value == IR_NONE)
		return wants ? check_fail(c, "value is missing") : true;
	if (!wants && block->term != IR_RETURN)
		return check_fail(c, "value is not used here");
	if (!check_use(body, block->value))
		return false;
	if (block->term == IR_RETURN)
		return check_same(body, block->value, fn->result);
	if (block->term == IR_SWITCH)
		return check_kind(body, block->value, IR_INT) &&
		       check_cases(body, block);
	if (kind_of(body, block->value) == IR_FLOAT)
		return check_fail(c, "branch on a float");
	return true;
}

static bool check_body(const struct body *body)
{
	struct check *c = body->c;

	for (c->block = 0; c->block < c->fn->n_blocks; c->block++) {
		const struct ir_block *block = ir_block(c->fn, c->block);

		for (c->insn = 0; c->insn < block->n_insns; c->insn++)
			if (!check_insn(body, ir_insn(block, c->insn)))
				return false;
		c->insn = IR_NONE;
		if (!check_term_value(body, block) ||
		    !check_loc(c, block->loc))
			return false;
	}
	return true;
}

static bool check_targets(struct check *c, const struct ir_block *block)
{
	static const guint n_targets[IR_TERM_COUNT] = {
		[IR_JUMP] = 1, [IR_BRANCH] = 2, [IR_SWITCH] = 1,
	};

	if ((guint)block->term >= IR_TERM_COUNT)
		return check_fail(c, "no such terminator");
	if (block->term == IR_ANY ? !block->n_targets :
	    block->n_targets != n_targets[block->term])
		return check_fail(c, "%u targets", block->n_targets);
	if (block->n_cases && block->term != IR_SWITCH)
		return check_fail(c, "cases without a switch");
	for (guint i = 0; i < ir_block_n_successors(block); i++)
		if (ir_block_successor(block, i) >= c->fn->n_blocks)
			return check_fail(c, "no block %u",
					  ir_block_successor(block, i));
	return true;
}

static bool note_def(struct body *body, const struct ir_insn *insn)
{
	struct check *c = body->c;
	struct def *def;

	if (insn->dst == IR_NONE)
		return true;
	if (insn->dst >= c->fn->n_temps)
		return check_fail(c, "no temp %%%u", insn->dst);
	def = &body->defs[insn->dst];
	if (def->block != IR_NONE)
		return check_fail(c, "%%%u is defined twice", insn->dst);
	*def = (struct def){ c->block, c->insn, insn->type };
	return check_type(c, insn->type);
}

/* What the rest relies on: operations, targets, one definition per temp. */
static bool check_shape(struct body *body)
{
	struct check *c = body->c;

	for (c->block = 0; c->block < c->fn->n_blocks; c->block++) {
		const struct ir_block *block = ir_block(c->fn, c->block);

		for (c->insn = 0; c->insn < block->n_insns; c->insn++) {
			const struct ir_insn *insn = ir_insn(block, c->insn);

			if ((guint)insn->op >= IR_OP_COUNT)
				return check_fail(c, "no such operation");
			if (!note_def(body, insn))
				return false;
		}
		c->insn = IR_NONE;
		if (!check_targets(c, block))
			return false;
	}
	c->block = IR_NONE;
	for (guint32 t = 0; t < c->fn->n_temps; t++)
		if (body->defs[t].block == IR_NONE)
			return check_fail(c, "%%%u is never defined", t);
	return true;
}

static bool check_locals(struct check *c)
{
	const struct ir_function *fn = c->fn;

	if (fn->n_params > fn->n_locals)
		return check_fail(c, "more parameters than locals");
	for (guint32 i = 0; i < fn->n_locals; i++) {
		const struct ir_local *local = &fn->locals[i];
		const struct ir_type *type;

		if (!local->name)
			return check_fail(c, "local %u has no name", i);
		if (local->is_param != (i < fn->n_params))
			return check_fail(c, "parameters are not the first "
					  "locals");
		if (!check_type(c, local->type) || !check_loc(c, local->loc))
			return false;
		type = ir_type(c->unit, local->type);
		if (type->kind == IR_VOID || type->kind == IR_FUNC)
			return check_fail(c, "local %u is no object", i);
	}
	return true;
}

static guint64 count_insns(const struct ir_function *fn)
{
	guint64 n = 0;

	for (guint i = 0; i < fn->n_blocks; i++)
		n += ir_block(fn, i)->n_insns;
	return n;
}

bool check_function(struct check *c)
{
	const struct ir_function *fn = c->fn;
	struct body body = { .c = c };
	struct ir_graph *graph;
	bool ok;

	if (!check_type(c, fn->result) || !check_loc(c, fn->loc) ||
	    !check_span(c, &fn->span) || !check_locals(c))
		return false;
	if (fn->is_complete && !fn->n_blocks)
		return check_fail(c, "complete, without a body");
	if (fn->is_complete != !fn->why_incomplete)
		return check_fail(c, "incomplete without a reason, or a reason "
				  "without being so");
	if (fn->n_temps > count_insns(fn))
		return check_fail(c, "more temps than instructions");
	body.defs = g_new(struct def, fn->n_temps + 1);
	for (guint32 t = 0; t < fn->n_temps; t++)
		body.defs[t].block = IR_NONE;
	ok = check_shape(&body);
	if (ok) {
		graph = ir_graph_new(fn);
		body.graph = graph;
		ok = check_body(&body);
		ir_graph_free(graph);
	}
	g_free(body.defs);
	return ok;
}
