// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decisions: conditions that a function tests in more than one place.
 *
 *	if (dev->big) size = …;  …  if (dev->big) vmalloc(size);
 *
 * What the first test decided is kept apart until the last one is past. Two
 * conditions are the same if they are written the same way, up to negation:
 * a wrong guess costs time, never truth, for each test is still evaluated.
 */
#include "value/decision.h"

#include "ir/op.h"

#define MAX_DEPTH 8

struct search {
	const struct ir_function *fn;
	const bool *is_flag;
};

static guint64 mix(guint64 hash, guint64 with)
{
	hash = (hash * 31 + with + 1) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

/* What an expression of constants, places and arithmetic looks like; 0 for
 * any other. */
static guint64 likeness(const struct search *s, guint32 temp, guint depth)
{
	const struct ir_insn *insn = ir_definition(s->fn, temp);
	guint64 hash, a, b;

	if (!insn || !depth)
		return 0;
	hash = mix(insn->op, insn->imm);
	switch (insn->op) {
	case IR_CONST:
	case IR_ADDR_LOCAL:
	case IR_ADDR_GLOBAL:
		return hash;
	case IR_CAST:
		return likeness(s, insn->a, depth - 1);
	case IR_FIELD:
		hash = mix(hash, insn->record);
		/* fall through */
	case IR_LOAD:
	case IR_NEG:
	case IR_NOT:
		a = likeness(s, insn->a, depth - 1);
		return a ? mix(hash, a) : 0;
	default:
		if (!op_is_compare(insn->op) && insn->op != IR_INDEX &&
		    (insn->op < IR_ADD || insn->op > IR_XOR))
			return 0;
		a = likeness(s, insn->a, depth - 1);
		b = likeness(s, insn->b, depth - 1);
		return a && b ? mix(mix(hash, a), b) : 0;
	}
}

static bool is_zero(const struct search *s, guint32 temp)
{
	const struct ir_insn *insn = ir_origin(s->fn, temp);

	return insn && insn->op == IR_CONST && !insn->imm;
}

/* States are kept apart by flags anyway. */
static bool is_flag_alone(const struct search *s, const struct ir_insn *insn)
{
	const struct ir_insn *address = insn->op == IR_LOAD ?
					ir_definition(s->fn, insn->a) : NULL;

	return address && address->op == IR_ADDR_LOCAL &&
	       s->is_flag[address->imm];
}

/* The condition's likeness without its negations; *negated: an odd number. */
static guint64 condition_likeness(const struct search *s, guint32 temp,
				  bool *negated)
{
	const struct ir_insn *insn = ir_definition(s->fn, temp);
	guint64 a, b;

	*negated = false;
	while (insn) {
		if (insn->op == IR_EQ && is_zero(s, insn->b))
			*negated = !*negated;
		else if (insn->op != IR_CAST &&
			 !(insn->op == IR_NE && is_zero(s, insn->b)))
			break;
		insn = ir_definition(s->fn, insn->a);
	}
	if (!insn || is_flag_alone(s, insn))
		return 0;
	if (!op_is_compare(insn->op))
		return likeness(s, insn->dst, MAX_DEPTH);
	/* a >= b, a <= b: not a < b, not a > b. After a search that goes on
	 * while i < n, i == n says that it found nothing. */
	if (insn->op == IR_GE || insn->op == IR_LE || insn->op == IR_EQ)
		*negated = !*negated;
	a = likeness(s, insn->a, MAX_DEPTH);
	b = likeness(s, insn->b, MAX_DEPTH);
	return a && b ? mix(mix(mix(insn->op == IR_GT || insn->op == IR_LE ?
				    IR_GT : IR_LT, 0), a), b) : 0;
}

/* live[b]: the decisions that a block from b on still tests. */
static void find_live(const struct ir_graph *graph,
		      const struct ir_function *fn, struct decisions *out)
{
	bool again = true;

	while (again) {
		again = false;
		for (guint32 i = graph->n_reachable; i > 0; i--) {
			guint32 b = graph->order[i - 1];
			const struct ir_block *block = ir_block(fn, b);
			guint32 live = out->live[b];

			for (guint k = 0; k < ir_block_n_successors(block); k++)
				live |= out->live[ir_block_successor(block, k)];
			again |= live != out->live[b];
			out->live[b] = live;
		}
	}
}

void decisions_find(struct decisions *out, const struct ir_function *fn,
		    const struct ir_graph *graph, const bool *is_flag)
{
	const struct search s = { fn, is_flag };
	guint n = fn->n_blocks;
	g_autofree guint64 *like = g_new0(guint64, n + 1);
	g_autofree bool *negated = g_new0(bool, n + 1);

	out->at = g_new0(struct decision, n + 1);
	out->live = g_new0(guint32, n + 1);
	for (guint b = 0; b < n; b++)
		if (ir_block(fn, b)->term == IR_BRANCH &&
		    graph->position[b] != IR_NONE)
			like[b] = condition_likeness(&s, ir_block(fn, b)->value,
						     &negated[b]);
	for (guint b = 0; b < n && out->n < MAX_DECISIONS; b++) {
		bool again = false;

		if (!like[b] || out->at[b].bits)
			continue;
		for (guint k = b + 1; k < n; k++) {
			if (like[k] != like[b])
				continue;
			again = true;
			out->at[k].bits = 3u << 2 * out->n;
			out->at[k].negated = negated[k];
			out->live[k] |= out->at[k].bits;
		}
		if (!again)
			continue;
		out->at[b].bits = 3u << 2 * out->n++;
		out->at[b].negated = negated[b];
		out->live[b] |= out->at[b].bits;
	}
	if (out->n)
		find_live(graph, fn, out);
}

void decisions_clear(struct decisions *decisions)
{
	g_free(decisions->at);
	g_free(decisions->live);
}
