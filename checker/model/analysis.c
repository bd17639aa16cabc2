// SPDX-License-Identifier: GPL-2.0-only
/* The life of an analysis, and of the runs that it is made of. */
#include "model/model.h"

#include <string.h>
#include <time.h>

/* So many runs look at a small part of a kernel. */
#define RUNS_TO_REST 64
/* Flows of so many functions are kept for the next runs: neighbours call the
 * same helpers. */
#define FLOWS_KEPT 4096

/* For a whole program; and for the few functions that something would be
 * reported of, with their callers. */
static const struct patience patience_usual = {
	.n_steps = USUAL_STEPS, .n_steps_each = G_MAXINT64,
	.n_frames = USUAL_FRAMES, .n_insns = 250, .n_insns_first = 1500,
};

static const struct patience patience_great = {
	.n_steps = 220 * 1000, .n_steps_each = 2000 * 1000,
	.n_frames = 360, .n_frames_asking = 720,
	.n_insns = 1500, .n_insns_first = 2500,
};

static struct run_result *run_result_new(void)
{
	struct run_result *r = g_new0(struct run_result, 1);

	r->requests = g_ptr_array_new_with_free_func(g_free);
	r->stores = g_array_new(FALSE, FALSE, sizeof(struct stored_value));
	r->passed = g_array_new(FALSE, FALSE, sizeof(struct passed_value));
	r->answers = g_array_new(FALSE, FALSE, sizeof(struct answer));
	return r;
}

void run_result_free(struct run_result *r)
{
	g_ptr_array_unref(r->requests);
	g_array_unref(r->stores);
	g_array_unref(r->passed);
	g_array_unref(r->answers);
	g_clear_pointer(&r->passed_over, g_hash_table_unref);
	g_free(r);
}

static gint64 cpu_us_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Between runs, when no engine holds any of them. */
static void forget_flows(struct analysis *analysis)
{
	GHashTable *flows = analysis->db->flows;

	if (!g_hash_table_size(analysis->running) &&
	    g_hash_table_size(flows) > FLOWS_KEPT)
		g_hash_table_remove_all(flows);
}

struct run_result *analysis_run_apart(struct analysis *analysis,
				      struct function_ref *fn,
				      struct settling *settling)
{
	struct run_result *result = run_result_new();
	struct running running = {
		.analysis = analysis, .entry = fn, .result = result,
		.settling = settling,
	};
	struct client client = run_client(&running);
	gint64 begin_us = cpu_us_now(), ended_us = analysis->cpu_us;
	guint n_cut = analysis->n_cut;
	struct engine *engine;

	forget_flows(analysis);
	g_hash_table_add(analysis->running, fn);
	running.kept = g_hash_table_new(NULL, NULL);
	engine = engine_new(&client, analysis->db->flows);
	engine->max_steps = analysis->patience->n_steps;
	engine->max_frames = analysis->patience->n_frames;
	engine->thresholds = analysis->thresholds;
	engine->n_thresholds = analysis->n_thresholds;
	memcpy(engine->atoms, analysis->atoms, sizeof(engine->atoms));
	engine->varying = analysis->varying;
	engine->focus = settling ? settling->insn : NULL;
	result->gave_up = !engine_run(engine, fn->unit, fn->fn);
	result->cut_at = analysis->n_cut != n_cut ? analysis->depth : 0;
	result->steps = engine->steps;
	if (analysis->n_runs++ % RUNS_TO_REST == 0)
		program_db_rest(analysis->db);
	analysis->n_steps += engine->steps;
	analysis->n_gave_up += result->gave_up;
	engine_free(engine);
	g_hash_table_unref(running.kept);
	g_hash_table_remove(analysis->running, fn);
	begin_us += analysis->cpu_us - ended_us;
	result->cpu_us = cpu_us_now() - begin_us;
	analysis->cpu_us += result->cpu_us;
	return result;
}

static struct run_result *run_once(struct analysis *analysis,
				   struct function_ref *fn)
{
	return analysis_run_apart(analysis, fn, NULL);
}

/* Facts that a circle left unknown are to be asked again. */
static void forget_unsettled(struct analysis *analysis)
{
	for (guint i = 0; i < analysis->unsettled->len; i++) {
		const struct unsettled *u = &g_array_index(analysis->unsettled,
						struct unsettled, i);

		g_hash_table_remove(u->facts, u->key);
	}
	g_array_set_size(analysis->unsettled, 0);
}

const struct run_result *analysis_find_run(const struct analysis *analysis,
				  const struct function_ref *fn)
{
	const struct run_result *result = g_hash_table_lookup(analysis->runs,
							      fn);

	if (result || !analysis->base)
		return result;
	result = analysis_find_run(analysis->base, fn);
	return result && result->atoms & analysis->differs ? NULL : result;
}

