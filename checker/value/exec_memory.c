// SPDX-License-Identifier: GPL-2.0-only
/* Instructions that read or write memory. */
#include "value/run.h"

#include "value/memory.h"

static guint32 access_size(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	if (t->size_bytes)
		return (guint32)t->size_bytes;
	return t->kind == IR_PTR ? unit->pointer_bits / 8u : MAX(t->bits / 8, 1);
}

/* What a place points to that holds the address of some number. */
static const char integer[] = "integer";

/* A place is read and written as what it holds: struct a *, struct b *. */
static void note_pointee(struct run *run, guint32 number, guint32 type)
{
	struct memory_place *place = engine_place_at(run->engine, number);
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_type *t = ir_type(unit, type);
	const struct ir_type *to = t->kind == IR_PTR && t->elem != IR_NONE ?
				   ir_type(unit, t->elem) : NULL;
	const char *key;

	if (!to)
		return;
	key = to->kind == IR_RECORD ? ir_record(unit, to->record)->key :
	      to->kind == IR_INT ? integer : "";
	if (!place->pointee)
		place->pointee = key;
	else if (place->pointee != key)
		place->pointee = "";
}

static guint32 accessed_place(struct run *run, const struct ir_insn *insn,
			      vn address)
{
	const struct ir_unit *unit = run->frame->unit;
	struct ctype t = ctype_of(unit, insn->type);
	guint8 bit_offset = 0, bit_width = 0;
	guint32 place;

	if (insn->is_bitfield && insn->record != IR_NONE) {
		const struct ir_field *f =
			ir_field(ir_record(unit, insn->record),
				 (guint32)insn->imm);

		bit_offset = f->bit_offset;
		bit_width = f->bit_width;
		if (bit_width && bit_width <= 64)
			t.bits = bit_width;
	}
	place = engine_place(run->engine, address,
			     access_size(unit, insn->type), t,
			     ir_type(unit, insn->type)->kind == IR_PTR,
			     bit_offset, bit_width);
	note_pointee(run, place, insn->type);
	return place;
}

struct value exec_load(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = run_operand(run, insn, insn->a), value;
	guint32 place;

	if (!type_is_scalar(run->frame->unit, insn->type))
		return run_unknown(run, insn, LEAF_UNKNOWN);
	place = accessed_place(run, insn, a.v);
	value = engine_load_place(engine, run->state, run->frame, insn, place);
	value.v = engine_cast(engine, run->state, value.v,
			      ctype_of(run->frame->unit, insn->type));
	return value;
}

/* One of two places: each may have changed, or not. */
static void store_weakly(struct run *run, const struct ir_insn *insn,
			 vn address, const struct memory_place *p,
			 vn value, const struct why *why)
{
	struct engine *engine = run->engine;
	struct value old = engine_load(engine, run->state, run->frame, insn,
				       insn->loc, address, p->size_bytes,
				       p->type, p->is_pointer);
	vn either = number_phi(&engine->numbers, run->frame, insn,
			       address, p->type);
	const struct range *r =
		range_union(&engine->region,
			    state_range(engine, run->state, old.v),
			    state_range(engine, run->state, value));

	state_forget_known(run->state, either);
	state_set_known(run->state, either, r, NULL);
	engine_store(engine, run->state, address, p->size_bytes, p->type,
		     p->is_pointer, (struct value){ either, why });
}

/* A pointer that is one of two locals' addresses. */
static void store_through_phi(struct run *run, const struct ir_insn *insn,
			      guint32 place, vn value, const struct why *why)
{
	struct engine *engine = run->engine;
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number root = *number_at(&engine->numbers, p.root);
	struct value v = { value, why };
	bool both = root.kind == N_PHI && root.entry && root.back &&
		    !p.is_pointer && !p.bit_width &&
		    engine_local_of(engine, root.entry) &&
		    engine_local_of(engine, root.back);

	if (both) {
		store_weakly(run, insn,
			     number_offset(&engine->numbers, root.entry,
					   p.offset, p.field), &p, value, why);
		store_weakly(run, insn,
			     number_offset(&engine->numbers, root.back,
					   p.offset, p.field), &p, value, why);
		state_bind(run->state, place, value, true, why);
		return;
	}
	engine_store_place(engine, run->state, place, v);
}

#define MAX_CHOICES 16		/* elements that a store may mean */

/* What an element that may be written holds then: its own number for each. */
struct choice {
	guint32 place;
	const struct range *held;
	const struct why *why;
};

static guint choices_of(struct run *run, const struct memory_place *p,
			struct choice *choices)
{
	struct engine *engine = run->engine;
	const struct number n = *number_at(&engine->numbers, p->root);
	struct extent e;
	guint found = 0;

	if (n.kind != N_INDEX || !n.imm || p->is_pointer ||
	    !memory_extent(engine, run->state, p, &e) ||
	    e.length > MAX_CHOICES * n.imm)
		return 0;
	for (guint64 at = 0; at < e.length; at += n.imm) {
		vn address = number_offset(&engine->numbers, e.root,
					   e.offset + (gint64)at, p->field);
		struct choice c = {
			.place = engine_place(engine, address, p->size_bytes,
					      p->type, false, p->bit_offset,
					      p->bit_width),
		};

		c.held = memory_held(engine, run->state, c.place, &c.why);
		if (c.held)
			choices[found++] = c;
	}
	return found;
}

