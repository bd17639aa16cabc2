// SPDX-License-Identifier: GPL-2.0-only
/* Units to facts files and back, with and without the cache. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "build/kernel.h"
#include "build/target.h"
#include "build/folder.h"
#include "store/store.h"

#define N_UNITS 5

struct fixture {
	char *folder, *facts, *cache;
	struct rulebase *rules;
	struct plan *plan;
	struct program *program;
};

static char *in_folder(struct fixture *f, const char *name)
{
	return g_build_filename(f->folder, name, NULL);
}

static void put(struct fixture *f, const char *name, const char *text)
{
	g_autofree char *path = in_folder(f, name);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void add_unit(struct fixture *f, struct build_target *target,
		     const char *name)
{
	g_autofree char *path = in_folder(f, name);
	struct compile *compile = compile_new(path, f->folder,
					      g_new0(char *, 1));

	program_add_unit(f->program, target, compile, true);
	compile_free(compile);
}

static void setup(struct fixture *f, gconstpointer data)
{
	struct kernel *kernel = kernel_builtin("x86_64");
	struct build_target *target;

	(void)data;
	f->folder = g_dir_make_tmp("kmcheck-lower-XXXXXX", NULL);
	f->facts = in_folder(f, "facts");
	f->cache = in_folder(f, "cache");
	f->rules = rulebase_load(NULL, NULL);
	g_assert_nonnull(f->rules);
	f->plan = plan_new();
	g_ptr_array_add(f->plan->kernels, kernel);
	f->program = program_add(f->plan, "p", f->folder, kernel);
	target = build_target_new(TARGET_ARGUMENTS, f->folder);
	put(f, "shared.h", "#define N 3\n");
	for (guint i = 0; i < N_UNITS; i++) {
		g_autofree char *name = g_strdup_printf("u%u.c", i);
		g_autofree char *text = g_strdup_printf(
			"#include \"shared.h\"\nint f%u(void) { return N; }\n",
			i);

		put(f, name, i == 2 ? "#include \"missing.h\"\n" : text);
		add_unit(f, target, name);
	}
	build_target_free(target);
}

static void teardown(struct fixture *f, gconstpointer data)
{
	(void)data;
	plan_free(f->plan);
	rulebase_free(f->rules);
	remove_folder(f->folder);
	g_free(f->folder);
	g_free(f->facts);
	g_free(f->cache);
}

static GPtrArray *lower(struct fixture *f, guint jobs, bool cached)
{
	struct lower_request request = {
		.units = f->program->units, .kernel = f->program->kernel,
		.rules = f->rules, .facts_dir = f->facts,
		.cache_dir = cached ? f->cache : NULL, .jobs = jobs,
		.no_pch = true,
	};

	return store_lower(&request);
}

static char *facts_text(const struct lowered *lowered)
{
	char *text = NULL;

	g_file_get_contents(lowered->facts_path, &text, NULL, NULL);
	return text;
}

/* Any number of workers: the same results in the units' order. */
static void test_order(struct fixture *f, gconstpointer data)
{
	g_autoptr(GPtrArray) one = lower(f, 1, false);
	g_autoptr(GPtrArray) three = NULL;
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);

	(void)data;
	for (guint i = 0; i < N_UNITS; i++)
		g_ptr_array_add(texts, i == 2 ? NULL :
				facts_text(one->pdata[i]));
	three = lower(f, 3, false);
	g_assert_cmpuint(three->len, ==, N_UNITS);
	for (guint i = 0; i < N_UNITS; i++) {
		const struct lowered *lowered = three->pdata[i];
		g_autofree char *text = NULL;

		g_assert_true(lowered->unit == f->program->units->pdata[i]);
		if (i == 2) {
			g_assert_null(lowered->facts_path);
			g_assert_nonnull(strstr(lowered->failure,
						"missing.h"));
			continue;
		}
		text = facts_text(lowered);
		g_assert_cmpstr(text, ==, texts->pdata[i]);
	}
}

static guint64 return_value(const struct lowered *lowered)
{
	g_autoptr(GError) error = NULL;
	struct ir_unit *unit = store_read(lowered->facts_path, NULL, NULL, &error);
	const struct ir_function *fn;
	guint64 value = 0;

	g_assert_no_error(error);
	fn = unit->functions->pdata[0];
	for (guint i = 0; i < fn->n_blocks; i++) {
		const struct ir_block *block = ir_block(fn, i);

		for (guint j = 0; j < block->n_insns; j++) {
			const struct ir_insn *insn = &block->insns[j];

			if (insn->op == IR_CONST)
				value = insn->imm;
		}
	}
	ir_unit_free(unit);
	return value;
}

/* The cache answers, until a header that was read changes. */
static void test_cache(struct fixture *f, gconstpointer data)
{
	g_autoptr(GPtrArray) first = lower(f, 1, true);
	g_autoptr(GPtrArray) second = NULL, third = NULL;
	struct stat before, after;

	(void)data;
	g_assert_cmpuint(return_value(first->pdata[0]), ==, 3);
	g_assert_cmpint(stat(((struct lowered *)first->pdata[0])->facts_path,
			     &before), ==, 0);
	second = lower(f, 1, true);
	g_assert_cmpint(stat(((struct lowered *)second->pdata[0])->facts_path,
			     &after), ==, 0);
	g_assert_cmpuint(before.st_ino, ==, after.st_ino);
	put(f, "shared.h", "#define N 4\n");
	third = lower(f, 1, true);
	g_assert_cmpuint(return_value(third->pdata[0]), ==, 4);
	g_assert_cmpint(stat(((struct lowered *)third->pdata[0])->facts_path,
			     &after), ==, 0);
	g_assert_cmpuint(before.st_ino, !=, after.st_ino);
}

static void test_no_facts(struct fixture *f, gconstpointer data)
{
	g_autofree char *path = in_folder(f, "x.facts");
	g_autoptr(GError) other = NULL, older = NULL, broken = NULL;

	(void)data;
	put(f, "x.facts", "something else\n");
	g_assert_null(store_read(path, NULL, NULL, &other));
	put(f, "x.facts", "kmcheck-facts 0\nir\n");
	g_assert_null(store_read(path, NULL, NULL, &older));
	put(f, "x.facts", "kmcheck-facts 1\ntool 1\nkey x\nir\nnonsense\n");
	g_assert_null(store_read(path, NULL, NULL, &broken));
	g_assert_true(g_str_has_prefix(broken->message, path));
}

#define ADD(path, test) \
	g_test_add(path, struct fixture, NULL, setup, test, teardown)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("/store/lower/order", test_order);
	ADD("/store/lower/cache", test_cache);
	ADD("/store/lower/no-facts", test_no_facts);
	return g_test_run();
}
