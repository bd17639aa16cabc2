// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which entries to run: every function that makes a request that can matter;
 * and, as long as a request's size depends on its entry's parameters, the
 * callers of that entry, a few levels up.
 */
#include "model/model.h"

#define MAX_LEVELS_UP 4
#define MAX_CALLERS 48
#define MAX_INDIRECT 6
/* Header's functions that call one another. */
#define MAX_HEADER_CALLS 3

struct climbing {
	struct analysis *analysis;
	GPtrArray *requests;		/* the result */
	GHashTable *makes;		/* a header's function_ref -> bool */
	function_filter wanted;
	void *data;
	guint64 until_step;		/* the patience with this function */
};

static bool is_wanted(const struct climbing *c, const struct function_ref *fn)
{
	return !c->wanted || c->wanted(fn, c->data);
}

static bool makes_request(struct climbing *c, const struct function_ref *fn,
			  guint depth);

/* Does a header's function make a request? Others are entries themselves. */
static bool makes_for_callers(struct climbing *c,
			      const struct function_ref *fn, guint depth)
{
	gpointer known;
	bool makes;

	if (!fn || !depth || fn->fn->in_main_file || is_wanted(c, fn))
		return false;
	if (g_hash_table_lookup_extended(c->makes, fn, NULL, &known))
		return GPOINTER_TO_INT(known);
	g_hash_table_insert(c->makes, (gpointer)fn, NULL);
	makes = makes_request(c, fn, depth - 1);
	g_hash_table_insert(c->makes, (gpointer)fn, GINT_TO_POINTER(makes));
	return makes;
}

static bool makes_request(struct climbing *c, const struct function_ref *fn,
			  guint depth)
{
	const struct analysis *analysis = c->analysis;

	for (guint i = 0; i < fn->calls->len; i++) {
		const struct ir_insn *insn = g_array_index(fn->calls,
						struct code_ref, i).insn;
		const struct allocator *row = call_allocator(analysis->rules,
							     insn);

		if (row ? request_may_matter(analysis, fn, insn, row) :
			  makes_for_callers(c,
				program_function(analysis->db,
						 insn->call->callee_key),
				depth))
			return true;
	}
	return false;
}

static bool entry_dependent(const struct run_result *run)
{
	for (guint i = 0; i < run->requests->len; i++) {
		const struct request *r = g_ptr_array_index(run->requests, i);

		if (r->depends_on_params)
			return true;
	}
	return false;
}

static void climb_all(struct climbing *c, const GPtrArray *functions,
		      guint level);

static void climb(struct climbing *c, struct function_ref *fn, guint level);

static void climb_callers(struct climbing *c, const struct function_ref *fn,
			  guint level)
{
	for (guint i = 0; i < MIN(fn->callers->len, MAX_CALLERS); i++)
		climb(c, g_array_index(fn->callers, struct code_ref,
				       i).function, level);
}

/* Does the function hand a function back? */
static bool returns_function(const struct function_ref *fn)
{
	const struct ir_type *type = ir_type(fn->unit, fn->fn->result);

	return type->kind == IR_PTR && type->elem != IR_NONE &&
	       ir_type(fn->unit, type->elem)->kind == IR_FUNC;
}

static void climb(struct climbing *c, struct function_ref *fn, guint level)
{
	const struct run_result *run;

	if (c->analysis->n_steps > c->until_step ||
	    !g_hash_table_add(c->analysis->gathered, fn))
		return;
	run = analysis_run_entry(c->analysis, fn);
	if (!run)
		return;
	for (guint i = 0; i < run->requests->len; i++)
		g_ptr_array_add(c->requests,
				g_ptr_array_index(run->requests, i));
	if (level >= MAX_LEVELS_UP || !entry_dependent(run))
		return;
	climb_callers(c, fn, level + 1);
	/* who hands the function on, and who calls through where it stands */
	climb_all(c, fn->named_by, level + 1);
	for (guint i = 0; i < MIN(fn->named_by->len, MAX_CALLERS); i++)
		if (returns_function(fn->named_by->pdata[i]))
			climb_callers(c, fn->named_by->pdata[i], level + 1);
	for (guint i = 0; i < fn->handed->len; i++) {
		const struct field_ref *field =
			program_field(c->analysis->db,
				      g_ptr_array_index(fn->handed, i));

		if (field && field->called_by->len <= MAX_INDIRECT)
			climb_all(c, field->called_by, level + 1);
	}
}

static void climb_all(struct climbing *c, const GPtrArray *functions,
		      guint level)
{
	for (guint i = 0; i < MIN(functions->len, MAX_CALLERS); i++)
		climb(c, g_ptr_array_index(functions, i), level);
}

GPtrArray *analysis_requests(struct analysis *analysis,
			     function_filter wanted, void *data,
			     void (*progress)(const char *what, guint done,
					      guint total, void *data),
			     void *progress_data)
{
	struct climbing c = {
		analysis, g_ptr_array_new(), g_hash_table_new(NULL, NULL),
		wanted, data, 0,
	};
	guint n = analysis->db->ordered->len;

	for (guint i = 0; i < n; i++) {
		struct function_ref *fn = program_visit(analysis->db, i);

		if (progress && (i % 64 == 0 || i + 1 == n))
			progress("analysing functions", i + 1, n,
				 progress_data);
		if (fn->is_dead || !is_wanted(&c, fn) ||
		    !makes_request(&c, fn, MAX_HEADER_CALLS))
			continue;
		c.until_step = analysis->n_steps +
			       analysis->patience->n_steps_each;
		climb(&c, fn, 0);
	}
	g_hash_table_unref(c.makes);
	return c.requests;
}

static bool is_question(const struct analysis *analysis,
			const struct code_ref *call)
{
	const char *callee = call->insn->call->callee;

	return callee && rulebase_word(analysis->rules, "question.range",
				       callee);
}

/* What one run says of a question; a question it never came to stands where
 * no path leads. */
static struct answer answer_of(const struct run_result *run,
			       const struct code_ref *call)
{
	struct answer none = {
		.unit = call->function->unit, .loc = call->insn->loc,
		.range = range_empty(), .type = { 64, false },
	};

	for (guint i = 0; i < run->answers->len; i++) {
		const struct answer *a = &g_array_index(run->answers,
							struct answer, i);

		if (a->unit == none.unit && a->loc.line == none.loc.line &&
		    a->loc.column == none.loc.column)
			return *a;
	}
	return none;
}

GArray *analysis_answers(struct analysis *analysis)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct answer));

	for (guint i = 0; i < analysis->db->ordered->len; i++) {
		struct function_ref *fn = program_visit(analysis->db, i);

		for (guint k = 0; k < fn->calls->len; k++) {
			const struct code_ref *call =
				&g_array_index(fn->calls, struct code_ref, k);
			const struct run_result *run;
			struct answer answer;

			if (!is_question(analysis, call))
				continue;
			run = analysis_run(analysis, fn);
			if (!run || run->gave_up)
				continue;
			answer = answer_of(run, call);
			g_array_append_val(out, answer);
		}
	}
	return out;
}
