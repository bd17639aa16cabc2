// SPDX-License-Identifier: GPL-2.0-only
/* Declarations of local variables. */
#include "front/lower.h"

/* The product of the dimensions, as they stand in the declaration, and the
 * size of what is in the array: kept for sizeof. */
static void lower_vla(struct lower *l, CXCursor variable, CXType type)
{
	CXCursor init = clang_Cursor_getVarDeclInitializer(variable);
	guint32 size, ulong_type = l->front->ulong_type;
	struct place place;
	autocursors children = { 0 };

	while (type.kind == CXType_VariableArray ||
	       type.kind == CXType_ConstantArray)
		type = clang_getCanonicalType(clang_getArrayElementType(type));
	size = build_const(l, ulong_type, clang_Type_getSizeOf(type));
	cursors_of(&children, variable);
	for (guint i = 0; i < children.n; i++) {
		if (!cursor_is_expression(children.at[i]) ||
		    clang_equalCursors(children.at[i], init))
			continue;
		size = build_binary(l, IR_MUL, ulong_type, size,
				    lower_value_as(l, children.at[i],
						   ulong_type));
	}
	place = build_scratch(l, ulong_type);
	build_store(l, &place, size);
	if (!l->vla_sizes)
		l->vla_sizes = g_hash_table_new_full(cursor_hash, cursor_equal,
						     g_free, NULL);
	g_hash_table_insert(l->vla_sizes, cursor_copy(variable),
			    GUINT_TO_POINTER(l->fn->n_locals));
}

static void lower_variable(struct lower *l, CXCursor variable)
{
	CXCursor init = clang_Cursor_getVarDeclInitializer(variable);
	CXType type = clang_getCanonicalType(clang_getCursorType(variable));
	g_autofree char *name = cursor_take_string(
				clang_getCursorSpelling(variable));
	struct place place;
	guint32 local;

	l->loc = front_loc(l->front, variable);
	local = build_local(l, name, front_cursor_type(l->front, variable));
	g_hash_table_insert(l->locals, cursor_copy(variable),
			    GUINT_TO_POINTER(local + 1));
	if (type.kind == CXType_VariableArray)
		lower_vla(l, variable, type);
	if (clang_Cursor_hasAttrs(variable))
		l->fn->locals[local].cleanup =
			front_attribute(variable, "cleanup");
	if (!clang_Cursor_isNull(init)) {
		place = build_local_place(l, local);
		lower_initialiser(l, &place, type, init);
	}
	if (l->fn->locals[local].cleanup)
		scope_add_cleanup(l, local);
}

/* Types, static assertions and declarations of functions do nothing; static
 * and extern variables are globals, made when they are used. */
void lower_declarations(struct lower *l, CXCursor statement)
{
	autocursors children = { 0 };

	cursors_of(&children, statement);
	for (guint i = 0; i < children.n; i++) {
		enum CX_StorageClass storage;

		if (cursor_kind(children.at[i]) == CXCursor_StaticAssert)
			lower_count_unlowered(l, children.at[i]);
		if (cursor_kind(children.at[i]) != CXCursor_VarDecl)
			continue;
		storage = clang_Cursor_getStorageClass(children.at[i]);
		if (storage != CX_SC_Static && storage != CX_SC_Extern)
			lower_variable(l, children.at[i]);
	}
}
