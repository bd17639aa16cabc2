// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ranges against brute force: over small integer types every operation is
 * computed for every pair of values that the operands hold. The result must
 * hold each of them (soundness), and its ends must be reached wherever the
 * joining rule says so (precision, for single intervals).
 */
#include "value/range.h"

#include <string.h>

struct fixture {
	struct region region;
};

static void setup(struct fixture *f, gconstpointer data)
{
	(void)data;
	region_init(&f->region);
}

static void teardown(struct fixture *f, gconstpointer data)
{
	(void)data;
	region_release(&f->region);
}

static const struct ctype types[] = {
	{ 4, false }, { 4, true }, { 5, true }, { 6, false },
};

static const enum ir_op operations[] = {
	IR_ADD, IR_SUB, IR_MUL, IR_DIV, IR_MOD, IR_SHL, IR_SHR, IR_AND,
	IR_OR, IR_XOR,
};

static const enum ir_op comparisons[] = {
	IR_EQ, IR_NE, IR_LT, IR_LE, IR_GT, IR_GE,
};

/* As the target wraps. */
static wide wrap(wide v, struct ctype t)
{
	guint64 mask = ((guint64)1 << t.bits) - 1;

	return ctype_value(t, (guint64)v & mask);
}

/* false: undefined for these operands. */
static bool concrete(enum ir_op op, wide a, wide b, struct ctype t, wide *out)
{
	switch (op) {
	case IR_ADD:
		*out = a + b;
		break;
	case IR_SUB:
		*out = a - b;
		break;
	case IR_MUL:
		*out = a * b;
		break;
	case IR_DIV:
		if (!b)
			return false;
		*out = a / b;
		break;
	case IR_MOD:
		if (!b)
			return false;
		*out = a % b;
		break;
	case IR_SHL:
		if (b < 0 || b >= t.bits)
			return false;
		*out = a * ((wide)1 << b);
		break;
	case IR_SHR:
		if (b < 0 || b >= t.bits)
			return false;
		*out = a >> b;
		break;
	case IR_AND:
		*out = a & b;
		break;
	case IR_OR:
		*out = a | b;
		break;
	default:
		*out = a ^ b;
		break;
	}
	*out = wrap(*out, t);
	return true;
}

static bool holds(enum ir_op op, wide a, wide b)
{
	switch (op) {
	case IR_EQ:
		return a == b;
	case IR_NE:
		return a != b;
	case IR_LT:
		return a < b;
	case IR_LE:
		return a <= b;
	case IR_GT:
		return a > b;
	default:
		return a >= b;
	}
}

/* Say which operands broke a promise. */
static void explain(const char *what, enum ir_op op, const struct range *a,
		    const struct range *b, const struct range *r,
		    struct ctype t, wide x, wide y)
{
	g_autoptr(GString) out = g_string_new(what);
	struct ctype none = { 60, true };

	g_string_append_printf(out, ": operation %d on %s%u: ", (int)op,
			       t.is_signed ? "s" : "u", t.bits);
	range_print(a, none, out);
	g_string_append(out, " and ");
	range_print(b, none, out);
	g_string_append(out, " make ");
	range_print(r, none, out);
	g_string_append_printf(out, "; at %d, %d", (int)x, (int)y);
	g_error("%s", out->str);
}

/* One or two random intervals of the type. */
static const struct range *random_range(struct region *region, GRand *rand,
					struct ctype t)
{
	const struct range *out = range_empty();
	guint n = 1 + (guint)g_rand_int_range(rand, 0, 2);

	for (guint i = 0; i < n; i++) {
		wide a = g_rand_int_range(rand, (gint)ctype_min(t),
					  (gint)ctype_max(t) + 1);
		wide b = g_rand_int_range(rand, (gint)ctype_min(t),
					  (gint)ctype_max(t) + 1);

		out = range_union(region, out,
				  range_interval(region, MIN(a, b), MAX(a, b),
						 KNOW_CODE, KNOW_CODE));
	}
	return out;
}

static void check_invariant(const struct range *r)
{
	g_assert_cmpuint(r->n, <=, RANGE_MAX_INTERVALS);
	for (guint i = 0; i < r->n; i++) {
		g_assert_true(r->at[i].low <= r->at[i].high);
		if (i)
			g_assert_true(r->at[i - 1].high + 1 < r->at[i].low);
	}
}

