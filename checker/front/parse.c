// SPDX-License-Identifier: GPL-2.0-only
/* Parsing a unit with libclang: arguments, overlays, diagnostics. */
#include <gio/gio.h>
#include <string.h>

#include "front/unit.h"

/* With a precompiled header, what was force-included is in it. */
static void add_arguments(GPtrArray *argv, const struct front_options *options,
			  const struct pch *pch)
{
	const char *const *arg = options->argv;

	for (; arg && *arg; arg++) {
		/* Warnings are not our business; -Wp, and -Wa, are not
		 * warnings, and not for us either. */
		if (g_str_has_prefix(*arg, "-W"))
			continue;
		if (pch && !strcmp(*arg, "-include") && arg[1]) {
			arg++;
			continue;
		}
		g_ptr_array_add(argv, g_strdup(*arg));
	}
	if (pch) {
		g_ptr_array_add(argv, g_strdup("-include-pch"));
		g_ptr_array_add(argv, g_strdup(pch->path));
	}
	g_ptr_array_add(argv, g_strdup("-w"));
	/* Errors that gcc has as warnings, and that lose nothing. */
	g_ptr_array_add(argv, g_strdup("-Wno-int-conversion"));
	g_ptr_array_add(argv, g_strdup(
		"-Wno-incompatible-function-pointer-types"));
	g_ptr_array_add(argv, g_strdup("-ferror-limit=0"));
	if (options->directory)
		g_ptr_array_add(argv, g_strconcat("-working-directory=",
						  options->directory, NULL));
	g_ptr_array_add(argv, g_strdup("-x"));
	g_ptr_array_add(argv, g_strdup("c"));
}

static const char *overlay_of(const struct front_options *options,
			      const char *path)
{
	for (guint i = 0; i < options->n_overlays; i++) {
		g_autofree char *overlay =
			front_absolute(options->directory,
				       options->overlay_paths[i]);

		if (!strcmp(overlay, path))
			return options->overlay_texts[i];
	}
	return NULL;
}

char *front_main_text(const struct front_options *options, GError **error)
{
	g_autofree char *path = front_absolute(options->directory,
					       options->path);
	const char *overlay = overlay_of(options, path);
	char *text = NULL;

	if (overlay)
		return g_strdup(overlay);
	g_file_get_contents(path, &text, NULL, error);
	return text;
}

/* Parallel to CXUnsavedFile: paths as clang will ask for them. */
static void add_unsaved(GArray *unsaved, char *path, const char *text)
{
	struct CXUnsavedFile file = {
		.Filename = path, .Contents = text, .Length = strlen(text),
	};

	g_array_append_val(unsaved, file);
}

static void unsaved_clear(gpointer data)
{
	struct CXUnsavedFile *file = data;

	g_free((char *)file->Filename);
}

static bool is_fatal(const struct front_options *options,
		     enum CXDiagnosticSeverity severity)
{
	return severity == CXDiagnostic_Fatal &&
	       !options->expect_missing_headers;
}

/* Constraints and registers that gcc has and clang has not: the statement keeps
 * its operands, so nothing is lost. Kernels' headers are full of them (powerpc's
 * "YZ<>"). */
static bool is_about_assembly(CXDiagnostic diagnostic)
{
	g_autofree char *category = cursor_take_string(
		clang_getDiagnosticCategoryText(diagnostic));

	return g_str_equal(category, "Inline Assembly Issue");
}

static bool collect_diagnostics(const struct front_options *options,
				CXTranslationUnit tu, GPtrArray *errors,
				GError **error)
{
	unsigned n = clang_getNumDiagnostics(tu);
	bool ok = true;

	for (unsigned i = 0; i < n && ok; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);
		enum CXDiagnosticSeverity severity =
			clang_getDiagnosticSeverity(diagnostic);
		g_autofree char *text = cursor_take_string(
			clang_formatDiagnostic(diagnostic,
					CXDiagnostic_DisplaySourceLocation |
					CXDiagnostic_DisplayColumn));

		if (is_fatal(options, severity)) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED,
				    "%s", text);
			ok = false;
		} else if (severity >= CXDiagnostic_Error &&
			   !is_about_assembly(diagnostic)) {
			g_ptr_array_add(errors, (gpointer)ir_intern(text));
		}
		clang_disposeDiagnostic(diagnostic);
	}
	return ok;
}

