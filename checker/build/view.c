// SPDX-License-Identifier: GPL-2.0-only
#include "build/view.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "build/build.h"
#include "build/folder.h"
#include "build/make.h"

/* How many ancestors of a module's directory a view shows. */
#define VIEW_ANCESTORS 3

static bool fail(GError **error, const char *what, const char *path)
{
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "cannot %s %s: %s", what, path, g_strerror(errno));
	return false;
}

static bool make_folder(const char *path, GError **error)
{
	if (g_mkdir_with_parents(path, 0700))
		return fail(error, "create", path);
	return true;
}

static bool link_entry(const char *real, const char *seen, GError **error)
{
	if (symlink(real, seen) && errno != EEXIST)
		return fail(error, "link", seen);
	return true;
}

/* What a build leaves beside sources: make would take it for up to date. */
static bool is_build_product(const char *name)
{
	static const char *const suffixes[] = {
		".o", ".ko", ".cmd", ".mod", ".mod.c", ".order", ".symvers",
		".a", ".d", ".dwo",
	};

	for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
		if (g_str_has_suffix(name, suffixes[i]))
			return true;
	return false;
}

static bool is_real_folder(const char *path)
{
	return g_file_test(path, G_FILE_TEST_IS_DIR) &&
	       !g_file_test(path, G_FILE_TEST_IS_SYMLINK);
}

/* Kbuild splits paths at blanks and colons, and the shell sees them too. Only
 * the last name of the path is looked at. */
static bool make_takes_name(const char *path)
{
	g_autofree char *name = g_path_get_basename(path);

	return make_takes_path(name);
}

typedef bool (*keep_fn)(const char *name);

static bool keep_source(const char *name)
{
	return name[0] != '.' && !is_build_product(name);
}

static bool keep_all(const char *name)
{
	return name[0] != '.';
}

/* Does the view itself lie in this folder? Showing it there has no end. */
static bool holds_view(const char *folder, const char *seen)
{
	gsize n = strlen(folder);

	return !strncmp(seen, folder, n) && seen[n] == '/';
}

/* What lies in a folder that the user may not read is no source of theirs. */
static bool may_be_listed(const char *folder)
{
	return !access(folder, R_OK | X_OK);
}

/* Link the entries of `real` into the existing folder `seen`; folders below
 * become real folders if `deep`. `except`: an entry to leave out, or NULL. */
static bool link_entries(const char *real, const char *seen, keep_fn keep,
			 bool deep, const char *except, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(real, 0, error);
	const char *name;

	if (!dir)
		return false;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *from = g_build_filename(real, name, NULL);
		g_autofree char *to = g_build_filename(seen, name, NULL);

		if (!keep(name) || (except && !strcmp(name, except)) ||
		    (deep && holds_view(from, seen)))
			continue;
		if (!deep || !is_real_folder(from)) {
			if (!link_entry(from, to, error))
				return false;
		} else if (!make_folder(to, error) ||
			   (may_be_listed(from) &&
			    !link_entries(from, to, keep, deep, NULL,
					  error))) {
			return false;
		}
	}
	return true;
}

/* Directories that are nobody's project: a view does not begin above them. */
static bool is_shared_place(const char *path)
{
	return !strcmp(path, "/") || !strcmp(path, "/tmp") ||
	       !strcmp(path, "/usr/src") || !strcmp(path, "/home") ||
	       !strcmp(path, "/root") || !strcmp(path, g_get_home_dir());
}

/* The outermost ancestor that the view shows: from there on down, all names
 * are such that make takes them. */
static char *view_begin(const char *directory)
{
	char *base = make_takes_name(directory) ?
		     g_path_get_dirname(directory) : g_strdup(directory);

	for (guint i = 1; i < VIEW_ANCESTORS && !is_shared_place(base) &&
			  make_takes_name(base); i++) {
		char *parent = g_path_get_dirname(base);

		if (is_shared_place(parent)) {
			g_free(parent);
			break;
		}
		g_free(base);
		base = parent;
	}
	return base;
}

/* Show the folders from real_base down to `directory`. */
static bool link_ancestors(struct view *view, const char *directory,
			   GError **error)
{
	const char *below = directory + strlen(view->real_base);
	g_auto(GStrv) names = g_strsplit(below + strspn(below, "/"), "/", -1);
	g_autofree char *real = g_strdup(view->real_base);
	bool all = !is_shared_place(real);

	view->path = g_strdup(view->view_base);
	for (guint i = 0; names[i]; i++) {
		char *next;

		/* Siblings that cannot be listed are merely not seen. */
		if (all)
			link_entries(real, view->path, keep_all, false,
				     names[i], NULL);
		all = true;
		next = g_build_filename(view->path, names[i], NULL);
		g_free(view->path);
		view->path = next;
		next = g_build_filename(real, names[i], NULL);
		g_free(real);
		real = next;
		if (!make_folder(view->path, error))
			return false;
	}
	return true;
}

