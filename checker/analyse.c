// SPDX-License-Identifier: GPL-2.0-only
/* The per-unit step and the program step of each program of the plan. */
#include "pipeline.h"

#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "build/maker.h"
#include "build/target.h"
#include "fix/program.h"
#include "ir/text.h"
#include "select/select.h"

/* So many units are a small part of a kernel. */
#define UNITS_TO_REST 64

/* Lower the units of program number i; or, with --link, find them lowered. */
static GPtrArray *lower_program(struct pipeline *p, guint i)
{
	const struct program *program =
		g_ptr_array_index(p->plan->programs, i);
	const struct options *o = p->options;
	struct lower_request request = {
		.units = program->units, .kernel = program->kernel,
		.rules = p->rules, .facts_dir = p->facts_dir,
		.cache_dir = p->cache_dir,
		.jobs = pipeline_jobs(p),
		.no_pch = o->no_pch || o->kbuild_mode,
		.overlay_paths =
			(const char *const *)p->overlay_paths->pdata,
		.overlay_texts =
			(const char *const *)p->overlay_texts->pdata,
		.n_overlays = p->overlay_paths->len,
		.progress = pipeline_progress(p),
	};

	if (p->linked)
		return g_ptr_array_ref(g_ptr_array_index(p->linked->lowered,
							 i));
	return store_lower(&request);
}

/* A unit that does not compile has lost what the errors stand in. Without a
 * kernel's headers that is to be expected. */
static bool is_whole_unit(struct pipeline *p, const struct lowered *l,
			  const struct ir_unit *unit)
{
	g_autofree char *reason = NULL;

	if (!unit->errors->len || l->unit->origin == COMMAND_BUILTIN)
		return true;
	reason = g_strdup_printf("does not compile, so part of it was not seen: %s",
				 (const char *)unit->errors->pdata[0]);
	pipeline_add_incomplete(p, l->unit->path, reason);
	return false;
}

/* The header that the failure says is missing, or NULL. */
static char *missing_header(const char *failure)
{
	const char *end = failure ? strstr(failure, "' file not found") : NULL;
	const char *begin = end;

	while (begin && begin > failure && begin[-1] != '\'')
		begin--;
	return begin ? g_strndup(begin, end - begin) : NULL;
}

/* Why the unit has no facts, and what helps if a header is made by a build. */
static char *failure_reason(const struct lowered *l, const GError *error)
{
	const char *failure = l->failure ? l->failure :
			      error ? error->message : "no facts";
	g_autofree char *header = missing_header(failure);
	g_autofree char *maker = header ?
		header_maker(l->unit->absolute, header) : NULL;

	return maker ? g_strdup_printf("%s (%s may make it: build the project once before)",
				       failure, maker) :
		       g_strdup(failure);
}

/* Read the units back; what failed is said. A header's function or declaration
 * is kept once, unless the units themselves are to be printed. */
static GPtrArray *read_units(struct pipeline *p, const GPtrArray *lowered,
			     struct ir_heap *heap)
{
	GPtrArray *units = g_ptr_array_new_with_free_func(
			(GDestroyNotify)ir_unit_free);
	struct ir_known *known = pipeline_dumps(p, "ir") ? NULL :
				 ir_known_new();

	for (guint i = 0; i < lowered->len; i++) {
		const struct lowered *l = g_ptr_array_index(lowered, i);
		g_autoptr(GError) error = NULL;
		struct ir_unit *unit = NULL;

		if (i % UNITS_TO_REST == 0)
			ir_heap_rest(heap);
		p->report.units++;
		if (l->facts_path)
			unit = store_read(l->facts_path, known, heap, &error);
		if (unit) {
			p->report.analysed += is_whole_unit(p, l, unit);
			g_ptr_array_add(units, unit);
		} else {
			g_autofree char *reason = failure_reason(l, error);

			pipeline_add_incomplete(p, l->unit->path, reason);
		}
	}
	ir_known_free(known);
	return units;
}

/* Is this function the program's own, and in what was asked for? */
static bool is_wanted(const struct function_ref *fn, void *data)
{
	const struct program *program = data;
	const char *file = fn->fn->loc.file < fn->unit->files->len ?
		g_ptr_array_index(fn->unit->files, fn->fn->loc.file) : "";

	if (!program->scope->len)
		return fn->fn->in_main_file ||
		       (program->root && path_is_below(file, program->root));
	for (guint i = 0; i < program->scope->len; i++)
		if (path_is_below(file, g_ptr_array_index(program->scope, i)))
			return true;
	return false;
}

