// SPDX-License-Identifier: GPL-2.0-only
/* What of a kernel tree becomes a program's units. */
#include "build/tree.h"

#include <stdlib.h>
#include <string.h>

#include "build/offline.h"

/* Is the whole tree asked for? */
static bool wants_all(const struct build_target *target)
{
	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (!strcmp(path->absolute, target->root))
			return true;
	}
	return false;
}

/* Names of modules of which some unit is wanted. */
static GHashTable *wanted_modules(const struct tree *tree,
				  const struct selection *selection)
{
	GHashTable *modules = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < tree->compiles->len; i++) {
		struct compile *compile = tree->compiles->pdata[i];

		if (compile->module &&
		    g_hash_table_contains(selection->wanted, compile))
			g_hash_table_add(modules, compile->module);
	}
	return modules;
}

static void add_tree_unit(struct program *program, const struct build_target *target,
			  const struct tree *tree,
			  const struct compile *compile, bool wanted,
			  struct plan *plan)
{
	struct unit *unit;

	if (!g_file_test(compile->source, G_FILE_TEST_EXISTS)) {
		g_autofree char *shown = target_display(target,
							compile->place);

		if (wanted)
			plan_incomplete(plan, shown,
					"generated from compiled objects");
		return;
	}
	unit = program_add_unit(program, target, compile, wanted);
	unit->generated_in = g_strdup(tree->output);
}

static void note_empty_paths(const struct build_target *target,
			     const struct tree *tree, struct plan *plan)
{
	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];
		bool found = !path->is_directory;

		for (guint j = 0; !found && j < tree->compiles->len; j++) {
			struct compile *compile = tree->compiles->pdata[j];

			found = path_is_below(compile->place, path->absolute);
		}
		if (!found)
			plan_incomplete(plan, path->given,
					"the configuration builds nothing in it");
	}
}

static void add_program(struct planner *planner, const struct build_target *target,
			const struct tree *tree)
{
	g_autofree char *name = g_path_get_basename(target->root);
	g_autoptr(GHashTable) modules = NULL;
	struct selection selection;
	struct program *program;

	target_select(target, tree->compiles, planner->plan, &selection);
	modules = wanted_modules(tree, &selection);
	program = program_add(planner->plan, name, target->root, tree->kernel);
	program->is_closed = wants_all(target);
	for (guint i = 0; i < tree->compiles->len; i++) {
		struct compile *compile = tree->compiles->pdata[i];
		bool wanted = g_hash_table_contains(selection.wanted, compile);

		if (wanted || (compile->module &&
			       g_hash_table_contains(modules,
						     compile->module)))
			add_tree_unit(program, target, tree, compile, wanted,
				      planner->plan);
	}
	program_add_extras(program, target, &selection);
	program_take_scope(program, &selection);
	selection_release(&selection);
}

/* Where an earlier build of the tree was. */
static char *built_folder(const struct planner *planner, const char *source)
{
	const char *const *kdirs = planner->request->kdirs;
	const char *output = g_getenv("KBUILD_OUTPUT");

	for (guint i = 0; kdirs && kdirs[i]; i++)
		if (tree_is_output(kdirs[i], source))
			return realpath(kdirs[i], NULL);
	if (output && *output)
		return g_canonicalize_filename(output, source);
	return g_strdup(source);
}

/* Without make nothing says what a configuration builds: every file of a
 * folder with no known command gets its neighbour's. */
static void add_unknown_units(const struct build_target *target,
			      GPtrArray *compiles)
{
	guint n_known = compiles->len;

	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];
		g_autoptr(GPtrArray) sources = NULL;
		bool known = !path->is_directory;

		for (guint j = 0; !known && j < n_known; j++) {
			struct compile *compile = compiles->pdata[j];

			known = path_is_below(compile->place, path->absolute);
		}
		if (known)
			continue;
		sources = find_sources(path->absolute);
		for (guint j = 0; j < sources->len; j++) {
			struct compile *compile = compile_new(
				sources->pdata[j], "/", g_new0(char *, 1));

			compile->origin = COMMAND_BUILTIN;
			compile->off_config = OFF_CONFIG_UNKNOWN;
			g_ptr_array_add(compiles, compile);
		}
	}
	use_neighbours(compiles);
}

/* Without make: the commands that an earlier build left, or a database. */
static bool plan_tree_offline(struct planner *planner,
			      const struct build_target *target,
			      GError **error)
{
	g_autofree char *folder = built_folder(planner, target->root);
	struct tree tree = { .output = folder };
	bool ok = true;

	tree.compiles = offline_commands(folder, folder);
	if (tree.compiles->len) {
		ok = planner_use_database(planner, target->root,
					  tree.compiles, error);
	} else {
		g_ptr_array_unref(tree.compiles);
		tree.compiles = planner_database(planner, target->root, error);
		ok = tree.compiles != NULL;
	}
	if (ok && !tree.compiles->len) {
		ok = plan_lone(planner, target, error);
	} else if (ok) {
		tree.kernel = planner_kernel(planner, folder, NULL);
		if (!tree.kernel)
			tree.kernel = planner_flags_kernel(planner);
		add_unknown_units(target, tree.compiles);
		add_program(planner, target, &tree);
	}
	g_clear_pointer(&tree.compiles, g_ptr_array_unref);
	return ok;
}

bool plan_tree(struct planner *planner, const struct build_target *target,
	       GError **error)
{
	struct tree *tree;
	bool ok;

	if (planner->request->no_exec)
		return plan_tree_offline(planner, target, error);
	tree = tree_open(planner, target->root, error);
	if (!tree)
		return false;
	ok = planner_use_database(planner, target->root, tree->compiles,
				  error);
	if (ok) {
		note_empty_paths(target, tree, planner->plan);
		add_program(planner, target, tree);
	}
	tree_free(tree);
	return ok;
}
