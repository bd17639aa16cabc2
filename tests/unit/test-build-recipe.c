// SPDX-License-Identifier: GPL-2.0-only
/* Recipe lines as make prints them: quoting, traps, folders, generated files */
#include <string.h>

#include "build/recipe.h"

/* Shaped like 6.1's: echo of the quoted command, traps, the command, fixdep
 * with the command quoted twice. */
#define COMMAND(q, folder, base) \
	"gcc -Wp,-MMD," folder "/." base ".o.d -D__KERNEL__ -DMODULE " \
	"-DTEXT=" q "\"a; b & c\"" q " -DKBUILD_MODNAME=" q "\"mod\"" q \
	" -c -o " folder "/" base ".o " folder "/" base ".c"
#define RECIPE(folder, base) \
	"set -e;  echo '  " COMMAND("'\\''", folder, base) "';  trap 'rm -f " \
	folder "/" base ".o; trap - HUP; kill -s HUP $$' HUP;  " \
	COMMAND("'", folder, base) " ; scripts/basic/fixdep x ' " \
	COMMAND("'\\''", folder, base) "' > " folder "/." base ".o.cmd\n"

static void test_compiles(void)
{
	static const char output[] =
		"make: Entering directory '/src'\n"
		"make[1]: Entering directory '/out'\n"
		RECIPE("fs/x", "one")
		"gcc -Wall -c -o scripts/host.o scripts/host.c\n"
		"gcc -D__KERNEL__ -D__ASSEMBLY__ -c -o a.o a.S\n"
		"make[2]: Entering directory '/elsewhere'\n"
		RECIPE("/abs", "two")
		RECIPE("rel", "three")
		"make[2]: Leaving directory '/elsewhere'\n"
		RECIPE("fs", "four");
	static const char *const sources[] = {
		"/out/fs/x/one.c", "/abs/two.c", "/elsewhere/rel/three.c",
		"/out/fs/four.c",
	};
	g_autoptr(GPtrArray) compiles = recipe_compiles(output, "/top");
	const struct compile *one;

	g_assert_cmpuint(compiles->len, ==, G_N_ELEMENTS(sources));
	for (guint i = 0; i < compiles->len; i++) {
		const struct compile *compile = compiles->pdata[i];

		g_assert_cmpstr(compile->source, ==, sources[i]);
	}
	one = compiles->pdata[0];
	g_assert_cmpstr(one->directory, ==, "/out");
	g_assert_cmpstr(one->module, ==, "mod");
	g_assert_true(one->is_module);
	g_assert_true(g_strv_contains((const char *const *)one->argv,
				      "-DTEXT=\"a; b & c\""));
	g_assert_true(g_strv_contains((const char *const *)one->argv,
				      "-DKBUILD_MODNAME=\"mod\""));
	g_assert_false(g_strv_contains((const char *const *)one->argv, "gcc"));
}

static void test_continuation(void)
{
	g_autoptr(GPtrArray) compiles = recipe_compiles(
		"gcc -D__KERNEL__ \\\n -DA \\\n -c -o x.o x.c", "/w");
	const struct compile *compile;

	g_assert_cmpuint(compiles->len, ==, 1);
	compile = compiles->pdata[0];
	g_assert_cmpstr(compile->source, ==, "/w/x.c");
	g_assert_true(g_strv_contains((const char *const *)compile->argv,
				      "-DA"));
}

/* The composite's file beats the module's bare name. */
static void test_module_name(void)
{
	struct compile *compile = recipe_compile(
		"ccache gcc -DKBUILD_MODFILE='\"fs/ext4/ext4\"' "
		"-DKBUILD_MODNAME='\"ext4\"' -c -o x.o x.c", "/");
	struct compile *old = recipe_compile(
		"gcc -D'KBUILD_MODNAME=KBUILD_STR(e1000)' -c -o x.o x.c", "/");

	g_assert_cmpstr(compile->module, ==, "fs/ext4/ext4");
	g_assert_cmpstr(old->module, ==, "e1000");
	compile_free(compile);
	compile_free(old);
	g_assert_null(recipe_compile("gcc -o x x.o", "/"));
	g_assert_null(recipe_compile("echo 'gcc -c -o x.o x.c'", "/"));
}

static void test_generated(void)
{
	g_autoptr(GPtrArray) targets = recipe_generated(
		"set -e; trap 'rm -f lib/crc32table.h; trap - HUP; x' HUP; "
		"trap 'rm -f lib/crc32table.h; trap - INT; x' INT\n"
		"trap 'rm -f lib/gen; trap - HUP' HUP\n"
		"printf '%s\\n' 'savedcmd_a/b.c := x' > a/.b.c.cmd\n"
		"printf '%s\\n' 'cmd_old.h := x'\n");

	g_assert_cmpuint(targets->len, ==, 3);
	g_assert_cmpstr(targets->pdata[0], ==, "lib/crc32table.h");
	g_assert_cmpstr(targets->pdata[1], ==, "a/b.c");
	g_assert_cmpstr(targets->pdata[2], ==, "old.h");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/build/recipe/compiles", test_compiles);
	g_test_add_func("/build/recipe/continuation", test_continuation);
	g_test_add_func("/build/recipe/module-name", test_module_name);
	g_test_add_func("/build/recipe/generated", test_generated);
	return g_test_run();
}
