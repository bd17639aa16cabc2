/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tokens of the text form, taken one by one from a buffer that need not end in
 * NUL. The first thing that is not as asked for sets `error` and moves to the
 * end of the text, so a caller may go on asking and look at `error` once: all
 * later answers are empty, and every loop over lines or tokens ends.
 */
#ifndef KMCHECK_IR_SCAN_H
#define KMCHECK_IR_SCAN_H

#include <glib.h>
#include <stdbool.h>

struct scan {
	const char *p, *end;
	guint line;
	GError *error;
	GString *text;		/* of the string that is being read */
};

void scan_init(struct scan *s, const char *text, gsize length_bytes);
/* error is the caller's. */
void scan_release(struct scan *s);
void scan_fail(struct scan *s, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Word of [a-z_]; empty (length 0) if the next token is not one. */
const char *scan_word(struct scan *s, gsize *length_bytes);

/* Take the word if it is the next one. */
bool scan_accept(struct scan *s, const char *word);

guint64 scan_number(struct scan *s);		/* decimal, < 2^64 */
guint64 scan_signed(struct scan *s);		/* the same after a '-' */
guint32 scan_u32(struct scan *s);
guint32 scan_index(struct scan *s, char sigil);	/* t3, or -: IR_NONE */
const char *scan_string(struct scan *s);	/* interned; NULL for - */

/* Empty lines, and comments from # to the end of the line. */
void scan_skip_empty(struct scan *s);

/* The line must end here; also skips what is empty after it. */
void scan_line_end(struct scan *s);
/* Whatever is left of the line. */
void scan_skip_line(struct scan *s);
/* Does the text go on with that? */
bool scan_starts(const struct scan *s, const char *prefix);

static inline char scan_peek(const struct scan *s)
{
	return s->p < s->end ? *s->p : '\0';
}

/* The next character after blanks: '\n' at the end of a line. */
static inline char scan_next(struct scan *s)
{
	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
		s->p++;
	return scan_peek(s);
}

/* Take the character if it comes next, with or without blanks before. */
static inline bool scan_accept_char(struct scan *s, char c)
{
	if (scan_next(s) != c || s->p == s->end)
		return false;
	s->p++;
	return true;
}

static inline void scan_expect(struct scan *s, char c)
{
	if (!scan_accept_char(s, c))
		scan_fail(s, "'%c' expected", c);
}

static inline bool scan_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_';
}

static inline bool scan_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

#endif
