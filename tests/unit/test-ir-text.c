// SPDX-License-Identifier: GPL-2.0-only
/* Printing and reading are inverses: on random units, member by member, and
 * on text written by hand; what the printer does not make is refused. */
#include <string.h>

#include "gen-ir.h"
#include "ir/op.h"
#include "ir/text.h"

#define N_RANDOM_UNITS 400

static bool same_loc(struct ir_loc a, struct ir_loc b)
{
	return a.file == b.file && a.line == b.line && a.column == b.column;
}

static bool same_span(const struct ir_span *a, const struct ir_span *b)
{
	return a->file == b->file && a->begin == b->begin &&
	       a->end == b->end && a->line == b->line &&
	       a->column == b->column;
}

static bool same_numbers(const guint32 *a, guint n_a, const guint32 *b,
			 guint n_b)
{
	return n_a == n_b && (!n_a || !memcmp(a, b, n_a * sizeof(*a)));
}

static bool same_spans(const struct ir_call *a, const struct ir_call *b)
{
	for (guint i = 0; i < a->n_written && i < b->n_written; i++)
		if (!same_span(&a->written_args[i], &b->written_args[i]))
			return false;
	return a->n_written == b->n_written;
}

static bool same_call(const struct ir_call *a, const struct ir_call *b)
{
	if (!a || !b)
		return a == b;
	return !g_strcmp0(a->callee, b->callee) &&
	       !g_strcmp0(a->callee_key, b->callee_key) &&
	       !g_strcmp0(a->written, b->written) && a->target == b->target &&
	       same_numbers(a->args, a->n_args, b->args, b->n_args) &&
	       same_span(&a->expr, &b->expr) &&
	       same_span(&a->name, &b->name) &&
	       same_spans(a, b) &&
	       same_span(&a->body, &b->body) &&
	       a->in_macro == b->in_macro && a->is_implicit == b->is_implicit;
}

static bool same_insn(const struct ir_insn *a, const struct ir_insn *b)
{
	return a->op == b->op && a->atom == b->atom &&
	       a->is_bitfield == b->is_bitfield && a->type == b->type &&
	       a->dst == b->dst && a->a == b->a && a->b == b->b &&
	       a->record == b->record && a->imm == b->imm &&
	       !g_strcmp0(a->str, b->str) && same_call(a->call, b->call) &&
	       same_loc(a->loc, b->loc);
}

static bool same_cases(const struct ir_block *a, const struct ir_block *b)
{
	for (guint i = 0; i < a->n_cases && i < b->n_cases; i++) {
		const struct ir_case *x = &a->cases[i];
		const struct ir_case *y = &b->cases[i];

		if (x->low != y->low || x->high != y->high ||
		    x->target != y->target)
			return false;
	}
	return a->n_cases == b->n_cases;
}

static void assert_same_block(const struct ir_block *a,
			      const struct ir_block *b)
{
	g_assert_cmpuint(a->n_insns, ==, b->n_insns);
	for (guint i = 0; i < a->n_insns; i++)
		g_assert_true(same_insn(&a->insns[i], &b->insns[i]));
	g_assert_cmpint(a->term, ==, b->term);
	g_assert_cmpuint(a->value, ==, b->value);
	g_assert_true(same_numbers(a->targets, a->n_targets, b->targets,
				   b->n_targets));
	g_assert_true(same_cases(a, b));
	g_assert_true(same_loc(a->loc, b->loc));
}

static void assert_same_local(const struct ir_local *a,
			      const struct ir_local *b)
{
	g_assert_cmpstr(a->name, ==, b->name);
	g_assert_cmpuint(a->type, ==, b->type);
	g_assert_true(a->is_param == b->is_param);
	g_assert_cmpstr(a->cleanup, ==, b->cleanup);
	g_assert_true(same_loc(a->loc, b->loc));
}

