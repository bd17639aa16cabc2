// SPDX-License-Identifier: GPL-2.0-only
/* The prelude every generated unit has, and its functions. */
#include "generate.h"

#include "gen.h"

static const char prelude[] =
"typedef _Bool bool;\n"
"typedef unsigned char u8;\n"
"typedef signed char s8;\n"
"typedef unsigned short u16;\n"
"typedef short s16;\n"
"typedef unsigned int u32;\n"
"typedef int s32;\n"
"typedef unsigned long u64;\n"
"typedef long s64;\n"
"typedef unsigned long size_t;\n"
"\n"
"#ifdef KM_NATIVE\n"
"void (*km_alloc_hook)(unsigned int line, unsigned long size);\n"
"void (*km_range_hook)(unsigned int line, unsigned long value);\n"
"#define __km_alloc(size) km_alloc_hook(__LINE__, size)\n"
"#define __km_range(value) km_range_hook(__LINE__, value)\n"
"__attribute__((noreturn)) void km_die(void);\n"
"void km_die(void) { __builtin_trap(); }\n"
"#else\n"
"extern void __km_alloc(unsigned long size);\n"
"extern void __km_range(unsigned long value);\n"
"extern void km_die(void) __attribute__((noreturn));\n"
"#endif\n"
"\n"
"#define likely(x) __builtin_expect(!!(x), 1)\n"
"#define unlikely(x) __builtin_expect(!!(x), 0)\n"
"#define min(x, y) ({ __typeof__(x) _x = (x); __typeof__(y) _y = (y); "
"_x < _y ? _x : _y; })\n"
"#define max(x, y) ({ __typeof__(x) _x = (x); __typeof__(y) _y = (y); "
"_x > _y ? _x : _y; })\n"
"#define min_t(type, x, y) ({ type __x = (x); type __y = (y); "
"__x < __y ? __x : __y; })\n"
"#define max_t(type, x, y) ({ type __x = (x); type __y = (y); "
"__x > __y ? __x : __y; })\n"
"#define clamp_t(type, v, lo, hi) min_t(type, max_t(type, v, lo), hi)\n"
"#define round_up(x, y) ((((x) - 1) | ((__typeof__(x))((y) - 1))) + 1)\n"
"#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))\n"
"#define km_abs(x) ({ __typeof__(x) _v = (x); _v < 0 ? -_v : _v; })\n"
"\n"
"enum km_kind { KM_SMALL = 1, KM_ODD = 3, KM_LARGE = 70000 };\n"
"\n"
"struct km_item {\n"
"\tu32 count;\n"
"\ts16 delta;\n"
"\tu8 flags : 3;\n"
"\tbool on : 1;\n"
"\ts32 bias : 9;\n"
"\tu32 kind : 5;\n"
"\tu64 wide : 40;\n"
"\tunion {\n"
"\t\tu32 word;\n"
"\t\tu8 bytes[4];\n"
"\t};\n"
"\tstruct {\n"
"\t\tu16 lo;\n"
"\t\ts64 hi;\n"
"\t} in;\n"
"\tu8 data[6];\n"
"};\n"
"\n"
"int km_never;\n"
"static const u32 km_table[8] = { 1, 16, [3] = 4096, 5, [6 ... 7] = ~0u };\n"
"static const struct km_item km_items[2] = {\n"
"\t{ 7, -3, 5, 1, -200, 17, 1UL << 39, { 0x01020304 }, { 1, -1 } },\n"
"\t[1] = { .count = 4097, .in.hi = 1L << 40, .data = { 1, [5] = 9 },\n"
"\t\t.bytes = { 1, 2 } },\n"
"};\n"
"\n"
"static inline size_t size_mul(size_t a, size_t b)\n"
"{\n"
"\tsize_t bytes;\n"
"\n"
"\tif (__builtin_mul_overflow(a, b, &bytes))\n"
"\t\treturn ~0UL;\n"
"\treturn bytes;\n"
"}\n"
"\n"
"static inline size_t size_add(size_t a, size_t b)\n"
"{\n"
"\tsize_t bytes;\n"
"\n"
"\tif (__builtin_add_overflow(a, b, &bytes))\n"
"\t\treturn ~0UL;\n"
"\treturn bytes;\n"
"}\n"
"\n"
"static u32 km_twice(u32 n)\n"
"{\n"
"\treturn n + n;\n"
"}\n"
"\n"
"static u32 km_half(u32 n)\n"
"{\n"
"\treturn n / 2;\n"
"}\n"
"\n"
"static u8 km_low(u64 n)\n"
"{\n"
"\treturn n;\n"
"}\n"
"\n"
"static int km_sign(s64 n)\n"
"{\n"
"\tif (n < 0)\n"
"\t\treturn -1;\n"
"\treturn n > 0;\n"
"}\n"
"\n"
"struct km_op {\n"
"\tu8 pad;\n"
"\tu32 (*get)(u32 n);\n"
"};\n"
"\n"
"static const struct km_op km_ops[2] = {\n"
"\t{ .get = km_twice },\n"
"\t{ 1, km_half },\n"
"};\n"
"\n"
"static void km_done(u32 *n)\n"
"{\n"
"\t__km_alloc(*n);\n"
"}\n"
"\n";

