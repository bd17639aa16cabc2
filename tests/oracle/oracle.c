// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generated functions, run natively and through the IR, and analysed: calls
 * and results of the two runs must be the same, and none may lie outside what
 * the analysis claims. Usage: oracle [--seed N] [--functions N] [--only N]
 *
 * Functions that are known to fail are listed, with what is wrong, in the file
 * of --known: lines "SEED FUNCTION words". One that no longer fails must leave
 * the list: it fails the run.
 */
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "coverage.h"
#include "front/front.h"
#include "generate.h"
#include "ir/interp.h"
#include "ir/text.h"
#include "native.h"
#include "ranges.h"

#define FUNCTIONS_PER_UNIT	50
#define RUNS_PER_FUNCTION	12
#define MAX_STEPS		5000000

struct oracle {
	/* options */
	gint seed, n_functions, only;
	gboolean keep;
	gboolean no_ranges;
	char *known_file;
	/* what came of it */
	GHashTable *known;		/* functions of the list */
	GHashTable *failed;		/* functions that did */
	char *folder;
	struct coverage coverage;
	guint n_runs, n_calls, n_failed;
	guint n_gave_up, n_claimed, n_bounded;
};

static void fail(struct oracle *o, guint function, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static void fail(struct oracle *o, guint function, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_hash_table_add(o->failed, GUINT_TO_POINTER(function));
	if (g_hash_table_contains(o->known, GUINT_TO_POINTER(function))) {
		g_print("# known: --seed %d --only %u: %s\n", o->seed,
			function, what);
		return;
	}
	g_print("not ok - --seed %d --only %u: %s\n", o->seed, function,
		what);
	o->n_failed++;
}

static bool read_known(struct oracle *o)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!o->known_file)
		return true;
	if (!g_file_get_contents(o->known_file, &text, NULL, &error)) {
		g_printerr("%s\n", error->message);
		return false;
	}
	lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		int seed;
		guint function;

		if (sscanf(*line, "%d %u ", &seed, &function) == 2 &&
		    seed == o->seed)
			g_hash_table_add(o->known,
					 GUINT_TO_POINTER(function));
	}
	return true;
}

/* How many of the list failed as it says; those that did not are failures. */
static guint check_known(struct oracle *o)
{
	GHashTableIter iter;
	gpointer function;
	guint n = 0;

	g_hash_table_iter_init(&iter, o->known);
	while (g_hash_table_iter_next(&iter, &function, NULL)) {
		if (GPOINTER_TO_UINT(function) >= (guint)o->n_functions)
			continue;
		if (g_hash_table_contains(o->failed, function)) {
			n++;
			continue;
		}
		g_print("not ok - --seed %d --only %u no longer fails: take it off %s\n",
			o->seed, GPOINTER_TO_UINT(function), o->known_file);
		o->n_failed++;
	}
	return n;
}

static guint64 note_call(const char *callee, const guint64 *args, guint n_args,
			 void *data)
{
	struct seen_run *run = data;
	struct seen seen = { .is_question = !strcmp(callee, "__km_range"),
			     .value = n_args ? args[0] : 0 };

	g_array_append_val(run->calls, seen);
	return 0;
}

static const char *outcome_name(enum interp_outcome outcome)
{
	static const char *const names[] = {
		[INTERP_RETURNED] = "returned",
		[INTERP_UNREACHABLE] = "ran into the unreachable",
		[INTERP_TRAPPED] = "trapped",
		[INTERP_OUT_OF_STEPS] = "did not end",
		[INTERP_UNSUPPORTED] = "could not go on",
	};

	return names[outcome];
}

