// SPDX-License-Identifier: GPL-2.0-only
#include "value/number.h"

#include <string.h>

struct key {
	struct numbers *numbers;
	vn v;
};

static guint number_hash(gconstpointer p)
{
	const struct key *k = p;
	const struct number *n = number_at(k->numbers, k->v);
	guint64 h = n->kind * 31u + n->op;

	h = h * 0x9e3779b97f4a7c15u + n->a;
	h = h * 0x9e3779b97f4a7c15u + n->b;
	h = h * 0x9e3779b97f4a7c15u + n->imm;
	h = h * 0x9e3779b97f4a7c15u + (guintptr)n->ref;
	h = h * 0x9e3779b97f4a7c15u + (n->frame ? n->frame->id : 0);
	h += n->type.bits * 2u + n->type.is_signed + n->leaf * 977u +
	     n->atoms * 7919u;
	return (guint)(h ^ h >> 32);
}

static gboolean number_equal(gconstpointer pa, gconstpointer pb)
{
	const struct key *ka = pa, *kb = pb;
	const struct number *a = number_at(ka->numbers, ka->v);
	const struct number *b = number_at(kb->numbers, kb->v);

	return a->kind == b->kind && a->leaf == b->leaf && a->op == b->op &&
	       a->atoms == b->atoms && a->type.bits == b->type.bits &&
	       a->type.is_signed == b->type.is_signed && a->a == b->a &&
	       a->b == b->b && a->imm == b->imm && a->ref == b->ref &&
	       a->frame == b->frame;
}

void numbers_init(struct numbers *numbers, struct region *region)
{
	struct number none = { .kind = N_LEAF };

	memset(numbers, 0, sizeof(*numbers));
	numbers->region = region;
	numbers->table = g_array_new(FALSE, TRUE, sizeof(struct number));
	numbers->index = g_hash_table_new(number_hash, number_equal);
	g_array_append_val(numbers->table, none);
}

void numbers_release(struct numbers *numbers)
{
	g_hash_table_unref(numbers->index);
	g_array_unref(numbers->table);
	g_free(numbers->marks);
}

static vn number_intern(struct numbers *numbers, const struct number *number,
			bool *is_new)
{
	struct key probe = { numbers, numbers->table->len };
	struct key *found;

	g_array_append_vals(numbers->table, number, 1);
	found = g_hash_table_lookup(numbers->index, &probe);
	if (found) {
		g_array_set_size(numbers->table, probe.v);
		if (is_new)
			*is_new = false;
		return found->v;
	}
	found = region_alloc(numbers->region, sizeof(*found));
	*found = probe;
	g_hash_table_add(numbers->index, found);
	if (is_new)
		*is_new = true;
	return probe.v;
}

vn number_from_atoms(struct numbers *numbers, struct ctype t, wide value,
		     guint8 atoms)
{
	struct number n = { .kind = N_CONST, .type = t, .atoms = atoms,
			    .imm = (guint64)value };

	return number_intern(numbers, &n, NULL);
}

vn number_const(struct numbers *numbers, struct ctype t, wide value)
{
	return number_from_atoms(numbers, t, value, 0);
}

bool number_is_const(const struct numbers *numbers, vn v, wide *value)
{
	const struct number *n = number_at(numbers, v);

	if (n->kind != N_CONST)
		return false;
	if (value)
		*value = ctype_value(n->type, n->imm);
	return true;
}

static bool op_commutes(enum ir_op op)
{
	return op == IR_ADD || op == IR_MUL || op == IR_AND || op == IR_OR ||
	       op == IR_XOR || op == IR_EQ || op == IR_NE ||
	       op == IR_OVF_ADD || op == IR_OVF_MUL;
}

static vn number_operation(struct numbers *numbers, enum ir_op op,
			   struct ctype t, vn a, vn b, guint64 imm)
{
	struct number n = { .kind = N_OP, .op = op, .type = t, .a = a,
			    .b = b, .imm = imm };

	/* Constants right, else the older first: a + b is b + a. */
	if (b && op_commutes(op) &&
	    (number_at(numbers, a)->kind == N_CONST ||
	     (a > b && number_at(numbers, b)->kind != N_CONST))) {
		n.a = b;
		n.b = a;
	}
	return number_intern(numbers, &n, NULL);
}

