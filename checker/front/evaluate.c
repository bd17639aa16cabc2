// SPDX-License-Identifier: GPL-2.0-only
/*
 * Asking a target's headers for numbers: a small file that includes them and
 * has one expression a line. An expression with an error is unknown, the
 * others are not.
 */
#include <gio/gio.h>
#include <string.h>

#include "front/unit.h"

#define ANSWER_PREFIX "kmcheck_answer_"

struct answers {
	guint64 *values;
	bool *known;
	guint n;
};

static char *question_text(const char *const *headers,
			   const char *const *expressions, guint n)
{
	GString *text = g_string_new(NULL);

	for (; headers && *headers; headers++)
		g_string_append_printf(text, "#include <%s>\n", *headers);
	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, "static const unsigned long long "
				       ANSWER_PREFIX "%u = (unsigned long "
				       "long)(%s);\n", i, expressions[i]);
	return g_string_free(text, FALSE);
}

static enum CXChildVisitResult read_answer(CXCursor cursor, CXCursor parent,
					   CXClientData data)
{
	struct answers *answers = data;
	g_autofree char *name = NULL;
	CXCursor init;
	guint64 i;

	(void)parent;
	if (cursor_kind(cursor) != CXCursor_VarDecl ||
	    !clang_Location_isFromMainFile(clang_getCursorLocation(cursor)))
		return CXChildVisit_Continue;
	name = cursor_take_string(clang_getCursorSpelling(cursor));
	if (!g_str_has_prefix(name, ANSWER_PREFIX))
		return CXChildVisit_Continue;
	i = g_ascii_strtoull(name + strlen(ANSWER_PREFIX), NULL, 10);
	init = clang_Cursor_getVarDeclInitializer(cursor);
	if (i < answers->n && !clang_Cursor_isNull(init))
		answers->known[i] = cursor_evaluate(init, &answers->values[i]);
	return CXChildVisit_Continue;
}

/* An error in a line of the main file takes that line's answer away. */
static void forget_wrong(CXTranslationUnit tu, guint n_headers,
			 struct answers *answers)
{
	unsigned n = clang_getNumDiagnostics(tu);

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
		CXSourceLocation location =
			clang_getDiagnosticLocation(diagnostic);
		unsigned line;

		clang_getExpansionLocation(location, NULL, &line, NULL, NULL);
		if (clang_getDiagnosticSeverity(diagnostic) >=
		    CXDiagnostic_Error &&
		    clang_Location_isFromMainFile(location) &&
		    line > n_headers && line - n_headers <= answers->n)
			answers->known[line - n_headers - 1] = false;
		clang_disposeDiagnostic(diagnostic);
	}
}

struct reading {
	const char *directory;
	GPtrArray *files;	/* char * */
};

/* Of the generated file itself, which includes the others, there is no file. */
static void add_file(CXFile file, CXSourceLocation *stack, unsigned n_stack,
		     CXClientData data)
{
	struct reading *reading = data;
	g_autofree char *name = cursor_take_string(clang_getFileName(file));

	(void)stack;
	if (n_stack)
		g_ptr_array_add(reading->files,
				front_absolute(reading->directory, name));
}

bool front_evaluate(const struct front_options *options,
		    const char *const *headers,
		    const char *const *expressions, guint n,
		    guint64 *values, bool *known, GPtrArray *files,
		    GError **error)
{
	g_autoptr(GPtrArray) errors = g_ptr_array_new();
	g_autofree char *text = question_text(headers, expressions, n);
	g_autofree const char **paths = g_new0(const char *,
					       options->n_overlays + 1);
	g_autofree const char **texts = g_new0(const char *,
					       options->n_overlays + 1);
	struct answers answers = { values, known, n };
	struct reading reading = { options->directory, files };
	struct front_options asking = *options;
	g_auto(CXIndex) index = clang_createIndex(0, 0);
	g_auto(CXTranslationUnit) tu = NULL;

	for (guint i = 0; i < options->n_overlays; i++) {
		paths[i + 1] = options->overlay_paths[i];
		texts[i + 1] = options->overlay_texts[i];
	}
	paths[0] = asking.path = "kmcheck-question.c";
	texts[0] = text;
	asking.overlay_paths = paths;
	asking.overlay_texts = texts;
	asking.n_overlays++;
	for (guint i = 0; i < n; i++)
		known[i] = false;
	tu = front_parse(index, &asking, NULL, text, errors, error);
	if (!tu)
		return false;
	clang_visitChildren(clang_getTranslationUnitCursor(tu), read_answer,
			    &answers);
	forget_wrong(tu, headers ? g_strv_length((char **)headers) : 0,
		     &answers);
	if (files)
		clang_getInclusions(tu, add_file, &reading);
	return true;
}
