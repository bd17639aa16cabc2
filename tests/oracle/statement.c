// SPDX-License-Identifier: GPL-2.0-only
/* Random statements: writes, calls, conditions, blocks. */
#include "gen.h"

void gen_line(struct gen *g, const char *format, ...)
{
	va_list args;

	for (guint i = 0; i < g->indent; i++)
		g_string_append_c(g->out, '\t');
	va_start(args, format);
	g_string_append_vprintf(g->out, format, args);
	va_end(args);
	g_string_append_c(g->out, '\n');
}

const char *gen_name(struct gen *g, const char *prefix)
{
	g_autofree char *name = g_strdup_printf("%s%u", prefix, g->n_names++);

	return g_string_chunk_insert(g->names, name);
}

void gen_add_var(struct gen *g, const char *name, guint type,
		 bool is_writable)
{
	struct gen_var var = { .name = name, .type = type,
			       .is_writable = is_writable };

	g_array_append_val(g->vars, var);
}

void gen_alloc(struct gen *g)
{
	g_autofree char *a = gen_expr(g, 2);
	g_autofree char *b = gen_expr(g, 0);

	switch (gen_below(g, 8)) {
	case 0:
		gen_line(g, "__km_alloc(%s * sizeof(struct km_item));", a);
		break;
	case 1:
		gen_line(g, "__km_alloc(size_add(sizeof(struct km_item), "
			 "size_mul(%s, 4)));", a);
		break;
	case 2:
		gen_line(g, "__km_alloc((size_t)%s << (%s & 15));", a, b);
		break;
	case 3:
		gen_line(g, "__km_range(%s);", a);
		break;
	case 4:
		gen_line(g, "__km_alloc(round_up((size_t)%s, 64));", a);
		break;
	default:
		gen_line(g, "__km_alloc(%s);", a);
	}
}

static void guarded_alloc(struct gen *g)
{
	const struct gen_var *var =
		&g_array_index(g->vars, struct gen_var,
			       gen_below(g, g->vars->len));
	static const char *const limits[] = { "16", "4096", "KM_LARGE",
					      "1000000", "(1UL << 22)" };
	const char *limit = limits[gen_below(g, G_N_ELEMENTS(limits))];

	switch (gen_below(g, 4)) {
	case 0:
		gen_line(g, "if (%s > %s)", var->name, limit);
		gen_line(g, "\treturn -22;");
		gen_line(g, "__km_alloc((u64)%s * 8);", var->name);
		break;
	case 1:
		gen_line(g, "if (%s <= %s / sizeof(struct km_item))",
			 var->name, limit);
		gen_line(g, "\t__km_alloc(%s * sizeof(struct km_item));",
			 var->name);
		break;
	case 2:
		gen_line(g, "if (%s < 0 || %s > %s)", var->name, var->name,
			 limit);
		gen_line(g, "\tret = -22;");
		gen_line(g, "if (!ret)");
		gen_line(g, "\t__km_alloc((u64)%s + 64);", var->name);
		break;
	default:
		gen_line(g, "if (%s && !((u64)%s & ((u64)%s - 1)))",
			 var->name, var->name, var->name);
		gen_line(g, "\t__km_alloc((u64)%s);", var->name);
	}
}

static void compound_assignment(struct gen *g, const struct gen_var *var)
{
	static const char *const ops[] = { "+", "-", "*", "&", "|", "^" };
	g_autofree char *a = gen_expr(g, 2);
	g_autofree char *by = gen_divisor(g, 0);

	switch (gen_below(g, 5)) {
	case 0:
		gen_line(g, "%s %c= %s;", var->name, "/%"[gen_below(g, 2)],
			 by);
		break;
	case 1:
		gen_line(g, "%s %s= %s & 7;", var->name, gen_one_in(g, 2) ?
			 "<<" : ">>", a);
		break;
	case 2:
		gen_line(g, "%s%s;", var->name, gen_one_in(g, 2) ? "++" :
			 "--");
		break;
	default:
		gen_line(g, "%s %s= %s;", var->name,
			 ops[gen_below(g, G_N_ELEMENTS(ops))], a);
	}
}

