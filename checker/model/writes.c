// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a call may write behind its caller's back: the fields and globals that
 * the callee, and what it calls in turn, do not only read.
 *
 * The names are kept per function, and per callee only the functions it leads
 * to and what has been asked: a set of names per callee would grow with the
 * square of the program.
 */
#include "model/model.h"

#include "ir/walk.h"

/* Further than this a callee is not followed. */
#define MAX_REACHED 400

struct reach {
	GPtrArray *functions;		/* struct function_ref *: itself first */
	GHashTable *asked;		/* name -> may it be written, + 1 */
};

static void reach_free(gpointer p)
{
	struct reach *reach = p;

	g_ptr_array_unref(reach->functions);
	g_hash_table_unref(reach->asked);
	g_free(reach);
}

GHashTable *writes_table_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, reach_free);
}

GHashTable *names_table_new(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL,
				     (GDestroyNotify)g_hash_table_unref);
}

static void add_reached(const struct program_db *db, struct function_ref *fn,
			GPtrArray *out, GHashTable *seen)
{
	if (!g_hash_table_add(seen, fn))
		return;
	g_ptr_array_add(out, fn);
	for (guint i = 0; i < fn->calls->len && out->len < MAX_REACHED; i++) {
		struct function_ref *callee = program_function(db,
			g_array_index(fn->calls, struct code_ref,
				      i).insn->call->callee_key);

		if (callee)
			add_reached(db, callee, out, seen);
	}
}

static struct reach *reach_of(struct analysis *analysis,
			      const struct function_ref *fn)
{
	struct reach *reach = g_hash_table_lookup(analysis->writes, fn);
	g_autoptr(GHashTable) seen = NULL;

	if (reach)
		return reach;
	seen = g_hash_table_new(NULL, NULL);
	reach = g_new0(struct reach, 1);
	reach->functions = g_ptr_array_new();
	reach->asked = g_hash_table_new(NULL, NULL);
	add_reached(analysis->db, (struct function_ref *)fn, reach->functions,
		    seen);
	g_hash_table_insert(analysis->writes, (gpointer)fn, reach);
	return reach;
}

static void mark(bool *marks, guint32 temp)
{
	if (temp != IR_NONE)
		marks[temp] = true;
}

/* Per temp: is it used for anything but to read where it points? */
static bool *used_otherwise(const struct ir_function *fn)
{
	bool *used = g_new0(bool, fn->n_temps + 1);
	const struct ir_insn *insn;

	ir_for_each_insn(fn, walk, insn) {
		if (insn->op != IR_LOAD)
			mark(used, insn->a);
		mark(used, insn->b);
		for (guint i = 0; insn->call && i < insn->call->n_args; i++)
			mark(used, insn->call->args[i]);
	}
	for (guint b = 0; b < fn->n_blocks; b++)
		mark(used, ir_block(fn, b)->value);
	return used;
}

/* The fields and globals that a function does more with than to read them;
 * which of them it stores to does not matter for the few that are asked for. */
static GHashTable *names_of(struct analysis *analysis,
			    const struct function_ref *fn)
{
	GHashTable *names = g_hash_table_lookup(analysis->names, fn);
	g_autofree bool *used = NULL;
	const struct ir_insn *insn;

	if (names)
		return names;
	names = g_hash_table_new(NULL, NULL);
	used = used_otherwise(fn->fn);
	ir_for_each_insn(fn->fn, walk, insn) {
		if (insn->op == IR_FIELD && used[insn->dst])
			g_hash_table_add(names, (gpointer)
				field_identity(fn->unit, insn->record,
					       insn->imm));
		else if (insn->op == IR_ADDR_GLOBAL && used[insn->dst])
			g_hash_table_add(names, (gpointer)
				ir_global(fn->unit, (guint32)insn->imm)->key);
	}
	g_hash_table_insert(analysis->names, (gpointer)fn, names);
	return names;
}

bool function_may_write(struct analysis *analysis,
			const struct function_ref *fn, const char *identity)
{
	struct reach *reach = reach_of(analysis, fn);
	guint answer = GPOINTER_TO_UINT(g_hash_table_lookup(reach->asked,
							    identity));

	if (answer)
		return answer - 1;
	for (guint i = 0; i < reach->functions->len && !answer; i++)
		answer = g_hash_table_contains(names_of(analysis,
				g_ptr_array_index(reach->functions, i)),
				identity);
	g_hash_table_insert(reach->asked, (gpointer)identity,
			    GUINT_TO_POINTER(answer + 1));
	return answer;
}
