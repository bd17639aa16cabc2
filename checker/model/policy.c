// SPDX-License-Identifier: GPL-2.0-only
/*
 * Attributes of messages that were held against a table of policies before the
 * program's code sees them: which table, and what it lets through.
 *
 * The table is the one that was handed to the call that parsed the attributes
 * into this array; else the one that stands beside the function in a table of
 * operations, or beside that table; else any of the unit's, taken together.
 */
#include "model/model.h"

#include <string.h>

/* The fields of a policy's entry, in the order the rules list them. */
enum { POLICY_TYPE, POLICY_CHECK, POLICY_LENGTH, POLICY_MAXIMUM, POLICY_MASK,
       POLICY_RANGE };

struct asking {
	struct analysis *analysis;
	const struct call_site *site;
	guint64 attribute;		/* index into the policy */
	bool of_length;			/* of its length, not its value */
	struct ctype type;
	GPtrArray *policies;		/* struct global_ref * */
};

static const char *define_word(const struct asking *ask, const char *define,
			       guint n)
{
	const char *const *words = rulebase_words(ask->analysis->rules,
						  define);

	while (n && *words) {
		words++;
		n--;
	}
	return *words;
}

static bool define_has(const struct asking *ask, const char *define,
		       guint64 number)
{
	const char *const *words = rulebase_words(ask->analysis->rules,
						  define);

	for (; *words; words++)
		if (g_ascii_strtoull(*words, NULL, 0) == number)
			return true;
	return false;
}

static bool is_record_named(const struct ir_record *record, const char *name)
{
	return record->name && name && g_str_has_prefix(record->name,
							"struct ") &&
	       !strcmp(record->name + strlen("struct "), name);
}

/* The record of a policy's entries, or NULL if the global is no policy. */
static const struct ir_record *policy_record(const struct asking *ask,
					     const struct global_ref *ref)
{
	const struct ir_global *global = ir_global(ref->unit, ref->index);
	const struct ir_type *type = ir_type(ref->unit, global->type);

	if (!global->is_defined || type->kind != IR_ARRAY)
		return NULL;
	type = ir_type(ref->unit, type->elem);
	if (type->kind != IR_RECORD ||
	    !is_record_named(ir_record(ref->unit, type->record),
			     define_word(ask, "policy.record", 0)))
		return NULL;
	return ir_record(ref->unit, type->record);
}

static void add_policy(struct asking *ask, const char *key)
{
	struct global_ref *ref = key ?
		program_global(ask->analysis->db, key) : NULL;

	if (ref && policy_record(ask, ref) &&
	    !g_ptr_array_find(ask->policies, ref, NULL))
		g_ptr_array_add(ask->policies, ref);
}

/* Calls of the function that get the local array get its policy too. */
static void add_parsed(struct asking *ask, const struct frame *frame,
		       guint64 local)
{
	const struct function_ref *fn = program_function(ask->analysis->db,
							 frame->fn->key);

	for (guint i = 0; fn && i < fn->calls->len; i++) {
		const struct ir_call *call =
			g_array_index(fn->calls, struct code_ref, i).insn->call;
		bool gets_it = false;

		for (guint k = 0; k < call->n_args; k++) {
			const struct ir_insn *arg = ir_origin(fn->fn,
							call->args[k]);

			if (arg && arg->op == IR_ADDR_LOCAL &&
			    arg->imm == local)
				gets_it = true;
			else if (gets_it && arg && arg->op == IR_ADDR_GLOBAL)
				add_policy(ask, ir_global(fn->unit,
						(guint32)arg->imm)->key);
		}
	}
}

/* Policies that stand in the initialiser of a global, in the entry of `bytes`
 * from `begin` on. */
static void add_beside(struct asking *ask, const struct ir_global *global,
		       guint64 begin, guint64 bytes)
{
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if (init->kind == IR_INIT_GLOBAL &&
		    init->offset_bytes >= begin &&
		    init->offset_bytes - begin < bytes)
			add_policy(ask, init->symbol);
	}
}

