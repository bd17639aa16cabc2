// SPDX-License-Identifier: GPL-2.0-only
#include "model/owner_path.h"

#include <string.h>

#include "value/engine.h"

/* Names that go on for longer are machine-made. */
#define MAX_STEPS 16

void owner_path_clear(struct owner_path *path)
{
	if (path->steps)
		g_string_free(path->steps, TRUE);
	path->steps = NULL;
}

static bool add_element(struct owner_path *path, const struct ir_function *fn,
			const struct ir_insn *insn)
{
	const struct ir_insn *count = ir_origin(fn, insn->b);
	guint32 local = ir_read_local(fn, count);
	g_autofree char *step = NULL;

	if (!count || (count->op != IR_CONST && local == IR_NONE))
		return false;
	path->is_any_element |= local != IR_NONE;
	step = local != IR_NONE ? g_strdup_printf("[#%u]", local) :
	       g_strdup_printf("[%" G_GUINT64_FORMAT "]", count->imm);
	if (local != IR_NONE || count->imm)
		g_string_prepend(path->steps, step);
	return true;
}

static bool add_field(GString *steps, const struct function_ref *in,
		      const struct ir_insn *insn)
{
	const char *field = field_identity(in->unit, insn->record, insn->imm);

	if (field)
		g_string_prepend(g_string_prepend_c(steps, ' '), field);
	return field;
}

/* From the last step back to the variable; false if there is none. */
static bool find_root(struct owner_path *path, const struct function_ref *in,
		      guint32 temp)
{
	for (guint i = 0; i < MAX_STEPS; i++) {
		const struct ir_insn *insn = ir_origin(in->fn, temp);
		bool is_known = insn;

		if (insn && insn->op == IR_ADDR_LOCAL) {
			path->local = (guint32)insn->imm;
			return true;
		}
		if (insn && insn->op == IR_ADDR_GLOBAL) {
			path->global = ir_global(in->unit,
						 (guint32)insn->imm)->key;
			return true;
		}
		if (insn && insn->op == IR_FIELD)
			is_known = add_field(path->steps, in, insn);
		else if (insn && insn->op == IR_INDEX)
			is_known = add_element(path, in->fn, insn);
		else if (insn && insn->op == IR_LOAD)
			g_string_prepend_c(path->steps, '*');
		else
			is_known = false;
		if (!is_known)
			return false;
		temp = insn->a;
	}
	return false;
}

struct owner_path owner_path_of(const struct function_ref *in, guint32 address)
{
	struct owner_path path = { in, NULL, IR_NONE, g_string_new(NULL),
				   false };

	if (!find_root(&path, in, address))
		owner_path_clear(&path);
	return path;
}

const struct ir_insn *owner_read_at(const struct function_ref *in,
				    guint32 value)
{
	const struct ir_insn *insn = ir_origin(in->fn, value), *from, *store;

	for (guint i = 0; i < MAX_STEPS; i++) {
		if (!insn || insn->op != IR_LOAD)
			return NULL;
		from = ir_origin(in->fn, insn->a);
		store = from && from->op == IR_ADDR_LOCAL ?
			ir_only_store(in->fn, (guint32)from->imm) : NULL;
		if (!store)
			return insn;
		insn = ir_origin(in->fn, store->b);
	}
	return NULL;
}

const struct ir_insn *owner_freed_read(const struct owner_free *freed)
{
	const struct ir_call *call = freed->at.insn->call;

	if (freed->how != FREEING_CALL || freed->row->arg > call->n_args)
		return NULL;
	return owner_read_at(freed->at.function,
			     call->args[freed->row->arg - 1]);
}

static struct owner_path path_freed(const struct owner_free *freed)
{
	const struct ir_insn *read = owner_freed_read(freed);

	return read ? owner_path_of(freed->at.function, read->a) :
		      (struct owner_path){ .steps = NULL };
}

/* Where memory was stored on its way to a state: once, what is stored again
 * may have gone from one object to another. */
static struct owner_path path_stored(const struct ownership *own,
				     guint32 number)
{
	const struct code_ref *store = NULL;
	guint n_stores = 0;

	while (number != IR_NONE) {
		const struct owner_state *state =
			&g_array_index(own->states, struct owner_state,
				       number);
		const struct owner_edge *edge = state->edge == IR_NONE ? NULL :
			owner_edge(own->graph, state->edge);

		if (edge && edge->flow == OWNER_HEAP && edge->at.insn &&
		    edge->at.insn->op == IR_STORE) {
			store = &edge->at;
			n_stores++;
		}
		number = state->parent;
	}
	if (n_stores != 1 || store->function != own->alloc.function)
		return (struct owner_path){ .steps = NULL };
	return owner_path_of(store->function, store->insn->a);
}

/* "struct foo" that the steps begin in. */
static gsize record_length(const char *steps)
{
	return strcspn(steps, "@");
}

static bool is_same_record(const char *a, const char *b)
{
	gsize n = record_length(a);

	return a[n] && n == record_length(b) && !strncmp(a, b, n);
}

bool owner_path_same_variable(const struct owner_path *a,
			     const struct owner_path *b)
{
	return a->global ? a->global == b->global :
	       a->function == b->function && a->local == b->local;
}

/* Two names in one function, or of global variables: they are what they say.
 * Of other functions' variables only the fields can be compared. */
static bool is_comparable(const struct owner_path *a,
			  const struct owner_path *b)
{
	if (!a->steps || !b->steps || !a->global != !b->global ||
	    a->is_any_element || b->is_any_element)
		return false;
	return a->global || a->function == b->function ||
	       is_same_record(a->steps->str, b->steps->str);
}

static bool is_same_path(const struct owner_path *a,
			 const struct owner_path *b)
{
	return (owner_path_same_variable(a, b) ||
		(!a->global && a->function != b->function)) &&
	       g_string_equal(a->steps, b->steps);
}

GArray *owner_way_back(const struct ownership *own, guint32 number)
{
	GArray *path = g_array_new(FALSE, FALSE, sizeof(guint32));

	while (number != IR_NONE) {
		const struct owner_state *state =
			&g_array_index(own->states, struct owner_state,
				       number);

		if (state->edge != IR_NONE)
			g_array_append_val(path, state->edge);
		number = state->parent;
	}
	return path;
}

bool owner_frees_other(const struct ownership *own,
		       const struct owner_free *freed,
		       const struct code_ref *other)
{
	struct owner_path here = path_freed(freed), mine, theirs = { 0 };
	struct ownership *others = NULL;
	bool is_other = false;

	mine = path_stored(own, freed->state);
	if (is_comparable(&here, &mine) && !is_same_path(&here, &mine))
		others = ownership_of(own->graph, other);
	for (guint i = 0; others && i < others->frees->len && !is_other; i++) {
		const struct owner_free *entry =
			&g_array_index(others->frees, struct owner_free, i);

		if (!owner_is_same_free(entry, freed))
			continue;
		theirs = path_stored(others, entry->state);
		is_other = is_comparable(&here, &theirs) &&
			   is_same_path(&here, &theirs);
		owner_path_clear(&theirs);
	}
	ownership_free(others);
	owner_path_clear(&mine);
	owner_path_clear(&here);
	return is_other;
}
