// SPDX-License-Identifier: GPL-2.0-only
/* Text to IR; the form is described in print.c. */
#include "ir/text.h"

#include <string.h>

#include "ir/op.h"
#include "ir/scan.h"

/* Operations and terminators share one name space: n < IR_OP_COUNT is an
 * operation, the rest are terminators. */
#define N_WORDS (IR_OP_COUNT + IR_TERM_COUNT)

struct reader {
	struct scan s;
	struct ir_unit *unit;
	struct ir_loc loc;		/* where the line before was */
	struct ir_known *known;		/* or NULL */
	/* What the array being read has so far; it is kept in its own size. */
	GArray *insns;			/* struct ir_insn */
	GArray *numbers;		/* guint32 */
	GArray *spans;			/* struct ir_span */
	GArray *cases;			/* struct ir_case */
	GArray *locals;			/* struct ir_local */
	GArray *blocks;			/* struct ir_block * */
	guint8 words[256];		/* hash of a name -> n + 1 */
};

static const char *word_name(guint n)
{
	return n < IR_OP_COUNT ? ir_op_name(n) :
				 ir_term_name(n - IR_OP_COUNT);
}

static guint8 word_hash(const char *word, gsize length)
{
	return (guint8)((guchar)word[0] * 31 + (guchar)word[length - 1] * 7 +
			(guchar)word[length / 2] * 3 + length);
}

static void index_words(struct reader *r)
{
	G_STATIC_ASSERT(N_WORDS < 128);
	for (guint n = 0; n < N_WORDS; n++) {
		const char *name = word_name(n);
		guint8 slot = word_hash(name, strlen(name));

		while (r->words[slot])
			slot++;
		r->words[slot] = (guint8)(n + 1);
	}
}

/* N_WORDS if there is no such operation or terminator. */
static guint read_operation(struct reader *r)
{
	gsize length;
	const char *word = scan_word(&r->s, &length);
	guint8 slot;

	if (!length)
		return N_WORDS;
	for (slot = word_hash(word, length); r->words[slot]; slot++) {
		const char *name = word_name(r->words[slot] - 1u);

		if (!strncmp(name, word, length) && !name[length])
			return r->words[slot] - 1u;
	}
	return N_WORDS;
}

/* The elements of one of the reader's arrays, as the unit's own; it is empty
 * again. */
static gpointer keep(struct reader *r, GArray *array, guint32 *n)
{
	gsize size_bytes = array->len * g_array_get_element_size(array);
	gpointer kept = ir_heap_copy(r->unit->heap, array->data, size_bytes);

	*n = array->len;
	g_array_set_size(array, 0);
	return kept;
}

static guint32 read_type(struct reader *r)
{
	return scan_index(&r->s, 't');
}

static guint32 read_temp(struct reader *r)
{
	return scan_index(&r->s, '%');
}

/* 0 if it is left out. */
static guint32 read_keyed(struct reader *r, const char *word)
{
	return scan_accept(&r->s, word) ? scan_u32(&r->s) : 0;
}

static guint16 read_bits_wide(struct reader *r)
{
	guint32 bits = scan_u32(&r->s);

	if (bits > G_MAXUINT16)
		scan_fail(&r->s, "%u bits are too many", bits);
	return (guint16)bits;
}

static const char *read_key(struct reader *r, const char *name)
{
	return scan_accept(&r->s, "key") ? scan_string(&r->s) : name;
}

static const char *read_keyed_string(struct reader *r, const char *word)
{
	return scan_accept(&r->s, word) ? scan_string(&r->s) : NULL;
}

/* Up to max numbers with colons between; the first may be `-`. */
static guint read_parts(struct reader *r, guint32 *parts, guint max)
{
	guint n = 0;

	if (scan_accept_char(&r->s, '-'))
		parts[n++] = IR_NONE;
	else
		parts[n++] = scan_u32(&r->s);
	while (n < max && scan_peek(&r->s) == ':') {
		r->s.p++;
		parts[n++] = scan_u32(&r->s);
	}
	return n;
}