static void add_fields(struct gen *g, bool by_pointer)
{
	static const struct gen_var fields[] = {
		{ "count", GEN_U32, true, false, false },
		{ "delta", GEN_S16, true, false, false },
		{ "flags", GEN_U8, true, true, false },
		{ "on", GEN_BOOL, true, true, false },
		{ "bias", GEN_S32, true, true, false },
		{ "kind", GEN_U32, true, true, false },
		{ "wide", GEN_U64, true, true, true },
		{ "word", GEN_U32, true, false, false },
		{ "bytes[2]", GEN_U8, true, false, false },
		{ "in.lo", GEN_U16, true, false, false },
		{ "in.hi", GEN_S64, true, false, false },
		{ "data[5]", GEN_U8, true, false, false },
	};

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
		struct gen_var var = fields[i];
		g_autofree char *name = g_strdup_printf(
			"%s%s", by_pointer ? "p->" : "item.", var.name);

		if (gen_one_in(g, 2))
			continue;
		var.name = g_string_chunk_insert(g->names, name);
		g_array_append_val(g->vars, var);
	}
}

static void declare_scalars(struct gen *g, guint n)
{
	while (n--) {
		guint type = gen_below(g, GEN_N_TYPES);
		const char *name = gen_name(g, "v");
		g_autofree char *a = gen_expr(g, 1);

		gen_line(g, "%s %s = %s;", gen_types[type].name, name, a);
		gen_add_var(g, name, type, true);
	}
}

static void declare_item(struct gen *g)
{
	g_autofree char *a = gen_expr(g, 1);
	g_autofree char *b = gen_expr(g, 1);

	if (gen_one_in(g, 2))
		gen_line(g, "struct km_item item = { .count = %s, .bias = %s, "
			 ".wide = %s };", a, b, a);
	else
		gen_line(g, "struct km_item item = { %s, %s, 1 };", a, b);
	gen_line(g, "struct km_item *p = &item;");
	g->has_item = true;
	add_fields(g, false);
	add_fields(g, true);
}

static void declare_arrays(struct gen *g)
{
	g_autofree char *a = gen_expr(g, 1);
	g_autofree char *b = gen_expr(g, 1);

	gen_line(g, "u32 arr[8] = { %s, [3] = %s, 7 };", a, b);
	gen_line(g, "s16 tab[4] = { 1, %s, -3 };", b);
	g->has_array = true;
}

/* Locals, statements, and the end that `goto out` leads to. */
static void write_body(struct gen *g, bool takes_item, guint n_statements,
		       guint depth)
{
	g_autofree char *result = NULL;

	gen_line(g, "int ret = 0;");
	gen_line(g, "int fuel = 12;");
	gen_add_var(g, "ret", GEN_S32, true);
	declare_scalars(g, 1 + gen_below(g, 3));
	if (!takes_item && gen_one_in(g, 2))
		declare_item(g);
	if (gen_one_in(g, 3))
		declare_arrays(g);
	g_string_append_c(g->out, '\n');
	gen_statements(g, n_statements, depth);
	g_string_append(g->out, "out: ;\n");
	if (gen_one_in(g, 2))
		gen_alloc(g);
	result = gen_expr(g, 1);
	gen_line(g, "return %s;", gen_one_in(g, 2) ? "ret" : result);
	g_string_append(g->out, "}\n\n");
}

static void gen_begin(struct gen *g)
{
	g_array_set_size(g->vars, 0);
	g->has_item = false;
	g->has_array = false;
	g->n_names = 0;
	g->n_loops = 0;
	g->indent = 1;
}

