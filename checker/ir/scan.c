// SPDX-License-Identifier: GPL-2.0-only
#include "ir/scan.h"

#include <string.h>

#include "ir/text.h"

void scan_init(struct scan *s, const char *text, gsize length_bytes)
{
	*s = (struct scan){ .p = text, .end = text + length_bytes, .line = 1,
			    .text = g_string_new(NULL) };
}

void scan_release(struct scan *s)
{
	g_string_free(s->text, TRUE);
}

void scan_fail(struct scan *s, const char *format, ...)
{
	g_autofree char *what = NULL;
	va_list args;

	if (s->error)
		return;
	va_start(args, format);
	what = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(&s->error, IR_ERROR, IR_ERROR_SYNTAX,
		    "line %u: %s", s->line, what);
	s->p = s->end;
}

const char *scan_word(struct scan *s, gsize *length_bytes)
{
	const char *begin;

	scan_next(s);
	begin = s->p;
	while (s->p < s->end && scan_is_word(*s->p))
		s->p++;
	*length_bytes = (gsize)(s->p - begin);
	return begin;
}

bool scan_accept(struct scan *s, const char *word)
{
	gsize length = strlen(word);

	if (scan_next(s) != word[0] || (gsize)(s->end - s->p) < length ||
	    memcmp(s->p, word, length))
		return false;
	if (s->p + length < s->end && scan_is_word(s->p[length]))
		return false;
	s->p += length;
	return true;
}

guint64 scan_number(struct scan *s)
{
	guint64 n = 0;

	if (!scan_is_digit(scan_next(s))) {
		scan_fail(s, "number expected");
		return 0;
	}
	while (s->p < s->end && scan_is_digit(*s->p)) {
		guint digit = (guint)(*s->p++ - '0');

		if (n > G_MAXUINT64 / 10 || n * 10 > G_MAXUINT64 - digit) {
			scan_fail(s, "number too large");
			return 0;
		}
		n = n * 10 + digit;
	}
	return n;
}

guint64 scan_signed(struct scan *s)
{
	return scan_accept_char(s, '-') ? -scan_number(s) : scan_number(s);
}

guint32 scan_u32(struct scan *s)
{
	guint64 n = scan_number(s);

	if (n > G_MAXUINT32) {
		scan_fail(s, "number too large");
		return 0;
	}
	return (guint32)n;
}

guint32 scan_index(struct scan *s, char sigil)
{
	if (scan_accept_char(s, '-'))
		return IR_NONE;
	scan_expect(s, sigil);
	if (!scan_is_digit(scan_peek(s))) {
		scan_fail(s, "number expected after '%c'", sigil);
		return IR_NONE;
	}
	return scan_u32(s);
}

static void append_escape(struct scan *s, GString *text)
{
	gint high, low;

	switch (scan_peek(s)) {
	case '"':
	case '\\':
		g_string_append_c(text, *s->p++);
		return;
	case 'n':
		g_string_append_c(text, '\n');
		s->p++;
		return;
	case 't':
		g_string_append_c(text, '\t');
		s->p++;
		return;
	case 'x':
		if (s->end - s->p < 3)
			break;
		high = g_ascii_xdigit_value(s->p[1]);
		low = g_ascii_xdigit_value(s->p[2]);
		if (high < 0 || low < 0 || high + low == 0)
			break;
		g_string_append_c(text, (char)(high * 16 + low));
		s->p += 3;
		return;
	}
	scan_fail(s, "bad escape in a string");
}

const char *scan_string(struct scan *s)
{
	if (scan_accept_char(s, '-'))
		return NULL;
	scan_expect(s, '"');
	g_string_truncate(s->text, 0);
	while (s->p < s->end && *s->p != '"' && *s->p != '\n' && *s->p) {
		if (*s->p != '\\') {
			g_string_append_c(s->text, *s->p++);
			continue;
		}
		s->p++;
		append_escape(s, s->text);
	}
	if (!scan_accept_char(s, '"'))
		scan_fail(s, "string without an end");
	return ir_intern(s->text->str);
}

void scan_skip_empty(struct scan *s)
{
	for (;;) {
		char c = scan_next(s);

		if (c == '#')
			while (s->p < s->end && *s->p != '\n')
				s->p++;
		else if (c != '\n')
			return;
		if (s->p == s->end)
			return;
		s->p++;
		s->line++;
	}
}

void scan_line_end(struct scan *s)
{
	char c = scan_next(s);

	if (c != '\n' && c != '#' && s->p < s->end)
		scan_fail(s, "'%c' not expected", c);
	scan_skip_empty(s);
}

void scan_skip_line(struct scan *s)
{
	const char *end = memchr(s->p, '\n', (gsize)(s->end - s->p));

	s->p = end ? end + 1 : s->end;
	s->line++;
}

bool scan_starts(const struct scan *s, const char *prefix)
{
	gsize n = strlen(prefix);

	return (gsize)(s->end - s->p) >= n && !memcmp(s->p, prefix, n);
}
