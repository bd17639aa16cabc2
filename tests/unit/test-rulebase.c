// SPDX-License-Identifier: GPL-2.0-only
/* The tables that are built in, and what can be asked of them. */
#include "rulebase/rulebase.h"
#include "rulebase/size_expr.h"
#include "rulebase/stanza.h"

#include <string.h>

static struct rulebase *load(void)
{
	GError *error = NULL;
	struct rulebase *rules = rulebase_load(NULL, &error);

	g_assert_no_error(error);
	g_assert_nonnull(rules);
	return rules;
}

static void test_tables_are_filled(void)
{
	struct rulebase *rules = load();

	g_assert_cmpuint(rules->allocators->len, >, 100);
	g_assert_cmpuint(rules->frees->len, >, 20);
	g_assert_cmpuint(rules->helpers->len, >, 30);
	g_assert_cmpuint(rules->sources->len, >, 50);
	g_assert_cmpuint(rules->sinks->len, >, 50);
	g_assert_cmpuint(rules->contexts->len, >, 5);
	g_assert_cmpuint(rules->limits->len, >, 100);
	g_assert_cmpuint(rules->releases->len, >, 10);
	g_assert_cmpuint(rules->rules->len, ==, 6);
	rulebase_free(rules);
}

/* What every layer asks for by meaning must be there. */
static void test_defines_are_there(void)
{
	static const char *const names[] = {
		"atom.page_shift", "atom.page_size", "atom.max_order",
		"limit.macro", "limit.headers", "limit.cache_macro",
		"gfp.type", "gfp.nowarn", "gfp.nofail", "gfp.zero",
		"gfp.direct_reclaim", "gfp.blocking", "gfp.nonblocking",
		"question.range", "vmalloc_test", "calls.pure",
		"release.known", "arch.alias",
	};
	struct rulebase *rules = load();

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *const *words = rulebase_words(rules, names[i]);

		if (!words[0])
			g_error("no words in [define %s]", names[i]);
	}
	g_assert_true(rulebase_word(rules, "gfp.nowarn", "__GFP_NOWARN"));
	g_assert_false(rulebase_word(rules, "gfp.nowarn", "GFP_KERNEL"));
	g_assert_false(rulebase_word(rules, "gfp.nowarn", NULL));
	g_assert_null(rulebase_words(rules, "no such name")[0]);
	rulebase_free(rules);
}

static void assert_row(const struct rulebase *rules, const char *callee,
		       const char *written, const char *name)
{
	const struct allocator *row = rulebase_allocator_as(rules, callee,
							    written);

	g_assert_nonnull(row);
	g_assert_cmpstr(row->name, ==, name);
}

static void test_allocator_by_callee_and_name(void)
{
	struct rulebase *rules = load();

	assert_row(rules, "kmalloc", NULL, "kmalloc");
	assert_row(rules, "kmalloc_array_noprof", "kcalloc", "kcalloc");
	assert_row(rules, "kmalloc_array_noprof", "my_macro", "kmalloc_array");
	assert_row(rules, "_kmalloc_noprof", "kmalloc_objs", "kmalloc_objs");
	assert_row(rules, "kmalloc_node_noprof", "kzalloc_node",
		   "kzalloc_node");
	/* the pool's macro ends in a function that others call too */
	g_assert_null(rulebase_allocator(rules, "mempool_create_node_noprof"));
	assert_row(rules, "mempool_create_node_noprof",
		   "mempool_create_kmalloc_pool",
		   "mempool_create_kmalloc_pool");
	g_assert_null(rulebase_allocator(rules, "printk"));
	g_assert_null(rulebase_allocator(rules, NULL));
	rulebase_free(rules);
}

/* 6.11 and 6.12 differ in the arguments of kvrealloc. */
static void test_kvrealloc_rows(void)
{
	struct rulebase *rules = load();
	const struct allocator *old = rulebase_allocator(rules, "kvrealloc");
	const struct allocator *new =
		rulebase_allocator(rules, "kvrealloc_noprof");

	g_assert_cmpuint(g_array_index(old->size, struct size_term, 0).value,
			 ==, 3);
	g_assert_cmpuint(g_array_index(new->size, struct size_term, 0).value,
			 ==, 2);
	rulebase_free(rules);
}

/* Every free and kv form that a row names is itself a row. */
static void test_names_meet(void)
{
	struct rulebase *rules = load();

	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *row = rules->allocators->pdata[i];

		if (row->kv && !row->no_kv_reason)
			g_assert_true(row->kv_since != NULL);
		if (!row->kv && !row->no_kv_reason && !row->is_kv)
			g_error("[allocator %s] has neither kv nor a reason",
				row->name);
		if (row->kv)
			g_assert_cmpstr(row->frees[0], !=, "kfree_const");
	}
	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		if (row->takes_kmalloc && !row->takes_vmalloc)
			g_assert_true(!row->kv != !row->refuse);
	}
	rulebase_free(rules);
}

