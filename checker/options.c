// SPDX-License-Identifier: GPL-2.0-only
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "build/build.h"
#include "report/report.h"

#define FLAG(name, letter, member, help) \
	{ name, letter, 0, G_OPTION_ARG_NONE, &o->member, help, NULL }
#define TEXT(name, letter, member, help, what) \
	{ name, letter, 0, G_OPTION_ARG_STRING, &o->member, help, what }
#define LIST(name, letter, member, help, what) \
	{ name, letter, 0, G_OPTION_ARG_STRING_ARRAY, &o->member, help, what }
#define NUMBER(name, letter, member, help, what) \
	{ name, letter, 0, G_OPTION_ARG_INT, &o->member, help, what }

/* The table; the caller frees it. */
static GOptionEntry *entries_new(struct options *o)
{
	const GOptionEntry entries[] = {
		LIST("kdir", 0, kdirs, "kernel build directory, or a tree's O= folder", "DIR"),
		TEXT("config", 0, config, "configuration of an unconfigured tree: defconfig, allmodconfig or a file", "CONFIG"),
		TEXT("database", 'p', database, "compile_commands.json, or the folder it is in", "FILE"),
		TEXT("arch", 0, arch, "architecture whose limit counts", "ARCH"),
		TEXT("kernel", 0, kernel, "kernel release whose limit counts", "RELEASE"),
		TEXT("page-size", 0, page_size, "page size, in bytes or with k", "SIZE"),
		TEXT("max-order", 0, order, "largest order that can be allocated", "N"),
		FLAG("all-targets", 0, all_targets, "judge every size against every row of the limits table"),
		TEXT("format", 0, format, "text, json, sarif, html, checkstyle, github, gitlab or gcc", "FORMAT"),
		TEXT("output", 'o', output, "write the report to a file", "FILE"),
		TEXT("level", 0, level, "least level reported: error, warning or note", "LEVEL"),
		TEXT("fail-on", 0, fail_on, "least level that makes exit status 1: error, warning, note or never", "LEVEL"),
		LIST("enable", 0, enable, "enable a rule", "RULE"),
		LIST("disable", 0, disable, "disable a rule", "RULE"),
		FLAG("diff", 0, diff, "print the kvmalloc rewrites that are proven valid"),
		FLAG("fix", 0, fix, "apply the kvmalloc rewrites that are proven valid"),
		TEXT("rewrite", 0, rewrite, "plan the kvmalloc rewrite of that allocation", "FILE:LINE"),
		FLAG("verify", 0, verify, "run the findings, and their rewrites, on a real kernel in a VM"),
		TEXT("changed-since", 0, changed_since, "report only lines that git says changed since REV", "REV"),
		FLAG("staged", 0, staged, "check what git has staged, report only staged lines"),
		TEXT("baseline", 0, baseline, "leave the accepted findings of a file out", "FILE"),
		TEXT("write-baseline", 0, write_baseline, "record today's findings as accepted", "FILE"),
		LIST("rules", 0, rules, "more allocators, frees, helpers, sinks and sources", "FILE"),
		NUMBER("jobs", 'j', jobs, "workers (default: all cores)", "N"),
		TEXT("facts-out", 0, facts_out, "the per-unit step alone: leave facts in a folder", "DIR"),
		LIST("link", 0, link, "the program step alone: read facts from a folder", "DIR"),
		TEXT("shard", 0, shard, "analyse part I of N of the units", "I/N"),
		FLAG("write-compile-commands", 0, write_compile_commands, "write compile_commands.json here"),
		FLAG("install-hook", 0, install_hook, "write a git pre-commit hook here"),
		TEXT("with", 0, with, "run another checker on each unit too: sparse", "TOOL"),
		FLAG("no-exec", 0, no_exec, "run nothing from the scanned tree"),
		TEXT("cache-dir", 0, cache_dir, "where facts and dry runs are kept", "DIR"),
		FLAG("no-cache", 0, no_cache, "keep nothing from earlier runs"),
		FLAG("clear-cache", 0, clear_cache, "empty the cache and exit"),
		FLAG("no-pch", 0, no_pch, "use no precompiled headers"),
		FLAG("no-skip", 0, no_skip, "skip no unit, as is the rule"),
		FLAG("stats", 0, stats, "say on stderr where the time went"),
		TEXT("dump", 0, dump, "print a stage: ir, ranges, calls, requests, commands or facts", "WHAT"),
		FLAG("print-limits", 0, print_limits, "print the limits table and exit"),
		FLAG("list-rules", 0, list_rules, "list the rules and exit"),
		TEXT("explain", 0, explain, "print the page of a rule, or known, wrappers, threats, by-hand, and exit", "RULE"),
		FLAG("version", 0, version, "print the version and exit"),
		{ NULL, 0, 0, 0, NULL, NULL, NULL },
	};

	return g_memdup2(entries, sizeof(entries));
}