/* An error that a -W option turns off, as a call of what nobody declared, leaves
 * the tree whole; another drops the expression that it is about. */
static bool tears(CXDiagnostic diagnostic)
{
	g_autofree char *option = cursor_take_string(
		clang_getDiagnosticOption(diagnostic, NULL));

	return clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error &&
	       !*option && !is_about_assembly(diagnostic);
}

static bool is_within(CXSourceLocation location, CXSourceRange range)
{
	CXFile file, begin_file, end_file;
	unsigned at, begin, end;

	clang_getExpansionLocation(location, &file, NULL, NULL, &at);
	clang_getExpansionLocation(clang_getRangeStart(range), &begin_file,
				   NULL, NULL, &begin);
	clang_getExpansionLocation(clang_getRangeEnd(range), &end_file, NULL,
				   NULL, &end);
	return clang_File_isEqual(file, begin_file) &&
	       clang_File_isEqual(file, end_file) && at >= begin && at < end;
}

bool front_is_torn(CXTranslationUnit tu, CXSourceRange range)
{
	unsigned n = clang_getNumDiagnostics(tu);
	bool is_torn = false;

	for (unsigned i = 0; i < n && !is_torn; i++) {
		CXDiagnostic diagnostic = clang_getDiagnostic(tu, i);

		is_torn = tears(diagnostic) &&
			  is_within(clang_getDiagnosticLocation(diagnostic),
				    range);
		clang_disposeDiagnostic(diagnostic);
	}
	return is_torn;
}

static const char *error_text(enum CXErrorCode code)
{
	switch (code) {
	case CXError_Crashed:
		return "libclang crashed";
	case CXError_InvalidArguments:
		return "libclang refused the compiler flags";
	case CXError_ASTReadError:
		return "libclang could not read a precompiled header";
	default:
		return "libclang could not parse the file";
	}
}

static CXTranslationUnit parse(CXIndex index,
			       const struct front_options *options,
			       const char *path, const GPtrArray *argv,
			       GArray *unsaved, GError **error)
{
	unsigned flags = options->expect_missing_headers ?
			 CXTranslationUnit_KeepGoing : 0;
	CXTranslationUnit tu = NULL;
	enum CXErrorCode code;

	code = clang_parseTranslationUnit2(index, path,
				(const char *const *)argv->pdata,
				(int)argv->len,
				(struct CXUnsavedFile *)unsaved->data,
				unsaved->len, flags, &tu);
	if (code == CXError_Success && tu)
		return tu;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path,
		    error_text(code));
	return NULL;
}

CXTranslationUnit front_parse(CXIndex index,
			      const struct front_options *options,
			      const struct pch *pch, const char *text,
			      GPtrArray *errors, GError **error)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GArray) unsaved = g_array_new(FALSE, FALSE,
						sizeof(struct CXUnsavedFile));
	g_autofree char *path = front_absolute(options->directory,
					       options->path);
	g_auto(CXTranslationUnit) tu = NULL;

	g_array_set_clear_func(unsaved, unsaved_clear);
	add_arguments(argv, options, pch);
	add_unsaved(unsaved, g_strdup(path), text);
	for (guint i = 0; i < options->n_overlays; i++) {
		char *overlay = front_absolute(options->directory,
					       options->overlay_paths[i]);

		if (strcmp(overlay, path))
			add_unsaved(unsaved, overlay,
				    options->overlay_texts[i]);
		else
			g_free(overlay);
	}
	tu = parse(index, options, path, argv, unsaved, error);
	if (!tu || !collect_diagnostics(options, tu, errors, error))
		return NULL;
	return g_steal_pointer(&tu);
}
