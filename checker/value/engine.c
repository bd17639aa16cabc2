// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixpoint of one frame.
 *
 * Blocks are visited in reverse postorder until nothing changes. What enters a
 * block is a few states, kept apart by the codes and flags they carry (see
 * flow.c); at a loop head it is one, widened from the third visit on. Where there are
 * loops, two more rounds without widening take back what widening overshot,
 * and a last round, in which nothing changes any more, is the one that counts:
 * only there does the client hear of stores, requests and returns.
 */
#include "value/exec.h"
#include "value/memory.h"

#define MAX_APART 8		/* states of one block */
#define VISITS_BEFORE_WIDENING 3
#define VISITS_BEFORE_THE_END 24
#define MAX_VISITS 100

struct incoming {
	GPtrArray *states;	/* owned */
	GArray *keys;		/* guint64: partition key of each */
};

struct fixpoint {
	struct engine *engine;
	const struct frame *frame;
	GPtrArray *entries;		/* states at the function's entry */
	struct incoming *in;		/* per block, as last executed */
	GArray **out;			/* per block: struct leaving */
	guint *visits;
	bool *dirty;
};

static guint frame_hash(gconstpointer p)
{
	const struct frame *f = p;

	return g_direct_hash(f->parent) * 31 + g_direct_hash(f->call) +
	       g_direct_hash(f->fn) * 7;
}

static gboolean frame_equal(gconstpointer pa, gconstpointer pb)
{
	const struct frame *a = pa, *b = pb;

	return a->parent == b->parent && a->call == b->call && a->fn == b->fn;
}

struct engine *engine_new(const struct client *client, GHashTable *flows)
{
	struct engine *engine = g_new0(struct engine, 1);
	struct memory_place none = { 0 };

	obstack_init(&engine->region);
	numbers_init(&engine->numbers, &engine->region);
	engine->client = client;
	engine->flows = g_hash_table_ref(flows);
	engine->places = g_array_new(FALSE, TRUE, sizeof(struct memory_place));
	g_array_append_val(engine->places, none);
	engine->place_index = place_table_new();
	engine->frames = g_hash_table_new(frame_hash, frame_equal);
	engine->memo = g_array_new(FALSE, TRUE, sizeof(const struct range *));
	engine->max_depth = 6;
	engine->max_steps = 150 * 1000;
	return engine;
}

void engine_free(struct engine *engine)
{
	numbers_release(&engine->numbers);
	g_hash_table_unref(engine->flows);
	g_array_unref(engine->places);
	g_hash_table_unref(engine->place_index);
	g_hash_table_unref(engine->frames);
	g_array_unref(engine->memo);
	obstack_free(&engine->region, NULL);
	g_free(engine);
}

static const struct flow *flow_of(struct engine *engine,
				  const struct ir_unit *unit,
				  const struct ir_function *fn)
{
	struct flow *flow = g_hash_table_lookup(engine->flows, fn);

	if (!flow) {
		flow = flow_new(unit, fn);
		g_hash_table_insert(engine->flows, (gpointer)fn, flow);
	}
	return flow;
}

const struct frame *engine_frame(struct engine *engine,
				 const struct frame *parent,
				 const struct ir_insn *call,
				 const struct ir_unit *unit,
				 const struct ir_function *fn)
{
	struct frame probe = { .parent = parent, .call = call, .fn = fn };
	struct frame *frame = g_hash_table_lookup(engine->frames, &probe);

	if (frame)
		return frame;
	frame = obstack_alloc(&engine->region, sizeof(*frame));
	*frame = probe;
	frame->id = ++engine->n_frames;
	frame->unit = unit;
	frame->depth = parent ? parent->depth + 1 : 0;
	frame->flow = flow_of(engine, unit, fn);
	g_hash_table_add(engine->frames, frame);
	return frame;
}

static vn local_address(struct engine *engine, const struct frame *frame,
			guint32 local)
{
	return number_address(&engine->numbers, N_LOCAL, frame, NULL, local);
}

static void bind_param(struct engine *engine, struct state *state,
		       const struct frame *frame, guint32 param,
		       struct value value)
{
	const struct ir_local *local = &g_array_index(frame->fn->locals,
						      struct ir_local, param);
	const struct ir_type *type = ir_type(frame->unit, local->type);
	struct ctype t = ctype_of(frame->unit, local->type);
	guint32 place;

