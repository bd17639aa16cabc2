// SPDX-License-Identifier: GPL-2.0-only
#include "program/program.h"

#include <string.h>

#include "ir/walk.h"
#include "value/engine.h"

/* So many functions are a small part of a kernel. */
#define FUNCTIONS_TO_REST 1024

/* One function being indexed. */
struct indexing {
	struct program_db *db;
	struct function_ref *ref;
};

static void function_ref_free(gpointer p)
{
	struct function_ref *ref = p;

	g_array_unref(ref->callers);
	g_array_unref(ref->calls);
	g_ptr_array_unref(ref->handed);
	g_ptr_array_unref(ref->handed_to);
	g_ptr_array_unref(ref->named_by);
	g_free(ref);
}

static void global_ref_free(gpointer p)
{
	struct global_ref *ref = p;

	g_array_unref(ref->stores);
	g_array_unref(ref->takers);
	g_ptr_array_unref(ref->handed);
	g_ptr_array_unref(ref->handed_to);
	g_free(ref);
}

static void field_ref_free(gpointer p)
{
	struct field_ref *ref = p;

	g_array_unref(ref->stores);
	g_array_unref(ref->inits);
	g_array_unref(ref->takers);
	g_ptr_array_unref(ref->functions);
	g_ptr_array_unref(ref->called_by);
	g_free(ref);
}

static void record_ref_free(gpointer p)
{
	struct record_ref *ref = p;

	g_array_unref(ref->copies);
	g_free(ref);
}

struct function_ref *program_function(const struct program_db *db,
				      const char *key)
{
	return key ? g_hash_table_lookup(db->functions, key) : NULL;
}

struct global_ref *program_global(const struct program_db *db,
				  const char *key)
{
	return g_hash_table_lookup(db->globals, key);
}

struct field_ref *program_field(const struct program_db *db,
				const char *identity)
{
	return identity ? g_hash_table_lookup(db->fields, identity) : NULL;
}

struct record_ref *program_record(const struct program_db *db,
				  const char *key)
{
	return g_hash_table_lookup(db->records, key);
}

static struct field_ref *field_get(struct program_db *db, const char *identity)
{
	struct field_ref *ref = program_field(db, identity);

	if (ref)
		return ref;
	ref = g_new0(struct field_ref, 1);
	ref->identity = identity;
	ref->stores = g_array_new(FALSE, FALSE, sizeof(struct code_ref));
	ref->inits = g_array_new(FALSE, FALSE, sizeof(struct field_init));
	ref->takers = g_array_new(FALSE, FALSE, sizeof(struct taker));
	ref->functions = g_ptr_array_new();
	ref->called_by = g_ptr_array_new();
	g_hash_table_insert(db->fields, (gpointer)identity, ref);
	return ref;
}

static struct record_ref *record_get(struct program_db *db, const char *key)
{
	const char *interned = ir_intern(key);
	struct record_ref *ref = program_record(db, interned);
	const char *at;

	if (ref)
		return ref;
	ref = g_new0(struct record_ref, 1);
	ref->key = interned;
	ref->copies = g_array_new(FALSE, FALSE, sizeof(struct code_ref));
	at = strchr(key, '@');
	ref->is_local = at && db->root && g_str_has_prefix(at + 1, db->root);
	g_hash_table_insert(db->records, (gpointer)interned, ref);
	return ref;
}

/* An array of function pointers, as a field that all of its elements are. It is
 * of no record of the program's ("@"): the array can be called through by
 * another name. */
static const char *elements_identity(const struct ir_global *global)
{
	g_autofree char *text = g_strconcat(global->key, "[]", NULL);

	return ir_intern(g_strdelimit(text, "@", '#'));
}

/* What the address of a pointer is an address in, whatever its index: a field,
 * or an array by its name. */
