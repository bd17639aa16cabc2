// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random loops, switches and jumps. A loop ends because its counter is nobody
 * else's, because its value at least doubles, or because it burns `fuel`.
 */
#include "gen.h"

/* Label names and counters are never used twice in a function. */
static void body(struct gen *g, guint depth)
{
	g->indent++;
	g->n_loops++;
	gen_statements(g, 1 + gen_below(g, 3), depth);
	g->n_loops--;
	g->indent--;
	gen_line(g, "}");
}

static void counted_loop(struct gen *g, guint depth)
{
	const char *i = gen_name(g, "i");
	g_autofree char *a = gen_expr(g, 1);
	guint n = 1 + gen_below(g, 6);

	switch (gen_below(g, 8)) {
	case 0:
		gen_line(g, "for (u32 %s = 0; %s < %u; %s++) {", i, i, n, i);
		gen_add_var(g, i, GEN_U32, false);
		break;
	case 1:
		gen_line(g, "for (s32 %s = %u; %s >= 0; %s -= 2) {", i, n, i,
			 i);
		gen_add_var(g, i, GEN_S32, false);
		break;
	case 2:
		gen_line(g, "u8 %s = %s & 7;", i, a);
		gen_add_var(g, i, GEN_U8, false);
		gen_line(g, "for (; %s; %s--) {", i, i);
		break;
	case 3:
		gen_line(g, "u64 %s;", i);
		gen_line(g, "for (%s = 0; ; %s++) {", i, i);
		gen_add_var(g, i, GEN_U64, false);
		gen_line(g, "\tif (%s >= %u)", i, n);
		gen_line(g, "\t\tbreak;");
		break;
	case 4:
		gen_line(g, "u16 %s;", i);
		gen_line(g, "for (%s = 0; %s < (%s & 7);) {", i, i, a);
		gen_add_var(g, i, GEN_U16, false);
		gen_line(g, "\t%s++;", i);
		gen_line(g, "\tif (fuel-- <= 0)");
		gen_line(g, "\t\tbreak;");
		break;
	case 5:
		gen_line(g, "size_t %s = %s & 7;", i, a);
		gen_add_var(g, i, GEN_SIZE, false);
		gen_line(g, "while (%s--) {", i);
		break;
	case 6:
		gen_line(g, "s8 %s = -%u;", i, n);
		gen_add_var(g, i, GEN_S8, false);
		gen_line(g, "while (++%s < 0) {", i);
		break;
	default:
		gen_line(g, "u32 %s = %u;", i, n);
		gen_add_var(g, i, GEN_U32, false);
		gen_line(g, "do {");
		body(g, depth);
		g_string_truncate(g->out, g->out->len - 1);
		g_string_append_printf(g->out, " while (--%s);\n", i);
		return;
	}
	body(g, depth);
}

static void growing_loop(struct gen *g)
{
	const char *size = gen_name(g, "grow");
	g_autofree char *a = gen_expr(g, 1);

	gen_line(g, "u32 %s = %u;", size, 1 + gen_below(g, 4));
	gen_line(g, "while (%s < (%s & 0xffff))", size, a);
	gen_line(g, "\t%s %s;", size, gen_one_in(g, 2) ? "<<= 1" :
		 gen_one_in(g, 2) ? "*= 3" : "+= 4096");
	gen_add_var(g, size, GEN_U32, false);
	gen_alloc(g);
}

static void fuelled_loop(struct gen *g, guint depth)
{
	g_autofree char *c = gen_condition(g);

	switch (gen_below(g, 4)) {
	case 0:
		gen_line(g, "while (%s && fuel-- > 0) {", c);
		break;
	case 1:
		gen_line(g, "for (;;) {");
		gen_line(g, "\tif (fuel-- <= 0 || %s)", c);
		gen_line(g, "\t\tbreak;");
		break;
	case 2:
		gen_line(g, "for (; fuel-- > 0 && %s;) {", c);
		break;
	default:
		gen_line(g, "do {");
		body(g, depth);
		g_string_truncate(g->out, g->out->len - 1);
		g_string_append_printf(g->out,
				       " while (%s && fuel-- > 0);\n", c);
		return;
	}
	body(g, depth);
}

