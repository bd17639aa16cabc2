// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a field or a global can hold: the union of what every initialiser, every
 * store and every call that is handed its address puts there.
 *
 * A fact that asks for itself while it is computed (a circle of functions) is
 * not known. Facts are computed once, in whatever order they are asked for;
 * entries are asked in the order of their keys, so that order is fixed.
 */
#include "model/model.h"

#include <string.h>

#define MAX_WRITING_UNITS 4

static bool plain_value(struct analysis *analysis, const struct code_ref *ref,
			struct ctype type, struct fact_value *out)
{
	const struct ir_insn *value = ir_origin(ref->function->fn,
						ref->insn->b);
	guint64 bits;

	if (!value || value->op != IR_CONST)
		return false;
	bits = value->atom && analysis->atoms[value->atom] ?
	       analysis->atoms[value->atom] : value->imm;
	*out = fact_of_constant(analysis, ctype_value(type, bits),
				ref->function->unit, ref->insn->loc,
				ref->function->fn->name, NULL);
	out->range = range_from_atoms(&analysis->region, out->range,
				      analysis->varying & 1 << value->atom);
	return true;
}

/* What is asked for: a field of every object or of one global, or a global. */
struct wanted {
	const char *identity;	/* of the field, or the global's key */
	const char *object;	/* key of the global that the field is part of;
				   NULL: any object */
	const char *holder;	/* identity of the field that the objects are
				   part of; NO_HOLDER, LENT: variables on the
				   stack;
				   NULL: any object */
};

/* Who hands the address of his variable on gets more back than constants. */
static bool wants_variables(const struct wanted *wanted)
{
	return holder_is_none(wanted->holder);
}

/* Is it stored in a variable that no call through a pointer gets? */
static bool is_never_lent(const struct analysis *analysis,
			  const struct wanted *wanted,
			  const struct function_ref *fn,
			  const struct stored_value *stored)
{
	return wants_variables(wanted) && *wanted->holder &&
	       (stored->insn->op == IR_STORE || stored->insn->op == IR_COPY) &&
	       (is_callers_variable(analysis, fn, stored->insn->a) ||
		is_kept_variable(fn, stored->insn->a));
}

static bool is_wanted(const struct stored_value *stored, const void *data)
{
	const struct wanted *wanted = data;

	if (stored->field != wanted->identity)
		return stored->global == wanted->identity;
	if (wants_variables(wanted))
		return !stored->holder && !stored->global;
	if (wanted->holder && stored->is_alone)
		return false;
	if (wanted->holder && stored->holder)
		return stored->holder == wanted->holder;
	return !wanted->object || !stored->global ||
	       stored->global == wanted->object;
}

/* The address of the object that a store goes to, or NULL. */
static const struct ir_insn *stored_object(const struct code_ref *ref)
{
	const struct ir_insn *at = ir_origin(ref->function->fn, ref->insn->a);

	while (at && (at->op == IR_FIELD || at->op == IR_INDEX))
		at = ir_origin(ref->function->fn, at->a);
	return at;
}

/* A variable on the stack is one object: who reads the field elsewhere may
 * have another. */
static bool is_on_stack(const struct code_ref *ref)
{
	const struct ir_insn *at = stored_object(ref);

	return at && at->op == IR_ADDR_LOCAL;
}

/* Does the store go to another object than that, by its name? */
static bool is_elsewhere(const struct code_ref *ref, const char *object)
{
	const struct ir_insn *at = stored_object(ref);

	if (!at)
		return false;
	return at->op == IR_ADDR_LOCAL ||
	       (at->op == IR_ADDR_GLOBAL &&
		strcmp(ir_global(ref->function->unit, (guint32)at->imm)->key,
		       object) != 0);
}

/* What a run stored there. */
static void join_stored(struct analysis *analysis, struct fact_value *all,
			const void *data, struct function_ref *fn,
			const struct stored_value *stored)
{
	const struct wanted *wanted = data;
	struct fact_value value = stored->value;

	if (is_never_lent(analysis, wanted, fn, stored) ||
	    (stored->is_copy && !wanted->object && !wanted->holder))
		return;
	if (stored->lowers) {
		fact_join_lowered(analysis, all, &value);
		return;
	}
	if (stored->may_settle)
		store_settle(analysis, fn, stored, &value);
	fact_join(analysis, all, &value);
}

