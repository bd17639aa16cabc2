// SPDX-License-Identifier: GPL-2.0-only
/* Functions and globals that the unit names. */
#include <string.h>

#include "front/unit.h"

static const char *path_of(struct front *front, CXCursor cursor)
{
	struct ir_loc loc = front_loc(front, cursor);

	return loc.file == IR_NONE ? "" : front->ir->files->pdata[loc.file];
}

static const char *function_key(struct front *front, CXCursor function,
				CXCursor definition, const char *name)
{
	if (clang_getCursorLinkage(function) != CXLinkage_Internal)
		return name;
	if (clang_Cursor_isNull(definition))
		definition = function;
	return text_intern(g_strdup_printf("%s@%s", name,
					   path_of(front, definition)));
}

/* Both `__attribute__((noreturn))`, which is part of the type, and _Noreturn,
 * which is not. */
static bool is_noreturn(CXCursor function)
{
	g_autofree char *type = cursor_take_string(
		clang_getTypeSpelling(clang_getCursorType(function)));
	g_autofree char *printed = NULL;
	CXPrintingPolicy policy;

	if (strstr(type, "noreturn"))
		return true;
	if (!clang_Cursor_hasAttrs(function))
		return false;
	policy = clang_getCursorPrintingPolicy(function);
	clang_PrintingPolicy_setProperty(policy,
					 CXPrintingPolicy_TerseOutput, 1);
	printed = cursor_take_string(clang_getCursorPrettyPrinted(function,
								  policy));
	clang_PrintingPolicy_dispose(policy);
	return strstr(printed, "_Noreturn");
}

static void add_decl(struct front *front, CXCursor function,
		     const struct callee *callee)
{
	int n = clang_Cursor_getNumArguments(function);
	struct ir_decl decl = {
		.name = callee->name,
		.key = callee->key,
		.is_noreturn = callee->is_noreturn,
		.is_variadic = clang_Cursor_isVariadic(function),
		.result = front_type(front,
				     clang_getCursorResultType(function)),
		.params = g_array_new(FALSE, FALSE,
				      sizeof(struct ir_param_decl)),
	};

	for (int i = 0; i < n; i++) {
		CXCursor argument = clang_Cursor_getArgument(function, i);
		struct ir_param_decl param = {
			text_intern(cursor_take_string(
				clang_getCursorSpelling(argument))),
			text_intern(cursor_take_string(clang_getTypeSpelling(
				clang_getCursorType(argument)))),
		};

		g_array_append_val(decl.params, param);
	}
	g_array_append_val(front->ir->decls, decl);
}

/* Lower it too, unless the rules say what it does. */
static void follow(struct front *front, CXCursor definition, const char *name)
{
	if (clang_Cursor_isNull(definition))
		return;
	if (front->options->opaque &&
	    g_hash_table_contains(front->options->opaque, name) &&
	    !front_cursor_is_local(front, definition))
		return;
	if (g_hash_table_contains(front->queued, &definition))
		return;
	g_hash_table_add(front->queued, cursor_copy(definition));
	g_queue_push_tail(&front->pending, cursor_copy(definition));
}

struct callee *front_callee(struct front *front, CXCursor function)
{
	CXCursor canonical = clang_getCanonicalCursor(function);
	struct callee *callee = g_hash_table_lookup(front->callees,
						    &canonical);

	if (callee)
		return callee;
	callee = g_new0(struct callee, 1);
	callee->definition = clang_getCursorDefinition(function);
	callee->name = text_intern(cursor_take_string(
				clang_getCursorSpelling(function)));
	callee->key = function_key(front, function, callee->definition,
				   callee->name);
	callee->is_noreturn = is_noreturn(function);
	g_hash_table_insert(front->callees, cursor_copy(canonical), callee);
	add_decl(front, clang_Cursor_isNull(callee->definition) ? function :
		 callee->definition, callee);
	follow(front, callee->definition, callee->name);
	return callee;
}

static enum CXChildVisitResult note_name(CXCursor cursor, CXCursor parent,
					 CXClientData data)
{
	struct front *front = data;

	(void)parent;
	if (cursor_kind(cursor) == CXCursor_TypedefDecl)
		g_hash_table_replace(front->typedefs, cursor_take_string(
				     clang_getCursorSpelling(cursor)),
				     cursor_copy(cursor));
	if (cursor_kind(cursor) == CXCursor_FunctionDecl)
		g_hash_table_replace(front->by_name, cursor_take_string(
				     clang_getCursorSpelling(cursor)),
				     cursor_copy(cursor));
	return CXChildVisit_Continue;
}

static void note_names(struct front *front)
{
	if (front->has_names)
		return;
	front->has_names = true;
	clang_visitChildren(clang_getTranslationUnitCursor(front->tu),
			    note_name, front);
}

bool front_typedef(struct front *front, const char *name, gsize n,
		   CXType *type)
{
	g_autofree char *key = g_strndup(name, n);
	CXCursor *found;

	note_names(front);
	found = g_hash_table_lookup(front->typedefs, key);
	if (found)
		*type = clang_getTypedefDeclUnderlyingType(*found);
	else
		front->is_hidden = true;
	return found;
}

struct callee *front_callee_named(struct front *front, const char *name)
{
	CXCursor *found;