/* ... or in one that names this table. */
static void add_beside_table(struct asking *ask, const struct global_ref *ref)
{
	const struct ir_global *table = ir_global(ref->unit, ref->index);

	for (guint i = 0; i < ref->unit->globals->len; i++) {
		const struct ir_global *other = ir_global(ref->unit, i);

		for (guint k = 0; k < other->inits->len; k++) {
			const struct ir_init *init =
				&g_array_index(other->inits, struct ir_init,
					       k);

			if (init->kind == IR_INIT_GLOBAL &&
			    !strcmp(init->symbol, table->key))
				add_beside(ask, other, 0, G_MAXUINT64);
		}
	}
}

static void add_of_function(struct asking *ask, const struct function_ref *fn)
{
	const struct program_db *db = ask->analysis->db;

	for (guint i = 0; i < fn->handed->len; i++) {
		const struct field_ref *field = program_field(db,
			g_ptr_array_index(fn->handed, i));

		for (guint k = 0; field && k < field->inits->len; k++) {
			const struct field_init *fi =
				&g_array_index(field->inits,
					       struct field_init, k);
			const struct ir_record *r;
			const struct ir_global *table;
			struct global_ref *ref;
			guint before = ask->policies->len;

			if (!fi->init->symbol ||
			    strcmp(fi->init->symbol, fn->fn->key))
				continue;
			r = ir_record(fi->unit, fi->init->record);
			table = ir_global(fi->unit, fi->global);
			add_beside(ask, table, fi->init->offset_bytes -
				   ir_field(r, fi->init->field)->offset_bytes,
				   r->size_bytes);
			ref = program_global(db, table->key);
			if (ask->policies->len == before && ref)
				add_beside_table(ask, ref);
		}
	}
}

static void add_of_unit(struct asking *ask, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->globals->len; i++)
		add_policy(ask, ir_global(unit, i)->key);
}

/* Of several arrays of attributes that a function is handed, the tables' one
 * is the last. */
static bool is_last_array(const struct asking *ask,
			  const struct frame *frame, guint64 param)
{
	const struct ir_unit *unit = frame->unit;
	const char *name = define_word(ask, "policy.attribute", 0);

	for (guint64 i = param + 1; i < frame->fn->n_params; i++) {
		const struct ir_type *t = ir_type(unit,
			frame->fn->locals[i].type);

		for (guint depth = 0; depth < 2 && t->kind == IR_PTR &&
		     t->elem != IR_NONE; depth++)
			t = ir_type(unit, t->elem);
		if (t->kind == IR_RECORD &&
		    is_record_named(ir_record(unit, t->record), name) &&
		    ir_type(unit, ir_type(unit, frame->fn->locals[i].type)->elem)
			    ->kind == IR_PTR)
			return false;
	}
	return true;
}

static void find_policies(struct asking *ask, struct engine *engine, vn root)
{
	const struct number *n = number_at(&engine->numbers, root);
	const struct frame *frame = ask->site->frame;

	if (n->kind == N_LOCAL) {
		add_parsed(ask, n->frame, n->imm);
		return;
	}
	if (n->kind == N_LEAF && n->leaf == LEAF_PARAM &&
	    !is_last_array(ask, n->frame, n->imm))
		return;
	for (; frame && !ask->policies->len; frame = frame->parent) {
		const struct function_ref *fn =
			program_function(ask->analysis->db, frame->fn->key);

		if (fn)
			add_of_function(ask, fn);
	}
	if (!ask->policies->len)
		add_of_unit(ask, ask->site->frame->unit);
}

/* What a policy's entry says in one of its fields. */
static const struct ir_init *entry_field(const struct asking *ask,
					 const struct global_ref *ref,
					 const char *field)
{
	const struct ir_record *record = policy_record(ask, ref);
	const struct ir_global *global = ir_global(ref->unit, ref->index);
	guint i;

	for (i = 0; field && i < record->fields->len; i++)
		if (!strcmp(ir_field(record, i)->name, field))
			break;
	if (!field || i == record->fields->len)
		return NULL;
	for (guint k = 0; k < global->inits->len; k++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, k);

		if (init->offset_bytes == ask->attribute * record->size_bytes +
		    ir_field(record, i)->offset_bytes && init->field == i)
			return init;
	}
	return NULL;
}

static guint64 entry_number(const struct asking *ask,
			    const struct global_ref *ref, const char *field)
{
	const struct ir_init *init = entry_field(ask, ref, field);

	return init && init->kind == IR_INIT_INT ? init->value : 0;
}

