// SPDX-License-Identifier: GPL-2.0-only
#include "ranges.h"

#include "value/engine.h"

struct claims {
	struct engine *engine;
	GHashTable *flows;
	struct client client;
	const struct ir_unit *unit;
	GHashTable *functions;	/* key -> struct ir_function * */
	GHashTable *by_line;	/* line -> const struct range * */
	const struct range *result;	/* NULL: never returns */
	struct ctype result_type;
	bool gave_up;
};

static const struct ctype size_type = { .bits = 64 };

static void claim(struct claims *claims, struct engine *engine,
		  struct state *state, const struct call_site *site)
{
	gpointer line = GUINT_TO_POINTER(site->insn->loc.line);
	const struct range *before = g_hash_table_lookup(claims->by_line,
							 line);
	const struct range *now = state_range(engine, state,
					      site->args[0].v);

	if (before)
		now = range_union(&engine->region, before, now);
	g_hash_table_insert(claims->by_line, line, (gpointer)now);
}

static enum call_outcome called(struct engine *engine, struct state *state,
				const struct call_site *site,
				struct value *result,
				struct callees *callees)
{
	struct claims *claims = engine->client->data;

	(void)result;
	if (!site->callee)
		return CALL_UNKNOWN;
	if (!g_strcmp0(site->callee, "km_die"))
		return CALL_ENDS;
	if (!g_strcmp0(site->callee, "__km_alloc") ||
	    !g_strcmp0(site->callee, "__km_range")) {
		if (engine->recording)
			claim(claims, engine, state, site);
		return CALL_DONE;
	}
	callees->n = 1;
	callees->at[0].unit = site->frame->unit;
	callees->at[0].fn = g_hash_table_lookup(claims->functions,
						site->callee);
	return callees->at[0].fn ? CALL_FOLLOW : CALL_UNKNOWN;
}

static void returned(struct engine *engine, const struct frame *frame,
		     struct state *state, struct value value)
{
	struct claims *claims = engine->client->data;
	const struct range *now;

	if (frame->parent || !value.v)
		return;
	now = state_range(engine, state, value.v);
	claims->result = claims->result ?
		range_union(&engine->region, claims->result, now) : now;
}

static bool find_global(struct engine *engine, const char *key,
			const struct ir_unit **unit, guint32 *index,
			bool *is_fixed)
{
	const struct claims *claims = engine->client->data;

	for (guint32 i = 0; i < claims->unit->globals->len; i++) {
		if (g_strcmp0(ir_global(claims->unit, i)->key, key))
			continue;
		*unit = claims->unit;
		*index = i;
		*is_fixed = ir_global(claims->unit, i)->is_const;
		return true;
	}
	return false;
}

static void free_flow(gpointer data)
{
	flow_free(data);
}

struct claims *claims_new(const struct ir_unit *unit, const char *key)
{
	struct claims *claims = g_new0(struct claims, 1);
	const struct ir_function *fn = ir_unit_function(unit, key);

	claims->functions = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < unit->functions->len; i++) {
		struct ir_function *each = unit->functions->pdata[i];

		g_hash_table_insert(claims->functions, (gpointer)each->key, each);
	}
	claims->unit = unit;
	claims->by_line = g_hash_table_new(NULL, NULL);
	claims->flows = g_hash_table_new_full(NULL, NULL, NULL, free_flow);
	claims->client = (struct client){ .call = called,
					  .returned = returned,
					  .global = find_global,
					  .data = claims };
	claims->result_type = ctype_of(unit, fn->result);
	claims->engine = engine_new(&claims->client, claims->flows);
	claims->gave_up = !engine_run(claims->engine, unit, fn);
	return claims;
}

void claims_free(struct claims *claims)
{
	if (!claims)
		return;
	engine_free(claims->engine);
	g_hash_table_unref(claims->flows);
	g_hash_table_unref(claims->functions);
	g_hash_table_unref(claims->by_line);
	g_free(claims);
}

bool claims_gave_up(const struct claims *claims)
{
	return claims->gave_up;
}

static char *refuted(const char *what, guint line, guint64 value,
		     const struct range *range, struct ctype type)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (range)
		range_print(range, type, text);
	else
		g_string_append(text, "never reached");
	return g_strdup_printf("line %u: %s of %" G_GINT64_FORMAT " (%"
			       G_GUINT64_FORMAT "), claimed %s", line, what,
			       (gint64)value, value, text->str);
}

char *claims_refute(const struct claims *claims, const struct seen_run *run)
{
	struct ctype type = claims->result_type;

	if (claims->gave_up)
		return NULL;
	for (guint i = 0; i < run->calls->len; i++) {
		const struct seen *seen =
			&g_array_index(run->calls, struct seen, i);
		const struct range *range =
			g_hash_table_lookup(claims->by_line,
					    GUINT_TO_POINTER(seen->line));

		if (!range || !range_contains(range, seen->value))
			return refuted(seen->is_question ? "value" : "size",
				       seen->line, seen->value, range,
				       size_type);
	}
	if (!claims->result ||
	    !range_contains(claims->result, ctype_value(type, run->result)))
		return refuted("result", 0, run->result, claims->result, type);
	return NULL;
}

void claims_count(const struct claims *claims, guint *n_calls,
		  guint *n_bounded)
{
	GHashTableIter iter;
	gpointer range;

	g_hash_table_iter_init(&iter, claims->by_line);
	while (g_hash_table_iter_next(&iter, NULL, &range)) {
		(*n_calls)++;
		*n_bounded += !range_is_full(range, size_type);
	}
}
