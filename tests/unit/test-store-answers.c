// SPDX-License-Identifier: GPL-2.0-only
/* What headers answered is kept while they are as they were. */
#include <glib/gstdio.h>
#include <string.h>

#include "store/answers.h"

struct fixture {
	char *root, *cache, *header;
};

static void setup(struct fixture *f)
{
	f->root = g_dir_make_tmp("kmcheck-answers-XXXXXX", NULL);
	f->cache = g_build_filename(f->root, "cache", NULL);
	f->header = g_build_filename(f->root, "limit.h", NULL);
}

static void teardown(struct fixture *f)
{
	g_autofree char *command = g_strdup_printf("rm -rf '%s'", f->root);

	g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL,
						NULL));
	g_free(f->root);
	g_free(f->cache);
	g_free(f->header);
}

static void write_header(const struct fixture *f, const char *text)
{
	g_assert_true(g_file_set_contents(f->header, text, -1, NULL));
}

static guint64 ask(const struct fixture *f, const char *name)
{
	g_autofree char *folder = g_strconcat("-I", f->root, NULL);
	g_autofree char *basename = g_strconcat("-DKBUILD_BASENAME=", name,
						NULL);
	const char *argv[] = { folder, basename, NULL };
	static const char *const headers[] = { "limit.h", NULL };
	static const char *const expressions[] = { "LIMIT", "NO_SUCH_MACRO" };
	struct front_options options = { .argv = argv, .directory = f->root };
	g_autoptr(GError) error = NULL;
	guint64 values[2] = { 0 };
	bool known[2];

	g_assert_true(store_evaluate(f->cache, &options, headers, expressions,
				     2, values, known, &error));
	g_assert_no_error(error);
	g_assert_true(known[0]);
	g_assert_false(known[1]);
	return values[0];
}

static guint n_kept(const struct fixture *f)
{
	g_autofree char *path = g_build_filename(f->cache, "answers", NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	guint n = 0;

	while (dir && g_dir_read_name(dir))
		n++;
	return n;
}

/* Put what is kept out of its senses: who reads it gives its answer. */
static void forge(const struct fixture *f)
{
	g_autofree char *folder = g_build_filename(f->cache, "answers", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autofree char *path = g_build_filename(folder,
						 g_dir_read_name(dir), NULL);
	g_autofree char *text = NULL;
	char *answer;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	answer = strstr(text, "answer 4096");
	g_assert_nonnull(answer);
	memcpy(answer, "answer 7777", strlen("answer 7777"));
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void test_kept(void)
{
	struct fixture f;

	setup(&f);
	write_header(&f, "#define LIMIT 4096\n");
	g_assert_cmpuint(ask(&f, "one"), ==, 4096);
	forge(&f);
	g_assert_cmpuint(ask(&f, "two"), ==, 7777);
	g_assert_cmpuint(n_kept(&f), ==, 1);
	teardown(&f);
}

static void test_header_changed(void)
{
	struct fixture f;

	setup(&f);
	write_header(&f, "#define LIMIT 4096\n");
	g_assert_cmpuint(ask(&f, "one"), ==, 4096);
	write_header(&f, "#define LIMIT 8192\n");
	g_assert_cmpuint(ask(&f, "one"), ==, 8192);
	g_unlink(f.header);
	write_header(&f, "#define LIMIT 1024\n");
	g_assert_cmpuint(ask(&f, "one"), ==, 1024);
	teardown(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/store/answers/kept", test_kept);
	g_test_add_func("/store/answers/header-changed", test_header_changed);
	return g_test_run();
}
