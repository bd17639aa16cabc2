// SPDX-License-Identifier: GPL-2.0-only
/* One unit: parse, walk what it defines, lower what that reaches. */
#include <gio/gio.h>
#include <string.h>

#include "front/unit.h"

#define PRESENT_PREFIX "kmcheck_present_"
#define WANTED_PREFIX "kmcheck_wanted_"

static void source_file_free(gpointer data)
{
	struct source_file *source = data;

	g_clear_pointer(&source->macros, g_hash_table_unref);
	g_free(source);
}

static void members_free(gpointer data)
{
	g_array_unref(data);
}

static GHashTable *cursor_table(GDestroyNotify value_free)
{
	return g_hash_table_new_full(cursor_hash, cursor_equal, g_free,
				     value_free);
}

static bool is_big_endian(const char *triple)
{
	static const char *const prefixes[] = {
		"s390x", "powerpc-", "powerpc64-", "ppc-", "ppc64-", "mips-",
		"mips64-", "mipsisa32r6-", "mipsisa64r6-", "sparc", "m68k",
		"aarch64_be", "armeb", "hppa",
	};

	for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
		if (g_str_has_prefix(triple, prefixes[i]) &&
		    !g_str_has_prefix(triple, "sparcel"))
			return true;
	return false;
}

static void read_target(struct front *front)
{
	CXTargetInfo info = clang_getTranslationUnitTargetInfo(front->tu);
	g_autofree char *triple =
		cursor_take_string(clang_TargetInfo_getTriple(info));

	front->ir->pointer_bits = clang_TargetInfo_getPointerWidth(info);
	front->ir->long_bits = front->ir->pointer_bits;
	front->ir->is_big_endian = is_big_endian(triple);
	clang_TargetInfo_dispose(info);
}

static void front_init(struct front *front,
		       const struct front_options *options)
{
	g_autofree char *path = NULL;

	front->options = options;
	front->directory = options->directory ?
			   g_canonicalize_filename(options->directory, NULL) :
			   g_get_current_dir();
	path = front_absolute(front->directory, options->path);
	front->main_directory = g_path_get_dirname(path);
	front->files = g_hash_table_new_full(NULL, NULL, NULL,
					     source_file_free);
	front->types = g_hash_table_new(NULL, NULL);
	front->pointers = g_hash_table_new(NULL, NULL);
	front->members = g_hash_table_new_full(NULL, NULL, NULL,
					       members_free);
	front->records = cursor_table(NULL);
	front->globals = cursor_table(NULL);
	front->callees = cursor_table(g_free);
	front->queued = cursor_table(NULL);
	front->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					     NULL);
	front->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       g_free);
	front->typedefs = g_hash_table_new_full(g_str_hash, g_str_equal,
						g_free, g_free);
	front->keys = g_hash_table_new(NULL, NULL);
	g_queue_init(&front->pending);
	g_queue_init(&front->pending_globals);
	front->ir = ir_unit_new(options->path, NULL);
}

static void front_make_types(struct front *front)
{
	read_target(front);
	front->int_type = front_int_type(front, 32, true);
	front->bool_type = front_int_type(front, 1, false);
	front->long_type = front_int_type(front, front->ir->long_bits, true);
	front->ulong_type = front_int_type(front, front->ir->long_bits,
					   false);
	front->pointer_type = front_pointer_to(front, 0);
}

static void front_release(struct front *front)
{
	g_free(front->directory);
	g_free(front->main_directory);
	g_hash_table_unref(front->files);
	g_hash_table_unref(front->types);
	g_hash_table_unref(front->pointers);
	g_hash_table_unref(front->members);
	g_hash_table_unref(front->records);
	g_hash_table_unref(front->globals);
	g_hash_table_unref(front->callees);
	g_hash_table_unref(front->queued);
	g_hash_table_unref(front->keys);
	g_hash_table_unref(front->found);
	g_hash_table_unref(front->by_name);
	g_hash_table_unref(front->typedefs);
	g_clear_pointer(&front->record_infos, g_ptr_array_unref);
	g_queue_clear_full(&front->pending, g_free);
	g_queue_clear_full(&front->pending_globals, g_free);
	g_clear_pointer(&front->tu, clang_disposeTranslationUnit);
	ir_unit_free(front->ir);
}