	place = engine_place(engine, local_address(engine, frame, param),
			     (guint32)(type->size_bytes ? type->size_bytes :
				       t.bits / 8), t,
			     type->kind == IR_PTR, 0, 0);
	value.v = engine_cast(engine, state, value.v, t);
	state_bind(state, place, value.v, true, value.why);
}

void engine_bind_params(struct engine *engine, struct state *state,
			const struct frame *frame, const struct value *args,
			guint n_args)
{
	for (guint32 i = 0; i < frame->fn->n_params; i++) {
		const struct ir_local *local =
			&g_array_index(frame->fn->locals, struct ir_local, i);
		struct value value;

		if (!type_is_scalar(frame->unit, local->type) || i >= n_args ||
		    !args[i].v)
			continue;
		value = args[i];
		if (value.why || frame->call)
			value.why = engine_why(engine, WHY_PASSED,
					       frame->parent,
					       frame->call ? frame->call->loc :
					       local->loc, value.why);
		bind_param(engine, state, frame, i, value);
	}
}

static void bind_entry_params(struct engine *engine, struct state *state,
			      const struct frame *frame)
{
	for (guint32 i = 0; i < frame->fn->n_params; i++) {
		const struct ir_local *local =
			&g_array_index(frame->fn->locals, struct ir_local, i);
		struct number *n;
		bool is_new;
		vn v;

		if (!type_is_scalar(frame->unit, local->type))
			continue;
		v = number_leaf(&engine->numbers, LEAF_PARAM, frame, NULL, i,
				ctype_of(frame->unit, local->type), &is_new);
		n = number_at(&engine->numbers, v);
		n->is_pointer = ir_type(frame->unit,
					local->type)->kind == IR_PTR;
		if (engine->client->param)
			engine->client->param(engine, frame, i, v);
		bind_param(engine, state, frame, i,
			   (struct value){ v, number_at(&engine->numbers,
							v)->why });
	}
}

/* Codes and flags fall into few classes: small numbers each by itself, all
 * negative ones together, and whatever is not known. */
static guint64 flag_class(struct engine *engine, const struct state *state,
			  vn v)
{
	const struct range *r = state_range(engine, state, v);
	wide value;

	if (range_is_const(r, &value) && value >= 0 && value < 8)
		return (guint64)value + 1;
	if (r->n && range_max(r) < 0)
		return 10;
	/* an error pointer's or a count's sign does not matter, that it is
	 * not zero does */
	if (!range_contains(r, 0))
		return 11;
	return 12;
}

static guint64 partition_key(struct engine *engine, const struct state *state)
{
	guint64 key = 0;

	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);

		if (engine_place_at(engine, b->place)->is_flag)
			key = (key ^ b->place) * 0x9e3779b97f4a7c15u +
			      flag_class(engine, state, b->value);
	}
	return key;
}

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

static void collapse(struct fixpoint *fix, struct incoming *in, guint32 block)
{
	struct incoming all;

	if (in->states->len < 2)
		return;
	incoming_init(&all);
	for (guint i = 0; i < in->states->len; i++)
		incoming_add(fix, &all, block,
			     g_ptr_array_index(in->states, i), 0);
	incoming_clear(in);
	*in = all;
}