static void append_file(GString *out, const char *path)
{
	g_autofree char *text = NULL;
	gsize n;

	if (g_file_get_contents(path, &text, &n, NULL))
		g_string_append_len(out, text, (gssize)n);
}

/* The stages that can be printed before anything is analysed. */
static void dump_units(struct pipeline *p, const GPtrArray *lowered,
		       const GPtrArray *units)
{
	for (guint i = 0; pipeline_dumps(p, "ir") && i < units->len; i++)
		ir_print_unit(g_ptr_array_index(units, i), p->dump);
	for (guint i = 0; pipeline_dumps(p, "facts") && i < lowered->len; i++) {
		const struct lowered *l = g_ptr_array_index(lowered, i);

		if (l->facts_path)
			append_file(p->dump, l->facts_path);
	}
}

struct cost {
	const struct function_ref *fn;
	const struct run_result *run;
};

static gint by_cost(gconstpointer pa, gconstpointer pb)
{
	const struct cost *a = pa, *b = pb;

	if (a->run->cpu_us != b->run->cpu_us)
		return a->run->cpu_us < b->run->cpu_us ? 1 : -1;
	return strcmp(a->fn->fn->name, b->fn->fn->name);
}

void tell_stats(const char *what, const struct analysis *analysis)
{
	g_autoptr(GArray) costs = g_array_new(FALSE, FALSE,
					      sizeof(struct cost));
	GHashTableIter iter;
	gpointer fn, run;

	g_hash_table_iter_init(&iter, analysis->runs);
	while (g_hash_table_iter_next(&iter, &fn, &run)) {
		struct cost cost = { fn, run };

		g_array_append_val(costs, cost);
	}
	g_array_sort(costs, by_cost);
	g_printerr("kmcheck: %s: %u functions, %" G_GUINT64_FORMAT
		   " runs, %" G_GUINT64_FORMAT " steps, %" G_GUINT64_FORMAT
		   " given up, %.2f s CPU\n", what,
		   analysis->db->ordered->len, analysis->n_runs,
		   analysis->n_steps, analysis->n_gave_up,
		   (double)analysis->cpu_us / G_USEC_PER_SEC);
	for (guint i = 0; i < MIN(costs->len, 10); i++) {
		const struct cost *cost = &g_array_index(costs, struct cost,
							 i);

		g_printerr("kmcheck: %10" G_GUINT64_FORMAT " steps  %6.2f s "
			   "%5.1f %%  %s\n", cost->run->steps,
			   (double)cost->run->cpu_us / G_USEC_PER_SEC,
			   100.0 * cost->run->cpu_us / MAX(analysis->cpu_us, 1),
			   cost->fn->fn->name);
	}
	for (guint i = 0; i < costs->len; i++) {
		const struct cost *cost = &g_array_index(costs, struct cost,
							 i);

		if (cost->run->gave_up && cost->run->steps)
			g_printerr("kmcheck: %10" G_GUINT64_FORMAT " steps  "
				   "given up: %s\n", cost->run->steps,
				   cost->fn->fn->name);
	}
}

static void dump_judged(struct pipeline *p, const struct program *program,
			const struct check_context *ctx,
			struct analysis *analysis)
{
	g_autoptr(GPtrArray) requests =
		analysis_requests(analysis, is_wanted, (void *)program, NULL,
				  NULL);
	g_autoptr(GPtrArray) judged = requests_judged(analysis, requests,
						      ctx->target);

	dump_requests(ctx, judged, p->dump);
}

/* Is any rule on that judges the sizes of requests? Without one, nothing needs
 * the values of a program. */
static bool judges_sizes(const struct pipeline *p)
{
	const struct select_request request = {
		.enable = (const char *const *)p->options->enable,
		.disable = (const char *const *)p->options->disable,
	};
	const struct run_report run = { .rules = p->rules };

	for (const struct check *check = checks; check->rule; check++)
		if (select_rule_is_on(&run, &request, check->rule))
			return true;
	return false;
}

