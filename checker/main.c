// SPDX-License-Identifier: GPL-2.0-only
/*
 * kmcheck: find kmalloc requests that are larger than kmalloc can serve.
 *
 * The options say what to check; a plan of programs and units is made of it;
 * every unit is lowered to facts in a worker; the program step joins them,
 * analyses them and checks every request; what the user wants to hear is
 * selected and reported.
 */
#include <locale.h>
#include <stdio.h>

#include "front/front.h"
#include "model/limits.h"
#include "options.h"
#include "pipeline.h"
#include "select/select.h"

enum { EXIT_OK = 0, EXIT_USAGE = 2 };

static int complain(const GError *error)
{
	g_printerr("kmcheck: %s\n", error->message);
	return EXIT_USAGE;
}

static int list_rules(const struct rulebase *rules)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = g_ptr_array_index(rules->rules, i);

		g_print("%-20s %-8s %s%s\n", rule->id, level_name(rule->level),
			rule->summary, rule->default_on ? "" :
			" (off by default)");
	}
	return EXIT_OK;
}

static int explain(const char *id)
{
	const char *page = rulebase_page(id);

	if (!page) {
		g_printerr("kmcheck: --explain %s: no such rule (kmcheck --list-rules names them), nor known, wrappers, threats or by-hand\n",
			   id);
		return EXIT_USAGE;
	}
	g_print("%s", page);
	return EXIT_OK;
}

static int print_rows(const struct options *options, const GPtrArray *rows)
{
	bool as_json = g_str_equal(options->format, "json");
	g_autoptr(GString) text = NULL;

	if (!as_json && !g_str_equal(options->format, "text")) {
		g_printerr("kmcheck: --print-limits: use --format=text or json, not %s\n",
			   options->format);
		return EXIT_USAGE;
	}
	if (!rows->len) {
		g_printerr("kmcheck: --print-limits: no row of the table fits\n");
		return EXIT_USAGE;
	}
	text = as_json ? limits_print_json(rows) : limits_print_text(rows);
	g_print("%s", text->str);
	return EXIT_OK;
}

/* Is that a target at all? A release that the table does not know is said. */
static bool is_target(const struct rulebase *rules,
		      const struct target_request *request, GError **error)
{
	g_autofree char *warning = NULL;
	struct target *target = target_new(rules, request, NULL, &warning,
					   error);

	if (target && warning)
		g_printerr("kmcheck: %s\n", warning);
	if (target)
		target_free(target);
	return target != NULL;
}

/* The table; what the options leave of it. */
static int print_limits(const struct options *options,
			const struct rulebase *rules)
{
	struct target_request request = {
		.arch = options->arch, .kernel = options->kernel,
		.page_size_bytes = options->page_size_bytes,
		.max_order = options->max_order,
	};
	g_autoptr(GPtrArray) rows = target_rows(rules, &request);
	g_autoptr(GError) error = NULL;

	/* which pages there are is a matter of the architecture */
	if (!request.arch)
		request.page_size_bytes = 0;
	if (!is_target(rules, &request, &error)) {
		g_printerr("kmcheck: --print-limits: %s\n", error->message);
		return EXIT_USAGE;
	}
	return print_rows(options, rows);
}

/* The limits of what PATHs and --kdir configure, their own headers' word. */
static int print_own_limits(const struct options *options,
			    const struct rulebase *rules, GError **error)
{
	struct pipeline *pipeline = pipeline_new(options, rules, error);
	int status = EXIT_USAGE;

	if (pipeline && pipeline_plan(pipeline, error)) {
		const GPtrArray *programs = pipeline->plan->programs;
		g_autoptr(GPtrArray) rows = g_ptr_array_new();
		const struct target *target = NULL;

		for (guint i = 0; i < programs->len; i++) {
			target = pipeline_target(pipeline, programs->pdata[i],
						 error);
			if (!target)
				break;
			if (target->row && !g_ptr_array_find(rows, target,
							     NULL))
				g_ptr_array_add(rows, (gpointer)target);
		}
		if (target)
			status = print_rows(options, rows);
	}
	pipeline_free(pipeline);
	return status;
}

static bool asks_own_limits(const struct options *options)
{
	return options->print_limits && (options->has_paths || options->kdirs);
}

/* Options that say something and are done; -1: there is work to do. */
static int say(const struct options *options, const struct rulebase *rules)
{
	if (options->version) {
		g_print("kmcheck %s\n", KMCHECK_VERSION);
		return EXIT_OK;
	}
	if (options->list_rules)
		return list_rules(rules);
	if (options->explain)
		return explain(options->explain);
	if (options->print_limits && !asks_own_limits(options))
		return print_limits(options, rules);
	return -1;
}

static int install_hook(const struct options *options, GError **error)
{
	const char *const *paths = (const char *const *)options->paths;
	g_autofree char *path = NULL;

	if (!select_install_hook(".", options->has_paths ? paths : NULL, &path,
				 error))
		return EXIT_USAGE;
	g_print("kmcheck: wrote %s\n", path);
	return EXIT_OK;
}

static int write_compile_commands(const struct options *options,
				  const struct rulebase *rules,
				  GError **error)
{
	struct pipeline *pipeline = pipeline_new(options, rules, error);
	bool ok = pipeline && pipeline_plan(pipeline, error) &&
		  plan_write_compile_commands(pipeline->plan, ".", error);

	pipeline_free(pipeline);
	if (ok)
		g_printerr("kmcheck: wrote compile_commands.json\n");
	return ok ? EXIT_OK : EXIT_USAGE;
}

static int check(const struct options *options, const struct rulebase *rules,
		 GError **error)
{
	struct pipeline *pipeline = pipeline_new(options, rules, error);
	int status = EXIT_USAGE;

	if (pipeline &&
	    pipeline_plan(pipeline, error) &&
	    pipeline_check(pipeline, error) &&
	    pipeline_select(pipeline, error) &&
	    pipeline_act(pipeline, error) &&
	    pipeline_report(pipeline, error))
		status = pipeline_exit_status(pipeline);
	pipeline_free(pipeline);
	return status;
}

/* Options that do one thing and are done with it; else the check itself. */
static int act(const struct options *options, const struct rulebase *rules,
	       GError **error)
{
	if (options->clear_cache)
		return pipeline_clear_cache(options, error) ? EXIT_OK :
							      EXIT_USAGE;
	if (options->install_hook)
		return install_hook(options, error);
	if (asks_own_limits(options))
		return print_own_limits(options, rules, error);
	if (options->write_compile_commands)
		return write_compile_commands(options, rules, error);
	return check(options, rules, error);
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *too_old = NULL;
	struct options *options;
	struct rulebase *rules;
	int status;

	setlocale(LC_ALL, "");
	options = options_parse(argc, argv, &error);
	if (!options)
		return complain(error);
	rules = rulebase_load((const char *const *)options->rules, &error);
	if (!rules) {
		options_free(options);
		return complain(error);
	}
	too_old = front_check_version();
	status = say(options, rules);
	if (status < 0 && too_old) {
		g_printerr("kmcheck: %s\n", too_old);
		status = EXIT_USAGE;
	}
	if (status < 0)
		status = act(options, rules, &error);
	if (error)
		complain(error);
	rulebase_free(rules);
	options_free(options);
	return status;
}
