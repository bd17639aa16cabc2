// SPDX-License-Identifier: GPL-2.0-only
/*
 * The side channel: libclang's pretty-printer shows a function with every
 * macro expanded and nothing left out. The n-th `for`, asm or _Generic of the
 * tree is the n-th in that text, provided there are equally many.
 */
#include <string.h>

#include "front/lower.h"

struct count {
	enum CXCursorKind kind;
	CXCursor wanted;
	GHashTable *seen;	/* nodes */
	guint n, index;
	bool found;
};

static enum CXChildVisitResult count_kind(CXCursor cursor, CXCursor parent,
					  CXClientData data)
{
	struct count *count = data;

	(void)parent;
	/* the condition of `a ?: b` stands in the tree more than once */
	if (cursor_kind(cursor) != count->kind ||
	    !g_hash_table_add(count->seen, (gpointer)cursor_node(cursor)))
		return CXChildVisit_Recurse;
	if (cursor_node(cursor) == cursor_node(count->wanted)) {
		count->found = true;
		count->index = count->n;
	}
	count->n++;
	return CXChildVisit_Recurse;
}

static const char *skip_word(const char *at, const char *end, const char *word)
{
	return text_is_word(at, end, word) ? at + strlen(word) : NULL;
}

/* Does the construct start here? A statement is "asm (" or "asm volatile (",
 * a register variable's name is `asm("…")`. */
static const char *match(const char *at, const char *end,
			 enum printed_kind kind)
{
	const char *after;

	switch (kind) {
	case PRINTED_FOR:
		after = skip_word(at, end, "for");
		return after && after + 1 < end && after[0] == ' ' &&
		       after[1] == '(' ? after + 1 : NULL;
	case PRINTED_ASM:
		after = skip_word(at, end, "asm");
		return after && after < end && *after == ' ' ? at : NULL;
	case PRINTED_GENERIC:
		after = skip_word(at, end, "_Generic");
		return after && after < end && *after == '(' ? after : NULL;
	}
	return NULL;
}

static const char *nth(const char *text, const char *end,
		       enum printed_kind kind, guint index, guint *n)
{
	const char *found = NULL, *at = text;

	*n = 0;
	while (at < end) {
		gsize length = text_identifier(at, end);
		const char *start;

		if (*at == '"' || *at == '\'') {
			at = text_skip_string(at, end);
			continue;
		}
		start = length ? match(at, end, kind) : NULL;
		if (start && (*n)++ == index)
			found = start;
		if (!length && g_ascii_isdigit(*at))
			while (at < end && g_ascii_isalnum(*at))
				at++;
		else
			at += length ? length : 1;
	}
	return found;
}

static const char *printed(struct lower *l)
{
	CXPrintingPolicy policy;

	if (l->printed)
		return l->printed;
	policy = clang_getCursorPrintingPolicy(l->cursor);
	l->printed = cursor_take_string(clang_getCursorPrettyPrinted(l->cursor,
								     policy));
	clang_PrintingPolicy_dispose(policy);
	return l->printed;
}

const char *printed_find(struct lower *l, CXCursor cursor,
			 enum printed_kind kind, const char **end)
{
	static const enum CXCursorKind kinds[] = {
		[PRINTED_FOR] = CXCursor_ForStmt,
		[PRINTED_ASM] = CXCursor_GCCAsmStmt,
		[PRINTED_GENERIC] = CXCursor_GenericSelectionExpr,
	};
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	struct count count = { .kind = kinds[kind], .wanted = cursor,
			       .seen = seen };
	const char *text = printed(l), *found;
	guint n;

	*end = text + strlen(text);
	clang_visitChildren(l->cursor, count_kind, &count);
	found = nth(text, *end, kind, count.index, &n);
	return count.found && n == count.n ? found : NULL;
}
