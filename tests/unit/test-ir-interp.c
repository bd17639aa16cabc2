// SPDX-License-Identifier: GPL-2.0-only
/* The interpreter against results worked out by hand. */
#include <string.h>

#include "ir/interp.h"
#include "ir/text.h"

#define MAX_STEPS 10000

#define HEAD							\
	"unit \"a.c\"\n"					\
	"file 0 \"a.c\"\n"					\
	"type 0 void\n"						\
	"type 1 s32\n"						\
	"type 2 u32\n"						\
	"type 3 s64\n"						\
	"type 4 u64\n"						\
	"type 5 u8\n"						\
	"type 6 s8\n"						\
	"type 7 u1\n"						\
	"type 8 ptr 64 t0\n"					\
	"type 9 record r0 size 16\n"				\
	"type 10 array t2 4 size 16\n"				\
	"type 11 u16\n"						\
	"record 0 \"struct s\" complete size 16\n"		\
	"\tfield \"n\" 0 t1\n"					\
	"\tfield \"low\" 4 t2 bits 0:3\n"			\
	"\tfield \"mid\" 4 t1 bits 3:7\n"			\
	"\tfield \"wide\" 8 t4 bits 5:40\n"			\
	"global 0 \"table\" t10 defined initialised\n"		\
	"\tinit 4 t2 int 77\n"					\
	"global 1 \"ops\" t8 defined initialised\n"		\
	"\tinit 0 t8 func 0 \"twice\"\n"			\
	"global 2 \"at\" t8 defined initialised\n"		\
	"\tinit 0 t8 global 4 \"table\"\n"			\
	"global 3 \"elsewhere\" t10\n"				\
	"function \"twice\" t1 temps 5\n"			\
	"local 0 \"n\" t1 param\n"				\
	"block 0\n"						\
	"\t%0 = addr_local t8 0\n"				\
	"\t%1 = load t1 %0\n"					\
	"\t%2 = add t1 %1 %1\n"					\
	"\t%3 = const t1 0\n"					\
	"\t%4 = lt t1 %2 %3\n"					\
	"\treturn %2\n"

static struct ir_unit *parse(const char *body)
{
	g_autofree char *text = g_strconcat(HEAD, body, "end\n", NULL);
	GError *error = NULL;
	struct ir_unit *unit = ir_parse_unit(text, strlen(text), &error);

	g_assert_no_error(error);
	ir_validate_unit(unit, &error);
	g_assert_no_error(error);
	return unit;
}

static struct interp_result run(const char *body, guint64 a, guint64 b)
{
	struct ir_unit *unit = parse(body);
	const guint64 args[] = { a, b };
	struct interp_result result = interp_run(unit, "f", args, 2, NULL,
						 NULL, MAX_STEPS);

	ir_unit_free(unit);
	return result;
}

static guint64 value(const char *body, guint64 a, guint64 b)
{
	struct interp_result result = run(body, a, b);

	g_assert_cmpstr(result.why, ==, NULL);
	g_assert_cmpint(result.outcome, ==, INTERP_RETURNED);
	return result.value;
}

static void stops(const char *body, guint64 a, guint64 b,
		  enum interp_outcome outcome, const char *why)
{
	struct interp_result result = run(body, a, b);

	g_assert_cmpint(result.outcome, ==, outcome);
	g_assert_cmpstr(result.why, ==, why);
}

/* f(a, b) of types ta, tb returning `line`'s %4, which is of type tr. */
static char *expression(guint tr, guint ta, guint tb, const char *line)
{
	return g_strdup_printf(
		"function \"f\" t%u temps 5\n"
		"local 0 \"a\" t%u param\n"
		"local 1 \"b\" t%u param\n"
		"block 0\n"
		"\t%%0 = addr_local t8 0\n"
		"\t%%1 = load t%u %%0\n"
		"\t%%2 = addr_local t8 1\n"
		"\t%%3 = load t%u %%2\n"
		"\t%%4 = %s\n"
		"\treturn %%4\n", tr, ta, tb, ta, tb, line);
}

struct sum {
	guint tr, ta, tb;
	const char *line;
	guint64 a, b, expected;
};

