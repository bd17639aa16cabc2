// SPDX-License-Identifier: GPL-2.0-only
/* Loading the tables, and what can be asked of them. */
#include "rulebase/rulebase.h"
#include "rulebase/consistency.h"
#include "rulebase/rows.h"

#include <gio/gio.h>
#include <string.h>

#define RULES_PREFIX "/kmcheck/rules/"

static GPtrArray **table_of(struct rulebase *rules,
			    const struct row_kind *kind)
{
	return (GPtrArray **)((char *)rules + kind->table);
}

static GHashTable *new_index(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
				     (GDestroyNotify)g_ptr_array_unref);
}

static struct rulebase *rulebase_new(void)
{
	struct rulebase *rules = g_new0(struct rulebase, 1);

	for (const struct row_kind *kind = row_kinds; kind->name; kind++)
		*table_of(rules, kind) = g_ptr_array_new();
	rules->defines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       (GDestroyNotify)g_strfreev);
	rules->allocator_by_callee = new_index();
	rules->free_by_callee = new_index();
	rules->helper_by_callee = new_index();
	rules->source_by_callee = new_index();
	rules->sink_by_callee = new_index();
	rules->sink_by_field = new_index();
	return rules;
}

void rulebase_free(struct rulebase *rules)
{
	if (!rules)
		return;
	for (const struct row_kind *kind = row_kinds; kind->name; kind++) {
		GPtrArray *table = *table_of(rules, kind);

		for (guint i = 0; i < table->len; i++)
			row_free(kind, table->pdata[i]);
		g_ptr_array_unref(table);
	}
	g_hash_table_unref(rules->defines);
	g_hash_table_unref(rules->allocator_by_callee);
	g_hash_table_unref(rules->free_by_callee);
	g_hash_table_unref(rules->helper_by_callee);
	g_hash_table_unref(rules->source_by_callee);
	g_hash_table_unref(rules->sink_by_callee);
	g_hash_table_unref(rules->sink_by_field);
	g_free(rules);
}

/* [define NAME] words = ...: the words of all files together. A word with
 * blanks in it stands in quotes. */
static gboolean add_define(struct rulebase *rules, const struct stanza *stanza,
			   GError **error)
{
	const struct stanza_entry *entry = stanza->entries->len ?
		stanza->entries->pdata[0] : NULL;
	char **old = g_hash_table_lookup(rules->defines, stanza->name);
	g_autoptr(GStrvBuilder) all = g_strv_builder_new();
	g_auto(GStrv) words = NULL;

	if (!*stanza->name || !entry || stanza->entries->len > 1 ||
	    strcmp(entry->key, "words"))
		return stanza_error(error, stanza->file, stanza->line,
				    "a [define NAME] has the one key 'words'");
	if (!g_shell_parse_argv(entry->value, NULL, &words, NULL))
		return stanza_error(error, stanza->file, entry->line,
				    "the words are empty or a quote is not closed");
	if (old)
		g_strv_builder_addv(all, (const char **)old);
	g_strv_builder_addv(all, (const char **)words);
	g_hash_table_insert(rules->defines, g_strdup(stanza->name),
			    g_strv_builder_end(all));
	return TRUE;
}

static gboolean add_row(struct rulebase *rules, const struct row_kind *kind,
			const struct stanza *stanza, GError **error)
{
	void *row = row_new(kind, stanza, error);

	if (row)
		g_ptr_array_add(*table_of(rules, kind), row);
	return row != NULL;
}

static struct stanza_entry *find_entry(const struct stanza *stanza,
				       const char *key)
{
	for (guint i = 0; i < stanza->entries->len; i++) {
		struct stanza_entry *entry = stanza->entries->pdata[i];

		if (!strcmp(entry->key, key))
			return entry;
	}
	return NULL;
}

