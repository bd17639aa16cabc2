// SPDX-License-Identifier: GPL-2.0-only
/* sizeof, _Alignof and _Generic: what is decided by a type. */
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

/* The type's name without qualifiers, as the pretty-printer has it. */
static bool is_type_named(CXType type, const char *name, gsize n)
{
	g_autofree char *written = cursor_take_string(
		clang_getTypeSpelling(clang_getUnqualifiedType(type)));
	g_autofree char *canonical = cursor_take_string(
		clang_getTypeSpelling(clang_getUnqualifiedType(
			clang_getCanonicalType(type))));

	return (strlen(written) == n && !memcmp(written, name, n)) ||
	       (strlen(canonical) == n && !memcmp(canonical, name, n));
}

/* One association, "type: expression": where its type ends. */
static const char *skip_to(const char *at, const char *end, char stop)
{
	while (at && at < end && *at != stop) {
		if (*at == '"' || *at == '\'')
			at = text_skip_string(at, end);
		else if (*at == '(' || *at == '[' || *at == '{')
			at = text_skip_brackets(at, end);
		else
			at++;
	}
	return at && at < end ? at : NULL;
}

/* A type of keywords and tags alone: no other name can stand for it. */
static bool is_plain_type(const char *at, const char *end)
{
	static const char *const words[] = {
		"void", "char", "short", "int", "long", "signed", "unsigned",
		"float", "double", "_Bool", "const", "volatile", "__int128",
	};

	while (at < end) {
		gsize n = text_identifier(at, end);
		bool is_known = !n;

		if (text_is_word(at, end, "struct") ||
		    text_is_word(at, end, "union") ||
		    text_is_word(at, end, "enum")) {
			at = text_skip_space(at + n, end);
			at += text_identifier(at, end);
			continue;
		}
		for (guint i = 0; i < G_N_ELEMENTS(words); i++)
			is_known |= text_is_word(at, end, words[i]);
		if (!is_known)
			return false;
		at += n ? n : 1;
	}
	return true;
}

static const char *trim(const char *begin, const char *end)
{
	while (end > begin && g_ascii_isspace(end[-1]))
		end--;
	return end;
}

/* The index of the association whose type is `type`, in text; `default` only
 * if no other could be the same type by another name. */
static guint match_text(const char *open, const char *end, CXType type)
{
	const char *close = text_skip_brackets(open, end), *at, *colon;
	guint otherwise = G_MAXUINT;
	bool is_plain = true;

	if (!close)
		return G_MAXUINT;
	close--;
	at = skip_to(open + 1, close, ',');
	for (guint i = 0; at; i++) {
		at = text_skip_space(at + 1, close);
		colon = skip_to(at, close, ':');
		if (!colon)
			break;
		if (text_is_word(at, colon, "default"))
			otherwise = i;
		else if (is_type_named(type, at, trim(at, colon) - at))
			return i;
		else if (!is_plain_type(at, colon))
			is_plain = false;
		at = skip_to(colon, close, ',');
	}
	return is_plain ? otherwise : G_MAXUINT;
}

/* Alternatives of the selection's own type; if there is one only, it. */
static guint sole_candidate(CXCursor expression,
			    const struct cursors *children)
{
	CXType type = clang_getCursorType(expression);
	guint found = G_MAXUINT, n = 0;

	for (guint i = 1; i < children->n; i++) {
		if (!cursor_is_expression(children->at[i]) ||
		    !clang_equalTypes(type, clang_getCursorType(
						children->at[i])))
			continue;
		found = i;
		n++;
	}
	return n == 1 ? found : G_MAXUINT;
}

/* As spelled, or, where macros spell it, as pretty-printed. */
static guint text_choice(struct lower *l, CXCursor expression, CXType type)
{
	const char *end, *at = front_spelling(l->front,
			clang_getCursorLocation(expression), &end);
	guint index = G_MAXUINT;

	if (at && text_is_word(at, end, "_Generic")) {
		at = text_skip_space(at + strlen("_Generic"), end);
		if (at < end && *at == '(')
			index = match_text(at, end, type);
	}
	if (index != G_MAXUINT)
		return index;
	at = printed_find(l, expression, PRINTED_GENERIC, &end);
	return at ? match_text(at, end, type) : G_MAXUINT;
}

static guint named_choice(struct lower *l, CXCursor expression,
			  const struct cursors *children)
{
	guint index, n = 0;

	index = text_choice(l, expression,
			    clang_getCursorType(children->at[0]));
	for (guint i = 1; i < children->n; i++)
		if (cursor_is_expression(children->at[i]) && n++ == index)
			return i;
	return G_MAXUINT;
}

/* The null cursor if it cannot be told: lowered as an unknown value. */
CXCursor lower_generic_choice(struct lower *l, CXCursor expression)
{
	autocursors children = { 0 };
	guint chosen;

	cursors_of(&children, expression);
	if (!children.n)
		return clang_getNullCursor();
	chosen = sole_candidate(expression, &children);
	if (chosen == G_MAXUINT)
		chosen = named_choice(l, expression, &children);
	for (guint i = 0; i < children.n; i++)
		if (i != chosen)
			lower_count_unlowered(l, children.at[i]);
	return chosen == G_MAXUINT ? clang_getNullCursor() :
				     children.at[chosen];
}
