// SPDX-License-Identifier: GPL-2.0-only
/* An engine's life, its frames and their parameters. */
#include "value/elements.h"
#include "value/exec.h"
#include "value/memory.h"

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

/* What a call has of the frames that its caller has left. */
#define FRAMES_SHARE 4
#define FRAMES_AT_LEAST 8

struct engine *engine_new(const struct client *client, GHashTable *flows)
{
	struct engine *engine = g_new0(struct engine, 1);
	struct memory_place none = { 0 };

	region_init(&engine->region);
	numbers_init(&engine->numbers, &engine->region);
	engine->client = client;
	engine->flows = g_hash_table_ref(flows);
	engine->elements = elements_new();
	engine->places = g_array_new(FALSE, TRUE, sizeof(struct memory_place));
	g_array_append_val(engine->places, none);
	engine->place_index = place_table_new();
	engine->frames = g_hash_table_new(frame_hash, frame_equal);
	engine->settled = settled_table_new();
	engine->memo = g_array_new(FALSE, TRUE, sizeof(struct memo));
	engine->operations = operations_new();
	engine->proofs = proofs_new();
	engine->max_depth = 6;
	engine->max_steps = USUAL_STEPS;
	engine->max_frames = USUAL_FRAMES;
	return engine;
}

void engine_free(struct engine *engine)
{
	numbers_release(&engine->numbers);
	g_hash_table_unref(engine->flows);
	g_array_unref(engine->elements);
	g_array_unref(engine->places);
	g_hash_table_unref(engine->place_index);
	g_hash_table_unref(engine->settled);
	g_hash_table_unref(engine->frames);
	g_array_unref(engine->memo);
	g_free(engine->operations);
	g_free(engine->proofs);
	region_release(&engine->region);
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

static guint last_id_of(const struct frame *parent, guint id)
{
	guint left = parent->last_id > id ? parent->last_id - id : 0;

	return id + MAX(left / FRAMES_SHARE, FRAMES_AT_LEAST);
}

bool engine_has_frame(const struct engine *engine, const struct frame *parent,
		      const struct ir_insn *call, const struct ir_function *fn)
{
	const struct frame probe = { .parent = parent, .call = call, .fn = fn };

	return g_hash_table_contains(engine->frames, &probe);
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
	frame = region_alloc(&engine->region, sizeof(*frame));
	*frame = probe;
	frame->id = ++engine->n_frames;
	frame->unit = unit;
	frame->depth = parent ? parent->depth + 1 : 0;
	frame->last_id = parent ? last_id_of(parent, frame->id) :
				  engine->max_frames;
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
	const struct ir_local *local = &frame->fn->locals[param];
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
		const struct ir_local *local = &frame->fn->locals[i];
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
		const struct ir_local *local = &frame->fn->locals[i];
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

bool engine_run(struct engine *engine, const struct ir_unit *unit,
		const struct ir_function *fn)
{
	const struct frame *frame = engine_frame(engine, NULL, NULL, unit, fn);
	struct state *entry = state_new();

	bind_entry_params(engine, entry, frame);
	engine->recording = true;
	g_array_unref(engine_run_frame(engine, frame, entry));
	return !engine->gave_up;
}
