// SPDX-License-Identifier: GPL-2.0-only
/* The contract's table of PATHs, on folders made for it. What needs a kernel's
 * headers is skipped where none are installed. */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build/build.h"
#include "build/kernel.h"
#include "build/folder.h"

struct fixture {
	char *folder, *cache, *old_cwd;
};

static void put(const char *name, const char *text)
{
	g_autofree char *folder = g_path_get_dirname(name);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0755), ==, 0);
	g_assert_true(g_file_set_contents(name, text, -1, NULL));
}

static void setup(struct fixture *f, gconstpointer data)
{
	(void)data;
	f->old_cwd = g_get_current_dir();
	f->folder = g_dir_make_tmp("kmcheck-plan-XXXXXX", NULL);
	f->cache = g_dir_make_tmp("kmcheck-cache-XXXXXX", NULL);
	g_assert_cmpint(g_chdir(f->folder), ==, 0);
}

static void teardown(struct fixture *f, gconstpointer data)
{
	(void)data;
	g_assert_cmpint(g_chdir(f->old_cwd), ==, 0);
	remove_folder(f->folder);
	remove_folder(f->cache);
	g_free(f->folder);
	g_free(f->cache);
	g_free(f->old_cwd);
}

/* What a test asks for beside PATHs. */
struct wish {
	const char *flags, *database;
	bool exec;
	guint shard, n_shards;
};

static struct plan *make(struct fixture *f, const char *paths,
			 struct wish wish, GError **error)
{
	g_auto(GStrv) list = g_strsplit(paths, " ", -1);
	g_auto(GStrv) flags = wish.flags ? g_strsplit(wish.flags, " ", -1) :
					   NULL;
	struct plan_request request = {
		.paths = (const char *const *)list,
		.flags = (const char *const *)flags,
		.database = wish.database, .no_exec = !wish.exec,
		.cache_dir = f->cache, .jobs = 1,
		.shard = wish.shard, .n_shards = wish.n_shards,
	};

	return plan_make(&request, error);
}

/* Programs as text: "name: unit unit (unit)", in parentheses what is not
 * reported, ! what is off the configuration, [scope] after it. */
static char *describe(const struct plan *plan)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program = plan->programs->pdata[i];
		g_autofree char *name = g_path_get_basename(program->name);

		g_string_append_printf(text, "%s%s:", i ? "; " : "", name);
		for (guint j = 0; j < program->units->len; j++) {
			const struct unit *unit = program->units->pdata[j];

			g_string_append_printf(
				text, unit->reported ? " %s%s" : " (%s%s)",
				unit->path, unit->off_config ? "!" : "");
		}
		for (guint j = 0; j < program->scope->len; j++) {
			g_autofree char *base =
				g_path_get_basename(program->scope->pdata[j]);

			g_string_append_printf(text, " [%s]", base);
		}
	}
	return g_strdup(text->str);
}

static void expect(struct fixture *f, const char *paths, struct wish wish,
		   const char *expected)
{
	g_autoptr(GError) error = NULL;
	struct plan *plan = make(f, paths, wish, &error);
	g_autofree char *text = NULL;

	g_assert_no_error(error);
	text = describe(plan);
	g_assert_cmpstr(text, ==, expected);
	plan_free(plan);
}

static void expect_error(struct fixture *f, const char *paths,
			 struct wish wish, int code, const char *part)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(make(f, paths, wish, &error));
	g_assert_error(error, BUILD_ERROR, code);
	g_assert_nonnull(strstr(error->message, part));
	g_assert_null(strchr(error->message, '\n'));
}

static enum command_origin first_origin(struct fixture *f, const char *path,
					struct wish wish)
{
	struct plan *plan = make(f, path, wish, NULL);
	const struct program *program = plan->programs->pdata[0];
	const struct unit *unit = program->units->pdata[0];
	enum command_origin origin = unit->origin;

	plan_free(plan);
	return origin;
}

