// SPDX-License-Identifier: GPL-2.0-only
/*
 * make vm-test: every kernel of the matrix, one line of KTAP each, and the
 * tables of what kmcheck predicts and the kernels do.
 *
 *	run [--all] [--only NAME] [--kmcheck FILE] [--cache DIR]
 *	    [--modules DIR] [--samples DIR] [--cases DIR] [--jobs N]
 */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"
#include "vm/command.h"

struct settings {
	gboolean all;
	int jobs;
	char *only, *kmcheck, *modules, *samples, *cases, *cache;
};

struct outcome {
	guint run, failed, skipped;
};

/* One kernel: its suite, and what it said. */
struct kernel_run {
	const struct settings *settings;
	const struct vm_kernel_package *package;
	struct suite suite;
	struct tables tables;
	GError *error;
	guint seconds;
	bool is_done;
};

static bool is_wanted(const struct settings *settings,
		      const struct vm_kernel_package *package)
{
	if (settings->only)
		return g_str_equal(package->name, settings->only);
	return settings->all || package->is_core;
}

/* A missing tool is a skip, but not for amd64 where CI runs. */
static bool may_skip(const struct vm_kernel_package *package,
		     const GError *error)
{
	bool in_ci = g_strcmp0(g_getenv("CI"), "true") == 0;

	if (!g_error_matches(error, VM_ERROR, VM_ERROR_MISSING))
		return false;
	return !(in_ci && package->is_core &&
		 g_str_equal(package->arch, "amd64"));
}

static const char *one_line(GError *error)
{
	return g_strdelimit(error->message, "\n#", ' ');
}

static void tell(struct outcome *outcome, const struct kernel_run *run)
{
	bool ok = !run->error && run->suite.failed == 0;
	bool skip = run->error && may_skip(run->package, run->error);

	outcome->run++;
	outcome->skipped += skip;
	outcome->failed += !ok && !skip;
	printf("# %s\n    KTAP version 1\n%s%sok %u - %s",
	       run->package->name, run->suite.text->str,
	       ok || skip ? "" : "not ", outcome->run, run->package->name);
	if (skip)
		printf(" # SKIP %s", one_line(run->error));
	else if (run->error)
		printf(" # %s", one_line(run->error));
	else
		printf(" # %u checks, %u failed, %u s", run->suite.count,
		       run->suite.failed, run->seconds);
	putchar('\n');
	fflush(stdout);
}

static struct kernel_run *kernel_run_new(const struct settings *settings,
					 const struct rulebase *rules,
					 const struct vm_kernel_package *package)
{
	g_autofree char *slug = g_strdelimit(g_strdup(package->name), " ", '-');
	struct kernel_run *run = g_new0(struct kernel_run, 1);

	run->settings = settings;
	run->package = package;
	tables_init(&run->tables);
	run->suite = (struct suite){
		.name = package->name,
		.kmcheck = settings->kmcheck,
		.modules = settings->modules,
		.samples = settings->samples,
		.cases = settings->cases,
		.rules = rules,
		.work_dir = g_build_filename(settings->cache, "test", slug,
					     NULL),
		.text = g_string_new(NULL),
		.tables = &run->tables,
	};
	return run;
}

static void kernel_run_free(gpointer data)
{
	struct kernel_run *run = data;

	g_string_free(run->suite.text, TRUE);
	g_free(run->suite.work_dir);
	tables_release(&run->tables);
	g_clear_error(&run->error);
	g_free(run);
}

/* In a thread of its own: everything it writes is its own. */
static void run_kernel(gpointer data, gpointer finished)
{
	struct kernel_run *run = data;
	gint64 start = g_get_monotonic_time();
	struct vm_kernel *kernel = vm_kernel_fetch(
		run->package, run->settings->cache, &run->error);

	run->suite.kernel = kernel;
	if (kernel)
		suite_run(&run->suite, &run->error);
	vm_kernel_free(kernel);
	run->seconds = (guint)((g_get_monotonic_time() - start) /
			       G_USEC_PER_SEC);
	g_async_queue_push(finished, run);
}

