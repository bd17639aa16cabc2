// SPDX-License-Identifier: GPL-2.0-only
/* What of a function does not depend on the state. */
#include "value/engine.h"

#include "ir/op.h"
#include "ir/walk.h"

/* Constants of a function that are looked at; three thresholds each. */
#define MAX_THRESHOLDS 400

static void mark_use(struct flow *flow, guint32 temp, guint32 block)
{
	if (temp != IR_NONE && temp < flow->fn->n_temps &&
	    flow->home[temp].block != block)
		flow->is_crossing[temp] = true;
}

static void find_homes(struct flow *flow)
{
	const struct ir_function *fn = flow->fn;
	const struct ir_insn *insn;

	for (guint i = 0; i < fn->n_temps; i++)
		flow->home[i].block = IR_NONE;
	ir_for_each_insn(fn, walk, insn)
		if (insn->dst < fn->n_temps)
			flow->home[insn->dst] = (struct home){
				walk.block, flow->n_slots[walk.block]++ };
}

static void find_crossing(struct flow *flow)
{
	const struct ir_function *fn = flow->fn;
	const struct ir_insn *insn;

	ir_for_each_insn(fn, walk, insn) {
		mark_use(flow, insn->a, walk.block);
		mark_use(flow, insn->b, walk.block);
		if (!insn->call)
			continue;
		mark_use(flow, insn->call->target, walk.block);
		for (guint i = 0; i < insn->call->n_args; i++)
			mark_use(flow, insn->call->args[i], walk.block);
	}
	for (guint b = 0; b < fn->n_blocks; b++)
		mark_use(flow, ir_block(fn, b)->value, b);
}

static void find_heads(struct flow *flow)
{
	const struct ir_graph *g = flow->graph;

	for (guint b = 0; b < g->n_blocks; b++) {
		if (g->position[b] == IR_NONE)
			continue;
		for (guint i = g->first_pred[b]; i < g->first_pred[b + 1]; i++)
			if (g->position[g->preds[i]] >= g->position[b])
				flow->is_head[b] = flow->has_loop = true;
	}
}

static const struct ir_insn *through_casts(const struct ir_function *fn,
					   guint32 temp)
{
	const struct ir_insn *insn = ir_definition(fn, temp);

	/* -EINVAL is written as a negated constant */
	while (insn && (insn->op == IR_CAST || insn->op == IR_NEG ||
			insn->op == IR_NOT))
		insn = ir_definition(fn, insn->a);
	return insn;
}

static guint32 local_of_address(const struct ir_function *fn, guint32 temp)
{
	const struct ir_insn *insn = ir_definition(fn, temp);

	return insn && insn->op == IR_ADDR_LOCAL ? (guint32)insn->imm : IR_NONE;
}

/* Constants, comparisons and results carry codes and flags; sums do not. */
static bool may_be_code(const struct ir_insn *insn)
{
	if (!insn)
		return false;
	switch (insn->op) {
	case IR_CONST:
	case IR_CALL:
	case IR_LOAD:
	case IR_ADDR_FUNC:
	case IR_UNKNOWN:
	case IR_OR:
		return true;
	default:
		return op_is_compare(insn->op) || op_is_overflow(insn->op);
	}
}

/* The local that a value is read from, or IR_NONE. */
static guint32 local_read(const struct ir_function *fn, guint32 temp)
{
	const struct ir_insn *insn = through_casts(fn, temp);

	return insn && insn->op == IR_LOAD ? local_of_address(fn, insn->a) :
					     IR_NONE;
}

/*
 * A value that is tested and stored in the same breath, as `a ?: b` does, is a
 * test of what it is stored in. What a local hands on is tested where the copy
 * is.
 */
