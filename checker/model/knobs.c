// SPDX-License-Identifier: GPL-2.0-only
/*
 * Variables that stand in a table or behind a file for the outside to set: a
 * module parameter, a sysctl, a number in debugfs. Who may write them, and what
 * the table lets through, stands beside them.
 */
#include "model/model.h"

#include <string.h>

#define ANY_WRITE 0222

/* An entry of a table: all that one object of a record is initialised with. */
struct entry {
	const struct ir_unit *unit;
	const struct ir_global *table;
	const struct ir_record *record;
	guint64 offset_bytes;		/* of the record in the table */
};

static const struct ir_init *entry_init(const struct entry *entry,
					const char *field)
{
	guint64 at = entry->offset_bytes;
	guint i;

	for (i = 0; field && i < entry->record->fields->len; i++)
		if (!strcmp(ir_field(entry->record, i)->name, field))
			break;
	if (!field || i == entry->record->fields->len)
		return NULL;
	at += ir_field(entry->record, i)->offset_bytes;
	for (i = 0; i < entry->table->inits->len; i++) {
		const struct ir_init *init = &g_array_index(entry->table->inits,
							    struct ir_init, i);

		if (init->offset_bytes == at)
			return init;
	}
	return NULL;
}

static struct entry entry_of(const struct field_init *fi)
{
	const struct ir_global *table = ir_global(fi->unit, fi->global);
	const struct ir_record *record = ir_record(fi->unit, fi->init->record);

	return (struct entry){
		fi->unit, table, record,
		fi->init->offset_bytes -
			ir_field(record, fi->init->field)->offset_bytes,
	};
}

static bool is_listed(char *const *words, const char *name)
{
	return words && name && g_strv_contains((const char *const *)words,
						name);
}

/* Is the entry's handler one that holds values against the bounds, or a
 * function of the program's own that calls one? */
static bool handler_checks(struct analysis *analysis,
			   const struct source *row, const struct entry *entry)
{
	const struct ir_init *init = entry_init(entry, row->handler_field);
	const struct function_ref *fn;

	if (!init || init->kind != IR_INIT_FUNC)
		return false;
	if (is_listed(row->bounded_by, init->symbol))
		return true;
	fn = program_function(analysis->db, init->symbol);
	for (guint i = 0; fn && i < fn->calls->len; i++) {
		const struct ir_call *call = g_array_index(fn->calls,
						struct code_ref, i).insn->call;

		if (is_listed(row->bounded_by, call->callee))
			return true;
	}
	return false;
}

/* The number at an address in a table. A table that is only declared here may
 * stand in the rules. */
static bool number_at_address(struct analysis *analysis,
			      const struct ir_init *address, struct ctype type,
			      wide *value)
{
	const struct global_ref *ref = address->symbol ?
		program_global(analysis->db, address->symbol) : NULL;
	g_autofree char *define = g_strdup_printf("numbers.%s",
						  address->symbol);
	const char *const *words = rulebase_words(analysis->rules, define);
	guint64 index = address->value / (type.bits / 8u);
	const struct ir_global *global;

	if (address->kind != IR_INIT_GLOBAL)
		return false;
	for (guint i = 0; *words; words++, i++)
		if (i == index) {
			*value = (wide)g_ascii_strtoll(*words, NULL, 0);
			return true;
		}
	if (!ref || ref->stores->len)
		return false;
	global = ir_global(ref->unit, ref->index);
	if (!global->is_defined)
		return false;
	*value = 0;
	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if (init->offset_bytes == address->value)
			*value = ctype_value(type, init->value);
	}
	return true;
}

/* What the entry lets through: false if it is not known. */
static bool entry_bounds(struct analysis *analysis, const struct source *row,
			 const struct entry *entry, struct ctype type,
			 const struct range **out)
{
	enum know know = source_know(row);
	wide low = ctype_min(type), high = ctype_max(type), value;
	const struct ir_init *init;
	bool has_low, has_high;

	init = entry_init(entry, row->most_field);
	if (init && init->kind == IR_INIT_INT) {
		if (row->has_min)
			low = MAX(low, (wide)row->min);
		*out = range_interval(&analysis->region, low,
				      MIN(high, (wide)init->value), KNOW_CODE,
				      KNOW_CODE);
		return true;
	}
	if (!row->handler_field || !handler_checks(analysis, row, entry)) {
		*out = range_full(&analysis->region, type, know);
		return true;
	}
	init = entry_init(entry, row->low_field);
	has_low = init && init->kind == IR_INIT_GLOBAL;
	if (has_low && number_at_address(analysis, init, type, &value))
		low = value;
	init = entry_init(entry, row->high_field);
	has_high = init && init->kind == IR_INIT_GLOBAL;
	if (has_high) {
		if (!number_at_address(analysis, init, type, &value))
			return false;
		high = value;
	}
	*out = range_interval(&analysis->region, MIN(low, high), high,
			      has_low ? KNOW_CODE : know,
			      has_high ? KNOW_CODE : know);
	return true;
}

