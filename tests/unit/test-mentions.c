// SPDX-License-Identifier: GPL-2.0-only
/* What sources out of view are taken to do with a function's result, and with
 * a field: source/mentions.h. */
#include <glib.h>
#include <glib/gstdio.h>

#include "build/folder.h"
#include "source/mentions.h"

static const char *const freeing[] = { "free", "put", NULL };

struct mention {
	const char *text;	/* of a file out of view */
	bool is_freed;		/* what get() returns may be */
};

static const struct mention results[] = {
	{ "void f(void) { x = get(); use(x); }", false },
	{ "void f(void) { struct a *x = get(1); kfree(x); }", true },
	{ "void f(void) { x = get(); foo_put(a, x); }", true },
	{ "void *f(void) { x = get(); return x; }", true },
	{ "void *f(void) { return get(); }", true },
	{ "void f(void) { s->x = get(); }", true },
	{ "void f(void) { kfree(get()); }", true },
	{ "void f(void) { get(); kfree(x); }", false },
	{ "void (*f)(void) = get;", true },
	{ "void f(void) { x = target(); kfree(x); }", false },
};

static char *tree_with(const char *folder, const char *name, const char *text)
{
	g_autofree char *in = g_build_filename(folder, name, NULL);
	g_autofree char *above = g_path_get_dirname(in);

	g_mkdir_with_parents(above, 0700);
	g_assert_true(g_file_set_contents(in, text, -1, NULL));
	return g_steal_pointer(&in);
}

static void test_results(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(results); i++) {
		g_autofree char *tree = g_dir_make_tmp("mentions-XXXXXX",
						       NULL);
		g_autofree char *path = tree_with(tree, "a.c",
						  results[i].text);
		struct mentions *mentions = mentions_new(tree);

		g_test_message("%s", results[i].text);
		g_assert_cmpstr(mentions_of_result(mentions, "get", freeing),
				==, results[i].is_freed ? path : NULL);
		mentions_free(mentions);
		remove_folder(tree);
	}
}

/* Two folders have a record of one name each: a file means that beside it. */
static void test_record_beside(void)
{
	static const char freed[] =
		"void f(struct node *n) { kfree(n->data); }";
	g_autofree char *tree = g_dir_make_tmp("mentions-XXXXXX", NULL);
	g_autofree char *home = tree_with(tree, "one/node.h",
					  "struct node { char *data; };");
	g_autofree char *other = tree_with(tree, "two/node.h",
					   "struct node\n{ char *data; };");
	g_autofree char *beside = tree_with(tree, "two/a.c", freed);
	struct mentions *mentions = mentions_new(tree);
	g_autofree char *user = NULL;

	g_assert_null(mentions_of_field(mentions, "node", "data", home,
					freeing));
	mentions_free(mentions);
	user = tree_with(tree, "three/b.c", freed);
	mentions = mentions_new(tree);
	g_assert_cmpstr(mentions_of_field(mentions, "node", "data", home,
					  freeing), ==, user);
	mentions_free(mentions);
	remove_folder(tree);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/mentions/results", test_results);
	g_test_add_func("/mentions/record_beside", test_record_beside);
	return g_test_run();
}