static void array_write(struct gen *g)
{
	g_autofree char *a = gen_expr(g, 2);
	g_autofree char *index = gen_expr(g, 1);

	switch (gen_below(g, 5)) {
	case 0:
		gen_line(g, "tab[%s & 3] = %s;", index, a);
		break;
	case 1:
		gen_line(g, "*(arr + (%s & 7)) ^= %s;", index, a);
		break;
	case 2:
		gen_line(g, "arr[%s & 7]++;", index);
		break;
	case 3:
		gen_line(g, "((u8 *)arr)[%s & 31] = %s;", index, a);
		break;
	default:
		gen_line(g, "arr[%s & 7] = %s;", index, a);
	}
}

/* Into a variable of its own: nothing else can be meant by it. */
static void stepped_block(struct gen *g, guint depth)
{
	const struct gen_var *from = gen_lvalue(g, false);
	const char *name = gen_name(g, "x");
	guint type = gen_below(g, GEN_N_TYPES);
	g_autofree char *a = gen_expr(g, 1);
	guint n_vars = g->vars->len, n_guards = g->n_guards;

	gen_line(g, "{");
	g->indent++;
	g->n_guards += gen_one_in(g, 3);
	if (g->n_guards > n_guards)
		gen_line(g, "__attribute__((cleanup(km_done))) u32 %s = %s;",
			 gen_name(g, "guard"), a);
	if (from->is_wide)
		gen_line(g, "%s %s = (u64)%s;", gen_types[type].name, name,
			 from->name);
	else if (gen_one_in(g, 2))
		gen_line(g, "%s %s = %s%s;", gen_types[type].name, name,
			 from->name, gen_one_in(g, 2) ? "++" : "--");
	else
		gen_line(g, "%s %s = %s%s;", gen_types[type].name, name,
			 gen_one_in(g, 2) ? "++" : "--", from->name);
	gen_add_var(g, name, type, true);
	gen_statements(g, 2, depth);
	g->n_guards = n_guards;
	g->indent--;
	gen_line(g, "}");
	g_array_set_size(g->vars, n_vars);
}

static void write_struct(struct gen *g)
{
	const char *name = gen_name(g, "other");
	g_autofree char *a = gen_expr(g, 1);
	g_autofree char *b = gen_expr(g, 1);

	switch (gen_below(g, 4)) {
	case 0:
		gen_line(g, "*p = (struct km_item){ .count = %s, .flags = %s, "
			 ".in = { .hi = p->count } };", a, b);
		break;
	case 1:
		gen_line(g, "item = km_items[%s & 1];", a);
		break;
	case 2:
		gen_line(g, "{");
		gen_line(g, "\tstruct km_item %s = *p;", name);
		gen_line(g, "\tstruct km_item *q = %s ? p : &%s;", a, name);
		gen_line(g, "\tq->count += %s;", b);
		gen_line(g, "\t__km_alloc(%s.count);", name);
		gen_line(g, "}");
		break;
	default:
		gen_line(g, "{");
		gen_line(g, "\tstruct km_item %s[2] = { *p, { .count = %s } };",
			 name, a);
		gen_line(g, "\t__km_alloc(%s[%s & 1].count);", name, b);
		gen_line(g, "\t*p = %s[1];", name);
		gen_line(g, "}");
	}
}

static void overflow(struct gen *g)
{
	static const char *const ops[] = { "add", "sub", "mul" };
	const char *op = ops[gen_below(g, 3)];
	const char *name = gen_name(g, "sum");
	guint type = 1 + gen_below(g, GEN_N_TYPES - 1);
	g_autofree char *a = gen_expr(g, 1);
	g_autofree char *b = gen_expr(g, 1);

	gen_line(g, "{");
	gen_line(g, "\t%s %s;", gen_types[type].name, name);
	if (gen_one_in(g, 2)) {
		gen_line(g, "\tif (__builtin_%s_overflow(%s, %s, &%s))", op, a,
			 b, name);
		gen_line(g, "\t\tret = -75;");
		gen_line(g, "\telse");
	} else {
		gen_line(g, "\tret |= __builtin_%s_overflow(%s, %s, &%s);",
			 op, a, b, name);
	}
	gen_line(g, "\t\t__km_alloc(%s);", name);
	gen_line(g, "}");
}

