// SPDX-License-Identifier: GPL-2.0-only
/*
 * make vm-test: every kernel of the matrix, one line of KTAP each, and the
 * tables of what kmcheck predicts and the kernels do.
 *
 *	run [--all] [--only NAME] [--kmcheck FILE] [--cache DIR]
 *	    [--modules DIR] [--samples DIR] [--cases DIR]
 */
#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"
#include "vm/command.h"

struct settings {
	gboolean all;
	char *only, *kmcheck, *modules, *samples, *cases, *cache;
};

struct outcome {
	guint run, failed, skipped;
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

static void tell(struct outcome *outcome,
		 const struct vm_kernel_package *package,
		 const struct suite *suite, GError *error, guint seconds)
{
	bool ok = !error && suite->failed == 0;
	bool skip = error && may_skip(package, error);

	outcome->run++;
	outcome->skipped += skip;
	outcome->failed += !ok && !skip;
	printf("%sok %u - %s", ok || skip ? "" : "not ", outcome->run,
	       package->name);
	if (skip)
		printf(" # SKIP %s", one_line(error));
	else if (error)
		printf(" # %s", one_line(error));
	else
		printf(" # %u checks, %u failed, %u s", suite->count,
		       suite->failed, seconds);
	putchar('\n');
	fflush(stdout);
}

static void run_kernel(const struct settings *settings,
		       const struct rulebase *rules,
		       const struct vm_kernel_package *package,
		       struct tables *tables, struct outcome *outcome)
{
	g_autofree char *slug = g_strdelimit(g_strdup(package->name), " ", '-');
	g_autofree char *work_dir = g_build_filename(settings->cache, "test",
						     slug, NULL);
	g_autoptr(GError) error = NULL;
	struct vm_kernel *kernel = vm_kernel_fetch(package, settings->cache,
						   &error);
	struct suite suite = {
		.name = package->name,
		.kmcheck = settings->kmcheck,
		.modules = settings->modules,
		.samples = settings->samples,
		.cases = settings->cases,
		.rules = rules,
		.kernel = kernel,
		.work_dir = work_dir,
		.tables = tables,
	};
	gint64 start = g_get_monotonic_time();

	printf("# %s\n    KTAP version 1\n", package->name);
	if (kernel)
		suite_run(&suite, &error);
	tell(outcome, package, &suite, error,
	     (guint)((g_get_monotonic_time() - start) / G_USEC_PER_SEC));
	vm_kernel_free(kernel);
}

static bool read_options(struct settings *settings, int argc, char **argv)
{
	const GOptionEntry entries[] = {
		{ "all", 0, 0, G_OPTION_ARG_NONE, &settings->all,
		  "every kernel, not only Debian 12's", NULL },
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
	if (g_option_context_parse(context, &argc, &argv, &error) && argc == 1)
		return true;
	fprintf(stderr, "%s: %s\n", argv[0],
		error ? error->message : "no arguments are taken");
	return false;
}

int main(int argc, char **argv)
{
	struct settings settings = {
		.kmcheck = g_strdup("out/kmcheck"),
		.modules = g_strdup("tests/vm/modules"),
		.samples = g_strdup("samples"),
		.cases = g_strdup("tests/cases/vm"),
		.cache = g_build_filename(g_get_user_cache_dir(), "kmcheck",
					  "vm", NULL),
	};
	g_autoptr(GError) error = NULL;
	const struct vm_kernel_package *matrix;
	struct outcome outcome = { 0 };
	struct tables tables;
	struct rulebase *rules;
	guint length, wanted = 0;

	if (!read_options(&settings, argc, argv))
		return 2;
	rules = rulebase_load(NULL, &error);
	if (!rules) {
		fprintf(stderr, "%s\n", error->message);
		return 2;
	}
	matrix = vm_kernel_matrix(&length);
	for (guint i = 0; i < length; i++)
		wanted += is_wanted(&settings, &matrix[i]);
	printf("KTAP version 1\n1..%u\n", wanted);
	tables_init(&tables);
	for (guint i = 0; i < length; i++)
		if (is_wanted(&settings, &matrix[i]))
			run_kernel(&settings, rules, &matrix[i], &tables,
				   &outcome);
	tables_print(&tables);
	tables_release(&tables);
	printf("# kernels: %u, failed: %u, skipped: %u\n", outcome.run,
	       outcome.failed, outcome.skipped);
	rulebase_free(rules);
	return outcome.failed || !outcome.run ? 1 : 0;
}
