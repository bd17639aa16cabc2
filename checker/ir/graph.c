// SPDX-License-Identifier: GPL-2.0-only
/* Dominators after Cooper, Harvey and Kennedy, "A simple, fast dominance
 * algorithm": intersect along idoms, in reverse postorder, to a fixpoint. */
#include "ir/graph.h"

guint ir_block_n_successors(const struct ir_block *block)
{
	return block->n_targets + block->n_cases;
}

guint32 ir_block_successor(const struct ir_block *block, guint i)
{
	if (i < block->n_targets)
		return block->targets[i];
	i -= block->n_targets;
	return block->cases[i].target;
}

/* Depth first without recursion: next[] is the edge to follow next. */
static void fill_order(struct ir_graph *graph, const struct ir_function *fn)
{
	g_autofree guint32 *stack = g_new(guint32, graph->n_blocks + 1);
	g_autofree guint32 *next = g_new0(guint32, graph->n_blocks + 1);
	guint32 place = graph->n_blocks;
	guint depth = 0;

	for (guint32 b = 0; b < graph->n_blocks; b++)
		graph->position[b] = IR_NONE;
	if (!graph->n_blocks)
		return;
	stack[depth++] = 0;
	graph->position[0] = 0;
	while (depth) {
		guint32 b = stack[depth - 1];
		const struct ir_block *block = ir_block(fn, b);

		if (next[b] < ir_block_n_successors(block)) {
			guint32 to = ir_block_successor(block, next[b]++);

			if (graph->position[to] == IR_NONE) {
				graph->position[to] = 0;
				stack[depth++] = to;
			}
			continue;
		}
		graph->order[--place] = b;
		depth--;
	}
	graph->n_reachable = graph->n_blocks - place;
	for (guint32 i = 0; i < graph->n_reachable; i++) {
		graph->order[i] = graph->order[place + i];
		graph->position[graph->order[i]] = i;
	}
}

static void fill_preds(struct ir_graph *graph, const struct ir_function *fn)
{
	guint32 *first = g_new0(guint32, graph->n_blocks + 2);

	/* Count into first[b + 2], so that filling moves first[b + 1] from
	 * the begin of b's stretch to its end. */
	for (guint32 i = 0; i < graph->n_reachable; i++) {
		const struct ir_block *block = ir_block(fn, graph->order[i]);

		for (guint e = 0; e < ir_block_n_successors(block); e++)
			first[ir_block_successor(block, e) + 2]++;
	}
	for (guint32 b = 2; b <= graph->n_blocks + 1; b++)
		first[b] += first[b - 1];
	graph->preds = g_new(guint32, first[graph->n_blocks + 1] + 1);
	for (guint32 i = 0; i < graph->n_reachable; i++) {
		const struct ir_block *block = ir_block(fn, graph->order[i]);

		for (guint e = 0; e < ir_block_n_successors(block); e++) {
			guint32 to = ir_block_successor(block, e);

			graph->preds[first[to + 1]++] = graph->order[i];
		}
	}
	graph->first_pred = first;
}

/* All blocks that reach `block` and have no component yet get this one. */
static void collect_component(const struct ir_graph *graph, guint32 block,
			      guint32 *component, guint32 number)
{
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));

	component[block] = number;
	g_array_append_val(todo, block);
	while (todo->len) {
		guint32 to = g_array_index(todo, guint32, todo->len - 1);

		g_array_set_size(todo, todo->len - 1);
		for (guint32 i = graph->first_pred[to];
		     i < graph->first_pred[to + 1]; i++) {
			guint32 from = graph->preds[i];

			if (component[from] != IR_NONE)
				continue;
			component[from] = number;
			g_array_append_val(todo, from);
		}
	}
}

/*
 * Strongly connected components after Kosaraju: backwards from each block in
 * reverse postorder. That finds them in topological order, so the order stays
 * one of a depth first search when it is sorted by them.
 */
static void order_by_component(struct ir_graph *graph)
{
	guint32 n = graph->n_reachable, n_components = 0;
	g_autofree guint32 *component = g_new(guint32, graph->n_blocks + 1);
	g_autofree guint32 *before = g_memdup2(graph->order,
					       n * sizeof(*graph->order));
	g_autofree guint32 *first = NULL;

	for (guint32 b = 0; b < graph->n_blocks; b++)
		component[b] = IR_NONE;
	for (guint32 i = 0; i < n; i++)
		if (component[before[i]] == IR_NONE)
			collect_component(graph, before[i], component,
					  n_components++);
	first = g_new0(guint32, n_components + 1);
	for (guint32 i = 0; i < n; i++)
		first[component[before[i]] + 1]++;
	for (guint32 c = 0; c < n_components; c++)
		first[c + 1] += first[c];
	for (guint32 i = 0; i < n; i++) {
		guint32 b = before[i];
		guint32 place = first[component[b]]++;

		graph->order[place] = b;
		graph->position[b] = place;
		graph->component[place] = component[b];
	}
}