static void put_module(void)
{
	put("m/Makefile",
	    "obj-m := one.o two.o # comment\ntwo-y := a.o \\\n  sub/b.o\n"
	    "obj-$(CONFIG_X) += deep/\n");
	put("m/one.c", "#include \"local.h\"\n");
	put("m/local.h", "#include \"../shared/more.h\"\n");
	put("shared/more.h", "\n");
	put("m/a.c", "\n");
	put("m/sub/b.c", "#include \"part.c\"\n");
	put("m/sub/part.c", "\n");
	put("m/deep/Kbuild", "obj-m += d.o\n");
	put("m/deep/d.c", "\n");
	put("m/stray.c", "\n");
}

static void test_arguments(struct fixture *f, gconstpointer data)
{
	struct wish wish = { .flags = "-DA -Iinc" };
	struct plan *plan;
	const struct unit *unit;
	const struct program *program;

	(void)data;
	put("x.c", "\n");
	put("d/y.c", "\n");
	expect(f, "d", wish, "d: d/y.c");
	plan = make(f, "x.c", wish, NULL);
	program = plan->programs->pdata[0];
	unit = program->units->pdata[0];
	g_assert_cmpint(unit->origin, ==, COMMAND_ARGUMENTS);
	g_assert_true(g_strv_contains((const char *const *)unit->argv, "-DA"));
	plan_free(plan);
}

static void test_database(struct fixture *f, gconstpointer data)
{
	struct wish none = { 0 }, given = { .database = "db" };

	(void)data;
	put("src/a.c", "\n");
	put("src/sub/b.c", "\n");
	put("src/sub/h.h", "\n");
	put("src/unlisted.c", "\n");
	put("src/compile_commands.json",
	    "[{\"directory\":\"sub\",\"file\":\"b.c\","
	    "\"command\":\"cc -DB='x y' -I. -c b.c -o b.o\"},"
	    "{\"directory\":\".\",\"file\":\"a.c\","
	    "\"arguments\":[\"cc\",\"-DA\",\"-c\",\"a.c\"]},"
	    "{\"directory\":\".\",\"file\":\"gone.c\","
	    "\"arguments\":[\"cc\",\"-c\",\"gone.c\"]}]");
	expect(f, "src", none, "src: src/sub/b.c src/a.c");
	expect(f, "src/sub", none, "src: src/sub/b.c");
	expect(f, "src/unlisted.c", none, "src: src/unlisted.c!");
	g_assert_cmpint(first_origin(f, "src/a.c", none), ==,
			COMMAND_DATABASE);
	g_assert_cmpint(first_origin(f, "src/unlisted.c", none), ==,
			COMMAND_NEIGHBOUR);
	put("db/compile_commands.json",
	    "[{\"directory\":\"../src\",\"file\":\"a.c\","
	    "\"arguments\":[\"cc\"]}]");
	expect(f, "src", given, "db: src/a.c");
}

static void test_broken_database(struct fixture *f, gconstpointer data)
{
	static const char *const broken[] = {
		"", "{}", "[1]", "[{\"file\":\"x.c\"}]", "[{\"file\":3}",
		"[{\"directory\":\".\",\"command\":\"cc -c x.c\"}]",
	};
	struct wish none = { 0 }, given = { .database = "nowhere" };

	(void)data;
	put("x.c", "\n");
	for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
		put("compile_commands.json", broken[i]);
		expect_error(f, ".", none, BUILD_ERROR_USAGE,
			     "compile_commands.json");
	}
	expect_error(f, "x.c", given, BUILD_ERROR_USAGE, "nowhere");
}

static void test_usage(struct fixture *f, gconstpointer data)
{
	struct wish none = { 0 };

	(void)data;
	put("empty/README", "\n");
	expect_error(f, "nowhere", none, BUILD_ERROR_USAGE,
		     "nowhere: No such file");
	expect_error(f, "empty", none, BUILD_ERROR_USAGE, "no C source");
}

