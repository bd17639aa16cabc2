// SPDX-License-Identifier: GPL-2.0-only
/* The life of a run, and its plan. */
#include "pipeline.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "build/make.h"
#include "build/folder.h"
#include "build/target.h"
#include "model/headers.h"
#include "select/select.h"

/* Where CHECK= calls leave their facts, below the output folder. */
#define KBUILD_FACTS ".kmcheck"
/* Marks a folder as a cache, for backups and for --clear-cache. */
#define CACHE_TAG "CACHEDIR.TAG"
#define CACHE_TAG_TEXT "Signature: 8a477f597d28d172789f06886806bc55\n" \
		       "# kmcheck's cache; kmcheck --clear-cache empties it\n"

static void show_progress(const char *what, guint done, guint total,
			  void *data)
{
	(void)data;
	if (total < 20)
		return;
	fprintf(stderr, "\r\033[K%s: %u of %u", what, done, total);
	if (done >= total)
		fputs("\r\033[K", stderr);
	fflush(stderr);
}

progress_fn pipeline_progress(const struct pipeline *p)
{
	return !p->options->kbuild_mode && isatty(STDERR_FILENO) ?
	       show_progress : NULL;
}

guint pipeline_jobs(const struct pipeline *p)
{
	return p->options->jobs ? (guint)p->options->jobs :
				  g_get_num_processors();
}

bool pipeline_dumps(const struct pipeline *p, const char *what)
{
	return p->dump && !strcmp(p->options->dump, what);
}

void pipeline_tell_time(const struct pipeline *p, const char *stage)
{
	if (p->options->stats)
		g_printerr("kmcheck: %6.2f s  %s\n",
			   (double)(g_get_monotonic_time() - p->started_us) /
			   G_USEC_PER_SEC, stage);
}

static void incomplete_free(gpointer data)
{
	struct incomplete *incomplete = data;

	g_free(incomplete->file);
	g_free(incomplete->reason);
	g_free(incomplete);
}

void pipeline_add_incomplete(struct pipeline *p, const char *file,
			     const char *reason)
{
	struct incomplete *incomplete = g_new0(struct incomplete, 1);

	incomplete->file = g_strdup(file);
	incomplete->reason = g_strdup(reason);
	g_ptr_array_add(p->report.incomplete, incomplete);
}

static char *cache_dir_of(const struct options *options)
{
	return options->cache_dir ?
	       g_canonicalize_filename(options->cache_dir, NULL) :
	       g_build_filename(g_get_user_cache_dir(), "kmcheck", NULL);
}

static bool make_folder(const char *path, GError **error)
{
	if (!g_mkdir_with_parents(path, 0755))
		return true;
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "%s: cannot make this folder: %s", path,
		    g_strerror(errno));
	return false;
}

/* What is in a folder, but not the folder. */
static void remove_below(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		remove_folder(entry);
	}
}

bool pipeline_clear_cache(const struct options *options, GError **error)
{
	g_autofree char *dir = cache_dir_of(options);
	g_autofree char *tag = g_build_filename(dir, CACHE_TAG, NULL);

	if (!g_file_test(dir, G_FILE_TEST_EXISTS))
		return true;
	if (!g_file_test(tag, G_FILE_TEST_EXISTS)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "--clear-cache: %s is no cache of kmcheck's (it has no " CACHE_TAG ")",
			    dir);
		return false;
	}
	remove_below(dir);
	return true;
}

/* Where make works: below the cache, unless its name is not for make. */
static char *work_dir_of(const struct pipeline *p)
{
	return make_takes_path(p->cache_dir) ? g_strdup(p->cache_dir) :
	       g_build_filename(p->scratch, "work", NULL);
}

/* The cache, or a place of this run's own if there is to be none, or it cannot
 * be written. */
static bool open_cache(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	g_autofree char *dir = cache_dir_of(o);
	g_autofree char *tag = g_build_filename(dir, CACHE_TAG, NULL);

	p->scratch = g_dir_make_tmp("kmcheck-XXXXXX", error);
	if (!p->scratch)
		return false;
	if (o->no_cache || (!o->cache_dir &&
			    (g_mkdir_with_parents(dir, 0755) ||
			     g_access(dir, W_OK)))) {
		p->cache_dir = g_build_filename(p->scratch, "cache", NULL);
		return make_folder(p->cache_dir, error);
	}
	if (!make_folder(dir, error))
		return false;
	if (!g_file_test(tag, G_FILE_TEST_EXISTS))
		g_file_set_contents(tag, CACHE_TAG_TEXT, -1, NULL);
	p->cache_dir = g_steal_pointer(&dir);
	return true;
}