static void walking_loop(struct gen *g)
{
	const struct gen_var *sum = gen_lvalue(g, false);
	const char *q = gen_name(g, "q");

	if (sum->is_wide)
		return;
	gen_line(g, "for (u32 *%s = arr; %s < arr + 8; %s++)", q, q, q);
	gen_line(g, "\t%s += *%s;", sum->name, q);
}

void gen_loop(struct gen *g, guint depth)
{
	guint n_vars = g->vars->len;

	if (g->n_loops >= 2)
		return;
	gen_line(g, "{");
	g->indent++;
	if (gen_one_in(g, 5))
		growing_loop(g);
	else if (g->has_array && gen_one_in(g, 6))
		walking_loop(g);
	else if (gen_one_in(g, 2))
		fuelled_loop(g, depth);
	else
		counted_loop(g, depth);
	g->indent--;
	gen_line(g, "}");
	g_array_set_size(g->vars, n_vars);
}

/* The last of a switch has nothing to fall through to. */
static void case_body(struct gen *g, guint depth, bool is_last)
{
	g_autofree char *value = NULL;

	g->indent++;
	gen_statements(g, 1, depth);
	switch (gen_below(g, 6)) {
	case 0:
		gen_line(g, is_last ? "break;" :
				      "__attribute__((fallthrough));");
		break;
	case 1:
		value = gen_expr(g, 1);
		gen_line(g, "return %s;", value);
		break;
	case 2:
		gen_line(g, "goto out;");
		break;
	default:
		gen_line(g, "break;");
	}
	g->indent--;
}

/* Labels rise, and no range crosses zero: all differ in any type. */
static void cases(struct gen *g, bool is_signed, guint depth)
{
	gint64 label = is_signed ? -(gint64)gen_below(g, 40) : 0;
	bool has_default = false;

	for (guint n = 1 + gen_below(g, 5); n; n--) {
		gint64 high = label + gen_below(g, 4);

		if (gen_one_in(g, 2) || (label < 0 && high >= 0)) {
			gen_line(g, "case %" G_GINT64_FORMAT ":", label);
			high = label;
		} else {
			gen_line(g, "case %" G_GINT64_FORMAT " ... %"
				 G_GINT64_FORMAT ":", label, high);
		}
		label = high + 1 + gen_below(g, 60);
		if (gen_one_in(g, 5))
			continue;
		if (!has_default && gen_one_in(g, 4)) {
			gen_line(g, "default:");
			has_default = true;
		}
		case_body(g, depth, false);
	}
	if (!has_default && gen_one_in(g, 2))
		gen_line(g, "default:");
	gen_line(g, "\tbreak;");
}

void gen_switch(struct gen *g, guint depth)
{
	guint type = gen_below(g, GEN_N_TYPES);
	g_autofree char *a = gen_expr(g, 1);

	if (gen_one_in(g, 6)) {
		gen_line(g, "switch (%s & 3) {", a);
		gen_line(g, "case 0 ... 2:");
		case_body(g, depth, false);
		gen_line(g, "case 3:");
		gen_line(g, "\tbreak;");
		gen_line(g, "default:");
		gen_line(g, "\t__builtin_unreachable();");
	} else if (gen_one_in(g, 6)) {
		gen_line(g, "switch ((enum km_kind)(%s & 3)) {", a);
		gen_line(g, "case KM_SMALL:");
		case_body(g, depth, false);
		gen_line(g, "case KM_ODD:");
		gen_line(g, "default:");
		case_body(g, depth, true);
	} else {
		gen_line(g, "switch ((%s)%s) {", gen_types[type].name, a);
		cases(g, gen_types[type].is_signed ||
		      gen_types[type].bits < 32, depth);
	}
	gen_line(g, "}");
}

