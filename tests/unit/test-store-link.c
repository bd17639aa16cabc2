// SPDX-License-Identifier: GPL-2.0-only
/* Programs put together again from the entries that runs left. */
#include <glib/gstdio.h>
#include <string.h>

#include "build/kernel.h"
#include "build/target.h"
#include "build/folder.h"
#include "store/store.h"

struct fixture {
	char *folder;
	struct plan *plan;
	struct program *program;
	struct build_target *target;
};

static void setup(struct fixture *f, gconstpointer data)
{
	struct kernel *kernel = kernel_builtin("arm64");

	(void)data;
	f->folder = g_dir_make_tmp("kmcheck-link-XXXXXX", NULL);
	f->plan = plan_new();
	kernel->is_builtin = false;
	kernel->release = g_strdup("6.1.7");
	g_hash_table_insert(kernel->config, g_strdup("CONFIG_A"),
			    g_strdup("\"x=y\""));
	g_ptr_array_add(f->plan->kernels, kernel);
	f->program = program_add(f->plan, "mod", "/root", kernel);
	f->program->is_closed = true;
	g_ptr_array_add(f->program->scope, g_strdup("/root/a.h"));
	f->target = build_target_new(TARGET_MODULE, "/root");
}

static void teardown(struct fixture *f, gconstpointer data)
{
	(void)data;
	build_target_free(f->target);
	plan_free(f->plan);
	remove_folder(f->folder);
	g_free(f->folder);
}

static struct unit *add_unit(struct fixture *f, const char *source)
{
	static char *const argv[] = { (char *)"-DX=a b", NULL };
	struct compile *compile = compile_new(source, "/w",
					      g_strdupv((char **)argv));
	struct unit *unit = program_add_unit(f->program, f->target, compile,
					     true);

	compile_free(compile);
	return unit;
}

static GPtrArray *lowered_list(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)lowered_free);
}

static void add_lowered(struct fixture *f, GPtrArray *list,
			const struct unit *unit, const char *facts,
			const char *failure)
{
	struct lowered *lowered = g_new0(struct lowered, 1);

	lowered->unit = unit;
	lowered->failure = g_strdup(failure);
	if (facts) {
		lowered->facts_path = g_build_filename(f->folder, facts, NULL);
		g_assert_true(g_file_set_contents(lowered->facts_path, facts,
						  -1, NULL));
	}
	g_ptr_array_add(list, lowered);
}

static struct linked *read_back(struct fixture *f)
{
	const char *const folders[] = { f->folder, NULL };
	g_autoptr(GError) error = NULL;
	struct linked *linked = store_link(folders, &error);

	g_assert_no_error(error);
	return linked;
}

static void write_out(struct fixture *f, GPtrArray *lowered)
{
	g_autoptr(GError) error = NULL;

	g_assert_true(store_write_manifest(f->folder, f->program, lowered,
					   &error));
	g_assert_no_error(error);
}

static void test_round_trip(struct fixture *f, gconstpointer data)
{
	g_autoptr(GPtrArray) list = lowered_list();
	const struct program *program;
	const struct lowered *first, *second;
	const struct kernel *kernel;
	struct linked *linked;
	GPtrArray *all;

	(void)data;
	add_lowered(f, list, add_unit(f, "/root/b.c"), NULL, "it broke");
	add_lowered(f, list, add_unit(f, "/root/a.c"), "a.facts", NULL);
	write_out(f, list);
	linked = read_back(f);
	g_assert_cmpuint(linked->plan->programs->len, ==, 1);
	program = linked->plan->programs->pdata[0];
	g_assert_cmpstr(program->name, ==, "mod");
	g_assert_cmpstr(program->root, ==, "/root");
	g_assert_true(program->is_closed);
	g_assert_cmpstr(program->scope->pdata[0], ==, "/root/a.h");
	kernel = program->kernel;
	g_assert_cmpstr(kernel->release, ==, "6.1.7");
	g_assert_cmpstr(kernel->arch, ==, "arm64");
	g_assert_cmpstr(g_hash_table_lookup(kernel->config, "CONFIG_A"), ==,
			"\"x=y\"");
	all = linked->lowered->pdata[0];
	first = all->pdata[0];
	second = all->pdata[1];
	g_assert_cmpstr(first->unit->absolute, ==, "/root/a.c");
	g_assert_cmpstr(first->unit->argv[1], ==, "-DX=a b");
	g_assert_true(g_str_has_suffix(first->facts_path, "/a.facts"));
	g_assert_null(first->failure);
	g_assert_cmpstr(second->failure, ==, "it broke");
	g_assert_null(second->facts_path);
	linked_free(linked);
}

/* A unit that is run again replaces what it left before. */
static void test_again(struct fixture *f, gconstpointer data)
{
	g_autoptr(GPtrArray) before = lowered_list(), after = lowered_list();
	struct unit *unit = add_unit(f, "/root/a.c");
	g_autofree char *old = g_build_filename(f->folder, "old.facts", NULL);
	struct linked *linked;
	GPtrArray *all;

	(void)data;
	add_lowered(f, before, unit, "old.facts", NULL);
	write_out(f, before);
	add_lowered(f, after, unit, "new.facts", NULL);
	write_out(f, after);
	linked = read_back(f);
	all = linked->lowered->pdata[0];
	g_assert_cmpuint(all->len, ==, 1);
	g_assert_true(g_str_has_suffix(
		((struct lowered *)all->pdata[0])->facts_path, "/new.facts"));
	g_assert_false(g_file_test(old, G_FILE_TEST_EXISTS));
	linked_free(linked);
}

/* With a shard missing, not every writer is seen. */
static void test_missing_shard(struct fixture *f, gconstpointer data)
{
	g_autoptr(GPtrArray) half = lowered_list(), rest = lowered_list();
	struct unit *a = add_unit(f, "/root/a.c");
	struct unit *b = add_unit(f, "/root/b.c");
	struct linked *linked;

	(void)data;
	add_lowered(f, half, a, "a.facts", NULL);
	write_out(f, half);
	linked = read_back(f);
	g_assert_false(((struct program *)
			linked->plan->programs->pdata[0])->is_closed);
	linked_free(linked);
	add_lowered(f, rest, b, "b.facts", NULL);
	write_out(f, rest);
	linked = read_back(f);
	g_assert_true(((struct program *)
		       linked->plan->programs->pdata[0])->is_closed);
	linked_free(linked);
}

static void test_wrong(struct fixture *f, gconstpointer data)
{
	const char *const folders[] = { f->folder, NULL };
	const char *const nowhere[] = { "/no/such/folder", NULL };
	g_autofree char *broken = g_build_filename(f->folder,
						   "x.unit.json", NULL);
	g_autoptr(GError) none = NULL, bad = NULL, missing = NULL;

	(void)data;
	g_assert_null(store_link(folders, &none));
	g_assert_nonnull(strstr(none->message, "no facts"));
	g_assert_true(g_file_set_contents(broken, "{\"unit\":{}}", -1, NULL));
	g_assert_null(store_link(folders, &bad));
	g_assert_nonnull(strstr(bad->message, "x.unit.json"));
	g_assert_null(store_link(nowhere, &missing));
	g_assert_nonnull(missing);
}

#define ADD(path, test) \
	g_test_add(path, struct fixture, NULL, setup, test, teardown)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/link/round-trip", test_round_trip);
	ADD("/store/link/again", test_again);
	ADD("/store/link/missing-shard", test_missing_shard);
	ADD("/store/link/wrong", test_wrong);
	return g_test_run();
}