static bool stored_by(struct analysis *analysis, const struct code_ref *ref,
		      const struct wanted *wanted, struct ctype type,
		      struct fact_value *all)
{
	struct fact_value one;

	if (wanted->object && is_elsewhere(ref, wanted->object))
		return true;
	if (plain_value(analysis, ref, type, &one)) {
		fact_join(analysis, all, &one);
		return true;
	}
	return fact_of_store(analysis, ref->function, ref->insn,
			     is_wanted, join_stored, wanted, all);
}

static bool stores_known(struct analysis *analysis, const GArray *stores,
			 const struct wanted *wanted, struct ctype type,
			 struct fact_value *all)
{
	if (stores->len > MAX_WRITERS)
		return false;
	for (guint i = 0; i < stores->len; i++) {
		const struct code_ref *ref = &g_array_index(stores,
						struct code_ref, i);

		if (!stored_by(analysis, ref, wanted, type, all))
			return false;
		all->is_mixed |= !wanted->object && is_on_stack(ref);
	}
	return true;
}

/* Does the call put nothing but zeroes there, or only read it? */
static bool leaves_alone(const struct rulebase *rules,
			 const struct taker *taker)
{
	const struct ir_call *call = taker->call.insn->call;
	const struct helper *helper = rulebase_helper(rules, call->callee);
	const struct ir_insn *byte;

	if (rulebase_free_fn(rules, call->callee) ||
	    rulebase_word(rules, "calls.pure", call->callee))
		return true;
	if (!helper || (!strcmp(helper->effect, "memcpy") && !taker->arg) ||
	    !strcmp(helper->effect, "snprintf"))
		return false;
	if (strcmp(helper->effect, "memset") != 0)
		return true;
	byte = ir_origin(taker->call.function->fn, call->args[1]);
	return byte && byte->op == IR_CONST && !byte->imm;
}

/* A call that gets the address of the field or global itself. */
static bool taker_known(struct analysis *analysis, const struct taker *taker,
			const struct wanted *wanted, struct ctype type,
			struct fact_value *all)
{
	const struct ir_call *call = taker->call.insn->call;
	struct fact_value stored = {
		.range = range_empty(), .lowered = all->lowered,
	};
	const GPtrArray *sources;

	if (!call->callee)
		return false;
	sources = sources_of_call(analysis, call->callee);
	if (!sources && leaves_alone(analysis->rules, taker))
		return true;
	if (!sources && !program_function(analysis->db, call->callee_key))
		return false;
	/* the run of the function that hands it out has seen the stores */
	if (!fact_of_store(analysis, taker->call.function, NULL, is_wanted,
			   join_stored, wanted, &stored))
		return false;
	stored.range = range_cast(&analysis->region, stored.range, type);
	all->lowered = stored.lowered;
	fact_join(analysis, all, &stored);
	return true;
}

static bool takers_known(struct analysis *analysis, const GArray *takers,
			 const struct wanted *wanted, struct ctype type,
			 struct fact_value *all)
{
	if (takers->len > MAX_WRITERS)
		return false;
	for (guint i = 0; i < takers->len; i++)
		if (!taker_known(analysis, &g_array_index(takers, struct taker,
							  i), wanted, type,
				 all))
			return false;
	return true;
}

bool record_is_private(const struct analysis *analysis, const char *identity)
{
	const char *at = strchr(identity, '@');

	if (!at)
		return false;
	if (analysis->db->is_closed && analysis->db->root &&
	    g_str_has_prefix(at + 1, analysis->db->root))
		return true;
	for (guint i = 0; i < analysis->db->units->len; i++) {
		const struct ir_unit *unit =
			g_ptr_array_index(analysis->db->units, i);

		/* defined in a unit's own .c file */
		if (g_str_has_prefix(at + 1, unit->path))
			return true;
	}
	return false;
}

