// SPDX-License-Identifier: GPL-2.0-only
/* Making a precompiled header and the lists that go with it. */
#include "front/pch_make.h"

#include <glib/gstdio.h>
#include <string.h>

#include "front/unit.h"

#define PCH_SOURCE "/kmcheck-precompiled.h"

struct making {
	const char *directory;
	CXTranslationUnit tu;
	GHashTable *names, *functions, *files;
};

/* The unit's -include files, then the headers. What Kbuild defines for each
 * unit is something else there. */
static char *header_text(const struct front_options *options)
{
	GString *text = g_string_new("#define KBUILD_MODNAME \"kmcheck\"\n"
				     "#define KBUILD_BASENAME \"kmcheck\"\n"
				     "#define KBUILD_MODFILE \"kmcheck\"\n");
	const char *const *at;

	for (at = options->argv; at && *at; at++)
		if (!strcmp(*at, "-include") && at[1])
			g_string_append_printf(text, "#include \"%s\"\n",
					       *++at);
	for (at = options->pch_headers; *at; at++)
		g_string_append_printf(text, "#if __has_include(<%s>)\n"
				       "#include <%s>\n#endif\n", *at, *at);
	g_string_append(text, "#undef KBUILD_MODNAME\n"
			"#undef KBUILD_BASENAME\n#undef KBUILD_MODFILE\n");
	return g_string_free(text, FALSE);
}

static GPtrArray *header_flags(const struct front_options *options)
{
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
	const char *const *flag = options->argv;
	bool is_pair;

	for (; flag && *flag; flag += is_pair ? 2 : 1) {
		bool keeps = pch_keeps_flag(flag, &is_pair);

		if (!keeps || !strcmp(*flag, "-include"))
			continue;
		for (guint i = 0; i <= is_pair; i++)
			g_ptr_array_add(argv, g_strdup(flag[i]));
	}
	g_ptr_array_add(argv, g_strdup("-w"));
	if (options->directory)
		g_ptr_array_add(argv, g_strconcat("-working-directory=",
						  options->directory, NULL));
	g_ptr_array_add(argv, g_strdup("-x"));
	g_ptr_array_add(argv, g_strdup("c-header"));
	return argv;
}

static CXTranslationUnit parse_headers(CXIndex index,
				       const struct front_options *options)
{
	g_autoptr(GPtrArray) argv = header_flags(options);
	g_autofree char *text = header_text(options);
	struct CXUnsavedFile unsaved = {
		PCH_SOURCE, text, strlen(text),
	};
	CXTranslationUnit tu = NULL;

	if (clang_parseTranslationUnit2(index, PCH_SOURCE,
					(const char *const *)argv->pdata,
					(int)argv->len, &unsaved, 1,
					CXTranslationUnit_Incomplete |
					CXTranslationUnit_ForSerialization,
					&tu) != CXError_Success)
		return NULL;
	return tu;
}

static bool has_errors(CXTranslationUnit tu)
{
	unsigned n = clang_getNumDiagnostics(tu);
	bool yes = false;

	for (unsigned i = 0; i < n; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);

		yes |= clang_getDiagnosticSeverity(diagnostic) >=
		       CXDiagnostic_Error;
		clang_disposeDiagnostic(diagnostic);
	}
	return yes;
}

/* One past the token at `at`; a word is added. */
static const char *add_token(GHashTable *names, const char *at,
			     const char *end)
{
	gsize n = text_identifier(at, end);

	if (n) {
		g_hash_table_add(names, g_strndup(at, n));
		return at + n;
	}
	if (*at == '"' || *at == '\'')
		return text_skip_string(at, end);
	if (!g_ascii_isdigit(*at))
		return at + 1;
	while (at < end && (g_ascii_isalnum(*at) || *at == '_'))
		at++;
	return at;
}

static void add_words(GHashTable *names, const char *at, const char *end)
{
	for (at = text_skip_space(at, end); at < end;
	     at = text_skip_space(at, end))
		at = add_token(names, at, end);
}

/* To the end of a directive, over continued lines. */
static const char *line_end(const char *at, const char *end)
{
	while (at < end && (*at != '\n' || at[-1] == '\\'))
		at++;
	return at;
}

/* "#ifndef X" right before "#define X": a default that a unit may override,
 * and what it is only matters where it is used. */
