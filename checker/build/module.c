// SPDX-License-Identifier: GPL-2.0-only
#include "build/module.h"

#include <string.h>

#include "build/kernel.h"
#include "build/make.h"
#include "build/planner.h"
#include "build/view.h"

/* How far above a file its module's Makefile is looked for. */
#define MODULE_ANCESTORS 4

static bool names_modules(const char *path)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return false;
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		const char *line = g_strchug(lines[i]);

		if (g_str_has_prefix(line, "obj-m") ||
		    g_str_has_prefix(line, "obj-$("))
			return true;
	}
	return false;
}

bool is_module_directory(const char *directory)
{
	static const char *const names[] = { "Kbuild", "Makefile" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path =
			g_build_filename(directory, names[i], NULL);

		if (names_modules(path))
			return true;
	}
	return false;
}

char *module_directory_of(const char *path)
{
	g_autofree char *at = g_strdup(path);

	for (guint i = 0; i <= MODULE_ANCESTORS; i++) {
		char *parent;

		if (g_file_test(at, G_FILE_TEST_IS_DIR) &&
		    is_module_directory(at))
			return g_steal_pointer(&at);
		parent = g_path_get_dirname(at);
		g_free(at);
		at = parent;
	}
	return NULL;
}

/* modpost's .mod.c is made by the build and belongs to no source. */
static bool is_made_by_modpost(const struct compile *compile)
{
	return g_str_has_suffix(compile->source, ".mod.c") ||
	       g_str_has_suffix(compile->source, "/.module-common.c");
}

static GPtrArray *dry_run_in(const struct view *view,
			     const struct kernel *kernel, GError **error)
{
	g_autofree char *where = g_strconcat("M=", view->path, NULL);
	const char *const arguments[] = {
		"-n", "-k", "-w", "V=1", where, "modules", NULL,
	};
	struct make_result result;
	GPtrArray *compiles;

	if (!make_run(kernel->output, arguments, &result, error))
		return NULL;
	compiles = recipe_compiles(result.output, kernel->output);
	for (guint i = compiles->len; i-- > 0;) {
		if (is_made_by_modpost(compiles->pdata[i]))
			g_ptr_array_remove_index(compiles, i);
		else
			view_real_compile(view, compiles->pdata[i]);
	}
	if (!compiles->len) {
		g_autofree char *why = make_complaint(&result);

		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "%s: Kbuild in %s compiles nothing: %s",
			    view->real_base, kernel->output, why);
		g_clear_pointer(&compiles, g_ptr_array_unref);
	}
	make_result_release(&result);
	return compiles;
}

GPtrArray *module_dry_run(const char *directory, const struct kernel *kernel,
			  const char *folder, GError **error)
{
	struct view *view = view_of_module(directory, folder, error);
	GPtrArray *compiles = view ? dry_run_in(view, kernel, error) : NULL;

	view_remove(view);
	return compiles;
}

/* Modules in the order that Kbuild names them: name -> its commands. */
static GPtrArray *module_names(GPtrArray *compiles)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (!g_ptr_array_find_with_equal_func(names, compile->module,
						      g_str_equal, NULL))
			g_ptr_array_add(names, compile->module);
	}
	return names;
}

static bool is_wanted(GPtrArray *compiles, const char *module,
		      const struct selection *selection)
{
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (!strcmp(compile->module, module) &&
		    g_hash_table_contains(selection->wanted, compile))
			return true;
	}
	return false;
}

static void add_module(struct planner *planner, const struct build_target *target,
		       struct kernel *kernel, GPtrArray *compiles,
		       const char *module, const struct selection *selection,
		       GHashTable *in_database)
{
	g_autofree char *name = g_path_get_basename(module);
	struct program *program = program_add(planner->plan, name,
					      target->root, kernel);

	program->is_closed = true;
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (strcmp(compile->module, module))
			continue;
		program_add_unit(program, target, compile,
				 g_hash_table_contains(in_database, compile) ?
				 COMMAND_DATABASE : COMMAND_KBUILD,
				 g_hash_table_contains(selection->wanted,
						       compile));
	}
	program_take_scope(program, selection);
}

static void add_modules(struct planner *planner, const struct build_target *target,
			struct kernel *kernel, GPtrArray *compiles,
			GHashTable *in_database)
{
	g_autoptr(GPtrArray) names = module_names(compiles);
	struct selection selection;

	target_select(target, compiles, planner->plan, &selection);
	for (guint i = 0; i < names->len; i++)
		if (is_wanted(compiles, names->pdata[i], &selection))
			add_module(planner, target, kernel, compiles,
				   names->pdata[i], &selection, in_database);
	if (selection.extra->len) {
		struct program *program = program_add(
			planner->plan, target->root, target->root, kernel);

		program_add_extras(program, target, &selection);
	}
	selection_release(&selection);
}

static bool plan_module_for(struct planner *planner,
			    const struct build_target *target, const char *kdir,
			    GError **error)
{
	g_autofree char *folder = planner_folder(planner, "views");
	g_autoptr(GHashTable) in_database = g_hash_table_new(NULL, NULL);
	struct kernel *kernel = planner_kernel(planner, kdir, error);
	g_autoptr(GPtrArray) compiles = NULL;

	if (!kernel)
		return false;
	compiles = module_dry_run(target->root, kernel, folder, error);
	if (!compiles ||
	    !planner_use_database(planner, target->root, compiles, in_database,
				  error))
		return false;
	add_modules(planner, target, kernel, compiles, in_database);
	return true;
}

bool plan_module(struct planner *planner, const struct build_target *target,
		 GError **error)
{
	g_auto(GStrv) kdirs = planner_kdirs(planner);

	if (planner->request->no_exec || !kdirs[0])
		return plan_lone(planner, target, error);
	for (guint i = 0; kdirs[i]; i++)
		if (!plan_module_for(planner, target, kdirs[i], error))
			return false;
	return true;
}
