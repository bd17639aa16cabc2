// SPDX-License-Identifier: GPL-2.0-only
/* What passes of a compile command, and as what. */
#include <string.h>

#include "build/build.h"

static char *clean(const char *arch, const char *words)
{
	g_auto(GStrv) argv = g_strsplit(words, " ", -1);
	g_auto(GStrv) flags = flags_clean((const char *const *)argv, "/w/d",
					  arch);

	return g_strjoinv(" ", flags);
}

static void check(const char *words, const char *expected)
{
	g_autofree char *text = clean("no-such-arch", words);

	g_assert_cmpstr(text, ==, expected);
}

static void test_kept(void)
{
	check("-DX=1 -D Y -U Z", "-DX=1 -DY -UZ");
	check("-std=gnu11 -nostdinc -m64 -O2 -fshort-wchar",
	      "-std=gnu11 -nostdinc -m64 -O2 -fshort-wchar");
	check("-mno-sse2 -mlittle-endian -mabi=elfv2 -fno-builtin-wcslen",
	      "-mno-sse2 -mlittle-endian -mabi=elfv2 -fno-builtin-wcslen");
	/* gcc's word for arm64; clang refuses the unit */
	check("-mabi=lp64 -O2", "-O2");
}

static void test_paths(void)
{
	check("-Iinc -I ../x -I/abs", "-I /w/d/inc -I /w/x -I /abs");
	check("-include a.h -isystem ./b", "-include /w/d/a.h -isystem /w/d/b");
}

/* Nothing that loads, writes or reads arguments from a file gets through. */
static void test_refused(void)
{
	static const char *const refused[] = {
		"-fplugin=/tmp/x.so", "-fpass-plugin=x.so", "-Xclang -load",
		"-Xclang -load -Xclang x.so", "-load x.so", "@flags",
		"-I @flags", "-B /tmp/bin", "-B/tmp/bin", "-specs=/tmp/s",
		"--config=/tmp/c", "-o out.o", "-oout.o", "-MF deps",
		"-Wp,-MMD,x.d", "-Wa,-I,x", "-Wl,x", "-save-temps",
		"-fdump-tree-all", "-mllvm -load=x", "--param x=1", "-x c++",
		"-resource-dir /tmp", "-include-pch x.pch", "-emit-llvm",
		"-serialize-diagnostics x", "--sysroot=/tmp", "x.c", "-c",
		"-fprofile-use=x", "-ivfsoverlay x", "-working-directory=/x",
		"-fmodule-map-file=x", "-isystem",
	};

	for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autofree char *text = clean("no-such-arch", refused[i]);

		g_test_message("%s", refused[i]);
		g_assert_cmpstr(text, ==, "");
	}
}

/* gcc's own options mean nothing to what parses. */
static void test_gcc_only(void)
{
	check("-mskip-rax-setup -mindirect-branch=thunk-extern -pg -g -Wall "
	      "-falign-jumps=1 -fconserve-stack -DA", "-DA");
}

static void test_target(void)
{
	g_autofree char *arm64 = clean("arm64", "-DA");
	g_autofree char *given = clean("arm64", "-DA --target=x-y-z");
	g_autofree char *apart = clean("x86_64", "-target x-y-z");

	g_assert_cmpstr(arm64, ==, "--target=aarch64-linux-gnu -DA");
	g_assert_cmpstr(given, ==, "-DA --target=x-y-z");
	g_assert_cmpstr(apart, ==, "--target=x-y-z");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/build/flags/kept", test_kept);
	g_test_add_func("/build/flags/paths", test_paths);
	g_test_add_func("/build/flags/refused", test_refused);
	g_test_add_func("/build/flags/gcc-only", test_gcc_only);
	g_test_add_func("/build/flags/target", test_target);
	return g_test_run();
}