vn number_op(struct numbers *numbers, enum ir_op op, struct ctype t, vn a,
	     vn b)
{
	return number_operation(numbers, op, t, a, b, 0);
}

vn number_overflow(struct numbers *numbers, enum ir_op op,
		   struct ctype result, vn a, vn b)
{
	return number_operation(numbers, op, (struct ctype){ 1, false }, a, b,
				result.bits * 2u + result.is_signed);
}

struct ctype number_overflow_type(const struct number *number)
{
	return (struct ctype){ (guint8)(number->imm / 2), number->imm & 1 };
}

static vn leaf_intern(struct numbers *numbers, const struct number *n,
		      bool *is_new)
{
	bool fresh;
	vn v = number_intern(numbers, n, &fresh);

	if (fresh)
		number_at(numbers, v)->base = range_full(numbers->region,
							 n->type,
							 KNOW_NOTHING);
	if (is_new)
		*is_new = fresh;
	return v;
}

vn number_leaf(struct numbers *numbers, enum leaf_kind leaf,
	       const struct frame *frame, const void *ref, guint64 imm,
	       struct ctype t, bool *is_new)
{
	struct number n = { .kind = N_LEAF, .leaf = leaf, .frame = frame,
			    .ref = ref, .imm = imm, .type = t };

	return leaf_intern(numbers, &n, is_new);
}

vn number_call(struct numbers *numbers, const char *name, vn argument,
	       struct ctype t, bool *is_new)
{
	struct number n = { .kind = N_LEAF, .leaf = LEAF_CALL, .ref = name,
			    .a = argument, .type = t };

	return leaf_intern(numbers, &n, is_new);
}

vn number_phi(struct numbers *numbers, const struct frame *frame,
	      const void *block, guint64 what, struct ctype t)
{
	struct number n = { .kind = N_PHI, .frame = frame, .ref = block,
			    .imm = what, .type = t };
	bool fresh;
	vn v = number_intern(numbers, &n, &fresh);

	if (fresh)
		number_at(numbers, v)->base = range_full(numbers->region, t,
							 KNOW_NOTHING);
	return v;
}

void number_add_input(struct numbers *numbers, vn phi, vn input)
{
	struct number *n = number_at(numbers, phi);
	vn *inputs = (vn *)n->inputs;

	if (input == phi)
		return;
	for (guint i = 0; i < n->n_inputs && i < MAX_PHI_INPUTS - 1; i++)
		if (inputs[i] == input)
			return;
	if (!inputs)
		n->inputs = inputs = region_alloc(numbers->region,
						   MAX_PHI_INPUTS *
						   sizeof(*inputs));
	if (n->n_inputs == MAX_PHI_INPUTS)
		return;
	inputs[n->n_inputs++] = input;
	numbers->n_late_inputs += n->is_followed;
}

vn number_address(struct numbers *numbers, enum number_kind kind,
		  const struct frame *frame, const void *ref, guint64 imm)
{
	struct number n = { .kind = kind, .frame = frame, .ref = ref,
			    .imm = imm, .type = { 64, false },
			    .is_pointer = true };
	bool fresh;
	vn v = number_intern(numbers, &n, &fresh);

	if (fresh)
		number_at(numbers, v)->base =
			range_interval(numbers->region, 1,
				       ctype_max(n.type), KNOW_NOTHING,
				       KNOW_NOTHING);
	return v;
}

vn number_offset(struct numbers *numbers, vn base, gint64 offset,
		 const char *field)
{
	struct number n = { .kind = N_OFFSET, .a = base,
			    .imm = (guint64)offset, .ref = field,
			    .type = { 64, false }, .is_pointer = true };
	const struct number *b = number_at(numbers, base);

	if (b->kind == N_OFFSET) {
		n.a = b->a;
		n.imm += b->imm;
		if (!field && !offset)
			n.ref = b->ref;
	}
	if (!n.imm && !n.ref)
		return n.a;
	return number_intern(numbers, &n, NULL);
}

const char *number_field_at(const struct numbers *numbers, vn address)
{
	const struct number *n = number_at(numbers, address);

	while (n->kind == N_INDEX)
		n = number_at(numbers, n->a);
	if (n->kind != N_OFFSET)
		return NULL;
	return n->ref ? n->ref : n->holder;
}