/* What follows the unit's last line. The unit itself is asked which of the
 * probed names are macros; and functions that are needed by name, but hidden in
 * a precompiled header, are named so that they show. */
static char *trailer(const struct front_options *options, GHashTable *wanted)
{
	GString *text = g_string_new("\n");
	GHashTableIter iter;
	gpointer name;

	if (options->probe) {
		g_hash_table_iter_init(&iter, options->probe);
		while (g_hash_table_iter_next(&iter, &name, NULL))
			g_string_append_printf(text, "#ifdef %s\nextern int "
					       PRESENT_PREFIX "%s;\n"
					       "#endif\n", (char *)name,
					       (char *)name);
	}
	if (wanted) {
		g_hash_table_iter_init(&iter, wanted);
		while (g_hash_table_iter_next(&iter, &name, NULL))
			g_string_append_printf(text, "extern __typeof__(&%s) "
					       WANTED_PREFIX "%s;\n",
					       (char *)name, (char *)name);
	}
	return g_string_free(text, FALSE);
}

static void note_function(struct front *front, CXCursor cursor)
{
	if (front->options->probe) {
		CXString name = clang_getCursorSpelling(cursor);
		const char *text = clang_getCString(name);

		if (g_hash_table_contains(front->options->probe, text))
			g_hash_table_add(front->found, g_strdup(text));
		clang_disposeString(name);
	}
	if (clang_isCursorDefinition(cursor) &&
	    front_cursor_is_local(front, cursor))
		front_callee(front, cursor);
}

/* `extern __typeof__(&function) kmcheck_wanted_function;` */
static void note_wanted(struct front *front, CXCursor variable,
			const char *name)
{
	CXCursor function = cursor_last_child(variable);

	while (cursor_is_expression(function) &&
	       cursor_kind(function) != CXCursor_DeclRefExpr)
		function = cursor_last_child(function);
	function = clang_getCursorReferenced(function);
	if (cursor_kind(function) == CXCursor_FunctionDecl)
		g_hash_table_replace(front->by_name, g_strdup(name),
				     cursor_copy(function));
}

static void note_trailer(struct front *front, CXCursor variable)
{
	g_autofree char *name = cursor_take_string(
				clang_getCursorSpelling(variable));

	if (g_str_has_prefix(name, PRESENT_PREFIX))
		g_hash_table_add(front->found,
				 g_strdup(name + strlen(PRESENT_PREFIX)));
	else if (g_str_has_prefix(name, WANTED_PREFIX))
		note_wanted(front, variable, name + strlen(WANTED_PREFIX));
}

static void note_variable(struct front *front, CXCursor cursor)
{
	if (clang_Cursor_getStorageClass(cursor) != CX_SC_Extern ||
	    !clang_Cursor_isNull(clang_Cursor_getVarDeclInitializer(cursor))) {
		if (front_cursor_is_local(front, cursor))
			front_global(front, cursor);
		return;
	}
	if (clang_Location_isFromMainFile(clang_getCursorLocation(cursor)))
		note_trailer(front, cursor);
}

static enum CXChildVisitResult visit_top(CXCursor cursor, CXCursor parent,
					 CXClientData data)
{
	struct front *front = data;

	(void)parent;
	switch (cursor_kind(cursor)) {
	case CXCursor_FunctionDecl:
		note_function(front, cursor);
		break;
	case CXCursor_VarDecl:
		note_variable(front, cursor);
		break;
	default:
		break;
	}
	return CXChildVisit_Continue;
}

