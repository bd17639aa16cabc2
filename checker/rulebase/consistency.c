// SPDX-License-Identifier: GPL-2.0-only
/* What no single stanza can show: rows that contradict each other. */
#include "rulebase/consistency.h"
#include "rulebase/size_expr.h"
#include "rulebase/stanza.h"

#include <string.h>

static gboolean refuse(GError **error, const struct rule_origin *here,
		       const struct rule_origin *there, const char *what)
{
	return stanza_error(error, here->file, here->line,
			    "%s; the other row stands at %s:%u", what,
			    there->file, there->line);
}

/* Two rows of one callee: the call is judged by its callee, so they must ask
 * for the same bytes and be held against the same limit, unless what the user
 * wrote decides. */
static gboolean check_shared_callee(const char *callee,
				    const struct allocator *a,
				    const struct allocator *b, GError **error)
{
	g_autofree char *what = NULL;

	if (a->only_written || b->only_written)
		return TRUE;
	if (!strcmp(a->name, b->name))
		what = g_strdup_printf("[allocator %s] ends in '%s' twice; keep one row",
				       b->name, callee);
	else if (!size_expr_equal(a->size, b->size))
		what = g_strdup_printf("[allocator %s] and [allocator %s] both end in '%s' but with different sizes; make the sizes agree or name another callee",
				       a->name, b->name, callee);
	else if (a->limit != b->limit || a->overflow != b->overflow ||
		 a->is_kv != b->is_kv || a->is_vmalloc != b->is_vmalloc)
		what = g_strdup_printf("[allocator %s] and [allocator %s] both end in '%s' but differ in limit, overflow, is_kv or is_vmalloc; make them agree",
				       a->name, b->name, callee);
	return what ? refuse(error, &b->origin, &a->origin, what) : TRUE;
}

static gboolean check_allocators(const struct rulebase *rules, GError **error)
{
	GHashTableIter iter;
	gpointer callee, value;

	g_hash_table_iter_init(&iter, rules->allocator_by_callee);
	while (g_hash_table_iter_next(&iter, &callee, &value)) {
		GPtrArray *rows = value;

		for (guint i = 1; i < rows->len; i++)
			for (guint j = 0; j < i; j++)
				if (!check_shared_callee(callee,
							 rows->pdata[j],
							 rows->pdata[i],
							 error))
					return FALSE;
		if (g_hash_table_contains(rules->helper_by_callee, callee) ||
		    g_hash_table_contains(rules->free_by_callee, callee)) {
			const struct allocator *row = rows->pdata[0];

			return stanza_error(error, row->origin.file,
					    row->origin.line,
					    "'%s' is an allocator here and a helper or free function elsewhere; keep one",
					    (char *)callee);
		}
	}
	return TRUE;
}

static gboolean check_allocator(const struct allocator *row, GError **error)
{
	const char *what = NULL;

	if (row->kv && row->no_kv_reason)
		what = "has both kv and no_kv_reason; keep one";
	else if (row->is_vmalloc && !row->is_kv)
		what = "is_vmalloc without is_kv; add is_kv = yes";
	else if (row->kv_text && !row->kv && !strchr(row->kv_text, '('))
		what = "kv_text is not a call; write kvcalloc($1, $2, $3)";
	if (what)
		return stanza_error(error, row->origin.file, row->origin.line,
				    "[allocator %s] %s", row->name, what);
	return TRUE;
}

static gboolean check_frees(const struct rulebase *rules, GError **error)
{
	GHashTableIter iter;
	gpointer callee, value;

	g_hash_table_iter_init(&iter, rules->free_by_callee);
	while (g_hash_table_iter_next(&iter, &callee, &value)) {
		GPtrArray *rows = value;

		for (guint i = 1; i < rows->len; i++) {
			const struct free_fn *a = rows->pdata[0];
			const struct free_fn *b = rows->pdata[i];

			if (!strcmp(a->name, b->name))
				return refuse(error, &b->origin, &a->origin,
					      "this free function ends in the same callee twice; keep one row");
			if (a->takes_vmalloc != b->takes_vmalloc)
				return refuse(error, &b->origin, &a->origin,
					      "two rows of one callee differ in takes_vmalloc; make them agree");
		}
	}
	return TRUE;
}

static gboolean check_helpers(const struct rulebase *rules, GError **error)
{
	GHashTableIter iter;
	gpointer callee, value;

	g_hash_table_iter_init(&iter, rules->helper_by_callee);
	while (g_hash_table_iter_next(&iter, &callee, &value)) {
		GPtrArray *rows = value;
		const struct helper *a = rows->pdata[0];
		const struct helper *b = rows->pdata[rows->len - 1];
		g_autofree char *what = NULL;

		if (a == b)
			continue;
		what = g_strdup_printf("helper '%s' has two rows; keep one",
				       (char *)callee);
		return refuse(error, &b->origin, &a->origin, what);
	}
	return TRUE;
}