/* `field` may name several fields of the record: as many rows, else alike. */
static gboolean add_rows(struct rulebase *rules, const struct row_kind *kind,
			 const struct stanza *stanza, GError **error)
{
	struct stanza_entry *entry = find_entry(stanza, "field");
	g_auto(GStrv) fields = NULL;

	if (!entry || !*entry->value)
		return add_row(rules, kind, stanza, error);
	fields = g_strsplit(entry->value, " ", -1);
	for (guint i = 0; fields[i]; i++) {
		g_free(entry->value);
		entry->value = g_strdup(fields[i]);
		if (!add_row(rules, kind, stanza, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean add_stanza(struct rulebase *rules, const struct stanza *stanza,
			   GError **error)
{
	if (!strcmp(stanza->kind, "define"))
		return add_define(rules, stanza, error);
	for (const struct row_kind *kind = row_kinds; kind->name; kind++)
		if (!strcmp(kind->name, stanza->kind))
			return add_rows(rules, kind, stanza, error);
	return stanza_error(error, stanza->file, stanza->line,
			    "unknown kind of row [%s]; there are allocator, free, helper, source, sink, context, limit, release, rule and define",
			    stanza->kind);
}

static gboolean add_text(struct rulebase *rules, const char *file,
			 const char *text, GError **error)
{
	g_autoptr(GPtrArray) stanzas = stanza_parse(file, text, error);

	if (!stanzas)
		return FALSE;
	for (guint i = 0; i < stanzas->len; i++)
		if (!add_stanza(rules, stanzas->pdata[i], error))
			return FALSE;
	return TRUE;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static gboolean add_builtin(struct rulebase *rules, GError **error)
{
	g_auto(GStrv) names = g_resources_enumerate_children(RULES_PREFIX, 0,
							     error);

	if (!names)
		return FALSE;
	qsort(names, g_strv_length(names), sizeof(*names), compare_names);
	for (guint i = 0; names[i]; i++) {
		g_autofree char *path = g_strconcat(RULES_PREFIX, names[i],
						    NULL);
		g_autofree char *file = g_strconcat("rules/", names[i], NULL);
		g_autoptr(GBytes) bytes = NULL;

		if (!g_str_has_suffix(names[i], ".rules"))
			continue;
		bytes = g_resources_lookup_data(path, 0, error);
		if (!bytes || !add_text(rules, file,
					g_bytes_get_data(bytes, NULL), error))
			return FALSE;
	}
	return TRUE;
}

static gboolean add_file(struct rulebase *rules, const char *path,
			 GError **error)
{
	g_autofree char *text = NULL;

	return g_file_get_contents(path, &text, NULL, error) &&
	       add_text(rules, path, text, error);
}

static void index_row(GHashTable *index, char *const *callees, void *row)
{
	for (guint i = 0; callees && callees[i]; i++) {
		GPtrArray *list = g_hash_table_lookup(index, callees[i]);

		if (!list) {
			list = g_ptr_array_new();
			g_hash_table_insert(index, g_strdup(callees[i]), list);
		}
		if (!list->len || list->pdata[list->len - 1] != row)
			g_ptr_array_add(list, row);
	}
}

#define INDEX(rules, list, index, row_type) do {			\
	for (guint i = 0; i < (rules)->list->len; i++) {		\
		struct row_type *row = (rules)->list->pdata[i];		\
		index_row((rules)->index, row->callees, row);		\
	}								\
} while (0)

static void index_sink_fields(struct rulebase *rules)
{
	for (guint i = 0; i < rules->sinks->len; i++) {
		struct sink *row = rules->sinks->pdata[i];
		char *key[2] = { NULL, NULL };

		if (!row->record || !row->field)
			continue;
		key[0] = g_strconcat(row->record, ".", row->field, NULL);
		index_row(rules->sink_by_field, key, row);
		g_free(key[0]);
	}
}

static void index_rows(struct rulebase *rules)
{
	INDEX(rules, allocators, allocator_by_callee, allocator);
	INDEX(rules, frees, free_by_callee, free_fn);
	INDEX(rules, helpers, helper_by_callee, helper);
	INDEX(rules, sources, source_by_callee, source);
	INDEX(rules, sinks, sink_by_callee, sink);
	index_sink_fields(rules);
}

struct rulebase *rulebase_load(const char *const *extra_files, GError **error)
{
	struct rulebase *rules = rulebase_new();

	if (!add_builtin(rules, error))
		goto fail;
	for (guint i = 0; extra_files && extra_files[i]; i++)
		if (!add_file(rules, extra_files[i], error))
			goto fail;
	index_rows(rules);
	if (!rulebase_check(rules, error))
		goto fail;
	return rules;
fail:
	rulebase_free(rules);
	return NULL;
}

/* The first row of a callee that does not depend on what the user wrote. */
static const struct allocator *general_row(const GPtrArray *list)
{
	for (guint i = 0; list && i < list->len; i++) {
		const struct allocator *row = list->pdata[i];

		if (!row->only_written)
			return row;
	}
	return NULL;
}

static GPtrArray *rows_of(GHashTable *index, const char *callee)
{
	return callee ? g_hash_table_lookup(index, callee) : NULL;
}

const struct allocator *rulebase_allocator(const struct rulebase *rules,
					   const char *callee)
{
	return general_row(rows_of(rules->allocator_by_callee, callee));
}

const struct allocator *rulebase_allocator_as(const struct rulebase *rules,
					      const char *callee,
					      const char *written)
{
	const GPtrArray *list = rows_of(rules->allocator_by_callee, callee);

	for (guint i = 0; list && written && i < list->len; i++) {
		const struct allocator *row = list->pdata[i];

		if (!strcmp(row->name, written))
			return row;
	}
	return general_row(list);
}

const struct free_fn *rulebase_free_fn(const struct rulebase *rules,
				       const char *callee)
{
	return rulebase_free_fn_as(rules, callee, NULL);
}

const struct free_fn *rulebase_free_fn_as(const struct rulebase *rules,
					  const char *callee,
					  const char *written)
{
	const GPtrArray *list = rows_of(rules->free_by_callee, callee);

	for (guint i = 0; list && written && i < list->len; i++) {
		const struct free_fn *row = list->pdata[i];

		if (!strcmp(row->name, written))
			return row;
	}
	return list ? list->pdata[0] : NULL;
}

const struct helper *rulebase_helper(const struct rulebase *rules,
				     const char *callee)
{
	const GPtrArray *list = rows_of(rules->helper_by_callee, callee);

	return list ? list->pdata[0] : NULL;
}

const struct sink *rulebase_sink_field(const struct rulebase *rules,
				       const char *record, const char *field)
{
	g_autofree char *key = g_strconcat(record, ".", field, NULL);
	const GPtrArray *list = rows_of(rules->sink_by_field, key);

	return list ? list->pdata[0] : NULL;
}

const struct rule *rulebase_rule(const struct rulebase *rules, const char *id)
{
	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = rules->rules->pdata[i];

		if (!strcmp(rule->id, id))
			return rule;
	}
	return NULL;
}

const char *const *rulebase_words(const struct rulebase *rules,
				  const char *name)
{
	static const char *const none[] = { NULL };
	char **words = g_hash_table_lookup(rules->defines, name);

	return words ? (const char *const *)words : none;
}

bool rulebase_word(const struct rulebase *rules, const char *name,
		   const char *word)
{
	return word && g_strv_contains(rulebase_words(rules, name), word);
}

static void add_name(GHashTable *set, const char *name)
{
	if (name)
		g_hash_table_add(set, g_strdup(name));
}

static void add_names(GHashTable *set, char *const *names)
{
	for (guint i = 0; names && names[i]; i++)
		add_name(set, names[i]);
}

/* The function that a rewrite's text calls: what stands before its '('. */
static void add_called(GHashTable *set, const char *text)
{
	g_autofree char *name = NULL;

	if (!text)
		return;
	name = g_strndup(text, strcspn(text, "("));
	add_name(set, name);
}

GHashTable *rulebase_probe_names(const struct rulebase *rules)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal,
						g_free, NULL);

	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];

		add_name(set, row->kv);
		add_called(set, row->kv_text);
		add_names(set, row->frees);
	}
	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		add_name(set, row->name);
		add_name(set, row->kv);
		add_name(set, row->cleanup);
		add_called(set, row->kv_text);
	}
	add_names(set, (char *const *)rulebase_words(rules, "probe"));
	return set;
}