bool analysis_went_through(const struct analysis *analysis,
			   const struct function_ref *fn)
{
	const struct run_result *run = analysis_find_run(analysis, fn);

	return run && !run->gave_up;
}

/* Its requests may have been taken up. */
static void put_aside(struct analysis *analysis, struct function_ref *fn)
{
	gpointer result;

	if (g_hash_table_steal_extended(analysis->runs, fn, NULL, &result))
		g_ptr_array_add(analysis->outdated, result);
}

/* Functions whose run came upon a circle that another one closed asked too
 * early: once nothing is being run any more, they are run again. */
static void run_late(struct analysis *analysis)
{
	g_autoptr(GPtrArray) late = g_steal_pointer(&analysis->early);

	analysis->early = g_ptr_array_new();
	if (late->len)
		forget_unsettled(analysis);
	for (guint i = 0; i < late->len; i++) {
		struct run_result *run = run_once(analysis, late->pdata[i]);

		put_aside(analysis, late->pdata[i]);
		g_hash_table_insert(analysis->runs, late->pdata[i], run);
		g_hash_table_remove(analysis->circles, late->pdata[i]);
	}
	/* what comes upon a circle again stays as it is */
	g_ptr_array_set_size(analysis->early, 0);
}

/* For a fact that would be reported, and once: was it not told what those who
 * are asked now can tell? */
static bool is_worth_running_again(const struct analysis *analysis,
				   struct function_ref *fn,
				   const struct run_result *run)
{
	return analysis->asks_again && analysis->depth == 1 &&
	       run->cut_at > 1 && !run->is_second &&
	       !g_hash_table_contains(analysis->running, fn);
}

/* A run made to find something out may itself have needed just that: it is made
 * once more when it is known. */
static bool is_to_be_late(const struct analysis *analysis,
			  struct function_ref *fn,
			  const struct run_result *run)
{
	return analysis->depth && run->cut_at && run->requests->len &&
	       !run->gave_up && !run->is_second &&
	       !g_ptr_array_find(analysis->early, fn, NULL);
}

/*
 * NULL while the function is being run already: a circle. A function that asks
 * for what it stores itself (set by one command of an ioctl, used by another)
 * is run again: what the first run saw it store without knowing holds.
 */
static const struct run_result *run_unless(struct analysis *analysis,
					   struct function_ref *fn,
					   const struct run_result *known)
{
	guint n_circles = analysis->n_circles;
	struct run_result *result;
	bool is_outermost = !g_hash_table_size(analysis->running);
	bool is_circle;

	if (known && !is_worth_running_again(analysis, fn, known)) {
		analysis->n_cut += known->cut_at != 0;
		return known;
	}
	if (g_hash_table_contains(analysis->running, fn)) {
		g_hash_table_add(analysis->circles, fn);
		analysis->n_circles++;
		return NULL;
	}
	if (!fn->fn->is_complete) {
		result = run_result_new();
		result->gave_up = true;
	} else {
		result = run_once(analysis, fn);
		result->is_second = known != NULL;
		put_aside(analysis, fn);
	}
	g_hash_table_insert(analysis->runs, fn, result);
	/* its own run can tell now what it could not then */
	is_circle = g_hash_table_remove(analysis->circles, fn) &&
		    analysis->unsettled->len;
	if (is_circle)
		forget_unsettled(analysis);
	if (!result->requests->len || result->gave_up) {
		/* what it is told matters to nothing */
	} else if (analysis->n_circles != n_circles &&
		   g_hash_table_size(analysis->circles)) {
		g_ptr_array_add(analysis->early, fn);
	} else if (is_circle) {
		result = run_once(analysis, fn);
		g_hash_table_insert(analysis->runs, fn, result);
	}
	if (is_to_be_late(analysis, fn, result))
		g_ptr_array_add(analysis->early, fn);
	if (is_outermost && analysis->early->len) {
		run_late(analysis);
		result = g_hash_table_lookup(analysis->runs, fn);
	}
	/* nothing is being run: who asks now gets an answer */
	if (is_outermost)
		forget_unsettled(analysis);
	return result;
}

const struct run_result *analysis_run(struct analysis *analysis,
				      struct function_ref *fn)
{
	return run_unless(analysis, fn, analysis_find_run(analysis, fn));
}

const struct run_result *analysis_run_entry(struct analysis *analysis,
					    struct function_ref *fn)
{
	bool is_again = analysis->base &&
			analysis->base->patience != analysis->patience;

