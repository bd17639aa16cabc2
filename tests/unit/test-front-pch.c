// SPDX-License-Identifier: GPL-2.0-only
/* A precompiled header never changes an answer. */
#include <glib/gstdio.h>
#include <string.h>

#include "build/folder.h"
#include "front/front.h"
#include "front/pch.h"
#include "ir/text.h"

static const char header[] =
	"#ifndef API_H\n#define API_H\n"
	"#ifndef fallback\n#define fallback(x) ((x) + 1)\n#endif\n"
	"#ifdef SWITCH\n"
	"static inline int choice(void) { return 1; }\n"
	"#else\n"
	"static inline int choice(void) { return 2; }\n"
	"#endif\n"
	"void give_back(void *p);\n"
	"static inline void drop(void *p) { give_back(*(void **)p); }\n"
	"#define dropped __attribute__((cleanup(drop)))\n"
	"#define macro_only 3\n"
	"#endif\n";

struct fixture {
	char *folder, *include, *api, *pch_dir, *flag;
};

static void set_up(struct fixture *f, gconstpointer data)
{
	(void)data;
	f->folder = g_dir_make_tmp("kmcheck-pch-XXXXXX", NULL);
	f->include = g_build_filename(f->folder, "include", NULL);
	f->pch_dir = g_build_filename(f->folder, "pch", NULL);
	f->api = g_build_filename(f->include, "api.h", NULL);
	f->flag = g_strconcat("-I", f->include, NULL);
	g_mkdir(f->include, 0700);
	g_mkdir(f->pch_dir, 0700);
	g_assert_true(g_file_set_contents(f->api, header, -1, NULL));
}

static void tear_down(struct fixture *f, gconstpointer data)
{
	(void)data;
	remove_folder(f->folder);
	g_free(f->folder);
	g_free(f->include);
	g_free(f->pch_dir);
	g_free(f->api);
	g_free(f->flag);
}

static struct ir_unit *lower(struct fixture *f, const char *text,
			     bool with_pch)
{
	static const char *const headers[] = { "api.h", NULL };
	g_autofree char *path = g_build_filename(f->folder, "src", "unit.c",
						 NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	g_autoptr(GHashTable) probe = g_hash_table_new(g_str_hash,
						       g_str_equal);
	const char *const argv[] = { f->flag, "-DKBUILD_MODNAME=\"x\"", NULL };
	struct front_options options = {
		.argv = argv, .directory = f->folder, .path = path,
		.pch_dir = f->pch_dir, .pch_headers = headers,
		.no_pch = !with_pch, .probe = probe,
	};
	g_autoptr(GError) error = NULL;
	struct ir_unit *unit;

	g_hash_table_add(probe, (gpointer)"give_back");
	g_hash_table_add(probe, (gpointer)"macro_only");
	g_hash_table_add(probe, (gpointer)"nothing");
	g_mkdir(folder, 0700);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	unit = front_lower(&options, &error);
	g_assert_no_error(error);
	g_assert_true(ir_validate_unit(unit, &error));
	return unit;
}

static bool is_made(struct fixture *f)
{
	g_autoptr(GDir) dir = g_dir_open(f->pch_dir, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ".pch"))
			return true;
	return false;
}

/* Enough units for the header to be made. */
static void warm_up(struct fixture *f)
{
	for (guint i = 0; i < PCH_AFTER_UNITS; i++) {
		g_assert_false(is_made(f));
		ir_unit_free(lower(f, "#include <api.h>\n", true));
	}
	g_assert_true(is_made(f));
}

static guint64 returned(const struct ir_unit *unit, const char *name)
{
	for (guint i = 0; i < unit->functions->len; i++) {
		const struct ir_function *fn = unit->functions->pdata[i];

		if (!strcmp(fn->name, name))
			return ir_block(fn, 0)->insns[0].imm;
	}
	return 0;
}