/* NULL, or how the runs differ. */
static char *difference(const struct seen_run *native,
			const struct seen_run *ir)
{
	for (guint i = 0; i < MAX(native->calls->len, ir->calls->len); i++) {
		const struct seen *x = &g_array_index(native->calls,
						      struct seen, i);
		const struct seen *y = &g_array_index(ir->calls, struct seen,
						      i);

		if (i >= ir->calls->len)
			return g_strdup_printf("call %u, line %u: missing in "
					       "the IR", i, x->line);
		if (i >= native->calls->len)
			return g_strdup_printf("call %u: only in the IR", i);
		if (x->value != y->value || x->is_question != y->is_question)
			return g_strdup_printf(
				"call %u, line %u: %" G_GINT64_FORMAT
				" natively, %" G_GINT64_FORMAT " in the IR",
				i, x->line, (gint64)x->value,
				(gint64)y->value);
	}
	if (native->result != ir->result)
		return g_strdup_printf("result %" G_GINT64_FORMAT
				       " natively, %" G_GINT64_FORMAT
				       " in the IR", (gint64)native->result,
				       (gint64)ir->result);
	return NULL;
}

/* One run both ways; false if they differ. */
static bool run_both(struct oracle *o, const struct ir_unit *unit,
		     struct native *native, const struct claims *claims,
		     guint function, guint k)
{
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE,
					      sizeof(struct seen));
	g_autoptr(GArray) ir_calls = g_array_new(FALSE, FALSE,
						 sizeof(struct seen));
	struct seen_run native_run_seen = { .calls = calls };
	struct seen_run ir_run = { .calls = ir_calls };
	g_autofree char *key = g_strdup_printf("f%u", function);
	g_autofree char *what = NULL;
	guint64 args[GENERATE_MAX_PARAMS];
	struct interp_result result;

	generate_arguments((guint32)o->seed, function, k, args);
	native_run(native, function, args, &native_run_seen);
	result = interp_run(unit, key, args, GENERATE_MAX_PARAMS, note_call,
			    &ir_run, MAX_STEPS);
	ir_run.result = result.value;
	o->n_runs++;
	o->n_calls += calls->len;
	if (result.outcome != INTERP_RETURNED)
		what = g_strdup_printf("the IR %s: %s",
				       outcome_name(result.outcome),
				       result.why ? result.why : "");
	if (!what)
		what = difference(&native_run_seen, &ir_run);
	if (!what && claims)
		what = claims_refute(claims, &native_run_seen);
	if (what)
		fail(o, function, "run %u: %s", k, what);
	return !what;
}

static struct claims *analyse(struct oracle *o, const struct ir_unit *unit,
			      const char *key)
{
	struct claims *claims;

	if (o->no_ranges)
		return NULL;
	claims = claims_new(unit, key);
	o->n_gave_up += claims_gave_up(claims);
	claims_count(claims, &o->n_claimed, &o->n_bounded);
	return claims;
}

static void check_function(struct oracle *o, const struct ir_unit *unit,
			   struct native *native, guint function)
{
	g_autofree char *key = g_strdup_printf("f%u", function);
	const struct ir_function *fn = ir_unit_function(unit, key);
	struct claims *claims;

	if (!fn || !fn->is_complete) {
		fail(o, function, "not lowered: %s", fn ? fn->why_incomplete :
		     "not there");
		return;
	}
	coverage_add(&o->coverage, unit, function);
	claims = analyse(o, unit, key);
	for (guint k = 0; k < RUNS_PER_FUNCTION; k++)
		if (!run_both(o, unit, native, claims, function, k))
			break;
	claims_free(claims);
}

/* Lowered, checked, printed, and read again: the IR that is used. */
static struct ir_unit *lower(const char *path, GError **error)
{
	static const char *const argv[] = { "-std=gnu11", "-fwrapv",
					    "-fno-strict-aliasing", "-w",
					    NULL };
	struct front_options options = { .argv = argv, .directory = "/",
					 .path = path, .no_pch = true };
	struct ir_unit *unit = front_lower(&options, error);
	struct ir_unit *again = NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) text_again = g_string_new(NULL);

	if (!unit)
		return NULL;
	if (unit->errors->len)
		g_set_error(error, IR_ERROR, IR_ERROR_INVALID, "%s",
			    (char *)unit->errors->pdata[0]);
	else if (ir_validate_unit(unit, error)) {
		ir_print_unit(unit, text);
		again = ir_parse_unit(text->str, text->len, error);
	}
	ir_unit_free(unit);
	if (!again)
		return NULL;
	ir_print_unit(again, text_again);
	g_assert_cmpstr(text->str, ==, text_again->str);
	return again;
}