static const char *holder_of(const struct function_ref *in,
			     const struct ir_insn *address)
{
	bool is_element = false;

	while (address && address->op == IR_INDEX) {
		address = ir_origin(in->fn, address->a);
		is_element = true;
	}
	if (address && address->op == IR_FIELD)
		return field_identity(in->unit, address->record, address->imm);
	return address && is_element && address->op == IR_ADDR_GLOBAL ?
	       elements_identity(ir_global(in->unit, (guint32)address->imm)) :
	       NULL;
}

static void add_functions(struct program_db *db, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->functions->len; i++) {
		const struct ir_function *fn =
			g_ptr_array_index(unit->functions, i);
		struct function_ref *ref = program_function(db, fn->key);

		if (ref)
			continue;
		ref = g_new0(struct function_ref, 1);
		ref->unit = unit;
		ref->fn = fn;
		ref->callers = g_array_new(FALSE, FALSE,
					   sizeof(struct code_ref));
		ref->calls = g_array_new(FALSE, FALSE,
					 sizeof(struct code_ref));
		ref->handed = g_ptr_array_new();
		ref->handed_to = g_ptr_array_new();
		ref->named_by = g_ptr_array_new();
		g_hash_table_insert(db->functions, (gpointer)fn->key, ref);
		g_ptr_array_add(db->ordered, ref);
	}
}

static void add_globals(struct program_db *db, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->globals->len; i++) {
		const struct ir_global *global = ir_global(unit, i);
		struct global_ref *ref = program_global(db, global->key);

		if (ref && ir_global(ref->unit, ref->index)->is_defined)
			continue;
		if (!ref) {
			ref = g_new0(struct global_ref, 1);
			ref->stores = g_array_new(FALSE, FALSE,
						  sizeof(struct code_ref));
			ref->takers = g_array_new(FALSE, FALSE,
						  sizeof(struct taker));
			ref->handed = g_ptr_array_new();
			ref->handed_to = g_ptr_array_new();
			g_hash_table_insert(db->globals,
					    (gpointer)global->key, ref);
		}
		ref->unit = unit;
		ref->index = i;
	}
}

static void add_declarations(struct program_db *db, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->decls->len; i++) {
		struct ir_decl *decl = &g_array_index(unit->decls,
						      struct ir_decl, i);

		if (decl->key && !program_declaration(db, decl->key))
			g_hash_table_insert(db->decls, (gpointer)decl->key,
					    decl);
	}
}

static void add_exports(struct program_db *db, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->exports->len; i++) {
		struct function_ref *ref = program_function(db,
				g_ptr_array_index(unit->exports, i));

		if (ref)
			ref->is_exported = true;
	}
}

static bool add_once(GPtrArray *list, gconstpointer element)
{
	if (!element || g_ptr_array_find(list, element, NULL))
		return false;
	g_ptr_array_add(list, (gpointer)element);
	return true;
}

/* A symbol's address stands in a field (an initialiser or a store). */
static void hand_symbol(struct program_db *db, bool is_function,
			const char *symbol, const char *field,
			const char *callee)
{
	struct function_ref *fn = is_function ? program_function(db, symbol) :
				  NULL;
	struct global_ref *global = is_function ? NULL :
				    program_global(db, symbol);

	if (fn) {
		fn->is_taken = true;
		fn->is_elsewhere |= !field;
		if (add_once(fn->handed, field))
			g_ptr_array_add(field_get(db, field)->functions, fn);
		add_once(fn->handed_to, callee);
	}
	if (global) {
		global->is_taken |= !callee;
		add_once(global->handed, field);
		add_once(global->handed_to, callee);
	}
}

/* The initialiser is of one more object of its record, or of the last one. */
static void count_object(struct program_db *db, const struct ir_unit *unit,
			 const struct ir_global *global,
			 const struct ir_init *init)
{
	const struct ir_record *r = ir_record(unit, init->record);
	struct record_ref *ref = record_get(db, r->key);
	guint64 offset = init->offset_bytes -
			 ir_field(r, init->field)->offset_bytes;

	ref->n_objects += ref->last.global != global ||
			  ref->last.offset_bytes != offset;
	ref->last.global = global;
	ref->last.offset_bytes = offset;
}

