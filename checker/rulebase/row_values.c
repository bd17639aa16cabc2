// SPDX-License-Identifier: GPL-2.0-only
/* Reading the value of one key into a row, and freeing rows. */
#include "rulebase/rows.h"
#include "rulebase/size_expr.h"

#include <string.h>

#define MEMBER(type, row, offset) ((type *)((char *)(row) + (offset)))

#define ARGUMENT_MAX 16
#define ARGUMENTS 4

/* What [release] rows may say. */
static const char *const release_facts[] = {
	"kvmalloc_max", "kv_nofs", "kv_atomic", "kfree_rcu_vmalloc",
	"vmalloc_in_softirq", "nowait_nowarn", "kv_header",
	"devres_words", "drmres_words", "skb_bytes", "percpu_max",
	"order_symbol", "order_macro", "order_is_inclusive", "costly_order",
	"cache_shift", NULL
};

/* 4194304, 4096K, 0x1000, 4M. False if it is none of these. */
static bool parse_number(const char *text, guint64 *value)
{
	guint64 scale = 1;
	char *end;

	if (!g_ascii_isdigit(*text))
		return false;
	*value = g_ascii_strtoull(text, &end, 0);
	switch (*end) {
	case 'G': scale <<= 10;
		/* fall through */
	case 'M': scale <<= 10;
		/* fall through */
	case 'K': scale <<= 10;
		end++;
	}
	if (*end || *value > G_MAXUINT64 / scale)
		return false;
	*value *= scale;
	return true;
}

static bool parse_arg(const char *text, guint *arg)
{
	guint64 number;

	if (*text != '$' || !parse_number(text + 1, &number))
		return false;
	*arg = number;
	return number >= 1 && number <= ARGUMENT_MAX;
}

static const char *set_args(guint *args, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (guint i = 0; words[i]; i++)
		if (i >= ARGUMENTS || !parse_arg(words[i], &args[i]))
			return "is not at most four arguments; write $1 $3";
	return NULL;
}

static const char *set_enum(int *to, const char *const *words,
			    const char *text)
{
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], text)) {
			*to = i;
			return NULL;
		}
	return "is not one of the words this key takes; see rules/README.md";
}

static const char *set_bool(bool *to, const char *text)
{
	*to = !strcmp(text, "yes");
	return *to || !strcmp(text, "no") ? NULL : "is neither yes nor no";
}

static const char *set_uint(guint *to, const char *text)
{
	guint64 number;

	if (!parse_number(text, &number) || number > G_MAXUINT)
		return "is not a number";
	*to = number;
	return NULL;
}

static const char *set_page(guint *shift, const char *text)
{
	guint64 bytes;

	if (!parse_number(text, &bytes) || bytes < 1024 ||
	    bytes > 1 << 20 || bytes & (bytes - 1))
		return "is not a page size; write 4K, 16K, 64K";
	*shift = g_bit_nth_lsf(bytes, -1);
	return NULL;
}

static const char *set_release(char **to, const char *text)
{
	for (const char *at = text; *at; at++)
		if (!g_ascii_isdigit(*at) && *at != '.')
			return "is not a release; write 6.12";
	if (!strchr(text, '.'))
		return "is not a release; write 6.12";
	*to = g_strdup(text);
	return NULL;
}

static const char *set_signed(gint64 *to, const char *text)
{
	char *end;

	*to = g_ascii_strtoll(text, &end, 0);
	return *text && !*end ? NULL : "is not a number";
}

/* NULL, or what is wrong with the value. */
static const char *set_field(const struct row_field *field, void *row,
			     const char *text)
{
	const char *why = NULL;
	void *to = MEMBER(char, row, field->offset);

	if (!*text)
		return "is empty; leave the key out";
	switch (field->kind) {
	case FIELD_STRING:
		*(char **)to = g_strdup(text);
		break;
	case FIELD_WORDS:
		*(char ***)to = g_strsplit(text, " ", -1);
		break;
	case FIELD_BOOL:
		return set_bool(to, text);
	case FIELD_UINT:
		return set_uint(to, text);
	case FIELD_NUMBER:
		return parse_number(text, to) ? NULL : "is not a number";
	case FIELD_SIGNED:
		return set_signed(to, text);
	case FIELD_ARG:
		return parse_arg(text, to) ? NULL :
			"is not an argument; write $2";
	case FIELD_ARGS:
		return set_args(to, text);
	case FIELD_ENUM:
		return set_enum(to, field->words, text);
	case FIELD_SIZE:
		*(GArray **)to = size_expr_parse(text, &why);
		return why;
	case FIELD_RELEASE:
		return set_release(to, text);
	case FIELD_PAGE:
		return set_page(to, text);
	}
	return NULL;
}

