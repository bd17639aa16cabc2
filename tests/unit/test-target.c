// SPDX-License-Identifier: GPL-2.0-only
/* The limit of a target: headers, table, options; the printed table. */
#include "model/limits.h"
#include "model/target.h"

#include <json-c/json.h>
#include <string.h>

#define MiB (1ULL << 20)

static struct rulebase *rules;

static struct target *make(const char *arch, const char *kernel,
			   guint64 page, int order)
{
	struct target_request request = { arch, kernel, page, order };
	g_autofree char *warning = NULL;
	GError *error = NULL;
	struct target *target = target_new(rules, &request, NULL, &warning,
					   &error);

	g_assert_no_error(error);
	g_assert_cmpstr(warning, ==, NULL);
	return target;
}

struct expected {
	const char *arch, *kernel;
	guint64 page;
	guint64 limit_bytes;
};

static void test_table(void)
{
	static const struct expected table[] = {
		{ "x86_64", "6.1.192", 0, 4 * MiB },
		{ "x86_64", "7.2", 0, 4 * MiB },
		{ "i386", "4.12", 0, 4 * MiB },
		{ "arm64", "6.12", 0, 4 * MiB },
		{ "arm64", "6.12", 16384, 32 * MiB },
		{ "aarch64", "6.12", 65536, 512 * MiB },
		{ "s390x", "5.4", 0, 1 * MiB },
		{ "s390", "5.8.18", 0, 1 * MiB },
		{ "s390x", "5.9", 0, 4 * MiB },
		{ "ppc64le", "6.1", 0, 16 * MiB },
		{ "ppc64", "6.1", 4096, 16 * MiB },
		{ "sparc64", "7.0", 0, 32 * MiB },
		{ "loongarch64", "6.6", 0, 32 * MiB },
		{ "alpha", "6.1", 0, 8 * MiB },
		{ "ia64", "6.1", 0, 1024 * MiB },
		{ "sh", "6.1", 65536, 4 * MiB },
	};

	for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
		struct target *target = make(table[i].arch, table[i].kernel,
					     table[i].page, -1);

		g_assert_cmpuint(target->kmalloc_max_bytes, ==,
				 table[i].limit_bytes);
		g_assert_cmpuint(1ULL << (target->page_shift +
					  target->max_order), ==,
				 table[i].limit_bytes);
		target_free(target);
	}
}

static void assert_limit(const char *callee, const char *arch,
			 const char *kernel, guint64 bytes)
{
	struct target *target = make(arch, kernel, 0, -1);

	g_assert_cmpuint(target_limit_bytes(target,
				rulebase_allocator(rules, callee)), ==, bytes);
	target_free(target);
}

static void test_headers_of_allocators(void)
{
	assert_limit("kmalloc", "x86_64", "6.1", 4194304);
	assert_limit("devm_kzalloc", "x86_64", "6.1", 4194264);
	assert_limit("devm_kzalloc", "x86_64", "7.2", 4194248);
	assert_limit("devm_kzalloc", "x86_64", "5.4", 4194280);
	assert_limit("devm_kzalloc", "arm64", "6.12", 4194176);
	assert_limit("devm_kzalloc", "s390x", "6.1", 4194264);
	assert_limit("devm_kzalloc", "ppc64le", "6.1", 16777176);
	assert_limit("devm_kzalloc", "ppc64le", "7.2", 16777160);
	assert_limit("devm_kzalloc", "loongarch", "6.6", 33554432 - 48);
	assert_limit("devm_kzalloc", "i386", "6.1", 4194304 - 24);
	assert_limit("drmm_kzalloc", "x86_64", "7.2", 4194264);
	assert_limit("alloc_skb", "x86_64", "6.1", 4194304 - 320);
	assert_limit("kmalloc_nolock", "x86_64", "7.2", 8192);
	assert_limit("kvmalloc", "x86_64", "6.1", G_MAXINT32);
	assert_limit("kvmalloc", "x86_64", "5.4", G_MAXUINT64);
	assert_limit("vmalloc", "x86_64", "6.1", G_MAXUINT64);
	assert_limit("__alloc_percpu", "x86_64", "6.1", 32768);
	assert_limit("alloc_pages", "x86_64", "6.1", 4194304);
	assert_limit("kvmalloc", "c6x", "5.4", 16 * MiB);	/* no MMU */
}