static void add_inits(struct program_db *db, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->globals->len; i++) {
		const struct ir_global *global = ir_global(unit, i);
		const struct global_ref *ref = program_global(db, global->key);

		if (ref->unit != unit || ref->index != i)
			continue;
		for (guint k = 0; k < global->inits->len; k++) {
			const struct ir_init *init =
				&g_array_index(global->inits, struct ir_init,
					       k);
			const char *field = field_identity(unit, init->record,
							   init->field);
			struct field_init entry = { unit, i, init };

			if (field) {
				g_array_append_val(field_get(db, field)->inits,
						   entry);
				count_object(db, unit, global, init);
			}
			if (!field && init->kind == IR_INIT_FUNC)
				field = elements_identity(global);
			if (init->symbol)
				hand_symbol(db, init->kind == IR_INIT_FUNC,
					    init->symbol, field, NULL);
		}
	}
}

static bool points_to_number(const struct ir_unit *unit,
			     const struct ir_insn *address)
{
	const struct ir_type *type = ir_type(unit, address->type);

	return type->kind == IR_PTR && type->elem != IR_NONE &&
	       ir_type(unit, type->elem)->kind == IR_INT;
}

/* An address is used as a value: whoever gets it may write there. */
static void take_address(struct indexing *ix, guint32 temp, const char *field,
			 const char *callee, const struct taker *taker)
{
	const struct ir_unit *unit = ix->ref->unit;
	const struct ir_insn *insn = ir_origin(ix->ref->fn, temp);

	/* an element's address says where the others are */
	while (insn && insn->op == IR_INDEX && points_to_number(unit, insn))
		insn = ir_origin(ix->ref->fn, insn->a);
	if (!insn)
		return;
	switch (insn->op) {
	case IR_ADDR_FUNC: {
		struct function_ref *named = program_function(ix->db,
							      insn->str);

		hand_symbol(ix->db, true, insn->str, field, callee);
		if (named)
			add_once(named->named_by, ix->ref);
		break;
	}
	case IR_ADDR_GLOBAL: {
		struct global_ref *global = program_global(ix->db,
			ir_global(unit, (guint32)insn->imm)->key);

		hand_symbol(ix->db, false,
			    ir_global(unit, (guint32)insn->imm)->key, field,
			    callee);
		if (global && taker)
			g_array_append_vals(global->takers, taker, 1);
		break;
	}
	case IR_FIELD: {
		const struct ir_field *f =
			ir_field(ir_record(unit, insn->record),
				 (guint32)insn->imm);

		/* handing out &s->lock does not hand out what s->lock is not:
		 * only scalars' own addresses matter */
		struct field_ref *ref;

		if (!type_is_scalar(unit, f->type) &&
		    !type_element_bytes(unit, f->type))
			break;
		ref = field_get(ix->db, field_identity(unit, insn->record,
						       insn->imm));
		if (taker)
			g_array_append_vals(ref->takers, taker, 1);
		else
			ref->is_taken = true;
		break;
	}
	default:
		break;
	}
}

/* The field or global that an address names, through array indexing. */
static void add_store(struct indexing *ix, const struct code_ref *ref)
{
	const struct ir_unit *unit = ix->ref->unit;
	const struct ir_insn *stored = ir_origin(ix->ref->fn, ref->insn->a);
	const struct ir_insn *address = stored;

	while (address && address->op == IR_INDEX)
		address = ir_origin(ix->ref->fn, address->a);
	if (!address)
		return;
	if (address->op == IR_FIELD) {
		struct field_ref *field = field_get(ix->db,
			field_identity(unit, address->record, address->imm));

		g_array_append_vals(field->stores, ref, 1);
		field->is_scalar |= address == stored &&
			type_is_scalar(unit, ir_field(ir_record(unit,
						address->record),
					(guint32)address->imm)->type);
	} else if (address->op == IR_ADDR_GLOBAL) {
		struct global_ref *global = program_global(ix->db,
			ir_global(unit, (guint32)address->imm)->key);

		if (global)
			g_array_append_vals(global->stores, ref, 1);
	}
}

