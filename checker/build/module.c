// SPDX-License-Identifier: GPL-2.0-only
#include "build/module.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "build/arch.h"
#include "build/folder.h"
#include "build/kbuild_call.h"
#include "build/kernel.h"
#include "build/make.h"
#include "build/offline.h"
#include "build/planner.h"
#include "build/view.h"

/* How far above a file its module's Makefile is looked for. */
#define MODULE_ANCESTORS 4

/* obj-m := …, also behind export or override. After a tab only as the first
 * word: else it is a recipe that writes or speaks of it. */
static bool line_lists(const char *line, const char *list)
{
	const char *first = line + strspn(line, " \t");
	const char *found = g_strstr_len(line, (gssize)strcspn(line, "#"),
					 list);

	return found && (found == first ||
			 (*line != '\t' && strchr(" \t", found[-1])));
}

/* obj-m, obj-$(CONFIG_X); obj-y only where the same makefile calls Kbuild, as
 * it stands in parts of a module, too. */
static bool names_modules(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	bool calls = calls_kbuild(text);

	for (guint i = 0; lines[i]; i++)
		if (line_lists(lines[i], "obj-m") ||
		    line_lists(lines[i], "obj-$(") ||
		    line_lists(lines[i], "obj-${") ||
		    (calls && line_lists(lines[i], "obj-y")))
			return true;
	return false;
}

/* What a Kbuild lists may stand in files that it includes: then the makefile
 * beside it tells. */
bool is_module_directory(const char *directory)
{
	g_autofree char *kbuild = folder_text(directory, "Kbuild");
	g_autofree char *makefile = folder_text(directory, "Makefile");

	return (kbuild && names_modules(kbuild)) ||
	       (makefile && (names_modules(makefile) ||
			     (kbuild && calls_kbuild(makefile))));
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

/* Did Kbuild get as far as the module? What it then complains of is only that
 * a dry run made nothing. */
static bool entered_module(const char *output)
{
	return strstr(output, "Makefile.build obj=") != NULL;
}

/* ARCH= for a kernel that is not this machine's: a build folder does not keep
 * what it was configured with. NULL if make knows. */
static char *arch_argument(const struct kernel *kernel)
{
	const char *named = g_getenv("ARCH");

	if ((named && *named) || !kernel->arch ||
	    !strcmp(arch_source(kernel->arch), arch_source(arch_host())))
		return NULL;
	return g_strconcat("ARCH=", arch_make(kernel->arch), NULL);
}

/* make's arguments; those beyond its own words are the call's. */
static GPtrArray *dry_run_arguments(const struct kbuild_call *call,
				    const struct kernel *kernel)
{
	static const char *const words[] = { "-n", "-k", "-w", "V=1",
					     "modules" };
	GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);
	char *arch = arch_argument(kernel);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		g_ptr_array_add(arguments, g_strdup(words[i]));
	g_ptr_array_add(arguments, g_strconcat("M=", call->folder, NULL));
	for (guint i = 0; call->variables[i]; i++)
		g_ptr_array_add(arguments, g_strdup(call->variables[i]));
	if (arch)
		g_ptr_array_add(arguments, arch);
	g_ptr_array_add(arguments, NULL);
	return arguments;
}

static GPtrArray *dry_run_in(const struct view *view,
			     const struct kbuild_call *call,
			     const struct kernel *kernel, GError **error)
{
	g_autoptr(GPtrArray) arguments = dry_run_arguments(call, kernel);
	struct make_result result;
	GPtrArray *compiles;

	if (!make_run(kernel->output, (const char *const *)arguments->pdata,
		      (const char *const *)call->environment, &result, error))
		return NULL;
	compiles = recipe_compiles(result.output, kernel->output);
	for (guint i = compiles->len; i-- > 0;) {
		if (is_made_by_modpost(compiles->pdata[i]))
			g_ptr_array_remove_index(compiles, i);
		else
			view_real_compile(view, compiles->pdata[i]);
	}
	if (!compiles->len && !entered_module(result.output)) {
		g_autofree char *why = make_complaint(&result);

		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "Kbuild in %s fails: %s", kernel->output, why);
		g_clear_pointer(&compiles, g_ptr_array_unref);
	}
	make_result_release(&result);
	return compiles;
}

/* Kbuild asked as nobody's makefile asks it. */
static GPtrArray *plain_dry_run(const struct view *view,
				const struct kernel *kernel, GError **error)
{
	struct kbuild_call *call = kbuild_call_plain(view);
	GPtrArray *compiles = dry_run_in(view, call, kernel, error);

	kbuild_call_free(call);
	return compiles;
}

