// SPDX-License-Identifier: GPL-2.0-only
/* sizeof and _Alignof. */
#include <string.h>

#include "front/lower.h"

static bool is_word_sized(CXType type)
{
	type = clang_getCanonicalType(type);
	return type.kind == CXType_Pointer || type.kind == CXType_Long ||
	       type.kind == CXType_ULong;
}

/* "(unsigned long)", "(void *)", "(struct foo **)" */
static bool names_word_type(const char *at, const char *end)
{
	bool has_long = false, is_long = true;
	const char *close = text_skip_brackets(at, end);

	if (!close)
		return false;
	close--;
	while (close > at && g_ascii_isspace(close[-1]))
		close--;
	if (close[-1] == '*')
		return true;
	at = text_skip_space(at + 1, close);
	while (at < close && is_long) {
		gsize n = text_identifier(at, close);

		if (text_is_word(at, close, "long")) {
			is_long = !has_long;
			has_long = true;
		} else if (!text_is_word(at, close, "unsigned") &&
			   !text_is_word(at, close, "signed") &&
			   !text_is_word(at, close, "int")) {
			is_long = false;
		}
		at = n ? text_skip_space(at + n, close) : close + 1;
	}
	return has_long && is_long && at == close;
}

/* Is the operand one word of the target: a long or a pointer? */
static bool is_size_of_word(struct lower *l, CXCursor expression,
			    const struct cursors *children)
{
	CXCursor child = children->n ? children->at[0] :
				       clang_getNullCursor();
	const char *end, *at;
	gsize n;

	at = front_spelling(l->front, clang_getRangeStart(
				clang_getCursorExtent(expression)), &end);
	if (!at || !text_is_word(at, end, "sizeof"))
		return false;
	if (cursor_is_expression(child))
		return is_word_sized(clang_getCursorType(child));
	at = text_skip_space(at + strlen("sizeof"), end);
	if (at == end || *at != '(')
		return false;
	if (names_word_type(at, end))
		return true;
	if (cursor_kind(child) != CXCursor_TypeRef ||
	    !is_word_sized(clang_getCursorType(child)))
		return false;
	at = text_skip_space(at + 1, end);
	n = text_identifier(at, end);
	at = text_skip_space(at + n, end);
	return n && at < end && *at == ')';
}

/* sizeof of a variable-length array is computed where it is declared. */
static guint32 lower_vla_size(struct lower *l, CXCursor expression,
			      const struct cursors *children)
{
	guint32 type = front_cursor_type(l->front, expression);
	gpointer local = NULL;
	struct place place;
	CXCursor decl;

	if (children->n && l->vla_sizes) {
		decl = clang_getCursorReferenced(
				cursor_strip(children->at[0]));
		local = g_hash_table_lookup(l->vla_sizes, &decl);
	}
	if (!local)
		return build_unknown(l, type, "sizeof what is not constant");
	place = build_local_place(l, GPOINTER_TO_UINT(local) - 1);
	return build_load(l, &place);
}

guint32 lower_sizeof(struct lower *l, CXCursor expression)
{
	guint32 type = front_cursor_type(l->front, expression);
	enum ir_atom atom = IR_ATOM_NONE;
	autocursors children = { 0 };
	guint64 value;

	cursors_of(&children, expression);
	for (guint i = 0; i < children.n; i++)
		lower_count_unlowered(l, children.at[i]);
	if (!cursor_evaluate(expression, &value))
		return lower_vla_size(l, expression, &children);
	if (value == l->ir->long_bits / 8 &&
	    is_size_of_word(l, expression, &children))
		atom = IR_ATOM_LONG_BYTES;
	return build_atom(l, type, value, atom);
}
