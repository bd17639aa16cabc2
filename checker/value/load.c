// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a read finds: what was stored there, what the whole object was filled
 * with, a constant table's entries, or something nobody in view has set.
 */
#include "value/elements.h"
#include "value/memory.h"

/* An array's elements are looked at one by one up to this many. */
#define MAX_ELEMENTS 256
/* Steps between an address and the object that it walks through. */
#define MAX_WALKED 8

/* The latest fill that touches the place; *whole: it covers all of it. */
static const struct fill *fill_of(const struct state *state,
				  const struct memory_place *p, bool *whole)
{
	for (guint i = state->fills->len; i > 0; i--) {
		const struct fill *f = &g_array_index(state->fills,
						      struct fill, i - 1);

		if (f->root != p->root)
			continue;
		if (f->length != G_MAXUINT64 &&
		    !bytes_overlap(f->offset, f->length, p->offset,
				   p->size_bytes))
			continue;
		if (f->length == G_MAXUINT64 &&
		    f->offset >= p->offset + (gint64)p->size_bytes)
			continue;
		*whole = f->offset <= p->offset &&
			 (f->length == G_MAXUINT64 ||
			  f->offset + (gint64)f->length >=
			  p->offset + (gint64)p->size_bytes);
		return f;
	}
	return NULL;
}

/* Was something stored in the bytes of p, other than into place `except`? */
static bool is_written_to(struct engine *engine, const struct state *state,
			  const struct memory_place *p, guint32 except)
{
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *q = engine_place_at(engine,
							       b->place);

		if (b->place != except && b->stored && q->root == p->root &&
		    places_overlap(p, q))
			return true;
	}
	return false;
}

vn memory_leaf(struct engine *engine, struct state *state,
	       const struct frame *frame, const void *site, guint32 place,
	       bool *is_new)
{
	const struct memory_place p = *engine_place_at(engine, place);
	struct ctype t = p.type;
	vn v = number_leaf(&engine->numbers, LEAF_LOAD, frame, site, place, t,
			   is_new);
	struct number *n = number_at(&engine->numbers, v);

	n->is_pointer = p.is_pointer;
	n->memory = p.root;
	state_forget_known(state, v);
	return v;
}

/* An index that may be larger chooses from the whole table. */
#define MAX_CHOSEN 4096

/* What is read of a global's initialiser: at an offset, of each element that
 * is `stride` bytes from the next (0: no array) and that the index chooses. */
struct entries {
	gint64 offset;
	guint64 stride;
	const struct range *chosen;	/* NULL: any element */
};

static bool is_chosen(const struct entries *e, guint64 element)
{
	wide first = e->stride ? (wide)(e->offset / (gint64)e->stride) : 0;

	return !e->stride || !e->chosen ||
	       range_contains(e->chosen, (wide)element - first);
}

static guint64 count_chosen(const struct entries *e, guint64 size_bytes)
{
	guint64 n = e->stride ? size_bytes / e->stride : 1, chosen = 0;

	if (!e->stride || !e->chosen)
		return n;
	for (guint64 i = 0; i < n; i++)
		chosen += is_chosen(e, i);
	return chosen;
}

/* Constants of an initialiser: the union over every element that a variable
 * index can select; NULL if something there is not a plain number. */
static const struct range *table_range(struct engine *engine,
				       const struct ir_unit *unit,
				       const struct ir_global *global,
				       const struct entries *e,
				       const struct memory_place *p)
{
	const struct range *r = range_empty();
	guint64 size = ir_type(unit, global->type)->size_bytes;
	guint64 seen = 0, stride = e->stride;

	if (!global->is_defined || !size || e->offset < 0)
		return NULL;
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);
		guint64 at = init->offset_bytes, from = (guint64)e->offset;

		if ((stride ? at % stride : at) !=
		    (stride ? from % stride : from) ||
		    (stride && !is_chosen(e, at / stride)) ||
		    init->bit_offset != p->bit_offset ||
		    init->bit_width != p->bit_width)
			continue;
		if (init->kind != IR_INIT_INT)
			return NULL;
		seen++;
		r = range_union(&engine->region, r,
				range_const(&engine->region,
					    ctype_value(p->type,
							init->value)));
	}
	if (seen < count_chosen(e, size))
		r = range_union(&engine->region, r,
				range_const(&engine->region, 0));
	return r;
}

const struct range *memory_held(struct engine *engine,
				const struct state *state, guint32 place,
				const struct why **why)
{
	const struct memory_place *p = engine_place_at(engine, place);
	const struct binding *b = state_lookup(state, place);
	const struct fill *f;
	bool whole = false;

	if (b) {
		if (!*why)
			*why = b->why;
		return range_cast(&engine->region,
				  state_range(engine, state, b->value),
				  p->type);
	}
	f = fill_of(state, p, &whole);
	/* another size may have been written there */
	if (!f || !whole || f->kind != FILL_ZERO ||
	    is_written_to(engine, state, p, place))
		return NULL;
	return range_const(&engine->region, 0);
}

