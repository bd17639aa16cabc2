// SPDX-License-Identifier: GPL-2.0-only
/* Suppression comments in C text. */
#include "select/comment.h"

#include <string.h>

#define MARKER "kmcheck:"

enum line_content {
	LINE_HAS_CODE = 1 << 0,
	LINE_HAS_COMMENT = 1 << 1,
};

struct scan {
	const char *p;
	guint line;
	const char *line_start;
	GByteArray *lines;	/* enum line_content by line - 1 */
	GPtrArray *found;
};

static void ignore_comment_free(gpointer data)
{
	struct ignore_comment *comment = data;

	g_strfreev(comment->rules);
	g_free(comment->reason);
	g_free(comment);
}

static void mark_line(struct scan *scan, enum line_content content)
{
	if (scan->lines->len < scan->line) {
		guint before = scan->lines->len;

		g_byte_array_set_size(scan->lines, scan->line);
		memset(scan->lines->data + before, 0, scan->line - before);
	}
	scan->lines->data[scan->line - 1] |= content;
}

static enum line_content line_content(const struct scan *scan, guint line)
{
	return line <= scan->lines->len ? scan->lines->data[line - 1] : 0;
}

/* Step over one byte. */
static void advance(struct scan *scan)
{
	if (*scan->p++ == '\n') {
		scan->line++;
		scan->line_start = scan->p;
	}
}

/* Step over a backslash and what it escapes, a line end included. */
static void advance_escape(struct scan *scan)
{
	advance(scan);
	if (scan->p[0] == '\r' && scan->p[1] == '\n')
		advance(scan);
	if (*scan->p)
		advance(scan);
}

/* A string or character constant; an unclosed one ends with its line. */
static void skip_literal(struct scan *scan)
{
	char quote = *scan->p;

	mark_line(scan, LINE_HAS_CODE);
	advance(scan);
	while (*scan->p && *scan->p != '\n') {
		if (*scan->p == '\\') {
			advance_escape(scan);
			mark_line(scan, LINE_HAS_CODE);
			continue;
		}
		advance(scan);
		if (scan->p[-1] == quote)
			return;
	}
}

/* The words between the brackets, and where the text goes on after them. */
static char **parse_rules(const char *text, const char **rest)
{
	g_autoptr(GPtrArray) rules = g_ptr_array_new();
	const char *close = *text == '[' ? strchr(text, ']') : NULL;

	*rest = close ? close + 1 : text;
	if (close) {
		g_autofree char *inside = g_strndup(text + 1,
						    close - text - 1);
		g_auto(GStrv) words = g_strsplit_set(inside, ", \t\n", -1);

		for (char **word = words; *word; word++)
			if (**word)
				g_ptr_array_add(rules, g_strdup(*word));
	}
	g_ptr_array_add(rules, NULL);
	return (char **)g_ptr_array_steal(rules, NULL);
}

/* One line, without the asterisks that draw the comment's edge; a reason says
 * something, so it has a letter or a digit. */
static char *parse_reason(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	g_autoptr(GString) reason = g_string_new(NULL);
	bool is_said = false;

	for (char **line = lines; *line; line++) {
		const char *p = *line + strspn(*line, " \t*");
		g_autofree char *words = g_strchomp(g_strdup(p));

		if (*words && reason->len)
			g_string_append_c(reason, ' ');
		g_string_append(reason, words);
	}
	g_string_erase(reason, 0, strspn(reason->str, " \t:-"));
	for (const char *p = reason->str; *p; p++)
		is_said |= g_ascii_isalnum(*p) || (*p & 0x80);
	return g_strdup(is_said ? reason->str : "");
}

