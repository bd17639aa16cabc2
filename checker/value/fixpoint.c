// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixpoint of one frame.
 *
 * Blocks are visited in reverse postorder until nothing changes, what follows a
 * loop when the loop has settled. What enters a block is a few states, kept
 * apart by the codes and flags they carry (see flow.c); at a loop head it is
 * one, widened from the third visit on. Where there are loops, a few more rounds
 * without widening take back what widening overshot, and a last round, in which
 * nothing changes any more, is the one that counts: only there does the client
 * hear of stores, requests and returns.
 *
 * A loop around a call brings the same state to the callee again and again, and
 * the round that counts brings it once more: what a frame came to is kept.
 */
#include "value/apart.h"
#include "value/exec.h"
#include "value/loop.h"
#include "value/memory.h"

#define MAX_APART 8		/* states of one block */
#define MAX_SWITCHED 24		/* where a switch is to come again */
#define VISITS_BEFORE_WIDENING 3
#define VISITS_BEFORE_THE_END 12
#define MAX_VISITS 100
#define MAX_REFINED_DEPTH 2
#define MAX_REFINED_VISITS 20	/* on the way up: what is taken back and widened
				   again by turns would never end */
#define NARROWING_ROUNDS 6	/* a nest of loops takes two for each level */

struct incoming {
	GPtrArray *states;	/* owned */
	GArray *keys;		/* guint64: apart_key() of each */
};

/* What a frame came to when it was entered with this state. */
struct settled {
	const struct state *entry;
	struct incoming *in;		/* per block; NULL without loops */
	guint n_blocks;
	guint n_late;			/* inputs when it was made */
	GArray *returns;		/* struct leaving */
};

#define MAX_SETTLED 4		/* entries kept of one frame */

enum phase {
	PHASE_WIDEN,		/* upwards, until nothing changes */
	PHASE_REFINE,		/* back, with what loop.c knows of loops */
	PHASE_NARROW,		/* back, by joins alone */
};

struct fixpoint {
	struct engine *engine;
	const struct frame *frame;
	struct state *entry;		/* at the function's entry */
	struct incoming *in;		/* per block, as last executed */
	GArray **out;			/* per block: struct leaving */
	guint *visits;
	guint *n_late;			/* per block: inputs when executed */
	bool *dirty;
	enum phase phase;
	bool is_refined;		/* loop.c said something to confirm */
};

static void incoming_clear(struct incoming *in)
{
	if (!in->states)
		return;
	g_ptr_array_unref(in->states);
	g_array_unref(in->keys);
	in->states = NULL;
	in->keys = NULL;
}

static void incoming_init(struct incoming *in)
{
	in->states = g_ptr_array_new_with_free_func(
			(GDestroyNotify)state_unref);
	in->keys = g_array_new(FALSE, FALSE, sizeof(guint64));
}

/* Join a state into those with its key. The state is not consumed. */
static void incoming_add(struct fixpoint *fix, struct incoming *in,
			 guint32 block, struct state *state, guint64 key)
{
	struct engine *engine = fix->engine;

	for (guint i = 0; i < in->keys->len; i++) {
		struct state *old = g_ptr_array_index(in->states, i);

		if (g_array_index(in->keys, guint64, i) != key)
			continue;
		if (old == state)
			return;
		in->states->pdata[i] =
			state_join(engine, fix->frame,
				   ir_block(fix->frame->fn, block), old, state,
				   fix->frame->flow->is_head[block],
				   WIDEN_NOT);
		state_unref(old);
		return;
	}
	g_ptr_array_add(in->states, state_ref(state));
	g_array_append_val(in->keys, key);
}

/* More states than that become fewer: only what keeps them apart counts. */
static void collapse(struct fixpoint *fix, struct incoming *in, guint32 block,
		     guint most, enum apart apart)
{
	struct incoming all;

	if (in->states->len <= most)
		return;
	incoming_init(&all);
	for (guint i = 0; i < in->states->len; i++) {
		struct state *s = g_ptr_array_index(in->states, i);

		incoming_add(fix, &all, block, s,
			     apart_key(fix->engine, s,
				       apart_ahead(fix->frame, block), apart));
	}
	incoming_clear(in);
	*in = all;
}

