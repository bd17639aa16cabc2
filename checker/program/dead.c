// SPDX-License-Identifier: GPL-2.0-only
/*
 * Static functions that nothing leads to: nobody calls them, and where their
 * address stands the configuration has put NULL, as in PTR_IF(false, setup).
 * They never run, so what they call and store says nothing.
 *
 * Only a function of a unit that was lowered to its end counts: what could not
 * be may call it.
 */
#include "program/program.h"

#include "ir/walk.h"

struct search {
	const struct program_db *db;
	GHashTable *named;	/* keys of functions whose address is used */
	GHashTable *open;	/* units (struct ir_unit *) with a function that
				   was not lowered to its end */
	GPtrArray *dead;	/* struct function_ref * */
};

static void look_at(struct search *s, const struct function_ref *ref)
{
	const struct ir_insn *insn;

	if (!ref->fn->is_complete)
		g_hash_table_add(s->open, (gpointer)ref->unit);
	ir_for_each_insn(ref->fn, walk, insn)
		if (insn->op == IR_ADDR_FUNC)
			g_hash_table_add(s->named, (gpointer)insn->str);
}

static bool may_be_dead(const struct search *s, const struct function_ref *ref)
{
	return ref->fn->is_static && ref->fn->in_main_file && !ref->is_dead &&
	       !ref->is_exported && !ref->is_taken &&
	       !g_hash_table_contains(s->named, ref->fn->key) &&
	       !g_hash_table_contains(s->open, ref->unit);
}

/* Is each of its callers dead? It is one itself if it calls itself. */
static bool is_left_alone(const struct function_ref *ref)
{
	for (guint i = 0; i < ref->callers->len; i++) {
		const struct function_ref *caller =
			g_array_index(ref->callers, struct code_ref,
				      i).function;

		if (caller != ref && !caller->is_dead)
			return false;
	}
	return true;
}

static void add_dead(struct search *s, struct function_ref *ref)
{
	if (!may_be_dead(s, ref) || !is_left_alone(ref))
		return;
	ref->is_dead = true;
	g_ptr_array_add(s->dead, ref);
}

static void drop_refs(GArray *refs)
{
	for (guint i = refs->len; i > 0; i--)
		if (g_array_index(refs, struct code_ref,
				  i - 1).function->is_dead)
			g_array_remove_index(refs, i - 1);
}

static void drop_takers(GArray *takers)
{
	for (guint i = takers->len; i > 0; i--)
		if (g_array_index(takers, struct taker,
				  i - 1).call.function->is_dead)
			g_array_remove_index(takers, i - 1);
}

static void drop_functions(GPtrArray *functions)
{
	for (guint i = functions->len; i > 0; i--)
		if (((struct function_ref *)functions->pdata[i - 1])->is_dead)
			g_ptr_array_remove_index(functions, i - 1);
}

static void drop_what_they_do(const struct program_db *db)
{
	GHashTableIter iter;
	gpointer at;

	for (guint i = 0; i < db->ordered->len; i++) {
		struct function_ref *ref = db->ordered->pdata[i];

		drop_refs(ref->callers);
		drop_functions(ref->named_by);
	}
	g_hash_table_iter_init(&iter, db->globals);
	while (g_hash_table_iter_next(&iter, NULL, &at)) {
		drop_refs(((struct global_ref *)at)->stores);
		drop_takers(((struct global_ref *)at)->takers);
	}
	g_hash_table_iter_init(&iter, db->fields);
	while (g_hash_table_iter_next(&iter, NULL, &at)) {
		drop_refs(((struct field_ref *)at)->stores);
		drop_takers(((struct field_ref *)at)->takers);
		drop_functions(((struct field_ref *)at)->called_by);
	}
	g_hash_table_iter_init(&iter, db->records);
	while (g_hash_table_iter_next(&iter, NULL, &at))
		drop_refs(((struct record_ref *)at)->copies);
}

void program_drop_dead(struct program_db *db)
{
	struct search s = {
		.db = db, .named = g_hash_table_new(NULL, NULL),
		.open = g_hash_table_new(NULL, NULL),
		.dead = g_ptr_array_new(),
	};

	for (guint i = 0; i < db->ordered->len; i++)
		look_at(&s, program_visit(db, i));
	for (guint i = 0; i < db->ordered->len; i++)
		add_dead(&s, db->ordered->pdata[i]);
	/* the list grows as it is gone through */
	for (guint i = 0; i < s.dead->len; i++) {
		const struct function_ref *ref = s.dead->pdata[i];

		for (guint k = 0; k < ref->calls->len; k++) {
			struct function_ref *callee = program_function(db,
				g_array_index(ref->calls, struct code_ref,
					      k).insn->call->callee_key);

			if (callee)
				add_dead(&s, callee);
		}
	}
	if (s.dead->len)
		drop_what_they_do(db);
	g_ptr_array_unref(s.dead);
	g_hash_table_unref(s.open);
	g_hash_table_unref(s.named);
}