static void add_comment(struct scan *scan, const char *body,
			const char *marker, const struct scan *begin)
{
	const char *p = marker + strlen(MARKER);
	struct ignore_comment *comment;
	const char *rest;

	p += strspn(p, " \t");
	if (!g_str_has_prefix(p, "ignore") ||
	    g_ascii_isalnum(p[strlen("ignore")]))
		return;
	p += strlen("ignore");
	p += strspn(p, " \t");
	comment = g_new0(struct ignore_comment, 1);
	comment->rules = parse_rules(p, &rest);
	comment->reason = parse_reason(rest);
	comment->begin_line = comment->line = begin->line;
	comment->end_line = scan->line;

	const char *start = body;
	const char *newline;

	while ((newline = memchr(start, '\n', marker - start))) {
		comment->line++;
		start = newline + 1;
	}
	/* body is a copy that starts where the comment does */
	comment->column = marker - start + 1;
	if (start == body)
		comment->column += begin->p - begin->line_start;
	g_ptr_array_add(scan->found, comment);
}

/* The marker counts at the start of a line of the comment only: prose that
 * mentions it suppresses nothing. */
static void look_into(struct scan *scan, const struct scan *begin,
		      gsize length_bytes)
{
	g_autofree char *body = g_strndup(begin->p, length_bytes);
	const char *line = body + 2;

	if (g_str_has_suffix(body, "*/") && length_bytes >= 4)
		body[length_bytes - 2] = '\0';
	while (line) {
		const char *p = line + strspn(line, " \t*!");

		if (g_str_has_prefix(p, MARKER)) {
			add_comment(scan, body, p, begin);
			return;
		}
		line = strchr(line, '\n');
		if (line)
			line++;
	}
}

static void skip_block_comment(struct scan *scan)
{
	advance(scan);
	advance(scan);
	mark_line(scan, LINE_HAS_COMMENT);
	while (*scan->p && !g_str_has_prefix(scan->p, "*/")) {
		advance(scan);
		mark_line(scan, LINE_HAS_COMMENT);
	}
	if (*scan->p) {
		advance(scan);
		advance(scan);
	}
}

static void skip_line_comment(struct scan *scan)
{
	mark_line(scan, LINE_HAS_COMMENT);
	while (*scan->p && *scan->p != '\n') {
		if (*scan->p == '\\')
			advance_escape(scan);
		else
			advance(scan);
		mark_line(scan, LINE_HAS_COMMENT);
	}
}

static void scan_comment(struct scan *scan)
{
	const struct scan begin = *scan;

	if (scan->p[1] == '*')
		skip_block_comment(scan);
	else
		skip_line_comment(scan);
	look_into(scan, &begin, scan->p - begin.p);
}

/* What stands around each comment is known once all is scanned. */
static void place_comments(struct scan *scan)
{
	for (guint i = 0; i < scan->found->len; i++) {
		struct ignore_comment *comment =
			g_ptr_array_index(scan->found, i);
		guint line = comment->end_line + 1;

		for (guint l = comment->begin_line; l <= comment->end_line;
		     l++)
			comment->has_code |= line_content(scan, l) &
					     LINE_HAS_CODE;
		while (line_content(scan, line) == LINE_HAS_COMMENT)
			line++;
		comment->next_line = line;
	}
}

GPtrArray *ignore_comments_find(const char *text)
{
	struct scan scan = {
		.p = text,
		.line = 1,
		.line_start = text,
		.found = g_ptr_array_new_with_free_func(ignore_comment_free),
	};

	if (!strstr(text, MARKER))
		return scan.found;
	scan.lines = g_byte_array_new();
	while (*scan.p) {
		if (scan.p[0] == '/' && (scan.p[1] == '*' || scan.p[1] == '/')) {
			scan_comment(&scan);
		} else if (*scan.p == '"' || *scan.p == '\'') {
			skip_literal(&scan);
		} else {
			if (!g_ascii_isspace(*scan.p))
				mark_line(&scan, LINE_HAS_CODE);
			advance(&scan);
		}
	}
	place_comments(&scan);
	g_byte_array_unref(scan.lines);
	return scan.found;
}
