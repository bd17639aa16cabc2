// SPDX-License-Identifier: GPL-2.0-only
/*
 * Entries of tables and the index that picked them belong together:
 *
 *	if (n > most[kind])
 *		return -EINVAL;
 *	p = kmalloc(n * bytes[kind]);
 *
 * The union over each table says nothing of that, so where it matters a state
 * is looked at once for every value of the index.
 */
#include "value/engine.h"

#define MAX_PICKED 16

/* The index that picked the entry v of a constant table; 0: v is no such. */
static vn index_of_entry(struct engine *engine, vn v)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct number *root;
	guint32 place = (guint32)n->imm;

	if (n->kind != N_LEAF || n->leaf != LEAF_LOAD || n->is_pointer)
		return 0;
	root = number_at(&engine->numbers,
			 engine_place_at(engine, place)->root);
	if (root->kind != N_INDEX || !engine_entry(engine, place, NULL))
		return 0;
	return root->b;
}

static bool has_few_values(struct engine *engine, const struct state *state,
			   vn index)
{
	const struct range *r = state_range(engine, state, index);

	return !range_is_empty(r) &&
	       range_max(r) - range_min(r) < MAX_PICKED;
}

/* Has more become known of the index since it picked the entry v? */
static bool is_narrowed(struct engine *engine, const struct state *state,
			vn v, vn index)
{
	guint32 place = (guint32)number_at(&engine->numbers, v)->imm;
	const struct range *now = engine_entry(engine, place,
				state_range(engine, state, index));

	return now && !range_is_empty(now) &&
	       range_max(now) < range_max(state_range(engine, state, v));
}

/* An index that picked entries at two places or more, or one and was tested
 * after that. */
static vn shared_index(struct engine *engine, const struct state *state)
{
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);
	guint n = engine->numbers.table->len;

	for (vn v = 1; v < n; v++) {
		vn index = index_of_entry(engine, v);
		gpointer place, other;

		if (!index)
			continue;
		place = GUINT_TO_POINTER((guint)number_at(&engine->numbers,
							  v)->imm);
		other = g_hash_table_lookup(places, GUINT_TO_POINTER(index));
		if (((other && other != place) ||
		     is_narrowed(engine, state, v, index)) &&
		    has_few_values(engine, state, index))
			return index;
		g_hash_table_insert(places, GUINT_TO_POINTER(index), place);
	}
	return 0;
}

/* What the ways that met put there, as their values are known now. */
static const struct range *range_of_inputs(struct engine *engine,
					   const struct state *state,
					   const struct number *phi)
{
	const struct range *all = range_empty();

	for (guint i = 0; i < phi->n_inputs; i++)
		all = range_union(&engine->region, all,
				  state_range(engine, state, phi->inputs[i]));
	return all;
}

/* An entry that went into a value on one of the ways that met. */
static void restrict_phis(struct engine *engine, struct state *state)
{
	guint n = engine->numbers.table->len;

	for (vn v = 1; v < n && !state->is_dead; v++) {
		const struct number *phi = number_at(&engine->numbers, v);

		if (phi->kind != N_PHI || phi->is_loop || phi->is_pointer ||
		    !phi->n_inputs || phi->n_inputs == MAX_PHI_INPUTS)
			continue;
		state_restrict(engine, state, v,
			       range_of_inputs(engine, state, phi), NULL);
	}
}

static struct state *with_index(struct engine *engine,
				const struct state *state, vn index,
				wide value)
{
	const struct range *only = range_const(&engine->region, value);
	struct state *out = state_copy(state);
	guint n = engine->numbers.table->len;

	state_restrict(engine, out, index, only, NULL);
	for (vn v = 1; v < n; v++) {
		guint32 place = (guint32)number_at(&engine->numbers, v)->imm;

		if (index_of_entry(engine, v) == index)
			state_restrict(engine, out, v,
				       engine_entry(engine, place, only),
				       NULL);
	}
	restrict_phis(engine, out);
	return out;
}

GPtrArray *engine_split_by_index(struct engine *engine,
				 const struct state *state)
{
	vn index = shared_index(engine, state);
	GPtrArray *out;
	const struct range *r;

	if (!index)
		return NULL;
	out = g_ptr_array_new_with_free_func((GDestroyNotify)state_unref);
	r = state_range(engine, state, index);
	for (wide i = range_min(r); i <= range_max(r); i++)
		if (range_contains(r, i))
			g_ptr_array_add(out, with_index(engine, state, index,
							i));
	return out;
}

struct state *engine_at_entry(struct engine *engine, const struct state *state,
			      vn counter, wide value)
{
	guint n = engine->numbers.table->len;

	for (vn v = 1; v < n; v++) {
		vn index = index_of_entry(engine, v);
		wide offset;

		if (index && state_peel(engine, state, index, &offset) ==
			     counter && !offset)
			return with_index(engine, state, index, value);
	}
	return NULL;
}
