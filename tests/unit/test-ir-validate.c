// SPDX-License-Identifier: GPL-2.0-only
/*
 * The validator accepts a unit that uses everything, and refuses it once one
 * invariant is broken: each row breaks one, and names the message expected.
 */
#include <string.h>

#include "ir/text.h"

static const char valid_unit[] =
	"unit \"a.c\" pointer 64 long 64\n"
	"file 0 \"a.c\"\n"
	"type 0 void\n"
	"type 1 s32\n"
	"type 2 u64\n"
	"type 3 ptr 64 t0\n"
	"type 4 record r0 size 16\n"
	"type 5 array t2 4 size 32\n"
	"type 6 func t1\n"
	"type 7 u1\n"
	"type 8 u8\n"
	"type 9 float 64\n"
	"record 0 \"struct foo\" key \"struct foo@a.c:1\" complete size 16\n"
	"\tfield \"n\" 0 t1\n"
	"\tfield \"b\" 4 t1 bits 3:5\n"
	"\tfield \"len\" 8 t2\n"
	"record 1 \"struct bar\" key \"struct bar@a.c:9\" size 0\n"
	"global 0 \"table\" t5 static defined initialised @0:1:1\n"
	"\tinit 8 t2 int 5\n"
	"\tinit 16 t3 func 0 \"f\"\n"
	"global 1 \"other\" t4\n"
	"decl \"kmalloc\" t3 ( \"size\" \"size_t\" )\n"
	"function \"f\" t1 main temps 31 @0:3:1\n"
	"local 0 \"n\" t2 param\n"
	"local 1 \"s\" t4\n"
	"block 0\n"
	"\t%0 = addr_local t3 0\n"
	"\t%1 = load t2 %0\n"
	"\t%2 = const t2 -1\n"
	"\t%3 = lt t1 %1 %2\n"
	"\t%4 = addr_local t3 1\n"
	"\tbranch %3 1 2\n"
	"block 1\n"
	"\t%5 = field t3 %4 r0.1 bits\n"
	"\t%6 = load t1 %5 bits r0.1\n"
	"\tstore t1 %5 %6 bits r0.1\n"
	"\t%7 = field t3 %4 r0.0\n"
	"\tstore t1 %7 %6\n"
	"\t%8 = addr_global t3 0\n"
	"\t%9 = index t3 %8 %1 8\n"
	"\t%10 = ptrdiff t2 %9 %8 8\n"
	"\t%11 = add t2 %10 %1\n"
	"\t%12 = shl t2 %11 %6\n"
	"\t%13 = neg t2 %12\n"
	"\t%14 = cast t1 %13\n"
	"\t%15 = ovf_mul t7 %1 %14 t2\n"
	"\t%16 = wrap_mul t2 %1 %14\n"
	"\t%17 = is_const t1 %16\n"
	"\t%18 = call t3 \"kmalloc\" ( %16 ) written \"kmalloc\" "
	"expr 0:1:9:1:1 name 1:4:1 args 5:6:5\n"
	"\t%19 = call t1 via %18 ( - )\n"
	"\tcopy t0 %4 %8 16\n"
	"\tzero t0 %4 16\n"
	"\tasm t0 0 ( %4 )\n"
	"\t%20 = unknown t2 \"why\"\n"
	"\t%21 = addr_func t3 \"f\"\n"
	"\t%22 = addr_string t3 4\n"
	"\tjump 3\n"
	"block 2\n"
	"\t%23 = const t8 7\n"
	"\tswitch %23 3 cases 0..3:1 5:4 250..255:4\n"
	"block 3\n"
	"\t%24 = const t1 0\n"
	"\treturn %24\n"
	"block 4\n"
	"\t%25 = unknown t9 \"float\"\n"
	"\t%26 = const t1 1\n"
	"\tany 3 5\n"
	"block 5\n"
	"\tunreachable\n"
	"block 6\n"
	"\t%27 = const t1 0\n"
	"\t%28 = add t1 %27 %27\n"
	"\t%29 = add t1 %27 %24\n"
	"\t%30 = eq t1 %29 %28\n"
	"\tjump 3\n"
	"end\n";

struct broken {
	const char *name;
	const char *find, *replace;
	const char *message;	/* part of it */
};