GPtrArray *judge_requests(const struct pipeline *p,
			  const struct check_context *ctx,
			  struct analysis *analysis, function_filter is_judged,
			  void *data)
{
	g_autoptr(GPtrArray) requests = !judges_sizes(p) ?
		g_ptr_array_new() :
		analysis_requests(analysis, is_judged, data,
				  pipeline_progress(p), NULL);
	g_autoptr(GPtrArray) judged = requests_judged(analysis, requests,
						      ctx->target);
	GPtrArray *findings = checks_run(ctx, judged);

	g_ptr_array_set_free_func(findings, NULL);
	if (analysis->others)
		check_all_targets(ctx, analysis, requests, findings, is_judged,
				  data);
	return findings;
}

/* Mismatched frees, and the fix of each finding. They ask where pointers go, not
 * what values are: the analysis, half of a kernel's memory, is gone by then. */
static void mend(struct pipeline *p, const struct program *program,
		 const struct check_context *ctx, GPtrArray *findings)
{
	fix_program(ctx, findings, is_wanted, (void *)program);
	for (guint i = 0; i < findings->len; i++)
		g_ptr_array_add(p->report.findings,
				g_ptr_array_index(findings, i));
}

/* Are all units of a closed program here? Facts that are linked tell it
 * themselves; a shard, or Kbuild's call for one unit, has others beside it. */
static bool is_whole(const struct pipeline *p, const struct program *program)
{
	return program->is_closed &&
	       (p->linked || program->units->len == program->n_units);
}

static bool is_of_kernel(const struct program *program)
{
	const struct kernel *kernel = program->kernel;

	return program->root && kernel && !kernel->is_builtin &&
	       !g_strcmp0(kernel->source, program->root);
}

/* What the rest of a kernel tree says of the program; NULL for a module. */
static struct mentions *mentions_around(const struct program *program,
					const struct program_db *db)
{
	struct mentions *mentions;

	if (!is_of_kernel(program))
		return NULL;
	mentions = mentions_new(program->root);
	for (guint i = 0; i < db->units->len; i++) {
		const struct ir_unit *unit = db->units->pdata[i];

		mentions_add_seen(mentions, unit->path);
		for (guint k = 0; k < unit->files->len; k++)
			if (g_str_has_suffix(unit->files->pdata[k], ".c"))
				mentions_add_seen(mentions,
						  unit->files->pdata[k]);
	}
	return mentions;
}

static void check_program(struct pipeline *p, const struct program *program,
			  const struct target *target, GPtrArray *units,
			  struct ir_heap *heap)
{
	struct program_db *db = program_db_new(units, heap, program->root,
					       is_whole(p, program));
	GPtrArray *others = p->options->all_targets ?
			    other_targets(p, target) : NULL;
	struct analysis *analysis = analysis_new(db, p->rules, target, others);
	struct check_context ctx = {
		.analysis = analysis, .db = db, .rules = p->rules,
		.target = target, .sources = p->sources,
		.display = p->display, .root = program->root,
		.outside = mentions_around(program, db),
		.is_wanted = is_wanted, .wanted_data = (void *)program,
	};
	g_autoptr(GPtrArray) findings = NULL;

	/* in a module the caller may be still to be written; a kernel's
	 * configuration has left it out */
	if (is_of_kernel(program))
		program_drop_dead(db);
	g_ptr_array_add(p->databases, db);
	if (others)
		g_ptr_array_add(p->others, others);
	if (pipeline_dumps(p, "ranges"))
		dump_answers(analysis, p->display, p->dump);
	else if (pipeline_dumps(p, "calls"))
		dump_calls(db, p->display, p->dump);
	else if (pipeline_dumps(p, "requests"))
		dump_judged(p, program, &ctx, analysis);
	else if (p->options->rewrite && !p->report.findings->len)
		fix_rewrite(&ctx, p->options->rewrite_file,
			    p->options->rewrite_line, p->report.findings);
	else if (!p->dump && !p->options->rewrite)
		findings = judge_requests(p, &ctx, analysis, is_wanted,
					  (void *)program);
	if (p->options->stats)
		tell_stats(program->name, analysis);
	if (findings && findings->len)
		confirm_findings(p, &ctx, findings);
	analysis_free(analysis);
	ctx.analysis = NULL;
	/* its small pieces would stay with the process otherwise */
	malloc_trim(0);
	if (findings)
		mend(p, program, &ctx, findings);
	mentions_free(ctx.outside);
}