#define S(n) ((guint64)(gint64)(n))

static const struct sum sums[] = {
	{ 1, 1, 1, "add t1 %1 %3", 2, 3, 5 },
	{ 1, 1, 1, "add t1 %1 %3", G_MAXINT32, 1, S(G_MININT32) },
	{ 2, 2, 2, "add t2 %1 %3", G_MAXUINT32, 2, 1 },
	{ 2, 2, 2, "sub t2 %1 %3", 1, 2, G_MAXUINT32 },
	{ 4, 4, 4, "sub t4 %1 %3", 1, 2, G_MAXUINT64 },
	{ 2, 2, 2, "mul t2 %1 %3", 65536, 65537, 65536 },
	{ 4, 4, 4, "mul t4 %1 %3", 1ULL << 40, 1ULL << 30, 0 },
	{ 5, 5, 5, "mul t5 %1 %3", 20, 13, 4 },
	{ 1, 1, 1, "div t1 %1 %3", S(-7), 2, S(-3) },
	{ 1, 1, 1, "mod t1 %1 %3", S(-7), 2, S(-1) },
	{ 4, 4, 4, "div t4 %1 %3", S(-7), 2, 0x7ffffffffffffffc },
	{ 6, 6, 6, "neg t6 %1", S(-128), 0, S(-128) },
	{ 5, 5, 5, "neg t5 %1", 1, 0, 255 },
	{ 5, 5, 5, "not t5 %1", 0x0f, 0, 0xf0 },
	{ 1, 1, 1, "not t1 %1", 0, 0, S(-1) },
	{ 1, 1, 4, "shl t1 %1 %3", 1, 31, S(G_MININT32) },
	{ 2, 2, 5, "shl t2 %1 %3", 3, 31, 1U << 31 },
	{ 3, 3, 1, "shr t3 %1 %3", S(-256), 4, S(-16) },
	{ 4, 4, 1, "shr t4 %1 %3", S(-256), 60, 15 },
	{ 2, 2, 2, "and t2 %1 %3", 0xff0f, 0x0ff0, 0x0f00 },
	{ 2, 2, 2, "or t2 %1 %3", 0xf000, 0x000f, 0xf00f },
	{ 2, 2, 2, "xor t2 %1 %3", 0xff, 0x0f, 0xf0 },
	/* conversions */
	{ 4, 1, 1, "cast t4 %1", S(-1), 0, G_MAXUINT64 },
	{ 4, 2, 1, "cast t4 %1", S(-1), 0, G_MAXUINT32 },
	{ 5, 1, 1, "cast t5 %1", 300, 0, 44 },
	{ 6, 1, 1, "cast t6 %1", 200, 0, S(-56) },
	{ 3, 6, 1, "cast t3 %1", 200, 0, S(-56) },
	{ 7, 4, 1, "cast t7 %1", 256, 0, 1 },
	{ 7, 4, 1, "cast t7 %1", 0, 0, 0 },
	{ 8, 3, 1, "cast t8 %1", S(-1), 0, G_MAXUINT64 },
	/* comparisons */
	{ 1, 1, 1, "lt t1 %1 %3", S(-1), 1, 1 },
	{ 1, 2, 2, "lt t1 %1 %3", S(-1), 1, 0 },
	{ 1, 2, 2, "le t1 %1 %3", 7, 7, 1 },
	{ 1, 3, 3, "gt t1 %1 %3", S(-2), S(-3), 1 },
	{ 1, 4, 4, "ge t1 %1 %3", S(-2), S(-1), 0 },
	{ 1, 4, 4, "eq t1 %1 %3", 5, 5, 1 },
	{ 1, 4, 4, "ne t1 %1 %3", 5, 5, 0 },
	/* without bound */
	{ 2, 4, 4, "wrap_add t2 %1 %3", G_MAXUINT64, 3, 2 },
	{ 7, 4, 4, "ovf_add t7 %1 %3 t4", G_MAXUINT64, 1, 1 },
	{ 7, 4, 4, "ovf_add t7 %1 %3 t4", G_MAXUINT64, 0, 0 },
	{ 7, 1, 4, "ovf_add t7 %1 %3 t4", S(-1), G_MAXUINT64, 0 },
	{ 4, 1, 4, "wrap_add t4 %1 %3", S(-1), G_MAXUINT64, S(-2) },
	{ 7, 4, 4, "ovf_sub t7 %1 %3 t4", 1, 2, 1 },
	{ 7, 4, 4, "ovf_sub t7 %1 %3 t3", 1, 2, 0 },
	{ 3, 4, 4, "wrap_sub t3 %1 %3", 1, 2, S(-1) },
	{ 7, 4, 4, "ovf_mul t7 %1 %3 t4", 1ULL << 32, 1ULL << 32, 1 },
	{ 7, 4, 4, "ovf_mul t7 %1 %3 t4", 1ULL << 32, 1ULL << 31, 0 },
	{ 7, 4, 4, "ovf_mul t7 %1 %3 t3", 1ULL << 32, 1ULL << 31, 1 },
	{ 7, 3, 3, "ovf_mul t7 %1 %3 t3", 1ULL << 62, S(-2), 0 },
	{ 7, 3, 3, "ovf_mul t7 %1 %3 t3", G_MAXINT64, S(-2), 1 },
	{ 7, 1, 1, "ovf_mul t7 %1 %3 t4", S(-3), S(-3), 0 },
	{ 7, 1, 1, "ovf_mul t7 %1 %3 t5", 16, 16, 1 },
	{ 5, 1, 1, "wrap_mul t5 %1 %3", 16, 17, 16 },
	/* addresses are numbers apart by what lies between */
	{ 3, 8, 4, "ptrdiff t3 %2 %2 4", 0, 0, 0 },
	{ 1, 1, 1, "is_const t1 %1", 0, 0, 0 },
};