/* Was anything written, or filled, or read that is counted from there? */
static bool is_root_held(const struct engine *engine,
			 const struct state *state, vn root)
{
	for (guint i = 0; i < state->fills->len; i++)
		if (g_array_index(state->fills, struct fill, i).root == root)
			return true;
	for (guint i = 0; i < state->memory->len; i++)
		if (engine_place_at(engine, g_array_index(state->memory,
				    struct binding, i).place)->root == root)
			return true;
	return false;
}

/*
 * An element that a variable index selects, of an array whose elements are
 * all known here: the union of them.
 */
static const struct range *element_range(struct engine *engine,
					 const struct state *state,
					 guint32 place, const struct why **why)
{
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number *n = number_at(&engine->numbers, p.root);
	const struct range *r = range_empty(), *index, *held;
	guint64 stride = n->imm;
	gint64 base = 0;
	wide low, high;
	vn root;

	if (n->kind != N_INDEX || !stride)
		return NULL;
	root = split_address(engine, n->a, &base);
	if (!is_root_held(engine, state, root))
		return NULL;
	index = state_range(engine, state, n->b);
	low = range_min(index);
	high = range_max(index);
	if (range_is_empty(index) || low < 0 || high - low > MAX_ELEMENTS)
		return NULL;
	for (wide i = low; i <= high; i++) {
		vn address = number_offset(&engine->numbers, root,
					   base + (gint64)(i * (wide)stride) +
					   p.offset, NULL);

		if (!range_contains(index, i))
			continue;
		held = memory_held(engine, state,
				   engine_place(engine, address, p.size_bytes,
					       p.type, p.is_pointer,
					       p.bit_offset, p.bit_width),
				  why);
		if (!held)
			return NULL;
		r = range_union(&engine->region, r, held);
	}
	return r;
}

/* An element that a variable index selects, of an array that was filled as a
 * whole and not written since. */
static const struct fill *element_fill(struct engine *engine,
				       const struct state *state,
				       guint32 place)
{
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number *n = number_at(&engine->numbers, p.root);
	const struct range *index;
	struct memory_place all = { 0 };
	const struct fill *fill;
	gint64 base = 0;
	bool whole = false;

	if (n->kind != N_INDEX)
		return NULL;
	all.root = split_address(engine, n->a, &base);
	if (!is_root_held(engine, state, all.root))
		return NULL;
	index = state_range(engine, state, n->b);
	if (range_is_empty(index) || range_min(index) < 0 ||
	    range_max(index) > 65536 || n->imm > 65536)
		return NULL;
	all.offset = base + p.offset +
		     (gint64)(range_min(index) * (wide)n->imm);
	all.size_bytes = (guint32)((range_max(index) - range_min(index)) *
				   (wide)n->imm) + p.size_bytes;
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *q = engine_place_at(engine,
							       b->place);

		if (b->stored && q->root == all.root &&
		    bytes_overlap(all.offset, all.size_bytes, q->offset,
				  q->size_bytes))
			return NULL;
	}
	fill = fill_of(state, &all, &whole);
	return whole && fill->kind < FILL_UNKNOWN ? fill : NULL;
}

/* The object that an address walks through, turn by turn: where the loop
 * began. */
static vn walked_object(const struct engine *engine, vn v)
{
	for (guint depth = 0; depth < MAX_WALKED; depth++) {
		const struct number *n = number_at(&engine->numbers, v);

		if (n->kind == N_OFFSET || n->kind == N_INDEX)
			v = n->a;
		else if (n->kind == N_PHI && n->is_loop && n->entry)
			v = n->entry;
		else
			return v;
	}
	return 0;
}

/* Somewhere in an object that a source filled, and nobody has written since:
 * wherever that is, the source chose it. */
static const struct fill *walked_fill(const struct engine *engine,
				      const struct state *state, guint32 place)
{
	vn root = engine_place_at(engine, place)->root;
	vn object = walked_object(engine, root);
	const struct fill *found = NULL;

	if (!object || object == root)
		return NULL;
	/* newest first; before it, it may have been cleared */
	for (guint i = state->fills->len; i > 0; i--) {
		const struct fill *f = &g_array_index(state->fills,
						      struct fill, i - 1);

		if (f->root != object)
			continue;
		if (f->kind != (found ? FILL_ZERO : FILL_SOURCE))
			return NULL;
		found = found ?: f;
	}
	for (guint i = 0; found && i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);

		if (b->stored &&
		    engine_place_at(engine, b->place)->root == object)
			return NULL;
	}
	return found;
}

