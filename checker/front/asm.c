// SPDX-License-Identifier: GPL-2.0-only
/*
 * asm statements. libclang shows the operands, but neither their constraints
 * nor the labels of an asm goto: those are read from the text, as written or,
 * if macros stand in the way, as pretty-printed.
 */
#include <string.h>

#include "front/lower.h"

enum { ASM_TEMPLATE, ASM_OUTPUTS, ASM_INPUTS, ASM_CLOBBERS, ASM_LABELS,
       ASM_SECTIONS };

struct asm_text {
	bool is_goto;
	guint n;
	const char *begin[ASM_SECTIONS], *end[ASM_SECTIONS];
};

/* Split "(template : outputs : inputs : clobbers : labels)". */
static bool split(const char *open, const char *end, struct asm_text *text)
{
	const char *close = text_skip_brackets(open, end), *at = open + 1;

	if (!close)
		return false;
	close--;
	text->n = 0;
	text->begin[0] = at;
	while (at < close) {
		const char *next = text_skip_space(at, close);

		if (next > at) {
			at = next;
		} else if (*at == '"' || *at == '\'') {
			at = text_skip_string(at, close);
		} else if (*at == '(' || *at == '[' || *at == '{') {
			at = text_skip_brackets(at, close);
			if (!at)
				return false;
		} else if (*at == ':') {
			text->end[text->n++] = at++;
			if (text->n == ASM_SECTIONS)
				return false;
			text->begin[text->n] = at;
		} else {
			at++;
		}
	}
	text->end[text->n++] = close;
	return true;
}

/* Words up to the parenthesis: "asm volatile goto (". */
static bool read_words(const char *at, const char *end, struct asm_text *text)
{
	text->is_goto = false;
	for (;;) {
		gsize n = text_identifier(at, end);

		if (!n)
			break;
		if (text_is_word(at, end, "goto"))
			text->is_goto = true;
		at = text_skip_space(at + n, end);
	}
	return at < end && *at == '(' && split(at, end, text);
}

/* A template alone must be a string: else it stands for macro arguments. */
static bool is_plausible(const struct asm_text *text)
{
	const char *at = text_skip_space(text->begin[0], text->end[0]);

	return text->n > 1 || (at < text->end[0] && *at == '"');
}

static const char *file_text(struct front *front, CXCursor cursor,
			     const char **end)
{
	struct source_file *source;
	unsigned offset;
	CXFile file;

	clang_getFileLocation(clang_getCursorLocation(cursor), &file, NULL,
			      NULL, &offset);
	source = front_file_text(front, file);
	if (!source || offset >= source->size_bytes)
		return NULL;
	*end = source->text + source->size_bytes;
	return source->text + offset;
}

/* Add the labels named in the text to the current block's targets. */
static bool add_labels(struct lower *l, const struct asm_text *text)
{
	const char *at, *end;

	if (text->n != ASM_SECTIONS)
		return false;
	at = text->begin[ASM_LABELS];
	end = text->end[ASM_LABELS];
	for (;;) {
		struct label *label;
		gsize n;

		at = text_skip_space(at, end);
		n = text_identifier(at, end);
		label = n ? scope_label_named(l, at, n) : NULL;
		if (!label)
			return false;
		build_target(l, label->block);
		at = text_skip_space(at + n, end);
		if (at == end)
			return true;
		if (*at++ != ',')
			return false;
	}
}

static bool mentions_memory(const struct asm_text *text)
{
	return text->n > ASM_CLOBBERS &&
	       g_strstr_len(text->begin[ASM_CLOBBERS],
			    text->end[ASM_CLOBBERS] -
			    text->begin[ASM_CLOBBERS], "\"memory\"");
}

/* As spelled at the asm keyword; where that is a macro's body, as written by
 * the macro's user, if the macro is only a name for asm. */
static bool read_source(struct lower *l, CXCursor statement,
			struct asm_text *text)
{
	const char *end, *at;
	bool is_goto;

	at = front_spelling(l->front, clang_getCursorLocation(statement),
			    &end);
	if (!at || !read_words(at, end, text))
		return false;
	if (is_plausible(text))
		return true;
	is_goto = text->is_goto;
	at = file_text(l->front, statement, &end);
	if (!at || !g_strstr_len(at, text_identifier(at, end), "asm") ||
	    !read_words(at, end, text) || !is_plausible(text))
		return false;
	text->is_goto = is_goto;
	return true;
}

static bool read_printed(struct lower *l, CXCursor statement,
			 struct asm_text *text)
{
	const char *end, *at;

	at = printed_find(l, statement, PRINTED_ASM, &end);
	return at && read_words(at, end, text);
}

/* Fall through, or go to any of the labels. */
static void end_goto(struct lower *l, CXCursor statement,
		     const struct asm_text *source)
{
	guint32 next = build_block(l);
	struct asm_text printed;
	struct ir_block *block = build_current(l);

	build_target(l, next);
	if (!add_labels(l, source)) {
		block->n_targets = 1;
		if (!read_printed(l, statement, &printed) ||
		    !add_labels(l, &printed)) {
			block->n_targets = 1;
			build_incomplete(l, "asm goto with unknown labels");
		}
	}
	build_end(l, IR_ANY, IR_NONE);
	build_enter(l, next);
}

/* Only an lvalue can be an output; an input that is one is memory the asm
 * sees. What is not an lvalue is wrapped in a conversion. */
static bool may_be_output(CXCursor operand)
{
	operand = cursor_strip(operand);
	switch (cursor_kind(operand)) {
	case CXCursor_DeclRefExpr: {
		CXCursor decl = clang_getCursorReferenced(operand);

		return cursor_kind(decl) == CXCursor_VarDecl ||
		       cursor_kind(decl) == CXCursor_ParmDecl;
	}
	case CXCursor_MemberRefExpr:
	case CXCursor_ArraySubscriptExpr:
		return true;
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(operand) ==
		       CXUnaryOperator_Deref;
	default:
		return false;
	}
}

void lower_asm(struct lower *l, CXCursor statement)
{
	struct ir_insn insn = ir_insn_init(IR_ASM, IR_NONE, l->loc);
	struct asm_text text;
	autocursors children = { 0 };
	bool is_known;

	insn.call = ir_call_new(l->ir);
	/* get_user() and its kin are macros over asm: their name tells. */
	front_written(l->front, statement, statement, insn.call);
	cursors_of(&children, statement);
	for (guint i = 0; i < children.n; i++) {
		struct place place;

		if (!cursor_is_expression(children.at[i]))
			continue;
		if (!may_be_output(children.at[i])) {
			lower_effect(l, children.at[i]);
			continue;
		}
		place = lower_place(l, children.at[i]);
		build_argument(l, insn.call, place.address);
	}
	is_known = read_source(l, statement, &text) ||
		   read_printed(l, statement, &text);
	insn.imm = !is_known || mentions_memory(&text);
	build_insn(l, insn);
	if (!is_known)
		build_incomplete(l, "asm of unknown form");
	else if (text.is_goto)
		end_goto(l, statement, &text);
}