static void test_options_override(void)
{
	struct target *target = make("x86_64", "6.1", 0, 12);

	g_assert_cmpuint(target->kmalloc_max_bytes, ==, 16 * MiB);
	g_assert_cmpstr(target->source, ==, "options");
	target_free(target);
	target = make("arm64", "6.1", 65536, -1);
	g_assert_cmpuint(target->page_shift, ==, 16);
	g_assert_cmpuint(target->max_order, ==, 13);
	target_free(target);
}

static void test_order_meaning(void)
{
	struct target *old = make("x86_64", "6.3", 0, -1);
	struct target *new = make("x86_64", "6.4", 0, -1);

	g_assert_cmpuint(target_atom(old, old, IR_ATOM_MAX_ORDER), ==, 11);
	g_assert_cmpuint(target_atom(new, new, IR_ATOM_MAX_ORDER), ==, 10);
	/* the release of the code decides what its macros count */
	g_assert_cmpuint(target_atom(new, old, IR_ATOM_MAX_ORDER), ==, 11);
	g_assert_cmpuint(target_atom(new, new, IR_ATOM_PAGE_SIZE), ==, 4096);
	g_assert_cmpuint(target_atom(new, new, IR_ATOM_LONG_BITS), ==, 64);
	target_free(old);
	target_free(new);
}

static struct target *with_headers(const struct target_request *request,
				   guint64 limit, guint page_shift,
				   char **warning)
{
	struct target_headers headers = {
		.kernel = (char *)"6.1.192", .arch = (char *)"x86_64",
		.has_limit = true, .has_page_shift = true, .has_mmu = true,
		.kmalloc_max_bytes = limit, .page_shift = page_shift,
		.long_bytes = 8,
	};
	GError *error = NULL;
	struct target *target = target_new(rules, request, &headers, warning,
					   &error);

	g_assert_no_error(error);
	return target;
}

static void test_headers_win(void)
{
	struct target_request none = { .max_order = -1 };
	char *warning = NULL;
	struct target *target = with_headers(&none, 4 * MiB, 12, &warning);

	g_assert_cmpstr(warning, ==, NULL);
	g_assert_cmpstr(target->source, ==, "headers");
	g_assert_cmpstr(target->kernel, ==, "6.1.192");
	g_assert_cmpuint(target->devres_bytes, ==, 40);
	target_free(target);

	target = with_headers(&none, 64 * MiB, 12, &warning);
	g_assert_cmpuint(target->kmalloc_max_bytes, ==, 64 * MiB);
	g_assert_cmpuint(target->max_order, ==, 14);
	g_assert_nonnull(strstr(warning, "the headers count"));
	g_free(warning);
	target_free(target);
}

static void test_request_over_headers(void)
{
	struct target_request s390 = { "s390x", "5.4", 0, -1 };
	struct target_request order = { .max_order = 8 };
	char *warning = NULL;
	struct target *target = with_headers(&s390, 4 * MiB, 12, &warning);

	g_assert_cmpuint(target->kmalloc_max_bytes, ==, 1 * MiB);
	g_assert_cmpstr(target->arch, ==, "s390x");
	g_assert_cmpstr(target->kernel, ==, "5.4");
	g_assert_nonnull(strstr(warning, "configured for x86_64"));
	g_clear_pointer(&warning, g_free);
	target_free(target);
	target = with_headers(&order, 4 * MiB, 12, &warning);
	g_assert_cmpuint(target->kmalloc_max_bytes, ==, 1 * MiB);
	g_assert_cmpstr(target->source, ==, "options");
	target_free(target);
	g_free(warning);
}

