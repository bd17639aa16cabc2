// SPDX-License-Identifier: GPL-2.0-only
#include "model/ownership.h"

#include <string.h>

#include "model/owner_build.h"

/* A pointer that comes to more places than this is not followed to the end. */
#define MAX_STATES 20000
/* Memory that so many pointers may point to is that of unlike things. */
#define MANY_NAMES 200
/* Calls remembered; deeper ones may return anywhere. */
#define MAX_STACK 8

struct walk {
	struct owner_graph *graph;
	bool is_backward;
	const char *directory;		/* where it began */
	GArray *states;			/* struct owner_state */
	GArray *stacks;			/* struct owner_stack; [0] is empty */
	GHashTable *stack_index;	/* struct owner_stack -> number */
	GHashTable *seen;		/* struct owner_state, by what counts */
	GHashTable *renamed;		/* … whose node is a holder: its other
					   names have been followed */
	bool is_too_big;
};

static guint stack_hash(gconstpointer p)
{
	const struct owner_stack *s = p;

	return g_direct_hash(s->call) ^ s->below * 2654435761u;
}

static gboolean stack_equal(gconstpointer pa, gconstpointer pb)
{
	const struct owner_stack *a = pa, *b = pb;

	return a->call == b->call && a->below == b->below;
}

static guint state_hash(gconstpointer p)
{
	const struct owner_state *s = p;

	return s->node * 2654435761u ^ s->stack * 40503u ^
	       g_direct_hash(s->record) ^ g_direct_hash(s->object) * 31 ^
	       (guint)s->offset_bytes * 31 ^ s->is_generic ^
	       s->is_carried << 2 ^ s->is_renamed << 3;
}

static gboolean state_equal(gconstpointer pa, gconstpointer pb)
{
	const struct owner_state *a = pa, *b = pb;

	return a->node == b->node && a->stack == b->stack &&
	       a->record == b->record && a->object == b->object &&
	       a->offset_bytes == b->offset_bytes &&
	       a->is_generic == b->is_generic &&
	       a->is_carried == b->is_carried &&
	       a->is_renamed == b->is_renamed;
}

static void walk_init(struct walk *w, struct owner_graph *graph,
		      bool is_backward)
{
	struct owner_stack empty = { NULL, 0, 0 };

	*w = (struct walk){ .graph = graph, .is_backward = is_backward };
	w->states = g_array_new(FALSE, FALSE, sizeof(struct owner_state));
	w->stacks = g_array_new(FALSE, FALSE, sizeof(struct owner_stack));
	g_array_append_val(w->stacks, empty);
	w->stack_index = g_hash_table_new_full(stack_hash, stack_equal, g_free,
					       NULL);
	w->seen = g_hash_table_new_full(state_hash, state_equal, g_free, NULL);
	w->renamed = g_hash_table_new_full(state_hash, state_equal, g_free,
					   NULL);
}

static void walk_release(struct walk *w)
{
	g_hash_table_unref(w->renamed);
	g_hash_table_unref(w->seen);
	g_hash_table_unref(w->stack_index);
	g_array_unref(w->stacks);
	g_array_unref(w->states);
}

static void push_state(struct walk *w, struct owner_state state)
{
	if (g_hash_table_contains(w->seen, &state))
		return;
	if (w->states->len >= MAX_STATES) {
		w->is_too_big = true;
		return;
	}
	g_hash_table_add(w->seen, g_memdup2(&state, sizeof(state)));
	g_array_append_val(w->states, state);
}

static guint32 stack_push(struct walk *w, guint32 below,
			  const struct ir_insn *call)
{
	struct owner_stack key = { call, below, 0 };
	gpointer found = g_hash_table_lookup(w->stack_index, &key);
	guint32 number = w->stacks->len;

	if (found)
		return GPOINTER_TO_UINT(found);
	key.depth = g_array_index(w->stacks, struct owner_stack, below).depth +
		    1;
	if (key.depth > MAX_STACK)
		return 0;
	g_array_append_val(w->stacks, key);
	g_hash_table_insert(w->stack_index, g_memdup2(&key, sizeof(key)),
			    GUINT_TO_POINTER(number));
	return number;
}

/* Follow a call into (or, going backwards, out of) its function and back. */
static bool match_call(struct walk *w, const struct owner_edge *edge,
		       guint32 *stack)
{
	const struct owner_stack *top = &g_array_index(w->stacks,
						      struct owner_stack,
						      *stack);
	enum owner_flow into = w->is_backward ? OWNER_LEAVE : OWNER_ENTER;

	if (edge->flow == OWNER_COPY)
		return true;
	if (edge->flow == OWNER_HEAP) {
		*stack = 0;
		return true;
	}
	if (edge->flow == into) {
		*stack = stack_push(w, *stack, edge->at.insn);
		return true;
	}
	if (*stack && top->call != edge->at.insn)
		return false;
	*stack = top->below;
	return true;
}