static void check_unit(struct oracle *o, guint first, guint n)
{
	g_autofree char *path = g_strdup_printf("%s/f%u.c", o->folder, first);
	g_autofree char *text = generate_unit((guint32)o->seed, first, n);
	g_autoptr(GError) error = NULL;
	struct native *native = NULL;
	struct ir_unit *unit = NULL;

	if (!g_file_set_contents(path, text, -1, &error) ||
	    !(native = native_new(path, &error)) ||
	    !(unit = lower(path, &error))) {
		fail(o, first, "and %u more: %s", n - 1, error->message);
	} else {
		for (guint i = first; i < first + n; i++)
			check_function(o, unit, native, i);
	}
	if (o->keep)
		g_print("# %s\n", path);
	else
		g_unlink(path);
	ir_unit_free(unit);
	native_free(native);
}

static bool parse_options(struct oracle *o, int *argc, char ***argv)
{
	const GOptionEntry entries[] = {
		{ "seed", 0, 0, G_OPTION_ARG_INT, &o->seed,
		  "what to generate from", "N" },
		{ "functions", 0, 0, G_OPTION_ARG_INT, &o->n_functions,
		  "how many", "N" },
		{ "only", 0, 0, G_OPTION_ARG_INT, &o->only,
		  "this function alone", "N" },
		{ "keep", 0, 0, G_OPTION_ARG_NONE, &o->keep,
		  "keep the generated files", NULL },
		{ "no-ranges", 0, 0, G_OPTION_ARG_NONE, &o->no_ranges,
		  "do not ask the analysis", NULL },
		{ "known", 0, 0, G_OPTION_ARG_FILENAME, &o->known_file,
		  "list of functions that are known to fail", "FILE" },
		{ 0 },
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, &error)) {
		g_printerr("%s\n", error->message);
		return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct oracle o = { .seed = 1, .n_functions = 300, .only = -1 };
	guint n_rare = 0;

	guint n_known = 0;

	if (!parse_options(&o, &argc, &argv))
		return 2;
	o.known = g_hash_table_new(NULL, NULL);
	o.failed = g_hash_table_new(NULL, NULL);
	if (!read_known(&o))
		return 2;
	o.folder = g_dir_make_tmp("kmcheck-oracle-XXXXXX", NULL);
	if (o.only >= 0)
		check_unit(&o, (guint)o.only, 1);
	for (gint i = 0; o.only < 0 && i < o.n_functions;
	     i += FUNCTIONS_PER_UNIT)
		check_unit(&o, (guint)i, (guint)MIN(FUNCTIONS_PER_UNIT,
						    o.n_functions - i));
	if (o.only < 0) {
		n_rare = coverage_report(&o.coverage);
		n_known = check_known(&o);
	}
	g_print("# seed %d: %u functions, %u runs, %u calls; %u of %u claims "
		"smaller than the type, %u given up; %u failed, %u too rare\n",
		o.seed, o.coverage.n_functions, o.n_runs, o.n_calls,
		o.n_bounded, o.n_claimed, o.n_gave_up, o.n_failed, n_rare);
	/* what does not compile was never counted */
	g_print("%u passed, %u failed, %u skipped\n",
		o.coverage.n_functions - MIN(o.coverage.n_functions,
					     g_hash_table_size(o.failed)),
		o.n_failed + n_rare, n_known);
	if (!o.keep)
		g_rmdir(o.folder);
	g_free(o.folder);
	g_hash_table_unref(o.known);
	g_hash_table_unref(o.failed);
	return o.n_failed || n_rare;
}