static guint32 pointee_record(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	if (t->kind != IR_PTR || t->elem == IR_NONE)
		return IR_NONE;
	t = ir_type(unit, t->elem);
	return t->kind == IR_RECORD ? t->record : IR_NONE;
}

/* With a record those are copied that are part of it. */
static void add_record_copy(struct indexing *ix, const struct code_ref *ref,
			    guint32 record)
{
	const struct ir_unit *unit = ix->ref->unit;
	const struct ir_record *r = ir_record(unit, record);
	GArray *copies = record_get(ix->db, r->key)->copies;

	if (!copies->len || g_array_index(copies, struct code_ref,
					  copies->len - 1).insn != ref->insn)
		g_array_append_vals(copies, ref, 1);
	for (guint i = 0; i < r->fields->len; i++) {
		const struct ir_type *t = ir_type(unit, ir_field(r, i)->type);

		if (t->kind == IR_RECORD)
			add_record_copy(ix, ref, t->record);
	}
}

static void add_copy(struct indexing *ix, const struct code_ref *ref)
{
	const struct ir_insn *address = ir_definition(ix->ref->fn,
						      ref->insn->a);
	guint32 record = address ?
			 pointee_record(ix->ref->unit, address->type) :
			 IR_NONE;

	if (record != IR_NONE)
		add_record_copy(ix, ref, record);
}

static void add_indirect(struct indexing *ix, guint32 target)
{
	const struct ir_insn *load = ir_origin(ix->ref->fn, target);
	const struct ir_insn *address = load && load->op == IR_LOAD ?
					ir_origin(ix->ref->fn, load->a) : NULL;

	const char *holder = holder_of(ix->ref, address);

	if (holder)
		add_once(field_get(ix->db, holder)->called_by, ix->ref);
}

static void add_call(struct indexing *ix, const struct code_ref *ref)
{
	const struct ir_call *call = ref->insn->call;
	struct function_ref *callee = program_function(ix->db,
			call->callee_key ? call->callee_key : call->callee);

	g_array_append_vals(ix->ref->calls, ref, 1);
	if (callee)
		g_array_append_vals(callee->callers, ref, 1);
	for (guint i = 0; i < call->n_args; i++) {
		struct taker taker = { *ref, i };

		take_address(ix, call->args[i], NULL, call->callee, &taker);
	}
	if (!call->callee)
		add_indirect(ix, call->target);
}

static void index_insn(struct indexing *ix, const struct code_ref *ref)
{
	switch (ref->insn->op) {
	case IR_STORE:
		add_store(ix, ref);
		take_address(ix, ref->insn->b,
			     holder_of(ix->ref, ir_origin(ix->ref->fn,
							  ref->insn->a)),
			     NULL, NULL);
		break;
	case IR_COPY:
	case IR_ZERO:
		add_copy(ix, ref);
		break;
	case IR_CALL:
		add_call(ix, ref);
		break;
	default:
		break;
	}
}

static void index_function(struct program_db *db, struct function_ref *ref)
{
	const struct ir_function *fn = ref->fn;
	struct indexing ix = { db, ref };
	const struct ir_insn *insn;

	ir_for_each_insn(fn, walk, insn) {
		struct code_ref code = { ref, insn, walk.block, walk.index };

		ref->n_insns++;
		index_insn(&ix, &code);
	}
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);

		if (block->term == IR_RETURN && block->value != IR_NONE)
			take_address(&ix, block->value, NULL, NULL, NULL);
	}
}

static gint function_compare(gconstpointer pa, gconstpointer pb)
{
	const struct function_ref *a = *(struct function_ref *const *)pa;
	const struct function_ref *b = *(struct function_ref *const *)pb;

	return strcmp(a->fn->key, b->fn->key);
}

static void sort_stored_functions(struct program_db *db)
{
	GHashTableIter iter;
	gpointer field;

	g_hash_table_iter_init(&iter, db->fields);
	while (g_hash_table_iter_next(&iter, NULL, &field))
		g_ptr_array_sort(((struct field_ref *)field)->functions,
				 function_compare);
}