static void note_inclusion(CXFile file, CXSourceLocation *stack, unsigned n,
			   CXClientData data)
{
	(void)stack;
	(void)n;
	front_file(data, file);
}

/* Functions name globals, initialisers name functions: until neither is left.
 */
static void lower_all(struct front *front)
{
	CXCursor *definition;

	do {
		front_read_initialisers(front);
		while ((definition = g_queue_pop_head(&front->pending))) {
			front_function(front, *definition);
			g_free(definition);
		}
	} while (!g_queue_is_empty(&front->pending_globals));
}

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list_present(struct front *front)
{
	GHashTableIter iter;
	gpointer name;

	if (front->pch && front->options->probe) {
		g_hash_table_iter_init(&iter, front->options->probe);
		while (g_hash_table_iter_next(&iter, &name, NULL))
			if (pch_declares(front->pch, name))
				g_hash_table_add(front->found,
						 g_strdup(name));
	}
	g_hash_table_iter_init(&iter, front->found);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(front->ir->present, (gpointer)ir_intern(name));
	g_ptr_array_sort(front->ir->present, by_text);
}

static void lower_unit(struct front *front)
{
	front_make_types(front);
	clang_getInclusions(front->tu, note_inclusion, front);
	clang_visitChildren(clang_getTranslationUnitCursor(front->tu),
			    visit_top, front);
	lower_all(front);
	front_read_exports(front);
	list_present(front);
	if (front->pch)
		pch_list_files(front->pch, front->ir->files);
}

/* One attempt. With a precompiled header, any error makes it void, and so does
 * what is needed by name and hidden in it: `wanted` then grows, if naming it
 * in the next attempt helps. */
static struct ir_unit *attempt(const struct front_options *options,
			       const struct pch *pch, const char *text,
			       GHashTable *wanted, bool *is_parsed,
			       GError **error)
{
	g_autofree char *more = trailer(options, wanted);
	g_autofree char *whole = g_strconcat(text, more, NULL);
	g_auto(CXIndex) index = clang_createIndex(pch != NULL, 0);
	guint n_wanted = wanted ? g_hash_table_size(wanted) : 0;
	struct front front = { .pch = pch, .wanted = wanted };
	struct ir_unit *unit = NULL;

	front_init(&front, options);
	front.tu = front_parse(index, options, pch, whole, front.ir->errors,
			       error);
	*is_parsed = front.tu;
	if (front.tu && !(pch && front.ir->errors->len)) {
		lower_unit(&front);
		if (!pch || (!front.is_hidden &&
			     g_hash_table_size(wanted) == n_wanted))
			unit = g_steal_pointer(&front.ir);
	}
	front_release(&front);
	return unit;
}

/* NULL if the unit needs the headers themselves. */
static struct ir_unit *attempt_with_pch(const struct front_options *options,
					const struct pch *pch,
					const char *text, bool *is_parsed)
{
	g_autoptr(GHashTable) wanted = pch_read_wanted(pch);
	guint n_before = g_hash_table_size(wanted), n;
	struct ir_unit *unit;

	do {
		n = g_hash_table_size(wanted);
		unit = attempt(options, pch, text, wanted, is_parsed, NULL);
	} while (!unit && g_hash_table_size(wanted) > n);
	if (g_hash_table_size(wanted) > n_before)
		pch_write_wanted(pch, wanted);
	return unit;
}

struct ir_unit *front_lower(const struct front_options *options,
			    GError **error)
{
	g_autofree char *text = front_main_text(options, error);
	bool is_parsed, is_pch_good = true;
	struct ir_unit *unit = NULL;
	struct pch *pch;

	if (!text)
		return NULL;
	pch = pch_for(options, text);
	if (pch)
		unit = attempt_with_pch(options, pch, text, &is_pch_good);
	if (!unit)
		unit = attempt(options, NULL, text, NULL, &is_parsed, error);
	if (unit && !is_pch_good)
		pch_discard(pch);
	pch_free(pch);
	return unit;
}
