// SPDX-License-Identifier: GPL-2.0-only
/*
 * sparse looks at rewrites before they are offered. It reads the rewritten text
 * from its standard input, and the text as it is the same way: what it says of
 * both is nothing that the rewrite did.
 */
#include "pipeline.h"

#include <gio/gio.h>
#include <string.h>

#include "fix/edits.h"
#include "source/display.h"

/* The unit of that file; NULL for a header, which is no unit by itself. */
static const struct unit *unit_of(const struct plan *plan,
				  const char *absolute)
{
	g_autofree char *name = g_path_get_basename(absolute);

	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program = plan->programs->pdata[i];

		for (guint k = 0; k < program->units->len; k++) {
			const struct unit *unit = program->units->pdata[k];
			g_autofree char *real = NULL;

			if (!g_str_has_suffix(unit->absolute, name))
				continue;
			real = display_real(unit->absolute);
			if (g_str_equal(real, absolute))
				return unit;
		}
	}
	return NULL;
}

/* What sparse says of the text, were it the unit's: lines. */
static char **say(const struct unit *unit, const char *text)
{
	g_autofree char *directory = g_path_get_dirname(unit->absolute);
	g_autofree char *include = g_strconcat("-I", directory, NULL);
	g_autoptr(GPtrArray) argv = sparse_command(unit, "-");
	g_autoptr(GBytes) input = g_bytes_new(text, strlen(text));
	g_autoptr(GBytes) output = NULL;
	g_autofree char *said = NULL;
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
		G_SUBPROCESS_FLAGS_STDERR_MERGE);
	g_autoptr(GSubprocess) sparse = NULL;

	g_ptr_array_insert(argv, 1, include);
	g_subprocess_launcher_set_cwd(launcher, unit->directory);
	sparse = g_subprocess_launcher_spawnv(
		launcher, (const char *const *)argv->pdata, NULL);
	if (!sparse ||
	    !g_subprocess_communicate(sparse, input, NULL, &output, NULL, NULL))
		return g_new0(char *, 1);
	/* no bytes have no address */
	said = g_strndup(g_bytes_get_size(output) ?
			 g_bytes_get_data(output, NULL) : "",
			 g_bytes_get_size(output));
	return g_strsplit(said, "\n", -1);
}

/* "-:12:5: warning: …": a rewrite moves columns, so without the place. */
static const char *message_of(const char *line)
{
	const char *colon = strstr(line, ": ");

	return colon ? colon + strlen(": ") : line;
}

static guint count(char **lines, const char *message)
{
	guint n = 0;

	for (; *lines; lines++)
		n += g_str_equal(message_of(*lines), message);
	return n;
}

/* What is said more often afterwards than before; NULL if nothing is. */
static const char *news(char **before, char **after)
{
	for (char **line = after; *line; line++) {
		const char *message = message_of(*line);

		if (count(after, message) > count(before, message))
			return message;
	}
	return NULL;
}

static char *news_of_edits(const struct unit *unit,
			   const struct file_edits *file, const char *text,
			   char **before)
{
	GString *rewritten = edits_apply(file, text);
	g_auto(GStrv) after = NULL;

	if (!rewritten)
		return NULL;
	after = say(unit, rewritten->str);
	g_string_free(rewritten, TRUE);
	return g_strdup(news(before, after));
}

/* Of one finding's edits alone, those in that file. */
static char *news_of_finding(struct finding *finding, const struct unit *unit,
			     const char *absolute, const char *text,
			     char **before)
{
	g_autoptr(GPtrArray) one = g_ptr_array_new();
	g_autoptr(GPtrArray) files = NULL;

	g_ptr_array_add(one, finding);
	files = edits_by_file(one);
	for (guint i = 0; i < files->len; i++) {
		const struct file_edits *file = files->pdata[i];

		if (g_str_equal(file->absolute, absolute))
			return news_of_edits(unit, file, text, before);
	}
	return NULL;
}

/* Put what is new with a finding's edits into messages, by finding. */
static void check_file(const struct pipeline *p, const struct file_edits *file,
		       GHashTable *messages)
{
	const struct unit *unit = unit_of(p->plan, file->absolute);
	const char *text = source_text(p->sources, file->absolute, NULL);
	g_auto(GStrv) before = NULL;
	g_autofree char *any = NULL;

	if (!unit || !text)
		return;
	before = say(unit, text);
	any = news_of_edits(unit, file, text, before);
	for (guint i = 0; any && i < p->report.findings->len; i++) {
		struct finding *finding = p->report.findings->pdata[i];
		char *own = finding->fix.status == FIX_OFFERED ?
			news_of_finding(finding, unit, file->absolute, text,
					before) : NULL;

		if (own)
			g_hash_table_insert(messages, finding, own);
	}
}

static void refuse(gpointer key, gpointer message, gpointer data)
{
	struct fix *fix = &((struct finding *)key)->fix;

	(void)data;
	fix->status = FIX_REFUSED;
	g_free(fix->reason);
	fix->reason = g_strdup_printf("sparse would say: %s",
				      (const char *)message);
	g_clear_pointer(&fix->reason_place.file, g_free);
	g_ptr_array_set_size(fix->edits, 0);
}

void check_rewrites(struct pipeline *p)
{
	g_autofree char *sparse = g_find_program_in_path("sparse");
	g_autoptr(GHashTable) messages = NULL;
	g_autoptr(GPtrArray) files = NULL;

	if (!sparse)
		return;
	messages = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	files = edits_by_file(p->report.findings);
	for (guint i = 0; i < files->len; i++)
		check_file(p, files->pdata[i], messages);
	g_hash_table_foreach(messages, refuse, NULL);
}
