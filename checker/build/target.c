// SPDX-License-Identifier: GPL-2.0-only
#include "build/target.h"

#include <string.h>

#include "build/includes.h"
#include "build/planner.h"

struct given_path *given_path_new(const char *given, const char *absolute)
{
	struct given_path *path = g_new0(struct given_path, 1);

	path->given = g_strdup(given);
	path->absolute = g_strdup(absolute);
	path->is_directory = g_file_test(absolute, G_FILE_TEST_IS_DIR);
	return path;
}

void given_path_free(struct given_path *path)
{
	g_free(path->given);
	g_free(path->absolute);
	g_free(path);
}

struct build_target *build_target_new(enum target_kind kind, const char *root)
{
	struct build_target *target = g_new0(struct build_target, 1);

	target->kind = kind;
	target->root = g_strdup(root);
	target->paths = g_ptr_array_new_with_free_func(
		(GDestroyNotify)given_path_free);
	return target;
}

void build_target_free(struct build_target *target)
{
	g_free(target->root);
	g_ptr_array_unref(target->paths);
	g_free(target);
}

bool path_is_below(const char *path, const char *directory)
{
	gsize length = strlen(directory);

	while (length > 1 && directory[length - 1] == '/')
		length--;
	return !strncmp(path, directory, length) &&
	       (path[length] == '/' || !path[length] || length == 1);
}

bool is_source_file(const char *path)
{
	return g_str_has_suffix(path, ".c") &&
	       g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static void add_sources(const char *path, GPtrArray *sources)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	if (!dir && is_source_file(path))
		g_ptr_array_add(sources, g_strdup(path));
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		if (name[0] != '.' &&
		    !g_file_test(entry, G_FILE_TEST_IS_SYMLINK))
			add_sources(entry, sources);
	}
}

static int compare_paths(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *folder_sources(const char *folder)
{
	GPtrArray *sources = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);

		if (name[0] != '.' && is_source_file(path) &&
		    !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			g_ptr_array_add(sources, path);
		else
			g_free(path);
	}
	g_ptr_array_sort(sources, compare_paths);
	return sources;
}

GPtrArray *find_sources(const char *path)
{
	GPtrArray *sources = g_ptr_array_new_with_free_func(g_free);

	add_sources(path, sources);
	g_ptr_array_sort(sources, compare_paths);
	return sources;
}

/* `given` with what `absolute` has below it; "." and "./" say nothing. */
static char *join_given(const struct given_path *path, const char *absolute)
{
	const char *below = absolute + strlen(path->absolute);
	g_autofree char *given = g_strdup(path->given);
	gsize length = strlen(given);

	below += strspn(below, "/");
	if (!*below)
		return g_steal_pointer(&given);
	while (length > 1 && given[length - 1] == '/')
		given[--length] = '\0';
	if (!strcmp(given, "."))
		return g_strdup(below);
	return g_build_filename(given, below, NULL);
}

char *target_display(const struct build_target *target, const char *absolute)
{
	g_autofree char *cwd = NULL;

	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (path_is_below(absolute, path->absolute))
			return join_given(path, absolute);
	}
	cwd = g_get_current_dir();
	if (path_is_below(absolute, cwd) && strcmp(cwd, "/"))
		return g_strdup(absolute + strlen(cwd) + 1);
	return g_strdup(absolute);
}

static bool select_below(GPtrArray *compiles, const char *directory,
			 GHashTable *wanted)
{
	bool found = false;

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (path_is_below(compile->place, directory)) {
			g_hash_table_add(wanted, compile);
			found = true;
		}
	}
	return found;
}

/* Bytes that two paths have in common, whole components only. */
static gsize common_length(const char *a, const char *b)
{
	gsize last = 0;

	for (gsize i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			last = i + 1;
	return last;
}

static const struct compile *nearest(GPtrArray *compiles, const char *file)
{
	const struct compile *best = NULL;
	gsize best_length = 0;

	for (guint i = 0; i < compiles->len; i++) {
		const struct compile *compile = compiles->pdata[i];
		gsize length = common_length(compile->place, file);

		if (!best || length > best_length) {
			best = compile;
			best_length = length;
		}
	}
	return best;
}

bool use_neighbours(GPtrArray *compiles)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (compile->origin != COMMAND_BUILTIN)
			g_ptr_array_add(known, compile);
	}
	for (guint i = 0; known->len && i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (compile->origin == COMMAND_BUILTIN)
			compile_take_command(compile,
					     nearest(known, compile->place),
					     COMMAND_NEIGHBOUR);
	}
	return known->len > 0;
}

/* Its neighbour's command for a file that nothing builds. */
static bool select_neighbour(GPtrArray *compiles, const char *file,
			     struct selection *selection)
{
	const struct compile *near = nearest(compiles, file);
	struct compile *compile;

	if (!near)
		return false;
	compile = compile_new(file, near->directory, g_strdupv(near->argv));
	compile->is_module = near->is_module;
	compile->origin = COMMAND_NEIGHBOUR;
	compile->off_config = OFF_CONFIG;
	g_ptr_array_add(selection->extra, compile);
	return true;
}

/* A folder below a module's that the module has nothing of: its files are as
 * good as named one by one. */