static gint unit_compare(gconstpointer pa, gconstpointer pb)
{
	return strcmp((*(struct ir_unit *const *)pa)->path,
		      (*(struct ir_unit *const *)pb)->path);
}

struct program_db *program_db_new(GPtrArray *units, struct ir_heap *heap,
				  const char *root, bool is_closed)
{
	struct program_db *db = g_new0(struct program_db, 1);

	/* The order of the units must not show in any result. */
	g_ptr_array_sort(units, unit_compare);
	db->units = units;
	db->heap = heap;
	db->root = g_strdup(root);
	db->is_closed = is_closed;
	db->functions = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					      function_ref_free);
	db->ordered = g_ptr_array_new();
	db->globals = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					    global_ref_free);
	db->decls = g_hash_table_new(g_str_hash, g_str_equal);
	db->fields = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					   field_ref_free);
	db->records = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
					    record_ref_free);
	db->flows = g_hash_table_new_full(NULL, NULL, NULL,
					  (GDestroyNotify)flow_free);
	for (guint i = 0; i < units->len; i++) {
		add_functions(db, g_ptr_array_index(units, i));
		add_globals(db, g_ptr_array_index(units, i));
		add_declarations(db, g_ptr_array_index(units, i));
	}
	for (guint i = 0; i < units->len; i++) {
		add_inits(db, g_ptr_array_index(units, i));
		add_exports(db, g_ptr_array_index(units, i));
	}
	g_ptr_array_sort(db->ordered, function_compare);
	for (guint i = 0; i < db->ordered->len; i++)
		index_function(db, program_visit(db, i));
	sort_stored_functions(db);
	program_db_rest(db);
	return db;
}

void program_db_free(struct program_db *db)
{
	if (!db)
		return;
	g_hash_table_unref(db->flows);
	g_hash_table_unref(db->records);
	g_hash_table_unref(db->fields);
	g_hash_table_unref(db->decls);
	g_hash_table_unref(db->globals);
	g_ptr_array_unref(db->ordered);
	g_hash_table_unref(db->functions);
	g_ptr_array_unref(db->units);
	ir_heap_free(db->heap);
	g_free(db->root);
	g_free(db);
}

void program_db_rest(const struct program_db *db)
{
	if (db->heap)
		ir_heap_rest(db->heap);
}

struct function_ref *program_visit(const struct program_db *db, guint i)
{
	if (i % FUNCTIONS_TO_REST == 0)
		program_db_rest(db);
	return g_ptr_array_index(db->ordered, i);
}

const struct ir_decl *program_declaration(const struct program_db *db,
					  const char *key)
{
	return key ? g_hash_table_lookup(db->decls, key) : NULL;
}

const GPtrArray *program_targets(const struct program_db *db,
				 const struct function_ref *in,
				 const struct ir_insn *pointer)
{
	const struct field_ref *field;
	const char *holder;

	while (pointer && pointer->op == IR_CAST)
		pointer = ir_definition(in->fn, pointer->a);
	if (!pointer || pointer->op != IR_LOAD)
		return NULL;
	holder = holder_of(in, ir_origin(in->fn, pointer->a));
	field = holder ? program_field(db, holder) : NULL;
	return field && field->functions->len ? field->functions : NULL;
}

bool global_is_table(const struct program_db *db, const struct global_ref *ref)
{
	const struct ir_global *global = ir_global(ref->unit, ref->index);
	const struct ir_type *type = ir_type(ref->unit, global->type);

	if (type->kind != IR_ARRAY)
		return false;
	while (type->kind == IR_ARRAY)
		type = ir_type(ref->unit, type->elem);
	return type->kind == IR_INT && (global->is_static || db->is_closed) &&
	       global->inits->len && !ref->is_taken && !ref->stores->len &&
	       !ref->takers->len;
}

bool function_callers_known(const struct program_db *db,
			    const struct function_ref *ref)
{
	if (ref->is_exported || ref->is_taken)
		return false;
	return ref->fn->is_static || db->is_closed;
}
