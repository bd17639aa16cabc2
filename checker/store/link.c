// SPDX-License-Identifier: GPL-2.0-only
/*
 * Entries (store/manifest.c) to programs. Whatever order the folders are read
 * in, programs and units come out sorted.
 */
#include "store/store.h"

#include <gio/gio.h>
#include <json-c/json.h>
#include <string.h>

#include "build/kernel.h"
#include "build/target.h"
#include "store/manifest.h"

/* One entry as it was read. */
struct entry {
	char *path;
	char *folder;
	json_object *json;
};

static void entry_free(struct entry *entry)
{
	json_object_put(entry->json);
	g_free(entry->path);
	g_free(entry->folder);
	g_free(entry);
}

static json_object *member(json_object *object, const char *name)
{
	json_object *value = NULL;

	json_object_object_get_ex(object, name, &value);
	return value;
}

static const char *text_member(json_object *object, const char *name)
{
	return json_object_get_string(member(object, name));
}

static bool is_entry(json_object *json)
{
	return text_member(member(json, "unit"), "absolute") &&
	       text_member(member(json, "unit"), "path") &&
	       text_member(member(json, "program"), "name") &&
	       text_member(member(json, "program"), "root") &&
	       member(json, "kernel");
}

static bool read_entry(GPtrArray *entries, const char *folder,
		       const char *name, GError **error)
{
	struct entry *entry = g_new0(struct entry, 1);

	entry->folder = g_strdup(folder);
	entry->path = g_build_filename(folder, name, NULL);
	entry->json = json_object_from_file(entry->path);
	g_ptr_array_add(entries, entry);
	if (is_entry(entry->json))
		return true;
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
		    "%s is broken: remove it and run that unit again",
		    entry->path);
	return false;
}

static bool read_folder(GPtrArray *entries, const char *folder,
			GError **error)
{
	g_autofree char *below = g_build_filename(folder, KBUILD_FOLDER, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *name;

	if (!dir)
		return false;
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ENTRY_SUFFIX) &&
		    !read_entry(entries, folder, name, error))
			return false;
	return !g_file_test(below, G_FILE_TEST_IS_DIR) ||
	       read_folder(entries, below, error);
}

