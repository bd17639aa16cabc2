// SPDX-License-Identifier: GPL-2.0-only
/*
 * PATHs to targets to programs: the contract's table of PATHs.
 */
#include <gio/gio.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "build/arch.h"
#include "build/database.h"
#include "build/includes.h"
#include "build/kernel.h"
#include "build/module.h"
#include "build/planner.h"

GQuark build_error_quark(void)
{
	return g_quark_from_static_string("kmcheck-build");
}

struct kernel *planner_kernel(struct planner *planner, const char *output,
			      GError **error)
{
	GPtrArray *kernels = planner->plan->kernels;
	g_autofree char *absolute = realpath(output, NULL);
	struct kernel *kernel;

	for (guint i = 0; absolute && i < kernels->len; i++) {
		kernel = kernels->pdata[i];
		if (!g_strcmp0(kernel->output, absolute))
			return kernel;
	}
	kernel = kernel_of_output(output, error);
	if (kernel)
		g_ptr_array_add(kernels, kernel);
	return kernel;
}

struct kernel *planner_builtin(struct planner *planner)
{
	if (!planner->builtin) {
		planner->builtin = kernel_builtin(planner->request->arch);
		g_ptr_array_add(planner->plan->kernels, planner->builtin);
	}
	return planner->builtin;
}

char **planner_kdirs(const struct planner *planner)
{
	const char *const *given = planner->request->kdirs;
	char **kdirs;

	if (given && given[0])
		return g_strdupv((char **)given);
	kdirs = g_new0(char *, 2);
	kdirs[0] = kernel_default_output();
	return kdirs;
}

char *planner_folder(const struct planner *planner, const char *name)
{
	return g_build_filename(planner->request->cache_dir, name, NULL);
}

/* The database that -p or the directory's place in the file system gives. */
static char *find_database(const struct planner *planner,
			   const char *directory)
{
	if (planner->request->database)
		return database_at(planner->request->database);
	return database_above(directory);
}

void use_commands(GPtrArray *compiles, GPtrArray *commands)
{
	g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash,
							g_str_equal);

	for (guint i = 0; i < commands->len; i++) {
		struct compile *command = commands->pdata[i];

		g_hash_table_insert(listed, command->source, command);
	}
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];
		struct compile *command =
			g_hash_table_lookup(listed, compile->source);

		if (command)
			compile_take_command(compile, command,
					     COMMAND_DATABASE);
	}
}

GPtrArray *planner_database(struct planner *planner, const char *directory,
			    GError **error)
{
	g_autofree char *path = find_database(planner, directory);
	GPtrArray *entries;
	guint n_stale = 0;

	if (!path)
		return g_ptr_array_new();
	entries = database_read(path, &n_stale, error);
	for (guint i = 0; entries && i < entries->len; i++) {
		struct compile *entry = entries->pdata[i];

		entry->origin = COMMAND_DATABASE;
	}
	if (n_stale)
		plan_warn(planner->plan, g_strdup_printf(
			"%s is stale: %u of its files no longer exist", path,
			n_stale));
	return entries;
}

bool planner_use_database(struct planner *planner, const char *directory,
			  GPtrArray *compiles, GError **error)
{
	g_autoptr(GPtrArray) entries =
		planner_database(planner, directory, error);

	if (entries)
		use_commands(compiles, entries);
	return entries != NULL;
}

/* The target of that kind and root, made if it is the first. */
static struct build_target *target_for(struct planner *planner,
				 enum target_kind kind, const char *root)
{
	struct build_target *target;

	for (guint i = 0; i < planner->targets->len; i++) {
		target = planner->targets->pdata[i];
		if (target->kind == kind && !strcmp(target->root, root))
			return target;
	}
	target = build_target_new(kind, root);
	g_ptr_array_add(planner->targets, target);
	return target;
}