static void add_keys(GHashTable *set, GHashTable *index)
{
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, index);
	while (g_hash_table_iter_next(&iter, &name, NULL))
		add_name(set, name);
}

/* Not the sinks: what they do with their argument is one thing, their bodies
 * are code like any other. */
GHashTable *rulebase_opaque_names(const struct rulebase *rules)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal,
						g_free, NULL);

	add_keys(set, rules->allocator_by_callee);
	add_keys(set, rules->free_by_callee);
	add_keys(set, rules->helper_by_callee);
	for (guint i = 0; i < rules->sources->len; i++) {
		const struct source *row = rules->sources->pdata[i];

		if (row->kind == SOURCE_CALL)
			add_names(set, row->callees);
	}
	for (guint i = 0; i < rules->contexts->len; i++) {
		const struct context_fn *row = rules->contexts->pdata[i];

		add_names(set, row->enter);
		add_names(set, row->leave);
		add_names(set, row->tries);
	}
	add_names(set, (char *const *)rulebase_words(rules, "calls.pure"));
	return set;
}

const char *rulebase_page(const char *id)
{
	g_autofree char *path = g_strconcat(RULES_PREFIX, id, ".md", NULL);
	g_autoptr(GBytes) bytes = g_resources_lookup_data(path, 0, NULL);

	/* the bytes lie in the program itself and outlive their handle */
	return bytes ? g_bytes_get_data(bytes, NULL) : NULL;
}