/* The field of the global that the initialised object is, or NULL: it is the
 * global itself, or an element of it. */
static const char *init_holder(const struct field_init *fi)
{
	const struct ir_unit *unit = fi->unit;
	const struct ir_type *t = ir_type(unit, ir_global(unit,
							  fi->global)->type);
	guint64 at = fi->init->offset_bytes;
	const char *holder = NULL;

	for (;;) {
		const struct ir_record *r;
		guint i;

		while (t->kind == IR_ARRAY) {
			t = ir_type(unit, t->elem);
			at = t->size_bytes ? at % t->size_bytes : at;
		}
		if (t->kind != IR_RECORD || t->record == fi->init->record)
			return holder;
		r = ir_record(unit, t->record);
		for (i = r->fields->len; i-- > 0;)
			if (ir_field(r, i)->offset_bytes <= at)
				break;
		if (i == G_MAXUINT)
			return holder;
		holder = field_identity(unit, t->record, i);
		at -= ir_field(r, i)->offset_bytes;
		t = ir_type(unit, ir_field(r, i)->type);
	}
}

/* An object that leaves the field out of its initialiser has 0 there. */
static bool inits_known(struct analysis *analysis,
			const struct wanted *wanted,
			const struct field_ref *field, struct ctype type,
			struct fact_value *all)
{
	const char *dot = strrchr(wanted->identity, '.');
	g_autofree char *key = g_strndup(wanted->identity,
					 (gsize)(dot - wanted->identity));
	const struct record_ref *record = program_record(analysis->db, key);

	for (guint i = 0; i < field->inits->len; i++) {
		const struct field_init *fi = &g_array_index(field->inits,
						struct field_init, i);
		struct fact_value one;

		if (wanted->object &&
		    strcmp(ir_global(fi->unit, fi->global)->key,
			   wanted->object))
			continue;
		if (wanted->holder &&
		    (wants_variables(wanted) ||
		     init_holder(fi) != wanted->holder))
			continue;
		if (fi->init->kind != IR_INIT_INT)
			return false;
		one = fact_of_constant(analysis,
				       ctype_value(type, fi->init->value),
				       fi->unit, fi->init->loc, "", NULL);
		fact_join(analysis, all, &one);
	}
	if (wanted->object || wanted->holder)
		return true;
	if (field->inits->len && record->n_objects > field->inits->len)
		all->range = range_union(&analysis->region, all->range,
					 range_const(&analysis->region, 0));
	all->is_mixed |= field->inits->len && range_contains(all->range, 0) &&
			 !range_is_const(all->range, NULL);
	return true;
}

/* Struct assignments: each run tells what they store in the field. */
static bool copies_known(struct analysis *analysis,
			 const struct wanted *wanted, struct fact_value *all)
{
	const char *dot = strrchr(wanted->identity, '.');
	g_autofree char *key = g_strndup(wanted->identity,
					 (gsize)(dot - wanted->identity));
	const struct record_ref *record = program_record(analysis->db, key);

	if (record && record->copies->len > MAX_WRITERS)
		return false;
	for (guint i = 0; record && i < record->copies->len; i++) {
		const struct code_ref *ref = &g_array_index(record->copies,
							struct code_ref, i);

		if (ref->insn->op == IR_COPY &&
		    !fact_of_store(analysis, ref->function, ref->insn,
				   is_wanted, join_stored, wanted, all))
			return false;
	}
	return true;
}

/* A field that many files write is that of many unlike things: what one of
 * them puts there, another's reader never sees. */
static bool is_common(const struct field_ref *field)
{
	const struct ir_unit *units[MAX_WRITING_UNITS];
	guint n = 0;

	for (guint i = 0; i < field->stores->len; i++) {
		const struct ir_unit *unit =
			g_array_index(field->stores, struct code_ref,
				      i).function->unit;
		guint k;

		for (k = 0; k < n && units[k] != unit; k++)
			;
		if (k == MAX_WRITING_UNITS)
			return true;
		if (k == n)
			units[n++] = unit;
	}
	return false;
}