/* Both ways do the same, so that either may be taken. */
static void either_way(struct gen *g)
{
	const char *there = gen_name(g, "there");
	const char *join = gen_name(g, "join");
	const struct gen_var *var = gen_lvalue(g, false);
	g_autofree char *a = gen_expr(g, 1);

	gen_line(g, "asm goto(\"\" : : : : %s);", there);
	gen_line(g, "%s = %s;", var->name, a);
	gen_line(g, "goto %s;", join);
	gen_line(g, "%s:", there);
	gen_line(g, "%s = %s;", var->name, a);
	gen_line(g, "%s: ;", join);
}

/* Never run: what cannot be interpreted stands here. */
static void dead_code(struct gen *g)
{
	const struct gen_var *var = gen_lvalue(g, true);
	const char *a = gen_name(g, "here");
	const char *b = gen_name(g, "there");

	gen_line(g, "if (km_never) {");
	switch (gen_below(g, g->n_guards ? 3 : 4)) {
	case 0:
		gen_line(g, "\tdouble %s = %s;", a, var->name);
		gen_line(g, "\t%s = (u32)(%s * 1.5);", var->name, a);
		break;
	case 1:
		gen_line(g, "\tkm_die();");
		break;
	case 2:
		gen_line(g, "\tasm(\"\" : \"+r\"(%s));", var->name);
		gen_line(g, "\t%s++;", var->name);
		break;
	default:
		gen_line(g, "\tvoid *to_%s = %s ? &&%s : &&%s;", a, var->name,
			 a, b);
		gen_line(g, "\tgoto *to_%s;", a);
		gen_line(g, "%s:", a);
		gen_line(g, "\t%s = 3;", var->name);
		gen_line(g, "%s: ;", b);
	}
	gen_line(g, "}");
}

static void repeat(struct gen *g, guint depth)
{
	const char *again = gen_name(g, "again");
	g_autofree char *c = NULL;

	gen_line(g, "%s: ;", again);
	gen_statements(g, 2, depth);
	c = gen_condition(g);
	gen_line(g, "if (%s && fuel-- > 0)", c);
	gen_line(g, "\tgoto %s;", again);
}

static void skip(struct gen *g, guint depth)
{
	const char *after = gen_name(g, "after");
	g_autofree char *c = gen_condition(g);

	gen_line(g, "{");
	g->indent++;
	gen_line(g, "if (%s)", c);
	gen_line(g, "\tgoto %s;", after);
	gen_statements(g, 2, depth);
	gen_line(g, "%s: ;", after);
	g->indent--;
	gen_line(g, "}");
}

static void leave(struct gen *g)
{
	static const char *const errors[] = { "-22", "-12", "-75", "1" };
	const char *error = errors[gen_below(g, G_N_ELEMENTS(errors))];
	g_autofree char *c = gen_condition(g);
	g_autofree char *a = gen_expr(g, 1);

	gen_line(g, "if (%s) {", c);
	switch (gen_below(g, 4)) {
	case 0:
		gen_line(g, "\treturn %s;", a);
		break;
	case 1:
		if (g->n_loops) {
			gen_line(g, "\t%s;", gen_one_in(g, 2) ? "break" :
				 "continue");
			break;
		}
		/* fall through */
	case 2:
		gen_line(g, "\tret = %s;", error);
		gen_line(g, "\tgoto out;");
		break;
	default:
		gen_line(g, "\tret = %s;", error);
	}
	gen_line(g, "}");
	if (gen_one_in(g, 2)) {
		gen_line(g, "if (ret)");
		gen_line(g, "\tgoto out;");
	}
}

void gen_jump(struct gen *g, guint depth)
{
	switch (gen_below(g, 10)) {
	case 0:
		either_way(g);
		break;
	case 1:
	case 2:
		dead_code(g);
		break;
	case 3:
		repeat(g, depth);
		break;
	case 4:
		skip(g, depth);
		break;
	default:
		leave(g);
	}
}