static void test_module_text(struct fixture *f, gconstpointer data)
{
	struct wish none = { 0 };

	(void)data;
	put_module();
	expect(f, "m", none, "one: m/one.c; two: m/a.c m/sub/b.c; "
	       "d: m/deep/d.c");
	expect(f, "m/a.c", none, "two: m/a.c (m/sub/b.c)");
	expect(f, "m/sub", none, "two: (m/a.c) m/sub/b.c");
	expect(f, "m/sub/part.c", none,
	       "two: (m/a.c) m/sub/b.c [part.c]");
	expect(f, "m/local.h", none, "one: m/one.c [local.h]");
	expect(f, ".", none, "one: m/one.c; two: m/a.c m/sub/b.c; "
	       "d: m/deep/d.c");
	g_assert_cmpint(first_origin(f, "m", none), ==, COMMAND_BUILTIN);
}

/* A folder with modules and other files. */
static void test_mixed(struct fixture *f, gconstpointer data)
{
	struct wish none = { 0 };

	(void)data;
	put("all/m1/Kbuild", "obj-m := x.o\n");
	put("all/m1/x.c", "\n");
	put("all/m2/Makefile", "obj-m += y.o\n");
	put("all/m2/y.c", "\n");
	put("all/tools/t.c", "\n");
	put("all/u.c", "\n");
	put("all/.git/hidden.c", "\n");
	expect(f, "all", none,
	       "x: all/m1/x.c; y: all/m2/y.c; t.c: all/tools/t.c; "
	       "u.c: all/u.c");
}

/* Without make, the commands that a build left are found. */
static void test_cmd_files(struct fixture *f, gconstpointer data)
{
	struct wish none = { 0 };
	g_autofree char *line = NULL;

	(void)data;
	put("k/Kbuild", "obj-m := x.o y.o\n");
	put("k/x.c", "\n");
	put("k/y.c", "\n");
	line = g_strdup_printf("savedcmd_x.o := gcc -D__KERNEL__ -DV='$$' "
			       "-DH='\\#' -c -o %s/k/x.o %s/k/x.c ; true\n\n"
			       "source_x := y\n", f->folder, f->folder);
	put("k/.x.o.cmd", line);
	g_assert_cmpint(first_origin(f, "k/x.c", none), ==, COMMAND_DATABASE);
	g_assert_cmpint(first_origin(f, "k/y.c", none), ==,
			COMMAND_NEIGHBOUR);
}

static void test_shards(struct fixture *f, gconstpointer data)
{
	(void)data;
	put_module();
	expect(f, "m", (struct wish){ .shard = 1, .n_shards = 2 },
	       "one: m/one.c; two: m/sub/b.c; d:");
	expect(f, "m", (struct wish){ .shard = 2, .n_shards = 2 },
	       "one:; two: m/a.c; d: m/deep/d.c");
}

static bool no_headers(void)
{
	g_autofree char *kdir = kernel_default_output();

	if (kdir)
		return false;
	g_test_skip("no kernel headers are installed");
	return true;
}

/* Kbuild's own answer agrees with the text, and nothing is written. */
static void test_module_kbuild(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };
	struct stat before, after;

	(void)data;
	if (no_headers())
		return;
	put_module();
	put("off/Kbuild", "obj-$(CONFIG_NO_SUCH_OPTION) += x.o\n");
	put("off/x.c", "\n");
	put("lone/l.c", "\n");
	g_assert_cmpint(chmod("m", 0555), ==, 0);
	g_assert_cmpint(stat("m", &before), ==, 0);
	expect(f, "m", exec, "one: m/one.c; two: m/a.c m/sub/b.c");
	expect(f, "m/stray.c", exec, "m: m/stray.c!");
	expect(f, "off", exec, "x: off/x.c!");
	expect(f, "lone", exec, "l.c: lone/l.c");
	g_assert_cmpint(stat("m", &after), ==, 0);
	g_assert_cmpint(before.st_mtim.tv_nsec, ==, after.st_mtim.tv_nsec);
	g_assert_cmpint(before.st_mtim.tv_sec, ==, after.st_mtim.tv_sec);
	g_assert_cmpint(chmod("m", 0755), ==, 0);
	g_assert_cmpint(first_origin(f, "m", exec), ==, COMMAND_KBUILD);
}