static void assert_same(struct fixture *f, const char *text)
{
	struct ir_unit *with = lower(f, text, true);
	struct ir_unit *without = lower(f, text, false);

	g_assert_cmpuint(with->functions->len, ==, without->functions->len);
	for (guint i = 0; i < with->functions->len; i++) {
		const struct ir_function *a = with->functions->pdata[i];
		const struct ir_function *b = without->functions->pdata[i];

		g_assert_cmpstr(a->key, ==, b->key);
		g_assert_cmpuint(a->n_statements, ==, b->n_statements);
		g_assert_cmpuint(a->n_temps, ==, b->n_temps);
		g_assert_cmpuint(a->n_blocks, ==, b->n_blocks);
		g_assert_cmpuint(returned(with, a->name), ==,
				 returned(without, a->name));
	}
	g_assert_cmpuint(with->present->len, ==, 2);
	g_assert_cmpuint(with->present->len, ==, without->present->len);
	g_assert_cmpuint(with->errors->len, ==, without->errors->len);
	ir_unit_free(with);
	ir_unit_free(without);
}

static void test_same(struct fixture *f, gconstpointer data)
{
	(void)data;
	warm_up(f);
	assert_same(f, "#include <api.h>\nint f(void) { return choice(); }\n");
	assert_same(f, "#define SWITCH\n#include <api.h>\n"
		       "int f(void) { return choice(); }\n");
	assert_same(f, "#define fallback(x) 7\n#include <api.h>\n"
		       "int f(void) { return fallback(1); }\n");
	assert_same(f, "#include <api.h>\n"
		       "void f(void *q) { void *p dropped = q; }\n");
	assert_same(f, "#include <api.h>\nstatic int give_back;\n"
		       "int f(void) { return give_back; }\n");
	assert_same(f, "int choice(void) { return 5; }\n"
		       "#define give_back 1\n#include <api.h>\n");
}

static void test_switch(struct fixture *f, gconstpointer data)
{
	struct ir_unit *unit;

	(void)data;
	warm_up(f);
	unit = lower(f, "#define SWITCH\n#include <api.h>\n"
		     "int f(void) { return choice(); }\n", true);
	g_assert_cmpuint(returned(unit, "choice"), ==, 1);
	ir_unit_free(unit);
}

static bool lists(const struct ir_unit *unit, const char *path)
{
	for (guint i = 0; i < unit->files->len; i++)
		if (!strcmp(unit->files->pdata[i], path))
			return true;
	return false;
}

static void test_files(struct fixture *f, gconstpointer data)
{
	struct ir_unit *unit;

	(void)data;
	warm_up(f);
	unit = lower(f, "int f(void) { return 1; }\n", true);
	g_assert_true(lists(unit, f->api));
	ir_unit_free(unit);
}

/* A header that changed is seen, and the precompiled one goes. */
static void test_stale(struct fixture *f, gconstpointer data)
{
	struct ir_unit *unit;

	(void)data;
	warm_up(f);
	g_assert_true(g_file_set_contents(f->api, "static inline int "
		"choice(void) { return 77; }\n", -1, NULL));
	unit = lower(f, "#include <api.h>\nint f(void) { return choice(); }\n",
		     true);
	g_assert_cmpuint(returned(unit, "choice"), ==, 77);
	g_assert_false(is_made(f));
	ir_unit_free(unit);
}

/* Headers that do not compile are tried once. */
static void test_bad(struct fixture *f, gconstpointer data)
{
	(void)data;
	g_assert_true(g_file_set_contents(f->api, "int broken(\n", -1, NULL));
	for (guint i = 0; i < PCH_AFTER_UNITS + 2; i++)
		ir_unit_free(lower(f, "int f(void) { return 1; }\n", true));
	g_assert_false(is_made(f));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(struct fixture *f, gconstpointer data);
	} tests[] = {
		{ "/front/pch/same", test_same },
		{ "/front/pch/switch", test_switch },
		{ "/front/pch/files", test_files },
		{ "/front/pch/stale", test_stale },
		{ "/front/pch/bad", test_bad },
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct fixture, NULL, set_up,
			   tests[i].run, tear_down);
	return g_test_run();
}