static void check_binary(struct region *region, enum ir_op op,
			 const struct range *a, const struct range *b,
			 struct ctype t)
{
	const struct range *r = range_binary(region, op, a, b, t);
	wide low = ctype_max(t), high = ctype_min(t), v;
	bool any = false, undefined = false;

	check_invariant(r);
	for (wide x = ctype_min(t); x <= ctype_max(t); x++) {
		for (wide y = ctype_min(t); y <= ctype_max(t); y++) {
			if (!range_contains(a, x) || !range_contains(b, y))
				continue;
			if (!concrete(op, x, y, t, &v)) {
				undefined = true;
				continue;
			}
			if (!range_contains(r, v))
				explain("a value is lost", op, a, b, r, t, x,
					y);
			low = MIN(low, v);
			high = MAX(high, v);
			any = true;
		}
	}
	/* the ends of two single intervals' result are reached, but for
	 * remainders and products that wrap, whose hull is wider */
	if (any && !undefined && a->n == 1 && b->n == 1 && r->n == 1 &&
	    (op == IR_ADD || op == IR_SUB || op == IR_DIV || op == IR_SHR)) {
		if (range_min(r) != low || range_max(r) != high)
			explain("not tight", op, a, b, r, t, low, high);
	}
	if (any && !undefined && a->n == 1 && b->n == 1 && !t.is_signed &&
	    (op == IR_AND || op == IR_OR || op == IR_XOR)) {
		if (range_min(r) != low || range_max(r) != high)
			explain("not tight", op, a, b, r, t, low, high);
	}
}

static void check_preimage(struct region *region, enum ir_op op,
			   const struct range *now, const struct range *c,
			   const struct range *result, struct ctype t)
{
	const struct range *r = range_preimage(region, op, now, c, result, t);
	wide v;

	check_invariant(r);
	g_assert_true(range_subset(r, now));
	for (wide x = ctype_min(t); x <= ctype_max(t); x++)
		for (wide y = ctype_min(t); y <= ctype_max(t); y++)
			if (range_contains(now, x) && range_contains(c, y) &&
			    concrete(op, x, y, t, &v) &&
			    range_contains(result, v) &&
			    !range_contains(r, x))
				explain("a cause is lost", op, now, result, r,
					t, x, y);
}

static void test_binary(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);

	(void)data;
	for (guint i = 0; i < 60; i++)
		for (guint k = 0; k < G_N_ELEMENTS(types); k++)
			for (guint o = 0; o < G_N_ELEMENTS(operations); o++)
				check_binary(&f->region, operations[o],
					     random_range(&f->region, rand,
							  types[k]),
					     random_range(&f->region, rand,
							  types[k]), types[k]);
}

static void test_preimage(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(2);

	(void)data;
	for (guint i = 0; i < 60; i++) {
		for (guint k = 0; k < G_N_ELEMENTS(types); k++) {
			struct ctype t = types[k];

			for (guint o = 0; o < G_N_ELEMENTS(operations); o++) {
				wide c = g_rand_int_range(rand,
						(gint)ctype_min(t),
						(gint)ctype_max(t) + 1);

				check_preimage(&f->region, operations[o],
					       random_range(&f->region, rand,
							    t),
					       range_const(&f->region, c),
					       random_range(&f->region, rand,
							    t), t);
			}
		}
	}
}

static void test_where(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3);

	(void)data;
	for (guint i = 0; i < 200; i++) {
		for (guint k = 0; k < G_N_ELEMENTS(types); k++) {
			struct ctype t = types[k];
			const struct range *a = random_range(&f->region, rand,
							     t);
			const struct range *b = random_range(&f->region, rand,
							     t);

			for (guint o = 0; o < G_N_ELEMENTS(comparisons); o++) {
				enum ir_op op = comparisons[o];
				const struct range *r =
					range_where(&f->region, a, op, b);
				bool may_true, may_false;

				check_invariant(r);
				g_assert_true(range_subset(r, a));
				range_compare(op, a, b, &may_true, &may_false);
				for (wide x = ctype_min(t); x <= ctype_max(t);
				     x++) {
					bool possible = false;

					for (wide y = ctype_min(t);
					     range_contains(a, x) &&
					     y <= ctype_max(t); y++) {
						if (!range_contains(b, y))
							continue;
						possible |= holds(op, x, y);
						g_assert_true(holds(op, x, y) ?
							      may_true :
							      may_false);
					}
					if (possible)
						g_assert_true(range_contains(r,
									 x));
				}
			}
		}
	}
}