/* ../ of a module's makefile is found though make sees only a view. */
static void test_module_ancestors(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };
	struct plan *plan;
	const struct program *program;
	const struct unit *unit;
	g_autofree char *include = NULL;

	(void)data;
	if (no_headers())
		return;
	put("p/common/rules.mk", "ccflags-y += -DFROM_COMMON\n");
	put("p/src/mod/Kbuild",
	    "include $(src)/../../common/rules.mk\nobj-m := x.o\n"
	    "ccflags-y += -I$(src)/../inc\n");
	put("p/src/mod/x.c", "\n");
	plan = make(f, "p/src/mod", exec, NULL);
	program = plan->programs->pdata[0];
	unit = program->units->pdata[0];
	include = g_build_filename(f->folder, "p/src/inc", NULL);
	g_assert_true(g_strv_contains((const char *const *)unit->argv,
				      "-DFROM_COMMON"));
	g_assert_true(g_strv_contains((const char *const *)unit->argv,
				      include));
	g_assert_true(program->is_closed);
	plan_free(plan);
}

static bool has_flag(const struct plan *plan, const char *flag)
{
	const struct program *program = plan->programs->pdata[0];
	const struct unit *unit = program->units->pdata[0];

	return g_strv_contains((const char *const *)unit->argv, flag);
}

/* The project's own makefile says which folder, what is on, and with which
 * flags; nothing else on its lines is run. */
static void test_called(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };
	struct plan *plan;
	g_autofree char *pwd = g_strconcat("-I", f->folder, "/own/inc", NULL);

	(void)data;
	if (no_headers())
		return;
	put("own/Makefile",
	    "ifneq ($(KERNELRELEASE),)\n"
	    "\tobj-$(CONFIG_OWN) := own.o\n"
	    "\town-y := a.o\n\town-$(CONFIG_OFF) += b.o\n"
	    "\tccflags-y += -D$(OWN_MODE) -I$(PWD)/inc\n"
	    "else\n"
	    "KDIR ?= /nowhere/$(shell uname -r)/build\n"
	    "ifeq ($(wildcard $(KDIR)/Makefile),)\n$(error no kernel)\nendif\n"
	    "export CONFIG_OWN = m\n"
	    "all: version.h\n"
	    "\t$(MAKE) -C $(KDIR) M=$(CURDIR) OWN_MODE=FROM_LINE modules && "
	    "echo ran >version.h\n"
	    "\t+echo ran >version.h\n"
	    "endif\n");
	put("own/version.h", "\n");
	put("own/a.c", "\n");
	put("own/b.c", "\n");
	expect(f, "own", exec, "own: own/a.c");
	plan = make(f, "own", exec, NULL);
	g_assert_true(has_flag(plan, "-DFROM_LINE"));
	g_assert_true(g_str_has_suffix(pwd, "/own/inc"));
	plan_free(plan);
	{
		g_autofree char *text = NULL;

		g_file_get_contents("own/version.h", &text, NULL, NULL);
		g_assert_cmpstr(text, ==, "\n");
	}
}

/* By way of another makefile; by one that says make where it means $(MAKE);
 * obj-y beside the call. */