static void assert_same_function(const struct ir_function *a,
				 const struct ir_function *b)
{
	g_assert_cmpstr(a->name, ==, b->name);
	g_assert_cmpstr(a->key, ==, b->key);
	g_assert_cmpstr(a->why_incomplete, ==, b->why_incomplete);
	g_assert_true(a->is_static == b->is_static &&
		      a->is_inline == b->is_inline &&
		      a->is_variadic == b->is_variadic &&
		      a->is_noreturn == b->is_noreturn &&
		      a->in_main_file == b->in_main_file &&
		      a->is_complete == b->is_complete);
	g_assert_cmpuint(a->result, ==, b->result);
	g_assert_cmpuint(a->n_params, ==, b->n_params);
	g_assert_cmpuint(a->n_temps, ==, b->n_temps);
	g_assert_cmpuint(a->n_statements, ==, b->n_statements);
	g_assert_cmpuint(a->n_unknown, ==, b->n_unknown);
	g_assert_true(same_loc(a->loc, b->loc));
	g_assert_true(same_span(&a->span, &b->span));
	g_assert_cmpuint(a->n_locals, ==, b->n_locals);
	for (guint i = 0; i < a->n_locals; i++)
		assert_same_local(&a->locals[i], &b->locals[i]);
	g_assert_cmpuint(a->n_blocks, ==, b->n_blocks);
	for (guint i = 0; i < a->n_blocks; i++)
		assert_same_block(ir_block(a, i), ir_block(b, i));
}

static void assert_same_types(const struct ir_unit *a,
			      const struct ir_unit *b)
{
	g_assert_cmpuint(a->types->len, ==, b->types->len);
	for (guint i = 0; i < a->types->len; i++) {
		const struct ir_type *x = ir_type(a, i), *y = ir_type(b, i);

		g_assert_true(x->kind == y->kind && x->bits == y->bits &&
			      x->is_signed == y->is_signed &&
			      x->elem == y->elem && x->record == y->record &&
			      x->count == y->count &&
			      x->size_bytes == y->size_bytes);
		g_assert_cmpstr(x->name, ==, y->name);
	}
}

static void assert_same_record(const struct ir_record *a,
			       const struct ir_record *b)
{
	g_assert_cmpstr(a->name, ==, b->name);
	g_assert_cmpstr(a->key, ==, b->key);
	g_assert_true(a->is_union == b->is_union &&
		      a->is_complete == b->is_complete &&
		      a->size_bytes == b->size_bytes &&
		      a->fields->len == b->fields->len);
	for (guint i = 0; i < a->fields->len; i++) {
		const struct ir_field *x = ir_field(a, i), *y = ir_field(b, i);

		g_assert_cmpstr(x->name, ==, y->name);
		g_assert_true(x->offset_bytes == y->offset_bytes &&
			      x->bit_offset == y->bit_offset &&
			      x->bit_width == y->bit_width &&
			      x->type == y->type);
	}
}

static void assert_same_init(const struct ir_init *a, const struct ir_init *b)
{
	g_assert_true(a->kind == b->kind &&
		      a->offset_bytes == b->offset_bytes &&
		      a->type == b->type && a->bit_offset == b->bit_offset &&
		      a->bit_width == b->bit_width && a->value == b->value &&
		      a->record == b->record && a->field == b->field &&
		      same_loc(a->loc, b->loc));
	g_assert_cmpstr(a->symbol, ==, b->symbol);
}

static void assert_same_global(const struct ir_global *a,
			       const struct ir_global *b)
{
	g_assert_cmpstr(a->name, ==, b->name);
	g_assert_cmpstr(a->key, ==, b->key);
	g_assert_cmpstr(a->section, ==, b->section);
	g_assert_true(a->type == b->type && a->is_static == b->is_static &&
		      a->is_const == b->is_const &&
		      a->is_defined == b->is_defined &&
		      a->has_init == b->has_init && same_loc(a->loc, b->loc) &&
		      a->inits->len == b->inits->len);
	for (guint i = 0; i < a->inits->len; i++)
		assert_same_init(&g_array_index(a->inits, struct ir_init, i),
				 &g_array_index(b->inits, struct ir_init, i));
}

static void assert_same_decl(const struct ir_decl *a, const struct ir_decl *b)
{
	g_assert_cmpstr(a->name, ==, b->name);
	g_assert_cmpstr(a->key, ==, b->key);
	g_assert_true(a->is_noreturn == b->is_noreturn &&
		      a->is_variadic == b->is_variadic &&
		      a->result == b->result &&
		      a->params->len == b->params->len);
	for (guint i = 0; i < a->params->len; i++) {
		const struct ir_param_decl *x =
			&g_array_index(a->params, struct ir_param_decl, i);
		const struct ir_param_decl *y =
			&g_array_index(b->params, struct ir_param_decl, i);

		g_assert_cmpstr(x->name, ==, y->name);
		g_assert_cmpstr(x->type_name, ==, y->type_name);
	}
}

