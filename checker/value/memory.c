// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory: places, what a read finds, what a write disturbs.
 *
 * Two places with the same root overlap exactly as their offsets say. Places
 * with different roots may be the same memory only if
 *   - neither is a local that nobody else knows the address of,
 *   - they are not two different named objects, and
 *   - they are the same field, or one is accessed without naming a field and
 *     both are integers of one size (or both pointers).
 */
#include "value/memory.h"

struct ctype ctype_of(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	switch (t->kind) {
	case IR_INT:
		return (struct ctype){ (guint8)MIN(t->bits, 64),
				       t->is_signed };
	case IR_PTR:
	case IR_FUNC:
	case IR_ARRAY:
		return (struct ctype){ (guint8)unit->pointer_bits, false };
	default:
		return (struct ctype){ 64, false };
	}
}

bool type_is_scalar(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	return (t->kind == IR_INT && t->bits <= 64) || t->kind == IR_PTR;
}

const char *field_identity(const struct ir_unit *unit, guint32 record,
			   guint64 field)
{
	const struct ir_record *r;
	char buffer[512];

	if (record == IR_NONE || record >= unit->records->len)
		return NULL;
	r = ir_record(unit, record);
	if (field >= r->fields->len)
		return NULL;
	g_snprintf(buffer, sizeof(buffer), "%s.%s", r->key,
		   ir_field(r, (guint32)field)->name);
	return g_intern_string(buffer);
}

static guint place_hash(gconstpointer p)
{
	const struct memory_place *m = p;

	return m->root * 2654435761u ^ (guint)m->offset * 40503u ^
	       m->size_bytes << 8 ^ m->bit_offset << 4 ^ m->bit_width;
}

static gboolean place_equal(gconstpointer pa, gconstpointer pb)
{
	const struct memory_place *a = pa, *b = pb;

	return a->root == b->root && a->offset == b->offset &&
	       a->size_bytes == b->size_bytes &&
	       a->bit_offset == b->bit_offset && a->bit_width == b->bit_width;
}

GHashTable *place_table_new(void)
{
	return g_hash_table_new(place_hash, place_equal);
}

static bool is_flag_local(struct engine *engine, vn root, gint64 offset)
{
	const struct number *n = number_at(&engine->numbers, root);

	return n->kind == N_LOCAL && !offset && n->frame->flow &&
	       n->frame->flow->is_flag[n->imm];
}

guint32 engine_place(struct engine *engine, vn address, guint32 size_bytes,
		     struct ctype t, bool is_pointer, guint8 bit_offset,
		     guint8 bit_width)
{
	const struct number *n = number_at(&engine->numbers, address);
	struct memory_place place = {
		.root = address, .size_bytes = size_bytes, .type = t,
		.is_pointer = is_pointer, .bit_offset = bit_offset,
		.bit_width = bit_width,
	};
	struct memory_place *key;
	gpointer found;

	if (n->kind == N_OFFSET) {
		place.root = n->a;
		place.offset = (gint64)n->imm;
		place.field = n->ref;
	}
	found = g_hash_table_lookup(engine->place_index, &place);
	if (found) {
		struct memory_place *old =
			engine_place_at(engine, GPOINTER_TO_UINT(found));

		if (!old->field)
			old->field = place.field;
		return GPOINTER_TO_UINT(found);
	}
	place.is_flag = is_flag_local(engine, place.root, place.offset);
	key = obstack_alloc(&engine->region, sizeof(*key));
	*key = place;
	g_array_append_val(engine->places, place);
	g_hash_table_insert(engine->place_index, key,
			    GUINT_TO_POINTER(engine->places->len - 1));
	return engine->places->len - 1;
}

/* The object an address lies in: a local, a global, or something pointed to. */
static const struct number *object_of(const struct engine *engine, vn root)
{
	const struct number *n = number_at(&engine->numbers, root);

	while (n->kind == N_INDEX || n->kind == N_OFFSET)
		n = number_at(&engine->numbers, n->a);
	return n;
}

