// SPDX-License-Identifier: GPL-2.0-only
/*
 * Units to facts files: what the front end is told, what of it the key is
 * made of, and the cache.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/front.h"
#include "store/facts.h"
#include "store/pool.h"
#include "store/store.h"

#define DEFAULT_TIMEOUT_SECONDS 120
#define DEFAULT_MEMORY_BYTES (4ULL << 30)

/* One run of store_lower. */
struct lowering {
	const struct lower_request *request;
	GPtrArray *results;	/* struct lowered *, in the units' order */
	GArray *todo;		/* guint: indices of units that have no
				   current facts; a pool's job is one of it */
	GPtrArray *atom_macros;	/* const char *, then NULL */
	GArray *atoms;		/* enum ir_atom, parallel */
	GHashTable *opaque, *probe;
	char *common_key;	/* of everything but the unit itself */
	char *pch_dir;
	struct file_sums *sums;
	guint n_done;
};

static void add_atom(struct lowering *run, const char *define,
		     enum ir_atom atom)
{
	const char *const *words = rulebase_words(run->request->rules, define);

	for (guint i = 0; words[i]; i++) {
		g_ptr_array_add(run->atom_macros, (void *)words[i]);
		g_array_append_val(run->atoms, atom);
	}
}

static void add_atoms(struct lowering *run)
{
	static const struct {
		const char *define;
		enum ir_atom atom;
	} atoms[] = {
		{ "atom.page_shift", IR_ATOM_PAGE_SHIFT },
		{ "atom.page_size", IR_ATOM_PAGE_SIZE },
		{ "atom.long_bytes", IR_ATOM_LONG_BYTES },
		{ "atom.long_bits", IR_ATOM_LONG_BITS },
		{ "atom.max_order", IR_ATOM_MAX_ORDER },
	};

	run->atom_macros = g_ptr_array_new();
	run->atoms = g_array_new(FALSE, FALSE, sizeof(enum ir_atom));
	for (guint i = 0; i < G_N_ELEMENTS(atoms); i++)
		add_atom(run, atoms[i].define, atoms[i].atom);
	g_ptr_array_add(run->atom_macros, NULL);
}

static void key_add(GChecksum *key, const char *text)
{
	/* With the NUL, so that "ab" "c" is not "a" "bc". */
	g_checksum_update(key, (const guchar *)text, strlen(text) + 1);
}

static int compare_strings(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void key_add_set(GChecksum *key, GHashTable *set)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, set);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		g_ptr_array_add(names, name);
	g_ptr_array_sort(names, compare_strings);
	for (guint i = 0; i < names->len; i++)
		key_add(key, names->pdata[i]);
	key_add(key, "");
}

/* The program itself: two builds of one version may differ. */
static void key_add_program(GChecksum *key)
{
	struct stat st;
	g_autofree char *text = NULL;

	if (stat("/proc/self/exe", &st))
		return;
	text = g_strdup_printf("%lld %lld.%ld", (long long)st.st_size,
			       (long long)st.st_mtim.tv_sec,
			       st.st_mtim.tv_nsec);
	key_add(key, text);
}

/* Of the rule tables only what the front end is told matters to it. */
static char *make_common_key(const struct lowering *run)
{
	g_autoptr(GChecksum) key = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *clang = front_clang_version();

	key_add(key, FACTS_FORMAT);
	key_add(key, KMCHECK_VERSION);
	key_add_program(key);
	key_add(key, clang);
	for (guint i = 0; i < run->atoms->len; i++) {
		enum ir_atom atom = g_array_index(run->atoms, enum ir_atom, i);

		key_add(key, ir_atom_name(atom));
		key_add(key, run->atom_macros->pdata[i]);
	}
	key_add_set(key, run->opaque);
	key_add_set(key, run->probe);
	return g_strdup(g_checksum_get_string(key));
}

static char *unit_key(const struct lowering *run, const struct unit *unit)
{
	g_autoptr(GChecksum) key = g_checksum_new(G_CHECKSUM_SHA256);

	key_add(key, run->common_key);
	key_add(key, unit->absolute);
	key_add(key, unit->directory);
	key_add(key, unit->origin == COMMAND_BUILTIN ? "builtin" : "");
	for (guint i = 0; unit->argv[i]; i++)
		key_add(key, unit->argv[i]);
	return g_strdup(g_checksum_get_string(key));
}

/* facts_dir/<base name>-<start of the key>.facts: unique, and telling. */
static char *facts_path(const struct lowering *run, const struct unit *unit,
			const char *key)
{
	g_autofree char *base = g_path_get_basename(unit->absolute);
	g_autofree char *name = g_strdup_printf("%s-%.16s.facts", base, key);

	return g_build_filename(run->request->facts_dir, name, NULL);
}

/* Where the cache keeps it; NULL without a cache. */
static char *cache_path(const struct lowering *run, const char *key)
{
	g_autofree char *folder = g_strndup(key, 2);

	if (!run->request->cache_dir)
		return NULL;
	return g_build_filename(run->request->cache_dir, "facts", folder, key,
				NULL);
}

/* Make `to` the same file as `from`, by link where possible. */
static bool share_file(const char *from, const char *to)
{
	g_autoptr(GFile) source = g_file_new_for_path(from);
	g_autoptr(GFile) target = g_file_new_for_path(to);

	g_unlink(to);
	if (!link(from, to))
		return true;
	return g_file_copy(source, target, G_FILE_COPY_OVERWRITE, NULL, NULL,
			   NULL, NULL);
}