static void test_casts(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(4);

	(void)data;
	for (guint i = 0; i < 300; i++) {
		struct ctype from = types[(guint)g_rand_int_range(rand, 0, 4)];
		struct ctype to = types[(guint)g_rand_int_range(rand, 0, 4)];
		const struct range *a = random_range(&f->region, rand, from);
		const struct range *want = random_range(&f->region, rand, to);
		const struct range *r = range_cast(&f->region, a, to);
		const struct range *back = range_cast_preimage(&f->region, a,
							       from, to, want);

		check_invariant(r);
		for (wide x = ctype_min(from); x <= ctype_max(from); x++) {
			if (!range_contains(a, x))
				continue;
			g_assert_true(range_contains(r, wrap(x, to)));
			if (range_contains(want, wrap(x, to)))
				g_assert_true(range_contains(back, x));
			else
				g_assert_false(range_contains(back, x));
		}
	}
}

static void test_sets(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(5);
	struct ctype t = { 6, true };

	(void)data;
	for (guint i = 0; i < 300; i++) {
		const struct range *a = random_range(&f->region, rand, t);
		const struct range *b = random_range(&f->region, rand, t);
		const struct range *u = range_union(&f->region, a, b);
		const struct range *n = range_intersect(&f->region, a, b);

		check_invariant(u);
		check_invariant(n);
		for (wide x = ctype_min(t); x <= ctype_max(t); x++) {
			bool in_a = range_contains(a, x);
			bool in_b = range_contains(b, x);

			g_assert_true(range_contains(u, x) == (in_a || in_b));
			g_assert_true(range_contains(n, x) == (in_a && in_b));
		}
	}
}

/* Seventeen intervals: the two closest are joined. */
static void test_joining_rule(struct fixture *f, gconstpointer data)
{
	const struct range *r = range_empty();

	(void)data;
	for (guint i = 0; i < 17; i++)
		r = range_union(&f->region, r,
				range_const(&f->region,
					    i == 16 ? 16 * 100 - 50 :
					    (wide)i * 100));
	g_assert_cmpuint(r->n, ==, 16);
	g_assert_true(range_contains(r, 1500));
	g_assert_true(range_contains(r, 1525));
	g_assert_false(range_contains(r, 1450));
}

/* A marker joins what it lies in, or beside, and takes nothing away. */
static void test_markers(struct fixture *f, gconstpointer data)
{
	const struct range *marker = range_const(&f->region, G_MAXUINT16);
	const wide ends[] = { G_MAXUINT16 - 1, G_MAXUINT16, G_MAXUINT16 + 1,
			      1 << 23 };

	(void)data;
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		const struct range *r =
			range_interval(&f->region, 0, ends[i], KNOW_CODE,
				       KNOW_NOTHING);
		const struct range *u = range_union(&f->region, r, marker);

		g_assert_cmpuint(u->n, ==, 1);
		g_assert_true(range_max(u) == MAX(ends[i], G_MAXUINT16));
		g_assert_cmpint(range_know_max(u), ==, KNOW_NOTHING);
		g_assert_true(range_equal(u, range_union(&f->region, marker,
							 r)));
	}
}

static void test_widening(struct fixture *f, gconstpointer data)
{
	const wide thresholds[] = { 0, 64, 4096 };
	struct ctype t = { 32, false };
	const struct range *one = range_interval(&f->region, 0, 1, KNOW_CODE,
						 KNOW_CODE);
	const struct range *two = range_interval(&f->region, 0, 2, KNOW_CODE,
						 KNOW_CODE);
	const struct range *far = range_interval(&f->region, 0, 5000,
						 KNOW_CODE, KNOW_CODE);
	const struct range *r;

	(void)data;
	r = range_widen(&f->region, one, two, t, thresholds, 3);
	g_assert_true(range_max(r) == 64);
	g_assert_cmpint(range_know_max(r), ==, KNOW_CODE);
	r = range_widen(&f->region, one, far, t, thresholds, 3);
	g_assert_true(range_max(r) == ctype_max(t));
	g_assert_cmpint(range_know_max(r), ==, KNOW_NOTHING);
	r = range_widen(&f->region, two, one, t, thresholds, 3);
	g_assert_true(range_max(r) == 2);
}