static void count_tests_by_copy(const struct ir_function *fn, guint *tests)
{
	g_autofree bool *is_tested = g_new0(bool, fn->n_temps + 1);
	const struct ir_insn *insn;

	for (guint b = 0; b < fn->n_blocks; b++)
		if (ir_block(fn, b)->term == IR_BRANCH &&
		    ir_block(fn, b)->value < fn->n_temps)
			is_tested[ir_block(fn, b)->value] = true;
	ir_for_each_insn(fn, walk, insn) {
		guint32 local = insn->op == IR_STORE ?
				local_of_address(fn, insn->a) : IR_NONE;
		guint32 from;

		if (local == IR_NONE)
			continue;
		if (insn->b < fn->n_temps && is_tested[insn->b])
			tests[local]++;
		from = local_read(fn, insn->b);
		if (from != IR_NONE)
			tests[from] += tests[local];
	}
}

/* Tests of locals against constants, and switches, per local. */
static void count_tests(const struct ir_function *fn, guint *tests,
			guint *switches)
{
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);
		const struct ir_insn *insn;
		guint32 local;

		if (block->term != IR_BRANCH && block->term != IR_SWITCH)
			continue;
		insn = through_casts(fn, block->value);
		if (insn && (insn->op == IR_EQ || insn->op == IR_NE)) {
			const struct ir_insn *c = through_casts(fn, insn->b);

			insn = c && c->op == IR_CONST ?
			       through_casts(fn, insn->a) : NULL;
		}
		if (!insn || insn->op != IR_LOAD)
			continue;
		local = local_of_address(fn, insn->a);
		if (local == IR_NONE)
			continue;
		tests[local]++;
		switches[local] += block->term == IR_SWITCH;
	}
	count_tests_by_copy(fn, tests);
}

/* Stores into each local: of constants, of other codes, and of sums. */
struct stored {
	guint constants, others;
	bool is_sum;
};

static void count_stores(const struct ir_function *fn, struct stored *stored)
{
	const struct ir_insn *insn, *value;

	ir_for_each_insn(fn, walk, insn) {
		guint32 local = insn->op == IR_STORE ?
				local_of_address(fn, insn->a) : IR_NONE;
		guint32 from;

		if (local == IR_NONE)
			continue;
		value = through_casts(fn, insn->b);
		from = local_read(fn, insn->b);
		if (!may_be_code(value))
			stored[local].is_sum = true;
		else if (value->op == IR_CONST)
			stored[local].constants++;
		else
			stored[local].others++;
		/* `a ? (b ? 0 : 5) : c`: what an inner one came to */
		if (from != IR_NONE && stored[from].constants &&
		    !*fn->locals[from].name)
			stored[local].constants++;
	}
}

/*
 * States are kept apart by a local if all that is stored in it may be a code,
 * and either two different things are, one of them a constant, or it is
 * tested against constants more than once. `return n > 1 ? sum : 0` is two
 * returns, and so are the states that come back.
 */
static void find_flags(const struct ir_unit *unit, struct flow *flow)
{
	const struct ir_function *fn = flow->fn;
	guint n = fn->n_locals;
	g_autofree struct stored *stored = g_new0(struct stored, n + 1);
	g_autofree guint *tests = g_new0(guint, n + 1);
	g_autofree guint *switches = g_new0(guint, n + 1);

	count_stores(fn, stored);
	count_tests(fn, tests, switches);
	for (guint i = 0; i < n; i++) {
		const struct ir_local *local = &fn->locals[i];

		flow->is_flag[i] = type_is_scalar(unit, local->type) &&
				   !stored[i].is_sum &&
				   ((stored[i].constants &&
				     stored[i].constants +
				     stored[i].others > 1) ||
				    tests[i] > 1);
		flow->is_switched[i] = flow->is_flag[i] && switches[i] > 1;
	}
	for (guint b = 0; b < fn->n_blocks && !flow->has_loop; b++) {
		const struct ir_block *block = ir_block(fn, b);
		guint32 local = block->term == IR_RETURN ?
				local_read(fn, block->value) : IR_NONE;

		if (local != IR_NONE && stored[local].constants &&
		    stored[local].is_sum)
			flow->is_flag[local] = true;
	}
}

