// SPDX-License-Identifier: GPL-2.0-only
#include "build/state.h"

#include <fts.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "build/recipe.h"

/* Files with time of change (ns) and size; then per command source, place,
 * directory, module, options and whether it is for a module. */
#define STATE_TYPE "(a(sxx)a(ssssasb))"

static bool file_state(const char *path, gint64 *changed_ns, gint64 *bytes)
{
	struct stat st;

	if (stat(path, &st))
		return false;
	*changed_ns = (gint64)st.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000)
		      + st.st_mtim.tv_nsec;
	*bytes = st.st_size;
	return true;
}

static bool files_are_current(GVariant *files)
{
	GVariantIter iter;
	const char *path;
	gint64 changed_ns, bytes;

	g_variant_iter_init(&iter, files);
	while (g_variant_iter_next(&iter, "(&sxx)", &path, &changed_ns,
				   &bytes)) {
		gint64 now_ns, now_bytes;

		if (!file_state(path, &now_ns, &now_bytes) ||
		    now_ns != changed_ns || now_bytes != bytes)
			return false;
	}
	return true;
}

static struct compile *read_compile(GVariantIter *iter)
{
	const char *source, *place, *directory, *module;
	struct compile *compile;
	gboolean is_module;
	char **argv;

	if (!g_variant_iter_next(iter, "(&s&s&s&s^asb)", &source, &place,
				 &directory, &module, &argv, &is_module))
		return NULL;
	compile = compile_new(source, directory, argv);
	g_free(compile->place);
	compile->place = g_strdup(place);
	compile->module = *module ? g_strdup(module) : NULL;
	compile->is_module = is_module;
	return compile;
}

GPtrArray *state_read(const char *path)
{
	g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
	g_autoptr(GBytes) bytes = file ? g_mapped_file_get_bytes(file) : NULL;
	g_autoptr(GVariant) state = NULL, files = NULL, commands = NULL;
	struct compile *compile;
	GPtrArray *compiles;
	GVariantIter iter;

	if (!bytes)
		return NULL;
	state = g_variant_ref_sink(g_variant_new_from_bytes(
		G_VARIANT_TYPE(STATE_TYPE), bytes, FALSE));
	files = g_variant_get_child_value(state, 0);
	commands = g_variant_get_child_value(state, 1);
	if (!g_variant_n_children(files) || !files_are_current(files))
		return NULL;
	compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);
	g_variant_iter_init(&iter, commands);
	while ((compile = read_compile(&iter)))
		g_ptr_array_add(compiles, compile);
	return compiles;
}

static void add_file(GVariantBuilder *builder, const char *path)
{
	gint64 changed_ns, bytes;

	if (file_state(path, &changed_ns, &bytes))
		g_variant_builder_add(builder, "(sxx)", path, changed_ns,
				      bytes);
}

static bool steers_build(const char *name)
{
	return g_str_has_prefix(name, "Makefile") ||
	       g_str_has_prefix(name, "Kconfig") ||
	       g_str_has_prefix(name, "Kbuild") ||
	       g_str_has_suffix(name, "_defconfig");
}

static void add_makefiles(GVariantBuilder *builder, const char *tree)
{
	char *roots[] = { (char *)tree, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_NOSTAT,
			     NULL);
	FTSENT *entry;

	while (walk && (entry = fts_read(walk))) {
		if (entry->fts_info == FTS_D && entry->fts_level > 0 &&
		    entry->fts_name[0] == '.')
			fts_set(walk, entry, FTS_SKIP);
		else if (entry->fts_info != FTS_D &&
			 entry->fts_info != FTS_DP &&
			 steers_build(entry->fts_name))
			add_file(builder, entry->fts_path);
	}
	if (walk)
		fts_close(walk);
}

static void add_compile(GVariantBuilder *builder,
			const struct compile *compile)
{
	g_variant_builder_add(builder, "(ssss^asb)", compile->source,
			      compile->place, compile->directory,
			      compile->module ? compile->module : "",
			      compile->argv, (gboolean)compile->is_module);
}

void state_write(const char *path, GPtrArray *compiles, const char *tree,
		 const char *config)
{
	g_autoptr(GVariant) state = NULL;
	GVariantBuilder files, commands;

	g_variant_builder_init(&files, G_VARIANT_TYPE("a(sxx)"));
	add_makefiles(&files, tree);
	if (config)
		add_file(&files, config);
	g_variant_builder_init(&commands, G_VARIANT_TYPE("a(ssssasb)"));
	for (guint i = 0; i < compiles->len; i++)
		add_compile(&commands, compiles->pdata[i]);
	state = g_variant_ref_sink(g_variant_new(
		STATE_TYPE, &files, &commands));
	g_file_set_contents(path, g_variant_get_data(state),
			    g_variant_get_size(state), NULL);
}