	return run_unless(analysis, fn, is_again ?
			  g_hash_table_lookup(analysis->runs, fn) :
			  analysis_find_run(analysis, fn));
}

static int compare_wide(gconstpointer pa, gconstpointer pb)
{
	const wide *a = pa, *b = pb;

	return *a < *b ? -1 : *a > *b;
}

static void set_thresholds(struct analysis *analysis)
{
	wide limit = (wide)analysis->target->kmalloc_max_bytes;
	const wide t[] = { 0, 1, 255, 65535, limit - 1, limit, limit + 1,
			   ((wide)1 << 31) - 1, ((wide)1 << 32) - 1 };

	analysis->n_thresholds = G_N_ELEMENTS(t);
	analysis->thresholds = g_memdup2(t, sizeof(t));
	qsort(analysis->thresholds, G_N_ELEMENTS(t), sizeof(wide),
	      compare_wide);
}

/* Atoms that are not the same for both. */
static guint8 atoms_between(const struct target *a, const struct target *b)
{
	guint8 atoms = 0;

	for (guint i = 1; i <= IR_ATOM_MAX_ORDER; i++)
		if (ATOMS_FOLLOWED & 1 << i &&
		    target_atom(a, a, i) != target_atom(b, a, i))
			atoms |= 1 << i;
	return atoms;
}

struct analysis *analysis_new(const struct program_db *db,
			      const struct rulebase *rules,
			      const struct target *target,
			      const GPtrArray *others)
{
	struct analysis *a = g_new0(struct analysis, 1);

	region_init(&a->region);
	a->db = db;
	a->rules = rules;
	a->target = target;
	a->others = others;
	a->patience = &patience_usual;
	for (guint i = 0; others && i < others->len; i++)
		a->varying |= atoms_between(target, others->pdata[i]);
	for (guint i = 0; i < G_N_ELEMENTS(a->atoms); i++)
		if (ATOMS_PAGE & 1 << i)
			a->atoms[i] = target_atom(target, target, i);
	a->runs = g_hash_table_new_full(NULL, NULL, NULL,
				(GDestroyNotify)run_result_free);
	a->outdated = g_ptr_array_new_with_free_func((GDestroyNotify)
						     run_result_free);
	a->running = g_hash_table_new(NULL, NULL);
	a->circles = g_hash_table_new(NULL, NULL);
	a->gathered = g_hash_table_new(NULL, NULL);
	a->early = g_ptr_array_new();
	a->unsettled = g_array_new(FALSE, FALSE, sizeof(struct unsettled));
	for (guint i = 0; i < N_FACT_KINDS; i++)
		a->facts[i] = g_hash_table_new(NULL, NULL);
	a->writes = writes_table_new();
	a->names = names_table_new();
	set_thresholds(a);
	return a;
}

guint8 analysis_differs(const struct analysis *analysis,
			const struct target *target)
{
	return atoms_between(analysis->target, target);
}

struct analysis *analysis_new_for(const struct analysis *base,
				  const struct target *target)
{
	struct analysis *a = analysis_new(base->db, base->rules, target,
					  base->others);
	const struct target *kernel = base->target;

	for (const struct analysis *b = base; b; b = b->base)
		kernel = b->target;
	for (guint i = 0; i < G_N_ELEMENTS(a->atoms); i++)
		if (ATOMS_FOLLOWED & 1 << i)
			a->atoms[i] = target_atom(target, kernel, i);
	a->base = base;
	a->patience = base->patience;
	a->differs = analysis_differs(base, target);
	a->varying = base->varying;
	return a;
}

struct analysis *analysis_new_patient(const struct analysis *base)
{
	struct analysis *a = analysis_new(base->db, base->rules, base->target,
					  base->others);

	a->base = base;
	a->patience = &patience_great;
	return a;
}

void analysis_free(struct analysis *analysis)
{
	if (!analysis)
		return;
	g_hash_table_unref(analysis->runs);
	g_ptr_array_unref(analysis->outdated);
	g_hash_table_unref(analysis->running);
	g_hash_table_unref(analysis->circles);
	g_hash_table_unref(analysis->gathered);
	g_ptr_array_unref(analysis->early);
	g_array_unref(analysis->unsettled);
	for (guint i = 0; i < N_FACT_KINDS; i++)
		g_hash_table_unref(analysis->facts[i]);
	g_hash_table_unref(analysis->writes);
	g_hash_table_unref(analysis->names);
	if (analysis->byte_writers)
		g_hash_table_unref(analysis->byte_writers);
	g_free(analysis->thresholds);
	region_release(&analysis->region);
	g_free(analysis);
}
