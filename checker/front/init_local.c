// SPDX-License-Identifier: GPL-2.0-only
/* Initialisers of local variables and compound literals: stores. */
#include "front/init.h"
#include "front/lower.h"

struct local_init {
	struct lower *lower;
	struct place root;
};

/* The address, by the same members and subscripts as in C. */
static struct place object_place(struct local_init *init,
				 const struct init_object *object)
{
	struct lower *l = init->lower;
	struct ir_insn insn;
	struct place outer;
	guint32 type;

	if (object->step == INIT_ROOT)
		return init->root;
	outer = object_place(init, object->outer);
	if (object->step == INIT_ANONYMOUS)
		return outer;
	type = front_type(l->front, object->type);
	if (object->step == INIT_ELEMENT) {
		guint32 index = build_const(l, l->front->long_type,
					    object->index);

		return (struct place){
			.address = build_index(l, outer.address, index,
					build_type(l, type)->size_bytes,
					front_pointer_to(l->front, type)),
			.type = type,
		};
	}
	insn = ir_insn_init(IR_FIELD, front_pointer_to(l->front, type),
			    l->loc);
	insn.a = outer.address;
	insn.record = object->record;
	insn.imm = object->field;
	insn.is_bitfield = ir_field(ir_record(l->ir, object->record),
				    object->field)->bit_width;
	insn.dst = build_temp(l, insn.type);
	return (struct place){
		.address = build_insn(l, insn), .type = type,
		.is_bitfield = insn.is_bitfield,
		.record = object->record, .field = object->field,
	};
}

static void store_scalar(struct init_walk *walk, const struct init_object *to,
			 CXCursor value)
{
	struct local_init *init = walk->data;
	guint32 temp = lower_value_as(init->lower, value,
				      front_type(walk->front, to->type));
	struct place place = object_place(init, to);

	build_store(init->lower, &place, temp);
}

static void copy_string(struct init_walk *walk, const struct init_object *to,
			CXCursor value)
{
	struct local_init *init = walk->data;
	struct place from = lower_place(init->lower, value);
	struct place place = object_place(init, to);
	guint64 to_bytes, from_bytes;

	to_bytes = build_type(init->lower, place.type)->size_bytes;
	from_bytes = build_type(init->lower, from.type)->size_bytes;
	if (to_bytes > from_bytes)
		build_zero(init->lower, &place);
	if (to_bytes < from_bytes)
		from.type = place.type;
	build_copy(init->lower, to_bytes < from_bytes ? &place : &(struct place){
			.address = place.address, .type = from.type },
		   &from);
}

static void copy_record(struct init_walk *walk, const struct init_object *to,
			CXCursor value)
{
	struct local_init *init = walk->data;
	struct place from = lower_place(init->lower, value);
	struct place place = object_place(init, to);

	build_copy(init->lower, &place, &from);
}

static void reset(struct init_walk *walk, const struct init_object *to)
{
	struct local_init *init = walk->data;
	struct place place = object_place(init, to);

	build_zero(init->lower, &place);
}

static void clobber(struct init_walk *walk, const struct init_object *to)
{
	struct local_init *init = walk->data;
	struct place place = object_place(init, to);

	init->lower->fn->n_unknown++;
	build_clobber(init->lower, &place);
}

/* Everything a list leaves out is zero. */
void lower_initialiser(struct lower *l, const struct place *place,
		       CXType type, CXCursor initialiser)
{
	struct local_init init = { .lower = l, .root = *place };
	struct init_walk walk = {
		.front = l->front, .scalar = store_scalar,
		.string = copy_string, .record = copy_record,
		.reset = reset, .unknown = clobber, .data = &init,
	};
	enum ir_type_kind kind = build_type(l, place->type)->kind;

	if (kind != IR_RECORD && kind != IR_ARRAY) {
		if (cursor_kind(initialiser) == CXCursor_InitListExpr)
			initialiser = cursor_last_child(initialiser);
		build_store(l, place, lower_value_as(l, initialiser,
						     place->type));
		return;
	}
	if (cursor_kind(initialiser) == CXCursor_InitListExpr)
		build_zero(l, place);
	init_walk(&walk, type, initialiser);
}