/* A type alone is never a bound; a check is; what goes below zero is not. */
static void test_knowledge(struct fixture *f, gconstpointer data)
{
	struct ctype u32 = { 32, false }, s32 = { 32, true };
	struct ctype u64 = { 64, false };
	const struct range *limit = range_const(&f->region, 1 << 20);
	const struct range *unknown = range_full(&f->region, u32,
						 KNOW_NOTHING);
	const struct range *checked = range_where(&f->region, unknown, IR_LE,
						  limit);
	const struct range *user = range_full(&f->region, u32, KNOW_SOURCE);
	const struct range *n = range_where(&f->region,
				range_full(&f->region, s32, KNOW_NOTHING),
				IR_LE, limit);

	(void)data;
	g_assert_cmpint(range_know_max(unknown), ==, KNOW_NOTHING);
	g_assert_cmpint(range_know_max(checked), ==, KNOW_CODE);
	g_assert_cmpint(range_know_max(range_where(&f->region, unknown, IR_NE,
						   limit)), ==, KNOW_NOTHING);
	g_assert_cmpint(range_know_max(range_binary(&f->region, IR_MUL, user,
						    limit, u64)), ==,
			KNOW_SOURCE);
	g_assert_cmpint(range_know_max(range_binary(&f->region, IR_AND,
				unknown, range_const(&f->region, 0xfff),
				u32)), ==, KNOW_CODE);
	g_assert_cmpint(range_know_max(range_binary(&f->region, IR_AND,
				unknown, range_const(&f->region, 0xfffff000),
				u32)), ==, KNOW_NOTHING);
	/* a negative int that becomes huge */
	g_assert_cmpint(range_know_max(range_cast(&f->region, n, u64)), ==,
			KNOW_NOTHING);
}

/* Counts that a type has, all of them; random ones are nearly all too large. */
static void test_shifts(struct fixture *f, gconstpointer data)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3);
	static const enum ir_op shifts[] = { IR_SHL, IR_SHR };

	(void)data;
	for (guint k = 0; k < G_N_ELEMENTS(types); k++)
		for (guint i = 0; i < 2 * 16u; i++) {
			wide low = g_rand_int_range(rand, 0, types[k].bits);
			wide high = g_rand_int_range(rand, (gint)low,
						     types[k].bits + 2);
			const struct range *counts =
				range_interval(&f->region, low, high, KNOW_CODE,
					       KNOW_CODE);

			check_binary(&f->region, shifts[i % 2],
				     random_range(&f->region, rand, types[k]),
				     counts, types[k]);
			check_binary(&f->region, shifts[i % 2],
				     range_const(&f->region, 3),
				     range_const(&f->region, low), types[k]);
		}
	g_assert_true(range_max(range_binary(&f->region, IR_SHL,
					     range_const(&f->region, 3),
					     range_const(&f->region, 4),
					     types[0])) <=
		      ctype_max(types[0]));
}

static void test_one_operand(struct fixture *f, gconstpointer data)
{
	const struct ctype s8 = { 8, true };
	const struct range *five = range_const(&f->region, 5);
	wide v;

	(void)data;
	g_assert_true(range_is_const(range_neg(&f->region, five, s8), &v));
	g_assert_true(v == -5);
	g_assert_true(range_is_const(range_not(&f->region, five, s8), &v));
	g_assert_true(v == -6);
}