static guint64 leaving_key(struct engine *engine, struct leaving *l,
			   struct ahead ahead)
{
	if (!l->has_key)
		l->key = apart_key(engine, l->state, ahead, APART_DECISIONS);
	l->has_key = true;
	return l->key;
}

static void gather(struct fixpoint *fix, guint32 block, struct incoming *in)
{
	struct engine *engine = fix->engine;
	const struct ir_graph *graph = fix->frame->flow->graph;
	struct ahead ahead = apart_ahead(fix->frame, block);

	incoming_init(in);
	if (block == 0)
		incoming_add(fix, in, block, fix->entry,
			     apart_key(engine, fix->entry, ahead,
				       APART_FLAGS));
	for (guint i = graph->first_pred[block];
	     i < graph->first_pred[block + 1]; i++) {
		guint32 pred = graph->preds[i];
		GArray *out = fix->out[pred];
		bool again = false;

		/* one entry per edge: a predecessor may stand twice */
		for (guint k = graph->first_pred[block]; k < i; k++)
			again |= graph->preds[k] == pred;
		if (!out || again)
			continue;
		for (guint k = 0; k < out->len; k++) {
			struct leaving *l = &g_array_index(out, struct leaving,
							   k);

			if (ir_block_successor(ir_block(fix->frame->fn, pred),
					       l->successor) == block)
				incoming_add(fix, in, block, l->state,
					     leaving_key(engine, l, ahead));
		}
	}
	/* One state at a loop head: what comes round must meet what comes in,
	 * or last turn's numbers would pass for this turn's. */
	if (fix->frame->flow->is_head[block])
		collapse(fix, in, block, 1, APART_NOTHING);
	collapse(fix, in, block, MAX_APART, APART_FLAGS);
	collapse(fix, in, block, MAX_APART, APART_SWITCHED);
	collapse(fix, in, block, MAX_SWITCHED, APART_NOTHING);
}

static void add_edges(const struct fixpoint *fix, guint32 pred, guint32 block,
		      GArray *edges)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	const GArray *out = fix->out[pred];

	for (guint i = 0; out && i < out->len; i++) {
		const struct leaving *l = &g_array_index(out, struct leaving,
							 i);
		const struct loop_edge edge = {
			l->state,
			graph->position[pred] >= graph->position[block],
		};

		if (ir_block_successor(ir_block(fix->frame->fn, pred),
				       l->successor) == block)
			g_array_append_val(edges, edge);
	}
}

/* The loop's own arithmetic says more than the join of its turns. */
static void refine_head(struct fixpoint *fix, guint32 block,
			struct incoming *in)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	const struct incoming *before = &fix->in[block];
	g_autoptr(GArray) edges = g_array_new(FALSE, FALSE,
					      sizeof(struct loop_edge));
	struct state *head;

	if (!before->states || before->states->len != 1 ||
	    in->states->len != 1 || block == 0)
		return;
	for (guint i = graph->first_pred[block];
	     i < graph->first_pred[block + 1]; i++) {
		bool again = false;

		for (guint k = graph->first_pred[block]; k < i; k++)
			again |= graph->preds[k] == graph->preds[i];
		if (!again)
			add_edges(fix, graph->preds[i], block, edges);
	}
	head = state_copy(g_ptr_array_index(in->states, 0));
	fix->is_refined |= loop_refine(fix->engine, fix->frame,
				       ir_block(fix->frame->fn, block), edges,
				       g_ptr_array_index(before->states, 0),
				       fix->phase == PHASE_REFINE, head);
	state_unref(g_ptr_array_index(in->states, 0));
	in->states->pdata[0] = head;
}

