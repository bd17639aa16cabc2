// SPDX-License-Identifier: GPL-2.0-only
/*
 * For people at a terminal: what is wrong, the line, how it comes to that,
 * and what to do about it.
 */
#include <string.h>

#include "report/common.h"
#include "report/excerpt.h"

#define EDITS_SHOWN 4
#define TARGETS_SHOWN 8

struct palette {
	const char *bold, *dim, *trace, *fix, *off;
	const char *level[3];		/* by enum level */
};

static const struct palette plain = {
	"", "", "", "", "", { "", "", "" },
};

static const struct palette coloured = {
	.bold = "\033[1m",
	.dim = "\033[2m",
	.trace = "\033[36m",
	.fix = "\033[32m",
	.off = "\033[0m",
	.level = { "\033[1;36m", "\033[1;35m", "\033[1;31m" },
};

struct writer {
	GString *out;
	const struct report_style *style;
	const struct palette *palette;
	/* lines whose excerpts the reader has before the eyes: the finding's
	 * and the last one; not owned */
	struct place finding, last;
};

static bool is_same_line(const struct place *a, const struct place *b)
{
	return a->line == b->line && g_strcmp0(a->file, b->file) == 0;
}

/* Bytes that no terminal understands would be lost: they are spelled. */
static void append_safe(GString *out, const char *bytes)
{
	g_autoptr(GString) line = g_string_new(NULL);
	const char *bad;

	report_append_line_safe(line, bytes);
	for (const char *p = line->str; *p; p = bad + 1) {
		if (g_utf8_validate(p, -1, &bad)) {
			g_string_append(out, p);
			return;
		}
		g_string_append_len(out, p, bad - p);
		g_string_append_printf(out, "\\x%02x", (guchar)*bad);
	}
}

/* Show place's line, unless it stands there already. */
static void append_excerpt(struct writer *writer, const struct place *place,
			   guint end_line, guint end_column, guint indent,
			   const char *mark)
{
	g_autofree char *line = report_source_line(writer->style, place->file,
						   place->line);

	if (!line)
		return;
	if (is_same_line(&writer->finding, place) ||
	    is_same_line(&writer->last, place))
		return;
	writer->last = *place;
	if (end_line > place->line)
		end_column = strlen(line) + 1;
	else if (end_line < place->line || end_column <= place->column)
		end_column = excerpt_word_end(line, MAX(place->column, 1));

	struct excerpt excerpt = {
		.line = line,
		.number = place->line,
		.column = place->column,
		.end_column = end_column,
		.indent = indent,
		.width = writer->style->width,
		.gutter_on = writer->palette->dim,
		.mark_on = mark,
		.off = writer->palette->off,
	};

	excerpt_append(writer->out, &excerpt);
}

static void append_headline(struct writer *writer,
			    const struct finding *finding)
{
	const struct palette *palette = writer->palette;
	GString *out = writer->out;

	g_string_append(out, palette->bold);
	append_safe(out, finding->place.file);
	g_string_append_printf(out, ":%u:%u: %s%s%s: %s%s",
			       finding->place.line, finding->place.column,
			       palette->off, palette->level[finding->level],
			       level_name(finding->level), palette->off,
			       palette->bold);
	append_safe(out, finding->message);
	g_string_append_printf(out, "%s %s[%s]%s\n", palette->off,
			       palette->dim, finding->rule, palette->off);
}

static void append_step(struct writer *writer, const struct step *step,
			guint number)
{
	const struct palette *palette = writer->palette;
	GString *out = writer->out;

	g_string_append_printf(out, "  %3u. %s", number, palette->trace);
	append_safe(out, step->place.file);
	g_string_append_printf(out, ":%u%s", step->place.line, palette->off);
	if (step->function && *step->function) {
		g_string_append_printf(out, " %sin ", palette->dim);
		append_safe(out, step->function);
		g_string_append_printf(out, "()%s", palette->off);
	}
	g_string_append(out, ": ");
	append_safe(out, step->message);
	g_string_append_c(out, '\n');
	append_excerpt(writer, &step->place, 0, 0, 5, palette->trace);
}

/* The one step of a constant says again what the headline says. */
static bool says_nothing_new(const struct finding *finding)
{
	const struct step *step;

	if (finding->trace->len != 1)
		return finding->trace->len == 0;
	step = g_ptr_array_index(finding->trace, 0);
	return step->kind == STEP_ALLOCATED &&
	       is_same_line(&step->place, &finding->place);
}