static void write_params(struct gen *g, guint n, guint *types)
{
	for (guint i = 0; i < n; i++) {
		const char *name = gen_name(g, "a");

		types[i] = gen_below(g, GEN_N_TYPES);
		g_string_append_printf(g->out, "%s%s %s", i ? ", " : "",
				       gen_types[types[i]].name, name);
		gen_add_var(g, name, types[i], true);
	}
}

/* Helper number n; it calls no other. */
static void write_helper(struct gen *g, guint n)
{
	struct gen_helper helper = {
		.n_params = 1 + gen_below(g, 2),
		.takes_item = gen_one_in(g, 3),
		.has_out = gen_one_in(g, 3),
		.out_type = gen_below(g, GEN_N_TYPES),
	};
	guint types[GENERATE_MAX_PARAMS];

	gen_begin(g);
	g_string_append_printf(g->out, "static %s%s f%u_h%u(",
			       gen_one_in(g, 2) ? "inline " : "",
			       gen_one_in(g, 2) ? "int" : gen_type_name(g),
			       g->id, n);
	write_params(g, helper.n_params, types);
	if (helper.takes_item) {
		g_string_append(g->out, ", struct km_item *p");
		add_fields(g, true);
	}
	if (helper.has_out) {
		g_string_append_printf(g->out, ", %s *out",
				       gen_types[helper.out_type].name);
		gen_add_var(g, "(*out)", helper.out_type, true);
	}
	g_string_append(g->out, ")\n{\n");
	write_body(g, helper.takes_item, 2 + gen_below(g, 3), 1);
	g->helpers[n] = helper;
}

/* What the native side calls: arguments and result as 64 bits. */
static void write_runner(struct gen *g, guint n, const guint *types)
{
	g_string_append_printf(g->out, "#ifdef KM_NATIVE\n"
			       "unsigned long run_f%u(const unsigned long *a);\n"
			       "unsigned long run_f%u(const unsigned long *a)\n"
			       "{\n\treturn (unsigned long)f%u(",
			       g->id, g->id, g->id);
	for (guint i = 0; i < n; i++)
		g_string_append_printf(g->out, "%s(%s)a[%u]", i ? ", " : "",
				       gen_types[types[i]].name, i);
	g_string_append(g->out, ");\n}\n#endif\n\n");
}

static void write_function(struct gen *g)
{
	guint types[GENERATE_MAX_PARAMS];
	guint n_params = 1 + gen_below(g, GENERATE_MAX_PARAMS);

	guint n_helpers = gen_below(g, GEN_MAX_HELPERS + 1);

	for (guint n = 0; n < n_helpers; n++)
		write_helper(g, n);
	g->n_helpers = n_helpers;
	gen_begin(g);
	g_string_append_printf(g->out, "%s f%u(", gen_type_name(g), g->id);
	write_params(g, n_params, types);
	g_string_append(g->out, ")\n{\n");
	write_body(g, false, 4 + gen_below(g, 6), 3);
	write_runner(g, n_params, types);
}

char *generate_unit(guint32 seed, guint first, guint n)
{
	GString *out = g_string_new(prelude);

	for (guint i = first; i < first + n; i++) {
		const guint32 seeds[] = { seed, i };
		struct gen g = {
			.rand = g_rand_new_with_seed_array(seeds, 2),
			.out = out,
			.id = i,
			.vars = g_array_new(FALSE, FALSE,
					    sizeof(struct gen_var)),
			.names = g_string_chunk_new(512),
		};

		write_function(&g);
		g_rand_free(g.rand);
		g_array_unref(g.vars);
		g_string_chunk_free(g.names);
	}
	return g_string_free(out, FALSE);
}

void generate_arguments(guint32 seed, guint function, guint k,
			guint64 args[GENERATE_MAX_PARAMS])
{
	static const guint64 ends[] = {
		0, 1, ~0ULL, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff,
		0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
		0x7fffffffffffffff, 0x8000000000000000, 4096, 4097,
	};
	const guint32 seeds[] = { seed, function, k + 1 };
	GRand *rand = g_rand_new_with_seed_array(seeds, 3);

	for (guint i = 0; i < GENERATE_MAX_PARAMS; i++) {
		guint64 bits = (guint64)g_rand_int(rand) << 32 |
			       g_rand_int(rand);

		switch (g_rand_int_range(rand, 0, 4)) {
		case 0:
			args[i] = ends[bits % G_N_ELEMENTS(ends)];
			break;
		case 1:
			args[i] = bits % 40;
			break;
		case 2:
			args[i] = bits >> bits % 64;
			break;
		default:
			args[i] = bits;
		}
	}
	g_rand_free(rand);
}