/* As the project's own makefile asks it; NULL if it says nothing of use. */
static GPtrArray *called_dry_run(const struct view *view,
				 const struct kernel *kernel)
{
	g_autoptr(GPtrArray) calls = kbuild_calls(view, kernel);
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);

	for (guint i = 0; i < calls->len; i++) {
		GPtrArray *compiles = dry_run_in(view, calls->pdata[i], kernel,
						 NULL);

		if (compiles)
			g_ptr_array_extend_and_steal(all, compiles);
	}
	return all->len ? g_steal_pointer(&all) : NULL;
}

/* What Kbuild would compile in the module's directory, seen in a view. */
static GPtrArray *module_dry_run(const struct planner *planner,
				 const char *directory,
				 const struct kernel *kernel, GError **error)
{
	g_autofree char *folder = planner_folder(planner, "views");
	struct view *view = view_of_module(directory, folder, error);
	GPtrArray *compiles = view ? called_dry_run(view, kernel) : NULL;

	if (view && !compiles)
		compiles = plain_dry_run(view, kernel, error);
	view_remove(view);
	return compiles;
}

/* What make calls files[i]: its path below the directory, or a name of ours for
 * one that is not for make. */
static char *name_for_make(const char *directory, GPtrArray *files, guint i)
{
	const char *file = files->pdata[i];
	const char *below = file + strlen(directory) + 1;

	return make_takes_path(below) ? g_strdup(below) :
	       g_strdup_printf("kmcheck-unit-%u.c", i);
}

static bool make_folder_of(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);

	return !g_mkdir_with_parents(folder, 0700);
}

/* The files, and a makefile of ours, in the empty view: each is a module. */
static bool fill_view(const struct view *view, const char *directory,
		      GPtrArray *files, GError **error)
{
	g_autoptr(GString) text = g_string_new("obj-m :=");
	g_autofree char *makefile = NULL;

	for (guint i = 0; i < files->len; i++) {
		g_autofree char *name = name_for_make(directory, files, i);
		g_autofree char *path = g_build_filename(view->path, name,
							 NULL);

		/* one file may be part of two modules */
		if (!make_folder_of(path) ||
		    (symlink(files->pdata[i], path) && errno != EEXIST)) {
			g_set_error(error, BUILD_ERROR,
				    BUILD_ERROR_ENVIRONMENT,
				    "cannot link %s: %s", path,
				    g_strerror(errno));
			return false;
		}
		g_string_append_printf(text, " %.*so", (int)strlen(name) - 1,
				       name);
	}
	g_string_append_c(text, '\n');
	makefile = g_build_filename(view->path, "Kbuild", NULL);
	return g_file_set_contents(makefile, text->str, text->len, error);
}

/* Call the units by their own names again. */
static void rename_units(GPtrArray *compiles, const char *directory,
			 GPtrArray *files)
{
	g_autoptr(GHashTable) file_of = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < files->len; i++) {
		g_autofree char *name = name_for_make(directory, files, i);

		g_hash_table_insert(file_of, g_build_filename(directory, name,
							      NULL),
				    files->pdata[i]);
	}
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];
		const char *file = g_hash_table_lookup(file_of,
						       compile->source);

		if (!file || !strcmp(file, compile->source))
			continue;
		g_free(compile->source);
		compile->source = g_strdup(file);
		g_free(compile->place);
		compile->place = g_strdup(file);
	}
}

GPtrArray *module_files_dry_run(const struct planner *planner,
				const char *directory, GPtrArray *files,
				const struct kernel *kernel, GError **error)
{
	g_autofree char *folder = planner_folder(planner, "views");
	struct view *view = view_empty(directory, folder, error);
	GPtrArray *compiles = NULL;

	if (view && fill_view(view, directory, files, error))
		compiles = plain_dry_run(view, kernel, error);
	if (compiles)
		rename_units(compiles, directory, files);
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
		       const char *module, const struct selection *selection)
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
				 g_hash_table_contains(selection->wanted,
						       compile));
	}
	program_take_scope(program, selection);
}

static void add_modules(struct planner *planner, const struct build_target *target,
			struct kernel *kernel, GPtrArray *compiles)
{
	g_autoptr(GPtrArray) names = module_names(compiles);
	struct selection selection;