const struct range *engine_entry(struct engine *engine, guint32 place,
				 const struct range *chosen)
{
	const struct memory_place *p = engine_place_at(engine, place);
	const struct number *n = number_at(&engine->numbers, p->root);
	struct entries entries = { p->offset, 0, chosen };
	const struct ir_unit *unit;
	const struct ir_global *global;
	guint32 index;
	bool is_fixed;

	if (n->kind == N_INDEX) {
		const struct number *base = number_at(&engine->numbers, n->a);

		entries.stride = n->imm;
		if (base->kind == N_OFFSET) {
			entries.offset += (gint64)base->imm;
			base = number_at(&engine->numbers, base->a);
		}
		n = base;
	}
	if (n->kind != N_GLOBAL || !engine->client->global ||
	    !engine->client->global(engine, n->ref, &unit, &index, &is_fixed))
		return NULL;
	global = ir_global(unit, index);
	if (!is_fixed || p->is_pointer)
		return NULL;
	return table_range(engine, unit, global, &entries, p);
}

/* A read of a constant global: what its initialiser says. */
static bool load_constant(struct engine *engine, guint32 place, vn leaf)
{
	const struct range *r = engine_entry(engine, place, NULL);

	if (!r)
		return false;
	number_at(&engine->numbers, leaf)->base = r;
	return true;
}

/* ... of the elements alone that the index can choose in this state. */
static void choose_entries(struct engine *engine, struct state *state,
			   guint32 place, vn leaf)
{
	const struct number *root = number_at(&engine->numbers,
				engine_place_at(engine, place)->root);
	const struct range *chosen, *r;

	if (root->kind != N_INDEX)
		return;
	chosen = state_range(engine, state, root->b);
	if (range_is_empty(chosen) || range_max(chosen) > MAX_CHOSEN)
		return;
	r = engine_entry(engine, place, chosen);
	if (r && !range_is_empty(r))
		state_set_known(state, leaf, r, NULL);
}

/* The address that stands in the initialiser of a constant global: 0 if it is
 * not known to be one. */
static vn initial_address(struct engine *engine, const struct memory_place *p)
{
	const struct number *n = number_at(&engine->numbers, p->root);
	const struct ir_unit *unit;
	const struct ir_global *global;
	guint32 index;
	bool is_fixed;

	if (!p->is_pointer || n->kind != N_GLOBAL || !engine->client->global ||
	    !engine->client->global(engine, n->ref, &unit, &index, &is_fixed))
		return 0;
	global = ir_global(unit, index);
	for (guint i = 0; is_fixed && i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if ((gint64)init->offset_bytes != p->offset)
			continue;
		if (init->kind == IR_INIT_FUNC)
			return number_address(&engine->numbers, N_FUNC, NULL,
					      init->symbol, 0);
		if (init->kind == IR_INIT_GLOBAL)
			return number_offset(&engine->numbers,
				number_address(&engine->numbers, N_GLOBAL,
					       NULL, init->symbol, 0),
				(gint64)init->value, NULL);
		return 0;
	}
	return 0;
}

static struct value load_initial(struct engine *engine, struct state *state,
				 const struct frame *frame, guint32 place)
{
	const struct memory_place p = *engine_place_at(engine, place);
	vn v = initial_address(engine, &p);
	bool is_new;

	if (v)
		return (struct value){ v, NULL };
	/* what was there when the analysis began is one number, wherever it is
	 * read first: two ways that meet have read the same */
	v = memory_leaf(engine, state, NULL, NULL, place, &is_new);
	if (is_new && !load_constant(engine, place, v) &&
	    engine->client->initial)
		engine->client->initial(engine, frame, &p, v, FILL_UNKNOWN);
	choose_entries(engine, state, place, v);
	return (struct value){ v, number_at(&engine->numbers, v)->why };
}

static struct value load_filled(struct engine *engine, struct state *state,
				const struct frame *frame, const void *site,
				guint32 place, const struct fill *fill)
{
	const struct memory_place *p = engine_place_at(engine, place);
	struct number *n;
	bool is_new;
	vn v;

	if (fill->kind == FILL_ZERO)
		return (struct value){
			number_const(&engine->numbers, p->type, 0), fill->why };
	/* One number per place and filling: reading twice is the same,
	 * whoever reads. */
	v = fill->kind == FILL_SOURCE ?
	    memory_leaf(engine, state, fill->frame, fill->site, place,
			&is_new) :
	    memory_leaf(engine, state, frame, site, place, &is_new);
	n = number_at(&engine->numbers, v);
	n->is_handed = fill->kind == FILL_HANDED || fill->kind == FILL_LENT;
	if (is_new && fill->kind == FILL_SOURCE) {
		n->base = range_full(&engine->region, n->type, fill->know);
		n->source = fill->source;
		n->why = fill->why;
	} else if (is_new && engine->client->initial) {
		/* whoever wrote it: what holds of that field holds now */
		struct memory_place copy = *p;

		engine->client->initial(engine, frame, &copy, v, fill->kind);
	}
	return (struct value){ v, number_at(&engine->numbers, v)->why };
}