static bool compute_wanted_field(struct analysis *analysis,
				 const struct wanted *wanted,
				 struct ctype type, struct fact_value *all)
{
	const struct field_ref *field = program_field(analysis->db,
						      wanted->identity);

	if (!record_is_private(analysis, wanted->identity) ||
	    (field && is_common(field)))
		return false;
	if (!fact_of_bytes(analysis, wanted->identity, wanted->holder, type,
			   all))
		return false;
	if (field && (field->is_taken ||
		      !inits_known(analysis, wanted, field, type, all) ||
		      !stores_known(analysis, field->stores, wanted, type,
				    all) ||
		      !takers_known(analysis, field->takers, wanted, type,
				    all)))
		return false;
	if (!copies_known(analysis, wanted, all))
		return false;
	fact_settle_lowered(analysis, all);
	all->is_mixed |= wants_variables(wanted);
	/* whoever tests for the marker may do so in another field */
	all->range = range_doubt_marker(&analysis->region, all->range);
	return !range_is_empty(all->range);
}

static bool compute_field(struct analysis *analysis, const char *identity,
			  struct ctype type, struct fact_value *all)
{
	const struct wanted wanted = { .identity = identity };

	return compute_wanted_field(analysis, &wanted, type, all);
}

/* Between the two names in the key of a field of one global, or of a holder. */
#define OBJECT_MARK '\n'

/* The identity behind the mark; *before: the name in front of it. */
static const char *parse_key(const char *key, const char **before)
{
	const char *mark = strchr(key, OBJECT_MARK);
	g_autofree char *name = g_strndup(key, (gsize)(mark - key));

	*before = ir_intern(name);
	return ir_intern(mark + 1);
}

static bool compute_held_field(struct analysis *analysis, const char *key,
			       struct ctype type, struct fact_value *all)
{
	struct wanted wanted = { .identity = NULL };

	wanted.identity = parse_key(key, &wanted.holder);
	return compute_wanted_field(analysis, &wanted, type, all);
}

static bool compute_object_field(struct analysis *analysis, const char *key,
				 struct ctype type, struct fact_value *all)
{
	struct wanted wanted = { .identity = NULL };

	wanted.identity = parse_key(key, &wanted.object);
	return compute_wanted_field(analysis, &wanted, type, all);
}

/* What the analysis knows already, or the one that it stands on; or NULL. */
static const struct asked_fact *find_fact(const struct analysis *analysis,
					  enum fact_kind kind, const char *key)
{
	const struct asked_fact *fact =
		g_hash_table_lookup(analysis->facts[kind], key);

	if (fact || !analysis->base)
		return fact;
	fact = find_fact(analysis->base, kind, key);
	return fact && fact->is_known &&
	       fact->value.range->atoms & analysis->differs ? NULL : fact;
}

typedef bool (*compute_fn)(struct analysis *analysis, const char *key,
			   struct ctype type, struct fact_value *all);

/* Until then, what was known before serves. */
static void find_out(struct analysis *analysis, struct asked_fact *fact,
		     const char *key, struct ctype type, compute_fn compute)
{
	struct fact_value all = { .range = range_empty() };
	guint n_cut = analysis->n_cut;
	bool was_known = fact->is_known;

	fact->is_open = true;
	analysis->depth++;
	analysis->asks_again += was_known;
	if (compute(analysis, key, type, &all)) {
		fact->is_known = true;
		fact->value = all;
	}
	analysis->asks_again -= was_known;
	analysis->depth--;
	fact->is_open = false;
	fact->is_second = was_known;
	fact->cut_at = analysis->n_cut != n_cut ? analysis->depth : 0;
}

/* Would it be reported as what a user chose, and was somebody who may know
 * better not asked? */
static bool is_worth_asking_again(const struct analysis *analysis,
				  const struct asked_fact *fact)
{
	return fact->is_known && !fact->is_open && !fact->is_second &&
	       fact->cut_at && !analysis->depth &&
	       range_know_max(fact->value.range) == KNOW_SOURCE;
}