/* A source must say where its value comes in. */
static gboolean check_source(const struct source *row, GError **error)
{
	const char *what = NULL;

	switch (row->kind) {
	case SOURCE_CALL:
		if (!row->callees && (!row->record || !row->field))
			what = "needs callees, or record and field";
		else if (!row->result && !row->writes[0])
			what = "has neither result = yes nor writes = $N";
		break;
	case SOURCE_PARAM:
		if (row->callees ? !row->callback_arg || !row->param :
		    !row->record || !row->field || !row->param)
			what = "needs record, field and param (or callees, callback and param)";
		break;
	case SOURCE_FIELD:
		if (!row->record || !row->field)
			what = "needs record and field";
		break;
	case SOURCE_FUNCTION:
		if (!row->callees)
			what = "needs callees (globs of function names)";
		break;
	case SOURCE_GLOBAL:
		if (row->callees ? !row->param : !row->record || !row->field)
			what = "needs record and field (or callees and param)";
		break;
	case SOURCE_TYPE:
		if (!row->record)
			what = "needs record";
		break;
	}
	if (!what && (row->level < 1 || row->level > 2))
		what = "has a level that is neither 1 nor 2";
	if (what)
		return stanza_error(error, row->origin.file, row->origin.line,
				    "[source %s] %s", row->name, what);
	return TRUE;
}

static gboolean check_sink(const struct sink *row, GError **error)
{
	if (row->callees ? row->arg != 0 : row->record && row->field)
		return TRUE;
	return stanza_error(error, row->origin.file, row->origin.line,
			    "[sink %s] needs callees and arg, or record and field",
			    row->name);
}

static bool ranges_meet(const char *since_a, const char *until_a,
			const char *since_b, const char *until_b)
{
	return (!until_a || !since_b || release_compare(since_b, until_a) <= 0) &&
	       (!until_b || !since_a || release_compare(since_a, until_b) <= 0);
}

static gboolean check_limit_pair(const struct limit_row *a,
				 const struct limit_row *b, GError **error)
{
	if (strcmp(a->arch, b->arch) || a->page_shift != b->page_shift ||
	    g_strcmp0(a->allocator, b->allocator) ||
	    !ranges_meet(a->since, a->until, b->since, b->until))
		return TRUE;
	if (!g_strcmp0(a->condition, b->condition))
		return refuse(error, &b->origin, &a->origin,
			      "two limits for one architecture, page size, condition and release; narrow since and until");
	if (a->is_default && b->is_default)
		return refuse(error, &b->origin, &a->origin,
			      "two default limits for one architecture, page size and release; keep one 'default = yes'");
	return TRUE;
}

static gboolean check_release_pair(const struct release_row *a,
				   const struct release_row *b,
				   GError **error)
{
	GHashTableIter iter;
	gpointer key, value;

	if (!ranges_meet(a->since, a->until, b->since, b->until))
		return TRUE;
	g_hash_table_iter_init(&iter, a->facts);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		g_autofree char *what = NULL;

		if (!g_hash_table_contains(b->facts, key))
			continue;
		what = g_strdup_printf("two rows say '%s' about one release; narrow since and until",
				       (char *)key);
		return refuse(error, &b->origin, &a->origin, what);
	}
	return TRUE;
}

static gboolean check_pairs(const struct rulebase *rules, GError **error)
{
	for (guint i = 1; i < rules->limits->len; i++)
		for (guint j = 0; j < i; j++)
			if (!check_limit_pair(rules->limits->pdata[j],
					      rules->limits->pdata[i], error))
				return FALSE;
	for (guint i = 1; i < rules->releases->len; i++)
		for (guint j = 0; j < i; j++)
			if (!check_release_pair(rules->releases->pdata[j],
						rules->releases->pdata[i],
						error))
				return FALSE;
	for (guint i = 1; i < rules->rules->len; i++)
		for (guint j = 0; j < i; j++) {
			const struct rule *a = rules->rules->pdata[j];
			const struct rule *b = rules->rules->pdata[i];

			if (!strcmp(a->id, b->id))
				return refuse(error, &b->origin, &a->origin,
					      "this rule has two rows; keep one");
		}
	return TRUE;
}

gboolean rulebase_check(const struct rulebase *rules, GError **error)
{
	for (guint i = 0; i < rules->allocators->len; i++)
		if (!check_allocator(rules->allocators->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < rules->sources->len; i++)
		if (!check_source(rules->sources->pdata[i], error))
			return FALSE;
	for (guint i = 0; i < rules->sinks->len; i++)
		if (!check_sink(rules->sinks->pdata[i], error))
			return FALSE;
	return check_allocators(rules, error) && check_frees(rules, error) &&
	       check_helpers(rules, error) && check_pairs(rules, error);
}