vn engine_local_of(const struct engine *engine, vn address)
{
	const struct number *n = object_of(engine, address);

	return n->kind == N_LOCAL ?
	       (vn)(n - number_at(&engine->numbers, 0)) : 0;
}

static bool is_named(const struct number *n)
{
	return n->kind == N_LOCAL || n->kind == N_GLOBAL ||
	       n->kind == N_STRING || n->kind == N_FUNC;
}

static bool has_escaped(const struct engine *engine,
			const struct state *state, const struct number *object)
{
	for (guint i = 0; i < state->escaped->len; i++)
		if (number_at(&engine->numbers,
			      g_array_index(state->escaped, vn, i)) == object)
			return true;
	return false;
}

static bool bytes_overlap(gint64 a, guint64 a_bytes, gint64 b,
			  guint64 b_bytes)
{
	if (a <= b)
		return (guint64)(b - a) < a_bytes;
	return (guint64)(a - b) < b_bytes;
}

/* Bits, as far as fields of less than a byte need it. */
static bool places_overlap(const struct memory_place *a,
			   const struct memory_place *b)
{
	gint64 a_bit = a->offset * 8 + a->bit_offset;
	gint64 b_bit = b->offset * 8 + b->bit_offset;

	return bytes_overlap(a_bit, a->bit_width ? a->bit_width :
			     (guint64)a->size_bytes * 8, b_bit,
			     b->bit_width ? b->bit_width :
			     (guint64)b->size_bytes * 8);
}

static bool roots_may_meet(const struct engine *engine,
			   const struct state *state, vn a, vn b)
{
	const struct number *x = object_of(engine, a);
	const struct number *y = object_of(engine, b);

	if (x == y)
		return true;
	if (is_named(x) && is_named(y))
		return false;
	if (x->kind == N_LOCAL)
		return has_escaped(engine, state, x);
	if (y->kind == N_LOCAL)
		return has_escaped(engine, state, y);
	return true;
}

static bool may_alias(const struct engine *engine, const struct state *state,
		      const struct memory_place *a,
		      const struct memory_place *b)
{
	if (a->root == b->root)
		return places_overlap(a, b);
	if (!roots_may_meet(engine, state, a->root, b->root))
		return false;
	if (a->field && b->field)
		return a->field == b->field;
	return a->is_pointer == b->is_pointer &&
	       a->size_bytes == b->size_bytes;
}

static void forget_binding(struct state *state, guint i)
{
	g_array_remove_index(state->memory, i);
}

/* Memory that is no longer known must not show an older fill. */
static void cover(struct state *state, vn root, gint64 offset, guint64 length)
{
	struct fill f = { .root = root, .offset = offset, .length = length,
			  .kind = FILL_UNKNOWN };

	for (guint i = state->fills->len; i > 0; i--) {
		const struct fill *old = &g_array_index(state->fills,
							struct fill, i - 1);

		if (old->root == root && old->kind == FILL_UNKNOWN &&
		    old->offset <= offset &&
		    (old->length == G_MAXUINT64 ||
		     (length != G_MAXUINT64 &&
		      old->offset + (gint64)old->length >=
		      offset + (gint64)length)) && i == state->fills->len)
			return;
	}
	g_array_append_val(state->fills, f);
}

static void disturb(struct engine *engine, struct state *state,
		    const struct memory_place *written, guint32 except)
{
	for (guint i = state->memory->len; i > 0; i--) {
		struct binding b = g_array_index(state->memory, struct binding,
						 i - 1);
		const struct memory_place *p = engine_place_at(engine,
							       b.place);

		if (b.place == except ||
		    !may_alias(engine, state, written, p))
			continue;
		forget_binding(state, i - 1);
		cover(state, p->root, p->offset, p->size_bytes);
	}
}

