// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a kernel must do: grant up to what kmcheck predicts and no byte more,
 * refuse what is flagged and grant what it is rewritten to. And what we must
 * see: each way in which a module can end badly.
 */
#include <gio/gio.h>
#include <string.h>

#include "cases.h"
#include "pairs.h"
#include "predict.h"
#include "suite.h"
#include "vm/command.h"
#include "vm/modules.h"

/* What hangs keeps a processor busy for so long. */
#define HANG_LIMIT_SECONDS 8
/* prober.c: no more of kvmalloc is tried */
#define KVMALLOC_BYTES (64 << 20)

static const char *const probed[] = { "kmalloc", "kzalloc", "kmalloc_node",
	"devm_kmalloc", "__get_free_pages", "kvmalloc" };

enum form { FORM_FLAGGED, FORM_REWRITTEN, FORM_LEFTOVER };

struct plan {
	const GPtrArray *rows;		/* of the pairs */
	struct predicted predicted;
	guint64 page_bytes;
};

static bool check(struct suite *suite, bool ok, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

static bool check(struct suite *suite, bool ok, const char *format, ...)
{
	va_list args;

	suite->failed += !ok;
	g_string_append_printf(suite->text, "    %sok %u - ", ok ? "" : "not ",
			       ++suite->count);
	va_start(args, format);
	g_string_append_vprintf(suite->text, format, args);
	va_end(args);
	g_string_append_c(suite->text, '\n');
	return ok;
}

/* Why a module that should have passed did not, as a comment. */
static void explain(const struct suite *suite, const struct vm_module *module)
{
	if (module->outcome == VM_PASSED)
		return;
	g_string_append_printf(suite->text, "    # %s %s: %s: %s\n",
			       module->name, module->parameters,
			       vm_outcome_name(module->outcome),
			       module->reason ? module->reason : "");
}

static guint64 number(const struct vm_module *module, const char *key)
{
	const char *text = vm_module_value(module, key);

	return text ? g_ascii_strtoull(text, NULL, 10) : 0;
}

/* --- the modules --------------------------------------------------------- */

static struct vm_module *add(const struct suite *suite, GPtrArray *modules,
			     const char *name, char *parameters)
{
	g_autofree char *file = g_strconcat(name, ".ko", NULL);
	g_autofree char *path = g_build_filename(suite->work_dir, "modules",
						 file, NULL);
	struct vm_module *module = vm_module_new(path, parameters, true);

	g_ptr_array_add(modules, module);
	g_free(parameters);
	return module;
}

static bool copy_sources(const char *source, const char *directory,
			 GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(source, 0, error);
	const char *name;

	if (!dir)
		return false;
	g_mkdir_with_parents(directory, 0700);
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *from = g_build_filename(source, name, NULL);
		g_autofree char *to = g_build_filename(directory, name, NULL);
		g_autofree char *text = NULL;

		if (!g_str_has_suffix(name, ".c") &&
		    !g_str_equal(name, "Kbuild"))
			continue;
		if (!g_file_get_contents(from, &text, NULL, error) ||
		    !g_file_set_contents(to, text, -1, error))
			return false;
	}
	return true;
}

static bool prepare_modules(const struct suite *suite, GError **error)
{
	g_autofree char *directory = g_build_filename(suite->work_dir,
						      "modules", NULL);

	return copy_sources(suite->modules, directory, error) &&
	       vm_guest_write("memory.h", directory, error) &&
	       vm_guest_write("report.h", directory, error);
}

/* The modules; pairs.c around this table of calls. */
static bool build(const struct suite *suite, const char *table, GError **error)
{
	g_autofree char *directory = g_build_filename(suite->work_dir,
						      "modules", NULL);
	g_autofree char *path = g_build_filename(directory, "pairs_table.h",
						 NULL);

	return g_file_set_contents(path, table, -1, error) &&
	       module_build(suite->kernel, directory, false, NULL, error);
}

static bool run(const struct suite *suite, GPtrArray *modules,
		guint limit_seconds, GError **error)
{
	const struct vm_options options = {
		.work_dir = suite->work_dir,
		.module_limit_seconds = limit_seconds,
		.use_kvm = suite->use_kvm,
	};

	return vm_run(suite->kernel, modules, &options, error);
}

static GPtrArray *module_list(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)vm_module_free);
}

/* --- limits -------------------------------------------------------------- */