static void append_trace(struct writer *writer, const struct finding *finding)
{
	guint alternative = 0, number = 0;

	if (says_nothing_new(finding))
		return;
	g_string_append(writer->out, "  because\n");
	for (guint i = 0; i < finding->trace->len; i++) {
		const struct step *step = g_ptr_array_index(finding->trace, i);

		if (step->alternative != alternative) {
			g_string_append(writer->out, number ?
					"  or, by another way\n" : "");
			alternative = step->alternative;
			number = 0;
		}
		append_step(writer, step, ++number);
	}
}

static void append_targets(struct writer *writer,
			   const struct finding *finding)
{
	guint shown = MIN(finding->targets->len, TARGETS_SHOWN);

	if (!shown)
		return;
	g_string_append(writer->out, "  fails on ");
	for (guint i = 0; i < shown; i++) {
		g_string_append(writer->out, i ? ", " : "");
		append_safe(writer->out,
			    g_ptr_array_index(finding->targets, i));
	}
	if (shown < finding->targets->len)
		g_string_append_printf(writer->out, " and %u more",
				       finding->targets->len - shown);
	g_string_append_c(writer->out, '\n');
}

static void append_edits(struct writer *writer, const struct fix *fix)
{
	guint shown = MIN(fix->edits->len, EDITS_SHOWN);

	for (guint i = 0; i < shown; i++) {
		const struct edit *edit = g_ptr_array_index(fix->edits, i);

		g_string_append(writer->out, i ? ", " : "");
		if (*edit->old) {
			append_safe(writer->out, edit->old);
			g_string_append(writer->out, *edit->new ? " -> " :
					" removed");
		}
		append_safe(writer->out, edit->new);
		g_string_append_printf(writer->out, " (line %u)",
				       edit->place.line);
	}
	if (shown < fix->edits->len)
		g_string_append_printf(writer->out, " and %u more",
				       fix->edits->len - shown);
}

static void append_fix(struct writer *writer, const struct finding *finding)
{
	const struct palette *palette = writer->palette;
	const struct fix *fix = &finding->fix;

	if (fix->status == FIX_NONE && !fix->reason)
		return;
	g_string_append_printf(writer->out, "  %s%s%s: ", palette->fix,
			       fix->status == FIX_REFUSED ? "not rewritten" :
			       fix->status == FIX_OFFERED ? "fix" : "help",
			       palette->off);
	if (fix->status == FIX_OFFERED) {
		append_edits(writer, fix);
		g_string_append(writer->out, fix->reason ? "; " : "");
	}
	append_safe(writer->out, fix->reason);
	if (fix->reason_place.file) {
		g_string_append(writer->out, " (");
		append_safe(writer->out, fix->reason_place.file);
		g_string_append_printf(writer->out, ":%u)",
				       fix->reason_place.line);
	}
	g_string_append_c(writer->out, '\n');
}

static void append_remarks(struct writer *writer,
			   const struct finding *finding)
{
	g_autofree char *verdict = report_verdict(finding->verified);
	GString *out = writer->out;

	if (verdict) {
		g_string_append(out, "  ");
		append_safe(out, verdict);
		g_string_append_c(out, '\n');
	}
	if (finding->off_config) {
		g_string_append(out, "  outside this configuration: ");
		append_safe(out, finding->off_config);
		g_string_append_c(out, '\n');
	}
}

void report_text(const struct run_report *run,
		 const struct report_style *style, GString *out)
{
	static const struct report_style no_style;
	struct writer writer = {
		.out = out,
		.style = style ?: &no_style,
		.palette = style && style->colour ? &coloured : &plain,
	};
	bool is_first = true;

	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = report_shown(run, i);

		if (!finding)
			continue;
		g_string_append(out, is_first ? "" : "\n");
		is_first = false;
		writer.finding = writer.last = (struct place){ 0 };
		append_headline(&writer, finding);
		append_excerpt(&writer, &finding->place, finding->end_line,
			       finding->end_column, 0,
			       writer.palette->level[finding->level]);
		writer.finding = finding->place;
		append_trace(&writer, finding);
		append_targets(&writer, finding);
		append_fix(&writer, finding);
		append_remarks(&writer, finding);
	}
}
