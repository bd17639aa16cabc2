// SPDX-License-Identifier: GPL-2.0-only
/*
 * IR to text. read.c is its exact inverse; the two follow the same order.
 *
 * One line per thing. A line is words, numbers and quoted strings; what has
 * its usual value is left out. An absent string or index is `-`.
 *
 *	t3		type 3
 *	%7		temp 7
 *	r2.1		field 1 of record 2
 *	@0:41:14	place: file, line, column. A part that is as on the
 *			line before is left out from the left (@41:14, @14);
 *			no @ at all is the same place. A function starts anew.
 *	0:90:99:41:14	span: file, begin, end, line, column; in a call, parts
 *			are left out likewise (90:99:41:14, 90:99:14)
 */
#include "ir/text.h"

#include <string.h>

#include "ir/op.h"

struct printer {
	const struct ir_unit *unit;
	GString *out;
	struct ir_loc loc;	/* where the line before was */
};

static void put_number(GString *out, guint64 n)
{
	char digits[20];
	guint i = sizeof(digits);

	do {
		digits[--i] = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	g_string_append_len(out, digits + i, sizeof(digits) - i);
}

/* Bits whose top bit is set are shown as the negative number they may be. */
static void put_signed(GString *out, guint64 bits)
{
	if (bits >> 63) {
		g_string_append_c(out, '-');
		bits = -bits;
	}
	put_number(out, bits);
}

static void put_word(GString *out, const char *word)
{
	g_string_append_c(out, ' ');
	g_string_append(out, word);
}

static void put_field(GString *out, guint64 n)
{
	g_string_append_c(out, ' ');
	put_number(out, n);
}

static void put_keyed(GString *out, const char *word, guint64 n)
{
	put_word(out, word);
	put_field(out, n);
}

static void put_flag(GString *out, bool flag, const char *word)
{
	if (flag)
		put_word(out, word);
}

/* " %7", " t3", " r2", … or " -" for IR_NONE. */
static void put_index(GString *out, const char *sigil, guint32 index)
{
	if (index == IR_NONE) {
		g_string_append(out, " -");
		return;
	}
	put_word(out, sigil);
	put_number(out, index);
}

static void put_escape(GString *out, guchar c)
{
	switch (c) {
	case '"':
		g_string_append(out, "\\\"");
		break;
	case '\\':
		g_string_append(out, "\\\\");
		break;
	case '\n':
		g_string_append(out, "\\n");
		break;
	case '\t':
		g_string_append(out, "\\t");
		break;
	default:
		g_string_append_printf(out, "\\x%02x", c);
	}
}

static void put_string(GString *out, const char *text)
{
	const char *run = text;
	const char *p = text;

	if (!text) {
		g_string_append(out, " -");
		return;
	}
	g_string_append(out, " \"");
	for (; *p; p++) {
		guchar c = (guchar)*p;

		if (c >= 0x20 && c != 0x7f && c != '"' && c != '\\')
			continue;
		g_string_append_len(out, run, p - run);
		put_escape(out, c);
		run = p + 1;
	}
	g_string_append_len(out, run, p - run);
	g_string_append_c(out, '"');
}

static void put_keyed_string(GString *out, const char *word, const char *text)
{
	if (text) {
		put_word(out, word);
		put_string(out, text);
	}
}

/* A key is mostly the name itself. */
static void put_key(GString *out, const char *name, const char *key)
{
	if (g_strcmp0(name, key)) {
		put_word(out, "key");
		put_string(out, key);
	}
}

static void put_file(GString *out, guint32 file)
{
	if (file == IR_NONE)
		g_string_append_c(out, '-');
	else
		put_number(out, file);
	g_string_append_c(out, ':');
}

static void put_loc(struct printer *to, struct ir_loc loc)
{
	bool new_file = loc.file != to->loc.file;
	bool new_line = new_file || loc.line != to->loc.line;

	if (new_line || loc.column != to->loc.column) {
		g_string_append(to->out, " @");
		if (new_file)
			put_file(to->out, loc.file);
		if (new_line) {
			put_number(to->out, loc.line);
			g_string_append_c(to->out, ':');
		}
		put_number(to->out, loc.column);
		to->loc = loc;
	}
	g_string_append_c(to->out, '\n');
}

/* before: the span printed before in this line, or NULL. */
static void put_span(GString *out, const struct ir_span *span,
		     const struct ir_span *before)
{
	bool new_file = !before || span->file != before->file;
	bool new_line = new_file || span->line != before->line;

	g_string_append_c(out, ' ');
	if (new_file)
		put_file(out, span->file);
	put_number(out, span->begin);
	g_string_append_c(out, ':');
	put_number(out, span->end);
	g_string_append_c(out, ':');
	if (new_line) {
		put_number(out, span->line);
		g_string_append_c(out, ':');
	}
	put_number(out, span->column);
}

static bool is_no_span(const struct ir_span *span)
{
	return span->file == IR_NONE && !span->begin && !span->end &&
	       !span->line && !span->column;
}

static const char *kind_name(const struct ir_type *type)
{
	switch (type->kind) {
	case IR_VOID:
		return "void";
	case IR_INT:
		return type->is_signed ? "s" : "u";
	case IR_PTR:
		return "ptr";
	case IR_FLOAT:
		return "float";
	case IR_RECORD:
		return "record";
	case IR_ARRAY:
		return "array";
	case IR_FUNC:
		return "func";
	}
	return "?";
}

static void print_type(struct printer *to, guint32 index)
{
	const struct ir_type *type = ir_type(to->unit, index);
	GString *out = to->out;

	g_string_append(out, "type");
	put_field(out, index);
	put_word(out, kind_name(type));
	if (type->kind == IR_INT)
		put_number(out, type->bits);
	if (type->kind == IR_FLOAT || type->kind == IR_PTR)
		put_field(out, type->bits);
	if (type->kind == IR_PTR || type->kind == IR_ARRAY ||
	    type->kind == IR_FUNC)
		put_index(out, "t", type->elem);
	if (type->kind == IR_ARRAY)
		put_field(out, type->count);
	if (type->kind == IR_RECORD)
		put_index(out, "r", type->record);
	if (type->size_bytes != (type->bits + 7u) / 8)
		put_keyed(out, "size", type->size_bytes);
	put_keyed_string(out, "name", type->name);
	g_string_append_c(out, '\n');
}

static void put_bits(GString *out, guint8 offset, guint8 width)
{
	if (offset || width) {
		put_keyed(out, "bits", offset);
		g_string_append_c(out, ':');
		put_number(out, width);
	}
}

static void print_record(struct printer *to, guint32 index)
{
	const struct ir_record *record = ir_record(to->unit, index);
	GString *out = to->out;

	g_string_append(out, "record");
	put_field(out, index);
	put_string(out, record->name);
	put_key(out, record->name, record->key);
	put_flag(out, record->is_union, "union");
	put_flag(out, record->is_complete, "complete");
	put_keyed(out, "size", record->size_bytes);
	g_string_append_c(out, '\n');
	for (guint i = 0; record->fields && i < record->fields->len; i++) {
		const struct ir_field *field = ir_field(record, i);

		g_string_append(out, "\tfield");
		put_string(out, field->name);
		put_field(out, field->offset_bytes);
		put_index(out, "t", field->type);
		put_bits(out, field->bit_offset, field->bit_width);
		g_string_append_c(out, '\n');
	}
}

static void put_member(GString *out, guint32 record, guint64 field)
{
	put_index(out, "r", record);
	g_string_append_c(out, '.');
	put_number(out, field);
}

static const char *init_name(enum ir_init_kind kind)
{
	switch (kind) {
	case IR_INIT_INT:
		return "int";
	case IR_INIT_FUNC:
		return "func";
	case IR_INIT_GLOBAL:
		return "global";
	case IR_INIT_STRING:
		return "string";
	case IR_INIT_UNKNOWN:
		return "unknown";
	}
	return "?";
}

static void print_init(struct printer *to, const struct ir_init *init)
{
	GString *out = to->out;

	g_string_append(out, "\tinit");
	put_field(out, init->offset_bytes);
	put_index(out, "t", init->type);
	put_word(out, init_name(init->kind));
	g_string_append_c(out, ' ');
	put_signed(out, init->value);
	if (init->symbol)
		put_string(out, init->symbol);
	put_bits(out, init->bit_offset, init->bit_width);
	if (init->record != IR_NONE || init->field != IR_NONE) {
		put_word(out, "member");
		put_member(out, init->record, init->field);
	}
	put_loc(to, init->loc);
}

static void print_global(struct printer *to, guint32 index)
{
	const struct ir_global *global = ir_global(to->unit, index);
	GString *out = to->out;

	g_string_append(out, "global");
	put_field(out, index);
	put_string(out, global->name);
	put_key(out, global->name, global->key);
	put_index(out, "t", global->type);
	put_flag(out, global->is_static, "static");
	put_flag(out, global->is_const, "const");
	put_flag(out, global->is_defined, "defined");
	put_flag(out, global->has_init, "initialised");
	put_keyed_string(out, "section", global->section);
	to->loc = IR_NO_LOC;
	put_loc(to, global->loc);
	for (guint i = 0; global->inits && i < global->inits->len; i++)
		print_init(to, &g_array_index(global->inits, struct ir_init,
					      i));
}

static void print_decl(struct printer *to, const struct ir_decl *decl)
{
	GString *out = to->out;

	g_string_append(out, "decl");
	put_string(out, decl->name);
	put_key(out, decl->name, decl->key);
	put_index(out, "t", decl->result);
	put_flag(out, decl->is_noreturn, "noreturn");
	put_flag(out, decl->is_variadic, "variadic");
	g_string_append(out, " (");
	for (guint i = 0; decl->params && i < decl->params->len; i++) {
		const struct ir_param_decl *param =
			&g_array_index(decl->params, struct ir_param_decl, i);

		put_string(out, param->name);
		put_string(out, param->type_name);
	}
	g_string_append(out, " )\n");
}

static void put_call(GString *out, const struct ir_call *call)
{
	const struct ir_span *before = NULL;

	if (call->callee)
		put_string(out, call->callee);
	put_key(out, call->callee, call->callee_key);
	if (call->target != IR_NONE) {
		put_word(out, "via");
		put_index(out, "%", call->target);
	}
	g_string_append(out, " (");
	for (guint i = 0; i < call->n_args; i++)
		put_index(out, "%", call->args[i]);
	g_string_append(out, " )");
	put_keyed_string(out, "written", call->written);
	if (!is_no_span(&call->expr)) {
		put_word(out, "expr");
		put_span(out, &call->expr, before);
		before = &call->expr;
	}
	if (!is_no_span(&call->name)) {
		put_word(out, "name");
		put_span(out, &call->name, before);
		before = &call->name;
	}
	put_flag(out, call->n_written, "args");
	for (guint i = 0; i < call->n_written; i++) {
		const struct ir_span *span = &call->written_args[i];

		put_span(out, span, before);
		before = span;
	}
	put_flag(out, call->in_macro, "macro");
	if (!is_no_span(&call->body)) {
		put_word(out, "body");
		put_span(out, &call->body, before);
	}
	put_flag(out, call->is_implicit, "implicit");
}

static void print_insn(struct printer *to, const struct ir_insn *insn)
{
	enum op_flags uses = op_info(insn->op)->uses;
	GString *out = to->out;

	g_string_append_c(out, '\t');
	if (insn->dst != IR_NONE) {
		g_string_append_c(out, '%');
		put_number(out, insn->dst);
		g_string_append(out, " = ");
	}
	g_string_append(out, op_info(insn->op)->name);
	put_index(out, "t", insn->type);
	if (uses & OP_A)
		put_index(out, "%", insn->a);
	if (uses & OP_B)
		put_index(out, "%", insn->b);
	if (uses & OP_IMM) {
		g_string_append(out, op_is_overflow(insn->op) ? " t" : " ");
		put_signed(out, insn->imm);
	}
	if (uses & OP_STR)
		put_string(out, insn->str);
	if (uses & OP_CALL)
		put_call(out, insn->call);
	if (uses & OP_MEMBER)
		put_member(out, insn->record, insn->imm);
	if (insn->is_bitfield)
		put_word(out, "bits");
	if ((uses & OP_BITS) && insn->is_bitfield)
		put_member(out, insn->record, insn->imm);
	if (insn->atom != IR_ATOM_NONE) {
		put_word(out, "atom");
		put_word(out, ir_atom_name(insn->atom));
	}
	put_loc(to, insn->loc);
}

static void put_case(GString *out, const struct ir_case *range)
{
	g_string_append_c(out, ' ');
	put_signed(out, (guint64)range->low);
	if (range->high != range->low) {
		g_string_append(out, "..");
		put_signed(out, (guint64)range->high);
	}
	g_string_append_c(out, ':');
	put_number(out, range->target);
}

static void print_terminator(struct printer *to, const struct ir_block *block)
{
	GString *out = to->out;

	g_string_append_c(out, '\t');
	g_string_append(out, ir_term_name(block->term));
	if (block->value != IR_NONE)
		put_index(out, "%", block->value);
	for (guint i = 0; i < block->n_targets; i++)
		put_field(out, block->targets[i]);
	put_flag(out, block->n_cases, "cases");
	for (guint i = 0; i < block->n_cases; i++)
		put_case(out, &block->cases[i]);
	put_loc(to, block->loc);
}

static void print_local(struct printer *to, const struct ir_function *fn,
			guint32 index)
{
	const struct ir_local *local = &fn->locals[index];
	GString *out = to->out;

	g_string_append(out, "local");
	put_field(out, index);
	put_string(out, local->name);
	put_index(out, "t", local->type);
	put_flag(out, local->is_param, "param");
	put_keyed_string(out, "cleanup", local->cleanup);
	put_loc(to, local->loc);
}

static void print_block(struct printer *to, const struct ir_function *fn,
			guint32 index)
{
	const struct ir_block *block = ir_block(fn, index);

	g_string_append(to->out, "block");
	put_field(to->out, index);
	g_string_append_c(to->out, '\n');
	for (guint i = 0; i < block->n_insns; i++)
		print_insn(to, ir_insn(block, i));
	print_terminator(to, block);
}

static void print_function(struct printer *to, const struct ir_function *fn)
{
	GString *out = to->out;

	g_string_append(out, "function");
	put_string(out, fn->name);
	put_key(out, fn->name, fn->key);
	put_index(out, "t", fn->result);
	put_flag(out, fn->is_static, "static");
	put_flag(out, fn->is_inline, "inline");
	put_flag(out, fn->is_variadic, "variadic");
	put_flag(out, fn->is_noreturn, "noreturn");
	put_flag(out, fn->in_main_file, "main");
	put_flag(out, !fn->is_complete, "incomplete");
	put_keyed_string(out, "why", fn->why_incomplete);
	put_keyed(out, "temps", fn->n_temps);
	if (fn->n_statements)
		put_keyed(out, "statements", fn->n_statements);
	if (fn->n_unknown)
		put_keyed(out, "unknowns", fn->n_unknown);
	if (!is_no_span(&fn->span)) {
		put_word(out, "span");
		put_span(out, &fn->span, NULL);
	}
	to->loc = IR_NO_LOC;
	put_loc(to, fn->loc);
	for (guint i = 0; i < fn->n_locals; i++)
		print_local(to, fn, i);
	for (guint i = 0; i < fn->n_blocks; i++)
		print_block(to, fn, i);
}

static void print_strings(GString *out, const char *word,
			  const GPtrArray *strings)
{
	for (guint i = 0; i < strings->len; i++) {
		g_string_append(out, word);
		put_string(out, strings->pdata[i]);
		g_string_append_c(out, '\n');
	}
}

void ir_print_function(const struct ir_unit *unit,
		       const struct ir_function *fn, GString *out)
{
	struct printer to = { .unit = unit, .out = out };

	print_function(&to, fn);
}

void ir_print_unit(const struct ir_unit *unit, GString *out)
{
	struct printer to = { .unit = unit, .out = out };

	g_string_append(out, "unit");
	put_string(out, unit->path);
	put_keyed(out, "pointer", unit->pointer_bits);
	put_keyed(out, "long", unit->long_bits);
	put_flag(out, unit->is_big_endian, "big_endian");
	g_string_append_c(out, '\n');
	for (guint i = 0; i < unit->files->len; i++) {
		g_string_append(out, "file");
		put_field(out, i);
		put_string(out, unit->files->pdata[i]);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < unit->types->len; i++)
		print_type(&to, i);
	for (guint i = 0; i < unit->records->len; i++)
		print_record(&to, i);
	for (guint i = 0; i < unit->globals->len; i++)
		print_global(&to, i);
	for (guint i = 0; i < unit->decls->len; i++)
		print_decl(&to, &g_array_index(unit->decls, struct ir_decl,
					       i));
	print_strings(out, "export", unit->exports);
	print_strings(out, "present", unit->present);
	print_strings(out, "error", unit->errors);
	for (guint i = 0; i < unit->functions->len; i++)
		print_function(&to, unit->functions->pdata[i]);
	g_string_append(out, "end\n");
}