static struct ir_loc read_loc(struct reader *r)
{
	guint32 parts[3];
	guint n;

	if (scan_accept_char(&r->s, '@')) {
		n = read_parts(r, parts, 3);
		if (n == 3)
			r->loc.file = parts[0];
		if (n >= 2)
			r->loc.line = parts[n - 2];
		r->loc.column = parts[n - 1];
	}
	scan_line_end(&r->s);
	return r->loc;
}

static struct ir_span read_span(struct reader *r,
				const struct ir_span *before)
{
	struct ir_span span = before ? *before : IR_NO_SPAN;
	guint32 parts[5];
	guint n = read_parts(r, parts, 5);

	if (n < 3 || (!before && n < 5)) {
		scan_fail(&r->s, "span has too few parts");
		return span;
	}
	if (n == 5)
		span.file = parts[0];
	span.begin = parts[n == 5 ? 1 : 0];
	span.end = parts[n == 5 ? 2 : 1];
	if (n >= 4)
		span.line = parts[n - 2];
	span.column = parts[n - 1];
	return span;
}

static void read_bits(struct reader *r, guint8 *offset, guint8 *width)
{
	guint64 first, count;

	if (!scan_accept(&r->s, "bits"))
		return;
	first = scan_number(&r->s);
	scan_expect(&r->s, ':');
	count = scan_number(&r->s);
	if (first > G_MAXUINT8 || count > G_MAXUINT8)
		scan_fail(&r->s, "bit-field out of bounds");
	*offset = (guint8)first;
	*width = (guint8)count;
}

/* Tables number their lines. */
static void read_number_of(struct reader *r, guint expected)
{
	guint32 n = scan_u32(&r->s);

	if (n != expected)
		scan_fail(&r->s, "%u where %u is next", n, expected);
}

static void read_type_kind(struct reader *r, struct ir_type *type)
{
	struct scan *s = &r->s;

	if (scan_accept(s, "void"))
		type->kind = IR_VOID;
	else if (scan_accept(s, "ptr"))
		type->kind = IR_PTR;
	else if (scan_accept(s, "float"))
		type->kind = IR_FLOAT;
	else if (scan_accept(s, "record"))
		type->kind = IR_RECORD;
	else if (scan_accept(s, "array"))
		type->kind = IR_ARRAY;
	else if (scan_accept(s, "func"))
		type->kind = IR_FUNC;
	else if (scan_accept(s, "s"))
		*type = (struct ir_type){ .kind = IR_INT, .is_signed = true };
	else if (scan_accept(s, "u"))
		type->kind = IR_INT;
	else
		scan_fail(s, "kind of type expected");
}

static void read_type_line(struct reader *r)
{
	struct ir_type type = { .kind = IR_VOID };
	struct scan *s = &r->s;

	read_number_of(r, r->unit->types->len);
	read_type_kind(r, &type);
	if (type.kind == IR_INT || type.kind == IR_FLOAT ||
	    type.kind == IR_PTR)
		type.bits = read_bits_wide(r);
	if (type.kind == IR_PTR || type.kind == IR_ARRAY ||
	    type.kind == IR_FUNC)
		type.elem = read_type(r);
	if (type.kind == IR_ARRAY)
		type.count = scan_number(s);
	if (type.kind == IR_RECORD)
		type.record = scan_index(s, 'r');
	type.size_bytes = (type.bits + 7u) / 8;
	if (scan_accept(s, "size"))
		type.size_bytes = scan_number(s);
	type.name = read_keyed_string(r, "name");
	scan_line_end(s);
	g_array_append_val(r->unit->types, type);
}