static void keep_in_cache(const struct lowering *run, const char *key,
			  const char *path)
{
	g_autofree char *cached = cache_path(run, key);
	g_autofree char *folder = cached ? g_path_get_dirname(cached) : NULL;

	/* A cache that cannot be written costs time, nothing else. */
	if (cached && !g_mkdir_with_parents(folder, 0700))
		share_file(path, cached);
}

/* Runs in a worker. */
static char *lower_unit(const struct lowering *run, const struct unit *unit)
{
	const struct lower_request *request = run->request;
	g_autofree char *key = unit_key(run, unit);
	g_autofree char *path = facts_path(run, unit, key);
	g_autoptr(GError) error = NULL;
	struct front_options options = {
		.argv = (const char *const *)unit->argv,
		.directory = unit->directory,
		.path = unit->absolute,
		.overlay_paths = request->overlay_paths,
		.overlay_texts = request->overlay_texts,
		.n_overlays = request->n_overlays,
		.atom_macros = (const char *const *)run->atom_macros->pdata,
		.atoms = (const enum ir_atom *)(void *)run->atoms->data,
		.n_atoms = run->atoms->len,
		.opaque = run->opaque,
		.probe = run->probe,
		.expect_missing_headers = unit->origin == COMMAND_BUILTIN,
		.no_pch = request->no_pch,
		.pch_dir = run->pch_dir,
		.pch_headers = rulebase_words(request->rules, "pch.headers"),
	};
	struct ir_unit *ir = front_lower(&options, &error);
	bool written;

	if (!ir)
		return g_strdup(error->message);
	written = facts_write(path, key, ir->files, run->sums, ir, &error);
	ir_unit_free(ir);
	if (!written)
		return g_strdup(error->message);
	keep_in_cache(run, key, path);
	return NULL;
}

static char *work(guint job, void *data)
{
	const struct lowering *run = data;
	guint index = g_array_index(run->todo, guint, job);

	return lower_unit(run, run->request->units->pdata[index]);
}

static void unit_done(struct lowering *run, guint index, char *failure)
{
	const struct lower_request *request = run->request;
	struct lowered *lowered = run->results->pdata[index];

	lowered->failure = failure;
	if (failure)
		g_clear_pointer(&lowered->facts_path, g_free);
	run->n_done++;
	if (request->progress)
		request->progress(lowered->unit->path, run->n_done,
				  request->units->len, request->progress_data);
}

static void done(guint job, char *failure, void *data)
{
	struct lowering *run = data;

	unit_done(run, g_array_index(run->todo, guint, job), failure);
}

/* Prepare the unit's result; true if the cache already had it. */
static bool take_from_cache(struct lowering *run, const struct unit *unit)
{
	struct lowered *lowered = g_new0(struct lowered, 1);
	g_autofree char *key = unit_key(run, unit);
	g_autofree char *cached = cache_path(run, key);

	lowered->unit = unit;
	lowered->facts_path = facts_path(run, unit, key);
	g_ptr_array_add(run->results, lowered);
	return cached && facts_are_current(cached, key, run->sums) &&
	       share_file(cached, lowered->facts_path);
}

static void lowering_init(struct lowering *run,
			  const struct lower_request *request)
{
	const char *where = request->cache_dir ? request->cache_dir :
						 request->facts_dir;

	memset(run, 0, sizeof(*run));
	run->request = request;
	run->results = g_ptr_array_new_with_free_func(
		(GDestroyNotify)lowered_free);
	run->todo = g_array_new(FALSE, FALSE, sizeof(guint));
	run->opaque = rulebase_opaque_names(request->rules);
	run->probe = rulebase_probe_names(request->rules);
	add_atoms(run);
	run->common_key = make_common_key(run);
	run->pch_dir = g_build_filename(where, "pch", NULL);
	run->sums = file_sums_new();
	for (guint i = 0; i < request->n_overlays; i++)
		file_sums_overlay(run->sums, request->overlay_paths[i],
				  request->overlay_texts[i]);
	g_mkdir_with_parents(request->facts_dir, 0700);
	if (!request->no_pch)
		g_mkdir_with_parents(run->pch_dir, 0700);
}

static void lowering_release(struct lowering *run)
{
	g_array_unref(run->todo);
	g_array_unref(run->atoms);
	g_ptr_array_unref(run->atom_macros);
	g_hash_table_unref(run->opaque);
	g_hash_table_unref(run->probe);
	g_free(run->common_key);
	g_free(run->pch_dir);
	file_sums_free(run->sums);
}

GPtrArray *store_lower(const struct lower_request *request)
{
	struct lowering run;
	struct pool pool = {
		.n_workers = request->jobs ? request->jobs :
					     g_get_num_processors(),
		.timeout_seconds = request->timeout_seconds ?
				   request->timeout_seconds :
				   DEFAULT_TIMEOUT_SECONDS,
		.memory_bytes = request->memory_bytes ?
				request->memory_bytes : DEFAULT_MEMORY_BYTES,
		.work = work, .done = done, .data = &run,
	};

	lowering_init(&run, request);
	for (guint i = 0; i < request->units->len; i++) {
		if (take_from_cache(&run, request->units->pdata[i]))
			unit_done(&run, i, NULL);
		else
			g_array_append_val(run.todo, i);
	}
	pool.n_jobs = run.todo->len;
	if (pool.n_jobs)
		pool_run(&pool);
	lowering_release(&run);
	return run.results;
}

void lowered_free(struct lowered *lowered)
{
	g_free(lowered->facts_path);
	g_free(lowered->failure);
	g_free(lowered);
}