/* Kbuild's output folder: the module's, or the kernel's. */
static char *kbuild_facts_dir(const struct plan *plan)
{
	const struct program *program = g_ptr_array_index(plan->programs, 0);
	const char *output = g_getenv("KBUILD_EXTMOD_OUTPUT");

	if (!output || !*output)
		output = g_getenv("KBUILD_EXTMOD");
	if (!output || !*output)
		output = program->kernel->output;
	return output ? g_build_filename(output, KBUILD_FACTS, NULL) : NULL;
}

static bool open_facts(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;

	if (o->facts_out) {
		p->facts_dir = g_canonicalize_filename(o->facts_out, NULL);
		return make_folder(p->facts_dir, error);
	}
	if (o->kbuild_plan) {
		p->facts_dir = kbuild_facts_dir(o->kbuild_plan);
		if (p->facts_dir && !g_mkdir_with_parents(p->facts_dir, 0755))
			return true;
		g_free(p->facts_dir);
	}
	p->facts_dir = g_build_filename(p->scratch, "facts", NULL);
	return make_folder(p->facts_dir, error);
}

static void report_init(struct pipeline *p)
{
	p->report.findings = g_ptr_array_new_with_free_func(
			(GDestroyNotify)finding_free);
	p->report.incomplete = g_ptr_array_new_with_free_func(incomplete_free);
	p->report.not_judged = g_ptr_array_new_with_free_func(g_free);
	p->judged = g_ptr_array_new_with_free_func(g_free);
	p->report.rules = p->rules;
	p->report.version = KMCHECK_VERSION;
}

struct pipeline *pipeline_new(const struct options *options,
			      const struct rulebase *rules, GError **error)
{
	struct pipeline *p = g_new0(struct pipeline, 1);

	p->started_us = g_get_monotonic_time();
	p->options = options;
	p->rules = rules;
	p->sources = source_set_new();
	p->display = display_new((const char *const *)options->paths);
	p->overlay_paths = g_ptr_array_new_with_free_func(g_free);
	p->overlay_texts = g_ptr_array_new_with_free_func(g_free);
	p->target_of = g_hash_table_new(NULL, NULL);
	p->targets = g_ptr_array_new_with_free_func(
			(GDestroyNotify)target_free);
	p->databases = g_ptr_array_new_with_free_func(
			(GDestroyNotify)program_db_free);
	p->others = g_ptr_array_new_with_free_func(
			(GDestroyNotify)g_ptr_array_unref);
	report_init(p);
	if (options->dump)
		p->dump = g_string_new(NULL);
	if (open_cache(p, error) && open_facts(p, error)) {
		p->work_dir = work_dir_of(p);
		return p;
	}
	pipeline_free(p);
	return NULL;
}

void pipeline_free(struct pipeline *p)
{
	if (!p)
		return;
	if (p->scratch)
		remove_folder(p->scratch);
	g_ptr_array_unref(p->report.findings);
	g_ptr_array_unref(p->report.incomplete);
	g_ptr_array_unref(p->report.not_judged);
	g_ptr_array_unref(p->judged);
	g_ptr_array_unref(p->others);
	g_ptr_array_unref(p->databases);
	g_ptr_array_unref(p->targets);
	g_hash_table_unref(p->target_of);
	if (p->linked)
		linked_free(p->linked);
	else if (p->plan && p->plan != p->options->kbuild_plan)
		plan_free(p->plan);
	g_ptr_array_unref(p->overlay_paths);
	g_ptr_array_unref(p->overlay_texts);
	source_set_free(p->sources);
	display_free(p->display);
	if (p->dump)
		g_string_free(p->dump, TRUE);
	g_free(p->scratch);
	g_free(p->cache_dir);
	g_free(p->work_dir);
	g_free(p->facts_dir);
	g_free(p);
}

/* What is staged in the repository of that path: how many files, -1 and error
 * if it cannot be told. */