static void test_sums(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(sums); i++) {
		const struct sum *sum = &sums[i];
		g_autofree char *body = expression(sum->tr, sum->ta, sum->tb,
						   sum->line);
		guint64 got = value(body, sum->a, sum->b);

		if (got != sum->expected)
			g_error("%s: %" G_GINT64_MODIFIER "x, not %"
				G_GINT64_MODIFIER "x", sum->line, got,
				sum->expected);
	}
}

static void test_undefined(void)
{
	g_autofree char *divide = expression(1, 1, 1, "div t1 %1 %3");
	g_autofree char *modulo = expression(4, 4, 4, "mod t4 %1 %3");
	g_autofree char *shift = expression(1, 1, 1, "shl t1 %1 %3");

	stops(divide, 1, 0, INTERP_TRAPPED, "division by zero");
	stops(modulo, 1, 0, INTERP_TRAPPED, "division by zero");
	stops(divide, S(G_MININT32), S(-1), INTERP_TRAPPED,
	      "quotient out of range");
	stops(shift, 1, 32, INTERP_TRAPPED, "shift count out of range");
	stops(shift, 1, S(-1), INTERP_TRAPPED, "shift count out of range");
}

/* mid is signed and begins at bit 3 of byte 4; low and wide stay as set. */
static void test_bit_fields(void)
{
	static const char body[] =
		"function \"f\" t4 temps 11\n"
		"local 0 \"a\" t1 param\n"
		"local 1 \"b\" t4 param\n"
		"local 2 \"s\" t9\n"
		"block 0\n"
		"\t%0 = addr_local t8 2\n"
		"\tzero t0 %0 16\n"
		"\t%1 = addr_local t8 0\n"
		"\t%2 = load t1 %1\n"
		"\t%3 = field t8 %0 r0.2 bits\n"
		"\tstore t1 %3 %2 bits r0.2\n"
		"\t%4 = addr_local t8 1\n"
		"\t%5 = load t4 %4\n"
		"\t%6 = field t8 %0 r0.3 bits\n"
		"\tstore t4 %6 %5 bits r0.3\n"
		"\t%7 = load t1 %3 bits r0.2\n"
		"\t%8 = cast t4 %7\n"
		"\t%9 = load t4 %6 bits r0.3\n"
		"\t%10 = xor t4 %8 %9\n"
		"\treturn %10\n";
	static const char bytes[] =
		"function \"f\" t2 temps 5\n"
		"local 0 \"a\" t1 param\n"
		"local 1 \"b\" t4 param\n"
		"local 2 \"s\" t9\n"
		"block 0\n"
		"\t%0 = addr_local t8 2\n"
		"\tzero t0 %0 16\n"
		"\t%1 = addr_local t8 0\n"
		"\t%2 = load t1 %1\n"
		"\t%3 = field t8 %0 r0.2 bits\n"
		"\tstore t1 %3 %2 bits r0.2\n"
		"\t%4 = load t2 %3\n"
		"\treturn %4\n";

	g_assert_cmphex(value(body, 5, 0), ==, 5);
	g_assert_cmphex(value(body, 0x7f, 0), ==, S(-1));
	g_assert_cmphex(value(body, 64, 0), ==, S(-64));
	g_assert_cmphex(value(body, 0, 0x1234567890), ==, 0x1234567890);
	g_assert_cmphex(value(body, 0, S(-1)), ==, (1ULL << 40) - 1);
	g_assert_cmphex(value(bytes, 0x55, 0), ==, 0x55 << 3);
	g_assert_cmphex(value(bytes, 0xfff, 0), ==, 0x7f << 3);
}

