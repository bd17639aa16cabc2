// SPDX-License-Identifier: GPL-2.0-only
#include "build/database.h"

#include <gio/gio.h>
#include <json-c/json.h>
#include <string.h>

char *database_at(const char *path)
{
	g_autofree char *absolute = g_canonicalize_filename(path, NULL);
	g_autofree char *file = g_file_test(absolute, G_FILE_TEST_IS_DIR) ?
		g_build_filename(absolute, DATABASE_NAME, NULL) :
		g_strdup(absolute);

	return g_file_test(file, G_FILE_TEST_EXISTS) ?
	       g_steal_pointer(&file) : NULL;
}

char *database_above(const char *directory)
{
	g_autofree char *at = g_strdup(directory);

	for (;;) {
		char *found = g_file_test(at, G_FILE_TEST_IS_DIR) ?
			      database_at(at) : NULL;
		char *parent;

		if (found)
			return found;
		parent = g_path_get_dirname(at);
		if (!strcmp(parent, at)) {
			g_free(parent);
			return NULL;
		}
		g_free(at);
		at = parent;
	}
}

static const char *member_string(json_object *entry, const char *name)
{
	json_object *value;

	if (!json_object_object_get_ex(entry, name, &value) ||
	    !json_object_is_type(value, json_type_string))
		return NULL;
	return json_object_get_string(value);
}

/* The words of "arguments", or of "command" as a shell would split it. */
static char **entry_words(json_object *entry)
{
	const char *command = member_string(entry, "command");
	json_object *array;
	char **words = NULL;

	if (json_object_object_get_ex(entry, "arguments", &array) &&
	    json_object_is_type(array, json_type_array)) {
		gsize n = json_object_array_length(array);

		words = g_new0(char *, n + 1);
		for (gsize i = 0; i < n; i++)
			words[i] = g_strdup(json_object_get_string(
				json_object_array_get_idx(array, i)));
	} else if (command) {
		g_shell_parse_argv(command, NULL, &words, NULL);
	}
	return words;
}

/* Everything after the compiler but the input file. */
static char **words_options(char **words, const char *file,
			    const char *directory)
{
	g_autofree char *input = g_canonicalize_filename(file, directory);
	GPtrArray *options = g_ptr_array_new();
	guint first = 0;

	while (words[first] && words[first][0] != '-')
		first++;
	for (guint i = first; words[i]; i++) {
		g_autofree char *path =
			g_canonicalize_filename(words[i], directory);

		if (words[i][0] == '-' || strcmp(path, input))
			g_ptr_array_add(options, g_strdup(words[i]));
	}
	g_ptr_array_add(options, NULL);
	return (char **)g_ptr_array_free(options, FALSE);
}

/* NULL: the entry is broken. Not a C file: *is_c is false. */
static struct compile *entry_compile(json_object *entry, const char *base,
				     bool *is_c)
{
	const char *file = member_string(entry, "file");
	const char *where = member_string(entry, "directory");
	g_auto(GStrv) words = entry_words(entry);
	g_autofree char *directory =
		g_canonicalize_filename(where ? where : ".", base);
	struct compile *compile;

	*is_c = file && g_str_has_suffix(file, ".c");
	if (!file || !words)
		return NULL;
	compile = compile_new(file, directory,
			      words_options(words, file, directory));
	compile_read_module(compile);
	return compile;
}

static bool read_entries(json_object *root, const char *path,
			 GPtrArray *compiles, guint *n_stale, GError **error)
{
	g_autofree char *base = g_path_get_dirname(path);
	gsize n = json_object_array_length(root);

	for (gsize i = 0; i < n; i++) {
		json_object *entry = json_object_array_get_idx(root, i);
		struct compile *compile;
		bool is_c;

		compile = entry_compile(entry, base, &is_c);
		if (!compile) {
			g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
				    "%s: entry %zu has no file, or no command or arguments",
				    path, i + 1);
			return false;
		}
		if (is_c && g_file_test(compile->source, G_FILE_TEST_EXISTS)) {
			g_ptr_array_add(compiles, compile);
			continue;
		}
		*n_stale += is_c;
		compile_free(compile);
	}
	return true;
}

GPtrArray *database_read(const char *path, guint *n_stale, GError **error)
{
	json_object *root = json_object_from_file(path);
	g_autoptr(GPtrArray) compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);
	bool ok;

	*n_stale = 0;
	if (!json_object_is_type(root, json_type_array)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s is not a compile command database: %s", path,
			    root ? "it is not a JSON array" :
			    "it cannot be read as JSON");
		json_object_put(root);
		return NULL;
	}
	ok = read_entries(root, path, compiles, n_stale, error);
	json_object_put(root);
	return ok ? g_steal_pointer(&compiles) : NULL;
}

static json_object *unit_entry(const struct unit *unit)
{
	json_object *entry = json_object_new_object();
	json_object *arguments = json_object_new_array();

	json_object_array_add(arguments, json_object_new_string("cc"));
	for (guint i = 0; unit->argv[i]; i++)
		json_object_array_add(arguments,
				      json_object_new_string(unit->argv[i]));
	json_object_array_add(arguments, json_object_new_string("-c"));
	json_object_array_add(arguments,
			      json_object_new_string(unit->absolute));
	json_object_object_add(entry, "directory",
			       json_object_new_string(unit->directory));
	json_object_object_add(entry, "file",
			       json_object_new_string(unit->absolute));
	json_object_object_add(entry, "arguments", arguments);
	return entry;
}

bool plan_write_compile_commands(const struct plan *plan,
				 const char *directory, GError **error)
{
	g_autofree char *path = g_build_filename(directory, DATABASE_NAME,
						 NULL);
	json_object *root = json_object_new_array();
	const char *text;
	bool ok;

	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program = plan->programs->pdata[i];

		for (guint j = 0; j < program->units->len; j++)
			json_object_array_add(
				root, unit_entry(program->units->pdata[j]));
	}
	text = json_object_to_json_string_ext(
		root, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE);
	ok = g_file_set_contents(path, text, -1, error);
	json_object_put(root);
	return ok;
}
