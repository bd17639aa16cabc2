// SPDX-License-Identifier: GPL-2.0-only
#include "rulebase/stanza.h"

#include <gio/gio.h>
#include <string.h>

static void entry_free(gpointer data)
{
	struct stanza_entry *entry = data;

	g_free(entry->key);
	g_free(entry->value);
	g_free(entry);
}

static void stanza_free(gpointer data)
{
	struct stanza *stanza = data;

	g_free(stanza->kind);
	g_free(stanza->name);
	g_free(stanza->file);
	g_ptr_array_unref(stanza->entries);
	g_free(stanza);
}

gboolean stanza_error(GError **error, const char *file, guint line,
		      const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list ap;

	va_start(ap, format);
	what = g_strdup_vprintf(format, ap);
	va_end(ap);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u: %s",
		    file, line, what);
	return FALSE;
}

/* Runs of white space become one blank; none at the ends. Returns text. */
static char *fold_blanks(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		if (!g_ascii_isspace(*from))
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

static struct stanza *parse_heading(const char *file, guint line,
				    const char *text, GError **error)
{
	size_t length = strlen(text);
	struct stanza *stanza;
	char *blank;

	if (length < 3 || text[length - 1] != ']') {
		stanza_error(error, file, line,
			     "heading '%s' has no closing ']'; write [KIND NAME]",
			     text);
		return NULL;
	}
	stanza = g_new0(struct stanza, 1);
	stanza->file = g_strdup(file);
	stanza->line = line;
	stanza->entries = g_ptr_array_new_with_free_func(entry_free);
	stanza->kind = fold_blanks(g_strndup(text + 1, length - 2));
	blank = strchr(stanza->kind, ' ');
	stanza->name = g_strdup(blank ? blank + 1 : "");
	if (blank)
		*blank = '\0';
	return stanza;
}

static gboolean add_entry(struct stanza *stanza, guint line, const char *text,
			  GError **error)
{
	const char *equals = strchr(text, '=');
	struct stanza_entry *entry;

	if (!equals || equals == text)
		return stanza_error(error, stanza->file, line,
				    "'%s' is not KEY = VALUE; start a line that goes on with a tab",
				    text);
	entry = g_new0(struct stanza_entry, 1);
	entry->line = line;
	entry->key = fold_blanks(g_strndup(text, equals - text));
	entry->value = fold_blanks(g_strdup(equals + 1));
	for (guint i = 0; i < stanza->entries->len; i++) {
		const struct stanza_entry *old = stanza->entries->pdata[i];

		if (!strcmp(old->key, entry->key)) {
			stanza_error(error, stanza->file, line,
				     "key '%s' stands twice in [%s %s], first in line %u; keep one",
				     old->key, stanza->kind, stanza->name,
				     old->line);
			entry_free(entry);
			return FALSE;
		}
	}
	g_ptr_array_add(stanza->entries, entry);
	return TRUE;
}

static gboolean continue_entry(struct stanza *stanza, const char *text)
{
	struct stanza_entry *last;
	char *joined;

	if (!stanza || !stanza->entries->len)
		return FALSE;
	last = stanza->entries->pdata[stanza->entries->len - 1];
	joined = g_strconcat(last->value, " ", text, NULL);
	g_free(last->value);
	last->value = fold_blanks(joined);
	return TRUE;
}

/* One line that is neither empty nor a comment. */
static gboolean parse_line(GPtrArray *stanzas, const char *file, guint number,
			   char *line, GError **error)
{
	struct stanza *last = stanzas->len ?
		stanzas->pdata[stanzas->len - 1] : NULL;

	if (g_ascii_isspace(*line)) {
		if (continue_entry(last, line))
			return TRUE;
		return stanza_error(error, file, number,
				    "this line goes on with nothing; start it in column 1");
	}
	g_strchomp(line);
	if (*line == '[') {
		last = parse_heading(file, number, line, error);
		if (last)
			g_ptr_array_add(stanzas, last);
		return last != NULL;
	}
	if (!last)
		return stanza_error(error, file, number,
				    "'%s' stands before any [KIND NAME] heading; put one above it",
				    line);
	return add_entry(last, number, line, error);
}

GPtrArray *stanza_parse(const char *file, const char *text, GError **error)
{
	g_autoptr(GPtrArray) stanzas =
		g_ptr_array_new_with_free_func(stanza_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	if (!g_utf8_validate(text, -1, NULL)) {
		stanza_error(error, file, 1,
			     "not a text in UTF-8; is it a rules file?");
		return NULL;
	}
	for (guint i = 0; lines[i]; i++) {
		const char *content = lines[i];

		while (g_ascii_isspace(*content))
			content++;
		if (*content == '\0' || *content == '#')
			continue;
		if (!parse_line(stanzas, file, i + 1, lines[i], error))
			return NULL;
	}
	return g_steal_pointer(&stanzas);
}
