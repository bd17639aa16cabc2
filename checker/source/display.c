// SPDX-License-Identifier: GPL-2.0-only
#include "source/display.h"

#include <stdlib.h>
#include <string.h>

struct display_root {
	char *given;		/* "." becomes "" */
	char *absolute;
	char *real;
};

struct display {
	GArray *roots;		/* struct display_root, longest first */
	char *current;
};

static void root_clear(void *p)
{
	struct display_root *root = p;

	g_free(root->given);
	g_free(root->absolute);
	g_free(root->real);
}

static gint root_compare(gconstpointer pa, gconstpointer pb)
{
	const struct display_root *a = pa, *b = pb;
	gsize la = strlen(a->absolute), lb = strlen(b->absolute);

	return la < lb ? 1 : la > lb ? -1 : 0;
}

struct display *display_new(const char *const *paths)
{
	struct display *display = g_new0(struct display, 1);

	display->current = g_get_current_dir();
	display->roots = g_array_new(FALSE, FALSE,
				     sizeof(struct display_root));
	g_array_set_clear_func(display->roots, root_clear);
	for (; paths && *paths; paths++) {
		struct display_root root;
		char *resolved = realpath(*paths, NULL);

		root.given = g_strdup(*paths);
		while (strlen(root.given) > 1 &&
		       g_str_has_suffix(root.given, "/"))
			root.given[strlen(root.given) - 1] = '\0';
		root.absolute = g_canonicalize_filename(*paths, NULL);
		root.real = g_strdup(resolved ? resolved : root.absolute);
		free(resolved);
		g_array_append_val(display->roots, root);
	}
	g_array_sort(display->roots, root_compare);
	return display;
}

void display_free(struct display *display)
{
	if (!display)
		return;
	g_array_unref(display->roots);
	g_free(display->current);
	g_free(display);
}

char *display_real(const char *path)
{
	g_autofree char *real = realpath(path, NULL);

	return real ? g_steal_pointer(&real) :
		      g_canonicalize_filename(path, NULL);
}

const char *display_root(const struct display *display, guint i)
{
	return display && i < display->roots->len ?
	       g_array_index(display->roots, struct display_root, i).real :
	       NULL;
}

const char *display_below(const char *path, const char *folder)
{
	gsize n = strlen(folder);

	if (!g_str_has_prefix(path, folder))
		return NULL;
	if (!path[n] || (n && folder[n - 1] == '/'))
		return path + n;
	return path[n] == '/' ? path + n + 1 : NULL;
}

char *display_path(const struct display *display, const char *absolute)
{
	const char *rest;

	for (guint i = 0; i < display->roots->len; i++) {
		const struct display_root *root =
			&g_array_index(display->roots, struct display_root, i);

		rest = display_below(absolute, root->absolute);
		if (!rest)
			rest = display_below(absolute, root->real);
		if (!rest)
			continue;
		if (!*rest)
			return g_strdup(root->given);
		if (!strcmp(root->given, "."))
			return g_strdup(rest);
		return g_build_filename(root->given, rest, NULL);
	}
	/* a neighbour of what was asked for, seen from where the user is */
	rest = display_below(absolute, display->current);
	if (rest && *rest && display->roots->len &&
	    !g_path_is_absolute(g_array_index(display->roots,
					      struct display_root, 0).given))
		return g_strdup(rest);
	return g_strdup(absolute);
}