/* The upper end of a range that stands elsewhere: { min, max }. */
static bool pointed_maximum(const struct asking *ask,
			    const struct global_ref *ref, wide *high)
{
	const struct ir_init *at = entry_field(ask, ref,
		define_word(ask, "policy.fields", POLICY_RANGE));
	const struct global_ref *range = at && at->symbol ?
		program_global(ask->analysis->db, at->symbol) : NULL;
	const struct ir_global *global;

	if (!range)
		return false;
	global = ir_global(range->unit, range->index);
	*high = 0;
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if (init->offset_bytes == at->value + sizeof(guint64))
			*high = ctype_value(ask->type, init->value);
	}
	return global->is_defined;
}

/* The most that one policy lets through. KNOW_CODE: it is *high; KNOW_SOURCE:
 * it has no bound; KNOW_NOTHING: it has one that is not known here. */
static enum know policy_maximum(const struct asking *ask,
				const struct global_ref *ref, wide *high)
{
	const char *const *fields = rulebase_words(ask->analysis->rules,
						   "policy.fields");
	guint64 type = entry_number(ask, ref, fields[POLICY_TYPE]);
	guint64 check = entry_number(ask, ref, fields[POLICY_CHECK]);
	guint64 len = entry_number(ask, ref, fields[POLICY_LENGTH]);
	bool by_length = define_has(ask, "policy.by_length", type);

	if (by_length != ask->of_length)
		return KNOW_SOURCE;
	*high = (wide)len + define_has(ask, "policy.text", type);
	if (by_length && len)
		return KNOW_CODE;
	if (define_has(ask, "policy.check_max", check)) {
		*high = (gint16)entry_number(ask, ref, fields[POLICY_MAXIMUM]);
		return KNOW_CODE;
	}
	if (define_has(ask, "policy.check_mask", check)) {
		*high = entry_number(ask, ref, fields[POLICY_MASK]);
		return KNOW_CODE;
	}
	if (define_has(ask, "policy.check_range", check))
		return pointed_maximum(ask, ref, high) ? KNOW_CODE :
		       KNOW_NOTHING;
	return define_has(ask, "policy.check_function", check) ?
	       KNOW_NOTHING : KNOW_SOURCE;
}

/* Which of an array of attributes is this, and where is the array? */
static bool find_attribute(struct engine *engine, struct asking *ask, vn v,
			   vn *root)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct memory_place *place;
	guint pointer_bytes = ask->site->frame->unit->pointer_bits / 8u;

	if (n->kind != N_LEAF || n->leaf != LEAF_LOAD)
		return false;
	place = engine_place_at(engine, (guint32)n->imm);
	if (place->offset < 0 || place->offset % pointer_bytes ||
	    number_at(&engine->numbers, place->root)->kind == N_INDEX)
		return false;
	ask->attribute = (guint64)place->offset / pointer_bytes;
	*root = place->root;
	return true;
}

void policy_restrict(struct engine *engine, const struct call_site *site,
		     const struct source *source, vn result)
{
	struct running *running = engine->client->data;
	struct number *n = number_at(&engine->numbers, result);
	g_autoptr(GPtrArray) policies = g_ptr_array_new();
	struct asking ask = {
		running->analysis, site, 0,
		!strcmp(source->policy, "length"), n->type, policies,
	};
	enum know worst = KNOW_CODE;
	wide most = ctype_min(n->type), high;
	vn root;

	if (!site->n_args || !find_attribute(engine, &ask, site->args[0].v,
					     &root))
		return;
	find_policies(&ask, engine, root);
	for (guint i = 0; i < policies->len && worst != KNOW_SOURCE; i++) {
		enum know know = policy_maximum(&ask, policies->pdata[i],
						&high);

		if (know == KNOW_CODE)
			most = MAX(most, high);
		else if (know == KNOW_SOURCE || worst == KNOW_CODE)
			worst = know;
	}
	if (!policies->len || worst == KNOW_SOURCE)
		return;
	n->base = worst == KNOW_NOTHING ?
		  range_weaken(&engine->region, n->base, KNOW_NOTHING) :
		  range_where(&engine->region, n->base, IR_LE,
			      range_const(&engine->region, most));
}
