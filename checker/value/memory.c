// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory: places, and what a write disturbs.
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

guint32 type_element_bytes(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	if (t->kind != IR_ARRAY)
		return 0;
	while (t->kind == IR_ARRAY)
		t = ir_type(unit, t->elem);
	return t->kind == IR_INT ? (guint32)t->size_bytes : 0;
}

const char *field_identity(const struct ir_unit *unit, guint32 record,
			   guint64 field)
{
	const struct ir_record *r;
	struct ir_field *f;

	if (record == IR_NONE || record >= unit->records->len)
		return NULL;
	r = ir_record(unit, record);
	if (field >= r->fields->len)
		return NULL;
	/* a name for what is there already: nothing of the IR changes */
	f = &g_array_index(r->fields, struct ir_field, field);
	if (!f->identity) {
		g_autofree char *text = g_strconcat(r->key, ".", f->name, NULL);

		f->identity = ir_intern(text);
	}
	return f->identity;
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

static void set_flags(struct engine *engine, struct memory_place *place)
{
	const struct number *n = number_at(&engine->numbers, place->root);

	if (n->kind != N_LOCAL || place->offset || !n->frame->flow)
		return;
	place->is_flag = n->frame->flow->is_flag[n->imm];
	place->is_switched = n->frame->flow->is_switched[n->imm];
}

/* An element of an array of numbers goes by the array's name. */
static void name_element(const struct engine *engine, const struct number *n,
			 struct memory_place *place)
{
	const struct number *array = number_at(&engine->numbers, n->array);

	if (array->element_bytes != place->size_bytes || place->is_pointer)
		return;
	place->field = array->ref;
	place->holder = array->holder;
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
		place.holder = n->holder;
	}
	if (n->array && !place.field)
		name_element(engine, n, &place);
	found = g_hash_table_lookup(engine->place_index, &place);
	if (found) {
		struct memory_place *old =
			engine_place_at(engine, GPOINTER_TO_UINT(found));

		if (!old->field)
			old->field = place.field;
		if (!old->holder)
			old->holder = place.holder;
		return GPOINTER_TO_UINT(found);
	}
	set_flags(engine, &place);
	key = region_alloc(&engine->region, sizeof(*key));
	*key = place;
	g_array_append_val(engine->places, place);
	g_hash_table_insert(engine->place_index, key,
			    GUINT_TO_POINTER(engine->places->len - 1));
	return engine->places->len - 1;
}

const struct number *engine_object_of(const struct engine *engine, vn root)
{
	const struct number *n = number_at(&engine->numbers, root);

	while (n->kind == N_INDEX || n->kind == N_OFFSET)
		n = number_at(&engine->numbers, n->a);
	return n;
}