static bool entry_is_writable(const struct source *row,
			      const struct entry *entry)
{
	const struct ir_init *mode = entry_init(entry, row->mode_field);

	return !row->mode_field || !mode || mode->kind != IR_INIT_INT ||
	       mode->value & ANY_WRITE;
}

/* A call made the variable a file: may anybody write it? */
static bool call_is_writable(const struct source *row,
			     const struct taker *taker)
{
	const struct ir_call *call = taker->call.insn->call;
	const struct ir_insn *mode;

	if (taker->arg + 1 != row->param ||
	    !is_listed(row->callees, call->callee))
		return false;
	if (!row->mode_arg || row->mode_arg > call->n_args)
		return true;
	mode = ir_origin(taker->call.function->fn,
			 call->args[row->mode_arg - 1]);
	return !mode || mode->op != IR_CONST || mode->imm & ANY_WRITE;
}

static bool takers_match(const GArray *takers, const struct source *row)
{
	for (guint i = 0; i < takers->len; i++)
		if (call_is_writable(row, &g_array_index(takers, struct taker,
							 i)))
			return true;
	return false;
}

/* The object that a field of the entry points to, if the program defines it. */
static bool pointed_to(struct analysis *analysis, const struct entry *entry,
		       const char *field, struct entry *out)
{
	const struct ir_init *init = entry_init(entry, field);
	const struct global_ref *ref = init && init->kind == IR_INIT_GLOBAL ?
		program_global(analysis->db, init->symbol) : NULL;
	const struct ir_global *global;
	const struct ir_type *type;

	if (!ref)
		return false;
	global = ir_global(ref->unit, ref->index);
	type = ir_type(ref->unit, global->type);
	*out = (struct entry){ ref->unit, global, NULL, init->value };
	if (type->kind == IR_RECORD)
		out->record = ir_record(ref->unit, type->record);
	return global->is_defined && out->record;
}

/* Does the program's own function leave it to one that takes any value? One
 * that reads the text itself means to choose. */
static bool hands_on(struct analysis *analysis, const struct source *row,
		     const struct function_ref *fn)
{
	bool found = false;

	for (guint i = 0; i < fn->calls->len; i++) {
		const char *callee = g_array_index(fn->calls, struct code_ref,
						   i).insn->call->callee;
		const GPtrArray *sources = sources_of_call(analysis, callee);

		for (guint k = 0; sources && k < sources->len; k++)
			if (((const struct source *)sources->pdata[k])->text_arg)
				return false;
		found |= is_listed(row->set_by, callee);
	}
	return found;
}

/* Is what somebody writes to the entry what the variable then holds? Else
 * *setter is the program's own function that sets it, or NULL. */
static bool entry_takes_any(struct analysis *analysis,
			    const struct source *row,
			    const struct entry *entry,
			    struct function_ref **setter)
{
	const char *dot = row->setter ? strchr(row->setter, '.') : NULL;
	g_autofree char *ops = dot ? g_strndup(row->setter,
				(gsize)(dot - row->setter)) : NULL;
	const struct ir_init *init;
	struct function_ref *fn;
	struct entry table;

	*setter = NULL;
	if (!ops || !pointed_to(analysis, entry, ops, &table))
		return true;
	init = entry_init(&table, dot + 1);
	if (!init || init->kind != IR_INIT_FUNC)
		return false;
	fn = program_function(analysis->db, init->symbol);
	if (is_listed(row->set_by, init->symbol) || !fn ||
	    hands_on(analysis, row, fn))
		return true;
	*setter = fn;
	return false;
}

/* What the function stores through the entry's address of the variable. */
static const struct range *stored_by_setter(struct analysis *analysis,
					    const struct source *row,
					    struct function_ref *setter,
					    struct ctype type)
{
	const struct run_result *run = setter ?
		analysis_run(analysis, setter) : NULL;
	const struct range *r = range_empty();