/* The record that a value points to, through an edge; false if it cannot be
 * this value: a void * is then used as another record. */
static bool match_record(const struct walk *w, const struct owner_edge *edge,
			 const char **record)
{
	const char *before = edge->record;
	const char *after = owner_node(w->graph, edge->to)->record;

	if (w->is_backward) {
		const char *swap = before;

		before = after;
		after = swap;
	}
	if (!before && after && *record && *record != after)
		return false;
	if (after)
		*record = after;
	else if (before)
		*record = before;
	return true;
}

/* An address in an object is taken for that of another record, as
 * container_of() does: only of one that the object is part of, or has in it. */
static bool is_possible_part(const struct walk *w,
			     const struct owner_edge *edge,
			     const struct owner_state *next)
{
	const char *after = owner_node(w->graph, edge->to)->record;

	return w->is_backward || !next->offset_bytes || !next->object ||
	       !edge->record || !after || edge->record == after ||
	       owner_record_holds(w->graph, next->object, after) ||
	       owner_record_holds(w->graph, after, next->object);
}

static bool is_in_directory(const struct owner_node *node,
			    const char *directory)
{
	g_autofree char *own = NULL;

	if (!node->function || !node->function->fn->in_main_file)
		return true;
	own = g_path_get_dirname(node->function->unit->path);
	return !strcmp(own, directory);
}

static void follow(struct walk *w, guint32 from, guint32 number)
{
	const struct owner_edge *edge = owner_edge(w->graph, number);
	struct owner_state next = g_array_index(w->states, struct owner_state,
						from);
	const struct owner_node *node;

	next.node = w->is_backward ? edge->from : edge->to;
	next.parent = from;
	next.edge = number;
	next.is_renamed = false;
	next.offset_bytes = owner_offset_sum(next.offset_bytes,
					     edge->offset_bytes);
	node = owner_node(w->graph, next.node);
	if (edge->is_number && next.offset_bytes)
		return;
	if (!is_possible_part(w, edge, &next))
		return;
	if (node->is_link || node->holds_none || !match_call(w, edge, &next.stack) ||
	    !match_record(w, edge, &next.record))
		return;
	if (!next.object && !next.offset_bytes)
		next.object = next.record;
	next.is_generic |= node->is_foreign;
	next.is_carried |= node->is_carrier ||
			   (node->kind == OWNER_POINTEE &&
			    owner_node(w->graph, node->of)->is_foreign);
	if (next.is_generic && !next.record && w->directory &&
	    !is_in_directory(node, w->directory))
		return;
	push_state(w, next);
}

static void jump(struct walk *w, guint32 from, guint32 node, bool is_carried,
		 bool is_renamed)
{
	struct owner_state next = g_array_index(w->states, struct owner_state,
						from);

	if (node == next.node || owner_node(w->graph, node)->holds_none)
		return;
	next.node = node;
	next.parent = from;
	next.edge = IR_NONE;
	next.stack = 0;
	next.is_carried |= is_carried;
	next.is_renamed = is_renamed;
	push_state(w, next);
}

/* Has it been done from another state that differs in its node alone? */
static bool was_renamed(struct walk *w, guint32 from, guint32 holder,
			bool is_found)
{
	struct owner_state key = g_array_index(w->states, struct owner_state,
					       from);

	key.node = holder;
	key.stack = 0;
	key.is_renamed = is_found;
	return g_hash_table_contains(w->renamed, &key) ||
	       !g_hash_table_add(w->renamed, g_memdup2(&key, sizeof(key)));
}

/* Memory has several names: what one pointer to it stored, another reads. If
 * the place is not found yet, it is any that `holder` may point to. */
static void follow_aliases(struct walk *w, guint32 from, guint32 holder,
			   bool is_found)
{
	const struct owner_aliases *aliases;
	bool is_carried;

	if (was_renamed(w, from, holder, is_found))
		return;
	aliases = owner_all_aliases(w->graph, holder);
	is_carried = owner_aliases(w->graph, holder)->holders->len >
		     MANY_NAMES;
	for (guint i = 0; i < aliases->holders->len; i++) {
		guint32 pointee = owner_pointee(w->graph,
				g_array_index(aliases->holders, guint32, i));

		if (pointee != IR_NONE)
			jump(w, from, pointee, is_carried, true);
	}
	is_carried |= aliases->targets->len > 1;
	for (guint i = 0; !is_found && i < aliases->targets->len; i++)
		jump(w, from, g_array_index(aliases->targets, guint32, i),
		     is_carried, false);
}