static void assert_same_strings(const GPtrArray *a, const GPtrArray *b)
{
	g_assert_cmpuint(a->len, ==, b->len);
	for (guint i = 0; i < a->len; i++)
		g_assert_cmpstr(a->pdata[i], ==, b->pdata[i]);
}

static void assert_same_unit(const struct ir_unit *a, const struct ir_unit *b)
{
	g_assert_cmpstr(a->path, ==, b->path);
	g_assert_true(a->pointer_bits == b->pointer_bits &&
		      a->long_bits == b->long_bits &&
		      a->is_big_endian == b->is_big_endian);
	assert_same_strings(a->files, b->files);
	assert_same_types(a, b);
	g_assert_cmpuint(a->records->len, ==, b->records->len);
	for (guint i = 0; i < a->records->len; i++)
		assert_same_record(ir_record(a, i), ir_record(b, i));
	g_assert_cmpuint(a->globals->len, ==, b->globals->len);
	for (guint i = 0; i < a->globals->len; i++)
		assert_same_global(ir_global(a, i), ir_global(b, i));
	g_assert_cmpuint(a->decls->len, ==, b->decls->len);
	for (guint i = 0; i < a->decls->len; i++)
		assert_same_decl(&g_array_index(a->decls, struct ir_decl, i),
				 &g_array_index(b->decls, struct ir_decl, i));
	assert_same_strings(a->exports, b->exports);
	assert_same_strings(a->present, b->present);
	assert_same_strings(a->errors, b->errors);
	g_assert_cmpuint(a->functions->len, ==, b->functions->len);
	for (guint i = 0; i < a->functions->len; i++)
		assert_same_function(a->functions->pdata[i],
				     b->functions->pdata[i]);
}

static struct ir_unit *parse(const char *text)
{
	GError *error = NULL;
	struct ir_unit *unit = ir_parse_unit(text, strlen(text), &error);

	g_assert_no_error(error);
	return unit;
}

static void count_ops(const struct ir_unit *unit, guint *ops, guint *terms)
{
	for (guint f = 0; f < unit->functions->len; f++) {
		const struct ir_function *fn = unit->functions->pdata[f];

		for (guint b = 0; b < fn->n_blocks; b++) {
			const struct ir_block *block = ir_block(fn, b);

			for (guint i = 0; i < block->n_insns; i++)
				ops[block->insns[i].op]++;
			terms[block->term]++;
		}
	}
}

static void test_random(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(
		(guint32)g_test_rand_int());
	guint ops[IR_OP_COUNT] = { 0 }, terms[IR_TERM_COUNT] = { 0 };

	for (guint n = 0; n < N_RANDOM_UNITS; n++) {
		struct ir_unit *unit = gen_ir_unit(rand), *again;
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GString) text_again = g_string_new(NULL);
		GError *error = NULL;

		ir_validate_unit(unit, &error);
		g_assert_no_error(error);
		ir_print_unit(unit, text);
		again = parse(text->str);
		assert_same_unit(unit, again);
		ir_print_unit(again, text_again);
		g_assert_cmpstr(text->str, ==, text_again->str);
		count_ops(unit, ops, terms);
		ir_unit_free(unit);
		ir_unit_free(again);
	}
	for (guint i = 0; i < IR_OP_COUNT; i++)
		g_assert_cmpuint(ops[i], >, 0);
	for (guint i = 0; i < IR_TERM_COUNT; i++)
		g_assert_cmpuint(terms[i], >, 0);
}

/* A function printed alone is the text it has in its unit. */
static void test_function_alone(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	guint seen = 0;

	while (seen < 20) {
		struct ir_unit *unit = gen_ir_unit(rand);
		g_autoptr(GString) text = g_string_new(NULL);

		ir_print_unit(unit, text);
		for (guint i = 0; i < unit->functions->len; i++, seen++) {
			g_autoptr(GString) alone = g_string_new(NULL);

			ir_print_function(unit, unit->functions->pdata[i],
					  alone);
			g_assert_nonnull(strstr(text->str, alone->str));
		}
		ir_unit_free(unit);
	}
}