static void read_record(struct reader *r)
{
	struct ir_record record = { 0 };
	struct scan *s = &r->s;

	read_number_of(r, r->unit->records->len);
	record.name = scan_string(s);
	record.key = read_key(r, record.name);
	record.is_union = scan_accept(s, "union");
	record.is_complete = scan_accept(s, "complete");
	if (scan_accept(s, "size"))
		record.size_bytes = scan_number(s);
	record.fields = g_array_new(FALSE, FALSE, sizeof(struct ir_field));
	scan_line_end(s);
	while (scan_accept(s, "field")) {
		struct ir_field field = { .name = scan_string(s) };

		field.offset_bytes = scan_number(s);
		field.type = read_type(r);
		read_bits(r, &field.bit_offset, &field.bit_width);
		scan_line_end(s);
		g_array_append_val(record.fields, field);
	}
	g_array_append_val(r->unit->records, record);
}

static enum ir_init_kind read_init_kind(struct reader *r)
{
	if (scan_accept(&r->s, "int"))
		return IR_INIT_INT;
	if (scan_accept(&r->s, "func"))
		return IR_INIT_FUNC;
	if (scan_accept(&r->s, "global"))
		return IR_INIT_GLOBAL;
	if (scan_accept(&r->s, "string"))
		return IR_INIT_STRING;
	if (!scan_accept(&r->s, "unknown"))
		scan_fail(&r->s, "kind of initialiser expected");
	return IR_INIT_UNKNOWN;
}

static void read_member(struct reader *r, guint32 *record, guint64 *field)
{
	*record = scan_index(&r->s, 'r');
	scan_expect(&r->s, '.');
	*field = scan_number(&r->s);
}

static struct ir_init read_init(struct reader *r)
{
	struct ir_init init = { .record = IR_NONE, .field = IR_NONE };
	struct scan *s = &r->s;
	guint64 field;

	init.offset_bytes = scan_number(s);
	init.type = read_type(r);
	init.kind = read_init_kind(r);
	init.value = scan_signed(s);
	if (scan_next(s) == '"')
		init.symbol = scan_string(s);
	read_bits(r, &init.bit_offset, &init.bit_width);
	if (scan_accept(s, "member")) {
		read_member(r, &init.record, &field);
		init.field = (guint32)field;
	}
	init.loc = read_loc(r);
	return init;
}

static void read_global(struct reader *r)
{
	struct ir_global global = { 0 };
	struct scan *s = &r->s;

	read_number_of(r, r->unit->globals->len);
	global.name = scan_string(s);
	global.key = read_key(r, global.name);
	global.type = read_type(r);
	global.is_static = scan_accept(s, "static");
	global.is_const = scan_accept(s, "const");
	global.is_defined = scan_accept(s, "defined");
	global.has_init = scan_accept(s, "initialised");
	global.section = read_keyed_string(r, "section");
	global.inits = g_array_new(FALSE, FALSE, sizeof(struct ir_init));
	r->loc = IR_NO_LOC;
	global.loc = read_loc(r);
	while (scan_accept(s, "init")) {
		struct ir_init init = read_init(r);

		g_array_append_val(global.inits, init);
	}
	g_array_append_val(r->unit->globals, global);
}

static void read_decl(struct reader *r)
{
	struct ir_decl decl = { 0 };
	struct scan *s = &r->s;

	decl.name = scan_string(s);
	decl.key = read_key(r, decl.name);
	decl.result = read_type(r);
	decl.is_noreturn = scan_accept(s, "noreturn");
	decl.is_variadic = scan_accept(s, "variadic");
	decl.params = g_array_new(FALSE, FALSE, sizeof(struct ir_param_decl));
	scan_expect(s, '(');
	while (!s->error && !scan_accept_char(s, ')')) {
		struct ir_param_decl param = { .name = scan_string(s) };

		param.type_name = scan_string(s);
		g_array_append_val(decl.params, param);
	}
	scan_line_end(s);
	if (!r->known || s->error ||
	    g_hash_table_add(r->known->decls, (gpointer)decl.key))
		g_array_append_val(r->unit->decls, decl);
	else
		g_array_unref(decl.params);
}

