// SPDX-License-Identifier: GPL-2.0-only
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "source/source.h"

struct fixture {
	char *folder, *file;
	struct source_set *set;
};

static void set_up(struct fixture *fixture, gconstpointer text)
{
	fixture->folder = g_dir_make_tmp("kmcheck-source-XXXXXX", NULL);
	fixture->file = g_build_filename(fixture->folder, "a.c", NULL);
	g_assert_true(g_file_set_contents(fixture->file, text, -1, NULL));
	fixture->set = source_set_new();
}

static void tear_down(struct fixture *fixture, gconstpointer text)
{
	(void)text;
	source_set_free(fixture->set);
	g_remove(fixture->file);
	g_rmdir(fixture->folder);
	g_free(fixture->file);
	g_free(fixture->folder);
}

static void assert_line(struct fixture *fixture, guint line,
			const char *expected)
{
	g_autofree char *text = source_line(fixture->set, fixture->file, line);

	g_assert_cmpstr(text, ==, expected);
}

static void test_lines(struct fixture *fixture, gconstpointer text)
{
	g_assert_cmpstr(source_text(fixture->set, fixture->file, NULL), ==,
			text);
	assert_line(fixture, 0, NULL);
	assert_line(fixture, 1, "one");
	assert_line(fixture, 2, "");
	assert_line(fixture, 3, "\tthree");
	assert_line(fixture, 4, "last");
	assert_line(fixture, 5, NULL);
}

static void test_offsets(struct fixture *fixture, gconstpointer text)
{
	struct source_set *set = fixture->set;
	const char *file = fixture->file;

	(void)text;
	g_assert_cmpint(source_offset(set, file, 1, 1), ==, 0);
	g_assert_cmpint(source_offset(set, file, 1, 4), ==, 3);
	g_assert_cmpint(source_offset(set, file, 1, 5), ==, -1);
	g_assert_cmpint(source_offset(set, file, 3, 2), ==, 6);
	g_assert_cmpint(source_offset(set, file, 4, 5), ==, 16);
	g_assert_cmpint(source_offset(set, file, 5, 1), ==, -1);
	g_assert_cmpint(source_offset(set, file, 1, 0), ==, -1);
	g_assert_cmpint(source_offset(set, file, 0, 1), ==, -1);
}

static void test_dos_lines(struct fixture *fixture, gconstpointer text)
{
	(void)text;
	assert_line(fixture, 1, "one");
	assert_line(fixture, 2, "two");
	g_assert_cmpstr(source_line_end(fixture->set, fixture->file), ==,
			"\r\n");
	g_assert_cmpint(source_offset(fixture->set, fixture->file, 2, 1), ==,
			5);
}

static void test_overlay(struct fixture *fixture, gconstpointer text)
{
	g_autofree char *name = g_path_get_basename(fixture->folder);
	g_autofree char *way_round = g_build_filename(fixture->folder, "..",
						      name, "a.c", NULL);
	g_autofree char *absent = g_build_filename(fixture->folder, "no.c",
						   NULL);

	g_assert_cmpstr(source_text(fixture->set, way_round, NULL), ==, text);
	g_assert_nonnull(source_checksum(fixture->set, fixture->file));
	source_overlay(fixture->set, fixture->file, "laid over\n");
	g_assert_cmpstr(source_text(fixture->set, way_round, NULL), ==,
			"laid over\n");
	assert_line(fixture, 1, "laid over");
	g_assert_null(source_checksum(fixture->set, fixture->file));
	source_overlay(fixture->set, absent, "new\n");
	g_assert_cmpstr(source_text(fixture->set, absent, NULL), ==, "new\n");
}

static void test_unreadable(struct fixture *fixture, gconstpointer text)
{
	g_autofree char *pipe = g_build_filename(fixture->folder, "pipe",
						 NULL);
	g_autoptr(GError) error = NULL;

	(void)text;
	g_assert_null(source_text(fixture->set, "/nonexistent/x.c", &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
	g_clear_error(&error);
	g_assert_null(source_text(fixture->set, fixture->folder, &error));
	g_assert_nonnull(error);
	g_clear_error(&error);
	/* must not wait for a writer */
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	g_assert_null(source_text(fixture->set, pipe, &error));
	g_assert_nonnull(error);
	g_remove(pipe);
}

int main(int argc, char **argv)
{
	static const char text[] = "one\n\n\tthree\nlast";

	g_test_init(&argc, &argv, NULL);
	g_test_add("/source/lines", struct fixture, text, set_up, test_lines,
		   tear_down);
	g_test_add("/source/offsets", struct fixture, text, set_up,
		   test_offsets, tear_down);
	g_test_add("/source/dos-lines", struct fixture, "one\r\ntwo\r\n",
		   set_up, test_dos_lines, tear_down);
	g_test_add("/source/overlay", struct fixture, text, set_up,
		   test_overlay, tear_down);
	g_test_add("/source/unreadable", struct fixture, text, set_up,
		   test_unreadable, tear_down);
	return g_test_run();
}