static void widen_against(struct fixpoint *fix, guint32 block,
			  struct incoming *in)
{
	struct incoming *old = &fix->in[block];
	enum widening widening =
		fix->visits[block] < VISITS_BEFORE_WIDENING ? WIDEN_NOT :
		fix->visits[block] < VISITS_BEFORE_THE_END ?
		WIDEN_TO_THRESHOLDS : WIDEN_TO_THE_END;

	for (guint i = 0; i < in->states->len; i++) {
		guint64 key = g_array_index(in->keys, guint64, i);
		struct state *before = NULL;
		struct state *now = g_ptr_array_index(in->states, i);

		for (guint k = 0; k < old->keys->len && !before; k++)
			if (g_array_index(old->keys, guint64, k) == key)
				before = g_ptr_array_index(old->states, k);
		if (!before)
			continue;
		in->states->pdata[i] =
			state_join(fix->engine, fix->frame,
				   ir_block(fix->frame->fn, block), before,
				   now, true, widening);
		state_unref(now);
	}
}

static bool incoming_same(const struct incoming *a, const struct incoming *b)
{
	if (!a->states || a->states->len != b->states->len)
		return false;
	for (guint i = 0; i < a->states->len; i++)
		if (g_array_index(a->keys, guint64, i) !=
		    g_array_index(b->keys, guint64, i) ||
		    !state_equal(g_ptr_array_index(a->states, i),
				 g_ptr_array_index(b->states, i)))
			return false;
	return true;
}

static void incoming_copy(struct incoming *to, const struct incoming *from)
{
	if (!from->states)
		return;
	incoming_init(to);
	for (guint i = 0; i < from->states->len; i++)
		g_ptr_array_add(to->states, state_ref(
					g_ptr_array_index(from->states, i)));
	g_array_append_vals(to->keys, from->keys->data, from->keys->len);
}

/* Nothing new comes in, or only more is known of it. */
static bool incoming_narrower(const struct incoming *now,
			      const struct incoming *before,
			      bool *by_facts_alone)
{
	*by_facts_alone = true;
	if (!before->states || now->states->len != before->states->len)
		return false;
	for (guint i = 0; i < now->states->len; i++) {
		bool by_facts;

		if (g_array_index(now->keys, guint64, i) !=
		    g_array_index(before->keys, guint64, i) ||
		    !state_narrower(g_ptr_array_index(now->states, i),
				    g_ptr_array_index(before->states, i),
				    &by_facts))
			return false;
		*by_facts_alone &= by_facts;
	}
	return true;
}

static void leaving_clear(void *p)
{
	state_unref(((struct leaving *)p)->state);
}

static GArray *leaving_new(void)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct leaving));

	g_array_set_clear_func(out, leaving_clear);
	return out;
}

static void execute(struct fixpoint *fix, guint32 block, GArray *returns)
{
	const struct incoming *in = &fix->in[block];
	GArray *edges = leaving_new();

	for (guint i = 0; i < in->states->len; i++)
		exec_block(fix->engine, fix->frame, block,
			   state_copy(g_ptr_array_index(in->states, i)), edges,
			   returns);
	if (fix->out[block])
		g_array_unref(fix->out[block]);
	fix->out[block] = edges;
}

static void mark_successors(struct fixpoint *fix, guint32 block)
{
	const struct ir_block *b = ir_block(fix->frame->fn, block);

	for (guint i = 0; i < ir_block_n_successors(b); i++)
		fix->dirty[ir_block_successor(b, i)] = true;
}

