// SPDX-License-Identifier: GPL-2.0-only
/*
 * Scopes, their cleanups, and labels.
 *
 * A variable with a cleanup attribute is cleaned up wherever control leaves
 * its scope: at the end, at break, continue, return, and at a goto. A forward
 * goto does not know its label's scope yet, so gotos that have something to
 * clean up are finished at the end of the function.
 */
#include <string.h>

#include "front/lower.h"

void scope_enter(struct lower *l)
{
	struct scope *scope = g_new0(struct scope, 1);

	scope->outer = l->scope;
	scope->depth = l->scope ? l->scope->depth + 1 : 0;
	scope->cleanups = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_ptr_array_add(l->scopes, scope);
	l->scope = scope;
}

void scope_add_cleanup(struct lower *l, guint32 local)
{
	g_array_append_val(l->scope->cleanups, local);
}

/* cleanup(&local): wherever control leaves, it is written at the variable. */
static void emit_cleanup(struct lower *l, guint32 local)
{
	const struct ir_local variable = l->fn->locals[local];
	const char *name = variable.cleanup;
	struct callee *callee = front_callee_named(l->front, name);
	struct ir_insn insn = ir_insn_init(IR_CALL, 0, variable.loc);
	struct place place = build_local_place(l, local);

	insn.call = ir_call_new(l->ir);
	insn.call->callee = name;
	insn.call->callee_key = callee ? callee->key : name;
	insn.call->written = ir_intern("");
	insn.call->is_implicit = true;
	build_argument(l, insn.call, place.address);
	build_insn(l, insn);
}

/* Clean up what is alive in a scope, from the last down to `keep`. */
static void emit_from(struct lower *l, const struct scope *scope, guint alive,
		      guint keep)
{
	while (alive-- > keep)
		emit_cleanup(l, g_array_index(scope->cleanups, guint32,
					      alive));
}

void scope_emit_cleanups(struct lower *l, const struct scope *target)
{
	for (struct scope *at = l->scope; at && at != target; at = at->outer)
		emit_from(l, at, at->cleanups->len, 0);
}

void scope_leave(struct lower *l)
{
	scope_emit_cleanups(l, l->scope->outer);
	l->scope = l->scope->outer;
}

static struct scope_point point_here(struct lower *l)
{
	struct scope_point point = {
		.scope = l->scope,
		.alive = g_array_new(FALSE, TRUE, sizeof(guint)),
	};

	g_array_set_size(point.alive, l->scope->depth + 1);
	for (struct scope *at = l->scope; at; at = at->outer)
		g_array_index(point.alive, guint, at->depth) =
			at->cleanups->len;
	return point;
}

static bool has_cleanups(const struct scope *scope)
{
	for (; scope; scope = scope->outer)
		if (scope->cleanups->len)
			return true;
	return false;
}

/* Labels */

static void label_free(gpointer data)
{
	struct label *label = data;

	g_clear_pointer(&label->point.alive, g_array_unref);
	g_free(label->name);
	g_free(label);
}

/* A label's block is made when the label is first named. */
static struct label *scope_label(struct lower *l, CXCursor cursor)
{
	struct label *label = g_hash_table_lookup(l->labels,
						  cursor_node(cursor));

	if (label || cursor_kind(cursor) != CXCursor_LabelStmt)
		return label;
	label = g_new0(struct label, 1);
	label->name = cursor_take_string(clang_getCursorSpelling(cursor));
	label->block = build_block(l);
	g_hash_table_insert(l->labels, (gpointer)cursor_node(cursor), label);
	return label;
}

static enum CXChildVisitResult find_labels(CXCursor cursor, CXCursor parent,
					   CXClientData data)
{
	(void)parent;
	scope_label(data, cursor);
	return CXChildVisit_Recurse;
}

void scope_collect_labels(struct lower *l)
{
	if (l->has_all_labels)
		return;
	l->has_all_labels = true;
	clang_visitChildren(l->cursor, find_labels, l);
}

GHashTable *scope_new_labels(void)
{
	return g_hash_table_new_full(NULL, NULL, NULL, label_free);
}

struct label *scope_label_named(struct lower *l, const char *name, gsize n)
{
	struct label *found = NULL;
	GHashTableIter iter;
	gpointer value;

	scope_collect_labels(l);
	g_hash_table_iter_init(&iter, l->labels);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct label *label = value;

		if (strlen(label->name) == n && !memcmp(label->name, name, n))
			found = label;
	}
	return found;
}

void scope_place_label(struct lower *l, CXCursor cursor)
{
	struct label *label = scope_label(l, cursor);

	build_jump(l, label->block);
	build_enter(l, label->block);
	label->is_placed = true;
	if (!label->point.alive)
		label->point = point_here(l);
}

static void goto_free(gpointer data)
{
	struct pending_goto *jump = data;

	g_clear_pointer(&jump->point.alive, g_array_unref);
	g_free(jump);
}

void scope_goto(struct lower *l, CXCursor cursor)
{
	struct label *label = scope_label(l, cursor);
	struct pending_goto *jump;

	if (!label) {
		build_incomplete(l, "goto without a label");
		build_end(l, IR_UNREACHABLE, IR_NONE);
		return;
	}
	if (!has_cleanups(l->scope)) {
		build_jump(l, label->block);
		return;
	}
	if (!l->pending)
		l->pending = g_ptr_array_new_with_free_func(goto_free);
	jump = g_new0(struct pending_goto, 1);
	jump->block = build_block(l);
	jump->label = label;
	jump->point = point_here(l);
	jump->loc = l->loc;
	g_ptr_array_add(l->pending, jump);
	build_jump(l, jump->block);
}

static bool encloses(const struct scope *outer, const struct scope *inner)
{
	while (inner && inner != outer)
		inner = inner->outer;
	return inner;
}

static void finish_goto(struct lower *l, const struct pending_goto *jump)
{
	const struct scope_point *from = &jump->point, *to = &jump->label->point;
	const struct scope *at = from->scope;

	build_enter(l, jump->block);
	l->loc = jump->loc;
	for (; at && to->scope && !encloses(at, to->scope); at = at->outer)
		emit_from(l, at, g_array_index(from->alive, guint, at->depth),
			  0);
	if (at && to->scope)
		emit_from(l, at, g_array_index(from->alive, guint, at->depth),
			  g_array_index(to->alive, guint, at->depth));
	build_jump(l, jump->label->block);
}

void scope_finish_gotos(struct lower *l)
{
	for (guint i = 0; l->pending && i < l->pending->len; i++)
		finish_goto(l, l->pending->pdata[i]);
}

void scope_free(struct lower *l)
{
	for (guint i = 0; i < l->scopes->len; i++) {
		struct scope *scope = l->scopes->pdata[i];

		g_array_unref(scope->cleanups);
		g_free(scope);
	}
	g_ptr_array_unref(l->scopes);
	g_clear_pointer(&l->pending, g_ptr_array_unref);
	g_clear_pointer(&l->labels, g_hash_table_unref);
}