static const struct row_field *find_field(const struct row_kind *kind,
					  const char *key)
{
	for (const struct row_field *f = kind->fields; f->key; f++)
		if (!strcmp(f->key, key))
			return f;
	return NULL;
}

static char *known_keys(const struct row_kind *kind)
{
	GString *keys = g_string_new(NULL);

	for (const struct row_field *f = kind->fields; f->key; f++)
		g_string_append_printf(keys, "%s%s", keys->len ? ", " : "",
				       f->key);
	return g_string_free(keys, FALSE);
}

static gboolean set_entry(const struct row_kind *kind, void *row,
			  const struct stanza *stanza,
			  const struct stanza_entry *entry, GError **error)
{
	const struct row_field *field = find_field(kind, entry->key);
	g_autofree char *known = NULL;
	const char *why;

	if (field) {
		why = set_field(field, row, entry->value);
		if (why)
			return stanza_error(error, stanza->file, entry->line,
					    "%s '%s': %s", entry->key,
					    entry->value, why);
		if (field->given)
			*MEMBER(bool, row, field->given) = true;
		return TRUE;
	}
	if (!strcmp(kind->name, "release") &&
	    g_strv_contains(release_facts, entry->key)) {
		g_hash_table_insert(((struct release_row *)row)->facts,
				    g_strdup(entry->key),
				    g_strdup(entry->value));
		return TRUE;
	}
	known = known_keys(kind);
	return stanza_error(error, stanza->file, entry->line,
			    "[%s] has no key '%s'; it has %s", kind->name,
			    entry->key, known);
}

static gboolean check_required(const struct row_kind *kind,
			       const struct stanza *stanza, GError **error)
{
	for (const struct row_field *f = kind->fields; f->key; f++) {
		bool found = !f->required;

		for (guint i = 0; i < stanza->entries->len && !found; i++) {
			const struct stanza_entry *entry =
				stanza->entries->pdata[i];

			found = !strcmp(entry->key, f->key);
		}
		if (!found)
			return stanza_error(error, stanza->file, stanza->line,
					    "[%s %s] has no '%s'; add it",
					    kind->name, stanza->name, f->key);
	}
	return TRUE;
}

/* Name, origin and the callees that a row has when it names none: itself. */
static void set_identity(const struct row_kind *kind, void *row,
			 const struct stanza *stanza)
{
	struct rule_origin *origin =
		MEMBER(struct rule_origin, row, kind->origin);

	origin->file = g_strdup(stanza->file);
	origin->line = stanza->line;
	if (kind->row_name != NO_OFFSET)
		*MEMBER(char *, row, kind->row_name) = g_strdup(stanza->name);
	if (kind->callees != NO_OFFSET)
		*MEMBER(char **, row, kind->callees) =
			g_strsplit(stanza->name, " ", 1);
}

void *row_new(const struct row_kind *kind, const struct stanza *stanza,
	      GError **error)
{
	void *row = g_malloc0(kind->size);

	if (!strcmp(kind->name, "release"))
		((struct release_row *)row)->facts =
			g_hash_table_new_full(g_str_hash, g_str_equal,
					      g_free, g_free);
	set_identity(kind, row, stanza);
	if (kind->row_name != NO_OFFSET && !*stanza->name) {
		stanza_error(error, stanza->file, stanza->line,
			     "[%s] has no name; write [%s NAME]", kind->name,
			     kind->name);
		goto fail;
	}
	if (!check_required(kind, stanza, error))
		goto fail;
	for (guint i = 0; i < stanza->entries->len; i++) {
		const struct stanza_entry *entry = stanza->entries->pdata[i];

		if (!strcmp(entry->key, "callees") &&
		    kind->callees != NO_OFFSET)
			g_clear_pointer(MEMBER(char **, row, kind->callees),
					g_strfreev);
		if (!set_entry(kind, row, stanza, entry, error))
			goto fail;
	}
	return row;
fail:
	row_free(kind, row);
	return NULL;
}

static void free_field(const struct row_field *field, void *row)
{
	void *at = MEMBER(char, row, field->offset);

	switch (field->kind) {
	case FIELD_STRING:
	case FIELD_RELEASE:
		g_free(*(char **)at);
		break;
	case FIELD_WORDS:
		g_strfreev(*(char ***)at);
		break;
	case FIELD_SIZE:
		g_clear_pointer((GArray **)at, g_array_unref);
		break;
	default:
		break;
	}
}

void row_free(const struct row_kind *kind, void *row)
{
	if (!row)
		return;
	for (const struct row_field *f = kind->fields; f->key; f++)
		free_field(f, row);
	if (kind->row_name != NO_OFFSET)
		g_free(*MEMBER(char *, row, kind->row_name));
	if (!strcmp(kind->name, "release"))
		g_hash_table_unref(((struct release_row *)row)->facts);
	g_free(MEMBER(struct rule_origin, row, kind->origin)->file);
	g_free(row);
}