static const struct broken rows[] = {
	/* tables */
	{ "type-0", "type 0 void", "type 0 u8", "type 0 is not void" },
	{ "type-bits", "type 8 u8", "type 8 u0", "has 0 bits" },
	{ "type-size", "type 1 s32", "type 1 s32 size 2", "32 bits in 2" },
	{ "type-pointer-bits", "type 3 ptr 64", "type 3 ptr 32",
	  "pointer of 32 bits" },
	{ "type-pointee", "ptr 64 t0", "ptr 64 t99", "no type 99" },
	{ "type-pointee-none", "ptr 64 t0", "ptr 64 -", "no type" },
	{ "type-element", "array t2 4", "array t99 4", "no type 99" },
	{ "type-self", "array t2 4", "array t5 1", "array of itself" },
	{ "type-array-size", "t2 4 size 32", "t2 5 size 32",
	  "size is not that of its elements" },
	{ "type-array-huge", "t2 4 size 32", "t2 2305843009213693956 size 32",
	  "larger than memory" },
	{ "type-record", "record r0 size 16\n", "record r9 size 16\n",
	  "no record 9" },
	{ "type-record-size", "record r0 size 16\n", "record r0 size 12\n",
	  "size is not its record's" },
	{ "type-result", "func t1", "func t99", "no type 99" },
	{ "record-key-twice", "key \"struct bar@a.c:9\"",
	  "key \"struct foo@a.c:1\"", "two times record" },
	{ "record-key", "key \"struct bar@a.c:9\"", "key -",
	  "record without a key" },
	{ "record-name", "record 1 \"struct bar\"", "record 1 -",
	  "record 1 has no name" },
	{ "record-incomplete", "complete size 16", "size 16",
	  "incomplete, with fields" },
	{ "field-name", "field \"len\"", "field -", "without a name" },
	{ "field-type", "\"len\" 8 t2", "\"len\" 8 t99", "no type 99" },
	{ "field-outside", "\"len\" 8 t2", "\"len\" 9 t2",
	  "outside its record" },
	{ "field-far-outside", "\"len\" 8 t2", "\"len\" 99 t2",
	  "outside its record" },
	{ "field-wide", "bits 3:5", "bits 3:33", "wider than its type" },
	{ "field-bits-of-array", "4 t1 bits 3:5", "4 t5 bits 3:5",
	  "wider than its type" },
	{ "field-offset-alone", "bits 3:5", "bits 3:0",
	  "offset without a width" },
	{ "global-key", "\"other\" t4", "\"other\" key \"table\" t4",
	  "two times global" },
	{ "global-name", "\"other\" t4", "- key \"o\" t4", "has no name" },
	{ "global-type", "\"other\" t4", "\"other\" t99", "no type 99" },
	{ "global-file", "initialised @0:1:1", "initialised @7:1:1",
	  "no file 7" },
	{ "global-inits", " defined initialised", " defined",
	  "initialisers, but has none" },
	{ "global-defined", " defined initialised", " initialised",
	  "not defined" },
	{ "init-outside", "init 16 ", "init 32 ", "outside the object" },
	{ "init-symbol", "func 0 \"f\"", "func 0", "without symbol" },
	{ "init-no-symbol", "int 5", "int 5 \"f\"", "with a symbol" },
	{ "init-type", "init 8 t2", "init 8 t99", "no type 99" },
	{ "init-member", "int 5", "int 5 member r0.3", "of no field" },
	{ "init-record", "int 5", "int 5 member r9.0", "of no field" },
	{ "decl-key", "decl \"kmalloc\"", "decl \"kmalloc\" key -",
	  "without a key" },
	{ "decl-result", "\"kmalloc\" t3 ( \"s", "\"kmalloc\" t99 ( \"s",
	  "no type 99" },
	{ "decl-param", "\"size_t\" )", "- )", "parameter 0" },
	/* functions */
	{ "function-name", "function \"f\"", "function - key \"f\"",
	  "has no name" },
	{ "function-key", "function \"f\"", "function \"f\" key -",
	  "without a key" },
	{ "function-result", "\"f\" t1 main", "\"f\" t99 main",
	  "no type 99" },
	{ "function-file", "@0:3:1", "@1:3:1", "no file 1" },
	{ "function-why", " temps 31", " incomplete temps 31",
	  "incomplete without a reason" },
	{ "function-why-complete", " temps 31", " why \"x\" temps 31",
	  "a reason without being so" },
	{ "function-span", " temps 31", " temps 31 span 0:9:8:1:1",
	  "span ends before" },
	{ "temps-few", " temps 31", " temps 30", "no temp %30" },
	{ "temps-undefined", " temps 31", " temps 32", "%31 is never" },
	{ "temps-many", " temps 31", " temps 4294967290",
	  "more temps than instructions" },
	{ "local-order", "local 0 \"n\" t2 param\nlocal 1 \"s\" t4",
	  "local 0 \"n\" t2\nlocal 1 \"s\" t4 param",
	  "not the first locals" },
	{ "local-name", "local 1 \"s\"", "local 1 -", "has no name" },
	{ "local-type", "local 1 \"s\" t4", "local 1 \"s\" t99",
	  "no type 99" },
	{ "local-void", "local 1 \"s\" t4", "local 1 \"s\" t0",
	  "no object" },
	{ "local-function", "local 1 \"s\" t4", "local 1 \"s\" t6",
	  "no object" },
	/* definitions and uses */
	{ "defined-twice", "%13 = neg t2 %12", "%11 = neg t2 %12",
	  "%11 is defined twice" },
	{ "use-before", "%3 = lt t1 %1 %2", "%3 = lt t1 %3 %2",
	  "used before" },
	{ "use-not-dominated", "return %24", "return %14",
	  "not defined on every path" },
	{ "use-from-unreachable", "return %24", "return %27",
	  "not defined on every path" },
	{ "use-later-unreachable", "%28 = add t1 %27 %27",
	  "%28 = add t1 %29 %27", "used before" },
	{ "use-none", "neg t2 %12", "neg t2 -", "operand a is missing" },
	{ "use-b-none", "add t2 %10 %1", "add t2 %10 -",
	  "operand b is missing" },
	{ "use-out-of-range", "neg t2 %12", "neg t2 %99", "no temp %99" },
	/* members used and unused */
	{ "atom-misplaced", "neg t2 %12", "neg t2 %12 atom page_size",
	  "atom on what is no constant" },
	{ "bits-misplaced", "neg t2 %12", "neg t2 %12 bits",
	  "not an access to a bit-field" },
	{ "member-record", "%4 r0.0", "%4 r9.0", "no record 9" },
	{ "member-field", "%4 r0.0", "%4 r0.3", "has no field 3" },
	{ "member-bits", "%4 r0.0", "%4 r0.0 bits", "not a bit-field" },
	{ "member-no-bits", "%4 r0.1 bits", "%4 r0.1", "is a bit-field" },
	{ "load-bits", "load t1 %5 bits r0.1", "load t1 %5 bits r0.0",
	  "not a bit-field" },
	{ "load-bits-type", "load t1 %5 bits", "load t2 %5 bits",
	  "not of the bit-field's type" },
	{ "immediate-local", "addr_local t3 1", "addr_local t3 2",
	  "no local 2" },
	{ "immediate-global", "addr_global t3 0", "addr_global t3 2",
	  "no global 2" },
	{ "immediate-const", "const t8 7", "const t8 256",
	  "wider than its type" },
	{ "immediate-const-negative", "const t8 7", "const t8 -129",
	  "wider than its type" },
	{ "immediate-ptrdiff", "%9 %8 8", "%9 %8 0", "of no size" },
	{ "immediate-overflow", "%14 t2", "%14 t4", "no integer type" },
	{ "immediate-overflow-type", "%14 t2", "%14 t99",
	  "no integer type" },
	/* types of results */
	{ "result-type", "neg t2 %12", "neg t99 %12", "no type 99" },
	{ "result-record", "%20 = unknown t2", "%20 = unknown t4",
	  "no scalar" },
	{ "result-pointer", "addr_func t3", "addr_func t2", "no pointer" },
	{ "result-float-const", "const t8 7", "const t9 7",
	  "no integer" },
	{ "result-arith-pointer", "add t2 %10 %1", "add t3 %10 %1",
	  "arithmetic on a pointer" },
	{ "result-ptrdiff", "ptrdiff t2", "ptrdiff t3", "no integer" },
	{ "result-compare", "lt t1", "lt t2", "no int" },
	{ "result-overflow", "ovf_mul t7", "ovf_mul t1", "no bool" },
	{ "result-wrap", "wrap_mul t2", "wrap_mul t3", "no integer" },
	{ "result-is-const", "is_const t1", "is_const t8", "no int" },
	/* types of operands */
	{ "operand-field", "field t3 %4 r0.0", "field t3 %1 r0.0",
	  "%1 is not a pointer" },
	{ "operand-index", "index t3 %8 %1 8", "index t3 %8 %8 8",
	  "%8 is not an integer" },
	{ "operand-index-base", "index t3 %8 %1 8", "index t3 %1 %1 8",
	  "%1 is not a pointer" },
	{ "operand-ptrdiff", "%9 %8 8", "%9 %1 8", "%1 is not a pointer" },
	{ "operand-load", "%1 = load t2 %0", "%1 = load t2 %2",
	  "used before" },
	{ "operand-load-integer", "load t1 %5 bits", "load t1 %1 bits",
	  "%1 is not a pointer" },
	{ "operand-store", "store t1 %7 %6", "store t1 %6 %6",
	  "%6 is not a pointer" },
	{ "operand-store-value", "store t1 %7 %6", "store t1 %7 %1",
	  "%1 is not of type 1" },
	{ "operand-store-type", "store t1 %7 %6", "store t99 %7 %6",
	  "no type 99" },
	{ "operand-copy", "copy t0 %4 %8", "copy t0 %4 %1",
	  "%1 is not a pointer" },
	{ "operand-zero", "zero t0 %4", "zero t0 %1", "not a pointer" },
	{ "operand-arith", "add t2 %10 %1", "add t2 %10 %6",
	  "%6 is not of type 2" },
	{ "operand-shift", "shl t2 %11 %6", "shl t2 %6 %6",
	  "%6 is not of type 2" },
	{ "operand-shift-count", "shl t2 %11 %6", "shl t2 %11 %4",
	  "%4 is not an integer" },
	{ "operand-neg", "neg t2 %12", "neg t2 %6", "%6 is not of type 2" },
	{ "operand-compare", "eq t1 %29 %28", "eq t1 %29 %1",
	  "%1 is not of type 1" },
	{ "operand-wrap", "wrap_mul t2 %1 %14", "wrap_mul t2 %4 %14",
	  "%4 is not an integer" },
	/* calls */
	{ "call-neither", "\"kmalloc\" ( %16 )", "( %16 )",
	  "either a name or a pointer" },
	{ "call-both", "\"kmalloc\" ( %16 )", "\"kmalloc\" via %4 ( %16 )",
	  "either a name or a pointer" },
	{ "call-key", "\"kmalloc\" ( %16 )", "\"kmalloc\" key - ( %16 )",
	  "a name and a key" },
	{ "call-target", "via %18", "via %1", "%1 is not a pointer" },
	{ "call-target-undefined", "via %18", "via %24",
	  "not defined on every path" },
	{ "call-argument", "( %16 )", "( %24 )",
	  "not defined on every path" },
	{ "call-span", "expr 0:1:9", "expr 0:9:1", "span ends before" },
	{ "call-span-file", "expr 0:1:9", "expr 3:1:9", "span in file 3" },
	{ "call-argument-span", "args 5:6:5", "args 6:5:5",
	  "span ends before" },
	{ "asm-callee", "asm t0 0 (", "asm t0 0 \"f\" (", "calls nothing" },
	{ "asm-output", "asm t0 0 ( %4 )", "asm t0 0 ( %1 )",
	  "not a pointer" },
	{ "asm-no-output", "asm t0 0 ( %4 )", "asm t0 0 ( - )",
	  "no temp" },
	{ "insn-file", "neg t2 %12", "neg t2 %12 @5:1:1", "no file 5" },
	/* terminators */
	{ "branch-value", "branch %3 1 2", "branch 1 2",
	  "value is missing" },
	{ "branch-targets", "branch %3 1 2", "branch %3 1", "1 targets" },
	{ "branch-block", "branch %3 1 2", "branch %3 1 99",
	  "no block 99" },
	{ "jump-value", "\tjump 3\nblock 2", "\tjump %1 3\nblock 2",
	  "value is not used here" },
	{ "jump-cases", "\tjump 3\nblock 2", "\tjump 3 cases 1:3\nblock 2",
	  "cases without a switch" },
	{ "branch-float", "any 3 5", "branch %25 3 5", "branch on a float" },
	{ "any-targets", "any 3 5", "any", "0 targets" },
	{ "unreachable-target", "\tunreachable\n", "\tunreachable 1\n",
	  "1 targets" },
	{ "return-value", "return %24", "return %2", "%2 is not of type 1" },
	{ "return-target", "return %24", "return %24 1", "1 targets" },
	{ "switch-value", "switch %23 3", "switch %4 3", "not an integer" },
	{ "switch-default", "switch %23 3", "switch %23 3 4", "2 targets" },
	{ "case-target", "5:4", "5:99", "no block 99" },
	{ "case-empty", "0..3:1", "3..0:1", "is empty" },
	{ "case-wide", "250..255:4", "250..256:4", "wider than the value" },
	{ "case-overlap", "250..255:4", "3..5:4", "cases overlap" },
	{ "term-file", "return %24", "return %24 @9:1:1", "no file 9" },
};

