// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many turns does a loop take? If another variable says it, or the objects
 * that it goes through, what grows in it has an end, known or not.
 */
#include "model/growth.h"

#include "ir/graph.h"
#include "ir/op.h"
#include "ir/walk.h"

#define MAX_DEPTH 16	/* of the expression that ends a loop */

const struct memory_place *phi_place(const struct engine *engine,
				     const struct number *phi)
{
	/* others are of temps: join.c */
	return phi->imm <= G_MAXUINT32 ?
	       engine_place_at(engine, (guint32)phi->imm) : NULL;
}

/* Is `next`, on every way that changes v, made from it: v + 1, v->next? */
static bool moves_to(struct engine *engine, vn v, vn next)
{
	const struct number *n = number_at(&engine->numbers, next);

	if (next == v || !next)
		return false;
	if (n->kind == N_PHI && !n->is_loop)
		return moves_to(engine, v, n->entry) ||
		       moves_to(engine, v, n->back);
	return number_depends_on(&engine->numbers, next, v);
}

/* Does the temp's expression read that local, or ask a function about it, as
 * list_is_head(&pos->list, head) does? */
static bool reads_local(const struct ir_function *fn, guint32 temp,
			guint32 local, guint depth)
{
	const struct ir_insn *insn = ir_definition(fn, temp);

	if (!insn || !depth)
		return false;
	if (insn->op == IR_ADDR_LOCAL)
		return insn->imm == local;
	for (guint i = 0; insn->op == IR_CALL && i < insn->call->n_args; i++)
		if (reads_local(fn, insn->call->args[i], local, depth - 1))
			return true;
	return reads_local(fn, insn->a, local, depth - 1) ||
	       reads_local(fn, insn->b, local, depth - 1);
}

/* Does a test in that block leave the loop? */
static bool is_exit(const struct frame *frame, guint32 head, guint32 b)
{
	const struct ir_graph *graph = frame->flow->graph;
	const struct ir_block *block = ir_block(frame->fn, b);

	return block->term == IR_BRANCH && ir_graph_in_loop(graph, head, b) &&
	       (!ir_graph_in_loop(graph, head, ir_block_successor(block, 0)) ||
		!ir_graph_in_loop(graph, head, ir_block_successor(block, 1)));
}

/* Is the variable of that phi in a test that leaves the loop? */
static bool is_tested_at_exit(struct engine *engine, const struct number *phi)
{
	const struct frame *frame = phi->frame;
	guint32 head = ir_block_index(frame->fn, phi->ref);
	const struct memory_place *place = phi_place(engine, phi);
	const struct number *root = place ?
		number_at(&engine->numbers, place->root) : NULL;

	if (!root || root->kind != N_LOCAL || root->frame != frame)
		return false;
	for (guint32 b = 0; b < frame->flow->graph->n_blocks; b++)
		if (is_exit(frame, head, b) &&
		    reads_local(frame->fn, ir_block(frame->fn, b)->value,
				(guint32)root->imm, MAX_DEPTH))
			return true;
	return false;
}

/* A call that hands out one object after the other: not an allocator's. */
static bool hands_out(const struct rulebase *rules, const struct frame *frame,
		      const struct ir_insn *insn)
{
	return insn && insn->op == IR_CALL &&
	       ir_type(frame->unit, insn->type)->kind == IR_PTR &&
	       !call_allocator(rules, insn);
}

/* while ((next = next_one(&walk))): there are as many turns as objects. */
static bool ends_with_objects(const struct rulebase *rules,
			      const struct frame *frame, guint32 head,
			      guint32 b)
{
	const struct ir_function *fn = frame->fn;
	const struct ir_insn *test = ir_origin(fn, ir_block(fn, b)->value);
	const struct ir_insn *store;
	guint32 local;

	while (test && (test->op == IR_NE || test->op == IR_EQ))
		test = ir_origin(fn, test->a);
	if (hands_out(rules, frame, test))
		return true;
	local = ir_read_local(fn, test);
	if (local == IR_NONE)
		return false;
	ir_for_each_insn(fn, walk, store) {
		const struct ir_insn *to = store->op == IR_STORE ?
					   ir_origin(fn, store->a) : NULL;

		if (to && to->op == IR_ADDR_LOCAL && to->imm == local &&
		    ir_graph_in_loop(frame->flow->graph, head, walk.block) &&
		    hands_out(rules, frame, ir_origin(fn, store->b)))
			return true;
	}
	return false;
}

/* What the ways out of a loop are held against. */
struct turns {
	struct engine *engine;
	const struct state *state;
	const struct frame *frame;
	guint32 head;
};

/* Is the local set in the loop; to some sum or difference? */
static bool is_set(const struct turns *t, guint32 local, bool *is_stepped)
{
	const struct ir_function *fn = t->frame->fn;
	const struct ir_insn *insn;
	bool is_set = false;

	*is_stepped = false;
	ir_for_each_insn(fn, walk, insn) {
		const struct ir_insn *to, *value;

		if (insn->op != IR_STORE ||
		    !ir_graph_in_loop(t->frame->flow->graph, t->head,
				      walk.block))
			continue;
		to = ir_origin(fn, insn->a);
		if (!to || to->op != IR_ADDR_LOCAL || to->imm != local)
			continue;
		value = ir_origin(fn, insn->b);
		is_set = true;
		*is_stepped |= value && (value->op == IR_ADD ||
					 value->op == IR_SUB);
	}
	return is_set;
}