	if (!run || run->gave_up)
		return r;
	for (guint i = 0; i < run->stores->len; i++) {
		const struct stored_value *s = &g_array_index(run->stores,
						struct stored_value, i);

		if (s->through && source_names_field(row, s->through))
			r = range_union(&analysis->region, r,
					range_cast(&analysis->region,
						   s->value.range, type));
	}
	return r;
}

/* The number is set by whoever writes the entry, or has its first value. */
static bool add_entry(struct analysis *analysis, const struct source *row,
		      const struct field_init *fi, struct ctype type,
		      struct knob *knob)
{
	struct entry entry = entry_of(fi);
	struct function_ref *setter;
	const struct range *range;

	if (!entry_is_writable(row, &entry))
		return true;
	if (!entry_takes_any(analysis, row, &entry, &setter)) {
		range = stored_by_setter(analysis, row, setter, type);
		if (range_is_empty(range))
			return true;
	} else if (!entry_bounds(analysis, row, &entry, type, &range)) {
		return false;
	}
	knob->source = row;
	knob->loc_unit = fi->unit;
	knob->loc = fi->init->loc;
	knob->range = knob->range ?
		      range_union(&analysis->region, knob->range, range) :
		      range;
	return true;
}

static bool is_object(const struct source *row, const struct ir_init *init,
		      const char *key, gint64 offset)
{
	return init->symbol && init->kind == IR_INIT_GLOBAL &&
	       !strcmp(init->symbol, key) &&
	       (row->elements ? (gint64)init->value <= offset :
				(gint64)init->value == offset);
}

static bool entries_known(struct analysis *analysis, const struct source *row,
			  const char *field, const char *key, gint64 offset,
			  struct ctype type, struct knob *knob)
{
	const struct field_ref *ref = program_field(analysis->db, field);

	for (guint i = 0; ref && i < ref->inits->len; i++) {
		const struct field_init *fi = &g_array_index(ref->inits,
						struct field_init, i);

		if (is_object(row, fi->init, key, offset) &&
		    !add_entry(analysis, row, fi, type, knob))
			return false;
	}
	return true;
}

static void add_first_value(struct analysis *analysis,
			    const struct ir_global *global, gint64 offset,
			    struct ctype type, struct knob *knob)
{
	wide first = 0;

	for (guint i = 0; i < global->inits->len; i++) {
		const struct ir_init *init = &g_array_index(global->inits,
							    struct ir_init, i);

		if ((gint64)init->offset_bytes == offset)
			first = ctype_value(type, init->value);
	}
	knob->range = range_union(&analysis->region, knob->range,
				  range_const(&analysis->region, first));
}

bool knob_of_global(struct analysis *analysis, const char *key, gint64 offset,
		    struct ctype type, struct knob *knob)
{
	const struct global_ref *ref = program_global(analysis->db, key);
	const GPtrArray *rows = analysis->rules->sources;
	const struct ir_global *global;

	*knob = (struct knob){ 0 };
	for (guint i = 0; ref && i < rows->len; i++) {
		const struct source *row = g_ptr_array_index(rows, i);

		if (row->kind != SOURCE_GLOBAL)
			continue;
		if (row->callees && takers_match(ref->takers, row)) {
			knob->source = row;
			break;
		}
		for (guint k = 0; row->record && k < ref->handed->len; k++) {
			const char *field = g_ptr_array_index(ref->handed, k);

			if (source_names_field(row, field) &&
			    !entries_known(analysis, row, field, key, offset,
					   type, knob))
				return false;
		}
	}
	if (!knob->source)
		return false;
	global = ir_global(ref->unit, ref->index);
	if (!knob->range) {
		knob->loc_unit = ref->unit;
		knob->loc = global->loc;
		return true;
	}
	/* what the code stores there besides is not looked at */
	if (range_know_max(knob->range) == KNOW_CODE && ref->stores->len)
		return false;
	add_first_value(analysis, global, offset, type, knob);
	return true;
}

const struct source *knob_of_field(struct analysis *analysis,
				   const char *identity)
{
	const struct field_ref *ref = program_field(analysis->db, identity);
	const GPtrArray *rows = analysis->rules->sources;

	for (guint i = 0; ref && ref->takers->len && i < rows->len; i++) {
		const struct source *row = g_ptr_array_index(rows, i);

		if (row->kind == SOURCE_GLOBAL && row->callees &&
		    takers_match(ref->takers, row))
			return row;
	}
	return NULL;
}