static void call_helper(struct gen *g)
{
	guint n = gen_below(g, g->n_helpers);
	const struct gen_helper *helper = &g->helpers[n];
	const char *out = gen_name(g, "got");
	g_autoptr(GString) args = g_string_new(NULL);

	if (helper->takes_item && !g->has_item)
		return;
	for (guint i = 0; i < helper->n_params; i++) {
		g_autofree char *a = gen_expr(g, 1);

		g_string_append_printf(args, "%s%s", i ? ", " : "", a);
	}
	if (helper->takes_item)
		g_string_append(args, gen_one_in(g, 2) ? ", p" : ", &item");
	if (helper->has_out)
		g_string_append_printf(args, ", &%s", out);
	gen_line(g, "{");
	if (helper->has_out)
		gen_line(g, "\t%s %s = 5;", gen_types[helper->out_type].name,
			 out);
	switch (gen_below(g, 3)) {
	case 0:
		gen_line(g, "\tret = f%u_h%u(%s);", g->id, n, args->str);
		gen_line(g, "\tif (ret)");
		gen_line(g, "\t\tgoto out;");
		break;
	case 1:
		gen_line(g, "\tif (f%u_h%u(%s) < 0)", g->id, n, args->str);
		gen_line(g, "\t\treturn -22;");
		break;
	default:
		gen_line(g, "\t%s = f%u_h%u(%s);",
			 gen_lvalue(g, false)->name, g->id, n, args->str);
	}
	if (helper->has_out)
		gen_line(g, "\t__km_alloc(%s);", out);
	gen_line(g, "}");
}

static void assembly(struct gen *g)
{
	const struct gen_var *var = gen_lvalue(g, true);
	g_autofree char *a = gen_literal(g);

	if (gen_one_in(g, 2)) {
		gen_line(g, "asm volatile(\"\" : : : \"memory\");");
		return;
	}
	gen_line(g, "asm(\"\" : \"=r\"(%s));", var->name);
	gen_line(g, "%s = %s;", var->name, a);
}

static void assignment(struct gen *g)
{
	const struct gen_var *var = gen_lvalue(g, false);
	g_autofree char *a = gen_expr(g, 3);
	g_autofree char *c = gen_condition(g);

	if (var->is_wide || gen_one_in(g, 3)) {
		gen_line(g, "%s = %s;", var->name, a);
		return;
	}
	switch (gen_below(g, 8)) {
	case 0:
		gen_line(g, "if ((%s = %s) > %u)", var->name, a,
			 gen_below(g, 100));
		gen_line(g, "\tret++;");
		break;
	case 1:
		gen_line(g, "ret = (%s = %s);", var->name, a);
		break;
	case 2:
		gen_line(g, "%s && (%s = %s);", c, var->name, a);
		break;
	case 3:
		gen_line(g, "%s ? (%s = %s) : (ret = 4);", c, var->name, a);
		break;
	default:
		compound_assignment(g, var);
	}
}

static void branch(struct gen *g, guint depth)
{
	g_autofree char *c = gen_condition(g);

	gen_line(g, "if (%s) {", c);
	g->indent++;
	gen_statements(g, 1 + gen_below(g, 2), depth);
	g->indent--;
	if (gen_one_in(g, 3)) {
		g_autofree char *d = gen_condition(g);

		gen_line(g, "} else if (%s) {", d);
		g->indent++;
		gen_statements(g, 1, depth);
		g->indent--;
	}
	if (gen_one_in(g, 2)) {
		gen_line(g, "} else {");
		g->indent++;
		gen_statements(g, 1, depth);
		g->indent--;
	}
	gen_line(g, "}");
}

static void simple(struct gen *g)
{
	switch (gen_below(g, 16)) {
	case 0:
	case 1:
	case 2:
		gen_alloc(g);
		break;
	case 3:
		guarded_alloc(g);
		break;
	case 4:
		overflow(g);
		break;
	case 5:
		assembly(g);
		break;
	case 6:
	case 7:
		if (g->has_array) {
			array_write(g);
			break;
		}
		/* fall through */
	case 8:
		if (g->has_item) {
			write_struct(g);
			break;
		}
		/* fall through */
	case 9:
		if (g->n_helpers) {
			call_helper(g);
			break;
		}
		/* fall through */
	default:
		assignment(g);
	}
}

static void statement(struct gen *g, guint depth)
{
	if (!depth) {
		simple(g);
		return;
	}
	depth--;
	switch (gen_below(g, 14)) {
	case 0:
	case 1:
		branch(g, depth);
		break;
	case 2:
	case 3:
		gen_loop(g, depth);
		break;
	case 4:
		gen_switch(g, depth);
		break;
	case 5:
		stepped_block(g, depth);
		break;
	case 6:
	case 7:
		gen_jump(g, depth);
		break;
	default:
		simple(g);
	}
}

void gen_statements(struct gen *g, guint n, guint depth)
{
	while (n--)
		statement(g, depth);
}