static void test_called_from_elsewhere(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };
	struct plan *plan;

	(void)data;
	if (no_headers())
		return;
	put("top/Makefile",
	    "obj-m += src/\nall:\n\t$(MAKE) -C src deep MODE=SEEN\n"
	    "clean:\n\t$(MAKE) -C /k M=$(CURDIR)/src clean\n");
	put("top/src/Makefile",
	    "obj-$(MODE) := off.o\nobj-m += on.o\nccflags-y += -D$(MODE)\n"
	    "deep:\n\tcd . && $(MAKE) -C /k M=`pwd` MODE=$(MODE)\n");
	put("top/src/on.c", "\n");
	put("top/src/off.c", "\n");
	expect(f, "top", exec, "on: top/src/on.c");
	plan = make(f, "top", exec, NULL);
	g_assert_true(has_flag(plan, "-DSEEN"));
	plan_free(plan);

	put("named/Makefile", "obj-y += deep/\nall:\n\tmake -C /k M=$(PWD) "
	    "CONFIG_DEEP=m modules\nclean:\n\tmake -C /k M=$(PWD) clean\n");
	put("named/deep/Makefile", "obj-$(CONFIG_DEEP) += d.o\n");
	put("named/deep/d.c", "\n");
	expect(f, "named", exec, "d: named/deep/d.c");
}

/* dkms.conf, which is read and not run. */
static void test_dkms(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };

	(void)data;
	if (no_headers())
		return;
	put("d/dkms.conf",
	    "# a comment with a ' in it\nPACKAGE_NAME=\"d\"\n"
	    "PACKAGE_VERSION='1.0'\nif [ -z \"$x\" ]; then\n"
	    "  HERE=$dkms_tree/${PACKAGE_NAME}/$PACKAGE_VERSION/build\nfi\n"
	    "touch ran\nMAKE[0]=\"(make -C ${kernel_source_dir} \\\n"
	    "  M=${HERE}/one CONFIG_ONE=m) && \\\n"
	    "  make -C $kernel_source_dir M=$HERE/two ALL=m modules\"\n"
	    "MAKE[1]=\"nothing\"\n");
	put("d/one/Kbuild", "obj-$(CONFIG_ONE) := one.o\n");
	put("d/one/one.c", "\n");
	put("d/two/Kbuild", "obj-${ALL} := two.o\n");
	put("d/two/two.c", "\n");
	expect(f, "d", exec, "one: d/one/one.c; two: d/two/two.c");
	g_assert_false(g_file_test("d/ran", G_FILE_TEST_EXISTS));
}

/* What a module compiles of the folder's other parts is wanted, and is not a
 * file by itself, too. */
static void test_shared(struct fixture *f, gconstpointer data)
{
	struct wish exec = { .exec = true };

	(void)data;
	if (no_headers())
		return;
	put("s/common/c.c", "\n");
	put("s/common/alone.c", "\n");
	put("s/mod/Kbuild", "obj-m := x.o\nx-y := a.o ../common/c.o\n");
	put("s/mod/a.c", "\n");
	expect(f, "s", exec,
	       "x: s/mod/a.c s/common/c.c; alone.c: s/common/alone.c");
	expect(f, "s/mod", exec, "x: s/mod/a.c (s/common/c.c)");
}

#define ADD(path, test) \
	g_test_add(path, struct fixture, NULL, setup, test, teardown)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/build/plan/arguments", test_arguments);
	ADD("/build/plan/database", test_database);
	ADD("/build/plan/broken-database", test_broken_database);
	ADD("/build/plan/usage", test_usage);
	ADD("/build/plan/module-text", test_module_text);
	ADD("/build/plan/mixed", test_mixed);
	ADD("/build/plan/cmd-files", test_cmd_files);
	ADD("/build/plan/shards", test_shards);
	ADD("/build/plan/module-kbuild", test_module_kbuild);
	ADD("/build/plan/module-ancestors", test_module_ancestors);
	ADD("/build/plan/called", test_called);
	ADD("/build/plan/called-from-elsewhere", test_called_from_elsewhere);
	ADD("/build/plan/dkms", test_dkms);
	ADD("/build/plan/shared", test_shared);
	return g_test_run();
}
