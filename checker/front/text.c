// SPDX-License-Identifier: GPL-2.0-only
/* Reading C text: white space, comments, literals, brackets, words. */
#include <string.h>

#include "front/unit.h"

const char *text_intern(char *text)
{
	const char *interned = ir_intern(text);

	g_free(text);
	return interned;
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_' || c == '$';
}

static const char *skip_comment(const char *at, const char *end)
{
	if (at[1] == '/') {
		while (at < end && *at != '\n')
			at++;
		return at;
	}
	for (at += 2; at + 1 < end; at++)
		if (at[0] == '*' && at[1] == '/')
			return at + 2;
	return end;
}

/* White space, comments and continued lines. */
const char *text_skip_space(const char *at, const char *end)
{
	while (at < end) {
		if (g_ascii_isspace(*at))
			at++;
		else if (*at == '\\' && at + 1 < end &&
			 (at[1] == '\n' || at[1] == '\r'))
			at += 2;
		else if (*at == '/' && at + 1 < end &&
			 (at[1] == '/' || at[1] == '*'))
			at = skip_comment(at, end);
		else
			break;
	}
	return at;
}

/* From a quote to one past the closing one. */
const char *text_skip_string(const char *at, const char *end)
{
	char quote = *at++;

	while (at < end && *at != quote) {
		if (*at == '\\')
			at++;
		at++;
	}
	return at < end ? at + 1 : end;
}

gsize text_identifier(const char *at, const char *end)
{
	const char *start = at;

	if (at < end && g_ascii_isdigit(*at))
		return 0;
	while (at < end && is_word_char(*at))
		at++;
	return at - start;
}

bool text_is_word(const char *at, const char *end, const char *word)
{
	gsize n = text_identifier(at, end);

	return n == strlen(word) && !memcmp(at, word, n);
}

const char *text_skip_brackets(const char *at, const char *end)
{
	guint depth = 0;

	while (at < end) {
		switch (*at) {
		case '(': case '[': case '{':
			depth++;
			at++;
			break;
		case ')': case ']': case '}':
			at++;
			if (!--depth)
				return at;
			break;
		case '"': case '\'':
			at = text_skip_string(at, end);
			break;
		case '/':
			if (at + 1 < end && (at[1] == '/' || at[1] == '*'))
				at = skip_comment(at, end);
			else
				at++;
			break;
		default:
			at++;
		}
	}
	return NULL;
}