static char *replaced(const char *find, const char *replace)
{
	const char *at = strstr(valid_unit, find);

	g_assert_nonnull(at);
	return g_strdup_printf("%.*s%s%s", (int)(at - valid_unit), valid_unit,
			       replace, at + strlen(find));
}

static struct ir_unit *parse(const char *text)
{
	GError *error = NULL;
	struct ir_unit *unit = ir_parse_unit(text, strlen(text), &error);

	g_assert_no_error(error);
	g_assert_nonnull(unit);
	return unit;
}

static void refuses(struct ir_unit *unit, const char *message)
{
	GError *error = NULL;

	g_assert_false(ir_validate_unit(unit, &error));
	g_assert_error(error, IR_ERROR, IR_ERROR_INVALID);
	if (!strstr(error->message, message))
		g_error("\"%s\" expected in \"%s\"", message, error->message);
	g_error_free(error);
	ir_unit_free(unit);
}

static void test_row(gconstpointer data)
{
	const struct broken *row = data;
	g_autofree char *text = replaced(row->find, row->replace);

	refuses(parse(text), row->message);
}

static void test_valid(void)
{
	struct ir_unit *unit = parse(valid_unit);
	GError *error = NULL;

	g_assert_true(ir_validate_unit(unit, &error));
	g_assert_no_error(error);
	ir_unit_free(unit);
}

