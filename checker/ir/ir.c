// SPDX-License-Identifier: GPL-2.0-only
/* Life cycle of units and functions, and the names of the enums. */
#include "ir/walk.h"
#include "ir/op.h"
#include "ir/text.h"

G_DEFINE_QUARK(ir-error-quark, ir_error)

static const struct op_info ops[] = {
#define OP(symbol, text, members) [IR_##symbol] = { text, members },
#include "ir/op.def"
#undef OP
};

G_STATIC_ASSERT(G_N_ELEMENTS(ops) == IR_OP_COUNT);

static const char *const atom_names[] = {
	[IR_ATOM_NONE] = "none",
	[IR_ATOM_PAGE_SHIFT] = "page_shift",
	[IR_ATOM_PAGE_SIZE] = "page_size",
	[IR_ATOM_LONG_BYTES] = "long_bytes",
	[IR_ATOM_LONG_BITS] = "long_bits",
	[IR_ATOM_MAX_ORDER] = "max_order",
};

static const char *const term_names[] = {
	[IR_JUMP] = "jump",
	[IR_BRANCH] = "branch",
	[IR_SWITCH] = "switch",
	[IR_ANY] = "any",
	[IR_RETURN] = "return",
	[IR_UNREACHABLE] = "unreachable",
};

G_STATIC_ASSERT(G_N_ELEMENTS(term_names) == IR_TERM_COUNT);

const struct op_info *op_info(enum ir_op op)
{
	return &ops[op];
}

const char *ir_op_name(enum ir_op op)
{
	return (guint)op < IR_OP_COUNT ? ops[op].name : "?";
}

const char *ir_atom_name(enum ir_atom atom)
{
	return (guint)atom < G_N_ELEMENTS(atom_names) ? atom_names[atom] : "?";
}

const char *ir_term_name(enum ir_term term)
{
	return (guint)term < IR_TERM_COUNT ? term_names[term] : "?";
}

static void record_clear(gpointer data)
{
	struct ir_record *record = data;

	g_clear_pointer(&record->fields, g_array_unref);
}

static void global_clear(gpointer data)
{
	struct ir_global *global = data;

	g_clear_pointer(&global->inits, g_array_unref);
}

static void decl_clear(gpointer data)
{
	struct ir_decl *decl = data;

	g_clear_pointer(&decl->params, g_array_unref);
}

static GArray *array_of(guint element_bytes, GDestroyNotify clear)
{
	GArray *array = g_array_new(FALSE, FALSE, element_bytes);

	if (clear)
		g_array_set_clear_func(array, clear);
	return array;
}

struct ir_unit *ir_unit_new(const char *path, struct ir_heap *heap)
{
	struct ir_unit *unit = g_new0(struct ir_unit, 1);
	struct ir_type none = { .kind = IR_VOID };

	unit->owns_heap = !heap;
	unit->heap = heap ? heap : ir_heap_new(NULL);
	unit->path = ir_intern(path);
	unit->pointer_bits = 64;
	unit->long_bits = 64;
	unit->files = g_ptr_array_new();
	unit->types = array_of(sizeof(struct ir_type), NULL);
	unit->records = array_of(sizeof(struct ir_record), record_clear);
	unit->globals = array_of(sizeof(struct ir_global), global_clear);
	unit->decls = array_of(sizeof(struct ir_decl), decl_clear);
	unit->functions = g_ptr_array_new_with_free_func(g_free);
	unit->exports = g_ptr_array_new();
	unit->present = g_ptr_array_new();
	unit->errors = g_ptr_array_new();
	g_array_append_val(unit->types, none);
	return unit;
}

void ir_unit_free(struct ir_unit *unit)
{
	if (!unit)
		return;
	g_ptr_array_unref(unit->files);
	g_array_unref(unit->types);
	g_array_unref(unit->records);
	g_array_unref(unit->globals);
	g_array_unref(unit->decls);
	g_ptr_array_unref(unit->functions);
	g_ptr_array_unref(unit->exports);
	g_ptr_array_unref(unit->present);
	g_ptr_array_unref(unit->errors);
	if (unit->owns_heap)
		ir_heap_free(unit->heap);
	g_free(unit);
}

struct ir_function *ir_function_new(const char *name)
{
	struct ir_function *fn = g_new0(struct ir_function, 1);

	fn->name = ir_intern(name);
	fn->is_complete = true;
	fn->loc = IR_NO_LOC;
	fn->span = IR_NO_SPAN;
	return fn;
}

void ir_function_index(struct ir_unit *unit, struct ir_function *fn)
{
	const struct ir_insn *insn;
	guint32 n = 0;

	/* Temps are numbered from 0, and each has an instruction: a number
	 * above theirs (in a damaged file) is no temp. */
	ir_for_each_insn(fn, counted, insn)
		n++;
	fn->n_defs = MIN(fn->n_temps, n);
	fn->defs = ir_heap_alloc(unit->heap, fn->n_defs * sizeof(*fn->defs));
	ir_for_each_insn(fn, walk, insn)
		if (insn->dst < fn->n_defs)
			fn->defs[insn->dst] = insn;
}

const struct ir_insn *ir_only_store(const struct ir_function *fn,
				    guint32 local)
{
	const struct ir_insn *insn, *found = NULL;

	ir_for_each_insn(fn, walk, insn) {
		const struct ir_insn *to = insn->op == IR_STORE ?
					   ir_origin(fn, insn->a) : NULL;

		if (!to || to->op != IR_ADDR_LOCAL || to->imm != local)
			continue;
		if (found)
			return NULL;
		found = insn;
	}
	return found;
}

struct ir_block *ir_function_add_block(struct ir_unit *unit,
				       struct ir_function *fn)
{
	struct ir_block *block = ir_heap_alloc(unit->heap, sizeof(*block));

	block->term = IR_UNREACHABLE;
	block->value = IR_NONE;
	block->loc = IR_NO_LOC;
	ir_append(unit, fn->blocks, fn->n_blocks, block);
	return block;
}

struct ir_call *ir_call_new(struct ir_unit *unit)
{
	struct ir_call *call = ir_heap_alloc(unit->heap, sizeof(*call));

	call->target = IR_NONE;
	call->expr = IR_NO_SPAN;
	call->name = IR_NO_SPAN;
	call->body = IR_NO_SPAN;
	return call;
}

struct ir_insn ir_insn_init(enum ir_op op, guint32 type, struct ir_loc loc)
{
	return (struct ir_insn){
		.op = op, .type = type, .dst = IR_NONE, .a = IR_NONE,
		.b = IR_NONE, .record = IR_NONE, .loc = loc,
	};
}

const struct ir_function *ir_unit_function(const struct ir_unit *unit,
					   const char *key)
{
	for (guint i = 0; i < unit->functions->len; i++) {
		const struct ir_function *fn = unit->functions->pdata[i];

		if (!g_strcmp0(fn->key, key))
			return fn;
	}
	return NULL;
}