static GOptionContext *context_new(const GOptionEntry *entries)
{
	GOptionContext *context = g_option_context_new("[PATH...] [-- COMPILER-FLAG...]");

	g_option_context_set_summary(context,
		"Find kmalloc-family calls that ask for more than KMALLOC_MAX_SIZE, and\n"
		"propose the kvmalloc rewrite.");
	g_option_context_set_description(context,
		"Exit status: 0 nothing found, 1 findings, 2 wrong command line, rules file or\n"
		"environment, 3 some unit could not be analysed.");
	g_option_context_add_main_entries(context, entries, NULL);
	return context;
}

/* Arguments that one of our own options takes up at argv[0]; see
 * own_option_fn. */
static guint own_words(char *const *argv, void *data)
{
	const GOptionEntry *entries = data;
	const char *name = argv[0] + strlen("--");
	gsize n = strcspn(name, "=");

	for (const GOptionEntry *e = entries; e->long_name; e++) {
		if (strlen(e->long_name) != n || strncmp(name, e->long_name, n))
			continue;
		return e->arg == G_OPTION_ARG_NONE || name[n] || !argv[1] ?
		       1 : 2;
	}
	return 0;
}

static bool usage(GError **error, const char *format, const char *value)
{
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE, format, value);
	return false;
}

static bool parse_level(const char *text, int *level)
{
	for (*level = LEVEL_NOTE; *level <= LEVEL_ERROR; (*level)++)
		if (!strcmp(text, level_name(*level)))
			return true;
	return false;
}

static bool parse_page_size(const char *text, guint64 *bytes)
{
	char *end;
	guint64 n = g_ascii_strtoull(text, &end, 10);

	if (*end == 'k' || *end == 'K') {
		n *= 1024;
		end++;
	}
	*bytes = n;
	return end != text && !*end && n >= 1024 && n <= 1024 * 1024 &&
	       !(n & (n - 1));
}

static bool parse_order(struct options *o)
{
	guint64 order;

	if (!g_ascii_string_to_unsigned(o->order, 10, 0, 40, &order, NULL))
		return false;
	o->max_order = (int)order;
	return true;
}

/* 6.1, 6.1.0-56-amd64, or a tag's v6.12.9, which loses its v. */
static bool parse_release(char *text)
{
	unsigned version, patchlevel;

	if (*text == 'v')
		memmove(text, text + 1, strlen(text));
	return sscanf(text, "%u.%u", &version, &patchlevel) == 2;
}

/* A file, or what a kernel's make can write by itself, asking nothing. */
static bool is_config(const char *text)
{
	return g_file_test(text, G_FILE_TEST_IS_REGULAR) ||
	       g_str_has_suffix(text, "defconfig") ||
	       !strcmp(text, "allmodconfig") ||
	       !strcmp(text, "allyesconfig") ||
	       !strcmp(text, "allnoconfig") || !strcmp(text, "tinyconfig");
}

static bool parse_shard(struct options *o)
{
	int used = 0;

	return sscanf(o->shard, "%u/%u%n", &o->shard_number, &o->n_shards,
		      &used) == 2 && !o->shard[used] && o->n_shards &&
	       o->shard_number >= 1 && o->shard_number <= o->n_shards;
}

static bool parse_rewrite(struct options *o)
{
	const char *colon = strrchr(o->rewrite, ':');
	g_autofree char *file = NULL;
	char *end;

	if (!colon || colon == o->rewrite)
		return false;
	o->rewrite_line = (guint)g_ascii_strtoull(colon + 1, &end, 10);
	file = g_strndup(o->rewrite, (gsize)(colon - o->rewrite));
	o->rewrite_file = g_canonicalize_filename(file, NULL);
	return o->rewrite_line && !*end;
}

static bool parse_dump(const char *what)
{
	static const char *const stages[] = {
		"ir", "ranges", "calls", "requests", "commands", "facts", NULL
	};

	return g_strv_contains(stages, what);
}

