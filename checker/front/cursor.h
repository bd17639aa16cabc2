/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Small helpers over libclang's cursors: children as an array, sugar peeled
 * off, handles that free themselves.
 */
#ifndef KMCHECK_FRONT_CURSOR_H
#define KMCHECK_FRONT_CURSOR_H

#include <clang-c/Index.h>
#include <glib.h>
#include <stdbool.h>

#define CURSORS_INLINE 6

/* The direct children of a cursor; starts as { 0 }. Not movable: `at` may
 * point inside. */
struct cursors {
	CXCursor *at;
	guint n, room;
	CXCursor space[CURSORS_INLINE];
};

void cursors_of(struct cursors *children, CXCursor parent);
void cursors_release(struct cursors *children);

G_DEFINE_AUTO_CLEANUP_FREE_FUNC(CXIndex, clang_disposeIndex, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC(CXTranslationUnit,
				clang_disposeTranslationUnit, NULL)

#define autocursors __attribute__((cleanup(cursors_release))) struct cursors

/* The string's text; disposes of the handle. The caller frees it. */
char *cursor_take_string(CXString string);

/* Hash and equality of heap-allocated CXCursor keys. */
guint cursor_hash(gconstpointer key);
gboolean cursor_equal(gconstpointer a, gconstpointer b);
CXCursor *cursor_copy(CXCursor cursor);

/* What identifies a statement or expression: cursors of one node differ in the
 * declaration they were reached from. */
static inline gconstpointer cursor_node(CXCursor cursor)
{
	return cursor.data[1];
}

/* Without parentheses and `__extension__`. */
CXCursor cursor_strip(CXCursor cursor);
/* … and without implicit casts and explicit casts. */
CXCursor cursor_strip_casts(CXCursor cursor);

/* The last child: the operand of a cast, whose type may have children too. */
CXCursor cursor_last_child(CXCursor cursor);

/* An implicit conversion starts where its operand starts; every other thing
 * that libclang calls "unexposed" starts with a token of its own. */
bool cursor_is_implicit(CXCursor cursor, const struct cursors *children);

bool cursor_is_call_of(CXCursor cursor, const char *function);

/* Integer value of a side-effect-free expression of at most 64 bits. */
bool cursor_evaluate(CXCursor cursor, guint64 *value);
/* What a constant floating expression is as an integer: 5e6, 0x1p23. */
bool cursor_evaluate_truncated(CXCursor cursor, guint64 *value);

static inline enum CXCursorKind cursor_kind(CXCursor cursor)
{
	return clang_getCursorKind(cursor);
}

static inline bool cursor_is_expression(CXCursor cursor)
{
	return clang_isExpression(cursor.kind);
}

#endif