static void select_unbuilt(GPtrArray *compiles, const char *folder,
			   struct selection *selection)
{
	g_autoptr(GPtrArray) sources = find_sources(folder);

	for (guint i = 0; i < sources->len; i++)
		select_neighbour(compiles, sources->pdata[i], selection);
}

/* The units that include `file`, and only what stands in it. */
static bool select_includers(const struct build_target *target, GPtrArray *compiles,
			     const char *file, struct selection *selection)
{
	g_autoptr(GPtrArray) includers =
		includes_units(compiles, target->root, file);

	for (guint i = 0; i < includers->len; i++)
		g_hash_table_add(selection->wanted, includers->pdata[i]);
	if (includers->len)
		g_ptr_array_add(selection->scope, g_strdup(file));
	return includers->len > 0;
}

static void select_file(const struct build_target *target, GPtrArray *compiles,
			const struct given_path *path, struct plan *plan,
			struct selection *selection)
{
	bool found = false;

	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];

		if (!strcmp(compile->place, path->absolute)) {
			g_hash_table_add(selection->wanted, compile);
			found = true;
		}
	}
	if (found ||
	    select_includers(target, compiles, path->absolute, selection))
		return;
	if (!g_str_has_suffix(path->absolute, ".c"))
		plan_incomplete(plan, path->given, "no unit includes it");
	else if (!select_neighbour(compiles, path->absolute, selection))
		plan_incomplete(plan, path->given,
				"no compile command is known for it or for any file near it");
}

void target_select(const struct build_target *target, GPtrArray *compiles,
		   struct plan *plan, struct selection *selection)
{
	selection->wanted = g_hash_table_new(NULL, NULL);
	selection->extra =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);
	selection->scope = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (!path->is_directory)
			select_file(target, compiles, path, plan, selection);
		else if (!select_below(compiles, path->absolute,
				       selection->wanted) &&
			 target->kind == TARGET_MODULE)
			select_unbuilt(compiles, path->absolute, selection);
	}
	/* A scope limits the whole program: let the other PATHs through. */
	for (guint i = 0; selection->scope->len && i < target->paths->len; i++) {
		const struct given_path *path = target->paths->pdata[i];

		if (!g_ptr_array_find_with_equal_func(selection->scope,
						      path->absolute,
						      g_str_equal, NULL))
			g_ptr_array_add(selection->scope,
					g_strdup(path->absolute));
	}
}

void selection_release(struct selection *selection)
{
	g_hash_table_unref(selection->wanted);
	g_ptr_array_unref(selection->extra);
	g_ptr_array_unref(selection->scope);
}

struct program *program_add(struct plan *plan, const char *name,
			    const char *root, struct kernel *kernel)
{
	struct program *program = g_new0(struct program, 1);

	program->name = g_strdup(name);
	program->root = g_strdup(root);
	program->kernel = kernel;
	program->units =
		g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
	program->scope = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(plan->programs, program);
	return program;
}

struct unit *program_add_unit(struct program *program,
			      const struct build_target *target,
			      const struct compile *compile, bool reported)
{
	struct unit *unit = g_new0(struct unit, 1);

	unit->path = target_display(target, compile->place);
	unit->absolute = g_strdup(compile->source);
	unit->directory = g_strdup(compile->directory);
	unit->argv = flags_clean((const char *const *)compile->argv,
				 compile->directory, program->kernel->arch);
	unit->origin = compile->origin;
	unit->reported = reported;
	unit->off_config = g_strdup(compile->off_config);
	g_ptr_array_add(program->units, unit);
	program->n_units++;
	return unit;
}

void program_add_extras(struct program *program, const struct build_target *target,
			const struct selection *selection)
{
	for (guint i = 0; i < selection->extra->len; i++)
		program_add_unit(program, target, selection->extra->pdata[i],
				 true);
}

void program_take_scope(struct program *program,
			const struct selection *selection)
{
	for (guint i = 0; i < selection->scope->len; i++)
		g_ptr_array_add(program->scope,
				g_strdup(selection->scope->pdata[i]));
}

void unit_free(struct unit *unit)
{
	g_free(unit->path);
	g_free(unit->absolute);
	g_free(unit->directory);
	g_strfreev(unit->argv);
	g_strfreev(unit->check_argv);
	g_free(unit->off_config);
	g_free(unit->generated_in);
	g_free(unit);
}

void program_free(struct program *program)
{
	g_free(program->name);
	g_free(program->root);
	g_ptr_array_unref(program->units);
	g_ptr_array_unref(program->scope);
	g_free(program);
}

void build_incomplete_free(struct build_incomplete *incomplete)
{
	g_free(incomplete->file);
	g_free(incomplete->reason);
	g_free(incomplete);
}

void plan_incomplete(struct plan *plan, const char *file, const char *reason)
{
	struct build_incomplete *incomplete = g_new0(struct build_incomplete,
						     1);

	incomplete->file = g_strdup(file);
	incomplete->reason = g_strdup(reason);
	g_ptr_array_add(plan->incomplete, incomplete);
}

void plan_warn(struct plan *plan, char *text)
{
	g_ptr_array_add(plan->warnings, text);
}