	note_names(front);
	found = g_hash_table_lookup(front->by_name, name);
	if (!found && front->pch && pch_declares(front->pch, name))
		g_hash_table_add(front->wanted, g_strdup(name));
	return found ? front_callee(front, *found) : NULL;
}

const char *front_attribute(CXCursor variable, const char *name)
{
	g_autofree char *wanted = g_strdup_printf("%s(", name);
	CXPrintingPolicy policy = clang_getCursorPrintingPolicy(variable);
	g_autofree char *printed = NULL;
	const char *at, *end;

	clang_PrintingPolicy_setProperty(policy,
				CXPrintingPolicy_SuppressInitializers, 1);
	printed = cursor_take_string(clang_getCursorPrettyPrinted(variable,
								  policy));
	clang_PrintingPolicy_dispose(policy);
	at = strstr(printed, "__attribute__((");
	at = at ? strstr(at, wanted) : NULL;
	if (!at)
		return NULL;
	at += strlen(wanted);
	end = at + strcspn(at, ")");
	if (*at == '"' && end > at + 1)
		return text_intern(g_strndup(at + 1, end - at - 2));
	return text_intern(g_strndup(at, end - at));
}

/* Globals */

static bool is_local_variable(CXCursor variable)
{
	return cursor_kind(clang_getCursorSemanticParent(variable)) !=
	       CXCursor_TranslationUnit;
}

static const char *global_key(struct front *front, CXCursor variable,
			      const char *name)
{
	struct ir_loc loc = front_loc(front, variable);

	if (clang_getCursorLinkage(variable) == CXLinkage_External ||
	    clang_getCursorLinkage(variable) == CXLinkage_UniqueExternal)
		return name;
	if (is_local_variable(variable))
		return text_intern(g_strdup_printf("%s@%s:%u", name,
						   path_of(front, variable),
						   loc.line));
	return text_intern(g_strdup_printf("%s@%s", name,
					   path_of(front, variable)));
}

static bool is_const(CXType type)
{
	if (clang_isConstQualifiedType(type))
		return true;
	/* a canonical array carries its elements' qualifiers itself */
	type = clang_getCanonicalType(type);
	if (clang_isConstQualifiedType(type))
		return true;
	while (clang_getArrayElementType(type).kind != CXType_Invalid)
		type = clang_getArrayElementType(type);
	return clang_isConstQualifiedType(type);
}

/* The declaration with the initialiser, or the defining one, if any. */
static CXCursor defining(CXCursor variable)
{
	CXCursor definition = clang_getCursorDefinition(variable);

	return clang_Cursor_isNull(definition) ? variable : definition;
}

static guint32 add_global(struct front *front, struct ir_global global)
{
	global.key = front_unique_key(front, global.key);
	global.inits = g_array_new(FALSE, FALSE, sizeof(struct ir_init));
	g_array_append_val(front->ir->globals, global);
	return front->ir->globals->len - 1;
}

guint32 front_global(struct front *front, CXCursor variable)
{
	CXCursor canonical = clang_getCanonicalCursor(variable);
	gpointer found = g_hash_table_lookup(front->globals, &canonical);
	struct ir_global global = { 0 };
	CXCursor init;
	guint32 index;

	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	variable = defining(variable);
	init = clang_Cursor_getVarDeclInitializer(variable);
	global.name = text_intern(cursor_take_string(
				clang_getCursorSpelling(variable)));
	global.key = global_key(front, variable, global.name);
	global.type = front_cursor_type(front, variable);
	global.is_static = clang_getCursorLinkage(variable) !=
			   CXLinkage_External;
	global.is_const = is_const(clang_getCursorType(variable));
	global.has_init = !clang_Cursor_isNull(init);
	global.is_defined = global.has_init || /* maybe tentatively */
		clang_Cursor_getStorageClass(variable) != CX_SC_Extern;
	if (clang_Cursor_hasAttrs(variable))
		global.section = front_attribute(variable, "section");
	global.loc = front_loc(front, variable);
	index = add_global(front, global);
	g_hash_table_insert(front->globals, cursor_copy(canonical),
			    GUINT_TO_POINTER(index + 1));
	if (global.has_init)
		g_queue_push_tail(&front->pending_globals,
				  cursor_copy(variable));
	return index;
}

/* `&(struct foo){ … }` outside a function: an object without a name. */
guint32 front_literal_global(struct front *front, CXCursor literal)
{
	struct ir_loc loc = front_loc(front, literal);
	struct ir_global global = {
		.name = ir_intern("<literal>"), .loc = loc,
		.type = front_cursor_type(front, literal),
		.is_static = true, .is_defined = true, .has_init = true,
		.is_const = is_const(clang_getCursorType(literal)),
	};
	gpointer found = g_hash_table_lookup(front->globals, &literal);
	guint32 index;

	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	global.key = text_intern(g_strdup_printf("<literal>@%s:%u:%u",
						 path_of(front, literal),
						 loc.line, loc.column));
	index = add_global(front, global);
	g_hash_table_insert(front->globals, cursor_copy(literal),
			    GUINT_TO_POINTER(index + 1));
	g_queue_push_tail(&front->pending_globals, cursor_copy(literal));
	return index;
}