struct view *view_empty(const char *directory, const char *parent,
			GError **error)
{
	struct view *view = g_new0(struct view, 1);

	view->root = g_build_filename(parent, "view-XXXXXX", NULL);
	view->real_base = view_begin(directory);
	if (!make_folder(parent, error) || !g_mkdtemp(view->root)) {
		if (error && !*error)
			fail(error, "create a folder in", parent);
		view_free(view);
		return NULL;
	}
	/* As deep as the real one, so that ../../.. stays inside. */
	view->view_base = g_build_filename(view->root, "a", "b", "c", "d",
					   NULL);
	if (!make_folder(view->view_base, error) ||
	    !link_ancestors(view, directory, error)) {
		view_remove(view);
		return NULL;
	}
	return view;
}

struct view *view_of_module(const char *directory, const char *parent,
			    GError **error)
{
	struct view *view = view_empty(directory, parent, error);

	if (view && !link_entries(directory, view->path, keep_source,
				  !is_shared_place(directory), NULL, error)) {
		view_remove(view);
		return NULL;
	}
	return view;
}

/* Link one level of a kernel tree's folder, leaving out `except`. */
static bool link_level(const char *tree, const char *seen, const char *below,
		       const char *except, GError **error)
{
	g_autofree char *real = g_build_filename(tree, below, NULL);
	g_autofree char *to = g_build_filename(seen, below, NULL);

	return make_folder(to, error) &&
	       link_entries(real, to, keep_all, false, except, error);
}

static bool link_arch(const char *tree, const char *seen, const char *arch,
		      GError **error)
{
	g_autofree char *below = g_build_filename("arch", arch, NULL);
	g_autofree char *include = g_build_filename(below, "include", NULL);
	g_autofree char *real = g_build_filename(tree, include, "generated",
						 NULL);
	g_autofree char *to = g_build_filename(seen, below, NULL);

	if (!g_file_test(real, G_FILE_TEST_IS_DIR))
		return true;
	if (unlink(to))
		return fail(error, "remove", to);
	return link_level(tree, seen, below, "include", error) &&
	       link_level(tree, seen, include, "generated", error);
}

static bool link_archs(const char *tree, const char *seen, GError **error)
{
	g_autofree char *path = g_build_filename(tree, "arch", NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, error);
	const char *name;

	if (!dir || !link_level(tree, seen, "arch", NULL, error))
		return false;
	while ((name = g_dir_read_name(dir)))
		if (!link_arch(tree, seen, name, error))
			return false;
	return true;
}

/* include/ without what a configuration generated there. */
static bool link_include(const char *tree, const char *seen, GError **error)
{
	g_autofree char *config =
		g_build_filename(seen, "include", "config", NULL);

	if (!link_level(tree, seen, "include", "generated", error))
		return false;
	unlink(config);
	return true;
}

static bool fill_tree(const char *tree, const char *seen, GError **error)
{
	static const char *const own[] = { "arch", "include" };

	/* keep_all leaves .config and every other dot file out. */
	if (!link_level(tree, seen, "", NULL, error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(own); i++) {
		g_autofree char *link = g_build_filename(seen, own[i], NULL);

		unlink(link);
	}
	return link_include(tree, seen, error) &&
	       link_archs(tree, seen, error);
}

struct view *view_of_tree(const char *tree, const char *path, GError **error)
{
	struct view *view = g_new0(struct view, 1);

	remove_folder(path);
	view->root = g_strdup(path);
	view->real_base = g_strdup(tree);
	view->view_base = g_strdup(path);
	view->path = g_strdup(path);
	if (!fill_tree(tree, path, error)) {
		view_remove(view);
		return NULL;
	}
	return view;
}

/* A path or text that names the view, in terms of the real folder. */
static char *view_real(const struct view *view, const char *text)
{
	g_autoptr(GString) real = g_string_new(text);
	bool is_top = !strcmp(view->real_base, "/");

	g_string_replace(real, view->view_base,
			 is_top ? "" : view->real_base, 0);
	return g_strdup(real->str);
}

void view_real_compile(const struct view *view, struct compile *compile)
{
	char *source = view_real(view, compile->source);
	char *directory = view_real(view, compile->directory);

	g_free(compile->source);
	compile->source = source;
	g_free(compile->place);
	compile->place = g_strdup(source);
	g_free(compile->directory);
	compile->directory = directory;
	for (guint i = 0; compile->argv[i]; i++) {
		char *word = view_real(view, compile->argv[i]);

		g_free(compile->argv[i]);
		compile->argv[i] = word;
	}
}

void view_remove(struct view *view)
{
	if (view)
		remove_folder(view->root);
	view_free(view);
}

void view_free(struct view *view)
{
	if (!view)
		return;
	g_free(view->root);
	g_free(view->real_base);
	g_free(view->view_base);
	g_free(view->path);
	g_free(view);
}
