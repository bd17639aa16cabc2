// SPDX-License-Identifier: GPL-2.0-only
/* From findings to what the user gets: selected, verified, applied, printed. */
#include "pipeline.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fix/fix.h"
#include "report/report.h"
#include "select/select.h"
#include "source/write.h"
#include "vm/verify.h"

static const char *text_of(const char *file, void *data)
{
	return source_text(data, file, NULL);
}

/* Files in which a suppression that suppresses nothing is worth a note. */
static GPtrArray *reported_files(const struct plan *plan)
{
	GPtrArray *files = g_ptr_array_new();

	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(plan->programs, i);

		for (guint k = 0; k < program->units->len; k++) {
			const struct unit *u =
				g_ptr_array_index(program->units, k);

			if (u->reported)
				g_ptr_array_add(files, u->path);
		}
	}
	g_ptr_array_add(files, NULL);
	return files;
}

static void count_levels(struct run_report *run)
{
	guint *counts[] = { &run->notes, &run->warnings, &run->errors };

	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *f = g_ptr_array_index(run->findings, i);

		if (!f->suppressed)
			++*counts[f->level];
	}
}

bool pipeline_select(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	g_autoptr(GPtrArray) files = NULL;
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

	if (p->dump || o->facts_out)
		return true;
	if (o->rewrite || p->nothing_staged) {
		count_levels(&p->report);
		return true;
	}
	files = reported_files(p->plan);
	request.analysed_files = (const char *const *)files->pdata;
	return select_findings(&p->report, &request, error);
}

static void tell_step(const char *what, void *data)
{
	(void)data;
	g_printerr("kmcheck: %s\n", what);
}

/* The diff has no place for them. */
static void tell_verdicts(const GPtrArray *findings)
{
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = g_ptr_array_index(findings, i);

		if (f->verified)
			g_printerr("kmcheck: %s:%u: %s\n", f->place.file,
				   f->place.line, f->verified->result);
	}
}

/* The folder whose modules all programs are; NULL if they are not. */
static const char *common_root(const struct plan *plan)
{
	const struct program *first = g_ptr_array_index(plan->programs, 0);

	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(plan->programs, i);

		if (!program->is_closed ||
		    g_strcmp0(program->root, first->root) != 0)
			return NULL;
	}
	return first->root;
}

static bool verify(struct pipeline *p, GError **error)
{
	const struct options *o = p->options;
	const struct program *program;
	struct vm_request request = {
		.cache_dir = p->cache_dir,
		.with_rewrites = o->diff || o->fix,
		.no_exec = o->no_exec,
		.progress = tell_step,
	};

	if (!p->plan->programs->len || !p->report.findings->len)
		return true;
	program = g_ptr_array_index(p->plan->programs, 0);
	request.build = program->kernel->output;
	request.module_dir = common_root(p->plan);
	if (!vm_verify(&p->report, &request, error))
		return false;
	if (o->diff)
		tell_verdicts(p->report.findings);
	return true;
}

static guint count_offered(const GPtrArray *findings)
{
	guint n = 0;

	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = g_ptr_array_index(findings, i);

		n += f->fix.status == FIX_OFFERED;
	}
	return n;
}

bool pipeline_act(struct pipeline *p, GError **error)
{
	guint n;

	if (p->dump || p->options->facts_out)
		return true;
	if (p->options->diff || p->options->fix || p->options->with)
		check_rewrites(p);
	if (p->options->verify && !verify(p, error))
		return false;
	if (!p->options->fix)
		return true;
	if (!fix_apply(p->report.findings, p->sources, error))
		return false;
	n = count_offered(p->report.findings);
	g_printerr("kmcheck: %u rewrite%s applied\n", n, n == 1 ? "" : "s");
	return true;
}

static guint terminal_width(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? 0 : size.ws_col;
}

/* "-" is standard output, by custom. */
static bool writes_file(const struct options *o)
{
	return o->output && strcmp(o->output, "-");
}

static GString *report_text(struct pipeline *p)
{
	const struct options *o = p->options;
	bool terminal = !writes_file(o) && isatty(STDOUT_FILENO);
	struct report_style style = {
		.colour = terminal && !g_getenv("NO_COLOR"),
		.width = terminal ? terminal_width() : 0,
		.source_text = text_of, .source_data = p->sources,
	};
	GString *out;

	if (p->dump)
		return g_string_new_len(p->dump->str, (gssize)p->dump->len);
	if (o->diff) {
		g_autofree char *elsewhere = NULL;

		out = fix_diff(p->report.findings, p->sources, p->display,
			       &elsewhere);
		if (elsewhere)
			g_printerr("kmcheck: the patch is for git apply and patch -p1 in %s\n",
				   elsewhere);
		return out;
	}
	out = g_string_new(NULL);
	if (!o->facts_out)
		report_format_by_name(o->format)->print(&p->report, &style,
							out);
	return out;
}

/* Kbuild exports how loud it is. Under make -s it sends a command's standard
 * output to /dev/null (silent_redirect, scripts/Kbuild.include); what checkers
 * say is read on standard error. */
static FILE *report_stream(const struct options *o)
{
	return o->kbuild_mode && !g_strcmp0(g_getenv("quiet"), "silent_") ?
	       stderr : stdout;
}

static bool write_report(const struct options *o, const GString *out,
			 GError **error)
{
	FILE *stream = report_stream(o);

	if (writes_file(o)) {
		if (write_text(o->output, out->str, out->len, error))
			return true;
		g_prefix_error(error, "-o ");
		return false;
	}
	if (fwrite(out->str, 1, out->len, stream) == out->len &&
	    !fflush(stream))
		return true;
	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "cannot write the report to standard output");
	return false;
}

/* With --diff nobody sees the report: a rewrite that was asked for by line
 * and refused must still be explained. */
static void tell_refusals(const struct pipeline *p)
{
	const GPtrArray *findings = p->report.findings;

	for (guint i = 0; p->options->rewrite && p->options->diff &&
	     i < findings->len; i++) {
		const struct fix *fix =
			&((struct finding *)findings->pdata[i])->fix;

		if (fix->status != FIX_OFFERED)
			g_printerr("kmcheck: %s: not rewritten: %s\n",
				   p->options->rewrite,
				   fix->reason ?: "no reason known");
	}
}

bool pipeline_report(struct pipeline *p, GError **error)
{
	g_autoptr(GString) out = report_text(p);
	g_autoptr(GString) last = g_string_new(NULL);

	if (!write_report(p->options, out, error))
		return false;
	tell_refusals(p);
	pipeline_tell_time(p, "done");
	report_incomplete_lines(&p->report, last);
	if (!p->options->kbuild_mode)
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
