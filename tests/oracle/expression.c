// SPDX-License-Identifier: GPL-2.0-only
/* Random expressions without side effects and without undefined behaviour. */
#include "gen.h"

const struct gen_type gen_types[] = {
	[GEN_BOOL] = { "bool", 1, false },
	[GEN_U8] = { "u8", 8, false },
	[GEN_S8] = { "s8", 8, true },
	[GEN_U16] = { "u16", 16, false },
	[GEN_S16] = { "s16", 16, true },
	[GEN_U32] = { "u32", 32, false },
	[GEN_S32] = { "s32", 32, true },
	[GEN_U64] = { "u64", 64, false },
	[GEN_S64] = { "s64", 64, true },
	[GEN_SIZE] = { "size_t", 64, false },
};

guint gen_below(struct gen *g, guint n)
{
	return (guint)g_rand_int_range(g->rand, 0, (gint32)n);
}

bool gen_one_in(struct gen *g, guint n)
{
	return gen_below(g, n) == 0;
}

const char *gen_type_name(struct gen *g)
{
	return gen_types[gen_below(g, GEN_N_TYPES)].name;
}

char *gen_literal(struct gen *g)
{
	static const char *const literals[] = {
		"0", "1", "(-1)", "255", "256", "0x7fffffff", "0x80000000u",
		"0xffffffffu", "4096", "65536UL", "(-22)", "0x7fff", "'k'",
		"8u", "63L", "1024ULL", "0xffffffffffffffffUL", "KM_SMALL",
		"KM_LARGE", "(-0x7fffffff - 1)", "~0UL", "(1 << 20)",
		"sizeof(struct km_item)", "sizeof(u16)",
		"__builtin_offsetof(struct km_item, data)",
	};

	if (gen_one_in(g, 2))
		return g_strdup_printf("%u", gen_below(g, 70));
	return g_strdup(literals[gen_below(g, G_N_ELEMENTS(literals))]);
}

const struct gen_var *gen_lvalue(struct gen *g, bool is_plain)
{
	for (;;) {
		const struct gen_var *var =
			&g_array_index(g->vars, struct gen_var,
				       gen_below(g, g->vars->len));

		if (var->is_writable && !(is_plain && var->is_bitfield))
			return var;
	}
}

static char *element(struct gen *g, guint depth)
{
	g_autofree char *index = gen_expr(g, depth);

	switch (gen_below(g, g->has_array ? 6 : 1)) {
	case 0:
		return g_strdup_printf("km_table[%s & 7]", index);
	case 1:
		return g_strdup_printf("arr[%s & 7]", index);
	case 2:
		return g_strdup_printf("*(tab + (%s & 3))", index);
	case 3:
		return g_strdup_printf("(&arr[%s & 7] - arr)", index);
	case 4:
		return g_strdup_printf("((u8 *)arr)[%s & 31]", index);
	default:
		return g_strdup_printf("tab[(u32)%s %% 4]", index);
	}
}

static char *leaf(struct gen *g)
{
	const struct gen_var *var;

	if (gen_one_in(g, 4))
		return gen_literal(g);
	if (gen_one_in(g, 6)) {
		g_autofree char *index = gen_literal(g);

		return g_strdup_printf("km_table[%s & 7]", index);
	}
	var = &g_array_index(g->vars, struct gen_var,
			     gen_below(g, g->vars->len));
	if (var->is_wide)
		return g_strdup_printf("(u64)%s", var->name);
	return g_strdup(var->name);
}

/* Between 1 and what fits: never 0, never -1. */
char *gen_divisor(struct gen *g, guint depth)
{
	g_autofree char *a = gen_expr(g, depth);

	switch (gen_below(g, 4)) {
	case 0:
		return g_strdup_printf("%u", 1 + gen_below(g, 64));
	case 1:
		return g_strdup_printf("((%s & 0xff) + 1)", a);
	case 2:
		return g_strdup_printf("((u32)%s | 1)", a);
	default:
		return g_strdup_printf("((u64)%s | 4)", a);
	}
}

static char *arithmetic(struct gen *g, guint depth)
{
	static const char *const ops[] = { "+", "-", "*", "&", "|", "^" };
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_expr(g, depth);

	switch (gen_below(g, 12)) {
	case 0: {
		g_autofree char *by = gen_divisor(g, depth);

		return g_strdup_printf("(%s %s %s)", a,
				       gen_one_in(g, 2) ? "/" : "%", by);
	}
	case 1:
		return g_strdup_printf("(%s << (%s & %u))", a, b,
				       gen_one_in(g, 2) ? 7 : 31);
	case 2:
		return g_strdup_printf("(%s >> (%s & 31))", a, b);
	case 3:
		return g_strdup_printf("((u64)%s %s (%s & 63))", a,
				       gen_one_in(g, 2) ? "<<" : ">>", b);
	case 4:
		return g_strdup_printf("((s64)%s >> (%s & 63))", a, b);
	default:
		return g_strdup_printf("(%s %s %s)", a,
				       ops[gen_below(g, G_N_ELEMENTS(ops))],
				       b);
	}
}

static char *comparison(struct gen *g, guint depth)
{
	static const char *const ops[] = { "<", "<=", ">", ">=", "==", "!=" };
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_one_in(g, 2) ? gen_literal(g) :
						gen_expr(g, depth);

	return g_strdup_printf("(%s %s %s)", a,
			       ops[gen_below(g, G_N_ELEMENTS(ops))], b);
}

