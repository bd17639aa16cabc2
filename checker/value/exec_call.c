// SPDX-License-Identifier: GPL-2.0-only
/* Calls: what the client does, what is followed, what an unknown callee may
 * have written. */
#include "value/run.h"

#include <string.h>

/* The pointee of an argument as the caller sees it: its size says how much an
 * unknown callee may write. */
static guint64 handed_bytes(const struct run *run, guint32 t)
{
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_insn *insn = ir_definition(run->frame->fn, t);

	for (; insn; insn = ir_definition(run->frame->fn, insn->a)) {
		const struct ir_type *type = ir_type(unit, insn->type);
		const struct ir_type *to =
			type->kind == IR_PTR && type->elem != IR_NONE ?
			ir_type(unit, type->elem) : NULL;

		if (to && to->kind != IR_VOID && to->size_bytes > 1)
			return to->size_bytes;
		if (insn->op != IR_CAST)
			break;
	}
	return G_MAXUINT64;
}

static void forget_reachable(struct run *run, const struct call_site *site)
{
	struct engine *engine = run->engine;
	struct state *state = run->state;

	if (!engine->client->may_write)
		return;
	for (guint i = state->memory->len; i > 0; i--) {
		const struct binding b = g_array_index(state->memory,
						       struct binding, i - 1);
		const struct memory_place p = *engine_place_at(engine,
							       b.place);

		if (!engine->client->may_write(engine, site, &p))
			continue;
		engine_forget(engine, state,
			      number_offset(&engine->numbers, p.root, p.offset,
					    p.field), p.size_bytes);
		i = MIN(i, state->memory->len + 1);
	}
}

static void hand_arguments(struct run *run, const struct call_site *site)
{
	struct engine *engine = run->engine;

	for (guint i = 0; i < site->n_args; i++) {
		vn v = site->args[i].v;
		guint32 t = site->insn->call->args[i];

		if (!v || !number_at(&engine->numbers, v)->is_pointer)
			continue;
		if (engine->client->may_write_argument &&
		    !engine->client->may_write_argument(engine, site, i))
			continue;
		engine_hand(engine, run->state, v, handed_bytes(run, t),
			    site->callee);
	}
}

static void call_unknown(struct run *run, const struct call_site *site)
{
	struct engine *engine = run->engine;
	struct state *before = engine->recording &&
			       engine->client->called_unknown ?
			       state_copy(run->state) : NULL;

	hand_arguments(run, site);
	forget_reachable(run, site);
	if (!before)
		return;
	engine->client->called_unknown(engine, before, run->state);
	state_unref(before);
}

static bool in_chain(const struct frame *frame, const struct ir_function *fn)
{
	for (; frame; frame = frame->parent)
		if (frame->fn == fn)
			return true;
	return false;
}

/* A step of what the user wrote as one call, of a macro: kmalloc() itself takes
 * several. */
static bool is_step(const struct ir_call *call)
{
	return call->written && call->callee &&
	       strcmp(call->written, call->callee);
}

/* Analyse the callee and go on, once for every way it returns. */
static void call_follow(struct run *run, const struct call_site *site,
			const struct ir_unit *unit,
			const struct ir_function *fn, guint next)
{
	struct engine *engine = run->engine;
	const struct frame *frame = engine_frame(engine, run->frame,
						 site->insn, unit, fn);
	struct state *entry = state_copy(run->state);
	GArray *returns;

	entry->decided = 0;
	if (!is_step(site->insn->call))
		state_assume_allocated(engine, entry, run->frame);
	engine_bind_params(engine, entry, frame, site->args, site->n_args);
	if (!site->callee && engine->client->led_to)
		engine->client->led_to(engine, entry, site, frame);
	returns = engine_run_frame(engine, frame, entry);
	for (guint i = 0; i < returns->len; i++) {
		struct leaving *out = &g_array_index(returns, struct leaving,
						     i);
		struct run then = *run;
		struct value value = out->value;

		then.state = g_steal_pointer(&out->state);
		then.state->decided = run->state->decided;
		state_assume_allocated(engine, then.state, frame);
		state_drop_frame(engine, then.state, frame);
		then.temps = g_memdup2(run->temps, sizeof(*run->temps) *
				       (run->frame->flow->n_slots[run->block] +
					1));
		if (value.v) {
			struct why *why = engine_why(engine, WHY_RETURNED,
						     run->frame,
						     site->insn->loc,
						     value.why);

			if (value.why)
				value.why = why;
			value.v = engine_cast(engine, then.state, value.v,
					      site->result_type);
			run_set_temp(&then, site->insn->dst, value);
		} else if (site->insn->dst != IR_NONE) {
			run_set_temp(&then, site->insn->dst,
				     run_unknown(&then, site->insn, LEAF_CALL));
		}
		exec_from(&then, next);
		g_free(then.temps);
	}
	g_array_unref(returns);
}

static bool may_follow(const struct run *run, const struct callees *callees)
{
	for (guint i = 0; i < callees->n; i++)
		if (!callees->at[i].fn->is_complete ||
		    in_chain(run->frame, callees->at[i].fn))
			return false;
	return run->frame->depth < run->engine->max_depth;
}

bool exec_call(struct run *run, const struct ir_insn *insn, guint next)
{
	struct engine *engine = run->engine;
	guint n = insn->call->n_args;
	g_autofree struct value *args = g_new0(struct value, n + 1);
	struct call_site site = {
		.frame = run->frame, .insn = insn,
		.callee = insn->call->callee_key ? insn->call->callee_key :
			  insn->call->callee,
		.args = args, .n_args = n,
		.result_type = ctype_of(run->frame->unit, insn->type),
		.result_is_pointer = ir_type(run->frame->unit,
					     insn->type)->kind == IR_PTR,
		.target = run_temp(run, insn->call->target),
	};
	struct value result = { 0, NULL };
	struct callees callees = { 0 };
	enum call_outcome outcome;

	for (guint i = 0; i < n; i++)
		args[i] = run_temp(run, insn->call->args[i]);
	outcome = engine->client->call(engine, run->state, &site, &result,
				       &callees);
	if (outcome == CALL_FOLLOW && !may_follow(run, &callees))
		outcome = CALL_UNKNOWN;
	switch (outcome) {
	case CALL_FOLLOW:
		for (guint i = 0; i < callees.n; i++)
			call_follow(run, &site, callees.at[i].unit,
				    callees.at[i].fn, next);
		state_unref(run->state);
		return true;
	case CALL_ENDS:
		state_unref(run->state);
		return true;
	case CALL_UNKNOWN:
		call_unknown(run, &site);
		break;
	default:
		break;
	}
	if (insn->dst != IR_NONE) {
		if (!result.v)
			result = run_unknown(run, insn, LEAF_CALL);
		run_set_temp(run, insn->dst, result);
	}
	return false;
}