static guint64 flag_of_address(const struct flow *flow, guint32 temp)
{
	guint32 local = local_of_address(flow->fn, temp);

	return local != IR_NONE && flow->is_flag[local] ? flow_flag(local) : 0;
}

/* The flags that an instruction reads, and in *kept those whose address it
 * does something else with: they may be read anywhere. */
static guint64 flags_read(const struct flow *flow, const struct ir_insn *insn,
			  guint64 *kept)
{
	if (insn->op == IR_LOAD)
		return flag_of_address(flow, insn->a);
	if (insn->op != IR_STORE)
		*kept |= flag_of_address(flow, insn->a);
	*kept |= flag_of_address(flow, insn->b);
	for (guint i = 0; insn->op == IR_CALL && i < insn->call->n_args; i++)
		*kept |= flag_of_address(flow, insn->call->args[i]);
	return 0;
}

static void find_live_flags(struct flow *flow)
{
	const struct ir_graph *graph = flow->graph;
	const struct ir_insn *insn;
	guint64 kept = 0;
	bool again = true;

	ir_for_each_insn(flow->fn, walk, insn)
		flow->live_flags[walk.block] |= flags_read(flow, insn, &kept);
	while (again) {
		again = false;
		for (guint32 i = graph->n_reachable; i > 0; i--) {
			guint32 b = graph->order[i - 1];
			const struct ir_block *block = ir_block(flow->fn, b);
			guint64 live = flow->live_flags[b] | kept;

			for (guint k = 0; k < ir_block_n_successors(block); k++)
				live |= flow->live_flags[
						ir_block_successor(block, k)];
			again |= live != flow->live_flags[b];
			flow->live_flags[b] = live;
		}
	}
}

static int compare_wide(gconstpointer pa, gconstpointer pb)
{
	const wide *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

static void find_thresholds(const struct ir_unit *unit, struct flow *flow)
{
	const struct ir_function *fn = flow->fn;
	const struct ir_insn *insn;
	GArray *out = g_array_new(FALSE, FALSE, sizeof(wide));

	ir_for_each_insn(fn, walk, insn) {
		flow->n_insns++;
		if (insn->op != IR_CONST || out->len > MAX_THRESHOLDS ||
		    !type_is_scalar(unit, insn->type))
			continue;
		for (wide d = -1; d <= 1; d++) {
			wide t = ctype_value(ctype_of(unit, insn->type),
					     insn->imm) + d;

			g_array_append_val(out, t);
		}
	}
	g_array_sort(out, compare_wide);
	flow->n_thresholds = out->len;
	flow->thresholds = (wide *)g_array_free(out, FALSE);
}

struct flow *flow_new(const struct ir_unit *unit,
		      const struct ir_function *fn)
{
	struct flow *flow = g_new0(struct flow, 1);

	flow->fn = fn;
	flow->graph = ir_graph_new(fn);
	flow->is_head = g_new0(bool, fn->n_blocks + 1);
	flow->is_crossing = g_new0(bool, fn->n_temps + 1);
	flow->home = g_new0(struct home, fn->n_temps + 1);
	flow->n_slots = g_new0(guint32, fn->n_blocks + 1);
	flow->is_flag = g_new0(bool, fn->n_locals + 1);
	flow->is_switched = g_new0(bool, fn->n_locals + 1);
	flow->live_flags = g_new0(guint64, fn->n_blocks + 1);
	find_homes(flow);
	find_crossing(flow);
	find_heads(flow);
	find_flags(unit, flow);
	find_live_flags(flow);
	decisions_find(&flow->decisions, fn, flow->graph, flow->is_flag);
	find_thresholds(unit, flow);
	return flow;
}

void flow_free(struct flow *flow)
{
	ir_graph_free(flow->graph);
	g_free(flow->is_head);
	g_free(flow->is_crossing);
	g_free(flow->home);
	g_free(flow->n_slots);
	g_free(flow->is_flag);
	g_free(flow->is_switched);
	g_free(flow->live_flags);
	decisions_clear(&flow->decisions);
	g_free(flow->thresholds);
	g_free(flow);
}
