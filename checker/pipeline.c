// SPDX-License-Identifier: GPL-2.0-only
#include "pipeline.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ir/text.h"
#include "model/headers.h"
#include "report/report.h"
#include "select/select.h"
#include "store/store.h"

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

static bool on_terminal(void)
{
	return isatty(STDERR_FILENO);
}

static void incomplete_free(gpointer p)
{
	struct incomplete *i = p;

	g_free(i->file);
	g_free(i->reason);
	g_free(i);
}

static void add_incomplete(struct pipeline *p, const char *file,
			   const char *reason)
{
	struct incomplete *i = g_new0(struct incomplete, 1);

	i->file = g_strdup(file);
	i->reason = g_strdup(reason);
	g_ptr_array_add(p->report.incomplete, i);
}

static char *default_cache_dir(void)
{
	return g_build_filename(g_get_user_cache_dir(), "kmcheck", NULL);
}

struct pipeline *pipeline_new(const struct options *options,
			      const struct rulebase *rules, GError **error)
{
	struct pipeline *p = g_new0(struct pipeline, 1);
	g_autofree char *template = NULL;

	p->options = options;
	p->rules = rules;
	p->sources = source_set_new();
	p->display = display_new((const char *const *)options->paths);
	p->cache_dir = options->cache_dir ?
		       g_canonicalize_filename(options->cache_dir, NULL) :
		       default_cache_dir();
	p->report.findings = g_ptr_array_new_with_free_func(
			(GDestroyNotify)finding_free);
	p->report.incomplete = g_ptr_array_new_with_free_func(incomplete_free);
	p->report.not_judged = g_ptr_array_new_with_free_func(g_free);
	p->report.rules = rules;
	p->report.version = KMCHECK_VERSION;
	p->targets = g_ptr_array_new_with_free_func(
			(GDestroyNotify)target_free);
	p->databases = g_ptr_array_new_with_free_func(
			(GDestroyNotify)program_db_free);
	p->analyses = g_ptr_array_new_with_free_func(
			(GDestroyNotify)analysis_free);
	if (options->dump)
		p->dump = g_string_new(NULL);
	if (options->facts_out)
		p->facts_dir = g_canonicalize_filename(options->facts_out,
						       NULL);
	else
		p->facts_dir = g_dir_make_tmp("kmcheck-XXXXXX", error);
	if (!p->facts_dir || g_mkdir_with_parents(p->facts_dir, 0755)) {
		if (p->facts_dir)
			g_set_error(error, BUILD_ERROR,
				    BUILD_ERROR_ENVIRONMENT,
				    "%s: cannot make this folder: %s",
				    p->facts_dir, g_strerror(errno));
		pipeline_free(p);
		return NULL;
	}
	return p;
}

static void remove_folder(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		if (g_unlink(entry))
			remove_folder(entry);
	}
	g_rmdir(path);
}

void pipeline_free(struct pipeline *p)
{
	if (!p)
		return;
	if (p->facts_dir && !p->options->facts_out)
		remove_folder(p->facts_dir);
	g_ptr_array_unref(p->report.findings);
	g_ptr_array_unref(p->report.incomplete);
	g_ptr_array_unref(p->report.not_judged);
	g_ptr_array_unref(p->analyses);
	g_ptr_array_unref(p->databases);
	g_ptr_array_unref(p->targets);
	if (p->plan)
		plan_free(p->plan);
	source_set_free(p->sources);
	display_free(p->display);
	if (p->dump)
		g_string_free(p->dump, TRUE);
	g_free(p->cache_dir);
	g_free(p->facts_dir);
	g_free(p);
}

bool pipeline_plan(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	struct plan_request request = {
		.paths = (const char *const *)o->paths,
		.flags = (const char *const *)o->flags,
		.database = o->database,
		.kdirs = (const char *const *)o->kdirs,
		.config = o->config,
		.arch = o->arch,
		.cache_dir = p->cache_dir,
		.no_exec = o->no_exec,
		.jobs = o->jobs ? (guint)o->jobs : g_get_num_processors(),
		.shard = o->shard_number, .n_shards = o->n_shards,
		.rules = p->rules,
		.progress = on_terminal() ? show_progress : NULL,
	};

	p->plan = plan_make(&request, error);
	if (!p->plan)
		return false;
	for (guint i = 0; i < p->plan->warnings->len; i++)
		g_printerr("kmcheck: %s\n",
			   (char *)g_ptr_array_index(p->plan->warnings, i));
	for (guint i = 0; i < p->plan->incomplete->len; i++) {
		const struct build_incomplete *b =
			g_ptr_array_index(p->plan->incomplete, i);

		add_incomplete(p, b->file, b->reason);
		p->report.units++;
	}
	return true;
}

