// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files that no Kbuild speaks for: with flags after --, from a database, or
 * with none at all.
 */
#include <gio/gio.h>
#include <string.h>

#include "build/arch.h"
#include "build/database.h"
#include "build/includes.h"
#include "build/kernel.h"
#include "build/module.h"
#include "build/planner.h"

#define BUILTIN_RESOURCE "/kmcheck/rules/builtin.h"

static GPtrArray *target_sources(const struct build_target *target)
{
	GPtrArray *sources = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (path->is_directory)
			g_ptr_array_extend_and_steal(
				sources, find_sources(path->absolute));
		else
			g_ptr_array_add(sources, g_strdup(path->absolute));
	}
	return sources;
}

struct kernel *planner_flags_kernel(struct planner *planner)
{
	struct kernel *kernel = kernel_builtin(planner->request->arch);

	kernel->is_builtin = false;
	g_ptr_array_add(planner->plan->kernels, kernel);
	return kernel;
}

/* A kernel that flags of unknown origin are for. */
static struct kernel *kernel_of_flags(struct planner *planner, GError **error)
{
	const char *const *kdirs = planner->request->kdirs;

	if (kdirs && kdirs[0])
		return planner_kernel(planner, kdirs[0], error);
	return planner_flags_kernel(planner);
}

bool plan_arguments(struct planner *planner, const struct build_target *target,
		    GError **error)
{
	g_autoptr(GPtrArray) sources = target_sources(target);
	struct kernel *kernel = kernel_of_flags(planner, error);
	g_autofree char *cwd = g_get_current_dir();
	struct program *program;

	if (!kernel)
		return false;
	program = program_add(planner->plan, target->root, target->root,
			      kernel);
	for (guint i = 0; i < sources->len; i++) {
		struct compile *compile = compile_new(
			sources->pdata[i], cwd,
			g_strdupv((char **)planner->request->flags));

		compile->origin = COMMAND_ARGUMENTS;
		program_add_unit(program, target, compile, true);
		compile_free(compile);
	}
	return true;
}

bool plan_database(struct planner *planner, const struct build_target *target,
		   GError **error)
{
	struct kernel *kernel = kernel_of_flags(planner, error);
	g_autofree char *root = g_path_get_dirname(target->root);
	g_autoptr(GPtrArray) compiles = NULL;
	struct selection selection;
	struct program *program;

	compiles = kernel ? planner_database(planner, root, error) : NULL;
	if (!compiles)
		return false;
	target_select(target, compiles, planner->plan, &selection);
	program = program_add(planner->plan, root, root, kernel);
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (g_hash_table_contains(selection.wanted, compile))
			program_add_unit(program, target, compile, true);
	}
	program->is_closed = program->units->len == compiles->len;
	program_add_extras(program, target, &selection);
	program_take_scope(program, &selection);
	selection_release(&selection);
	return true;
}

/* The built-in declarations as a file that can be force-included. */
static char *builtin_header(const struct planner *planner, GError **error)
{
	g_autofree char *folder = planner_folder(planner, "builtin");
	g_autofree char *path = g_build_filename(folder, "builtin.h", NULL);
	g_autoptr(GBytes) text =
		g_resources_lookup_data(BUILTIN_RESOURCE, 0, error);
	gsize size;
	const char *data;

	if (!text)
		return NULL;
	data = g_bytes_get_data(text, &size);
	if (g_mkdir_with_parents(folder, 0700) ||
	    !g_file_set_contents(path, data, size, error))
		return NULL;
	return g_steal_pointer(&path);
}

bool use_builtin(struct planner *planner, GPtrArray *compiles, GError **error)
{
	g_autofree char *header = builtin_header(planner, error);
	const char *const argv[] = {
		"-nostdinc", "-std=gnu11", "-D__KERNEL__", "-DMODULE",
		"-include", header, NULL,
	};

	if (!header)
		return false;
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (compile->origin != COMMAND_BUILTIN)
			continue;
		g_strfreev(compile->argv);
		compile->argv = g_strdupv((char **)argv);
	}
	return true;
}

static bool holds(GPtrArray *paths, const char *path)
{
	return g_ptr_array_find_with_equal_func(paths, path, g_str_equal,
						NULL);
}

/* The files themselves; for a part of a file, those beside it instead, as one
 * of them includes it. */