static void read_call_spans(struct reader *r, struct ir_call *call)
{
	const struct ir_span *before = NULL;
	struct ir_span span = IR_NO_SPAN;

	if (scan_accept(&r->s, "expr")) {
		span = call->expr = read_span(r, before);
		before = &span;
	}
	if (scan_accept(&r->s, "name")) {
		span = call->name = read_span(r, before);
		before = &span;
	}
	if (scan_accept(&r->s, "args")) {
		while (scan_is_digit(scan_next(&r->s)) ||
		       scan_peek(&r->s) == '-') {
			span = read_span(r, before);
			before = &span;
			g_array_append_val(r->spans, span);
		}
		call->written_args = keep(r, r->spans, &call->n_written);
	}
	call->in_macro = scan_accept(&r->s, "macro");
	if (scan_accept(&r->s, "body"))
		call->body = read_span(r, before);
}

static struct ir_call *read_call(struct reader *r)
{
	struct ir_call *call = ir_call_new(r->unit);
	struct scan *s = &r->s;

	if (scan_next(s) == '"')
		call->callee = scan_string(s);
	call->callee_key = read_key(r, call->callee);
	if (scan_accept(s, "via"))
		call->target = read_temp(r);
	scan_expect(s, '(');
	while (!s->error && !scan_accept_char(s, ')')) {
		guint32 arg = read_temp(r);

		g_array_append_val(r->numbers, arg);
	}
	call->args = keep(r, r->numbers, &call->n_args);
	call->written = read_keyed_string(r, "written");
	read_call_spans(r, call);
	call->is_implicit = scan_accept(s, "implicit");
	return call;
}

static enum ir_atom read_atom(struct reader *r)
{
	for (guint i = 1; i <= IR_ATOM_MAX_ORDER; i++)
		if (scan_accept(&r->s, ir_atom_name(i)))
			return i;
	scan_fail(&r->s, "unknown atom");
	return IR_ATOM_NONE;
}

static void read_insn(struct reader *r, guint32 dst, enum ir_op op)
{
	enum op_flags uses = op_info(op)->uses;
	struct ir_insn insn = ir_insn_init(op, read_type(r), IR_NO_LOC);
	struct scan *s = &r->s;

	insn.dst = dst;
	if (uses & OP_A)
		insn.a = read_temp(r);
	if (uses & OP_B)
		insn.b = read_temp(r);
	if (uses & OP_IMM) {
		if (op_is_overflow(op))
			scan_expect(s, 't');
		insn.imm = scan_signed(s);
	}
	if (uses & OP_STR)
		insn.str = scan_string(s);
	if (uses & OP_CALL)
		insn.call = read_call(r);
	if (uses & OP_MEMBER)
		read_member(r, &insn.record, &insn.imm);
	if (scan_is_word(scan_next(s))) {
		insn.is_bitfield = scan_accept(s, "bits");
		if (insn.is_bitfield && (uses & OP_BITS))
			read_member(r, &insn.record, &insn.imm);
		if (scan_accept(s, "atom"))
			insn.atom = read_atom(r);
	}
	insn.loc = read_loc(r);
	g_array_append_val(r->insns, insn);
}

static struct ir_case read_case(struct reader *r)
{
	struct ir_case range;

	range.low = (gint64)scan_signed(&r->s);
	range.high = range.low;
	if (scan_accept_char(&r->s, '.')) {
		scan_expect(&r->s, '.');
		range.high = (gint64)scan_signed(&r->s);
	}
	scan_expect(&r->s, ':');
	range.target = scan_u32(&r->s);
	return range;
}

static void read_terminator(struct reader *r, struct ir_block *block,
			    enum ir_term term)
{
	struct scan *s = &r->s;

	block->term = term;
	if (scan_next(s) == '%')
		block->value = read_temp(r);
	while (scan_is_digit(scan_next(s))) {
		guint32 target = scan_u32(s);

		g_array_append_val(r->numbers, target);
	}
	block->targets = keep(r, r->numbers, &block->n_targets);
	if (scan_accept(s, "cases"))
		while (scan_is_digit(scan_next(s)) || scan_peek(s) == '-') {
			struct ir_case range = read_case(r);

			g_array_append_val(r->cases, range);
		}
	block->cases = keep(r, r->cases, &block->n_cases);
	block->loc = read_loc(r);
}