static void escape(struct engine *engine, struct state *state, vn value)
{
	const struct number *object = object_of(engine, value);
	vn v;

	if (!number_at(&engine->numbers, value)->is_pointer ||
	    object->kind != N_LOCAL || has_escaped(engine, state, object))
		return;
	v = (vn)(object - number_at(&engine->numbers, 0));
	g_array_append_val(state->escaped, v);
}

void engine_store_place(struct engine *engine, struct state *state,
			guint32 place, struct value value)
{
	struct memory_place p = *engine_place_at(engine, place);

	disturb(engine, state, &p, place);
	if (object_of(engine, p.root)->kind != N_LOCAL)
		escape(engine, state, value.v);
	state_bind(state, place, value.v, true, value.why);
}

void engine_store(struct engine *engine, struct state *state, vn address,
		  guint32 size_bytes, struct ctype t, bool is_pointer,
		  struct value value)
{
	engine_store_place(engine, state,
			   engine_place(engine, address, size_bytes, t,
					is_pointer, 0, 0), value);
}

static vn split_address(const struct engine *engine, vn address,
			gint64 *offset)
{
	const struct number *n = number_at(&engine->numbers, address);

	*offset = 0;
	if (n->kind != N_OFFSET)
		return address;
	*offset = (gint64)n->imm;
	return n->a;
}

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

static bool overlaps_other(struct engine *engine, const struct state *state,
			   guint32 place)
{
	const struct memory_place *p = engine_place_at(engine, place);

	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *q = engine_place_at(engine,
							       b->place);

		if (b->place != place && b->stored && q->root == p->root &&
		    places_overlap(p, q))
			return true;
	}
	return false;
}

static vn fresh_leaf(struct engine *engine, struct state *state,
		     const struct frame *frame, const void *site,
		     guint32 place, bool *is_new)
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

/* Constants of an initialiser: the union over every element that a variable
 * index can select; NULL if something there is not a plain number. */
static const struct range *table_range(struct engine *engine,
				       const struct ir_unit *unit,
				       const struct ir_global *global,
				       gint64 offset, guint64 stride,
				       const struct memory_place *p)
{
	const struct range *r = range_empty();
	guint64 size = ir_type(unit, global->type)->size_bytes;
	guint64 seen = 0, slots;

	if (!global->is_defined || !size || offset < 0)
		return NULL;
	slots = stride ? size / stride : 1;
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);
		guint64 at = init->offset_bytes;
		guint64 within = stride ? at % stride : at;

		if (within != (guint64)offset ||
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
	if (seen < slots)
		r = range_union(&engine->region, r,
				range_const(&engine->region, 0));
	return r;
}

