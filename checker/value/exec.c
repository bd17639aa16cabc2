// SPDX-License-Identifier: GPL-2.0-only
/* One block on one state: its instructions in turn, and how it is left. */
#include "value/run.h"

#include "ir/op.h"

struct value run_temp(const struct run *run, guint32 t)
{
	const struct temp_binding *b;
	struct home home;

	if (t == IR_NONE)
		return (struct value){ 0, NULL };
	home = run->frame->flow->home[t];
	if (home.block == run->block && run->temps[home.slot].v)
		return run->temps[home.slot];
	b = state_temp(run->state, (guint64)run->frame->id << 32 | t);
	return b ? (struct value){ b->value, b->why } :
		   (struct value){ 0, NULL };
}

void run_set_temp(struct run *run, guint32 t, struct value value)
{
	if (t == IR_NONE)
		return;
	run->temps[run->frame->flow->home[t].slot] = value;
	if (run->frame->flow->is_crossing[t])
		state_bind_temp(run->state,
				(guint64)run->frame->id << 32 | t, value.v,
				value.why);
}

struct value run_unknown(struct run *run, const struct ir_insn *insn,
			 enum leaf_kind kind)
{
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	bool is_new;
	vn v = number_leaf(&run->engine->numbers, kind, run->frame, insn, 0, t,
			   &is_new);
	struct number *n = number_at(&run->engine->numbers, v);

	n->is_pointer = ir_type(run->frame->unit, insn->type)->kind == IR_PTR;
	state_forget_known(run->state, v);
	return (struct value){ v, NULL };
}

struct value run_operand(struct run *run, const struct ir_insn *insn,
			 guint32 t)
{
	struct value value = run_temp(run, t);
	bool is_new;

	if (value.v)
		return value;
	value.v = number_leaf(&run->engine->numbers, LEAF_UNKNOWN, run->frame,
			      insn, (guint64)t + 1,
			      (struct ctype){ 64, false }, &is_new);
	return value;
}

static void leave(struct run *run, struct state *state, guint successor)
{
	struct leaving out = { .state = state, .successor = successor };

	if (state->is_dead)
		state_unref(state);
	else
		g_array_append_val(run->edges, out);
}

static void exec_branch(struct run *run, const struct ir_block *block)
{
	struct engine *engine = run->engine;
	const struct decision *decision =
		&run->frame->flow->decisions.at[run->block];
	struct value condition = run_temp(run, block->value);
	struct state *other;

	if (!condition.v) {
		leave(run, state_copy(run->state), 0);
		leave(run, run->state, 1);
		return;
	}
	other = state_copy(run->state);
	other->decided = decision_taken(decision, other->decided, false);
	run->state->decided = decision_taken(decision, run->state->decided,
					     true);
	engine->here_frame = run->frame;
	engine->here_block = run->block;
	state_assume(engine, run->state, condition.v, true,
		     engine_why(engine, WHY_BOUND, run->frame, block->loc,
				NULL));
	state_assume(engine, other, condition.v, false,
		     engine_why(engine, WHY_BOUND, run->frame, block->loc,
				NULL));
	leave(run, run->state, 0);
	leave(run, other, 1);
}

static void exec_switch(struct run *run, const struct ir_block *block)
{
	struct engine *engine = run->engine;
	struct region *region = &engine->region;
	struct value value = run_temp(run, block->value);
	const struct range *rest = NULL;
	const struct why *why = engine_why(engine, WHY_BOUND, run->frame,
					   block->loc, NULL);
	struct ctype t = { 64, false };

	if (value.v) {
		t = number_at(&engine->numbers, value.v)->type;
		rest = state_range(engine, run->state, value.v);
	}
	for (guint i = 0; i < block->n_cases; i++) {
		const struct ir_case *c = &block->cases[i];
		wide low = ctype_value(t, (guint64)c->low);
		wide high = ctype_value(t, (guint64)c->high);
		struct state *s;

		if (rest && range_is_empty(range_intersect(region, rest,
				range_interval(region, low, high, KNOW_CODE,
					       KNOW_CODE))))
			continue;
		s = state_copy(run->state);
		if (value.v)
			state_restrict(engine, s, value.v,
				       range_interval(region, low, high,
						      KNOW_CODE, KNOW_CODE),
				       why);
		leave(run, s, block->n_targets + i);
		if (rest)
			rest = range_union(region,
				range_where(region, rest, IR_LT,
					    range_const(region, low)),
				range_where(region, rest, IR_GT,
					    range_const(region, high)));
	}
	if (rest && range_is_empty(rest)) {
		state_unref(run->state);
		return;
	}
	if (rest)
		state_restrict(engine, run->state, value.v, rest, why);
	leave(run, run->state, 0);
}

static void exec_terminator(struct run *run)
{
	const struct ir_block *block = ir_block(run->frame->fn, run->block);
	struct leaving out;

	switch (block->term) {
	case IR_BRANCH:
		exec_branch(run, block);
		break;
	case IR_SWITCH:
		exec_switch(run, block);
		break;
	case IR_JUMP:
	case IR_ANY:
		for (guint i = 0; i < block->n_targets; i++)
			leave(run, state_copy(run->state), i);
		state_unref(run->state);
		break;
	case IR_RETURN:
		out = (struct leaving){
			.state = run->state,
			.value = run_temp(run, block->value),
		};
		if (run->engine->recording && !run->frame->parent &&
		    run->engine->client->returned)
			run->engine->client->returned(run->engine, run->frame,
						      run->state, out.value);
		g_array_append_val(run->returns, out);
		break;
	default:
		state_unref(run->state);
		break;
	}
}

void exec_from(struct run *run, guint index)
{
	const struct ir_block *block = ir_block(run->frame->fn, run->block);

	for (guint i = index; i < block->n_insns; i++) {
		const struct ir_insn *insn = ir_insn(block, i);

		run->engine->steps++;
		run->state->has_passed |= insn == run->engine->focus;
		if (run->state->is_dead ||
		    run->engine->steps > run->engine->max_steps) {
			if (!run->state->is_dead)
				run->engine->gave_up = true;
			state_unref(run->state);
			return;
		}
		if (insn->op == IR_CALL) {
			if (exec_call(run, insn, i + 1))
				return;
		} else if (op_info(insn->op)->uses & OP_DST) {
			run_set_temp(run, insn->dst, exec_value(run, insn));
		} else {
			exec_effect(run, insn);
		}
	}
	exec_terminator(run);
}

void exec_block(struct engine *engine, const struct frame *frame,
		guint32 block, struct state *state, GArray *edges,
		GArray *returns)
{
	g_autofree struct value *temps = g_new0(struct value,
						frame->flow->n_slots[block] + 1);
	struct run run = { engine, frame, block, temps, state, edges,
			   returns };

	exec_from(&run, 0);
}