static char *pointer_condition(struct gen *g)
{
	g_autofree char *index = gen_expr(g, 0);

	if (g->has_array && gen_one_in(g, 2))
		return g_strdup_printf("(&arr[%s & 7] %s arr + 3)", index,
				       gen_one_in(g, 2) ? "<" : "!=");
	if (g->has_item)
		return g_strdup("(p != (void *)0)");
	return g_strdup("(\"name\" ? 1 : 0)");
}

char *gen_condition(struct gen *g)
{
	g_autofree char *a = comparison(g, gen_below(g, 2));
	g_autofree char *b = NULL;

	switch (gen_below(g, 8)) {
	case 0:
		b = gen_condition(g);
		return g_strdup_printf("(%s && %s)", a, b);
	case 1:
		b = gen_condition(g);
		return g_strdup_printf("(%s || %s)", a, b);
	case 2:
		return g_strdup_printf("!%s", a);
	case 3:
		return gen_expr(g, 1);
	case 4:
		return g_strdup_printf("%s(%s)", gen_one_in(g, 2) ? "likely" :
				       "unlikely", a);
	case 5:
		if (gen_one_in(g, 2))
			return pointer_condition(g);
		/* fall through */
	default:
		return g_steal_pointer(&a);
	}
}

static char *choice(struct gen *g, guint depth)
{
	g_autofree char *c = gen_condition(g);
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_expr(g, depth);

	switch (gen_below(g, 5)) {
	case 0:
		return g_strdup_printf("(%s ?: %s)", a, b);
	case 1:
		return g_strdup_printf("(%s && %s)", a, b);
	case 2:
		return g_strdup_printf("(%s || %s)", a, b);
	default:
		return g_strdup_printf("(%s ? %s : %s)", c, a, b);
	}
}

static char *macro(struct gen *g, guint depth)
{
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_expr(g, 0);
	const char *type = gen_type_name(g);

	switch (gen_below(g, 11)) {
	case 0:
		return g_strdup_printf("min(+(%s), +(%s))", a, b);
	case 1:
		return g_strdup_printf("max(+(%s), +(%s))", a, b);
	case 2:
		return g_strdup_printf("%s(%s, %s, %s)", gen_one_in(g, 2) ?
				       "min_t" : "max_t", type, a, b);
	case 3:
		return g_strdup_printf("clamp_t(%s, %s, 3, 64)", type, a);
	case 4:
		return g_strdup_printf("round_up(+(%s), 1 << %u)", a,
				       gen_below(g, 7));
	case 5:
		return g_strdup_printf("DIV_ROUND_UP((size_t)%s, %u)", a,
				       1 + gen_below(g, 40));
	case 6:
		return g_strdup_printf("size_%s(%s, %s)", gen_one_in(g, 2) ?
				       "mul" : "add", a, b);
	case 7:
		return g_strdup_printf("km_abs(+(%s))", a);
	case 8:
		return g_strdup_printf("_Generic(+(%s), int: 1, unsigned int: 2, "
				       "long: %s, default: 4)", b, a);
	case 9:
		return g_strdup_printf("__builtin_choose_expr(%u, %s, %s)",
				       gen_below(g, 2), a, b);
	default:
		return g_strdup_printf("(__builtin_constant_p(%s) ? %s : %s)",
				       b, a, a);
	}
}

/* ({ … }), with control flow inside. */
static char *statement_expression(struct gen *g, guint depth)
{
	const char *name = gen_name(g, "_t");
	/* Not bool: it has to reach 3. */
	const char *type = gen_types[1 + gen_below(g, GEN_N_TYPES - 1)].name;
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_expr(g, 0);
	g_autofree char *c = comparison(g, 0);

	if (gen_one_in(g, 2))
		return g_strdup_printf("({ %s %s = %s; if (%s) %s = %s; %s; })",
				       type, name, a, c, name, b, name);
	return g_strdup_printf("({ %s %s = 0; while (%s < 3) { if (%s) break; "
			       "%s++; } %s + %s; })", type, name, name, c,
			       name, name, b);
}

static char *call(struct gen *g, guint depth)
{
	static const char *const functions[] = { "km_twice", "km_half",
						 "km_low", "km_sign" };
	g_autofree char *a = gen_expr(g, depth);
	g_autofree char *b = gen_expr(g, 0);

	switch (gen_below(g, 4)) {
	case 0:
		return g_strdup_printf("km_ops[%s & 1].get(%s)", b, a);
	case 1:
		return g_strdup_printf("(%s ? km_twice : km_half)(%s)", b, a);
	default:
		return g_strdup_printf("%s(%s)",
				       functions[gen_below(g, 4)], a);
	}
}

char *gen_expr(struct gen *g, guint depth)
{
	g_autofree char *a = NULL;

	if (!depth)
		return leaf(g);
	depth--;
	switch (gen_below(g, 22)) {
	case 0:
	case 1:
	case 2:
		a = leaf(g);
		return g_strdup_printf("(%s)%s", gen_type_name(g), a);
	case 3:
		a = gen_expr(g, depth);
		return g_strdup_printf("(%s)(%s)", gen_type_name(g), a);
	case 4:
		a = gen_expr(g, depth);
		return g_strdup_printf("%c(%s)", "-~!+"[gen_below(g, 4)], a);
	case 5:
		return comparison(g, depth);
	case 6:
		return choice(g, depth);
	case 7:
		return macro(g, depth);
	case 8:
		return element(g, depth);
	case 9:
		if (gen_one_in(g, 2))
			return statement_expression(g, depth);
		return call(g, depth);
	case 10:
		a = gen_expr(g, depth);
		return g_strdup_printf("(km_never, %s)", a);
	case 11:
	case 12:
		return leaf(g);
	default:
		return arithmetic(g, depth);
	}
}