static bool is_written_to(struct engine *engine, const struct state *state,
			  const struct memory_place *p)
{
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *q = engine_place_at(engine,
							       b->place);

		if (b->stored && q->root == p->root && places_overlap(p, q))
			return true;
	}
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
	const struct range *r = range_empty(), *index;
	gint64 base = 0;
	guint64 stride;
	wide low, high;
	vn root;

	if (n->kind != N_INDEX || !n->imm)
		return NULL;
	stride = n->imm;
	index = state_range(engine, state, n->b);
	root = split_address(engine, n->a, &base);
	low = range_min(index);
	high = range_max(index);
	if (range_is_empty(index) || low < 0 || high - low > 256)
		return NULL;
	for (wide i = low; i <= high; i++) {
		vn address = number_offset(&engine->numbers, root,
					   base + (gint64)(i * (wide)stride) +
					   p.offset, NULL);
		const struct binding *b;

		if (!range_contains(index, i))
			continue;
		b = state_lookup(state, engine_place(engine, address,
						     p.size_bytes, p.type,
						     p.is_pointer,
						     p.bit_offset,
						     p.bit_width));
		if (!b) {
			const struct memory_place q = {
				.root = root, .offset = base +
				(gint64)(i * (wide)stride) + p.offset,
				.size_bytes = p.size_bytes,
			};
			bool whole = false;
			const struct fill *f = fill_of(state, &q, &whole);

			/* another size may have been written there */
			if (!f || !whole || f->kind != FILL_ZERO ||
			    is_written_to(engine, state, &q))
				return NULL;
			r = range_union(&engine->region, r,
					range_const(&engine->region, 0));
			continue;
		}
		if (!*why)
			*why = b->why;
		r = range_union(&engine->region, r,
				range_cast(&engine->region,
					   state_range(engine, state,
						       b->value), p.type));
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
	index = state_range(engine, state, n->b);
	if (range_is_empty(index) || range_min(index) < 0 ||
	    range_max(index) > 65536 || n->imm > 65536)
		return NULL;
	all.root = split_address(engine, n->a, &base);
	all.offset = base + p.offset +
		     (gint64)(range_min(index) * (wide)n->imm);
	all.size_bytes = (guint32)((range_max(index) - range_min(index)) *
				   (wide)n->imm) + p.size_bytes;
	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);

		if (b->stored &&
		    engine_place_at(engine, b->place)->root == all.root)
			return NULL;
	}
	fill = fill_of(state, &all, &whole);
	return whole && fill->kind != FILL_UNKNOWN ? fill : NULL;
}

/* A read of a constant global: what its initialiser says. */
static bool load_constant(struct engine *engine, guint32 place, vn leaf)
{
	const struct memory_place *p = engine_place_at(engine, place);
	const struct number *n = number_at(&engine->numbers, p->root);
	gint64 offset = p->offset;
	guint64 stride = 0;
	const struct ir_unit *unit;
	const struct ir_global *global;
	const struct range *r;
	guint32 index;

	if (n->kind == N_INDEX) {
		const struct number *base = number_at(&engine->numbers, n->a);

		stride = n->imm;
		if (base->kind == N_OFFSET) {
			offset += (gint64)base->imm;
			base = number_at(&engine->numbers, base->a);
		}
		n = base;
	}
	if (n->kind != N_GLOBAL || !engine->client->global ||
	    !engine->client->global(engine, n->ref, &unit, &index))
		return false;
	global = ir_global(unit, index);
	if (!global->is_const || p->is_pointer)
		return false;
	r = table_range(engine, unit, global, offset, stride, p);
	if (!r)
		return false;
	number_at(&engine->numbers, leaf)->base = r;
	return true;
}

static struct value load_initial(struct engine *engine, struct state *state,
				 const struct frame *frame, const void *site,
				 guint32 place)
{
	bool is_new;
	vn v = fresh_leaf(engine, state, frame, site, place, &is_new);
	const struct memory_place p = *engine_place_at(engine, place);

	if (is_new && !load_constant(engine, place, v) &&
	    engine->client->initial)
		engine->client->initial(engine, frame, &p, v);
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
	/* One number per place and filling: reading twice is the same. */
	v = fresh_leaf(engine, state, frame,
		       fill->kind == FILL_SOURCE ? fill->site : site, place,
		       &is_new);
	n = number_at(&engine->numbers, v);
	if (is_new && fill->kind == FILL_SOURCE) {
		n->base = range_full(&engine->region, n->type, fill->know);
		n->source = fill->source;
		n->why = fill->why;
	}
	return (struct value){ v, n->why };
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
		whole = fill != NULL;
	}
	value.why = NULL;
	element = element_range(engine, state, place, &value.why);
	if (element) {
		value.v = fresh_leaf(engine, state, frame, site, place,
				     &is_new);
		state_set_known(state, value.v, element, NULL);
	} else if (overlaps_other(engine, state, place) || (fill && !whole))
		value = (struct value){ fresh_leaf(engine, state, frame, site,
						   place, &is_new), NULL };
	else if (fill)
		value = load_filled(engine, state, frame, site, place, fill);
	else
		value = load_initial(engine, state, frame, site, place);
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