static void gather(struct fixpoint *fix, guint32 block, struct incoming *in)
{
	struct engine *engine = fix->engine;
	const struct ir_graph *graph = fix->frame->flow->graph;

	incoming_init(in);
	if (block == 0)
		for (guint i = 0; i < fix->entries->len; i++) {
			struct state *s = g_ptr_array_index(fix->entries, i);

			incoming_add(fix, in, block, s,
				     partition_key(engine, s));
		}
	for (guint i = graph->first_pred[block];
	     i < graph->first_pred[block + 1]; i++) {
		guint32 pred = graph->preds[i];
		const GArray *out = fix->out[pred];
		bool again = false;

		/* one entry per edge: a predecessor may stand twice */
		for (guint k = graph->first_pred[block]; k < i; k++)
			again |= graph->preds[k] == pred;
		if (!out || again)
			continue;
		for (guint k = 0; k < out->len; k++) {
			const struct leaving *l = &g_array_index(out,
							struct leaving, k);

			if (ir_block_successor(ir_block(fix->frame->fn, pred),
					       l->successor) == block)
				incoming_add(fix, in, block, l->state,
					     partition_key(engine, l->state));
		}
	}
	/* One state at a loop head: what comes round must meet what comes in,
	 * or last turn's numbers would pass for this turn's. */
	if (in->states->len > MAX_APART || fix->frame->flow->is_head[block])
		collapse(fix, in, block);
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

static void visit(struct fixpoint *fix, guint32 block, bool widen)
{
	struct incoming in;
	g_autoptr(GArray) returns = leaving_new();

	fix->dirty[block] = false;
	fix->visits[block]++;
	gather(fix, block, &in);
	if (widen && fix->frame->flow->is_head[block] &&
	    fix->in[block].states && fix->visits[block] > 1)
		widen_against(fix, block, &in);
	if (incoming_same(&fix->in[block], &in)) {
		incoming_clear(&in);
		return;
	}
	incoming_clear(&fix->in[block]);
	fix->in[block] = in;
	execute(fix, block, returns);
	mark_successors(fix, block);
}

static bool iterate(struct fixpoint *fix)
{
	const struct ir_graph *graph = fix->frame->flow->graph;
	bool again = true;

	fix->dirty[0] = true;
	while (again) {
		again = false;
		for (guint32 i = 0; i < graph->n_reachable; i++) {
			guint32 block = graph->order[i];

			if (!fix->dirty[block])
				continue;
			if (fix->visits[block] > MAX_VISITS ||
			    fix->engine->gave_up) {
				fix->engine->gave_up = true;
				return false;
			}
			visit(fix, block, true);
			again = true;
		}
	}
	return true;
}

static void narrow(struct fixpoint *fix)
{
	const struct ir_graph *graph = fix->frame->flow->graph;

	for (guint round = 0; round < 2; round++)
		for (guint32 i = 0; i < graph->n_reachable; i++)
			visit(fix, graph->order[i], false);
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

	for (guint i = 0; i < returns->len; i++) {
		struct leaving *l = &g_array_index(returns, struct leaving, i);
		guint64 key = partition_key(engine, l->state);
		guint64 return_key = (guint64)fix->frame->id << 32 | G_MAXUINT32;
		guint k;

		if (l->value.v) {
			key = key * 31 + flag_class(engine, l->state,
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
			struct leaving copy = { state_ref(l->state), 0,
						l->value };

			g_array_append_val(out, copy);
			g_array_append_val(keys, key);
		}
	}
	return out;
}

GArray *engine_run_frame(struct engine *engine, const struct frame *frame,
			 GPtrArray *entries)
{
	guint n = frame->fn->blocks->len;
	struct fixpoint fix = {
		.engine = engine, .frame = frame, .entries = entries,
		.in = g_new0(struct incoming, n + 1),
		.out = g_new0(GArray *, n + 1),
		.visits = g_new0(guint, n + 1),
		.dirty = g_new0(bool, n + 1),
	};
	bool recording = engine->recording;
	g_autoptr(GArray) returns = leaving_new();
	GArray *merged;

	if (frame->flow->has_loop) {
		engine->recording = false;
		if (iterate(&fix))
			narrow(&fix);
		engine->recording = recording;
	}
	if (!engine->gave_up)
		conclude(&fix, returns);
	merged = merge_returns(&fix, returns);
	for (guint b = 0; b < n; b++) {
		incoming_clear(&fix.in[b]);
		if (fix.out[b])
			g_array_unref(fix.out[b]);
	}
	g_ptr_array_set_free_func(entries, (GDestroyNotify)state_unref);
	g_ptr_array_unref(entries);
	g_free(fix.in);
	g_free(fix.out);
	g_free(fix.visits);
	g_free(fix.dirty);
	return merged;
}

bool engine_run(struct engine *engine, const struct ir_unit *unit,
		const struct ir_function *fn)
{
	const struct frame *frame = engine_frame(engine, NULL, NULL, unit, fn);
	GPtrArray *entries = g_ptr_array_new();
	struct state *entry = state_new();

	bind_entry_params(engine, entry, frame);
	g_ptr_array_add(entries, entry);
	engine->recording = true;
	g_array_unref(engine_run_frame(engine, frame, entries));
	return !engine->gave_up;
}