static guint64 predicted_bytes(const struct plan *plan, const char *what)
{
	if (g_str_equal(what, "devm_kmalloc"))
		return plan->predicted.kmalloc_bytes -
		       plan->predicted.devres_bytes;
	if (g_str_equal(what, "kvmalloc"))
		return KVMALLOC_BYTES;
	return plan->predicted.kmalloc_bytes;
}

static void judge_limit(struct suite *suite, const struct plan *plan,
			const struct vm_module *module, const char *what,
			bool nowarn)
{
	guint64 predicted = predicted_bytes(plan, what);
	guint64 largest = number(module, "largest");
	bool warned = vm_module_warning(module) != NULL;
	struct measured *row;

	explain(suite, module);
	check(suite, module->outcome == VM_PASSED && largest == predicted,
	      "%s%s: largest is %" G_GUINT64_FORMAT ", predicted %"
	      G_GUINT64_FORMAT, what, nowarn ? " with __GFP_NOWARN" : "",
	      largest, predicted);
	check(suite, warned == !nowarn, "%s%s: one byte more %s", what,
	      nowarn ? " with __GFP_NOWARN" : "",
	      nowarn ? "fails in silence" : "warns");
	if (nowarn)
		return;
	row = g_new0(struct measured, 1);
	row->kernel = g_strdup(suite->kernel->release);
	row->arch = g_strdup(suite->kernel->arch->name);
	row->what = g_strdup(what);
	row->page_bytes = number(module, "page_size");
	row->predicted_bytes = predicted;
	row->measured_bytes = largest;
	g_ptr_array_add(suite->tables->limits, row);
}

/* What kmcheck reads in the source is what the kernel does. */
static void judge_growth(struct suite *suite, const struct vm_module *module)
{
	g_autofree char *source = g_build_filename(suite->work_dir, "modules",
						   "growth.c", NULL);
	g_autoptr(GError) error = NULL;
	guint64 stops = 0;

	explain(suite, module);
	if (!growth_predict(suite->kmcheck, suite->kernel->build, source,
			    &stops, &error))
		g_string_append_printf(suite->text, "    # %s\n",
				       g_strdelimit(error->message, "\n", ' '));
	check(suite, stops && number(module, "stops") == stops,
	      "growth stops at %" G_GUINT64_FORMAT ", predicted %"
	      G_GUINT64_FORMAT, number(module, "stops"), stops);
}

/* --- flagged and rewritten ----------------------------------------------- */

static void judge_flagged(struct suite *suite, const struct allocator *row,
			  const struct vm_module *module)
{
	bool must_warn = pairs_must_warn(row, suite->kernel->version);

	explain(suite, module);
	check(suite, module->outcome == VM_PASSED &&
	      must_warn == (vm_module_warning(module) != NULL),
	      "flagged %s fails %s", row->name,
	      must_warn ? "with a warning" : "in silence");
}

static void judge_rewritten(struct suite *suite, const struct allocator *row,
			    const struct vm_module *module)
{
	const char *noise = vm_module_noise(module);

	explain(suite, module);
	if (noise)
		g_string_append_printf(suite->text, "    # log: %s\n", noise);
	check(suite, module->outcome == VM_PASSED && !noise,
	      "rewritten %s works and leaves a silent log", row->name);
}

/* kfree() of vmalloc memory: an oops, a panic or at least a warning. */
static void judge_leftover(struct suite *suite, const struct allocator *row,
			   const struct vm_module *module)
{
	const char *seen = module->reason;

	if (module->outcome == VM_PASSED)
		seen = vm_module_warning(module);
	check(suite, seen != NULL, "a %s left behind is caught: %s",
	      row->frees[0], seen ? seen : "no");
}

/* --- the sample drivers -------------------------------------------------- */

/* samples/capture.c asks for so much when it is opened; capture_fixed.c, and
 * the others as they are loaded and opened, for nothing that is refused. */
#define CAPTURE_BYTES 8000000
#define CAPTURE_DEVICE "# open /dev/sample-capture:"

static char *samples_folder(const struct suite *suite)
{
	return g_build_filename(suite->work_dir, "samples", NULL);
}

static bool build_samples(const struct suite *suite, GError **error)
{
	g_autofree char *directory = samples_folder(suite);

	return copy_sources(suite->samples, directory, error) &&
	       module_build(suite->kernel, directory, false, NULL, error);
}