static struct ir_function *first(struct ir_unit *unit)
{
	return unit->functions->pdata[0];
}

static struct ir_insn *insn_of(struct ir_unit *unit, guint block, guint i)
{
	return &ir_block(first(unit), block)->insns[i];
}

/* What the text form cannot say. */
static void test_unwritable(void)
{
	struct ir_unit *unit = parse(valid_unit);

	insn_of(unit, 0, 0)->a = 0;
	refuses(unit, "operand a is not used");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->b = 0;
	refuses(unit, "operand b is not used");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->imm = 1;
	refuses(unit, "immediate is not used");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->record = 0;
	refuses(unit, "record is not used");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->str = "x";
	refuses(unit, "string is not used");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->call = ir_call_new(unit);
	refuses(unit, "call is not used");
	unit = parse(valid_unit);
	insn_of(unit, 6, 3)->dst = IR_NONE;
	first(unit)->n_temps--;
	refuses(unit, "result is missing");
	unit = parse(valid_unit);
	insn_of(unit, 1, 18)->dst = first(unit)->n_temps++;
	refuses(unit, "has no result");
	unit = parse(valid_unit);
	insn_of(unit, 0, 1)->op = IR_OP_COUNT;
	refuses(unit, "no such operation");
	unit = parse(valid_unit);
	insn_of(unit, 0, 2)->atom = IR_ATOM_MAX_ORDER + 1;
	refuses(unit, "no such atom");
	unit = parse(valid_unit);
	ir_block(first(unit), 5)->term = IR_TERM_COUNT;
	refuses(unit, "no such terminator");
	unit = parse(valid_unit);
	first(unit)->n_params = 9;
	refuses(unit, "more parameters than locals");
	unit = parse(valid_unit);
	first(unit)->n_blocks = 0;
	first(unit)->n_temps = 0;
	refuses(unit, "without a body");
	unit = parse(valid_unit);
	g_ptr_array_add(unit->functions, ir_function_new("f"));
	((struct ir_function *)unit->functions->pdata[1])->key = "f";
	refuses(unit, "two times function f");
	unit = parse(valid_unit);
	unit->path = NULL;
	refuses(unit, "no path");
	unit = parse(valid_unit);
	g_ptr_array_add(unit->exports, NULL);
	refuses(unit, "export 0 is absent");
}

/* The order of a signed value's cases is that of signed numbers. */
static void test_signed_cases(void)
{
	static const char find[] =
		"%23 = const t8 7\n"
		"\tswitch %23 3 cases 0..3:1 5:4 250..255:4\n";
	g_autofree char *apart = replaced(
		find, "%23 = const t1 7\n\tswitch %23 3 cases -4..-1:1 0:4\n");
	g_autofree char *overlapping = replaced(
		find, "%23 = const t1 7\n\tswitch %23 3 cases -4..1:1 1:4\n");
	struct ir_unit *unit = parse(apart);

	g_assert_true(ir_validate_unit(unit, NULL));
	ir_unit_free(unit);
	refuses(parse(overlapping), "cases overlap");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/ir/validate/valid", test_valid);
	g_test_add_func("/ir/validate/unwritable", test_unwritable);
	g_test_add_func("/ir/validate/signed-cases", test_signed_cases);
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *path = g_strdup_printf("/ir/validate/%s",
							rows[i].name);

		g_test_add_data_func(path, &rows[i], test_row);
	}
	return g_test_run();
}