static bool check_one(struct pipeline *p, guint i, GError **error)
{
	struct program *program = g_ptr_array_index(p->plan->programs, i);
	const struct target *target;
	g_autoptr(GPtrArray) lowered = lower_program(p, i);
	struct ir_heap *heap;
	GPtrArray *units;

	pipeline_tell_time(p, "units lowered");
	if ((p->options->facts_out || p->options->kbuild_mode) &&
	    !store_write_manifest(p->facts_dir, program, lowered,
				  p->options->kbuild_mode ? NULL : error) &&
	    !p->options->kbuild_mode)
		return false;
	heap = ir_heap_new(p->cache_dir);
	units = read_units(p, lowered, heap);
	dump_units(p, lowered, units);
	if (p->options->facts_out || pipeline_dumps(p, "ir") ||
	    pipeline_dumps(p, "facts")) {
		g_ptr_array_unref(units);
		ir_heap_free(heap);
		return true;
	}
	target = pipeline_target(p, program, error);
	if (!target) {
		g_ptr_array_unref(units);
		ir_heap_free(heap);
		return false;
	}
	check_program(p, program, target, units, heap);
	pipeline_tell_time(p, "program checked");
	return true;
}

static gint by_place(gconstpointer pa, gconstpointer pb)
{
	return finding_compare(*(struct finding *const *)pa,
			       *(struct finding *const *)pb);
}

/* A site seen in several programs (of one kernel, or of several) is one
 * finding: the worst that is said of it, or the first. */
static void join_twins(GPtrArray *findings)
{
	for (guint i = 0; i < findings->len; i++) {
		for (guint k = i + 1; k < findings->len; k++) {
			struct finding *a = findings->pdata[i];
			struct finding *b = findings->pdata[k];

			if (!finding_is_twin(a, b))
				continue;
			if (b->level > a->level) {
				findings->pdata[i] = b;
				findings->pdata[k] = a;
			}
			finding_absorb(findings->pdata[i],
				       findings->pdata[k]);
			g_ptr_array_remove_index(findings, k--);
		}
	}
	g_ptr_array_sort(findings, by_place);
}

static char *identity(const struct finding *f)
{
	return g_strjoin("\n", f->rule, f->place.file,
			 f->function ? f->function : "",
			 f->call_text ? f->call_text : "", NULL);
}

/* Equal calls of one function are told apart by their number. */
static void seal(GPtrArray *findings)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash,
							   g_str_equal,
							   g_free, NULL);

	for (guint i = 0; i < findings->len; i++) {
		struct finding *f = g_ptr_array_index(findings, i);
		char *key = identity(f);
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));

		f->ordinal = n;
		g_hash_table_replace(seen, key, GUINT_TO_POINTER(n + 1));
		finding_seal(f);
	}
}

static void describe_target(struct pipeline *p)
{
	const struct target *t = p->target;

	if (!t)
		return;
	p->report.kernel = t->kernel;
	p->report.arch = t->arch;
	p->report.target_source = t->source;
	p->report.page_size_bytes = (guint64)1 << t->page_shift;
	p->report.max_order = t->max_order;
	p->report.kmalloc_max_bytes = t->kmalloc_max_bytes;
}

/* Files that are checked though the configuration does not build them. */
static void mark_off_config(struct pipeline *p)
{
	g_autoptr(GHashTable) why = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < p->plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(p->plan->programs, i);

		for (guint k = 0; k < program->units->len; k++) {
			struct unit *u = g_ptr_array_index(program->units, k);

			if (u->off_config)
				g_hash_table_insert(why, u->path,
						    u->off_config);
		}
	}
	for (guint i = 0; i < p->report.findings->len; i++) {
		struct finding *f = g_ptr_array_index(p->report.findings, i);

		if (!f->off_config)
			f->off_config = g_strdup(g_hash_table_lookup(why,
							f->place.file));
	}
}

bool pipeline_check(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;

	if (pipeline_dumps(p, "commands")) {
		dump_commands(p->plan, p->dump);
		return true;
	}
	if (o->with && !run_sparse(p, error))
		return false;
	for (guint i = 0; i < p->plan->programs->len; i++)
		if (!check_one(p, i, error))
			return false;
	if (o->rewrite && !p->report.findings->len) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "--rewrite %s: no allocation there", o->rewrite);
		return false;
	}
	join_twins(p->report.findings);
	mark_off_config(p);
	seal(p->report.findings);
	describe_target(p);
	return true;
}
