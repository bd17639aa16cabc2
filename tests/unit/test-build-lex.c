// SPDX-License-Identifier: GPL-2.0-only
#include <glib/gstdio.h>
#include <string.h>

#include "build/lex.h"
#include "build/folder.h"

struct fixture {
	char *folder;
	struct unit units[2];
	struct lex_index *index;
};

static void put(struct fixture *f, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(f->folder, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void setup(struct fixture *f, gconstpointer data)
{
	(void)data;
	f->folder = g_dir_make_tmp("kmcheck-lex-XXXXXX", NULL);
	put(f, "a.c", "#include <linux/slab.h>\n#include \"a.h\"\n"
	    "int f(void) { return direct_name(0x10UL); }\n"
	    "/* in_comment */ // in_line_comment\n"
	    "char *s = \"in_string\"; char c = '\"'; int after_quote;\n");
	put(f, "a.h", "#include \"b.h\"\n#define M from_header(1)\n");
	put(f, "b.h", "#include \"a.h\"\nint from_deeper;\n");
	put(f, "b.c", "#error don't stop\nint other_name;\n");
	f->index = lex_index_new();
	for (guint i = 0; i < 2; i++) {
		g_autofree char *name = g_strdup_printf("%c.c", 'a' + i);

		f->units[i].absolute = g_build_filename(f->folder, name, NULL);
		lex_index_add(f->index, &f->units[i]);
	}
}

static void teardown(struct fixture *f, gconstpointer data)
{
	(void)data;
	lex_index_free(f->index);
	for (guint i = 0; i < 2; i++)
		g_free(f->units[i].absolute);
	remove_folder(f->folder);
	g_free(f->folder);
}

static guint naming(struct fixture *f, const char *name)
{
	g_autoptr(GPtrArray) units = lexical_units_naming(f->index, name);
	guint bits = 0;

	for (guint i = 0; i < units->len; i++)
		bits |= 1U << ((struct unit *)units->pdata[i] - f->units);
	return bits;
}

static void test_names(struct fixture *f, gconstpointer data)
{
	(void)data;
	g_assert_cmpuint(naming(f, "direct_name"), ==, 1);
	g_assert_cmpuint(naming(f, "from_header"), ==, 1);
	g_assert_cmpuint(naming(f, "from_deeper"), ==, 1);
	g_assert_cmpuint(naming(f, "after_quote"), ==, 1);
	g_assert_cmpuint(naming(f, "other_name"), ==, 2);
	g_assert_cmpuint(naming(f, "int"), ==, 3);
}

static void test_not_names(struct fixture *f, gconstpointer data)
{
	static const char *const none[] = {
		"in_comment", "in_line_comment", "in_string", "x10UL", "UL",
		"direct", "name", "nowhere",
	};

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(none); i++)
		g_assert_cmpuint(naming(f, none[i]), ==, 0);
}

static void test_any(struct fixture *f, gconstpointer data)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);

	(void)data;
	g_hash_table_add(names, (void *)"nowhere");
	g_assert_false(lexical_unit_names_any(f->index, &f->units[0], names));
	g_hash_table_add(names, (void *)"from_deeper");
	g_assert_true(lexical_unit_names_any(f->index, &f->units[0], names));
	g_assert_false(lexical_unit_names_any(f->index, &f->units[1], names));
}

#define ADD(path, test) \
	g_test_add(path, struct fixture, NULL, setup, test, teardown)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/build/lex/names", test_names);
	ADD("/build/lex/not-names", test_not_names);
	ADD("/build/lex/any", test_any);
	return g_test_run();
}