/* Any prefix of a unit, and any byte of it changed, is read without harm; a
 * prefix is always refused. */
static void test_damaged(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(
		(guint32)g_test_rand_int());
	struct ir_unit *unit = gen_ir_unit(rand);
	g_autoptr(GString) text = g_string_new(NULL);

	ir_print_unit(unit, text);
	ir_unit_free(unit);
	for (gsize n = 0; n + 1 < text->len; n++) {
		g_autofree char *prefix = g_memdup2(text->str, n + 1);

		g_assert_null(ir_parse_unit(prefix, n, NULL));
	}
	for (guint n = 0; n < 2000; n++) {
		gsize at = (gsize)g_rand_int_range(rand, 0,
						   (gint32)text->len);
		char before = text->str[at];
		GError *error = NULL;

		text->str[at] = (char)g_rand_int_range(rand, 0, 256);
		unit = ir_parse_unit(text->str, text->len, &error);
		g_assert_true((unit == NULL) == (error != NULL));
		if (unit)
			ir_validate_unit(unit, NULL);
		ir_unit_free(unit);
		g_clear_error(&error);
		text->str[at] = before;
	}
}

#define HEAD "unit \"a.c\"\ntype 0 void\ntype 1 s32\n"

struct bad_text {
	const char *text, *message;
};

