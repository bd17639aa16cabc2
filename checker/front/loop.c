// SPDX-License-Identifier: GPL-2.0-only
/*
 * for loops. libclang shows the parts that are there and not which ones they
 * are: with a part left out, the text between the semicolons tells.
 */
#include "front/lower.h"

enum for_part { FOR_INIT, FOR_TEST, FOR_STEP, FOR_PARTS };

/* Which parts of "(a; b; c)" have any text. */
static bool parts_of_text(const char *open, const char *end,
			  bool present[FOR_PARTS])
{
	const char *close = text_skip_brackets(open, end), *at = open + 1;
	guint part = 0;

	if (!close)
		return false;
	present[0] = present[1] = present[2] = false;
	for (at = text_skip_space(at, close); at < close - 1;
	     at = text_skip_space(at, close)) {
		if (*at == ';') {
			if (++part == FOR_PARTS)
				return false;
			at++;
			continue;
		}
		present[part] = true;
		if (*at == '"' || *at == '\'')
			at = text_skip_string(at, close);
		else if (*at == '(' || *at == '[' || *at == '{')
			at = text_skip_brackets(at, close);
		else
			at++;
		if (!at)
			return false;
	}
	return part == FOR_PARTS - 1;
}

static bool agrees(const bool present[FOR_PARTS], guint n_children)
{
	guint n = 1;	/* the body */

	for (guint i = 0; i < FOR_PARTS; i++)
		n += present[i];
	return n == n_children;
}

static bool find_parts(struct lower *l, CXCursor statement, guint n_children,
		       bool present[FOR_PARTS])
{
	const char *end, *at;

	present[0] = present[1] = present[2] = true;
	if (agrees(present, n_children))
		return true;
	at = front_spelling(l->front, clang_getCursorLocation(statement),
			    &end);
	if (at && text_is_word(at, end, "for")) {
		at = text_skip_space(at + 3, end);
		if (at < end && *at == '(' &&
		    parts_of_text(at, end, present) &&
		    agrees(present, n_children))
			return true;
	}
	at = printed_find(l, statement, PRINTED_FOR, &end);
	return at && parts_of_text(at, end, present) &&
	       agrees(present, n_children);
}

void lower_for(struct lower *l, CXCursor statement)
{
	guint32 test = build_block(l), body = build_block(l);
	guint32 step = build_block(l), end = build_block(l);
	struct jump_target on_break = l->on_break;
	struct jump_target on_continue = l->on_continue;
	bool present[FOR_PARTS];
	autocursors children = { 0 };
	CXCursor *part;

	cursors_of(&children, statement);
	if (!find_parts(l, statement, children.n, present)) {
		build_incomplete(l, "for loop with unknown parts");
		lower_count_unlowered(l, statement);
		return;
	}
	part = children.at;
	scope_enter(l);
	if (present[FOR_INIT])
		lower_statement(l, *part++);
	l->on_break = (struct jump_target){ end, l->scope };
	l->on_continue = (struct jump_target){ step, l->scope };
	build_jump(l, test);
	build_enter(l, test);
	if (present[FOR_TEST])
		lower_condition(l, *part++, body, end);
	else
		build_jump(l, body);
	build_enter(l, body);
	lower_statement(l, children.at[children.n - 1]);
	build_jump(l, step);
	build_enter(l, step);
	if (present[FOR_STEP])
		lower_effect(l, *part);
	build_jump(l, test);
	build_enter(l, end);
	l->on_break = on_break;
	l->on_continue = on_continue;
	scope_leave(l);
}