static void read_block(struct reader *r)
{
	struct ir_block *block = ir_heap_alloc(r->unit->heap, sizeof(*block));
	struct scan *s = &r->s;

	read_number_of(r, r->blocks->len);
	scan_line_end(s);
	block->value = IR_NONE;
	g_array_append_val(r->blocks, block);
	for (;;) {
		guint32 dst = IR_NONE;
		guint n;

		if (scan_next(s) == '%') {
			dst = read_temp(r);
			scan_expect(s, '=');
		}
		n = read_operation(r);
		if (n >= N_WORDS || (n >= IR_OP_COUNT && dst != IR_NONE)) {
			scan_fail(s, "operation expected");
			return;
		}
		if (n >= IR_OP_COUNT) {
			block->insns = keep(r, r->insns, &block->n_insns);
			read_terminator(r, block, n - IR_OP_COUNT);
			return;
		}
		read_insn(r, dst, n);
	}
}

/* Is it a parameter? */
static bool read_local(struct reader *r)
{
	struct ir_local local = { 0 };
	struct scan *s = &r->s;

	read_number_of(r, r->locals->len);
	local.name = scan_string(s);
	local.type = read_type(r);
	local.is_param = scan_accept(s, "param");
	local.cleanup = read_keyed_string(r, "cleanup");
	local.loc = read_loc(r);
	g_array_append_val(r->locals, local);
	return local.is_param;
}

static bool is_known(struct reader *r, const struct ir_function *fn)
{
	return r->known && !fn->in_main_file && !r->s.error &&
	       !g_hash_table_add(r->known->functions, (gpointer)fn->key);
}

/* The lines of a function after its first. */
static void skip_body(struct scan *s)
{
	do {
		scan_skip_line(s);
	} while (scan_peek(s) == '\t' || scan_starts(s, "local ") ||
		 scan_starts(s, "block "));
}

/* Its first line, up to what tells whether it is known. */
static struct ir_function read_function_name(struct reader *r)
{
	struct ir_function fn = {
		.is_complete = true, .loc = IR_NO_LOC, .span = IR_NO_SPAN,
	};
	struct scan *s = &r->s;

	fn.name = scan_string(s);
	fn.key = read_key(r, fn.name);
	fn.result = read_type(r);
	fn.is_static = scan_accept(s, "static");
	fn.is_inline = scan_accept(s, "inline");
	fn.is_variadic = scan_accept(s, "variadic");
	fn.is_noreturn = scan_accept(s, "noreturn");
	fn.in_main_file = scan_accept(s, "main");
	return fn;
}

static void read_function(struct reader *r)
{
	struct ir_function fn = read_function_name(r), *kept;
	struct scan *s = &r->s;

	if (is_known(r, &fn)) {
		skip_body(s);
		return;
	}
	fn.is_complete = !scan_accept(s, "incomplete");
	fn.why_incomplete = read_keyed_string(r, "why");
	fn.n_temps = read_keyed(r, "temps");
	fn.n_statements = read_keyed(r, "statements");
	fn.n_unknown = read_keyed(r, "unknowns");
	if (scan_accept(s, "span"))
		fn.span = read_span(r, NULL);
	r->loc = IR_NO_LOC;
	fn.loc = read_loc(r);
	while (scan_accept(s, "local"))
		fn.n_params += read_local(r);
	fn.locals = keep(r, r->locals, &fn.n_locals);
	while (scan_accept(s, "block"))
		read_block(r);
	fn.blocks = keep(r, r->blocks, &fn.n_blocks);
	kept = g_memdup2(&fn, sizeof(fn));
	ir_function_index(r->unit, kept);
	g_ptr_array_add(r->unit->functions, kept);
}