static void test_memory(void)
{
	static const char global[] =
		"function \"f\" t2 temps 7\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"local 2 \"copy\" t10\n"
		"block 0\n"
		"\t%0 = addr_global t8 0\n"
		"\t%1 = addr_local t8 2\n"
		"\tcopy t0 %1 %0 16\n"
		"\t%2 = addr_local t8 0\n"
		"\t%3 = load t4 %2\n"
		"\t%4 = index t8 %1 %3 4\n"
		"\t%5 = load t2 %4\n"
		"\t%6 = ptrdiff t3 %4 %1 4\n"
		"\treturn %5\n";
	static const char unwritten[] =
		"function \"f\" t5 temps 2\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"local 2 \"n\" t2\n"
		"block 0\n"
		"\t%0 = addr_local t8 2\n"
		"\t%1 = load t5 %0\n"
		"\treturn %1\n";
	static const char string[] =
		"function \"f\" t5 temps 2\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"block 0\n"
		"\t%0 = addr_string t8 6\n"
		"\t%1 = load t5 %0\n"
		"\treturn %1\n";
	static const char elsewhere[] =
		"function \"f\" t5 temps 2\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"block 0\n"
		"\t%0 = addr_global t8 3\n"
		"\t%1 = load t5 %0\n"
		"\treturn %1\n";
	static const char pointer[] =
		"function \"f\" t2 temps 3\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"block 0\n"
		"\t%0 = addr_global t8 2\n"
		"\t%1 = load t8 %0\n"
		"\t%2 = load t2 %1\n"
		"\treturn %2\n";
	static const char null[] =
		"function \"f\" t2 temps 3\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"block 0\n"
		"\t%0 = const t8 0\n"
		"\t%1 = const t2 1\n"
		"\tstore t2 %0 %1\n"
		"\t%2 = load t2 %0\n"
		"\treturn %2\n";

	g_assert_cmpuint(value(global, 0, 0), ==, 0);
	g_assert_cmpuint(value(global, 1, 0), ==, 77);
	g_assert_cmpuint(value(pointer, 0, 0), ==, 77);
	stops(global, 4, 0, INTERP_TRAPPED, "load outside an object");
	stops(global, S(-1), 0, INTERP_TRAPPED, "load outside an object");
	stops(null, 0, 0, INTERP_TRAPPED, "store outside an object");
	stops(unwritten, 0, 0, INTERP_TRAPPED, "load of unwritten bytes");
	stops(string, 0, 0, INTERP_TRAPPED, "load of unwritten bytes");
	stops(elsewhere, 0, 0, INTERP_TRAPPED, "load of unwritten bytes");
}

