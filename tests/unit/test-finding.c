// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "checks/finding.h"

static struct finding *make(guint line, const char *rule, const char *call)
{
	struct finding *finding = finding_new(rule, LEVEL_ERROR);

	finding->place = (struct place){ g_strdup("/home/me/a.c"), line, 3 };
	finding->path_in_program = g_strdup("a.c");
	finding->function = g_strdup("f");
	finding->callee = g_strdup("kmalloc");
	finding->call_text = g_strdup(call);
	finding_seal(finding);
	return finding;
}

/* Moving or reformatting the call keeps the fingerprint; all else is another
 * finding. */
static void test_fingerprint(void)
{
	struct finding *a = make(10, "oversize-bound", "kmalloc(n * 2, x)");
	struct finding *moved = make(99, "oversize-bound",
				     "kmalloc (n\n\t\t* 2,x )");
	struct finding *rule = make(10, "oversize-user", "kmalloc(n * 2, x)");
	struct finding *call = make(10, "oversize-bound", "kmalloc(n * 3, x)");

	g_assert_cmpuint(strlen(a->fingerprint), ==, 64);
	g_assert_cmpstr(a->fingerprint, ==, moved->fingerprint);
	g_assert_cmpstr(a->fingerprint, !=, rule->fingerprint);
	g_assert_cmpstr(a->fingerprint, !=, call->fingerprint);
	moved->ordinal = 1;
	finding_seal(moved);
	g_assert_cmpstr(a->fingerprint, !=, moved->fingerprint);
	finding_free(a);
	finding_free(moved);
	finding_free(rule);
	finding_free(call);
}

static void test_normalise(void)
{
	static const char *const pairs[][2] = {
		{ "kmalloc( sizeof( struct  x ) , f )",
		  "kmalloc(sizeof(struct x),f)" },
		{ "  a\n\tb  ", "a b" },
		{ "", "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *text = finding_normalise_text(pairs[i][0]);

		g_assert_cmpstr(text, ==, pairs[i][1]);
	}
}

static void test_order(void)
{
	struct finding *a = make(9, "oversize-bound", "kmalloc(1)");
	struct finding *b = make(10, "oversize-bound", "kmalloc(1)");
	struct finding *c = make(10, "oversize-user", "kmalloc(1)");

	g_assert_cmpint(finding_compare(a, b), <, 0);
	g_assert_cmpint(finding_compare(b, c), <, 0);
	g_assert_cmpint(finding_compare(c, a), >, 0);
	g_assert_cmpint(finding_compare(b, b), ==, 0);
	finding_free(a);
	finding_free(b);
	finding_free(c);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/finding/fingerprint", test_fingerprint);
	g_test_add_func("/finding/normalise", test_normalise);
	g_test_add_func("/finding/order", test_order);
	return g_test_run();
}