vn engine_local_of(const struct engine *engine, vn address)
{
	const struct number *n = engine_object_of(engine, address);

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

bool bytes_overlap(gint64 a, guint64 a_bytes, gint64 b, guint64 b_bytes)
{
	if (a <= b)
		return (guint64)(b - a) < a_bytes;
	return (guint64)(a - b) < b_bytes;
}

bool places_overlap(const struct memory_place *a, const struct memory_place *b)
{
	gint64 a_bit = a->offset * 8 + a->bit_offset;
	gint64 b_bit = b->offset * 8 + b->bit_offset;

	return bytes_overlap(a_bit, a->bit_width ? a->bit_width :
			     (guint64)a->size_bytes * 8, b_bit,
			     b->bit_width ? b->bit_width :
			     (guint64)b->size_bytes * 8);
}

/* What came from outside, or lies in a message, was there before. */
static bool is_older(const struct number *n)
{
	return n->kind == N_LEAF &&
	       (n->leaf == LEAF_PARAM || (n->leaf == LEAF_CALL && n->a));
}

static bool roots_may_meet(const struct engine *engine,
			   const struct state *state, vn a, vn b)
{
	const struct number *x = engine_object_of(engine, a);
	const struct number *y = engine_object_of(engine, b);

	if (x == y)
		return true;
	if (is_named(x) && is_named(y))
		return false;
	if ((x->is_fresh && (is_older(y) || is_named(y))) ||
	    (y->is_fresh && (is_older(x) || is_named(x))))
		return false;
	if (x->kind == N_LOCAL)
		return has_escaped(engine, state, x);
	if (y->kind == N_LOCAL)
		return has_escaped(engine, state, y);
	return true;
}

vn split_address(const struct engine *engine, vn address, gint64 *offset)
{
	const struct number *n = number_at(&engine->numbers, address);

	*offset = 0;
	if (n->kind != N_OFFSET)
		return address;
	*offset = (gint64)n->imm;
	return n->a;
}

#define MAX_INDEX 65536

/* The root that a place's bytes are counted from, whatever its index. */
static vn extent_root(const struct engine *engine,
		      const struct memory_place *p)
{
	const struct number *n = number_at(&engine->numbers, p->root);
	gint64 offset;

	return n->kind == N_INDEX ? split_address(engine, n->a, &offset) :
				    p->root;
}

bool memory_extent(struct engine *engine, const struct state *state,
		   const struct memory_place *p, struct extent *out)
{
	const struct number n = *number_at(&engine->numbers, p->root);
	const struct range *index;
	wide low, high;

	*out = (struct extent){ p->root, p->offset, p->size_bytes };
	if (n.kind != N_INDEX)
		return true;
	out->root = split_address(engine, n.a, &out->offset);
	out->offset += p->offset;
	index = state_range(engine, state, n.b);
	low = range_min(index);
	high = range_max(index);
	if (range_is_empty(index) || low < 0 || high > MAX_INDEX ||
	    n.imm > MAX_INDEX ||
	    number_at(&engine->numbers, out->root)->kind == N_INDEX) {
		out->length = G_MAXUINT64;
		return false;
	}
	out->offset += (gint64)low * (gint64)n.imm;
	out->length += (guint64)(high - low) * n.imm;
	return true;
}

/* Elements of one array, or an element and the array: by their bytes. */
static bool elements_overlap(struct engine *engine, const struct state *state,
			     const struct memory_place *a,
			     const struct memory_place *b, bool *decided)
{
	struct extent x, y;

	*decided = extent_root(engine, a) == extent_root(engine, b) &&
		   memory_extent(engine, state, a, &x) &&
		   memory_extent(engine, state, b, &y);
	return *decided && bytes_overlap(x.offset, x.length, y.offset,
					 y.length);
}

/* Pointers to unlike records do not share a place. */
static bool point_elsewhere(const struct memory_place *a,
			    const struct memory_place *b)
{
	return a->pointee && b->pointee && *a->pointee && *b->pointee &&
	       a->pointee != b->pointee;
}

static bool may_alias(struct engine *engine, const struct state *state,
		      const struct memory_place *a,
		      const struct memory_place *b)
{
	const struct number *x;
	const char *field;
	bool decided, overlap;

	if (a->root == b->root)
		return places_overlap(a, b);
	if (!roots_may_meet(engine, state, a->root, b->root))
		return false;
	overlap = elements_overlap(engine, state, a, b, &decided);
	if (decided)
		return overlap;
	/* inside a local nothing is left to types */
	x = engine_object_of(engine, a->root);
	if (x->kind == N_LOCAL && x == engine_object_of(engine, b->root))
		return true;
	if (a->field && b->field)
		return a->field == b->field;
	if (point_elsewhere(a, b) || a->is_pointer != b->is_pointer ||
	    a->size_bytes != b->size_bytes)
		return false;
	field = a->field ? a->field : b->field;
	return !field || !engine->client->is_pointed_at ||
	       engine->client->is_pointed_at(engine, field);
}

static void forget_binding(struct state *state, guint i)
{
	g_array_remove_index(state_own(state, PART_MEMORY), i);
}

/* Does a stretch of memory lie in [offset, offset + length)? */
static bool is_inside(gint64 at, guint64 at_length, gint64 offset,
		      guint64 length)
{
	if (at < offset)
		return false;
	return length == G_MAXUINT64 ||
	       (at_length != G_MAXUINT64 &&
		at + (gint64)at_length <= offset + (gint64)length);
}

static bool may_overlap(const struct fill *fill, gint64 offset, guint64 length)
{
	return fill->length == G_MAXUINT64 || length == G_MAXUINT64 ||
	       bytes_overlap(fill->offset, fill->length, offset, length);
}

/* Memory that is no longer known must not show an older fill; it need not be
 * said twice. */
static void cover(struct state *state, vn root, gint64 offset, guint64 length,
		  enum fill_kind kind)
{
	struct fill f = { .root = root, .offset = offset, .length = length,
			  .kind = kind };

	for (guint i = state->fills->len; i > 0; i--) {
		const struct fill *old = &g_array_index(state->fills,
							struct fill, i - 1);

		if (old->root != root)
			continue;
		if ((old->kind == kind || old->kind == FILL_HANDED ||
		     (old->kind == FILL_LENT && kind == FILL_UNKNOWN)) &&
		    is_inside(offset, length, old->offset, old->length))
			return;
		if (may_overlap(old, offset, length))
			break;
	}
	g_array_append_val(state_own(state, PART_FILLS), f);
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
		cover(state, p->root, p->offset, p->size_bytes, FILL_UNKNOWN);
	}
	if (number_at(&engine->numbers, written->root)->kind == N_INDEX) {
		struct extent e;

		memory_extent(engine, state, written, &e);
		cover(state, e.root, e.offset, e.length, FILL_UNKNOWN);
	}
}