/* true: what was known before still holds. */
static bool visit(struct fixpoint *fix, guint32 block)
{
	bool is_head = fix->frame->flow->is_head[block];
	bool is_narrower = false, by_facts = false;
	struct incoming in;
	g_autoptr(GArray) returns = leaving_new();

	fix->dirty[block] = false;
	fix->visits[block]++;
	gather(fix, block, &in);
	if (fix->phase == PHASE_WIDEN && is_head && fix->in[block].states &&
	    fix->visits[block] > 1)
		widen_against(fix, block, &in);
	if (is_head && (fix->phase == PHASE_REFINE ||
			(fix->phase == PHASE_WIDEN &&
			 fix->visits[block] <= MAX_REFINED_VISITS)))
		refine_head(fix, block, &in);
	if (fix->phase == PHASE_REFINE)
		is_narrower = incoming_narrower(&in, &fix->in[block],
						&by_facts);
	/* how two numbers relate can get better by one in each round */
	if (fix->n_late[block] == fix->engine->numbers.n_late_inputs &&
	    ((is_narrower && by_facts) ||
	     incoming_same(&fix->in[block], &in))) {
		incoming_clear(&in);
		return true;
	}
	incoming_clear(&fix->in[block]);
	fix->in[block] = in;
	fix->n_late[block] = fix->engine->numbers.n_late_inputs;
	execute(fix, block, returns);
	mark_successors(fix, block);
	return is_narrower;
}

/* A pointer that was followed turned out to have more places to point to: no
 * state tells, and all blocks are to be executed again. */
static bool is_late(struct fixpoint *fix)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	bool is_late = false;

	for (guint32 i = 0; i < graph->n_reachable; i++) {
		guint32 block = graph->order[i];

		fix->dirty[block] = fix->n_late[block] !=
				    fix->engine->numbers.n_late_inputs;
		is_late |= fix->dirty[block];
	}
	return is_late;
}

/* Until nothing changes among blocks that reach each other: those in order from
 * `first` on, up to `end`. */
static bool iterate_component(struct fixpoint *fix, guint32 first, guint32 end)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	bool again = true;

	while (again) {
		again = false;
		for (guint32 i = first; i < end; i++) {
			guint32 block = graph->order[i];

			if (!fix->dirty[block])
				continue;
			if (fix->visits[block] > MAX_VISITS ||
			    fix->engine->gave_up) {
				fix->engine->gave_up = true;
				return false;
			}
			visit(fix, block);
			again = true;
		}
	}
	return true;
}

/* What comes after a loop is visited when the loop has settled. */
static bool iterate(struct fixpoint *fix)
{
	const struct ir_graph *graph = fix->frame->flow->graph;

	fix->dirty[0] = true;
	do {
		for (guint32 i = 0, end; i < graph->n_reachable; i = end) {
			end = i + 1;
			while (end < graph->n_reachable &&
			       graph->component[end] == graph->component[i])
				end++;
			if (!iterate_component(fix, i, end))
				return false;
		}
	} while (is_late(fix));
	return true;
}

/* As if no round had been made since; takes over what is in `ins`. */
static void restore(struct fixpoint *fix, struct incoming *ins)
{
	const struct ir_graph *graph = fix->frame->flow->graph;

	for (guint32 i = 0; i < graph->n_reachable; i++) {
		guint32 block = graph->order[i];
		g_autoptr(GArray) returns = leaving_new();

		incoming_clear(&fix->in[block]);
		fix->in[block] = ins[block];
		ins[block] = (struct incoming){ NULL, NULL };
		if (fix->in[block].states)
			execute(fix, block, returns);
	}
}

/* A round in which every block is visited; true: what the round before said
 * holds. */
static bool narrow_once(struct fixpoint *fix)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	bool is_stable = true;

	for (guint32 i = 0; i < graph->n_reachable; i++)
		is_stable &= visit(fix, graph->order[i]);
	return is_stable;
}

/* Rounds cost what a frame's calls cost. When half of the budget is gone no call
 * is followed any more: then they are cheap. */
static bool may_refine(const struct fixpoint *fix)
{
	return fix->frame->depth <= MAX_REFINED_DEPTH &&
	       fix->engine->steps < fix->engine->max_steps / 4 * 3;
}

/* What the loops' own arithmetic says holds only if it comes out the same
 * again; else it is done without. */