static bool is_chosen(const struct range *r)
{
	enum know know = range_know_max(r);

	return know == KNOW_SOURCE || know == KNOW_SOURCE2;
}

/* Is what the local holds chosen from outside? */
static bool is_local_chosen(const struct turns *t, guint32 local)
{
	for (guint i = 0; i < t->state->memory->len; i++) {
		const struct binding *b = &g_array_index(t->state->memory,
							 struct binding, i);
		vn at = engine_place_at(t->engine, b->place)->root;
		const struct number *root = number_at(&t->engine->numbers, at);

		if (root->kind == N_LOCAL && root->frame == t->frame &&
		    root->imm == local &&
		    is_chosen(state_range(t->engine, t->state, b->value)))
			return true;
	}
	return false;
}

/* … or what was read of that field? */
static bool is_field_chosen(const struct turns *t, const char *identity)
{
	for (vn v = 1; v < t->engine->numbers.table->len; v++) {
		const struct number *n = number_at(&t->engine->numbers, v);

		if (n->kind == N_LEAF && n->leaf == LEAF_LOAD &&
		    engine_place_at(t->engine, (guint32)n->imm)->field ==
		    identity && is_chosen(n->base))
			return true;
	}
	return false;
}

/* Is it a variable that the loop leaves alone, or a field, that nobody outside
 * chooses? */
static bool is_given(const struct turns *t, guint32 temp)
{
	const struct ir_function *fn = t->frame->fn;
	const struct ir_insn *load = ir_origin(fn, temp);
	const struct ir_insn *at = load && load->op == IR_LOAD ?
				   ir_origin(fn, load->a) : NULL;
	bool is_stepped;

	if (!at)
		return false;
	if (at->op == IR_ADDR_LOCAL)
		return !is_set(t, (guint32)at->imm, &is_stepped) &&
		       !is_local_chosen(t, (guint32)at->imm);
	return at->op == IR_FIELD &&
	       !is_field_chosen(t, field_identity(t->frame->unit, at->record,
						  at->imm));
}

bool turns_are_chosen(struct engine *engine, const struct state *state,
		      const struct number *phi)
{
	const struct ir_function *fn = phi->frame->fn;
	const struct turns t = {
		engine, state, phi->frame, ir_block_index(fn, phi->ref),
	};

	for (guint32 b = 0; b < fn->n_blocks; b++)
		for (guint32 l = 0; is_exit(t.frame, t.head, b) &&
				    l < fn->n_locals; l++)
			if (reads_local(fn, ir_block(fn, b)->value, l,
					MAX_DEPTH) && is_local_chosen(&t, l))
				return true;
	return false;
}

/* while (at < end): a variable goes on, up to what is given. */
static bool ends_where_given(const struct turns *t, guint32 b)
{
	const struct ir_function *fn = t->frame->fn;
	const struct ir_insn *test = ir_origin(fn, ir_block(fn, b)->value);
	bool is_stepped;

	if (!test || test->op < IR_LT || test->op > IR_GE)
		return false;
	for (guint side = 0; side < 2; side++) {
		guint32 one = side ? test->b : test->a;
		guint32 local = ir_read_local(fn, ir_origin(fn, one));

		if (local != IR_NONE && is_set(t, local, &is_stepped) &&
		    is_stepped && is_given(t, side ? test->a : test->b))
			return true;
	}
	return false;
}

static bool is_iteration(struct engine *engine, const struct state *state,
			 const struct number *phi)
{
	const struct rulebase *rules =
		((struct running *)engine->client->data)->analysis->rules;
	const struct turns t = {
		engine, state, phi->frame,
		ir_block_index(phi->frame->fn, phi->ref),
	};

	for (guint32 b = 0; b < phi->frame->flow->graph->n_blocks; b++)
		if (is_exit(phi->frame, t.head, b) &&
		    (ends_with_objects(rules, phi->frame, t.head, b) ||
		     ends_where_given(&t, b)))
			return true;
	return false;
}

/* Is the number of turns another variable's: one that walks along a list, or
 * counts up to what bounds it? If that is chosen from outside, it is no end. */
bool turns_are_governed(struct engine *engine, const struct state *state,
			vn growing)
{
	const struct number g = *number_at(&engine->numbers, growing);
	guint n_numbers = engine->numbers.table->len;

	if (is_iteration(engine, state, &g))
		return true;
	for (vn v = 1; v < n_numbers; v++) {
		const struct number *n = number_at(&engine->numbers, v);

		if (v == growing || n->kind != N_PHI || n->ref != g.ref ||
		    n->frame != g.frame ||
		    (!moves_to(engine, v, n->entry) &&
		     !moves_to(engine, v, n->back)) ||
		    !is_tested_at_exit(engine, n))
			continue;
		if (n->is_pointer || state_bounded_by_unknown(engine, state, v) ||
		    range_know_max(state_range(engine, state, v)) == KNOW_CODE)
			return true;
	}
	return false;
}