static void test_refused(void)
{
	static const struct bad_text bad[] = {
		{ "", "line 1: not a unit" },
		{ "unity \"a\"", "line 1: not a unit" },
		{ "unit a\nend\n", "line 1: '\"' expected" },
		{ "unit \"a\nend\n", "line 1: string without an end" },
		{ "unit \"a\\q\"\nend\n", "line 1: bad escape" },
		{ "unit \"a\\x00\"\nend\n", "line 1: bad escape" },
		{ "unit \"a\\x4\"\nend\n", "line 1: bad escape" },
		{ "unit \"a\\", "line 1: bad escape" },
		{ "unit \"a\" \"b\"\nend\n", "line 1: '\"' not expected" },
		{ "unit \"a\" pointer 65536\nend\n", "line 1: 65536 bits" },
		{ HEAD, "cut off" },
		{ HEAD "end\nend\n", "line 5: text after the end" },
		{ HEAD "\n# comment\nwhat\nend\n", "line 6: line not" },
		{ HEAD "type 1 s32\nend\n", "line 4: 1 where 2 is next" },
		{ HEAD "type 2 odd\nend\n", "line 4: kind of type" },
		{ HEAD "type 2 ptr 64 x0\nend\n", "line 4: 't' expected" },
		{ HEAD "type 2 ptr 64 t\nend\n", "line 4: number expected" },
		{ HEAD "type 2 array t1 99999999999999999999\nend\n",
		  "line 4: number too large" },
		{ HEAD "type 2 array t4294967296 1\nend\n",
		  "line 4: number too large" },
		{ HEAD "record 0 \"r\"\n\tfield \"f\" 0 t1 bits 256:1\nend\n",
		  "line 5: bit-field out of bounds" },
		{ HEAD "global 0 \"g\" t1\n\tinit 0 t1 odd 1\nend\n",
		  "line 5: kind of initialiser" },
		{ HEAD "decl \"d\" t1 ( \"n\"\nend\n", "'\"' expected" },
		{ HEAD "function \"f\" t1\nblock 0\n\t%0 = odd t1\nend\n",
		  "line 6: operation expected" },
		{ HEAD "function \"f\" t1\nblock 0\n\t%0 = return\nend\n",
		  "line 6: operation expected" },
		{ HEAD "function \"f\" t1\nblock 0\nend\n",
		  "line 6: operation expected" },
		{ HEAD "function \"f\" t1\nblock 1\n\treturn\nend\n",
		  "line 5: 1 where 0 is next" },
		{ HEAD "function \"f\" t1\nblock 0\n\t%0 = const t1 1 atom x\n"
		       "\treturn\nend\n", "line 6: unknown atom" },
		{ HEAD "function \"f\" t1 span 0:1:2\nblock 0\n\treturn\nend\n",
		  "line 4: span has too few parts" },
		{ HEAD "function \"f\" t1\nblock 0\n\tswitch %0 0 cases 1\n"
		       "end\n", "line 6: ':' expected" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		GError *error = NULL;

		g_assert_null(ir_parse_unit(bad[i].text, strlen(bad[i].text),
					    &error));
		g_assert_error(error, IR_ERROR, IR_ERROR_SYNTAX);
		if (!strstr(error->message, bad[i].message))
			g_error("\"%s\" expected in \"%s\"", bad[i].message,
				error->message);
		g_error_free(error);
	}
}

/* What a person may write: indentation, blank lines and comments at will. */
static void test_by_hand(void)
{
	struct ir_unit *unit = parse(
		"# a test\n\n"
		"unit \"a.c\"   # of mine\n"
		"type 0 void\n"
		"  type 1 s32 name \"int\"\n"
		"function \"f\" t1 temps 2\n"
		"  local 0 \"n\" t1 param @-:3:7\n"
		"  block 0\n\n"
		"    %0 = const t1 -22 @0:4:9   # -EINVAL\n"
		"\t%1 = const t1 4294967274 @11\n"
		"    return %0 @5:9\n"
		"end");
	const struct ir_function *fn = ir_unit_function(unit, "f");
	const struct ir_insn *insn = ir_block(fn, 0)->insns;

	g_assert_cmpstr(fn->key, ==, "f");
	g_assert_cmpuint(fn->n_params, ==, 1);
	g_assert_cmpuint(unit->pointer_bits, ==, 64);
	g_assert_cmpint((gint64)insn[0].imm, ==, -22);
	g_assert_cmpint((gint64)insn[1].imm, ==, 4294967274);
	g_assert_true(same_loc(insn[0].loc, (struct ir_loc){ 0, 4, 9 }));
	g_assert_true(same_loc(insn[1].loc, (struct ir_loc){ 0, 4, 11 }));
	g_assert_true(same_loc(ir_block(fn, 0)->loc,
			       (struct ir_loc){ 0, 5, 9 }));
	g_assert_null(ir_unit_function(unit, "g"));
	ir_unit_free(unit);
}

/* A header's function or declaration is read with the first unit that has it;
 * the unit's own functions are always read. */
static void test_once(void)
{
	static const char text[] = HEAD
		"decl \"kfree\" t0 (\"p\" \"const void *\")\n"
		"function \"inline\" t1 static\nlocal 0 \"x\" t1\n"
		"block 0\n\treturn\n"
		"function \"own\" t1 main\nblock 0\n\treturn\nend\n";
	struct ir_known *known = ir_known_new();

	for (guint i = 0; i < 2; i++) {
		GError *error = NULL;
		struct ir_unit *unit = ir_parse_unit_once(text, strlen(text),
							  known, NULL, &error);

		g_assert_no_error(error);
		g_assert_cmpuint(unit->functions->len, ==, 2 - i);
		g_assert_cmpuint(unit->decls->len, ==, 1 - i);
		g_assert_nonnull(ir_unit_function(unit, "own"));
		ir_unit_free(unit);
	}
	ir_known_free(known);
}

static void test_names(void)
{
	g_assert_cmpstr(ir_op_name(IR_CONST), ==, "const");
	g_assert_cmpstr(ir_op_name(IR_UNKNOWN), ==, "unknown");
	g_assert_cmpstr(ir_op_name(IR_OP_COUNT), ==, "?");
	g_assert_cmpstr(ir_term_name(IR_TERM_COUNT), ==, "?");
	g_assert_cmpstr(ir_atom_name(IR_ATOM_MAX_ORDER), ==, "max_order");
	for (guint i = 0; i < IR_OP_COUNT; i++)
		for (guint k = 0; k < i; k++)
			g_assert_cmpstr(ir_op_name(i), !=, ir_op_name(k));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ir/text/names", test_names);
	g_test_add_func("/ir/text/by-hand", test_by_hand);
	g_test_add_func("/ir/text/once", test_once);
	g_test_add_func("/ir/text/random", test_random);
	g_test_add_func("/ir/text/function-alone", test_function_alone);
	g_test_add_func("/ir/text/damaged", test_damaged);
	g_test_add_func("/ir/text/refused", test_refused);
	return g_test_run();
}