static void add_samples(const struct suite *suite, GPtrArray *modules)
{
	g_autofree char *directory = samples_folder(suite);
	g_autoptr(GDir) dir = g_dir_open(directory, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(directory, name, NULL);

		if (g_str_has_suffix(name, ".ko"))
			g_ptr_array_add(modules,
					vm_module_new(path, NULL, false));
	}
}

static void judge_capture(struct suite *suite, const struct plan *plan,
			  const struct vm_module *module)
{
	bool must_fail = CAPTURE_BYTES > plan->predicted.kmalloc_bytes;
	const char *answer = vm_module_value(module, CAPTURE_DEVICE);

	check(suite, answer && must_fail == !g_str_equal(answer, "done") &&
	      must_fail == (vm_module_warning(module) != NULL),
	      "sample %s: opening it: %s", module->name,
	      answer ? answer : "no device");
}

static void judge_sample(struct suite *suite, const struct vm_module *module)
{
	const char *noise = vm_module_noise(module);

	check(suite, module->outcome == VM_PASSED && !noise,
	      "sample %s loads and unloads with a silent log%s%s", module->name,
	      noise ? ": " : "", noise ? noise : "");
}

static void judge_samples(struct suite *suite, const struct plan *plan,
			  struct vm_module *const *modules, guint length)
{
	check(suite, length > 0, "%u samples build", length);
	for (guint i = 0; i < length; i++) {
		explain(suite, modules[i]);
		if (g_str_equal(modules[i]->name, "capture"))
			judge_capture(suite, plan, modules[i]);
		else
			judge_sample(suite, modules[i]);
	}
}

/* --- the marked cases ---------------------------------------------------- */

static char *cases_folder(const struct suite *suite)
{
	return g_build_filename(suite->work_dir, "cases", NULL);
}

static GPtrArray *build_cases(const struct suite *suite, GError **error)
{
	g_autofree char *directory = cases_folder(suite);
	g_autofree char *header = g_build_filename(suite->modules, "km.h",
						   NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(header, &text, NULL, error))
		return NULL;
	return cases_build(suite->cases, suite->kmcheck, suite->kernel,
			   directory, text, error);
}

static void judge_cases(struct suite *suite, const GPtrArray *cases)
{
	static const char *const forms[] = { "as it is", "rewritten" };

	for (guint i = 0; i < cases->len; i++)
		for (guint form = 0; form < CASE_FORM_COUNT; form++) {
			const struct vm_case *vm_case = cases->pdata[i];
			g_autofree char *wrong = case_judge(vm_case, form);

			check(suite, !wrong, "case %s %s: %s", vm_case->name,
			      forms[form], wrong ? wrong : "as marked");
		}
}

/* --- modules that end badly ---------------------------------------------- */

static const struct {
	const char *module;
	enum vm_outcome outcome;
} endings[] = {
	{ "good", VM_PASSED },
	{ "bad_panic", VM_PANIC },
	{ "good", VM_PASSED },
	{ "bad_hang", VM_HANG },
	{ "bad_oops", VM_OOPS },
	{ "bad_flood", VM_FLOOD },
	{ "bad_silent", VM_SILENT },
	{ "bad_load", VM_FAILED },
	{ "good", VM_PASSED },
};

static bool run_endings(struct suite *suite, const struct plan *plan,
			GError **error)
{
	const struct allocator *row = plan->rows->pdata[0];
	g_autoptr(GPtrArray) modules = module_list();
	const struct vm_module *leftover;

	for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
		add(suite, modules, endings[i].module, NULL);
	leftover = add(suite, modules, "pairs",
		       g_strdup_printf("what=%s form=%u", row->name,
				       FORM_LEFTOVER));
	if (!run(suite, modules, HANG_LIMIT_SECONDS, error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		const struct vm_module *module = modules->pdata[i];

		check(suite, module->outcome == endings[i].outcome,
		      "%s: %s (%s)", module->name,
		      vm_outcome_name(module->outcome),
		      module->reason ? module->reason : "nothing wrong");
	}
	judge_leftover(suite, row, leftover);
	return true;
}

/* --- the suite ----------------------------------------------------------- */

static bool predict(const struct suite *suite, struct plan *plan,
		    const struct vm_module *prober, GError **error)
{
	plan->page_bytes = number(prober, "page_size");
	if (!plan->page_bytes)
		explain(suite, prober);
	return limits_predict(suite->kmcheck, suite->kernel->arch->name,
			      suite->kernel->version, plan->page_bytes,
			      &plan->predicted, error);
}

/* What is granted. The kernel itself tells for which pages to predict. */
static bool run_limits(struct suite *suite, struct plan *plan, GError **error)
{
	g_autoptr(GPtrArray) modules = module_list();
	guint at = 0;

	for (guint i = 0; i < G_N_ELEMENTS(probed); i++)
		for (guint nowarn = 0; nowarn < 2; nowarn++)
			add(suite, modules, "prober",
			    g_strdup_printf("what=%s nowarn=%u", probed[i],
					    nowarn));
	add(suite, modules, "growth", NULL);
	if (!run(suite, modules, 0, error) ||
	    !predict(suite, plan, modules->pdata[0], error))
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(probed); i++)
		for (guint nowarn = 0; nowarn < 2; nowarn++)
			judge_limit(suite, plan, modules->pdata[at++],
				    probed[i], nowarn);
	judge_growth(suite, modules->pdata[at]);
	return true;
}