static GPtrArray *given_sources(const struct build_target *target)
{
	g_autoptr(GPtrArray) beside = folder_sources(target->root);
	g_autoptr(GHashTable) parts = includes_parts(beside);
	GPtrArray *sources = target_sources(target);
	bool has_part = false;

	for (guint i = sources->len; i-- > 0;)
		if (g_hash_table_contains(parts, sources->pdata[i])) {
			g_ptr_array_remove_index(sources, i);
			has_part = true;
		}
	for (guint i = 0; has_part && i < beside->len; i++)
		if (!g_hash_table_contains(parts, beside->pdata[i]) &&
		    !holds(sources, beside->pdata[i]))
			g_ptr_array_add(sources, g_strdup(beside->pdata[i]));
	return sources;
}

/* Where a header is among the files, all that might include it. */
static GPtrArray *lone_sources(const struct build_target *target)
{
	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (!g_str_has_suffix(path->absolute, ".c"))
			return find_sources(target->root);
	}
	return given_sources(target);
}

static bool is_given(const struct build_target *target, const char *source)
{
	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (!strcmp(path->absolute, source))
			return true;
	}
	return false;
}

/* Does a module that is checked, too, compile it? */
static bool is_compiled(const struct plan *plan, const char *source)
{
	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program = plan->programs->pdata[i];

		for (guint j = 0; j < program->units->len; j++) {
			const struct unit *unit = program->units->pdata[j];

			if (unit->reported && program->is_closed &&
			    !strcmp(unit->absolute, source))
				return true;
		}
	}
	return false;
}

/* Those that no module compiles. */
static void drop_compiled(const struct plan *plan, GPtrArray *sources)
{
	for (guint i = sources->len; i-- > 0;)
		if (is_compiled(plan, sources->pdata[i]))
			g_ptr_array_remove_index(sources, i);
}

/* Each file is a program of its own. */
static void add_lone(struct planner *planner,
		     const struct build_target *target, GPtrArray *compiles,
		     struct kernel *kernel)
{
	struct selection selection;

	target_select(target, compiles, planner->plan, &selection);
	for (guint i = 0; i < compiles->len; i++) {
		const struct compile *compile = compiles->pdata[i];
		struct program *program;

		if (!g_hash_table_contains(selection.wanted, compile))
			continue;
		program = program_add(planner->plan, compile->source,
				      target->root, kernel);
		program_add_unit(program, target, compile, true);
		if (!is_given(target, compile->source))
			program_take_scope(program, &selection);
	}
	selection_release(&selection);
}

static GPtrArray *lone_builtin(const struct build_target *target,
			       GPtrArray *sources)
{
	GPtrArray *compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);

	for (guint i = 0; i < sources->len; i++) {
		struct compile *compile = compile_new(
			sources->pdata[i], target->root, g_new0(char *, 1));

		compile->origin = COMMAND_BUILTIN;
		g_ptr_array_add(compiles, compile);
	}
	return compiles;
}

static bool plan_lone_for(struct planner *planner,
			  const struct build_target *target,
			  GPtrArray *sources, const char *kdir,
			  GError **error)
{
	struct kernel *kernel = planner_kernel(planner, kdir, error);
	g_autoptr(GPtrArray) compiles = NULL;

	if (!kernel)
		return false;
	compiles = module_files_dry_run(planner, target->root, sources, kernel,
					error);
	if (compiles)
		add_lone(planner, target, compiles, kernel);
	return compiles != NULL;
}

/* As if each file were a module: with a kernel's headers where there are
 * some, with the built-in declarations where there are none. */
bool plan_lone(struct planner *planner, const struct build_target *target,
	       GError **error)
{
	g_auto(GStrv) kdirs = planner_kdirs(planner);
	g_autoptr(GPtrArray) sources = lone_sources(target);
	g_autoptr(GPtrArray) compiles = NULL;

	drop_compiled(planner->plan, sources);
	if (!sources->len)
		return true;
	if (kdirs[0] && !planner->request->no_exec) {
		for (guint i = 0; kdirs[i]; i++)
			if (!plan_lone_for(planner, target, sources, kdirs[i],
					   error))
				return false;
		return true;
	}
	compiles = lone_builtin(target, sources);
	if (!use_builtin(planner, compiles, error))
		return false;
	add_lone(planner, target, compiles, planner_builtin(planner));
	return true;
}
