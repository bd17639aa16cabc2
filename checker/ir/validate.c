// SPDX-License-Identifier: GPL-2.0-only
/* The invariants of a unit's tables; functions are in validate_function.c. */
#include "ir/validate.h"

#include "ir/op.h"
#include "ir/text.h"

static char *place_of(const struct check *c)
{
	const struct ir_block *block;

	if (!c->fn)
		return g_strdup("unit");
	if (c->block == IR_NONE)
		return g_strdup_printf("function %s", c->fn->key);
	block = ir_block(c->fn, c->block);
	if (c->insn == IR_NONE)
		return g_strdup_printf("function %s, block %u, %s", c->fn->key,
				       c->block, ir_term_name(block->term));
	return g_strdup_printf("function %s, block %u, instruction %u (%s)",
			       c->fn->key, c->block, c->insn,
			       ir_op_name(block->insns[c->insn].op));
}

bool check_fail(struct check *c, const char *format, ...)
{
	g_autofree char *place = place_of(c);
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(c->error, IR_ERROR, IR_ERROR_INVALID, "%s: %s", place,
		    what);
	return false;
}

bool check_loc(struct check *c, struct ir_loc loc)
{
	if (loc.file != IR_NONE && loc.file >= c->unit->files->len)
		return check_fail(c, "no file %u", loc.file);
	return true;
}

bool check_span(struct check *c, const struct ir_span *span)
{
	if (span->file != IR_NONE && span->file >= c->unit->files->len)
		return check_fail(c, "span in file %u, which is not there",
				  span->file);
	if (span->begin > span->end)
		return check_fail(c, "span ends before it begins");
	return true;
}

bool check_type(struct check *c, guint32 type)
{
	if (type >= c->unit->types->len)
		return check_fail(c, "no type %u", type);
	return true;
}

static bool check_scalar_size(struct check *c, guint32 i)
{
	const struct ir_type *type = ir_type(c->unit, i);

	if (type->bits < 1 || type->bits > 128)
		return check_fail(c, "type %u has %u bits", i, type->bits);
	if (type->size_bytes * 8 < type->bits || type->size_bytes > 16)
		return check_fail(c, "type %u: %u bits in %" G_GUINT64_FORMAT
				  " bytes", i, type->bits, type->size_bytes);
	if (type->kind == IR_PTR && type->bits != c->unit->pointer_bits)
		return check_fail(c, "type %u: pointer of %u bits", i,
				  type->bits);
	return true;
}

static bool check_array_type(struct check *c, guint32 i)
{
	const struct ir_type *type = ir_type(c->unit, i);
	guint64 elem_bytes;

	if (type->elem == i)
		return check_fail(c, "type %u is an array of itself", i);
	elem_bytes = ir_type(c->unit, type->elem)->size_bytes;
	if (elem_bytes && type->count > G_MAXUINT64 / elem_bytes)
		return check_fail(c, "type %u is larger than memory", i);
	if (type->size_bytes != type->count * elem_bytes)
		return check_fail(c, "type %u: size is not that of its "
				  "elements", i);
	return true;
}

static bool check_type_entry(struct check *c, guint32 i)
{
	const struct ir_type *type = ir_type(c->unit, i);

	switch (type->kind) {
	case IR_VOID:
		break;
	case IR_INT:
	case IR_FLOAT:
		return check_scalar_size(c, i);
	case IR_PTR:
		return check_type(c, type->elem) && check_scalar_size(c, i);
	case IR_FUNC:
		return check_type(c, type->elem);
	case IR_ARRAY:
		return check_type(c, type->elem) && check_array_type(c, i);
	case IR_RECORD:
		if (type->record >= c->unit->records->len)
			return check_fail(c, "type %u: no record %u", i,
					  type->record);
		if (type->size_bytes !=
		    ir_record(c->unit, type->record)->size_bytes)
			return check_fail(c, "type %u: size is not its "
					  "record's", i);
		break;
	default:
		return check_fail(c, "type %u has no kind", i);
	}
	return true;
}

static bool check_types(struct check *c)
{
	if (!c->unit->types->len || ir_type(c->unit, 0)->kind != IR_VOID)
		return check_fail(c, "type 0 is not void");
	for (guint32 i = 0; i < c->unit->types->len; i++)
		if (!check_type_entry(c, i))
			return false;
	return true;
}

static bool check_field(struct check *c, const struct ir_record *record,
			const struct ir_field *field)
{
	const struct ir_type *type;
	guint64 end_bits;

	if (!field->name)
		return check_fail(c, "%s: field without a name", record->key);
	if (!check_type(c, field->type))
		return false;
	type = ir_type(c->unit, field->type);
	if (field->bit_width &&
	    (type->kind != IR_INT || field->bit_width > type->bits))
		return check_fail(c, "%s.%s: bit-field wider than its type",
				  record->key, field->name);
	if (!field->bit_width && field->bit_offset)
		return check_fail(c, "%s.%s: bit offset without a width",
				  record->key, field->name);
	end_bits = field->bit_width ? field->bit_offset + field->bit_width :
				      type->size_bytes * 8;
	if (record->is_complete &&
	    (field->offset_bytes > record->size_bytes ||
	     (end_bits + 7) / 8 > record->size_bytes - field->offset_bytes))
		return check_fail(c, "%s.%s: outside its record", record->key,
				  field->name);
	return true;
}

