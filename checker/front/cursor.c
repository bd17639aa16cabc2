// SPDX-License-Identifier: GPL-2.0-only
/* Helpers over libclang's cursors. */
#include "front/cursor.h"

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent,
				       CXClientData data)
{
	struct cursors *children = data;

	(void)parent;
	if (children->n == children->room) {
		guint room = children->room * 2;

		if (children->at == children->space) {
			children->at = g_new(CXCursor, room);
			memcpy(children->at, children->space,
			       sizeof(children->space));
		} else {
			children->at = g_renew(CXCursor, children->at, room);
		}
		children->room = room;
	}
	children->at[children->n++] = cursor;
	return CXChildVisit_Continue;
}

void cursors_of(struct cursors *children, CXCursor parent)
{
	children->at = children->space;
	children->n = 0;
	children->room = CURSORS_INLINE;
	clang_visitChildren(parent, collect, children);
}

void cursors_release(struct cursors *children)
{
	if (children->at && children->at != children->space)
		g_free(children->at);
}

char *cursor_take_string(CXString string)
{
	char *text = g_strdup(clang_getCString(string));

	clang_disposeString(string);
	return text ? text : g_strdup("");
}

guint cursor_hash(gconstpointer key)
{
	return clang_hashCursor(*(const CXCursor *)key);
}

gboolean cursor_equal(gconstpointer a, gconstpointer b)
{
	return clang_equalCursors(*(const CXCursor *)a, *(const CXCursor *)b);
}

CXCursor *cursor_copy(CXCursor cursor)
{
	CXCursor *copy = g_new(CXCursor, 1);

	*copy = cursor;
	return copy;
}

CXCursor cursor_last_child(CXCursor cursor)
{
	autocursors children = { 0 };

	cursors_of(&children, cursor);
	return children.n ? children.at[children.n - 1] :
			    clang_getNullCursor();
}

CXCursor cursor_strip(CXCursor cursor)
{
	while (cursor_kind(cursor) == CXCursor_ParenExpr ||
	       (cursor_kind(cursor) == CXCursor_UnaryOperator &&
		clang_getCursorUnaryOperatorKind(cursor) ==
		CXUnaryOperator_Extension))
		cursor = cursor_last_child(cursor);
	return cursor;
}

CXCursor cursor_strip_casts(CXCursor cursor)
{
	for (;;) {
		autocursors children = { 0 };

		cursor = cursor_strip(cursor);
		if (cursor_kind(cursor) != CXCursor_UnexposedExpr &&
		    cursor_kind(cursor) != CXCursor_CStyleCastExpr)
			return cursor;
		cursors_of(&children, cursor);
		if (!children.n)
			return cursor;
		if (cursor_kind(cursor) == CXCursor_UnexposedExpr &&
		    !cursor_is_implicit(cursor, &children))
			return cursor;
		cursor = children.at[children.n - 1];
	}
}

bool cursor_is_implicit(CXCursor cursor, const struct cursors *children)
{
	CXSourceLocation start, operand;

	if (children->n != 1 || !cursor_is_expression(children->at[0]))
		return false;
	start = clang_getRangeStart(clang_getCursorExtent(cursor));
	operand = clang_getRangeStart(clang_getCursorExtent(children->at[0]));
	return clang_equalLocations(start, operand);
}

bool cursor_evaluate(CXCursor cursor, guint64 *value)
{
	CXEvalResult result = clang_Cursor_Evaluate(cursor);
	bool known = false;

	if (!result)
		return false;
	if (clang_EvalResult_getKind(result) == CXEval_Int) {
		known = true;
		*value = clang_EvalResult_isUnsignedInt(result) ?
			 clang_EvalResult_getAsUnsigned(result) :
			 (guint64)clang_EvalResult_getAsLongLong(result);
	}
	clang_EvalResult_dispose(result);
	return known;
}

bool cursor_evaluate_truncated(CXCursor cursor, guint64 *value)
{
	CXEvalResult result = clang_Cursor_Evaluate(cursor);
	double real = 0;
	bool known = result &&
		     clang_EvalResult_getKind(result) == CXEval_Float;

	if (known)
		real = clang_EvalResult_getAsDouble(result);
	if (result)
		clang_EvalResult_dispose(result);
	if (!known || !(real > -0x1p63 && real < 0x1p64))
		return false;
	*value = real < 0 ? (guint64)(gint64)real : (guint64)real;
	return true;
}

bool cursor_is_call_of(CXCursor cursor, const char *function)
{
	CXString name = clang_getCursorSpelling(cursor);
	bool yes = cursor_kind(cursor) == CXCursor_CallExpr &&
		   !g_strcmp0(clang_getCString(name), function);

	clang_disposeString(name);
	return yes;
}