static void add_path(struct planner *planner, enum target_kind kind,
		     const char *root, const char *given, const char *absolute)
{
	struct build_target *target = target_for(planner, kind, root);

	g_ptr_array_add(target->paths, given_path_new(given, absolute));
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *sorted_entries(const char *directory)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (name[0] != '.')
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

/* An ordinary directory: module directories and trees below it, and the .c
 * files that belong to neither and that none of them includes. What a module
 * compiles is wanted wherever in `whole`, the PATH, it lies. */
static void add_folder(struct planner *planner, const struct given_path *whole,
		       const char *given, const char *absolute)
{
	g_autoptr(GPtrArray) names = sorted_entries(absolute);
	g_autoptr(GPtrArray) sources = folder_sources(absolute);
	g_autoptr(GHashTable) parts = includes_parts(sources);

	for (guint i = 0; i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *path = g_build_filename(absolute, name, NULL);
		g_autofree char *shown = strcmp(given, ".") ?
			g_build_filename(given, name, NULL) : g_strdup(name);

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (!g_file_test(path, G_FILE_TEST_IS_DIR)) {
			if (is_source_file(path) &&
			    !g_hash_table_contains(parts, path))
				add_path(planner, TARGET_LONE, absolute, shown,
					 path);
		} else if (is_kernel_tree(path)) {
			add_path(planner, TARGET_TREE, path, shown, path);
		} else if (is_module_directory(path)) {
			add_path(planner, TARGET_MODULE, path, whole->given,
				 whole->absolute);
		} else {
			add_folder(planner, whole, shown, path);
		}
	}
}

static void add_whole_folder(struct planner *planner, const char *given,
			     const char *absolute)
{
	struct given_path *whole = given_path_new(given, absolute);

	add_folder(planner, whole, given, absolute);
	given_path_free(whole);
}

/* Which kind of target a PATH is, by the contract's table. */
static void classify(struct planner *planner, const char *given,
		     const char *absolute)
{
	bool is_directory = g_file_test(absolute, G_FILE_TEST_IS_DIR);
	g_autofree char *directory = is_directory ?
		g_strdup(absolute) : g_path_get_dirname(absolute);
	g_autofree char *tree = kernel_tree_of(directory);
	g_autofree char *module = tree ? NULL : module_directory_of(directory);
	g_autofree char *database = find_database(planner, directory);

	if (planner->request->flags)
		add_path(planner, TARGET_ARGUMENTS, directory, given, absolute);
	else if (tree)
		add_path(planner, TARGET_TREE, tree, given, absolute);
	else if (module)
		add_path(planner, TARGET_MODULE, module, given, absolute);
	else if (database)
		add_path(planner, TARGET_DATABASE, database, given, absolute);
	else if (is_directory)
		add_whole_folder(planner, given, absolute);
	else
		add_path(planner, TARGET_LONE, directory, given, absolute);
}

static bool add_given(struct planner *planner, const char *given,
		      GError **error)
{
	g_autofree char *absolute = realpath(given, NULL);
	guint before = planner->targets->len, paths = 0;

	if (!absolute) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE, "%s: %s",
			    given, g_strerror(errno));
		return false;
	}
	if (!g_file_test(absolute, G_FILE_TEST_IS_DIR) &&
	    !g_file_test(absolute, G_FILE_TEST_IS_REGULAR)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s: neither a file nor a folder", given);
		return false;
	}
	for (guint i = 0; i < before; i++) {
		struct build_target *target = planner->targets->pdata[i];

		paths += target->paths->len;
	}
	classify(planner, given, absolute);
	for (guint i = 0; i < planner->targets->len; i++) {
		struct build_target *target = planner->targets->pdata[i];

		paths -= target->paths->len;
	}
	if (!paths) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s: no C source found", given);
		return false;
	}
	return true;
}

static bool plan_target(struct planner *planner, const struct build_target *target,
			GError **error)
{
	switch (target->kind) {
	case TARGET_ARGUMENTS:
		return plan_arguments(planner, target, error);
	case TARGET_DATABASE:
		return plan_database(planner, target, error);
	case TARGET_TREE:
		return plan_tree(planner, target, error);
	case TARGET_MODULE:
		return plan_module(planner, target, error);
	case TARGET_LONE:
		return plan_lone(planner, target, error);
	}
	g_assert_not_reached();
}

struct plan *plan_new(void)
{
	struct plan *plan = g_new0(struct plan, 1);