static bool options_valid(struct options *o, GError **error)
{
	int level = LEVEL_WARNING;

	if (o->level && !parse_level(o->level, &level))
		return usage(error, "--level %s: use error, warning or note",
			     o->level);
	o->least = (enum level)level;
	o->fail_level = LEVEL_WARNING;
	if (o->fail_on && !strcmp(o->fail_on, "never"))
		o->fail_level = -1;
	else if (o->fail_on && !parse_level(o->fail_on, &o->fail_level))
		return usage(error, "--fail-on %s: use error, warning, note or never",
			     o->fail_on);
	if (o->page_size && !parse_page_size(o->page_size,
					     &o->page_size_bytes))
		return usage(error, "--page-size %s: use a power of two such as 4096 or 64k",
			     o->page_size);
	if (o->config && !is_config(o->config))
		return usage(error, "--config %s: use defconfig, allmodconfig or a file",
			     o->config);
	if (!report_format_by_name(o->format)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "--format %s: use one of %s", o->format,
			    report_format_names());
		return false;
	}
	if (o->shard && !parse_shard(o))
		return usage(error, "--shard %s: use I/N, with I from 1 to N",
			     o->shard);
	if (o->rewrite && !parse_rewrite(o))
		return usage(error, "--rewrite %s: use FILE:LINE", o->rewrite);
	if (o->dump && !parse_dump(o->dump))
		return usage(error, "--dump=%s: use ir, ranges, calls, requests, commands or facts",
			     o->dump);
	if (o->with && strcmp(o->with, "sparse"))
		return usage(error, "--with=%s: only sparse is known",
			     o->with);
	o->max_order = -1;
	if (o->order && !parse_order(o))
		return usage(error, "--max-order %s: use a number from 0 to 40",
			     o->order);
	if (o->kernel && !parse_release(o->kernel))
		return usage(error, "--kernel %s: use a release such as 6.1 or 6.12.9",
			     o->kernel);
	if (o->jobs < 0)
		return usage(error, "--jobs: use a positive number%s", "");
	return true;
}

/* What stands after "--" is the compiler's; nothing there says nothing. */
static char **split_flags(int *argc, char **argv)
{
	for (int i = 1; i < *argc; i++) {
		if (strcmp(argv[i], "--"))
			continue;
		*argc = i;
		return argv[i + 1] ? g_strdupv(argv + i + 1) : NULL;
	}
	return NULL;
}

/* GOption wants a short option's value in an argument of its own: -j2 becomes
 * -j 2. */
static char **spread_arguments(int argc, char *const *argv)
{
	GPtrArray *out = g_ptr_array_new();

	for (int i = 0; i < argc; i++) {
		const char *a = argv[i];

		if (i && a[0] == '-' && a[1] && strchr("jop", a[1]) && a[2]) {
			g_ptr_array_add(out, g_strndup(a, 2));
			a += 2;
		}
		g_ptr_array_add(out, g_strdup(a));
	}
	g_ptr_array_add(out, NULL);
	return (char **)g_ptr_array_free(out, FALSE);
}

/* Everything that is not an option of ours is Kbuild's: it makes the plan. */
static char **kbuild_arguments(struct options *o, GOptionEntry *entries,
			       int argc, char **argv, GError **error)
{
	g_autoptr(GPtrArray) own = g_ptr_array_new();

	g_ptr_array_add(own, argv[0]);
	o->kbuild_mode = true;
	o->kbuild_plan = plan_of_kbuild_mode(argc, argv, own_words, entries,
					     own, error);
	if (!o->kbuild_plan)
		return NULL;
	g_ptr_array_add(own, NULL);
	return g_strdupv((char **)own->pdata);
}

static void set_defaults(struct options *o, char **paths)
{
	o->has_paths = *paths;
	o->paths = *paths ? g_strdupv(paths) : g_strsplit(".", "\n", 0);
	if (!o->format)
		o->format = g_strdup(o->kbuild_mode ? "gcc" : "text");
	if (o->kbuild_mode && !o->fail_on)
		o->fail_on = g_strdup("never");
}

struct options *options_parse(int argc, char **argv, GError **error)
{
	struct options *o = g_new0(struct options, 1);
	g_autofree GOptionEntry *entries = entries_new(o);
	g_autoptr(GOptionContext) context = context_new(entries);
	g_auto(GStrv) own = NULL;
	g_autoptr(GError) wrong = NULL;

	if (kbuild_mode_arguments(argc, argv)) {
		own = kbuild_arguments(o, entries, argc, argv, error);
	} else {
		o->flags = split_flags(&argc, argv);
		own = spread_arguments(argc, argv);
	}
	if (!own)
		goto fail;
	if (!g_option_context_parse_strv(context, &own, &wrong)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s (see kmcheck --help)", wrong->message);
		goto fail;
	}
	set_defaults(o, own[0] ? own + 1 : own);
	if (options_valid(o, error))
		return o;
fail:
	options_free(o);
	return NULL;
}

void options_free(struct options *o)
{
	char **texts[] = {
		&o->database, &o->config, &o->arch, &o->kernel, &o->format,
		&o->output, &o->cache_dir, &o->page_size, &o->order, &o->level,
		&o->fail_on, &o->baseline, &o->write_baseline,
		&o->changed_since, &o->rewrite, &o->facts_out, &o->shard,
		&o->with, &o->dump, &o->explain, &o->rewrite_file,
	};
	char ***lists[] = { &o->paths, &o->flags, &o->kdirs, &o->enable,
			    &o->disable, &o->rules, &o->link };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(*texts[i]);
	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		g_strfreev(*lists[i]);
	if (o->kbuild_plan)
		plan_free(o->kbuild_plan);
	g_free(o);
}