/* As many at a time as were asked for; told in the order of the matrix. */
static bool run_all(const GPtrArray *runs, int jobs, struct outcome *outcome,
		    GError **error)
{
	g_autoptr(GAsyncQueue) finished = g_async_queue_new();
	GThreadPool *pool = g_thread_pool_new(run_kernel, finished, jobs, TRUE,
					      error);
	guint told = 0;

	if (!pool)
		return false;
	for (guint i = 0; i < runs->len; i++)
		g_thread_pool_push(pool, runs->pdata[i], NULL);
	while (told < runs->len) {
		struct kernel_run *run = g_async_queue_pop(finished);

		run->is_done = true;
		for (; told < runs->len; told++) {
			run = runs->pdata[told];
			if (!run->is_done)
				break;
			tell(outcome, run);
		}
	}
	g_thread_pool_free(pool, FALSE, TRUE);
	return true;
}

static void print_tables(const GPtrArray *runs)
{
	struct tables all;

	tables_init(&all);
	for (guint i = 0; i < runs->len; i++) {
		struct kernel_run *run = runs->pdata[i];

		tables_move(&all, &run->tables);
	}
	tables_print(&all);
	tables_release(&all);
}

static bool read_options(struct settings *settings, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ "all", 0, 0, G_OPTION_ARG_NONE, &settings->all,
		  "every kernel, not only Debian 12's", NULL },
		{ "jobs", 0, 0, G_OPTION_ARG_INT, &settings->jobs,
		  "kernels that run at the same time", "N" },
		{ "only", 0, 0, G_OPTION_ARG_STRING, &settings->only,
		  "one kernel: \"6.1 amd64\"", "NAME" },
		{ "kmcheck", 0, 0, G_OPTION_ARG_FILENAME, &settings->kmcheck,
		  "the program that predicts", "FILE" },
		{ "modules", 0, 0, G_OPTION_ARG_FILENAME, &settings->modules,
		  "sources of the test modules", "DIR" },
		{ "samples", 0, 0, G_OPTION_ARG_FILENAME, &settings->samples,
		  "sources of the sample modules", "DIR" },
		{ "cases", 0, 0, G_OPTION_ARG_FILENAME, &settings->cases,
		  "labelled cases to load", "DIR" },
		{ "cache", 0, 0, G_OPTION_ARG_FILENAME, &settings->cache,
		  "where kernels are kept", "DIR" },
		{ 0 }
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (g_option_context_parse(context, &argc, &argv, &error) &&
	    argc == 1 && settings->jobs > 0)
		return true;
	fprintf(stderr, "%s: %s\n", argv[0],
		error ? error->message : "only options, and at least one job");
	return false;
}

static GPtrArray *wanted_kernels(const struct settings *settings,
				 const struct rulebase *rules)
{
	GPtrArray *runs = g_ptr_array_new_with_free_func(kernel_run_free);
	guint length;
	const struct vm_kernel_package *matrix = vm_kernel_matrix(&length);

	for (guint i = 0; i < length; i++)
		if (is_wanted(settings, &matrix[i]))
			g_ptr_array_add(runs, kernel_run_new(settings, rules,
							     &matrix[i]));
	return runs;
}

int main(int argc, char **argv)
{
	struct settings settings = {
		.jobs = (int)g_get_num_processors(),
		.kmcheck = g_strdup("out/kmcheck"),
		.modules = g_strdup("tests/vm/modules"),
		.samples = g_strdup("samples"),
		.cases = g_strdup("tests/cases/vm"),
		.cache = g_build_filename(g_get_user_cache_dir(), "kmcheck",
					  "vm", NULL),
	};
	gint64 start = g_get_monotonic_time();
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) runs = NULL;
	struct outcome outcome = { 0 };
	struct rulebase *rules;

	if (!read_options(&settings, argc, argv))
		return 2;
	rules = rulebase_load(NULL, &error);
	if (rules)
		runs = wanted_kernels(&settings, rules);
	if (runs)
		printf("KTAP version 1\n1..%u\n", runs->len);
	if (!runs || !run_all(runs, settings.jobs, &outcome, &error)) {
		fprintf(stderr, "%s\n", error->message);
		return 2;
	}
	print_tables(runs);
	printf("# kernels: %u, failed: %u, skipped: %u, %d at a time, %"
	       G_GINT64_FORMAT " s\n", outcome.run, outcome.failed,
	       outcome.skipped, settings.jobs,
	       (g_get_monotonic_time() - start) / G_USEC_PER_SEC);
	rulebase_free(rules);
	return outcome.failed || !outcome.run ? 1 : 0;
}