static bool is_default(const char *name, gsize n, const char *line,
		       const char *end)
{
	const char *at = text_skip_space(line, end);

	if (at == end || *at != '#')
		return false;
	at = text_skip_space(at + 1, end);
	if (!text_is_word(at, end, "define"))
		return false;
	at = text_skip_space(at + strlen("define"), end);
	return text_identifier(at, end) == n && !memcmp(at, name, n);
}

/* Names that conditions test; not what is defined, nor what definitions say:
 * that counts where it is used. */
static void add_directive(GHashTable *names, const char *at, const char *stop,
			  const char *end)
{
	gsize n;

	at = text_skip_space(at, stop);
	n = text_identifier(at, stop);
	if (text_is_word(at, stop, "ifndef")) {
		const char *name = text_skip_space(at + n, stop);
		gsize length = text_identifier(name, stop);

		if (!is_default(name, length, stop, end))
			add_words(names, name, stop);
	} else if (n && (!strncmp(at, "if", 2) || !strncmp(at, "elif", 4))) {
		add_words(names, at + n, stop);
	}
}

static void add_text(GHashTable *names, const char *text, gsize size)
{
	const char *end = text + size, *before = text, *at;
	bool is_first = true;		/* of its line */

	while ((at = text_skip_space(before, end)) < end) {
		is_first |= memchr(before, '\n', at - before) != NULL;
		if (is_first && *at == '#') {
			before = line_end(at, end);
			add_directive(names, at + 1, before, end);
		} else {
			before = add_token(names, at, end);
		}
		is_first = false;
	}
}

static void add_file(CXFile file, CXSourceLocation *stack, unsigned n,
		     CXClientData data)
{
	struct making *making = data;
	g_autofree char *name = cursor_take_string(clang_getFileName(file));
	size_t size = 0;
	const char *text;

	(void)stack;
	(void)n;
	if (!strcmp(name, PCH_SOURCE))
		return;
	if (!g_hash_table_add(making->files,
			      front_absolute(making->directory, name)))
		return;
	text = clang_getFileContents(making->tu, file, &size);
	if (text)
		add_text(making->names, text, size);
}

static enum CXChildVisitResult add_function(CXCursor cursor, CXCursor parent,
					    CXClientData data)
{
	struct making *making = data;

	(void)parent;
	if (cursor_kind(cursor) == CXCursor_FunctionDecl)
		g_hash_table_add(making->functions, cursor_take_string(
				 clang_getCursorSpelling(cursor)));
	return CXChildVisit_Continue;
}

static int compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool write_lines(GHashTable *set, const char *base, const char *suffix)
{
	g_autofree char *path = g_strconcat(base, suffix, NULL);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GPtrArray) lines = g_ptr_array_new();
	GHashTableIter iter;
	gpointer line;

	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &line, NULL))
		g_ptr_array_add(lines, line);
	g_ptr_array_sort(lines, compare_strings);
	for (guint i = 0; i < lines->len; i++)
		g_string_append_printf(text, "%s\n",
				       (char *)lines->pdata[i]);
	return g_file_set_contents(path, text->str, text->len, NULL);
}

/* The header itself appears last, and at once. */
static bool save(CXTranslationUnit tu, const char *base)
{
	g_autofree char *path = g_strconcat(base, ".pch", NULL);
	g_autofree char *unfinished = g_strconcat(base, ".pch.new", NULL);

	if (clang_saveTranslationUnit(tu, unfinished, 0) != CXSaveError_None) {
		g_unlink(unfinished);
		return false;
	}
	return !g_rename(unfinished, path);
}

bool pch_make(const struct front_options *options, const char *base)
{
	g_auto(CXIndex) index = clang_createIndex(0, 0);
	g_auto(CXTranslationUnit) tu = parse_headers(index, options);
	g_autoptr(GHashTable) names = NULL, functions = NULL, files = NULL;
	struct making making = { .directory = options->directory, .tu = tu };

	if (!tu || has_errors(tu))
		return false;
	making.names = names = g_hash_table_new_full(g_str_hash, g_str_equal,
						     g_free, NULL);
	making.functions = functions = g_hash_table_new_full(g_str_hash,
						g_str_equal, g_free, NULL);
	making.files = files = g_hash_table_new_full(g_str_hash, g_str_equal,
						     g_free, NULL);
	clang_getInclusions(tu, add_file, &making);
	clang_visitChildren(clang_getTranslationUnitCursor(tu), add_function,
			    &making);
	return write_lines(names, base, ".names") &&
	       write_lines(functions, base, ".functions") &&
	       write_lines(files, base, ".files") && save(tu, base);
}