/* A name by which a place was come to leads to no further names of it: other
 * places that it may be as well are not this one. */
static void follow_names(struct walk *w, guint32 from)
{
	const struct owner_state *state =
		&g_array_index(w->states, struct owner_state, from);
	const struct owner_node *node = owner_node(w->graph, state->node);

	if (state->is_renamed)
		return;
	if (node->kind == OWNER_POINTEE)
		follow_aliases(w, from, node->of, false);
	for (guint i = 0; node->pointed_by && i < node->pointed_by->len; i++)
		follow_aliases(w, from, g_array_index(node->pointed_by,
						      guint32, i), true);
}

static void walk_run(struct walk *w)
{
	for (guint i = 0; i < w->states->len && !w->is_too_big; i++) {
		const struct owner_node *node = owner_node(w->graph,
			g_array_index(w->states, struct owner_state, i).node);
		const GArray *edges = w->is_backward ? node->in : node->out;

		for (guint k = 0; edges && k < edges->len; k++)
			follow(w, i, g_array_index(edges, guint32, k));
		follow_names(w, i);
	}
}

const char *code_ref_file(const struct code_ref *at)
{
	const struct ir_unit *unit = at->function->unit;
	guint32 file = code_ref_loc(at).file;

	return file < unit->files->len ? unit->files->pdata[file] : unit->path;
}

struct ir_loc code_ref_loc(const struct code_ref *at)
{
	const struct ir_function *fn = at->function->fn;

	if (at->insn)
		return at->insn->loc;
	if (at->block < fn->n_blocks &&
	    ir_block(fn, at->block)->loc.file != IR_NONE)
		return ir_block(fn, at->block)->loc;
	return fn->loc;
}

int code_ref_compare(const struct code_ref *a, const struct code_ref *b)
{
	struct ir_loc la = code_ref_loc(a), lb = code_ref_loc(b);
	int order = strcmp(code_ref_file(a), code_ref_file(b));

	if (order)
		return order;
	if (la.line != lb.line)
		return la.line < lb.line ? -1 : 1;
	return la.column == lb.column ? 0 : la.column < lb.column ? -1 : 1;
}

bool code_ref_is_same_call(const struct code_ref *a, const struct code_ref *b)
{
	const struct ir_call *ca = a->insn ? a->insn->call : NULL;
	const struct ir_call *cb = b->insn ? b->insn->call : NULL;

	if (a->insn == b->insn)
		return true;
	return ca && cb && !ca->is_implicit && !cb->is_implicit &&
	       ca->expr.file != IR_NONE &&
	       ca->expr.begin == cb->expr.begin &&
	       ca->expr.end == cb->expr.end &&
	       !g_strcmp0(ca->callee, cb->callee) &&
	       !strcmp(code_ref_file(a), code_ref_file(b));
}

char *owner_field_name(const char *identity)
{
	const char *at = strchr(identity, '@'), *dot = strrchr(identity, '.');

	if (!at || !dot || dot < at)
		return g_strdup(identity);
	return g_strdup_printf("%.*s%s", (int)(at - identity), identity, dot);
}

static gint free_compare(gconstpointer pa, gconstpointer pb)
{
	const struct owner_free *a = pa, *b = pb;
	int order = code_ref_compare(&a->at, &b->at);

	if (!order)
		order = (int)a->how - (int)b->how;
	if (!order && a->local != b->local)
		order = a->local < b->local ? -1 : 1;
	if (!order)
		order = (int)a->is_inside - (int)b->is_inside;
	return order ? order : (a->state < b->state ? -1 :
				a->state > b->state);
}

static gint sink_compare(gconstpointer pa, gconstpointer pb)
{
	const struct owner_sink *a = pa, *b = pb;
	int order = code_ref_compare(&a->at, &b->at);

	return order ? order : (a->state < b->state ? -1 :
				a->state > b->state);
}

bool owner_is_same_free(const struct owner_free *a,
			const struct owner_free *b)
{
	if (a->how != b->how)
		return false;
	if (a->how == FREEING_CLEANUP)
		return a->local == b->local &&
		       a->at.function == b->at.function;
	return code_ref_is_same_call(&a->at, &b->at);
}

static void merge_frees(GArray *frees)
{
	g_array_sort(frees, free_compare);
	for (guint i = 0; i < frees->len; i++)
		for (guint k = frees->len; k-- > i + 1;)
			if (owner_is_same_free(&g_array_index(frees,
							struct owner_free, i),
					       &g_array_index(frees,
							struct owner_free, k)))
				g_array_remove_index(frees, k);
}

