// SPDX-License-Identifier: GPL-2.0-only
/*
 * An entry is a JSON file, BASE-KEY.unit.json; a kernel's configuration is
 * kept once per folder, as kernel-KEY.config.
 */
#include "store/store.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-c/json.h>
#include <string.h>

#include "store/manifest.h"

static void put(json_object *object, const char *name, const char *text)
{
	if (text)
		json_object_object_add(object, name,
				       json_object_new_string(text));
}

static json_object *text_array(char *const *texts, guint n)
{
	json_object *array = json_object_new_array();

	for (guint i = 0; i < n; i++)
		json_object_array_add(array, json_object_new_string(texts[i]));
	return array;
}

static int compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

/* Write the configuration if the folder has it not yet; its file's name. */
static char *write_config(const char *folder, const struct kernel *kernel,
			  GError **error)
{
	GList *names = g_list_sort(g_hash_table_get_keys(kernel->config),
				   compare_strings);
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *sum = NULL, *name = NULL, *path = NULL;

	for (GList *at = names; at; at = at->next)
		g_string_append_printf(text, "%s=%s\n", (char *)at->data,
				       (char *)g_hash_table_lookup(
					       kernel->config, at->data));
	g_list_free(names);
	sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, -1);
	name = g_strdup_printf("kernel-%.16s.config", sum);
	path = g_build_filename(folder, name, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS) &&
	    !g_file_set_contents(path, text->str, text->len, error))
		return NULL;
	return g_steal_pointer(&name);
}

static json_object *kernel_entry(const struct kernel *kernel,
				 const char *config)
{
	json_object *object = json_object_new_object();

	put(object, "source", kernel->source);
	put(object, "output", kernel->output);
	put(object, "release", kernel->release);
	put(object, "arch", kernel->arch);
	put(object, "config", config);
	json_object_object_add(object, "builtin",
			       json_object_new_boolean(kernel->is_builtin));
	return object;
}

static json_object *program_entry(const struct program *program)
{
	json_object *object = json_object_new_object();

	put(object, "name", program->name);
	put(object, "root", program->root);
	json_object_object_add(object, "closed",
			       json_object_new_boolean(program->is_closed));
	json_object_object_add(object, "units",
			       json_object_new_int64(program->n_units));
	json_object_object_add(object, "scope",
			       text_array((char **)program->scope->pdata,
					  program->scope->len));
	return object;
}

static json_object *unit_entry(const struct unit *unit)
{
	json_object *object = json_object_new_object();

	put(object, "path", unit->path);
	put(object, "absolute", unit->absolute);
	put(object, "directory", unit->directory);
	put(object, "off_config", unit->off_config);
	put(object, "generated_in", unit->generated_in);
	json_object_object_add(object, "origin",
			       json_object_new_int(unit->origin));
	json_object_object_add(object, "reported",
			       json_object_new_boolean(unit->reported));
	json_object_object_add(object, "argv",
			       text_array(unit->argv,
					  g_strv_length(unit->argv)));
	return object;
}

/* The same unit has the same name in every run. nth: among units of the
 * program with the same file. */
static char *entry_path(const char *folder, const struct program *program,
			const struct unit *unit, guint nth)
{
	g_autofree char *base = g_path_get_basename(unit->absolute);
	g_autofree char *text = g_strdup_printf(
		"%s\n%s\n%s\n%s\n%u", program->root, program->name,
		program->kernel->output ? program->kernel->output : "",
		unit->absolute, nth);
	g_autofree char *sum = g_compute_checksum_for_string(
		G_CHECKSUM_SHA256, text, -1);
	g_autofree char *name = g_strdup_printf("%s-%.16s" ENTRY_SUFFIX, base,
						sum);

	return g_build_filename(folder, name, NULL);
}

static const char *text_member(json_object *object, const char *name)
{
	json_object *value;

	if (!json_object_object_get_ex(object, name, &value))
		return NULL;
	return json_object_get_string(value);
}

/* The facts that the unit's former entry spoke of are nobody's now. */
static void drop_old_facts(const char *folder, const char *path,
			   const char *facts)
{
	json_object *old = g_file_test(path, G_FILE_TEST_EXISTS) ?
			   json_object_from_file(path) : NULL;
	const char *old_facts = text_member(old, "facts");

	if (old_facts && g_strcmp0(old_facts, facts)) {
		g_autofree char *base = g_path_get_basename(old_facts);
		g_autofree char *stale = g_build_filename(folder, base, NULL);

		g_unlink(stale);
	}
	json_object_put(old);
}

static bool write_entry(const char *folder, const struct program *program,
			const struct lowered *lowered, const char *config,
			guint nth, GError **error)
{
	g_autofree char *path = entry_path(folder, program, lowered->unit,
					   nth);
	g_autofree char *facts = lowered->facts_path ?
		g_path_get_basename(lowered->facts_path) : NULL;
	json_object *entry = json_object_new_object();
	const char *text;
	bool ok;

	put(entry, "facts", facts);
	put(entry, "failure", lowered->failure);
	json_object_object_add(entry, "unit", unit_entry(lowered->unit));
	json_object_object_add(entry, "program", program_entry(program));
	json_object_object_add(entry, "kernel",
			       kernel_entry(program->kernel, config));
	drop_old_facts(folder, path, facts);
	text = json_object_to_json_string_ext(
		entry, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
	ok = g_file_set_contents(path, text, -1, error);
	json_object_put(entry);
	return ok;
}

bool store_write_manifest(const char *facts_dir,
			  const struct program *program, GPtrArray *lowered,
			  GError **error)
{
	g_autofree char *config = write_config(facts_dir, program->kernel,
					       error);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; config && i < lowered->len; i++) {
		const struct lowered *one = lowered->pdata[i];
		guint nth = GPOINTER_TO_UINT(g_hash_table_lookup(
			seen, one->unit->absolute));

		g_hash_table_insert(seen, one->unit->absolute,
				    GUINT_TO_POINTER(nth + 1));
		if (!write_entry(facts_dir, program, one, config, nth, error))
			return false;
	}
	return config != NULL;
}
