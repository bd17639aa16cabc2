// SPDX-License-Identifier: GPL-2.0-only
/*
 * EXPORT_SYMBOL(name) and its relatives, read from the text: what they expand
 * to depends on the configuration, what they say does not.
 */
#include <string.h>

#include "front/unit.h"

#define EXPORT_PREFIX "EXPORT_SYMBOL"

struct exports {
	struct front *front;
	GHashTable *functions;	/* name -> key: defined here */
	GHashTable *seen;	/* keys */
};

static void add_export(struct exports *exports, const char *name, gsize n)
{
	g_autofree char *symbol = g_strndup(name, n);
	const char *key = g_hash_table_lookup(exports->functions, symbol);

	if (key && g_hash_table_add(exports->seen, (gpointer)key))
		g_ptr_array_add(exports->front->ir->exports, (gpointer)key);
}

/* At "EXPORT_SYMBOL…(": its first argument. */
static void read_export(struct exports *exports, const char *at,
			const char *end)
{
	gsize n;

	at = text_skip_space(at + text_identifier(at, end), end);
	if (at == end || *at != '(')
		return;
	at = text_skip_space(at + 1, end);
	n = text_identifier(at, end);
	if (n)
		add_export(exports, at, n);
}

static void read_file_exports(struct exports *exports,
			      const struct source_file *source)
{
	const char *at = source->text, *end = at + source->size_bytes;

	while (at && at < end) {
		const char *line = text_skip_space(at, end);

		if ((gsize)(end - line) > strlen(EXPORT_PREFIX) &&
		    !strncmp(line, EXPORT_PREFIX, strlen(EXPORT_PREFIX)))
			read_export(exports, line, end);
		at = memchr(line, '\n', end - line);
		if (at)
			at++;
	}
}

static gint by_index(gconstpointer a, gconstpointer b)
{
	const struct source_file *x = *(struct source_file *const *)a;
	const struct source_file *y = *(struct source_file *const *)b;

	return x->index < y->index ? -1 : x->index > y->index;
}

void front_read_exports(struct front *front)
{
	g_autoptr(GHashTable) functions = g_hash_table_new(g_str_hash,
							   g_str_equal);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	struct exports exports = { front, functions, seen };
	g_autoptr(GPtrArray) local = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	for (guint i = 0; i < front->ir->functions->len; i++) {
		struct ir_function *fn = front->ir->functions->pdata[i];

		g_hash_table_insert(functions, (gpointer)fn->name,
				    (gpointer)fn->key);
	}
	g_hash_table_iter_init(&iter, front->files);
	while (g_hash_table_iter_next(&iter, NULL, &value))
		if (((struct source_file *)value)->is_local)
			g_ptr_array_add(local, front_file_text(front,
				((struct source_file *)value)->file));
	g_ptr_array_sort(local, by_index);
	for (guint i = 0; i < local->len; i++)
		read_file_exports(&exports, local->pdata[i]);
}
