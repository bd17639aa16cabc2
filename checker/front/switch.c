// SPDX-License-Identifier: GPL-2.0-only
/* switch, case and default. */
#include "front/lower.h"

/* The dispatch block keeps its terminator open while the body is lowered:
 * the cases are only known after it. */
void lower_switch(struct lower *l, CXCursor statement)
{
	struct switch_context context = { .otherwise = IR_NONE };
	struct switch_context *outer = l->in_switch;
	struct jump_target on_break = l->on_break;
	guint32 dispatch, value, end = build_block(l);
	struct ir_block *block;
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (children.n != 2) {
		build_incomplete(l, "switch of unknown form");
		return;
	}
	value = lower_value(l, children.at[0]);
	if (value == IR_NONE)
		value = build_unknown(l, l->front->int_type, "switch value");
	context.type = build_temp_type(l, value);
	context.cases = g_array_new(FALSE, FALSE, sizeof(struct ir_case));
	dispatch = l->block;
	build_end(l, IR_SWITCH, value);

	l->in_switch = &context;
	l->on_break = (struct jump_target){ end, l->scope };
	lower_statement(l, children.at[1]);
	build_jump(l, end);
	l->in_switch = outer;
	l->on_break = on_break;

	block = ir_block(l->fn, dispatch);
	if (context.otherwise == IR_NONE)
		context.otherwise = end;
	ir_append(l->ir, block->targets, block->n_targets, context.otherwise);
	block->n_cases = context.cases->len;
	block->cases = ir_heap_copy(l->ir->heap, context.cases->data,
				    block->n_cases * sizeof(*block->cases));
	g_array_unref(context.cases);
	build_enter(l, end);
}

/* A block that both the switch and the statement before lead to. */
static guint32 enter_case(struct lower *l)
{
	guint32 block = build_block(l);

	build_jump(l, block);
	build_enter(l, block);
	return block;
}

static bool case_value(struct lower *l, CXCursor cursor, gint64 *value)
{
	const struct ir_type *type = build_type(l, l->in_switch->type);
	guint64 bits;

	if (!cursor_evaluate(cursor, &bits))
		return false;
	*value = ir_extend(bits, type->bits, type->is_signed);
	return true;
}

static bool is_empty(const struct lower *l, const struct ir_case *range)
{
	if (build_type(l, l->in_switch->type)->is_signed)
		return range->low > range->high;
	return (guint64)range->low > (guint64)range->high;
}

/* Children: the value, the end of a GNU range if there is one, the statement. */
void lower_case(struct lower *l, CXCursor statement)
{
	struct ir_case range = { .target = enter_case(l) };
	autocursors children = { 0 };

	cursors_of(&children, statement);
	if (!l->in_switch || children.n < 2 || children.n > 3 ||
	    !case_value(l, children.at[0], &range.low) ||
	    !case_value(l, children.at[children.n - 2], &range.high))
		build_incomplete(l, "case of unknown form");
	else if (!is_empty(l, &range))
		g_array_append_val(l->in_switch->cases, range);
	if (children.n)
		lower_statement(l, children.at[children.n - 1]);
}

void lower_default(struct lower *l, CXCursor statement)
{
	guint32 block = enter_case(l);
	autocursors children = { 0 };

	if (l->in_switch)
		l->in_switch->otherwise = block;
	else
		build_incomplete(l, "default outside a switch");
	cursors_of(&children, statement);
	if (children.n)
		lower_statement(l, children.at[children.n - 1]);
}
