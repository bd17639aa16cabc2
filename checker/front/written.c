// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the user wrote for a call. The tree holds the function finally called;
 * the text holds that function's name, or the name of the macro whose body
 * calls it, or, if the call is an argument of a macro, again the text of the
 * call. libclang's "file location" of the callee's name is where that text
 * stands: it follows arguments to where they were written and bodies to where
 * the macro was invoked.
 */
#include <string.h>

#include "front/unit.h"

struct text_at {
	struct source_file *source;
	unsigned offset, line, column;
};

static bool locate(struct front *front, CXCursor cursor, struct text_at *where)
{
	CXFile file;

	clang_getFileLocation(clang_getCursorLocation(cursor), &file,
			      &where->line, &where->column, &where->offset);
	where->source = front_file_text(front, file);
	return where->source && where->offset < where->source->size_bytes;
}

/* A span of the same file at or after `where`. */
static struct ir_span span_from(const struct text_at *where,
				const char *begin, const char *end)
{
	const char *text = where->source->text;
	struct ir_span span = {
		.file = where->source->index,
		.begin = begin - text, .end = end - text,
		.line = where->line, .column = where->column,
	};

	for (const char *at = text + where->offset; at < begin; at++) {
		span.column++;
		if (*at == '\n') {
			span.line++;
			span.column = 1;
		}
	}
	return span;
}

static void add_argument(struct ir_unit *unit, struct ir_call *call,
			 const struct text_at *where, const char *begin,
			 const char *end)
{
	struct ir_span span;

	while (begin < end && g_ascii_isspace(*begin))
		begin++;
	while (end > begin && g_ascii_isspace(end[-1]))
		end--;
	span = span_from(where, begin, end);
	ir_append(unit, call->written_args, call->n_written, span);
}

/* The arguments between an opening and its closing parenthesis. */
static void split_arguments(struct ir_unit *unit, struct ir_call *call,
			    const struct text_at *where, const char *open,
			    const char *close)
{
	const char *begin = open + 1, *at = begin;

	if (text_skip_space(begin, close) == close)
		return;
	while (at < close) {
		const char *next = text_skip_space(at, close);

		if (next > at) {
			at = next;
		} else if (*at == '(' || *at == '[' || *at == '{') {
			next = text_skip_brackets(at, close);
			at = next ? next : close;
		} else if (*at == '"' || *at == '\'') {
			at = text_skip_string(at, close);
		} else if (*at == ',') {
			add_argument(unit, call, where, begin, at);
			begin = ++at;
		} else {
			at++;
		}
	}
	add_argument(unit, call, where, begin, close);
}

/* The name of a macro in a line that defines one. */
static void scan_define(const char *at, const char *end, GHashTable *names)
{
	gsize n;

	at = text_skip_space(at, end);
	if (!text_is_word(at, end, "define"))
		return;
	at = text_skip_space(at + strlen("define"), end);
	n = text_identifier(at, end);
	if (n)
		g_hash_table_add(names, g_strndup(at, n));
}

static GHashTable *macros_of(struct front *front, struct source_file *source)
{
	const char *at, *end;

	if (source->macros)
		return source->macros;
	front_file_text(front, source->file);
	at = source->text;
	end = at + source->size_bytes;
	source->macros = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					       NULL);
	while (at && at < end) {
		while (at < end && (*at == ' ' || *at == '\t'))
			at++;
		if (at < end && *at == '#')
			scan_define(at + 1, end, source->macros);
		at = memchr(at, '\n', end - at);
		if (at)
			at++;
	}
	return source->macros;
}

static bool is_users_macro(struct front *front, const char *name)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, front->files);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		struct source_file *source = value;

		if (source->is_local &&
		    g_hash_table_contains(macros_of(front, source),
					  name))
			return true;
	}
	return false;
}

/* Was the callee's name spelled at the place the user sees? */
static bool is_spelled_there(CXCursor callee, const struct text_at *where)
{
	CXSourceLocation location = clang_getCursorLocation(callee);
	CXFile spelled, seen;
	unsigned offset;

	clang_getSpellingLocation(location, &spelled, NULL, NULL, &offset);
	clang_getFileLocation(location, &seen, NULL, NULL, NULL);
	return spelled == seen && offset == where->offset;
}

/* The callee's name in the body of one of the user's macros. */
static struct ir_span span_in_body(struct front *front, CXCursor callee)
{
	struct text_at where;
	CXString name = clang_getCursorSpelling(callee);
	const char *text = clang_getCString(name);
	struct ir_span span = IR_NO_SPAN;
	CXFile file;

	clang_getSpellingLocation(clang_getCursorLocation(callee), &file,
				  &where.line, &where.column, &where.offset);
	where.source = file ? front_file_text(front, file) : NULL;
	if (where.source && where.source->is_local && text && *text &&
	    where.offset + strlen(text) <= where.source->size_bytes &&
	    !strncmp(where.source->text + where.offset, text, strlen(text)))
		span = span_from(&where, where.source->text + where.offset,
				 where.source->text + where.offset +
				 strlen(text));
	clang_disposeString(name);
	return span;
}

void front_written(struct front *front, CXCursor call, CXCursor callee,
		   struct ir_call *out)
{
	const char *at, *end, *open, *close = NULL;
	struct text_at where;
	gsize n;

	out->in_macro = true;
	if (!locate(front, callee, &where)) {
		out->written = ir_intern("");
		return;
	}
	at = where.source->text + where.offset;
	end = where.source->text + where.source->size_bytes;
	n = text_identifier(at, end);
	out->written = text_intern(g_strndup(at, n));
	if (!n) {
		out->expr = front_span(front, clang_getCursorExtent(call));
		return;
	}
	out->name = span_from(&where, at, at + n);
	out->expr = out->name;
	open = text_skip_space(at + n, end);
	if (open < end && *open == '(')
		close = text_skip_brackets(open, end);
	if (close) {
		out->expr.end = close - where.source->text;
		split_arguments(front->ir, out, &where, open, close - 1);
	}
	if (is_spelled_there(callee, &where)) {
		out->in_macro = !close && out->callee;
		return;
	}
	out->in_macro = is_users_macro(front, out->written);
	if (out->in_macro)
		out->body = span_in_body(front, callee);
}