static int stage_path(struct pipeline *p, const char *path, GError **error)
{
	g_autofree char *directory =
		g_file_test(path, G_FILE_TEST_IS_DIR) ? g_strdup(path) :
		g_path_get_dirname(path);
	g_autoptr(GHashTable) texts = NULL;
	GHashTableIter iter;
	gpointer file, text;
	int staged = select_count_staged(directory, error);

	if (staged <= 0)
		return staged;
	texts = select_staged_texts(directory, error);
	if (!texts)
		return -1;
	g_hash_table_iter_init(&iter, texts);
	while (g_hash_table_iter_next(&iter, &file, &text)) {
		source_overlay(p->sources, file, text);
		g_ptr_array_add(p->overlay_paths, g_strdup(file));
		g_ptr_array_add(p->overlay_texts, g_strdup(text));
	}
	return staged;
}

/* Lay what git has staged over the work tree. */
static bool stage(struct pipeline *p, GError **error)
{
	int all = 0;

	for (char **path = p->options->paths; *path; path++) {
		int staged = stage_path(p, *path, error);

		if (staged < 0)
			return false;
		all += staged;
	}
	p->nothing_staged = !all;
	return true;
}

/* Folders to link: what --link names, and what follows it. */
static bool link_plan(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	g_autoptr(GPtrArray) folders = g_ptr_array_new();

	for (char **dir = o->link; *dir; dir++)
		g_ptr_array_add(folders, *dir);
	for (char **dir = o->paths; o->has_paths && *dir; dir++)
		g_ptr_array_add(folders, *dir);
	g_ptr_array_add(folders, NULL);
	p->linked = store_link((const char *const *)folders->pdata, error);
	if (p->linked)
		p->plan = p->linked->plan;
	return p->plan;
}

static struct plan *plan_of_paths(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	struct plan_request request = {
		.paths = (const char *const *)o->paths,
		.flags = (const char *const *)o->flags,
		.database = o->database,
		.kdirs = (const char *const *)o->kdirs,
		.config = o->config,
		.arch = o->arch,
		.cache_dir = p->work_dir,
		.no_exec = o->no_exec,
		.jobs = pipeline_jobs(p),
		.shard = o->shard_number, .n_shards = o->n_shards,
		.rules = p->rules,
		.progress = pipeline_progress(p),
	};

	return plan_make(&request, error);
}

static void tell_plan(struct pipeline *p)
{
	for (guint i = 0; i < p->plan->warnings->len; i++)
		g_printerr("kmcheck: %s\n",
			   (char *)g_ptr_array_index(p->plan->warnings, i));
	for (guint i = 0; i < p->plan->incomplete->len; i++) {
		const struct build_incomplete *b =
			g_ptr_array_index(p->plan->incomplete, i);

		pipeline_add_incomplete(p, b->file, b->reason);
		p->report.units++;
	}
}

bool pipeline_plan(struct pipeline *p, GError **error)
{
	if (p->options->staged && !stage(p, error))
		return false;
	if (p->nothing_staged)
		p->plan = plan_new();
	if (p->options->link && !link_plan(p, error))
		return false;
	if (p->options->kbuild_plan)
		p->plan = p->options->kbuild_plan;
	if (!p->plan)
		p->plan = plan_of_paths(p, error);
	if (!p->plan)
		return false;
	tell_plan(p);
	pipeline_tell_time(p, "planned");
	return true;
}

static struct target_headers *ask_headers(struct pipeline *p,
					  const struct program *program)
{
	if (!program->units->len || program->kernel->is_builtin)
		return NULL;
	return target_headers_ask(p->rules, program->kernel,
				  g_ptr_array_index(program->units, 0),
				  p->cache_dir);
}

const struct target *pipeline_target(struct pipeline *p,
				     const struct program *program,
				     GError **error)
{
	const struct options *o = p->options;
	struct target *target = g_hash_table_lookup(p->target_of,
						    program->kernel);
	struct target_request request = {
		.arch = o->arch ? o->arch : program->kernel->arch,
		.kernel = o->kernel, .page_size_bytes = o->page_size_bytes,
		.max_order = o->max_order,
	};
	struct target_headers *headers;
	g_autofree char *warning = NULL;

	if (target)
		return target;
	headers = ask_headers(p, program);
	target = target_new(p->rules, &request, headers, &warning, error);
	target_headers_free(headers);
	if (!target)
		return NULL;
	if (warning && !o->kbuild_mode)
		g_printerr("kmcheck: %s\n", warning);
	g_hash_table_insert(p->target_of, program->kernel, target);
	g_ptr_array_add(p->targets, target);
	if (!p->target)
		p->target = target;
	return target;
}