static bool check_new_key(struct check *c, GHashTable *seen, const char *what,
			  const char *key)
{
	if (!key)
		return check_fail(c, "%s without a key", what);
	if (!g_hash_table_add(seen, (gpointer)key))
		return check_fail(c, "two times %s %s", what, key);
	return true;
}

static bool check_records(struct check *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint32 i = 0; i < c->unit->records->len; i++) {
		const struct ir_record *record = ir_record(c->unit, i);

		if (!record->name)
			return check_fail(c, "record %u has no name", i);
		if (!check_new_key(c, seen, "record", record->key))
			return false;
		if (!record->is_complete && record->fields->len)
			return check_fail(c, "%s: incomplete, with fields",
					  record->key);
		for (guint f = 0; f < record->fields->len; f++)
			if (!check_field(c, record, ir_field(record, f)))
				return false;
	}
	return true;
}

static bool check_init(struct check *c, const struct ir_global *global,
		       const struct ir_init *init)
{
	bool needs_symbol = init->kind == IR_INIT_FUNC ||
			    init->kind == IR_INIT_GLOBAL;
	guint64 size_bytes = ir_type(c->unit, global->type)->size_bytes;

	if ((guint)init->kind > IR_INIT_UNKNOWN)
		return check_fail(c, "%s: initialiser without a kind",
				  global->key);
	if (!check_type(c, init->type) || !check_loc(c, init->loc))
		return false;
	if (needs_symbol != (init->symbol != NULL))
		return check_fail(c, "%s: initialiser with%s symbol",
				  global->key, needs_symbol ? "out" : " a");
	if (size_bytes && init->offset_bytes >= size_bytes)
		return check_fail(c, "%s: initialiser outside the object",
				  global->key);
	if (init->record == IR_NONE && init->field == IR_NONE)
		return true;
	if (init->record >= c->unit->records->len ||
	    init->field >= ir_record(c->unit, init->record)->fields->len)
		return check_fail(c, "%s: initialiser of no field",
				  global->key);
	return true;
}

static bool check_global(struct check *c, const struct ir_global *global)
{
	if (!global->name)
		return check_fail(c, "%s has no name", global->key);
	if (!check_type(c, global->type) || !check_loc(c, global->loc))
		return false;
	if (global->inits->len && !global->has_init)
		return check_fail(c, "%s: initialisers, but has none",
				  global->key);
	if (global->has_init && !global->is_defined)
		return check_fail(c, "%s: initialised, but not defined",
				  global->key);
	for (guint i = 0; i < global->inits->len; i++)
		if (!check_init(c, global, &g_array_index(global->inits,
							  struct ir_init, i)))
			return false;
	return true;
}

static bool check_globals(struct check *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint32 i = 0; i < c->unit->globals->len; i++) {
		const struct ir_global *global = ir_global(c->unit, i);

		if (!check_new_key(c, seen, "global", global->key) ||
		    !check_global(c, global))
			return false;
	}
	return true;
}

static bool check_decl(struct check *c, const struct ir_decl *decl)
{
	if (!decl->name)
		return check_fail(c, "declaration %s has no name", decl->key);
	if (!check_type(c, decl->result))
		return false;
	for (guint i = 0; i < decl->params->len; i++) {
		const struct ir_param_decl *param =
			&g_array_index(decl->params, struct ir_param_decl, i);

		if (!param->name || !param->type_name)
			return check_fail(c, "%s: parameter %u without a name "
					  "or type", decl->key, i);
	}
	return true;
}

static bool check_decls(struct check *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < c->unit->decls->len; i++) {
		const struct ir_decl *decl =
			&g_array_index(c->unit->decls, struct ir_decl, i);

		if (!check_new_key(c, seen, "declaration", decl->key) ||
		    !check_decl(c, decl))
			return false;
	}
	return true;
}

static bool check_strings(struct check *c, const char *what,
			  const GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++)
		if (!strings->pdata[i])
			return check_fail(c, "%s %u is absent", what, i);
	return true;
}

static bool check_functions(struct check *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < c->unit->functions->len; i++) {
		const struct ir_function *fn = c->unit->functions->pdata[i];

		c->fn = NULL;
		if (!fn->name)
			return check_fail(c, "function %u has no name", i);
		if (!check_new_key(c, seen, "function", fn->key))
			return false;
		c->fn = fn;
		c->block = IR_NONE;
		if (!check_function(c))
			return false;
	}
	return true;
}

bool ir_validate_unit(const struct ir_unit *unit, GError **error)
{
	struct check c = { .unit = unit, .error = error };

	if (!unit->path)
		return check_fail(&c, "no path");
	return check_strings(&c, "file", unit->files) && check_types(&c) &&
	       check_records(&c) && check_globals(&c) && check_decls(&c) &&
	       check_strings(&c, "export", unit->exports) &&
	       check_strings(&c, "present", unit->present) &&
	       check_strings(&c, "error", unit->errors) &&
	       check_functions(&c);
}