	plan->programs =
		g_ptr_array_new_with_free_func((GDestroyNotify)program_free);
	plan->kernels =
		g_ptr_array_new_with_free_func((GDestroyNotify)kernel_free);
	plan->incomplete = g_ptr_array_new_with_free_func(
		(GDestroyNotify)build_incomplete_free);
	plan->warnings = g_ptr_array_new_with_free_func(g_free);
	return plan;
}

void plan_free(struct plan *plan)
{
	if (!plan)
		return;
	g_ptr_array_unref(plan->programs);
	g_ptr_array_unref(plan->kernels);
	g_ptr_array_unref(plan->incomplete);
	g_ptr_array_unref(plan->warnings);
	g_free(plan);
}

static bool plan_has_units(const struct plan *plan)
{
	for (guint i = 0; i < plan->programs->len; i++) {
		struct program *program = plan->programs->pdata[i];

		if (program->units->len)
			return true;
	}
	return plan->incomplete->len > 0;
}

/* Among several targets, one that cannot be planned costs only itself. */
static bool plan_one_of(struct planner *planner,
			const struct build_target *target, GError **error)
{
	const struct given_path *path = target->paths->pdata[0];
	g_autoptr(GError) wrong = NULL;
	g_autofree char *name = NULL;

	if (plan_target(planner, target, &wrong))
		return true;
	if (planner->targets->len == 1) {
		g_propagate_error(error, g_steal_pointer(&wrong));
		return false;
	}
	if (path_is_below(target->root, path->absolute))
		name = target_display(target, target->root);
	plan_incomplete(planner->plan, name ? name : path->given,
			wrong->message);
	return true;
}

/* Lone files come last: what a module compiles is not alone. */
static bool plan_targets(struct planner *planner, bool lone, GError **error)
{
	for (guint i = 0; i < planner->targets->len; i++) {
		const struct build_target *target = planner->targets->pdata[i];

		if ((target->kind == TARGET_LONE) == lone &&
		    !plan_one_of(planner, target, error))
			return false;
	}
	return true;
}

/* Keep every n-th unit, the shard's: with all shards, every unit once. */
static void keep_shard(const struct plan *plan, guint shard, guint n_shards)
{
	guint at = 0;

	for (guint i = 0; i < plan->programs->len; i++) {
		struct program *program = plan->programs->pdata[i];
		guint n = program->units->len, kept = 0;

		for (guint j = 0; j < n; j++) {
			struct unit *unit = program->units->pdata[j];

			if (at++ % n_shards == shard - 1)
				program->units->pdata[kept++] = unit;
			else
				unit_free(unit);
		}
		g_ptr_array_set_free_func(program->units, NULL);
		g_ptr_array_set_size(program->units, kept);
		g_ptr_array_set_free_func(program->units,
					  (GDestroyNotify)unit_free);
	}
}

static bool make_programs(struct planner *planner, GError **error)
{
	const char *const *paths = planner->request->paths;
	static const char *const here[] = { ".", NULL };

	if (!paths || !paths[0])
		paths = here;
	for (guint i = 0; paths[i]; i++)
		if (!add_given(planner, paths[i], error))
			return false;
	if (!plan_targets(planner, false, error) ||
	    !plan_targets(planner, true, error))
		return false;
	if (!plan_has_units(planner->plan)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s: no C source found", paths[0]);
		return false;
	}
	return true;
}

static bool has_database(const struct plan_request *request, GError **error)
{
	g_autofree char *path = request->database ?
				database_at(request->database) : NULL;

	if (request->database && !path)
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s: no " DATABASE_NAME " there",
			    request->database);
	return path || !request->database;
}

struct plan *plan_make(const struct plan_request *request, GError **error)
{
	struct planner planner = { .request = request, .plan = plan_new() };

	planner.targets = g_ptr_array_new_with_free_func(
		(GDestroyNotify)build_target_free);
	if (!has_database(request, error) || !make_programs(&planner, error))
		g_clear_pointer(&planner.plan, plan_free);
	else if (request->n_shards)
		keep_shard(planner.plan, request->shard, request->n_shards);
	g_ptr_array_unref(planner.targets);
	return planner.plan;
}