static const struct target_headers *ask_headers(struct pipeline *p,
						const struct program *program)
{
	if (!program->units->len || program->kernel->is_builtin)
		return NULL;
	return target_headers_ask(p->rules, program->kernel,
				  g_ptr_array_index(program->units, 0));
}

/* The target of a program; programs of one kernel share it. */
static struct target *find_target(struct pipeline *p,
				  const struct program *program,
				  GHashTable *by_kernel, GError **error)
{
	const struct options *o = p->options;
	struct target *target = g_hash_table_lookup(by_kernel,
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
	headers = (struct target_headers *)ask_headers(p, program);
	target = target_new(p->rules, &request, headers, &warning, error);
	target_headers_free(headers);
	if (!target)
		return NULL;
	if (warning)
		g_printerr("kmcheck: %s\n", warning);
	g_hash_table_insert(by_kernel, program->kernel, target);
	g_ptr_array_add(p->targets, target);
	if (!p->target)
		p->target = target;
	return target;
}

/* Lower the units of a program and read them back; what failed is said. */
static GPtrArray *lower_units(struct pipeline *p,
			      const struct program *program)
{
	const struct options *o = p->options;
	struct lower_request request = {
		.units = program->units, .kernel = program->kernel,
		.rules = p->rules, .facts_dir = p->facts_dir,
		.cache_dir = o->no_cache ? NULL : p->cache_dir,
		.jobs = o->jobs ? (guint)o->jobs : g_get_num_processors(),
		.no_pch = o->no_pch,
		.progress = on_terminal() ? show_progress : NULL,
	};
	g_autoptr(GPtrArray) lowered = store_lower(&request);
	GPtrArray *units = g_ptr_array_new_with_free_func(
			(GDestroyNotify)ir_unit_free);

	for (guint i = 0; i < lowered->len; i++) {
		const struct lowered *l = g_ptr_array_index(lowered, i);
		g_autoptr(GError) error = NULL;
		struct ir_unit *unit = NULL;

		p->report.units++;
		if (l->facts_path)
			unit = store_read(l->facts_path, &error);
		if (unit) {
			p->report.analysed++;
			g_ptr_array_add(units, unit);
		} else {
			add_incomplete(p, l->unit->path, l->failure ?
				       l->failure : error ? error->message :
				       "no facts");
		}
	}
	return units;
}

struct scope {
	const struct program *program;
	const struct program_db *db;
};

static bool below(const char *path, const char *root)
{
	gsize n = strlen(root);

	return g_str_has_prefix(path, root) && (!path[n] || path[n] == '/');
}

/* Is this function the program's own, and in what was asked for? */
static bool is_wanted(const struct function_ref *fn, void *data)
{
	const struct scope *scope = data;
	const struct program *program = scope->program;
	const char *file = fn->fn->loc.file < fn->unit->files->len ?
		g_ptr_array_index(fn->unit->files, fn->fn->loc.file) : "";

	if (!program->scope->len)
		return fn->fn->in_main_file ||
		       (program->root && below(file, program->root));
	for (guint i = 0; i < program->scope->len; i++)
		if (below(file, g_ptr_array_index(program->scope, i)))
			return true;
	return false;
}

static void dump_answers(struct pipeline *p, struct analysis *analysis)
{
	g_autoptr(GArray) answers = analysis_answers(analysis);

	for (guint i = 0; i < answers->len; i++) {
		const struct answer *a = &g_array_index(answers, struct answer,
							i);
		g_autofree char *file = display_path(p->display,
			g_ptr_array_index(a->unit->files, a->loc.file));

		g_string_append_printf(p->dump, "%s:%u: ", file, a->loc.line);
		range_print(a->range, a->type, p->dump);
		g_string_append_c(p->dump, '\n');
	}
}

static void dump_program(struct pipeline *p, GPtrArray *units)
{
	for (guint i = 0; i < units->len; i++)
		ir_print_unit(g_ptr_array_index(units, i), p->dump);
}

static bool dump_is(const struct pipeline *p, const char *what)
{
	return p->options->dump && !strcmp(p->options->dump, what);
}

static void check_program(struct pipeline *p, const struct program *program,
			  struct target *target)
{
	GPtrArray *units = lower_units(p, program);
	struct program_db *db;
	struct analysis *analysis;
	struct scope scope;
	struct check_context ctx;
	g_autoptr(GPtrArray) requests = NULL;
	g_autoptr(GPtrArray) findings = NULL;

	if (dump_is(p, "ir") || dump_is(p, "facts"))
		dump_program(p, units);
	db = program_db_new(units, program->root, program->is_closed);
	analysis = analysis_new(db, p->rules, target);
	g_ptr_array_add(p->databases, db);
	g_ptr_array_add(p->analyses, analysis);
	if (dump_is(p, "ranges")) {
		dump_answers(p, analysis);
		return;
	}
	if (p->dump)
		return;
	scope = (struct scope){ program, db };
	requests = analysis_requests(analysis, is_wanted, &scope,
				     on_terminal() ? show_progress : NULL,
				     NULL);
	ctx = (struct check_context){
		.analysis = analysis, .db = db, .rules = p->rules,
		.target = target, .sources = p->sources,
		.display = p->display, .root = program->root,
	};
	findings = checks_run(&ctx, requests);
	for (guint i = 0; i < findings->len; i++)
		g_ptr_array_add(p->report.findings,
				g_ptr_array_index(findings, i));
	if (p->options->stats)
		g_printerr("kmcheck: %s: %u functions, %" G_GUINT64_FORMAT
			   " runs, %" G_GUINT64_FORMAT " steps, %"
			   G_GUINT64_FORMAT " given up\n", program->name,
			   db->ordered->len, analysis->n_runs,
			   analysis->n_steps, analysis->n_gave_up);
}

static gint by_place(gconstpointer pa, gconstpointer pb)
{
	return finding_compare(*(struct finding *const *)pa,
			       *(struct finding *const *)pb);
}

/* Equal calls of one function are told apart by their number. A site seen in
 * several programs is one finding. */
static void number_findings(GPtrArray *findings)
{
	g_ptr_array_sort(findings, by_place);
	for (guint i = 0; i + 1 < findings->len; ) {
		const struct finding *a = g_ptr_array_index(findings, i);
		const struct finding *b = g_ptr_array_index(findings, i + 1);

		if (!finding_compare(a, b))
			g_ptr_array_remove_index(findings, i + 1);
		else
			i++;
	}
	for (guint i = 0; i < findings->len; i++) {
		struct finding *f = g_ptr_array_index(findings, i);

		for (guint k = 0; k < i; k++) {
			const struct finding *e = g_ptr_array_index(findings,
								    k);

			f->ordinal += !strcmp(e->rule, f->rule) &&
				      !strcmp(e->place.file, f->place.file) &&
				      !g_strcmp0(e->function, f->function) &&
				      !g_strcmp0(e->call_text, f->call_text);
		}
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

bool pipeline_check(struct pipeline *p, GError **error)
{
	g_autoptr(GHashTable) by_kernel = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < p->plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(p->plan->programs, i);
		struct target *target = find_target(p, program, by_kernel,
						    error);

		if (!target)
			return false;
		check_program(p, program, target);
	}
	number_findings(p->report.findings);
	describe_target(p);
	return true;
}

static const char *text_of(const char *file, void *data)
{
	return source_text(data, file, NULL);
}

bool pipeline_select(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	struct select_request request = {
		.least = o->least,
		.enable = (const char *const *)o->enable,
		.disable = (const char *const *)o->disable,
		.baseline = o->baseline,
		.write_baseline = o->write_baseline,
		.changed_since = o->changed_since, .staged = o->staged,
		.keep_suppressed = !strcmp(o->format, "sarif"),
		.source_text = text_of, .source_data = p->sources,
	};

	for (guint i = 0; i < p->plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(p->plan->programs, i);

		for (guint k = 0; k < program->units->len; k++) {
			const struct unit *u =
				g_ptr_array_index(program->units, k);

			if (u->reported)
				g_ptr_array_add(files, u->path);
		}
	}
	g_ptr_array_add(files, NULL);
	request.analysed_files = (const char *const *)files->pdata;
	return select_findings(&p->report, &request, error);
}

static guint terminal_width(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? 0 : size.ws_col;
}

bool pipeline_report(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) last = g_string_new(NULL);
	bool terminal = !o->output && isatty(STDOUT_FILENO);
	struct report_style style = {
		.colour = terminal && !g_getenv("NO_COLOR"),
		.width = terminal ? terminal_width() : 0,
		.source_text = text_of, .source_data = p->sources,
	};

	if (p->dump)
		g_string_append_len(out, p->dump->str, (gssize)p->dump->len);
	else
		report_format_by_name(o->format)->print(&p->report, &style,
							out);
	if (o->output) {
		if (!g_file_set_contents(o->output, out->str,
					 (gssize)out->len, error)) {
			g_prefix_error(error, "-o: ");
			return false;
		}
	} else {
		fwrite(out->str, 1, out->len, stdout);
		fflush(stdout);
	}
	report_incomplete_lines(&p->report, last);
	if (!o->kbuild_mode)
		report_summary_line(&p->report, last);
	fputs(last->str, stderr);
	return true;
}

int pipeline_exit_status(const struct pipeline *p)
{
	const struct options *o = p->options;

	for (guint i = 0; i < p->report.findings->len; i++) {
		const struct finding *f =
			g_ptr_array_index(p->report.findings, i);

		if (o->fail_level >= 0 && !f->suppressed &&
		    (int)f->level >= o->fail_level)
			return 1;
	}
	return p->report.incomplete->len && !o->kbuild_mode ? 3 : 0;
}