static void read_header(struct reader *r)
{
	struct scan *s = &r->s;

	scan_skip_empty(s);
	if (!scan_accept(s, "unit")) {
		scan_fail(s, "not a unit");
		return;
	}
	r->unit->path = scan_string(s);
	if (scan_accept(s, "pointer"))
		r->unit->pointer_bits = read_bits_wide(r);
	if (scan_accept(s, "long"))
		r->unit->long_bits = read_bits_wide(r);
	r->unit->is_big_endian = scan_accept(s, "big_endian");
	scan_line_end(s);
}

static void read_string_line(struct reader *r, GPtrArray *into)
{
	g_ptr_array_add(into, (gpointer)scan_string(&r->s));
	scan_line_end(&r->s);
}

/* One entry of a table. false if the next line is none. */
static bool read_entry(struct reader *r)
{
	struct ir_unit *unit = r->unit;
	struct scan *s = &r->s;

	if (scan_accept(s, "file")) {
		read_number_of(r, unit->files->len);
		read_string_line(r, unit->files);
	} else if (scan_accept(s, "type")) {
		read_type_line(r);
	} else if (scan_accept(s, "record")) {
		read_record(r);
	} else if (scan_accept(s, "global")) {
		read_global(r);
	} else if (scan_accept(s, "decl")) {
		read_decl(r);
	} else if (scan_accept(s, "export")) {
		read_string_line(r, unit->exports);
	} else if (scan_accept(s, "present")) {
		read_string_line(r, unit->present);
	} else if (scan_accept(s, "error")) {
		read_string_line(r, unit->errors);
	} else if (scan_accept(s, "function")) {
		read_function(r);
	} else {
		return false;
	}
	return true;
}

static void begin(struct reader *r)
{
	r->insns = g_array_new(FALSE, FALSE, sizeof(struct ir_insn));
	r->numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
	r->spans = g_array_new(FALSE, FALSE, sizeof(struct ir_span));
	r->cases = g_array_new(FALSE, FALSE, sizeof(struct ir_case));
	r->locals = g_array_new(FALSE, FALSE, sizeof(struct ir_local));
	r->blocks = g_array_new(FALSE, FALSE, sizeof(struct ir_block *));
}

static void finish(struct reader *r)
{
	g_array_unref(r->insns);
	g_array_unref(r->numbers);
	g_array_unref(r->spans);
	g_array_unref(r->cases);
	g_array_unref(r->locals);
	g_array_unref(r->blocks);
}

struct ir_unit *ir_parse_unit(const char *text, gsize length_bytes,
			      GError **error)
{
	return ir_parse_unit_once(text, length_bytes, NULL, NULL, error);
}

struct ir_known *ir_known_new(void)
{
	struct ir_known *known = g_new0(struct ir_known, 1);

	known->functions = g_hash_table_new(NULL, NULL);
	known->decls = g_hash_table_new(NULL, NULL);
	return known;
}

void ir_known_free(struct ir_known *known)
{
	if (!known)
		return;
	g_hash_table_unref(known->functions);
	g_hash_table_unref(known->decls);
	g_free(known);
}

struct ir_unit *ir_parse_unit_once(const char *text, gsize length_bytes,
				   struct ir_known *known,
				   struct ir_heap *heap, GError **error)
{
	struct reader r = { .unit = ir_unit_new(NULL, heap), .known = known };

	begin(&r);
	scan_init(&r.s, text, length_bytes);
	index_words(&r);
	g_array_set_size(r.unit->types, 0);	/* void has its own line */
	read_header(&r);
	while (read_entry(&r))
		;
	if (!scan_accept(&r.s, "end"))
		scan_fail(&r.s, "line not understood, or text cut off");
	scan_line_end(&r.s);
	if (!r.s.error && r.s.p < r.s.end)
		scan_fail(&r.s, "text after the end");
	scan_release(&r.s);
	finish(&r);
	if (r.s.error) {
		g_propagate_error(error, r.s.error);
		ir_unit_free(r.unit);
		return NULL;
	}
	return r.unit;
}
