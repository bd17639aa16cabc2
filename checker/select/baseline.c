// SPDX-License-Identifier: GPL-2.0-only
/*
 * The baseline: findings that were there before kmcheck was, by fingerprint,
 * so that they stay accepted when lines move. The file is made for readers of
 * a diff too: one object per finding, sorted, with its place in words.
 */
#include "select/select_internal.h"

#include <json-c/json.h>
#include <string.h>

#include "source/write.h"

#define BASELINE_SCHEMA 1

static void add_string(struct json_object *object, const char *key,
		       const char *value)
{
	g_autofree char *text = g_utf8_make_valid(value ?: "", -1);

	json_object_object_add(object, key, json_object_new_string(text));
}

static struct json_object *entry_json(const struct finding *finding)
{
	struct json_object *entry = json_object_new_object();

	add_string(entry, "fingerprint", finding->fingerprint);
	add_string(entry, "rule", finding->rule);
	add_string(entry, "file", finding->place.file);
	add_string(entry, "function", finding->function);
	add_string(entry, "message", finding->message);
	return entry;
}

/* Without lines, so that a moved line changes nothing in the file. */
static gint compare_entries(gconstpointer a, gconstpointer b)
{
	const struct finding *x = *(struct finding *const *)a;
	const struct finding *y = *(struct finding *const *)b;
	int order = g_strcmp0(x->place.file, y->place.file);

	if (!order)
		order = g_strcmp0(x->rule, y->rule);
	if (!order)
		order = g_strcmp0(x->function, y->function);
	return order ? order : g_strcmp0(x->fingerprint, y->fingerprint);
}

static bool write_baseline(const struct run_report *run, const char *path,
			   GError **error)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	struct json_object *root = json_object_new_object();
	struct json_object *list = json_object_new_array();
	bool ok;

	for (guint i = 0; i < run->findings->len; i++) {
		struct finding *finding = g_ptr_array_index(run->findings, i);

		if (!finding->suppressed)
			g_ptr_array_add(sorted, finding);
	}
	g_ptr_array_sort(sorted, compare_entries);
	for (guint i = 0; i < sorted->len; i++)
		json_object_array_add(list,
			entry_json(g_ptr_array_index(sorted, i)));
	json_object_object_add(root, "schema",
			       json_object_new_int(BASELINE_SCHEMA));
	json_object_object_add(root, "findings", list);

	g_autofree char *text = g_strconcat(
		json_object_to_json_string_ext(root,
			JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
			JSON_C_TO_STRING_NOSLASHESCAPE), "\n", NULL);

	json_object_put(root);
	ok = write_text(path, text, strlen(text), error);
	if (!ok)
		g_prefix_error(error, "--write-baseline ");
	return ok;
}

/* The fingerprints in the parsed file; NULL if it is no baseline. */
static GHashTable *fingerprints_of(struct json_object *root)
{
	struct json_object *schema, *list;

	if (!json_object_object_get_ex(root, "schema", &schema) ||
	    json_object_get_int(schema) != BASELINE_SCHEMA ||
	    !json_object_object_get_ex(root, "findings", &list) ||
	    !json_object_is_type(list, json_type_array))
		return NULL;

	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal,
						g_free, NULL);

	for (gsize i = 0; i < json_object_array_length(list); i++) {
		struct json_object *entry = json_object_array_get_idx(list, i);
		struct json_object *fingerprint;

		if (json_object_object_get_ex(entry, "fingerprint",
					      &fingerprint))
			g_hash_table_add(set, g_strdup(
				json_object_get_string(fingerprint)));
	}
	return set;
}

static GHashTable *read_baseline(const char *path, GError **error)
{
	g_autofree char *text = NULL;
	enum json_tokener_error problem;
	struct json_object *root;
	GHashTable *set;

	if (!g_file_get_contents(path, &text, NULL, error))
		return NULL;
	root = json_tokener_parse_verbose(text, &problem);
	set = root ? fingerprints_of(root) : NULL;
	json_object_put(root);
	if (!set)
		g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
			    "%s is not a kmcheck baseline (%s)", path,
			    root ? "schema 1 with findings expected" :
			    json_tokener_error_desc(problem));
	return set;
}

static bool is_new(const struct finding *finding, void *data)
{
	GHashTable *accepted = data;

	return !g_hash_table_contains(accepted, finding->fingerprint);
}

static bool is_suppressed(const struct finding *finding, void *data)
{
	(void)data;
	return finding->suppressed;
}

bool select_baseline(struct run_report *run,
		     const struct select_request *request, GError **error)
{
	if (request->write_baseline) {
		if (!write_baseline(run, request->write_baseline, error))
			return false;
		/* recorded is accepted: the tree starts at zero */
		select_keep(run->findings, is_suppressed, NULL);
		return true;
	}
	if (!request->baseline)
		return true;

	g_autoptr(GHashTable) accepted = read_baseline(request->baseline,
						       error);

	if (!accepted)
		return false;
	select_keep(run->findings, is_new, accepted);
	return true;
}
