// SPDX-License-Identifier: GPL-2.0-only
/* Arguments as Kbuild's CHECK= and 7.2's probe give them. */
#include <string.h>

#include "build/build.h"

/* As main does: --with and --format take a value, joined or not. */
static guint own_words(char *const *argv, void *data)
{
	(void)data;
	if (g_str_has_prefix(argv[0], "--with=") ||
	    g_str_has_prefix(argv[0], "--arch="))
		return 1;
	return !strcmp(argv[0], "--format") && argv[1] ? 2 : 0;
}

static const struct unit *only_unit(const struct plan *plan)
{
	const struct program *program;

	g_assert_nonnull(plan);
	g_assert_cmpuint(plan->programs->len, ==, 1);
	program = plan->programs->pdata[0];
	g_assert_cmpuint(program->units->len, ==, 1);
	return program->units->pdata[0];
}

static char **words(const char *text)
{
	return g_strsplit(text, " ", -1);
}

static bool is_mode(const char *text)
{
	g_auto(GStrv) argv = words(text);

	return kbuild_mode_arguments(g_strv_length(argv), argv);
}

static void test_mark(void)
{
	g_assert_true(is_mode("kmcheck -D__linux__ x.c"));
	g_assert_true(is_mode("kmcheck --with=sparse -nostdinc x.c"));
	g_assert_false(is_mode("kmcheck x.c -- -nostdinc -D__linux__"));
	g_assert_false(is_mode("kmcheck x.c"));
	g_assert_false(is_mode("-nostdinc"));
}

static void test_call(void)
{
	g_auto(GStrv) argv = words(
		"kmcheck --with=sparse --format json -D__linux__ -Dlinux "
		"-Wbitwise -Wno-return-void --arch=x86 -mlittle-endian -m64 "
		"-Wp,-MMD,x.d -nostdinc -I./inc -include a.h -D__KERNEL__ "
		"-DKBUILD_MODNAME=\"x\" -c -o .tmp.o drivers/x.c");
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	struct plan *plan = plan_of_kbuild_mode(g_strv_length(argv), argv,
						own_words, NULL, own, NULL);
	const struct unit *unit = only_unit(plan);
	const char *const *flags = (const char *const *)unit->argv;

	g_assert_cmpuint(own->len, ==, 3);
	g_assert_cmpstr(own->pdata[0], ==, "--with=sparse");
	g_assert_cmpstr(own->pdata[1], ==, "--format");
	g_assert_cmpstr(own->pdata[2], ==, "json");
	g_assert_cmpstr(unit->path, ==, "drivers/x.c");
	g_assert_true(unit->reported);
	g_assert_cmpint(unit->origin, ==, COMMAND_ARGUMENTS);
	g_assert_true(g_strv_contains(flags, "-D__KERNEL__"));
	g_assert_true(g_strv_contains(flags, "-m64"));
	g_assert_false(g_strv_contains(flags, "--arch=x86"));
	g_assert_false(g_strv_contains(flags, "-o"));
	g_assert_false(g_strv_contains(flags, "json"));
	plan_free(plan);
}

/* What sparse gets is what Kbuild said, but for our own options and FILE. */
static void test_check_argv(void)
{
	g_auto(GStrv) argv = words("kmcheck --with=sparse -D__linux__ "
				   "-Wbitwise --arch=x86 -fplugin=a.so x.c");
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	struct plan *plan = plan_of_kbuild_mode(g_strv_length(argv), argv,
						own_words, NULL, own, NULL);
	g_autofree char *given = g_strjoinv(" ", only_unit(plan)->check_argv);

	g_assert_cmpstr(given, ==,
			"-D__linux__ -Wbitwise --arch=x86 -fplugin=a.so");
	plan_free(plan);
}

static guint units_known(const char *text)
{
	g_auto(GStrv) argv = words(text);
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	struct plan *plan = plan_of_kbuild_mode(g_strv_length(argv), argv,
						own_words, NULL, own, NULL);
	const struct program *program = plan->programs->pdata[0];
	guint n = program->n_units;

	plan_free(plan);
	return n;
}

/* A call sees one unit; only of a module of one object is that all. */
static void test_whole_module(void)
{
	g_assert_cmpuint(units_known("kmcheck -D__linux__ -DMODULE "
				     "-DKBUILD_BASENAME=\"x\" "
				     "-DKBUILD_MODNAME=\"x\" x.c"), ==, 1);
	g_assert_cmpuint(units_known("kmcheck -D__linux__ -DMODULE "
				     "-DKBUILD_BASENAME=\"x\" "
				     "-DKBUILD_MODNAME=\"y\" x.c"), ==, 0);
	g_assert_cmpuint(units_known("kmcheck -D__linux__ x.c"), ==, 0);
}

/* scripts/checker-valid.sh: a temporary file without suffix. */
static void test_probe(void)
{
	g_auto(GStrv) argv = words("kmcheck -D__linux__ -Wbitwise -m64 "
				   "/tmp/tmp.Ab3xYz");
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	struct plan *plan = plan_of_kbuild_mode(g_strv_length(argv), argv,
						own_words, NULL, own, NULL);

	g_assert_cmpstr(only_unit(plan)->absolute, ==, "/tmp/tmp.Ab3xYz");
	plan_free(plan);
}

static void test_no_file(void)
{
	g_auto(GStrv) argv = words("kmcheck -D__linux__ -Wbitwise");
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	g_autoptr(GError) error = NULL;

	g_assert_null(plan_of_kbuild_mode(g_strv_length(argv), argv,
					  own_words, NULL, own, &error));
	g_assert_error(error, BUILD_ERROR, BUILD_ERROR_USAGE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/build/kbuild-mode/mark", test_mark);
	g_test_add_func("/build/kbuild-mode/call", test_call);
	g_test_add_func("/build/kbuild-mode/check-argv", test_check_argv);
	g_test_add_func("/build/kbuild-mode/whole-module", test_whole_module);
	g_test_add_func("/build/kbuild-mode/probe", test_probe);
	g_test_add_func("/build/kbuild-mode/no-file", test_no_file);
	return g_test_run();
}