static void test_every_rule_has_its_page(void)
{
	struct rulebase *rules = load();

	for (guint i = 0; i < rules->rules->len; i++) {
		const struct rule *rule = rules->rules->pdata[i];
		const char *page = rulebase_page(rule->id);

		g_assert_nonnull(page);
		g_assert_true(strstr(page, rule->id) != NULL);
		g_assert_true(strstr(page, "## What it does") != NULL);
		g_assert_true(strstr(page, "## Example") != NULL);
	}
	g_assert_null(rulebase_page("no-such-rule"));
	rulebase_free(rules);
}

static void test_release_compare(void)
{
	g_assert_cmpint(release_compare("6.1.192", "6.1"), ==, 0);
	g_assert_cmpint(release_compare("6.1.192", "6.4"), <, 0);
	g_assert_cmpint(release_compare("6.12.107", "6.4"), >, 0);
	g_assert_cmpint(release_compare("6.12.107", "6.12.106"), >, 0);
	g_assert_cmpint(release_compare("7.2.13+deb14-amd64", "7.2"), ==, 0);
	g_assert_cmpint(release_compare("7", "7.1"), <, 0);
	g_assert_true(release_in("5.8", NULL, "5.8"));
	g_assert_true(release_in("5.8.18", "5.8", "5.8"));
	g_assert_false(release_in("5.9", NULL, "5.8"));
	g_assert_true(release_in("4.4", NULL, NULL));
}

static void test_release_facts(void)
{
	struct rulebase *rules = load();

	g_assert_cmpuint(rulebase_release_number(rules, "6.1.192",
						 "devres_words", 0), ==, 5);
	g_assert_cmpuint(rulebase_release_number(rules, "7.2",
						 "devres_words", 0), ==, 7);
	g_assert_cmpuint(rulebase_release_number(rules, "5.4",
						 "kvmalloc_max", 1), ==, 0);
	g_assert_cmpstr(rulebase_release_fact(rules, "5.10", "kv_nofs"), ==,
			"no");
	g_assert_cmpstr(rulebase_release_fact(rules, "6.12", "kv_nofs"), ==,
			"yes");
	g_assert_null(rulebase_release_fact(rules, "6.12", "no such fact"));
	rulebase_free(rules);
}

static void assert_size(const char *text, const enum size_op *ops, guint n)
{
	const char *why = NULL;
	g_autoptr(GArray) terms = size_expr_parse(text, &why);

	g_assert_cmpstr(why, ==, NULL);
	g_assert_cmpuint(terms->len, ==, n);
	for (guint i = 0; i < n; i++)
		g_assert_cmpint(g_array_index(terms, struct size_term, i).op,
				==, ops[i]);
}

static void test_size_expressions(void)
{
	static const enum size_op product[] = { SIZE_ARG, SIZE_ARG, SIZE_MUL };
	static const enum size_op fifo[] = { SIZE_ARG, SIZE_ROUND_UP_POW2,
					     SIZE_ARG, SIZE_MUL };
	static const enum size_op pages[] = { SIZE_PAGE_BYTES, SIZE_ARG,
					      SIZE_SHL };
	static const enum size_op bits[] = { SIZE_ARG, SIZE_LONG_BITS,
					     SIZE_DIV_ROUND_UP,
					     SIZE_LONG_BYTES, SIZE_MUL };
	static const enum size_op text[] = { SIZE_STRLEN, SIZE_NUMBER,
					     SIZE_ADD };
	static const enum size_op left[] = { SIZE_ARG, SIZE_ARG, SIZE_SUB,
					     SIZE_ARG, SIZE_SUB };
	static const enum size_op order[] = { SIZE_ARG, SIZE_ARG, SIZE_ARG,
					      SIZE_MUL, SIZE_ADD };

	assert_size("$1 * $2", product, 3);
	assert_size("round_up_pow2($2) * $3", fifo, 4);
	assert_size("page_size << $2", pages, 3);
	assert_size("div_round_up($1, long_bits) * long_bytes", bits, 5);
	assert_size("strlen($1) + 1", text, 3);
	assert_size("$1 - $2 - $3", left, 5);
	assert_size("$1 + $2 * $3", order, 5);
}