/* Of two entries for one unit of one program, the sort keeps them together. */
static int by_program(gconstpointer a, gconstpointer b)
{
	const struct entry *left = *(struct entry *const *)a;
	const struct entry *right = *(struct entry *const *)b;
	static const struct { const char *object, *name; } keys[] = {
		{ "program", "root" }, { "program", "name" },
		{ "kernel", "output" }, { "unit", "absolute" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		int order = g_strcmp0(
			text_member(member(left->json, keys[i].object),
				    keys[i].name),
			text_member(member(right->json, keys[i].object),
				    keys[i].name));

		if (order)
			return order;
	}
	return strcmp(left->path, right->path);
}

static struct kernel *entry_kernel(const struct entry *entry,
				   GPtrArray *kernels)
{
	json_object *json = member(entry->json, "kernel");
	const char *config = text_member(json, "config");
	const char *output = text_member(json, "output");
	struct kernel *kernel;

	for (guint i = 0; i < kernels->len; i++) {
		kernel = kernels->pdata[i];
		if (!g_strcmp0(kernel->output, output) &&
		    !g_strcmp0(kernel->arch, text_member(json, "arch")))
			return kernel;
	}
	kernel = kernel_builtin(text_member(json, "arch"));
	kernel->is_builtin = json_object_get_boolean(member(json, "builtin"));
	kernel->source = g_strdup(text_member(json, "source"));
	kernel->output = g_strdup(output);
	kernel->release = g_strdup(text_member(json, "release"));
	if (config) {
		g_autofree char *base = g_path_get_basename(config);
		g_autofree char *path = g_build_filename(entry->folder, base,
							 NULL);

		kernel_read_options(kernel, path);
	}
	g_ptr_array_add(kernels, kernel);
	return kernel;
}

static struct program *entry_program(struct linked *linked,
				     const struct entry *entry)
{
	GPtrArray *programs = linked->plan->programs;
	struct kernel *kernel = entry_kernel(entry, linked->plan->kernels);
	json_object *json = member(entry->json, "program");
	struct program *program = programs->len ?
		programs->pdata[programs->len - 1] : NULL;
	json_object *scope = member(json, "scope");

	if (program && program->kernel == kernel &&
	    !strcmp(program->root, text_member(json, "root")) &&
	    !strcmp(program->name, text_member(json, "name")))
		return program;
	program = program_add(linked->plan, text_member(json, "name"),
			      text_member(json, "root"), kernel);
	program->is_closed = json_object_get_boolean(member(json, "closed"));
	program->n_units = json_object_get_int64(member(json, "units"));
	for (gsize i = 0; scope && i < json_object_array_length(scope); i++)
		g_ptr_array_add(program->scope, g_strdup(json_object_get_string(
			json_object_array_get_idx(scope, i))));
	g_ptr_array_add(linked->lowered, g_ptr_array_new_with_free_func(
		(GDestroyNotify)lowered_free));
	return program;
}

static char **entry_argv(json_object *json)
{
	json_object *array = member(json, "argv");
	gsize n = array ? json_object_array_length(array) : 0;
	char **argv = g_new0(char *, n + 1);

	for (gsize i = 0; i < n; i++)
		argv[i] = g_strdup(json_object_get_string(
			json_object_array_get_idx(array, i)));
	return argv;
}

static struct unit *entry_unit(const struct entry *entry)
{
	json_object *json = member(entry->json, "unit");
	struct unit *unit = g_new0(struct unit, 1);

	unit->path = g_strdup(text_member(json, "path"));
	unit->absolute = g_strdup(text_member(json, "absolute"));
	unit->directory = g_strdup(text_member(json, "directory"));
	unit->off_config = g_strdup(text_member(json, "off_config"));
	unit->generated_in = g_strdup(text_member(json, "generated_in"));
	unit->origin = json_object_get_int(member(json, "origin"));
	unit->reported = json_object_get_boolean(member(json, "reported"));
	unit->argv = entry_argv(json);
	return unit;
}

static void link_entry(struct linked *linked, const struct entry *entry)
{
	struct program *program = entry_program(linked, entry);
	GPtrArray *all = linked->lowered->pdata[linked->lowered->len - 1];
	struct lowered *lowered = g_new0(struct lowered, 1);
	const char *facts = text_member(entry->json, "facts");

	lowered->unit = entry_unit(entry);
	g_ptr_array_add(program->units, (void *)lowered->unit);
	lowered->failure = g_strdup(text_member(entry->json, "failure"));
	if (facts) {
		g_autofree char *base = g_path_get_basename(facts);

		lowered->facts_path = g_build_filename(entry->folder, base,
						       NULL);
	}
	g_ptr_array_add(all, lowered);
}

/* A program of which a shard is missing is not all there. */
static void open_partial_programs(const struct linked *linked)
{
	for (guint i = 0; i < linked->plan->programs->len; i++) {
		struct program *program = linked->plan->programs->pdata[i];

		if (program->n_units && program->units->len < program->n_units)
			program->is_closed = false;
	}
}

struct linked *store_link(const char *const *folders, GError **error)
{
	g_autoptr(GPtrArray) entries =
		g_ptr_array_new_with_free_func((GDestroyNotify)entry_free);
	struct linked *linked;

	for (guint i = 0; folders[i]; i++)
		if (!read_folder(entries, folders[i], error))
			return NULL;
	if (!entries->len) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s: no facts there", folders[0]);
		return NULL;
	}
	g_ptr_array_sort(entries, by_program);
	linked = g_new0(struct linked, 1);
	linked->plan = plan_new();
	linked->lowered = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < entries->len; i++)
		link_entry(linked, entries->pdata[i]);
	open_partial_programs(linked);
	return linked;
}

void linked_free(struct linked *linked)
{
	if (!linked)
		return;
	g_ptr_array_unref(linked->lowered);
	plan_free(linked->plan);
	g_free(linked);
}