static const char switch_body[] =
	"function \"f\" t1 temps 6\n"
	"local 0 \"a\" t6 param\n"
	"local 1 \"b\" t4 param\n"
	"block 0\n"
	"\t%0 = addr_local t8 0\n"
	"\t%1 = load t6 %0\n"
	"\tswitch %1 1 cases -3..-1:2 5:3 100..127:3\n"
	"block 1\n"
	"\t%2 = const t1 10\n"
	"\treturn %2\n"
	"block 2\n"
	"\t%3 = const t1 20\n"
	"\treturn %3\n"
	"block 3\n"
	"\t%4 = const t1 30\n"
	"\t%5 = const t1 0\n"
	"\tbranch %5 1 4\n"
	"block 4\n"
	"\treturn %4\n";

static void test_switch(void)
{
	g_assert_cmpuint(value(switch_body, 0, 0), ==, 10);
	g_assert_cmpuint(value(switch_body, 253, 0), ==, 20);
	g_assert_cmpuint(value(switch_body, S(-1), 0), ==, 20);
	g_assert_cmpuint(value(switch_body, S(-4), 0), ==, 10);
	g_assert_cmpuint(value(switch_body, 5, 0), ==, 30);
	g_assert_cmpuint(value(switch_body, 6, 0), ==, 10);
	g_assert_cmpuint(value(switch_body, 127, 0), ==, 30);
	g_assert_cmpuint(value(switch_body, 128, 0), ==, 10);
}

/* for (;;) adds b to a until a is above 100. */
static void test_loop(void)
{
	static const char body[] =
		"function \"f\" t4 temps 7\n"
		"local 0 \"a\" t4 param\n"
		"local 1 \"b\" t4 param\n"
		"block 0\n"
		"\t%0 = addr_local t8 0\n"
		"\t%1 = addr_local t8 1\n"
		"\t%2 = const t4 100\n"
		"\t%3 = load t4 %1\n"
		"\tjump 1\n"
		"block 1\n"
		"\t%4 = load t4 %0\n"
		"\t%5 = gt t1 %4 %2\n"
		"\tbranch %5 2 3\n"
		"block 2\n"
		"\treturn %4\n"
		"block 3\n"
		"\t%6 = add t4 %4 %3\n"
		"\tstore t4 %0 %6\n"
		"\tjump 1\n";

	g_assert_cmpuint(value(body, 1, 7), ==, 106);
	g_assert_cmpuint(value(body, 500, 0), ==, 500);
	stops(body, 1, 0, INTERP_OUT_OF_STEPS, NULL);
}

struct seen {
	GString *text;
};

static guint64 answer(const char *callee, const guint64 *args, guint n_args,
		      void *data)
{
	struct seen *seen = data;

	g_string_append_printf(seen->text, "%s/%u", callee, n_args);
	for (guint i = 0; i < n_args; i++)
		g_string_append_printf(seen->text, " %" G_GINT64_FORMAT,
				       (gint64)args[i]);
	g_string_append_c(seen->text, ';');
	return 0x1ffffffffULL;
}

/* Calls by name, through a pointer, and out of the unit. */
static void test_calls(void)
{
	struct ir_unit *unit = parse(
		"function \"f\" t1 temps 9\n"
		"local 0 \"a\" t1 param\n"
		"block 0\n"
		"\t%0 = addr_local t8 0\n"
		"\t%1 = load t1 %0\n"
		"\t%2 = call t1 \"twice\" ( %1 )\n"
		"\t%3 = addr_global t8 1\n"
		"\t%4 = load t8 %3\n"
		"\t%5 = call t1 via %4 ( %2 )\n"
		"\tcall t0 \"tell\" key \"tell@b.c\" ( %5 %1 )\n"
		"\t%6 = addr_func t8 \"ask\"\n"
		"\t%7 = call t1 via %6 ( )\n"
		"\t%8 = add t1 %5 %7\n"
		"\treturn %8\n");
	struct seen seen = { g_string_new(NULL) };
	const guint64 args[] = { S(-3) };
	struct interp_result result = interp_run(unit, "f", args, 1, answer,
						 &seen, MAX_STEPS);

	g_assert_cmpint(result.outcome, ==, INTERP_RETURNED);
	g_assert_cmpint((gint64)result.value, ==, -13);
	g_assert_cmpstr(seen.text->str, ==, "tell/2 -12 -3;ask/0;");
	g_assert_cmpuint(result.steps, >, 10);
	g_string_free(seen.text, TRUE);
	ir_unit_free(unit);
}