/* What evaluates an expression has room for so many terms. */
static void test_size_expression_too_long(void)
{
	g_autoptr(GString) text = g_string_new("1");
	g_autoptr(GArray) longest = NULL;
	const char *why;

	for (guint i = 1; i < SIZE_TERMS_MAX / 2; i++)
		g_string_append(text, " + 1");
	longest = size_expr_parse(text->str, &why);
	g_assert_nonnull(longest);
	g_assert_cmpuint(longest->len, <, SIZE_TERMS_MAX);
	g_string_append(text, " + 1");
	g_assert_null(size_expr_parse(text->str, &why));
	g_assert_cmpstr(why, ==, "the expression is too long");
}

static void test_size_expressions_refused(void)
{
	static const char *const broken[] = {
		"", "$", "$0", "$17", "$1 *", "* $1", "($1", "$1)", "$1 $2",
		"kmalloc($1)", "min($1)", "strlen(1)", "round_up $1",
		"((((((((((((((((((((((((((((((((((((((((((((((((1",
	};

	for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
		const char *why = NULL;

		g_assert_null(size_expr_parse(broken[i], &why));
		g_assert_nonnull(why);
	}
}

/* One stanza stands for every field it names. */
static void test_sink_fields(void)
{
	struct rulebase *rules = load();
	const struct sink *row = rulebase_sink_field(rules, "struct urb",
						     "setup_packet");

	g_assert_nonnull(row);
	g_assert_false(row->frees);
	g_assert_true(rulebase_sink_field(rules, "struct drm_crtc",
					  "gamma_store")->frees);
	g_assert_cmpstr(row->field, ==, "setup_packet");
	g_assert_true(row != rulebase_sink_field(rules, "struct urb",
						 "transfer_buffer"));
	g_assert_null(rulebase_sink_field(rules, "struct urb", "dev"));
	g_assert_null(rulebase_sink_field(rules, "struct nothing", "dev"));
	rulebase_free(rules);
}

static void assert_sink(const struct rulebase *rules, const char *callee,
			guint arg)
{
	const GPtrArray *rows = g_hash_table_lookup(rules->sink_by_callee,
						    callee);
	bool found = false;

	for (guint i = 0; rows && i < rows->len; i++)
		found |= ((const struct sink *)rows->pdata[i])->arg == arg;
	g_assert_true(found);
}

/* Where the memory stands among a sink's arguments. */
static void test_sink_arguments(void)
{
	struct rulebase *rules = load();

	assert_sink(rules, "dma_map_single_attrs", 2);
	assert_sink(rules, "sg_init_one", 2);
	assert_sink(rules, "usb_control_msg", 7);
	assert_sink(rules, "virt_to_page", 1);
	assert_sink(rules, "usb_fill_control_urb", 4);
	assert_sink(rules, "usb_fill_control_urb", 5);
	assert_sink(rules, "posix_acl_release", 1);
	assert_sink(rules, "drm_event_cancel_free", 2);
	rulebase_free(rules);
}

static void test_opaque_and_probe(void)
{
	struct rulebase *rules = load();
	g_autoptr(GHashTable) opaque = rulebase_opaque_names(rules);
	g_autoptr(GHashTable) probe = rulebase_probe_names(rules);

	g_assert_true(g_hash_table_contains(opaque, "kmalloc"));
	g_assert_true(g_hash_table_contains(opaque, "kvfree_call_rcu"));
	g_assert_true(g_hash_table_contains(opaque, "copy_from_user"));
	g_assert_false(g_hash_table_contains(opaque, "sg_init_one"));
	g_assert_false(g_hash_table_contains(opaque, "__do_sys_*"));
	g_assert_true(g_hash_table_contains(probe, "kvcalloc"));
	g_assert_true(g_hash_table_contains(probe, "kvfree"));
	g_assert_true(g_hash_table_contains(probe, "__free_kvfree"));
	g_assert_false(g_hash_table_contains(probe, "array_size($1"));
	rulebase_free(rules);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rulebase/filled", test_tables_are_filled);
	g_test_add_func("/rulebase/defines", test_defines_are_there);
	g_test_add_func("/rulebase/allocator",
			test_allocator_by_callee_and_name);
	g_test_add_func("/rulebase/kvrealloc", test_kvrealloc_rows);
	g_test_add_func("/rulebase/names-meet", test_names_meet);
	g_test_add_func("/rulebase/pages", test_every_rule_has_its_page);
	g_test_add_func("/rulebase/release/compare", test_release_compare);
	g_test_add_func("/rulebase/release/facts", test_release_facts);
	g_test_add_func("/rulebase/size", test_size_expressions);
	g_test_add_func("/rulebase/size/refused",
			test_size_expressions_refused);
	g_test_add_func("/rulebase/size/too long",
			test_size_expression_too_long);
	g_test_add_func("/rulebase/sinks/fields", test_sink_fields);
	g_test_add_func("/rulebase/sinks/arguments", test_sink_arguments);
	g_test_add_func("/rulebase/name-sets", test_opaque_and_probe);
	return g_test_run();
}