static void forget_stretch(struct engine *engine, struct state *state,
			   vn root, gint64 offset, guint64 length)
{
	const struct number *base = number_at(&engine->numbers, root);

	for (guint i = state->memory->len; i > 0; i--) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i - 1);
		const struct memory_place *p = engine_place_at(engine,
							       b->place);
		const struct number *r = number_at(&engine->numbers, p->root);
		bool inside = false;

		if (p->root == root)
			inside = length == G_MAXUINT64 ?
				 p->offset + (gint64)p->size_bytes > offset :
				 bytes_overlap(offset, length, p->offset,
					       p->size_bytes);
		else if (r->kind == N_INDEX || base->kind == N_INDEX)
			inside = object_of(engine, p->root) ==
				 object_of(engine, root);
		if (inside)
			forget_binding(state, i - 1);
	}
}

void engine_forget(struct engine *engine, struct state *state, vn address,
		   guint64 length_bytes)
{
	gint64 offset;
	vn root = split_address(engine, address, &offset);

	if (!length_bytes)
		return;
	forget_stretch(engine, state, root, offset, length_bytes);
	cover(state, root, offset, length_bytes);
}

void engine_fill(struct engine *engine, struct state *state, vn address,
		 guint64 length_bytes, struct fill fill)
{
	gint64 offset;
	vn root = split_address(engine, address, &offset);

	if (!length_bytes)
		return;
	forget_stretch(engine, state, root, offset, length_bytes);
	fill.root = root;
	fill.offset = offset;
	fill.length = length_bytes;
	for (guint i = state->fills->len; i > 0; i--) {
		const struct fill *old = &g_array_index(state->fills,
							struct fill, i - 1);

		if (old->root == root && old->offset == offset &&
		    old->length == length_bytes)
			g_array_remove_index(state->fills, i - 1);
	}
	g_array_append_val(state->fills, fill);
}

/* dst and src are disjoint stretches of length bytes; what is known of src is
 * known of dst. */
void engine_copy(struct engine *engine, struct state *state, vn dst, vn src,
		 guint64 length_bytes)
{
	gint64 to, from;
	vn to_root = split_address(engine, dst, &to);
	vn from_root = split_address(engine, src, &from);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE,
					      sizeof(struct binding));
	g_autoptr(GArray) fills = g_array_new(FALSE, FALSE,
					      sizeof(struct fill));

	for (guint i = 0; i < state->memory->len; i++) {
		const struct binding *b = &g_array_index(state->memory,
							 struct binding, i);
		const struct memory_place *p = engine_place_at(engine,
							       b->place);

		if (p->root == from_root && p->offset >= from &&
		    (guint64)(p->offset - from) + p->size_bytes <=
		    length_bytes)
			g_array_append_val(found, *b);
	}
	for (guint i = 0; i < state->fills->len; i++) {
		struct fill f = g_array_index(state->fills, struct fill, i);

		if (f.root == from_root && f.offset <= from &&
		    (f.length == G_MAXUINT64 ||
		     f.offset + (gint64)f.length >= from + (gint64)length_bytes))
			g_array_append_val(fills, f);
	}
	engine_forget(engine, state, dst, length_bytes);
	for (guint i = 0; i < fills->len; i++)
		engine_fill(engine, state, dst, length_bytes,
			    g_array_index(fills, struct fill, i));
	for (guint i = 0; i < found->len; i++) {
		const struct binding *b = &g_array_index(found,
							 struct binding, i);
		struct memory_place p = *engine_place_at(engine, b->place);
		vn address = number_offset(&engine->numbers, to_root,
					   to + p.offset - from, p.field);
		guint32 place = engine_place(engine, address, p.size_bytes,
					     p.type, p.is_pointer,
					     p.bit_offset, p.bit_width);

		state_bind(state, place, b->value, true, b->why);
	}
}