static void escape(struct engine *engine, struct state *state, vn value)
{
	const struct number *object = engine_object_of(engine, value);
	vn v;

	if (!number_at(&engine->numbers, value)->is_pointer ||
	    object->kind != N_LOCAL || has_escaped(engine, state, object))
		return;
	v = (vn)(object - number_at(&engine->numbers, 0));
	g_array_append_val(state_own(state, PART_ESCAPED), v);
}

void engine_store_place(struct engine *engine, struct state *state,
			guint32 place, struct value value)
{
	struct memory_place p = *engine_place_at(engine, place);

	disturb(engine, state, &p, place);
	if (engine_object_of(engine, p.root)->kind != N_LOCAL)
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

/* Does the place lie in front of the array member that it is an element of?
 * No index leads there. */
static bool is_before_array(struct engine *engine, const struct state *state,
			    vn element, const struct memory_place *p)
{
	const struct number base = *number_at(&engine->numbers, element);
	const struct number *array = number_at(&engine->numbers, base.a);

	if (base.kind != N_INDEX)
		return false;
	return array->kind == N_OFFSET && array->ref && p->root == array->a &&
	       p->offset + (gint64)p->size_bytes <= (gint64)array->imm &&
	       range_max(state_range(engine, state, base.b)) >= 0;
}

static void forget_stretch(struct engine *engine, struct state *state,
			   vn root, gint64 offset, guint64 length)
{
	bool is_element = number_at(&engine->numbers, root)->kind == N_INDEX;

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
		else if (r->kind == N_INDEX || is_element)
			inside = engine_object_of(engine, p->root) ==
				 engine_object_of(engine, root) &&
				 !is_before_array(engine, state, root, p);
		if (inside)
			forget_binding(state, i - 1);
	}
}

static void forget_as(struct engine *engine, struct state *state, vn address,
		      guint64 length_bytes, enum fill_kind kind)
{
	gint64 offset;
	vn root = split_address(engine, address, &offset);

	if (!length_bytes)
		return;
	forget_stretch(engine, state, root, offset, length_bytes);
	cover(state, root, offset, length_bytes, kind);
}

void engine_forget(struct engine *engine, struct state *state, vn address,
		   guint64 length_bytes)
{
	forget_as(engine, state, address, length_bytes, FILL_UNKNOWN);
}

void engine_hand(struct engine *engine, struct state *state, vn address,
		 guint64 length_bytes, bool has_name)
{
	forget_as(engine, state, address, length_bytes,
		  has_name ? FILL_HANDED : FILL_LENT);
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

		if (old->root == root &&
		    is_inside(old->offset, old->length, offset, length_bytes))
			g_array_remove_index(state_own(state, PART_FILLS),
					     i - 1);
	}
	g_array_append_val(state_own(state, PART_FILLS), fill);
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