/* How a number was come by is not part of it: the first that tells is kept. */
static vn note_holder(struct numbers *numbers, vn v, vn of)
{
	const char *holder = number_field_at(numbers, of);
	struct number *n = number_at(numbers, v);

	if (v != of && n->kind == N_OFFSET && !n->holder)
		n->holder = holder;
	return v;
}

vn number_member(struct numbers *numbers, vn object, gint64 offset,
		 const char *field)
{
	return note_holder(numbers, number_offset(numbers, object, offset,
						  field), object);
}

vn number_element(struct numbers *numbers, vn array, gint64 offset)
{
	return note_holder(numbers, number_offset(numbers, array, offset,
						  NULL), array);
}

void number_note_array(struct numbers *numbers, vn element, vn of,
		       guint64 stride)
{
	const struct number *from = number_at(numbers, of);
	vn array = from->element_bytes ? of : from->array;

	if (array && element != array &&
	    stride % number_at(numbers, array)->element_bytes == 0)
		number_at(numbers, element)->array = array;
}

vn number_index(struct numbers *numbers, vn base, vn index, guint64 scale)
{
	struct number n = { .kind = N_INDEX, .a = base, .b = index,
			    .imm = scale, .type = { 64, false },
			    .is_pointer = true };

	return number_intern(numbers, &n, NULL);
}

void numbers_begin_walk(struct numbers *numbers)
{
	gsize n = numbers->table->len;

	if (n > numbers->n_marks) {
		numbers->marks = g_renew(guint32, numbers->marks, 2 * n);
		memset(numbers->marks + numbers->n_marks, 0,
		       (2 * n - numbers->n_marks) * sizeof(guint32));
		numbers->n_marks = 2 * n;
	}
	numbers->walk++;
}

static bool depends(struct inquiry *q, vn v)
{
	struct numbers *numbers = q->numbers;
	const struct number *n = number_at(numbers, v);

	if (!v || numbers->marks[v] == numbers->walk ||
	    numbers->marks[v] == q->clean)
		return false;
	numbers->marks[v] = numbers->walk;
	if (q->seen)
		g_array_append_val(q->seen, v);
	if (q->test(n, q->data))
		return true;
	return depends(q, n->a) || depends(q, n->b) || depends(q, n->entry) ||
	       depends(q, n->back) || depends(q, n->memory);
}

bool number_depends(struct numbers *numbers, vn v,
		    bool (*test)(const struct number *number, void *data),
		    void *data)
{
	struct inquiry q = { .numbers = numbers, .test = test, .data = data };

	numbers_begin_walk(numbers);
	q.clean = numbers->walk;
	return depends(&q, v);
}

void inquiry_begin(struct inquiry *q)
{
	numbers_begin_walk(q->numbers);
	q->clean = q->numbers->walk;
	q->seen = g_array_new(FALSE, FALSE, sizeof(vn));
}

/* What a walk that found nothing has seen is clean; of one that did find
 * something that is not known: it may have come round to where it began. */
bool inquiry_depends(struct inquiry *q, vn v)
{
	bool found;

	numbers_begin_walk(q->numbers);
	g_array_set_size(q->seen, 0);
	found = depends(q, v);
	for (guint i = 0; !found && i < q->seen->len; i++)
		q->numbers->marks[g_array_index(q->seen, vn, i)] = q->clean;
	return found;
}

void inquiry_end(struct inquiry *q)
{
	g_array_unref(q->seen);
}

void number_mark_made_of(struct numbers *numbers, vn v)
{
	const struct number *n = number_at(numbers, v);

	if (!v || numbers->marks[v] == numbers->walk)
		return;
	numbers->marks[v] = numbers->walk;
	if (n->kind == N_PHI || n->kind == N_LEAF)
		return;
	number_mark_made_of(numbers, n->a);
	number_mark_made_of(numbers, n->b);
}

bool number_is_marked(const struct numbers *numbers, vn v)
{
	return numbers->marks[v] == numbers->walk;
}

static bool is_number(const struct number *n, void *data)
{
	return n == data;
}

bool number_depends_on(struct numbers *numbers, vn v, vn on)
{
	return number_depends(numbers, v, is_number, number_at(numbers, on));
}

static bool is_mixed(const struct number *n, void *data)
{
	(void)data;
	return n->is_mixed;
}

bool number_is_mixed(struct numbers *numbers, vn v)
{
	return number_depends(numbers, v, is_mixed, NULL);
}