/* The number that was stored over all of p's bytes, if nothing else lies in
 * them. */
static const struct binding *covering(struct engine *engine,
				      const struct state *state,
				      const struct memory_place *p)
{
	const struct binding *found = NULL;

	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *q = engine_place_at(engine,
							       b->place);

		if (!b->stored || q->root != p->root || !places_overlap(p, q))
			continue;
		if (found || q->bit_width || q->offset > p->offset ||
		    q->offset + (gint64)q->size_bytes <
		    p->offset + (gint64)p->size_bytes)
			return NULL;
		found = b;
	}
	return found;
}

/* Part of a number that was stored as a whole: a member of a union, or some of
 * its bits. Where they lie in it is the machine's affair, but who chose it
 * chose them. */
static struct value load_part(struct engine *engine, struct state *state,
			      const struct frame *frame, const void *site,
			      guint32 place)
{
	const struct memory_place p = *engine_place_at(engine, place);
	const struct binding *b = covering(engine, state, &p);
	struct value whole = b ? (struct value){ b->value, b->why } :
			     (struct value){ 0, NULL };
	const struct range *r;
	struct number *n;
	enum know know;
	bool is_new;
	vn v = memory_leaf(engine, state, frame, site, place, &is_new);

	if (!whole.v || p.is_pointer)
		return (struct value){ v, NULL };
	r = state_range(engine, state, whole.v);
	/* on this way; the same read may come by on others */
	if (range_is_const(r, NULL) && !range_max(r)) {
		state_set_known(state, v, r, whole.why);
		return (struct value){ v, whole.why };
	}
	if (!is_new)
		return (struct value){ v, NULL };
	while (number_at(&engine->numbers, whole.v)->kind == N_OP &&
	       number_at(&engine->numbers, whole.v)->op == IR_CAST)
		whole.v = number_at(&engine->numbers, whole.v)->a;
	know = range_know_max(r);
	n = number_at(&engine->numbers, v);
	if (!r->n || know == KNOW_CODE || know == KNOW_NOTHING)
		return (struct value){ v, NULL };
	n->base = range_full(&engine->region, n->type, know);
	n->source = number_at(&engine->numbers, whole.v)->source;
	n->why = whole.why;
	return (struct value){ v, whole.why };
}

struct value engine_load_place(struct engine *engine, struct state *state,
			       const struct frame *frame, const void *site,
			       guint32 place)
{
	const struct binding *b = state_lookup(state, place);
	const struct fill *fill;
	const struct range *element;
	struct value value;
	bool whole = false, is_new;

	if (b)
		return (struct value){ b->value, b->why };
	fill = fill_of(state, engine_place_at(engine, place), &whole);
	if (!fill) {
		fill = element_fill(engine, state, place);
		if (!fill)
			fill = walked_fill(engine, state, place);
		whole = fill != NULL;
	}
	value.why = NULL;
	element = element_range(engine, state, place, &value.why);
	if (element) {
		value.v = memory_leaf(engine, state, frame, site, place,
				     &is_new);
		state_set_known(state, value.v, element, NULL);
	} else if ((fill && !whole) ||
		   is_written_to(engine, state,
				 engine_place_at(engine, place), place)) {
		value = load_part(engine, state, frame, site, place);
	} else if (fill) {
		value = load_filled(engine, state, frame, site, place, fill);
	} else if (!memory_of_objects(engine, state, frame, site, place,
				      &value)) {
		value = load_initial(engine, state, frame, place);
	}
	elements_apply(engine, state, place, value.v);
	state_bind(state, place, value.v, false, value.why);
	return value;
}

struct value engine_load(struct engine *engine, struct state *state,
			 const struct frame *frame, const void *site,
			 struct ir_loc loc, vn address, guint32 size_bytes,
			 struct ctype t, bool is_pointer)
{
	guint32 place = engine_place(engine, address, size_bytes, t,
				     is_pointer, 0, 0);
	struct value value = engine_load_place(engine, state, frame, site,
					       place);

	(void)loc;
	value.v = engine_cast(engine, state, value.v, t);
	return value;
}