static void test_stops(void)
{
	static const char unknown[] =
		"function \"f\" t1 temps 1\n"
		"local 0 \"a\" t1 param\n"
		"block 0\n"
		"\t%0 = unknown t1 \"why\"\n"
		"\treturn %0\n";
	static const char any[] =
		"function \"f\" t1 temps 0\n"
		"local 0 \"a\" t1 param\n"
		"block 0\n"
		"\tany 0 0\n";
	static const char outputs[] =
		"type 12 ptr 64 t1\n"
		"function \"f\" t1 temps 2\n"
		"local 0 \"a\" t1 param\n"
		"block 0\n"
		"\t%0 = addr_local t12 0\n"
		"\tasm t0 1 ( %0 )\n"
		"\t%1 = load t1 %0\n"
		"\treturn %1\n";
	static const char end[] =
		"function \"f\" t1 temps 0\n"
		"block 0\n"
		"\tunreachable\n";
	static const char deep[] =
		"function \"f\" t1 temps 1\n"
		"block 0\n"
		"\t%0 = call t1 \"f\" ( )\n"
		"\treturn %0\n";
	static const char out[] =
		"function \"f\" t1 temps 1\n"
		"block 0\n"
		"\t%0 = call t1 \"g\" ( )\n"
		"\treturn %0\n";
	static const char partial[] =
		"function \"f\" t1 incomplete why \"x\" temps 0\n"
		"block 0\n"
		"\treturn\n";
	static const char nowhere[] =
		"function \"f\" t1 temps 2\n"
		"block 0\n"
		"\t%0 = const t8 4096\n"
		"\t%1 = call t1 via %0 ( )\n"
		"\treturn %1\n";

	stops(unknown, 0, 0, INTERP_UNSUPPORTED, "why");
	stops(any, 0, 0, INTERP_OUT_OF_STEPS, NULL);
	stops(outputs, 0, 0, INTERP_TRAPPED, "load of unwritten bytes");
	stops(end, 0, 0, INTERP_UNREACHABLE, NULL);
	stops(deep, 0, 0, INTERP_UNSUPPORTED, "calls too deep");
	stops(out, 0, 0, INTERP_UNSUPPORTED, "call out of the unit");
	stops(partial, 0, 0, INTERP_UNSUPPORTED,
	      "function that was not lowered");
	stops("", 0, 0, INTERP_UNSUPPORTED, "no such function");
	/* 4096 is the address of the first function named: `twice`. */
	stops(nowhere, 0, 0, INTERP_UNSUPPORTED,
	      "argument that is no integer");
}

static void test_big_endian(void)
{
	static const char body[] =
		"function \"f\" t5 temps 2\n"
		"local 0 \"a\" t2 param\n"
		"block 0\n"
		"\t%0 = addr_local t8 0\n"
		"\t%1 = load t5 %0\n"
		"\treturn %1\n";
	struct ir_unit *unit = parse(body);
	const guint64 args[] = { 0x11223344 };

	g_assert_cmphex(interp_run(unit, "f", args, 1, NULL, NULL,
				   MAX_STEPS).value, ==, 0x44);
	unit->is_big_endian = true;
	g_assert_cmphex(interp_run(unit, "f", args, 1, NULL, NULL,
				   MAX_STEPS).value, ==, 0x11);
	ir_unit_free(unit);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ir/interp/sums", test_sums);
	g_test_add_func("/ir/interp/undefined", test_undefined);
	g_test_add_func("/ir/interp/bit-fields", test_bit_fields);
	g_test_add_func("/ir/interp/memory", test_memory);
	g_test_add_func("/ir/interp/switch", test_switch);
	g_test_add_func("/ir/interp/loop", test_loop);
	g_test_add_func("/ir/interp/calls", test_calls);
	g_test_add_func("/ir/interp/stops", test_stops);
	g_test_add_func("/ir/interp/big-endian", test_big_endian);
	return g_test_run();
}
