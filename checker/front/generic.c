// SPDX-License-Identifier: GPL-2.0-only
/*
 * _Generic. libclang shows every alternative and not which one is taken: it is
 * the only one of the selection's own type, or else the one whose type, read
 * from the text, is the controlling expression's.
 */
#include <string.h>

#include "front/lower.h"

enum match { MATCH_NO, MATCH_YES, MATCH_UNKNOWN };

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

/* "const name_t **": the typedef's name, how many stars, whether const. */
struct named_type {
	const char *name;
	gsize n;
	guint n_stars;
	bool is_const;
};

static bool read_named_type(const char *at, const char *end,
			    struct named_type *out)
{
	*out = (struct named_type){ 0 };
	for (at = text_skip_space(at, end); at < end;
	     at = text_skip_space(at, end)) {
		gsize n = text_identifier(at, end);

		if (text_is_word(at, end, "const") && !out->n_stars) {
			out->is_const = true;
		} else if (n && !out->name) {
			out->name = at;
			out->n = n;
		} else if (*at == '*' && out->name) {
			out->n_stars++;
			n = 1;
		} else {
			return false;
		}
		at += n;
	}
	return out->name;
}

static CXType canonical(CXType type)
{
	return clang_getCanonicalType(clang_getUnqualifiedType(
					clang_getCanonicalType(type)));
}

/* Is `type` what the text, a typedef's name and stars, stands for? */
static enum match match_named(struct front *front, CXType type,
			      const char *at, const char *end)
{
	struct named_type named;
	CXType meant;

	if (!read_named_type(at, end, &named) ||
	    !front_typedef(front, named.name, named.n, &meant))
		return MATCH_UNKNOWN;
	type = clang_getCanonicalType(type);
	for (guint i = 0; i < named.n_stars; i++) {
		if (type.kind != CXType_Pointer)
			return MATCH_NO;
		type = clang_getCanonicalType(clang_getPointeeType(type));
	}
	if (named.n_stars && named.is_const != !!clang_isConstQualifiedType(
						type))
		return MATCH_NO;
	return clang_equalTypes(canonical(type), canonical(meant)) ?
	       MATCH_YES : MATCH_NO;
}

static enum match match_type(struct front *front, CXType type,
			     const char *at, const char *end)
{
	if (is_type_named(type, at, end - at))
		return MATCH_YES;
	if (is_plain_type(at, end))
		return MATCH_NO;
	return match_named(front, type, at, end);
}

/* The index of the association whose type is `type`, in text; `default` only
 * in text with every macro expanded, and if no other association could be the
 * same type by another name. */
static guint match_text(struct front *front, const char *open,
			const char *end, CXType type, bool is_expanded)
{
	const char *close = text_skip_brackets(open, end), *at, *colon;
	guint otherwise = G_MAXUINT;
	bool is_certain = true;

	if (!close)
		return G_MAXUINT;
	close--;
	at = skip_to(open + 1, close, ',');
	for (guint i = 0; at; i++) {
		enum match match = MATCH_NO;

		at = text_skip_space(at + 1, close);
		colon = skip_to(at, close, ':');
		if (!colon)
			break;
		if (text_is_word(at, colon, "default"))
			otherwise = i;
		else
			match = match_type(front, type, at, trim(at, colon));
		if (match == MATCH_YES)
			return i;
		is_certain &= match == MATCH_NO;
		at = skip_to(colon, close, ',');
	}
	return is_certain && is_expanded ? otherwise : G_MAXUINT;
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

CXCursor generic_sole_choice(CXCursor expression)
{
	autocursors children = { 0 };
	guint found;

	cursors_of(&children, expression);
	found = sole_candidate(expression, &children);
	return found == G_MAXUINT ? clang_getNullCursor() : children.at[found];
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
			index = match_text(l->front, at, end, type, false);
	}
	if (index != G_MAXUINT)
		return index;
	at = printed_find(l, expression, PRINTED_GENERIC, &end);
	return at ? match_text(l->front, at, end, type, true) : G_MAXUINT;
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
