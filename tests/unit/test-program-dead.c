// SPDX-License-Identifier: GPL-2.0-only
/* Static functions that nothing leads to, and that nothing they do counts. */
#include <glib.h>

#include "owner_sample.h"

static const char text[] =
	"struct chip { unsigned long length; };\n"
	"struct board { int (*setup)(struct chip *); };\n"
	"void *chip_probe(struct chip *c)\n"
	"{ return kmalloc(c->length, GFP_KERNEL); }\n"
	"static void fill(struct chip *c) { c->length = 1ul << 30; }\n"
	"static int never(struct chip *c)\n"
	"{ fill(c); chip_probe(c); return never(c); }\n"
	"static int registered(struct chip *c)\n"
	"{ c->length = 64; return !chip_probe(c); }\n"
	"static int compared(struct chip *c) { return c->length == 1; }\n"
	"const struct board boards[] = {\n"
	"	{ 0 ? never : (void *)0 }, { 1 ? registered : (void *)0 },\n"
	"};\n"
	"int is_compared(const struct board *b)\n"
	"{ return b->setup == compared; }\n";

static struct function_ref *function(const struct sample *s, const char *name)
{
	for (guint i = 0; i < s->db->ordered->len; i++) {
		struct function_ref *ref = s->db->ordered->pdata[i];

		if (!strcmp(ref->fn->name, name))
			return ref;
	}
	g_assert_not_reached();
}

static guint n_stores(const struct sample *s)
{
	GHashTableIter iter;
	gpointer field;
	guint n = 0;

	g_hash_table_iter_init(&iter, s->db->fields);
	while (g_hash_table_iter_next(&iter, NULL, &field))
		n += ((struct field_ref *)field)->stores->len;
	return n;
}

static void test_dead(void)
{
	struct sample s;

	sample_init(&s, text, "6.1");
	g_assert_cmpuint(function(&s, "chip_probe")->callers->len, ==, 2);
	g_assert_cmpuint(n_stores(&s), ==, 2);
	program_drop_dead(s.db);
	g_assert_true(function(&s, "never")->is_dead);
	g_assert_true(function(&s, "fill")->is_dead);
	g_assert_false(function(&s, "registered")->is_dead);
	g_assert_false(function(&s, "compared")->is_dead);
	/* it is not static: another program may call it */
	g_assert_false(function(&s, "is_compared")->is_dead);
	g_assert_cmpuint(function(&s, "chip_probe")->callers->len, ==, 1);
	g_assert_cmpuint(n_stores(&s), ==, 1);
	sample_release(&s);
}

/* What could not be lowered may call anything in its unit. */
static void test_open_unit(void)
{
	struct sample s;

	sample_init(&s, text, "6.1");
	((struct ir_function *)function(&s, "is_compared")->fn)->is_complete =
		false;
	program_drop_dead(s.db);
	g_assert_false(function(&s, "never")->is_dead);
	g_assert_cmpuint(function(&s, "chip_probe")->callers->len, ==, 2);
	sample_release(&s);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/program/dead", test_dead);
	g_test_add_func("/program/dead-open-unit", test_open_unit);
	return g_test_run();
}