	target_select(target, compiles, planner->plan, &selection);
	for (guint i = 0; i < names->len; i++)
		if (is_wanted(compiles, names->pdata[i], &selection))
			add_module(planner, target, kernel, compiles,
				   names->pdata[i], &selection);
	if (selection.extra->len) {
		struct program *program = program_add(
			planner->plan, target->root, target->root, kernel);

		program_add_extras(program, target, &selection);
	}
	selection_release(&selection);
}

/* Kbuild builds none of the units that the makefile speaks of (their options
 * are off, or the makefile fails): take them with the flags any module gets,
 * and say so. */
static GPtrArray *unbuilt_units(const struct planner *planner,
				const char *directory,
				const struct kernel *kernel, const char *why,
				GError **error)
{
	g_autoptr(GPtrArray) units = offline_module(directory);
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	g_autoptr(GPtrArray) commands = NULL;

	for (guint i = 0; i < units->len; i++) {
		struct compile *unit = units->pdata[i];

		g_ptr_array_add(files, unit->source);
	}
	if (!files->len) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "Kbuild compiles nothing there");
		return NULL;
	}
	commands = module_files_dry_run(planner, directory, files, kernel,
					error);
	if (!commands)
		return NULL;
	use_commands(units, commands);
	for (guint i = 0; i < units->len; i++) {
		struct compile *unit = units->pdata[i];

		unit->origin = COMMAND_NEIGHBOUR;
		unit->off_config = why;
	}
	return g_steal_pointer(&units);
}

/* The module's units. A makefile that fails costs a warning, if it still can
 * be read and Kbuild itself works. */
static GPtrArray *module_units(const struct planner *planner,
			       const char *directory,
			       const struct kernel *kernel, GError **error)
{
	g_autoptr(GError) wrong = NULL;
	GPtrArray *compiles = module_dry_run(planner, directory, kernel,
					     &wrong);

	if (compiles && compiles->len)
		return compiles;
	if (compiles) {
		g_ptr_array_unref(compiles);
		return unbuilt_units(planner, directory, kernel, OFF_CONFIG,
				     error);
	}
	compiles = unbuilt_units(planner, directory, kernel,
				 OFF_CONFIG_UNKNOWN, NULL);
	if (compiles)
		plan_warn(planner->plan, g_strdup_printf(
			"%s: %s; what its makefile lists is checked all the same",
			directory, wrong->message));
	else
		g_propagate_error(error, g_steal_pointer(&wrong));
	return compiles;
}

static bool plan_module_for(struct planner *planner,
			    const struct build_target *target,
			    const char *kdir, GError **error)
{
	struct kernel *kernel = planner_kernel(planner, kdir, error);
	g_autoptr(GPtrArray) compiles = NULL;

	if (!kernel)
		return false;
	compiles = module_units(planner, target->root, kernel, error);
	if (!compiles) {
		g_prefix_error(error, "%s: ", target->root);
		return false;
	}
	if (!planner_use_database(planner, target->root, compiles, error))
		return false;
	add_modules(planner, target, kernel, compiles);
	return true;
}

/* The kernel for flags that an earlier build left. */
static struct kernel *kernel_of_commands(struct planner *planner,
					 const char *kdir)
{
	struct kernel *kernel = kdir ? planner_kernel(planner, kdir, NULL) :
				       NULL;

	return kernel ? kernel : planner_flags_kernel(planner);
}

/* Without make: what a makefile says as text, flags from wherever they are
 * written down. */
static bool plan_module_offline(struct planner *planner,
				const struct build_target *target,
				const char *kdir, GError **error)
{
	g_autoptr(GPtrArray) compiles = offline_module(target->root);
	g_autoptr(GPtrArray) commands =
		offline_commands(target->root, kdir ? kdir : target->root);
	struct kernel *kernel;

	use_commands(compiles, commands);
	if (!planner_use_database(planner, target->root, compiles, error))
		return false;
	kernel = use_neighbours(compiles) ?
		 kernel_of_commands(planner, kdir) : planner_builtin(planner);
	if (!use_builtin(planner, compiles, error))
		return false;
	add_modules(planner, target, kernel, compiles);
	return true;
}

bool plan_module(struct planner *planner, const struct build_target *target,
		 GError **error)
{
	g_auto(GStrv) kdirs = planner_kdirs(planner);

	if (planner->request->no_exec || !kdirs[0])
		return plan_module_offline(planner, target, kdirs[0], error);
	for (guint i = 0; kdirs[i]; i++)
		if (!plan_module_for(planner, target, kdirs[i], error))
			return false;
	return true;
}
