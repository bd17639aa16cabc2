// SPDX-License-Identifier: GPL-2.0-only
/* One function definition -> ir_function. */
#include "front/lower.h"

static void add_parameters(struct lower *l)
{
	int n = clang_Cursor_getNumArguments(l->cursor);

	for (int i = 0; i < n; i++) {
		CXCursor parameter = clang_Cursor_getArgument(l->cursor, i);
		g_autofree char *name = cursor_take_string(
					clang_getCursorSpelling(parameter));
		guint32 local;

		l->loc = front_loc(l->front, parameter);
		local = build_local(l, name, front_value_type(l->front,
							      parameter));
		l->fn->locals[local].is_param = true;
		g_hash_table_insert(l->locals, cursor_copy(parameter),
				    GUINT_TO_POINTER(local + 1));
	}
	l->fn->n_params = l->fn->n_locals;
}

static void describe(struct lower *l)
{
	struct callee *callee = front_callee(l->front, l->cursor);
	struct ir_function *fn = l->fn;

	fn->key = callee->key;
	fn->is_noreturn = callee->is_noreturn;
	fn->is_static = clang_getCursorLinkage(l->cursor) ==
			CXLinkage_Internal;
	fn->is_inline = clang_Cursor_isFunctionInlined(l->cursor);
	fn->is_variadic = clang_Cursor_isVariadic(l->cursor);
	fn->loc = front_loc(l->front, l->cursor);
	fn->in_main_file = clang_Location_isFromMainFile(
				clang_getCursorLocation(l->cursor));
	fn->span = front_span(l->front, clang_getCursorExtent(l->cursor));
	fn->result = front_type(l->front,
				clang_getCursorResultType(l->cursor));
}

static CXCursor body_of(CXCursor definition)
{
	CXCursor last = cursor_last_child(definition);

	return cursor_kind(last) == CXCursor_CompoundStmt ? last :
							    clang_getNullCursor();
}

/* Falling off the end: a return, also where a value was promised. */
static void end_body(struct lower *l)
{
	if (build_type(l, l->fn->result)->kind == IR_VOID)
		build_end(l, IR_RETURN, IR_NONE);
	else
		build_end(l, IR_UNREACHABLE, IR_NONE);
}

static void check_labels(struct lower *l)
{
	GHashTableIter iter;
	gpointer value;

	if (l->has_all_labels)
		return;
	g_hash_table_iter_init(&iter, l->labels);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (!((struct label *)value)->is_placed)
			build_incomplete(l, "goto to a label that was not "
					 "lowered");
}

static void lower_body(struct lower *l, CXCursor body)
{
	build_enter(l, build_block(l));
	scope_enter(l);
	add_parameters(l);
	l->loc = l->fn->loc;
	if (clang_Cursor_isNull(body))
		build_incomplete(l, "no body");
	else
		lower_statement(l, body);
	end_body(l);
	scope_finish_gotos(l);
	check_labels(l);
	if (l->ir->errors->len &&
	    front_is_torn(l->front->tu, clang_getCursorExtent(l->cursor)))
		build_incomplete(l, "it does not compile");
	build_prune(l);
	ir_function_index(l->ir, l->fn);
}

void front_function(struct front *front, CXCursor definition)
{
	g_autofree char *name = cursor_take_string(
				clang_getCursorSpelling(definition));
	struct lower l = {
		.front = front, .ir = front->ir, .cursor = definition,
		.fn = ir_function_new(name),
		.on_break.block = IR_NONE, .on_continue.block = IR_NONE,
	};

	l.temp_types = g_array_new(FALSE, FALSE, sizeof(guint32));
	l.locals = g_hash_table_new_full(cursor_hash, cursor_equal, g_free,
					 NULL);
	l.labels = scope_new_labels();
	l.scopes = g_ptr_array_new();
	describe(&l);
	lower_body(&l, body_of(definition));
	g_ptr_array_add(front->ir->functions, l.fn);

	g_array_unref(l.temp_types);
	g_hash_table_unref(l.locals);
	g_clear_pointer(&l.vla_sizes, g_hash_table_unref);
	scope_free(&l);
	g_free(l.printed);
}