static void assert_refused(const char *arch, const char *kernel, guint64 page,
			   int order, const char *says)
{
	struct target_request request = { arch, kernel, page, order };
	g_autoptr(GError) error = NULL;
	char *warning = NULL;

	g_assert_null(target_new(rules, &request, NULL, &warning, &error));
	g_assert_nonnull(strstr(error->message, says));
	g_assert_null(warning);
}

static void test_refused(void)
{
	assert_refused("z80", NULL, 0, -1, "x86_64");
	assert_refused("x86_64", "6.1", 65536, -1, "it has 4k");
	assert_refused("x86_64", "6.1", 5000, -1, "no page size");
	assert_refused("x86_64", "6.1", 0, 60, "too large");
	assert_refused("ia64", "6.12", 0, -1, "no architecture");
}

static void test_unknown_release(void)
{
	struct target_request request = { "x86_64", "9.1", 0, -1 };
	char *warning = NULL;
	struct target *target = target_new(rules, &request, NULL, &warning,
					   NULL);

	g_assert_cmpuint(target->kmalloc_max_bytes, ==, 4 * MiB);
	g_assert_nonnull(strstr(warning, "9.1"));
	g_assert_null(strchr(warning, '\n'));
	g_free(warning);
	target_free(target);
}

static void test_rows_and_json(void)
{
	struct target_request request = { "s390x", "5.4", 0, -1 };
	g_autoptr(GPtrArray) targets = target_rows(rules, &request);
	GString *text = limits_print_json(targets);
	GString *plain = limits_print_text(targets);
	json_object *root = json_tokener_parse(text->str);
	json_object *limits, *row;

	g_assert_cmpuint(targets->len, ==, 1);
	g_assert_true(json_object_object_get_ex(root, "limits", &limits));
	g_assert_cmpuint(json_object_array_length(limits), ==, 1);
	row = json_object_array_get_idx(limits, 0);
	g_assert_cmpint(json_object_get_int(json_object_object_get(row,
				"kmalloc_max_size")), ==, 1048576);
	g_assert_cmpstr(json_object_get_string(json_object_object_get(row,
				"arch")), ==, "s390x");
	g_assert_nonnull(strstr(plain->str, "1048576"));
	g_string_free(text, TRUE);
	g_string_free(plain, TRUE);
	json_object_put(root);
}

static void test_all_rows_are_sane(void)
{
	struct target_request all = { .max_order = -1 };
	g_autoptr(GPtrArray) targets = target_rows(rules, &all);

	g_assert_cmpuint(targets->len, ==, rules->limits->len);
	for (guint i = 0; i < targets->len; i++) {
		const struct target *target = targets->pdata[i];

		g_assert_cmpuint(target->kmalloc_max_bytes, >=, MiB);
		g_assert_true(target->long_bytes == 4 ||
			      target->long_bytes == 8);
		g_assert_cmpuint(target->devres_bytes, >, 0);
	}
}

int main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	rules = rulebase_load(NULL, NULL);
	g_assert_nonnull(rules);
	g_test_add_func("/target/table", test_table);
	g_test_add_func("/target/allocators", test_headers_of_allocators);
	g_test_add_func("/target/options", test_options_override);
	g_test_add_func("/target/order", test_order_meaning);
	g_test_add_func("/target/headers", test_headers_win);
	g_test_add_func("/target/request", test_request_over_headers);
	g_test_add_func("/target/refused", test_refused);
	g_test_add_func("/target/unknown-release", test_unknown_release);
	g_test_add_func("/target/rows", test_rows_and_json);
	g_test_add_func("/target/sane", test_all_rows_are_sane);
	status = g_test_run();
	rulebase_free(rules);
	return status;
}