static void narrow(struct fixpoint *fix)
{
	guint n = fix->frame->fn->n_blocks;
	g_autofree struct incoming *widened = g_new0(struct incoming, n + 1);
	bool is_stable = false;

	for (guint b = 0; b < n; b++)
		incoming_copy(&widened[b], &fix->in[b]);
	fix->phase = PHASE_REFINE;
	for (guint i = 0; i < NARROWING_ROUNDS && !is_stable &&
	     may_refine(fix); i++)
		is_stable = narrow_once(fix) || (i > 0 && !fix->is_refined);
	if (!is_stable) {
		fix->phase = PHASE_NARROW;
		restore(fix, widened);
		narrow_once(fix);
		narrow_once(fix);
	}
	for (guint b = 0; b < n; b++)
		incoming_clear(&widened[b]);
}

/* The round that counts. */
static void conclude(struct fixpoint *fix, GArray *returns)
{
	const struct ir_graph *graph = fix->frame->flow->graph;

	for (guint32 i = 0; i < graph->n_reachable; i++) {
		guint32 block = graph->order[i];
		struct incoming in;

		if (!fix->frame->flow->has_loop) {
			gather(fix, block, &in);
			incoming_clear(&fix->in[block]);
			fix->in[block] = in;
		}
		if (fix->in[block].states)
			execute(fix, block, returns);
	}
}

/* Ways of returning that the caller cannot tell apart become one. */
static GArray *merge_returns(struct fixpoint *fix, GArray *returns)
{
	struct engine *engine = fix->engine;
	GArray *out = leaving_new();
	g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(guint64));
	const struct ahead nothing = { .frame = fix->frame };

	for (guint i = 0; i < returns->len; i++) {
		struct leaving *l = &g_array_index(returns, struct leaving, i);
		guint64 key = apart_key(engine, l->state, nothing,
					APART_FLAGS);
		guint64 return_key = (guint64)fix->frame->id << 32 | G_MAXUINT32;
		guint k;

		if (l->value.v) {
			key = key * 31 + apart_class(engine, l->state,
						     l->value.v);
			state_bind_temp(l->state, return_key, l->value.v,
					l->value.why);
		}
		for (k = 0; k < keys->len; k++)
			if (g_array_index(keys, guint64, k) == key ||
			    k + 1 == MAX_APART)
				break;
		if (k < keys->len) {
			struct leaving *o = &g_array_index(out, struct leaving,
							   k);
			struct state *joined =
				state_join(engine, fix->frame, fix->frame->fn,
					   o->state, l->state, false,
					   WIDEN_NOT);
			const struct temp_binding *t =
				state_temp(joined, return_key);

			state_unref(o->state);
			o->state = joined;
			o->value = t ? (struct value){ t->value, t->why } :
				       (struct value){ 0, NULL };
		} else {
			struct leaving copy = {
				.state = state_ref(l->state),
				.value = l->value,
			};

			g_array_append_val(out, copy);
			g_array_append_val(keys, key);
		}
	}
	return out;
}

static void settled_free(gpointer p)
{
	struct settled *settled = p;

	for (guint b = 0; settled->in && b < settled->n_blocks; b++)
		incoming_clear(&settled->in[b]);
	state_unref((struct state *)settled->entry);
	g_free(settled->in);
	g_array_unref(settled->returns);
	g_free(settled);
}

GHashTable *settled_table_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL,
				     (GDestroyNotify)g_ptr_array_unref);
}

static const struct settled *settled_find(const struct engine *engine,
					  const struct frame *frame,
					  const struct state *entry)
{
	const GPtrArray *kept = g_hash_table_lookup(engine->settled, frame);

	for (guint i = 0; kept && i < kept->len; i++) {
		const struct settled *settled = g_ptr_array_index(kept, i);

		if (settled->n_late == engine->numbers.n_late_inputs &&
		    state_equal(settled->entry, entry))
			return settled;
	}
	return NULL;
}