/* A field nobody sets is not known (it is zero, or garbage). */
static const struct fact_value *ask(struct analysis *analysis,
				    enum fact_kind kind, const char *key,
				    struct ctype type, compute_fn compute)
{
	GHashTable *table = analysis->facts[kind];
	const struct asked_fact *known = find_fact(analysis, kind, key);
	guint n_circles = analysis->n_circles;
	struct asked_fact *fact, none = { .is_known = false };

	if (known && !is_worth_asking_again(analysis, known)) {
		analysis->n_cut += known->is_open || known->cut_at;
		return known->is_known ? &known->value : NULL;
	}
	if (analysis->depth >= MAX_FACT_DEPTH) {
		analysis->n_cut++;
		return NULL;
	}
	fact = region_copy(&analysis->region, known ? known : &none,
			   sizeof(*fact));
	g_hash_table_insert(table, (gpointer)key, fact);
	find_out(analysis, fact, key, type, compute);
	if (!fact->is_known && analysis->n_circles != n_circles)
		g_array_append_vals(analysis->unsettled,
				    &(struct unsettled){ table, key }, 1);
	return fact->is_known ? &fact->value : NULL;
}

bool fact_of_field(struct analysis *analysis, const char *identity,
		   struct ctype type, struct fact_value *out)
{
	const struct fact_value *fact = ask(analysis, FACT_FIELD, identity,
					    type, compute_field);

	if (fact)
		*out = *fact;
	return fact != NULL;
}

bool fact_of_held_field(struct analysis *analysis, const char *holder,
			const char *identity, struct ctype type,
			struct fact_value *out)
{
	g_autofree char *key = g_strdup_printf("%s%c%s", holder, OBJECT_MARK,
					       identity);
	const struct fact_value *fact = ask(analysis, FACT_HELD_FIELD,
					    ir_intern(key), type,
					    compute_held_field);

	if (fact)
		*out = *fact;
	return fact != NULL;
}

bool fact_of_object_field(struct analysis *analysis, const char *global,
			  const char *identity, struct ctype type,
			  struct fact_value *out)
{
	const struct global_ref *ref = program_global(analysis->db, global);
	g_autofree char *key = g_strdup_printf("%s%c%s", global, OBJECT_MARK,
					       identity);
	const struct fact_value *fact;

	if (!ref || !ir_global(ref->unit, ref->index)->is_defined)
		return fact_of_field(analysis, identity, type, out);
	fact = ask(analysis, FACT_OBJECT_FIELD, ir_intern(key), type,
		   compute_object_field);
	if (fact)
		*out = *fact;
	return fact != NULL;
}

static bool compute_global(struct analysis *analysis, const char *key,
			   struct ctype type, struct fact_value *all)
{
	const struct global_ref *ref = program_global(analysis->db, key);
	const struct wanted wanted = { .identity = key };
	const struct ir_global *global;
	struct fact_value one;
	wide initial = 0;

	if (!ref || ref->is_taken)
		return false;
	global = ir_global(ref->unit, ref->index);
	if (!global->is_defined ||
	    (!global->is_static && !analysis->db->is_closed) ||
	    !type_is_scalar(ref->unit, global->type))
		return false;
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if (init->kind != IR_INIT_INT)
			return false;
		initial = ctype_value(type, init->value);
	}
	one = fact_of_constant(analysis, initial, ref->unit, global->loc, "",
			       NULL);
	fact_join(analysis, all, &one);
	if (!takers_known(analysis, ref->takers, &wanted, type, all) ||
	    !stores_known(analysis, ref->stores, &wanted, type, all))
		return false;
	fact_settle_lowered(analysis, all);
	return true;
}

bool fact_of_global(struct analysis *analysis, const char *key,
		    struct ctype type, struct fact_value *out)
{
	const struct fact_value *fact = ask(analysis, FACT_GLOBAL, key, type,
					    compute_global);

	if (fact)
		*out = *fact;
	return fact != NULL;
}