static struct ownership *ownership_new(struct owner_graph *graph,
				       const struct code_ref *alloc)
{
	struct ownership *own = g_new0(struct ownership, 1);

	own->graph = graph;
	own->alloc = *alloc;
	own->frees = g_array_new(FALSE, FALSE, sizeof(struct owner_free));
	own->sinks = g_array_new(FALSE, FALSE, sizeof(struct owner_sink));
	own->reallocs = g_array_new(FALSE, FALSE,
				    sizeof(struct owner_realloc));
	own->leaves = g_array_new(FALSE, FALSE, sizeof(struct owner_leave));
	own->reached = g_hash_table_new(NULL, NULL);
	return own;
}

void ownership_free(struct ownership *own)
{
	if (!own)
		return;
	g_array_unref(own->frees);
	g_array_unref(own->ways);
	g_array_unref(own->stacks);
	g_array_unref(own->sinks);
	g_array_unref(own->reallocs);
	g_array_unref(own->leaves);
	g_array_unref(own->states);
	g_hash_table_unref(own->reached);
	g_free(own);
}

/* Every call in the IR that the user wrote as this one. */
static void start_at_calls(struct walk *w, const struct code_ref *alloc)
{
	const GArray *calls = alloc->function->calls;

	for (guint i = 0; i < calls->len; i++) {
		const struct code_ref *call = &g_array_index(calls,
						struct code_ref, i);
		struct owner_state state = { .parent = IR_NONE,
					     .edge = IR_NONE };

		if (!code_ref_is_same_call(call, alloc))
			continue;
		state.node = owner_call_node(w->graph, call->insn);
		if (state.node != IR_NONE)
			push_state(w, state);
	}
}

struct ownership *ownership_of(struct owner_graph *graph,
			       const struct code_ref *alloc)
{
	struct ownership *own = ownership_new(graph, alloc);
	g_autofree char *directory =
		g_path_get_dirname(alloc->function->unit->path);
	struct walk w;

	walk_init(&w, graph, false);
	w.directory = directory;
	start_at_calls(&w, alloc);
	walk_run(&w);
	own->states = g_array_ref(w.states);
	own->stacks = g_array_ref(w.stacks);
	for (guint i = 0; i < own->states->len; i++)
		g_hash_table_add(own->reached, GUINT_TO_POINTER(
				 g_array_index(own->states, struct owner_state,
					       i).node + 1));
	own->is_too_big = w.is_too_big;
	for (guint i = 0; i < own->states->len; i++)
		owner_classify(own, i);
	walk_release(&w);
	own->ways = g_array_copy(own->frees);
	merge_frees(own->frees);
	g_array_sort(own->sinks, sink_compare);
	return own;
}

static gint ref_compare(gconstpointer pa, gconstpointer pb)
{
	return code_ref_compare(pa, pb);
}

/* A node that nothing in the program flows into. */
static bool is_origin(const struct owner_graph *graph,
		      const struct owner_node *node)
{
	switch (node->kind) {
	case OWNER_DEF:
		return !node->at.insn &&
		       owner_is_called_unseen(graph, node->function);
	case OWNER_CALL:
		return !node->in;
	case OWNER_FIELD:
		return node->is_foreign;
	case OWNER_LOST:
		return true;
	default:
		return false;
	}
}

GArray *ownership_origins(struct owner_graph *graph, const struct code_ref *at,
			  bool *is_all)
{
	const GArray *nodes = g_hash_table_lookup(graph->users, at->insn);
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct code_ref));
	struct walk w;

	walk_init(&w, graph, true);
	for (guint i = 0; nodes && i < nodes->len; i++)
		push_state(&w, (struct owner_state){
			.node = g_array_index(nodes, guint32, i),
			.parent = IR_NONE, .edge = IR_NONE });
	walk_run(&w);
	*is_all = !w.is_too_big;
	for (guint i = 0; i < w.states->len; i++) {
		const struct owner_node *node = owner_node(graph,
			g_array_index(w.states, struct owner_state, i).node);
		const struct ir_call *call = node->kind == OWNER_CALL ?
					     node->at.insn->call : NULL;

		if (call && rulebase_allocator_as(graph->rules, call->callee,
						  call->written))
			g_array_append_val(out, node->at);
		else if (is_origin(graph, node))
			*is_all = false;
	}
	walk_release(&w);
	g_array_sort(out, ref_compare);
	for (guint i = out->len; i-- > 1;)
		if (code_ref_is_same_call(&g_array_index(out, struct code_ref,
							 i),
					  &g_array_index(out, struct code_ref,
							 i - 1)))
			g_array_remove_index(out, i);
	return out;
}