static bool build_pairs(const struct suite *suite, const struct plan *plan,
			GError **error)
{
	g_autofree char *table = pairs_table(
		suite->rules, plan->rows, plan->predicted.kmalloc_bytes + 1,
		plan->page_bytes, error);

	return table && build(suite, table, error);
}

static void add_pairs(const struct suite *suite, const struct plan *plan,
		      GPtrArray *modules)
{
	for (guint i = 0; i < plan->rows->len; i++) {
		const struct allocator *row = plan->rows->pdata[i];

		for (guint form = FORM_FLAGGED; form < FORM_LEFTOVER; form++)
			add(suite, modules, "pairs",
			    g_strdup_printf("what=%s form=%u", row->name,
					    form));
	}
}

static void judge_pairs(struct suite *suite, const struct plan *plan,
			struct vm_module *const *modules)
{
	for (guint i = 0; i < plan->rows->len; i++) {
		const struct allocator *row = plan->rows->pdata[i];
		const struct vm_module *flagged = modules[2 * i];
		const struct vm_module *rewritten = modules[2 * i + 1];
		struct pair_seen *seen = g_new0(struct pair_seen, 1);

		judge_flagged(suite, row, flagged);
		judge_rewritten(suite, row, rewritten);
		seen->kernel = g_strdup(suite->kernel->release);
		seen->arch = g_strdup(suite->kernel->arch->name);
		seen->what = g_strdup(row->name);
		seen->fails = flagged->outcome == VM_PASSED;
		seen->warns = vm_module_warning(flagged) != NULL;
		seen->works = rewritten->outcome == VM_PASSED;
		g_ptr_array_add(suite->tables->pairs, seen);
	}
}

/* The table's allocators, the samples and the cases: in one boot, which is
 * what takes time where the processor is emulated. */
static bool run_rewrites(struct suite *suite, const struct plan *plan,
			 GError **error)
{
	g_autoptr(GPtrArray) modules = module_list(), cases = NULL;
	g_autofree char *directory = cases_folder(suite);
	guint samples, after;

	if (!build_pairs(suite, plan, error) ||
	    !build_samples(suite, error) ||
	    !(cases = build_cases(suite, error)))
		return false;
	add_pairs(suite, plan, modules);
	samples = modules->len;
	add_samples(suite, modules);
	after = modules->len;
	cases_add(cases, directory, modules);
	if (!run(suite, modules, 0, error))
		return false;
	judge_pairs(suite, plan, (struct vm_module **)modules->pdata);
	judge_samples(suite, plan,
		      (struct vm_module **)modules->pdata + samples,
		      after - samples);
	judge_cases(suite, cases);
	return true;
}

bool suite_run(struct suite *suite, GError **error)
{
	g_autoptr(GPtrArray) rows = pairs_of_kernel(suite->rules,
						    suite->kernel);
	g_autofree char *left_out = pairs_left_out(suite->rules, rows);
	struct plan plan = { .rows = rows };
	bool ok;

	g_string_append_printf(suite->text,
			       "    # rows of the table with no kv form here:%s\n",
			       left_out);
	suite->use_kvm = vm_probe_kvm(suite->kernel, suite->work_dir);
	ok = prepare_modules(suite, error) &&
	     build(suite, "#define PAIR_BYTES 1UL\n", error) &&
	     run_limits(suite, &plan, error) &&
	     run_rewrites(suite, &plan, error) &&
	     run_endings(suite, &plan, error);
	g_string_append_printf(suite->text, "    1..%u\n", suite->count);
	return ok;
}