static guint32 common_dominator(const struct ir_graph *graph, guint32 a,
				guint32 b)
{
	while (a != b) {
		while (graph->position[a] > graph->position[b])
			a = graph->idom[a];
		while (graph->position[b] > graph->position[a])
			b = graph->idom[b];
	}
	return a;
}

static guint32 find_idom(const struct ir_graph *graph, guint32 b)
{
	guint32 idom = IR_NONE;

	for (guint32 i = graph->first_pred[b]; i < graph->first_pred[b + 1];
	     i++) {
		guint32 pred = graph->preds[i];

		if (graph->idom[pred] == IR_NONE)
			continue;
		idom = idom == IR_NONE ? pred :
					 common_dominator(graph, idom, pred);
	}
	return idom;
}

static void fill_idom(struct ir_graph *graph)
{
	bool changed = graph->n_reachable > 0;

	for (guint32 b = 0; b < graph->n_blocks; b++)
		graph->idom[b] = IR_NONE;
	if (changed)
		graph->idom[0] = 0;
	while (changed) {
		changed = false;
		for (guint32 i = 1; i < graph->n_reachable; i++) {
			guint32 b = graph->order[i];
			guint32 idom = find_idom(graph, b);

			changed |= idom != graph->idom[b];
			graph->idom[b] = idom;
		}
	}
}

struct ir_graph *ir_graph_new(const struct ir_function *fn)
{
	struct ir_graph *graph = g_new0(struct ir_graph, 1);

	graph->n_blocks = fn->n_blocks;
	graph->order = g_new(guint32, graph->n_blocks + 1);
	graph->component = g_new(guint32, graph->n_blocks + 1);
	graph->position = g_new(guint32, graph->n_blocks + 1);
	graph->idom = g_new(guint32, graph->n_blocks + 1);
	fill_order(graph, fn);
	fill_preds(graph, fn);
	order_by_component(graph);
	fill_idom(graph);
	return graph;
}

void ir_graph_free(struct ir_graph *graph)
{
	if (!graph)
		return;
	g_free(graph->order);
	g_free(graph->component);
	g_free(graph->position);
	g_free(graph->idom);
	g_free(graph->first_pred);
	g_free(graph->preds);
	g_free(graph);
}

bool ir_graph_dominates(const struct ir_graph *graph, guint32 a, guint32 b)
{
	while (graph->position[b] > graph->position[a])
		b = graph->idom[b];
	return a == b;
}

/* The natural loop: what comes to an edge back without passing the head. */
bool ir_graph_in_loop(const struct ir_graph *graph, guint32 head, guint32 b)
{
	g_autofree bool *seen = g_new0(bool, graph->n_blocks + 1);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));

	if (graph->position[b] == IR_NONE || !ir_graph_dominates(graph, head, b))
		return false;
	g_array_append_val(todo, head);
	while (todo->len) {
		guint32 to = g_array_index(todo, guint32, todo->len - 1);

		g_array_set_size(todo, todo->len - 1);
		for (guint32 i = graph->first_pred[to];
		     i < graph->first_pred[to + 1]; i++) {
			guint32 from = graph->preds[i];

			/* into the head: only the edges back */
			if (seen[from] ||
			    !ir_graph_dominates(graph, head, from))
				continue;
			if (from == b)
				return true;
			seen[from] = true;
			if (from != head)
				g_array_append_val(todo, from);
		}
	}
	return false;
}

bool ir_block_reaches(const struct ir_function *fn, guint32 from, guint32 to)
{
	g_autofree bool *seen = g_new0(bool, fn->n_blocks);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));

	g_array_append_val(todo, from);
	while (todo->len) {
		guint32 b = g_array_index(todo, guint32, todo->len - 1);
		const struct ir_block *block = ir_block(fn, b);

		g_array_set_size(todo, todo->len - 1);
		for (guint i = 0; i < ir_block_n_successors(block); i++) {
			guint32 next = ir_block_successor(block, i);

			if (next == to)
				return true;
			if (!seen[next])
				g_array_append_val(todo, next);
			seen[next] = true;
		}
	}
	return false;
}
