// SPDX-License-Identifier: GPL-2.0-only
/* The functions that a pointer which is called was set to by their names. */
#include "ir/walk.h"
#include "model/owner_build.h"
#include "value/engine.h"

static void add_value(GArray *out, const struct ir_unit *unit,
		      struct ir_loc loc, const char *key)
{
	struct owner_named named = { unit, loc, key };

	g_array_append_val(out, named);
}

static void add_init(GArray *out, const struct ir_unit *unit,
		     const struct ir_init *init)
{
	if (init->kind == IR_INIT_FUNC)
		add_value(out, unit, init->loc, init->symbol);
}

static void add_store(GArray *out, const struct function_ref *in,
		      const struct ir_insn *store)
{
	const struct ir_insn *value = ir_origin(in->fn, store->b);

	if (value && value->op == IR_ADDR_FUNC)
		add_value(out, in->unit, value->loc, value->str);
}

static void add_stores(GArray *out, const GArray *stores)
{
	for (guint i = 0; i < stores->len; i++) {
		const struct code_ref *store =
			&g_array_index(stores, struct code_ref, i);

		add_store(out, store->function, store->insn);
	}
}

static void add_field(GArray *out, const struct program_db *db,
		      const char *identity)
{
	const struct field_ref *field = identity ?
					program_field(db, identity) : NULL;

	if (!field)
		return;
	for (guint i = 0; i < field->inits->len; i++) {
		const struct field_init *in =
			&g_array_index(field->inits, struct field_init, i);

		add_init(out, in->unit, in->init);
	}
	add_stores(out, field->stores);
}

static void add_global(GArray *out, const struct program_db *db,
		       const char *key)
{
	const struct global_ref *ref = program_global(db, key);
	const GArray *inits;

	if (!ref)
		return;
	inits = ir_global(ref->unit, ref->index)->inits;
	for (guint i = 0; i < inits->len; i++)
		add_init(out, ref->unit,
			 &g_array_index(inits, struct ir_init, i));
	add_stores(out, ref->stores);
}

static void add_local(GArray *out, const struct function_ref *in,
		      guint64 local)
{
	const struct ir_insn *insn;

	ir_for_each_insn(in->fn, walk, insn) {
		const struct ir_insn *to = insn->op == IR_STORE ?
					   ir_origin(in->fn, insn->a) : NULL;

		if (to && to->op == IR_ADDR_LOCAL && to->imm == local)
			add_store(out, in, insn);
	}
}

GArray *owner_called(const struct program_db *db,
		     const struct function_ref *in, guint32 target)
{
	const struct ir_insn *load = ir_origin(in->fn, target);
	const struct ir_insn *address = load && load->op == IR_LOAD ?
					ir_origin(in->fn, load->a) : NULL;
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct owner_named));

	while (address && address->op == IR_INDEX)
		address = ir_origin(in->fn, address->a);
	if (!address)
		return out;
	if (address->op == IR_FIELD)
		add_field(out, db, field_identity(in->unit, address->record,
						  address->imm));
	else if (address->op == IR_ADDR_GLOBAL)
		add_global(out, db, ir_global(in->unit,
					      (guint32)address->imm)->key);
	else if (address->op == IR_ADDR_LOCAL)
		add_local(out, in, address->imm);
	return out;
}