/* One element of an array, which one is not known: each keeps what it held, or
 * has the value. */
static void store_to_element(struct run *run, const struct ir_insn *insn,
			     guint32 place, vn value, const struct why *why)
{
	struct engine *engine = run->engine;
	const struct memory_place p = *engine_place_at(engine, place);
	struct choice choices[MAX_CHOICES];
	guint n = choices_of(run, &p, choices);
	const struct range *new = state_range(engine, run->state, value);

	store_through_phi(run, insn, place, value, why);
	for (guint i = 0; i < n; i++) {
		vn either = number_phi(&engine->numbers, run->frame, insn,
				       choices[i].place, p.type);

		state_forget_known(run->state, either);
		state_set_known(run->state, either,
				range_union(&engine->region, choices[i].held,
					    new), NULL);
		state_bind(run->state, choices[i].place, either, true,
			   range_max(choices[i].held) > range_max(new) ?
			   choices[i].why : why);
	}
}

static void exec_store(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = run_operand(run, insn, insn->a);
	struct value b = run_operand(run, insn, insn->b);
	const struct binding *old;
	guint32 place;
	struct why *why;
	vn before;
	wide c;

	if (!type_is_scalar(run->frame->unit, insn->type)) {
		engine_forget(engine, run->state, a.v,
			      access_size(run->frame->unit, insn->type));
		return;
	}
	place = accessed_place(run, insn, a.v);
	b.v = engine_cast(engine, run->state, b.v,
			  engine_place_at(engine, place)->type);
	why = engine_why(engine, b.why ? WHY_STORED : WHY_SET, run->frame,
			 insn->loc, b.why);
	why->has_value = number_is_const(&engine->numbers, b.v, &c);
	if (why->has_value)
		why->value = c;
	old = state_lookup(run->state, place);
	before = old ? old->value : 0;
	store_to_element(run, insn, place, b.v, why);
	if (engine->recording && engine->client->stored) {
		const struct memory_place p = *engine_place_at(engine, place);

		engine->client->stored(engine, run->frame, insn, run->state,
				       &p, (struct value){ b.v, why }, before);
	}
}

static void exec_asm(struct run *run, const struct ir_insn *insn)
{
	for (guint i = 0; insn->call && i < insn->call->n_args; i++) {
		struct value a = run_temp(run, insn->call->args[i]);

		if (a.v && !(run->engine->client->asm_output &&
			     run->engine->client->asm_output(run->engine,
					run->state, run->frame, insn, a.v)))
			engine_forget(run->engine, run->state, a.v, 8);
	}
}

static void tell_copied_number(struct run *run, const struct ir_insn *insn,
			       const struct ir_field *f, vn to, vn from,
			       const char *field)
{
	struct engine *engine = run->engine;
	const struct ir_unit *unit = run->frame->unit;
	const struct memory_place p = {
		.root = to, .field = field,
		.holder = number_field_at(&engine->numbers, to),
	};
	vn address = number_member(&engine->numbers, from,
				   (gint64)f->offset_bytes, field);

	engine->client->stored(engine, run->frame, insn, run->state, &p,
			       engine_load(engine, run->state, run->frame,
					   insn, insn->loc, address,
					   access_size(unit, f->type),
					   ctype_of(unit, f->type), false), 0);
}

/* A struct assignment stores each of its fields. */
static void tell_copied(struct run *run, const struct ir_insn *insn,
			guint32 record, vn to, vn from)
{
	struct numbers *numbers = &run->engine->numbers;
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_record *r = ir_record(unit, record);

	for (guint i = 0; i < r->fields->len; i++) {
		const struct ir_field *f = ir_field(r, i);
		const struct ir_type *t = ir_type(unit, f->type);
		const char *field = field_identity(unit, record, i);

		if (t->kind == IR_RECORD)
			tell_copied(run, insn, t->record,
				    number_member(numbers, to,
						  (gint64)f->offset_bytes,
						  field),
				    number_member(numbers, from,
						  (gint64)f->offset_bytes,
						  field));
		else if (t->kind == IR_INT && t->bits <= 64 && !f->bit_width)
			tell_copied_number(run, insn, f, to, from, field);
	}
}

static void exec_copy(struct run *run, const struct ir_insn *insn,
		      struct value to, struct value from)
{
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_insn *address = ir_definition(run->frame->fn, insn->a);

	if (run->engine->recording && run->engine->client->stored && address) {
		const struct ir_type *t = ir_type(unit, address->type);

		if (t->kind == IR_PTR && t->elem != IR_NONE &&
		    ir_type(unit, t->elem)->kind == IR_RECORD)
			tell_copied(run, insn, ir_type(unit, t->elem)->record,
				    to.v, from.v);
	}
	engine_copy(run->engine, run->state, to.v, from.v, insn->imm);
}

void exec_effect(struct run *run, const struct ir_insn *insn)
{
	struct value a = run_operand(run, insn, insn->a);
	struct fill zero = { .kind = FILL_ZERO, .know = KNOW_CODE };

	switch (insn->op) {
	case IR_STORE:
		exec_store(run, insn);
		break;
	case IR_COPY:
		exec_copy(run, insn, a, run_operand(run, insn, insn->b));
		break;
	case IR_ZERO:
		engine_fill(run->engine, run->state, a.v, insn->imm, zero);
		break;
	default:
		exec_asm(run, insn);
		break;
	}
}