/* Takes over `in` and `returns`, and holds `entry`. */
static void settle(struct engine *engine, struct fixpoint *fix,
		   GArray *returns)
{
	struct settled *settled = g_new0(struct settled, 1);
	GPtrArray *kept = g_hash_table_lookup(engine->settled, fix->frame);

	if (!kept) {
		kept = g_ptr_array_new_with_free_func(settled_free);
		g_hash_table_insert(engine->settled, (gpointer)fix->frame,
				    kept);
	}
	if (kept->len == MAX_SETTLED)
		g_ptr_array_remove_index(kept, 0);
	settled->entry = state_ref(fix->entry);
	settled->n_blocks = fix->frame->fn->n_blocks;
	settled->n_late = engine->numbers.n_late_inputs;
	settled->returns = g_array_ref(returns);
	if (fix->frame->flow->has_loop)
		settled->in = g_steal_pointer(&fix->in);
	g_ptr_array_add(kept, settled);
}

static GArray *returns_copy(const GArray *returns)
{
	GArray *out = leaving_new();

	for (guint i = 0; i < returns->len; i++) {
		struct leaving l = g_array_index(returns, struct leaving, i);

		l.state = state_copy(l.state);
		g_array_append_val(out, l);
	}
	return out;
}

static void fixpoint_release(struct fixpoint *fix)
{
	guint n = fix->frame->fn->n_blocks;

	for (guint b = 0; b < n; b++) {
		if (fix->in)
			incoming_clear(&fix->in[b]);
		if (fix->out[b])
			g_array_unref(fix->out[b]);
	}
	g_free(fix->in);
	g_free(fix->out);
	g_free(fix->visits);
	g_free(fix->n_late);
	g_free(fix->dirty);
	state_unref(fix->entry);
}

/* Iterate until nothing changes, if there are loops; the client hears nothing
 * of it. */
static void stabilise(struct fixpoint *fix)
{
	struct engine *engine = fix->engine;
	bool recording = engine->recording;

	if (!fix->frame->flow->has_loop)
		return;
	engine->recording = false;
	if (iterate(fix))
		narrow(fix);
	engine->recording = recording;
}

static GArray *run_fresh(struct engine *engine, const struct frame *frame,
			 struct state *entry)
{
	guint n = frame->fn->n_blocks;
	struct fixpoint fix = {
		.engine = engine, .frame = frame, .entry = entry,
		.in = g_new0(struct incoming, n + 1),
		.out = g_new0(GArray *, n + 1),
		.visits = g_new0(guint, n + 1),
		.n_late = g_new0(guint, n + 1),
		.dirty = g_new0(bool, n + 1),
	};
	g_autoptr(GArray) returns = leaving_new();
	g_autoptr(GArray) merged = NULL;

	stabilise(&fix);
	if (!engine->gave_up)
		conclude(&fix, returns);
	merged = merge_returns(&fix, returns);
	if (frame->parent && !engine->gave_up)
		settle(engine, &fix, merged);
	fixpoint_release(&fix);
	return returns_copy(merged);
}

/* The round that counts, of a frame whose loops have settled. */
static GArray *run_again(struct engine *engine, const struct frame *frame,
			 struct state *entry, const struct settled *settled)
{
	guint n = frame->fn->n_blocks;
	struct fixpoint fix = {
		.engine = engine, .frame = frame, .entry = entry,
		.in = settled->in ? settled->in :
				    g_new0(struct incoming, n + 1),
		.out = g_new0(GArray *, n + 1),
	};
	g_autoptr(GArray) returns = leaving_new();
	GArray *merged;

	conclude(&fix, returns);
	merged = merge_returns(&fix, returns);
	if (settled->in)
		fix.in = NULL;
	fixpoint_release(&fix);
	return merged;
}

GArray *engine_run_frame(struct engine *engine, const struct frame *frame,
			 struct state *entry)
{
	const struct settled *settled = settled_find(engine, frame, entry);

	if (!settled)
		return run_fresh(engine, frame, entry);
	if (engine->recording)
		return run_again(engine, frame, entry, settled);
	state_unref(entry);
	return returns_copy(settled->returns);
}
