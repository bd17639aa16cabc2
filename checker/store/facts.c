// SPDX-License-Identifier: GPL-2.0-only
#include "store/facts.h"

#include <string.h>

#include "build/build.h"
#include "ir/text.h"
#include "store/store.h"

#define FACTS_MAGIC "kmcheck-facts " FACTS_FORMAT "\n"
#define FACTS_IR "\nir\n"

bool facts_write(const char *path, const char *key, GPtrArray *files,
		 struct file_sums *sums, const struct ir_unit *unit,
		 GError **error)
{
	g_autoptr(GString) text = g_string_new(FACTS_MAGIC);

	g_string_append_printf(text, "tool %s\nkey %s", KMCHECK_VERSION, key);
	for (guint i = 0; i < files->len; i++)
		g_string_append_printf(text, "\nread %s %s",
				       file_sum(sums, files->pdata[i]),
				       (char *)files->pdata[i]);
	g_string_append(text, FACTS_IR);
	ir_print_unit(unit, text);
	return g_file_set_contents(path, text->str, text->len, error);
}

/* The header's lines after the magic, or NULL if it is no facts file. */
static char **header_lines(const char *text)
{
	const char *end = strstr(text, FACTS_IR);
	g_autofree char *header = NULL;

	if (!g_str_has_prefix(text, FACTS_MAGIC) || !end)
		return NULL;
	text += strlen(FACTS_MAGIC);
	header = g_strndup(text, end - text);
	return g_strsplit(header, "\n", -1);
}

static bool line_holds(const char *line, const char *key,
		       struct file_sums *sums)
{
	if (g_str_has_prefix(line, "key "))
		return !strcmp(line + 4, key);
	if (g_str_has_prefix(line, "tool "))
		return !strcmp(line + 5, KMCHECK_VERSION);
	if (g_str_has_prefix(line, "read ")) {
		const char *path = strchr(line + 5, ' ');
		gsize length = path ? path - (line + 5) : 0;
		const char *sum = path ? file_sum(sums, path + 1) : "";

		return strlen(sum) == length && length > 1 &&
		       !strncmp(sum, line + 5, length);
	}
	return false;
}

bool facts_are_current(const char *path, const char *key,
		       struct file_sums *sums)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return false;
	lines = header_lines(text);
	if (!lines)
		return false;
	/* tool, key and at least the main file */
	if (g_strv_length(lines) < 3)
		return false;
	for (guint i = 0; lines[i]; i++)
		if (!line_holds(lines[i], key, sums))
			return false;
	return true;
}

struct ir_unit *store_read(const char *facts_path, struct ir_known *known,
			   struct ir_heap *heap, GError **error)
{
	g_autofree char *text = NULL;
	struct ir_unit *unit;
	const char *ir;
	gsize length;

	if (!g_file_get_contents(facts_path, &text, &length, error))
		return NULL;
	ir = strstr(text, FACTS_IR);
	if (!g_str_has_prefix(text, FACTS_MAGIC) || !ir) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s is not a facts file of this version",
			    facts_path);
		return NULL;
	}
	ir += strlen(FACTS_IR);
	unit = ir_parse_unit_once(ir, length - (ir - text), known, heap, error);
	if (!unit)
		g_prefix_error(error, "%s: ", facts_path);
	return unit;
}
