// SPDX-License-Identifier: GPL-2.0-only
/* Findings as data: made, named, ordered, freed. */
#include "checks/finding.h"

#include <string.h>

const char *step_kind_name(enum step_kind kind)
{
	static const char *const names[] = {
		[STEP_SOURCE] = "source",
		[STEP_SET] = "set",
		[STEP_STORED] = "stored",
		[STEP_READ] = "read",
		[STEP_BOUNDED] = "bounded",
		[STEP_PASSED] = "passed",
		[STEP_RETURNED] = "returned",
		[STEP_COMPUTED] = "computed",
		[STEP_ALLOCATED] = "allocated",
		[STEP_FREED] = "freed",
	};

	return names[kind];
}

const char *level_name(enum level level)
{
	static const char *const names[] = {
		[LEVEL_NOTE] = "note",
		[LEVEL_WARNING] = "warning",
		[LEVEL_ERROR] = "error",
	};

	return names[level];
}

const char *fix_status_name(enum fix_status status)
{
	static const char *const names[] = {
		[FIX_NONE] = "none",
		[FIX_OFFERED] = "offered",
		[FIX_REFUSED] = "refused",
	};

	return names[status];
}

static void step_free(gpointer data)
{
	struct step *step = data;

	g_free(step->place.file);
	g_free(step->function);
	g_free(step->message);
	g_free(step);
}

static void edit_free(gpointer data)
{
	struct edit *edit = data;

	g_free(edit->place.file);
	g_free(edit->old);
	g_free(edit->new);
	g_free(edit);
}

static void verdict_free(struct verdict *verdict)
{
	if (!verdict)
		return;
	g_free(verdict->kernel);
	g_free(verdict->arch);
	g_free(verdict->result);
	g_free(verdict->log);
	g_free(verdict);
}

struct finding *finding_new(const char *rule, enum level level)
{
	struct finding *finding = g_new0(struct finding, 1);

	finding->rule = g_strdup(rule);
	finding->level = level;
	finding->trace = g_ptr_array_new_with_free_func(step_free);
	finding->targets = g_ptr_array_new_with_free_func(g_free);
	finding->fix.edits = g_ptr_array_new_with_free_func(edit_free);
	return finding;
}

void finding_free(struct finding *finding)
{
	if (!finding)
		return;
	g_free(finding->rule);
	g_free(finding->place.file);
	g_free(finding->function);
	g_free(finding->callee);
	g_free(finding->message);
	g_ptr_array_unref(finding->trace);
	g_ptr_array_unref(finding->targets);
	g_free(finding->source_class);
	g_free(finding->privilege);
	g_free(finding->fix.reason);
	g_free(finding->fix.reason_place.file);
	g_ptr_array_unref(finding->fix.edits);
	g_free(finding->call_text);
	g_free(finding->path_in_program);
	g_free(finding->fingerprint);
	verdict_free(finding->verified);
	g_free(finding->suppression_reason);
	g_free(finding->off_config);
	g_free(finding);
}

struct step *finding_add_step(struct finding *finding, enum step_kind kind,
			      const char *file, guint line, guint column,
			      const char *function, const char *message)
{
	struct step *step = g_new0(struct step, 1);

	step->kind = kind;
	step->place.file = g_strdup(file);
	step->place.line = line;
	step->place.column = column;
	step->function = g_strdup(function);
	step->message = g_strdup(message);
	g_ptr_array_add(finding->trace, step);
	return step;
}

void finding_add_edit(struct finding *finding, const char *file, guint line,
		      guint column, guint64 begin, guint64 end,
		      const char *old, const char *new)
{
	struct edit *edit = g_new0(struct edit, 1);

	edit->place.file = g_strdup(file);
	edit->place.line = line;
	edit->place.column = column;
	edit->begin = begin;
	edit->end = end;
	edit->old = g_strdup(old);
	edit->new = g_strdup(new);
	g_ptr_array_add(finding->fix.edits, edit);
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || (c & 0x80);
}

char *finding_normalise_text(const char *text)
{
	GString *out = g_string_new(NULL);
	bool space = false;

	for (const char *p = text; *p; p++) {
		if (g_ascii_isspace(*p)) {
			space = true;
			continue;
		}
		/* a space matters only between two words */
		if (space && out->len &&
		    is_word_char(out->str[out->len - 1]) && is_word_char(*p))
			g_string_append_c(out, ' ');
		space = false;
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

/* The NUL at the end goes in too, so that no two lists of parts look alike. */
static void hash_part(GChecksum *checksum, const char *part)
{
	if (!part)
		part = "";
	g_checksum_update(checksum, (const guchar *)part, strlen(part) + 1);
}

void finding_seal(struct finding *finding)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *ordinal = g_strdup_printf("%u", finding->ordinal);
	g_autofree char *call =
		finding_normalise_text(finding->call_text ?: "");

	hash_part(checksum, finding->rule);
	hash_part(checksum, finding->path_in_program ?: finding->place.file);
	hash_part(checksum, finding->function);
	hash_part(checksum, finding->callee);
	hash_part(checksum, call);
	hash_part(checksum, ordinal);
	g_free(finding->fingerprint);
	finding->fingerprint = g_strdup(g_checksum_get_string(checksum));
}

static int compare_numbers(guint a, guint b)
{
	return (a > b) - (a < b);
}

int finding_compare(const struct finding *a, const struct finding *b)
{
	int order = g_strcmp0(a->place.file, b->place.file);

	if (!order)
		order = compare_numbers(a->place.line, b->place.line);
	if (!order)
		order = compare_numbers(a->place.column, b->place.column);
	if (!order)
		order = g_strcmp0(a->rule, b->rule);
	if (!order)
		order = g_strcmp0(a->fingerprint, b->fingerprint);
	return order ? order : g_strcmp0(a->message, b->message);
}

bool finding_is_of_site(const struct finding *a, const struct finding *b)
{
	return a->place.line == b->place.line &&
	       a->place.column == b->place.column &&
	       !strcmp(a->place.file, b->place.file);
}

bool finding_is_twin(const struct finding *a, const struct finding *b)
{
	return finding_is_of_site(a, b) && !strcmp(a->rule, b->rule);
}

void finding_absorb(struct finding *finding, const struct finding *twin)
{
	for (guint i = 0; i < twin->targets->len; i++) {
		const char *name = twin->targets->pdata[i];

		if (!g_ptr_array_find_with_equal_func(finding->targets, name,
						      g_str_equal, NULL))
			g_ptr_array_add(finding->targets, g_strdup(name));
	}
}