/* 3 * x in [4,7] is x = 2: no more than the causes is kept. */
static void test_exact_causes(struct fixture *f, gconstpointer data)
{
	const struct ctype u64 = { 64, false };
	const struct range *now = range_interval(&f->region, 0, 100, KNOW_CODE,
						 KNOW_CODE);
	const struct range *r;
	wide v;

	(void)data;
	r = range_preimage(&f->region, IR_MUL, now, range_const(&f->region, 3),
			   range_interval(&f->region, 4, 7, KNOW_CODE,
					  KNOW_CODE), u64);
	g_assert_true(range_is_const(r, &v));
	g_assert_true(v == 2);
}

/* Products past 128 bits: of constants exact, of ranges anything at all. */
static void test_far_products(struct fixture *f, gconstpointer data)
{
	const struct ctype u64 = { 64, false };
	const wide top = ctype_max(u64);
	const struct range *r;
	wide v;

	(void)data;
	r = range_binary(&f->region, IR_MUL, range_const(&f->region, top),
			 range_const(&f->region, top), u64);
	g_assert_true(range_is_const(r, &v));
	g_assert_true(v == 1);
	r = range_binary(&f->region, IR_MUL,
			 range_interval(&f->region, top - 1, top, KNOW_CODE,
					KNOW_CODE),
			 range_const(&f->region, top), u64);
	g_assert_true(range_contains(r, 1));
	g_assert_true(range_contains(r, 2));
	/* saturation stops both ends */
	r = range_saturate(&f->region,
			   range_interval(&f->region, 3, 9, KNOW_CODE,
					  KNOW_CODE), 7);
	g_assert_true(range_min(r) == 3 && range_max(r) == 7);
}

/* What the target's numbers had a part in says so; what they taught nothing
 * does not. */
static void test_atoms(struct fixture *f, gconstpointer data)
{
	const struct ctype u32 = { 32, false };
	const guint8 page = 1 << IR_ATOM_PAGE_SIZE, order = 1 << IR_ATOM_MAX_ORDER;
	struct region *region = &f->region;
	const struct range *four = range_const(region, 4);
	const struct range *pages =
		range_from_atoms(region, range_const(region, 4096), page);
	const struct range *orders =
		range_from_atoms(region, range_const(region, 11), order);
	const struct range *n = range_interval(region, 0, 9999, KNOW_CODE,
					       KNOW_CODE);
	const struct range *few = range_interval(region, 0, 99, KNOW_CODE,
						 KNOW_CODE);

	(void)data;
	g_assert_cmpuint(four->atoms, ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(operations); i++) {
		const struct range *r = range_binary(region, operations[i],
						     pages, four, u32);

		g_assert_cmpuint(r->atoms, ==, page);
		r = range_binary(region, operations[i], four, pages, u32);
		g_assert_cmpuint(r->atoms, ==, page);
	}
	g_assert_cmpuint(range_exact(region, IR_MUL, pages, orders)->atoms, ==,
			 page | order);
	g_assert_cmpuint(range_union(region, n, pages)->atoms, ==, page);
	g_assert_cmpuint(range_where(region, n, IR_LE, pages)->atoms, ==, page);
	g_assert_cmpuint(range_where(region, n, IR_GT, pages)->atoms, ==, page);
	g_assert_cmpuint(range_where(region, few, IR_LE, pages)->atoms, ==, 0);
	g_assert_cmpuint(range_preimage(region, IR_MUL, n, four, pages,
					u32)->atoms, ==, page);
	g_assert_cmpuint(range_weaken(region, pages, KNOW_SOURCE)->atoms, ==,
			 page);
	g_assert_cmpuint(range_cast(region, pages,
				    (struct ctype){ 8, false })->atoms, ==,
			 page);
	g_assert_true(range_equal(pages, range_const(region, 4096)));
}

#define ADD(name, function) \
	g_test_add("/range/" name, struct fixture, NULL, setup, function, \
		   teardown)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("binary", test_binary);
	ADD("preimage", test_preimage);
	ADD("where", test_where);
	ADD("casts", test_casts);
	ADD("sets", test_sets);
	ADD("joining-rule", test_joining_rule);
	ADD("markers", test_markers);
	ADD("widening", test_widening);
	ADD("knowledge", test_knowledge);
	ADD("far-products", test_far_products);
	ADD("shifts", test_shifts);
	ADD("one-operand", test_one_operand);
	ADD("exact-causes", test_exact_causes);
	ADD("atoms", test_atoms);
	return g_test_run();
}
