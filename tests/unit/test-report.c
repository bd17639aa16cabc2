// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each format against its golden output in tests/golden/. BLESS=1 in the
 * environment rewrites them: read the difference before committing it.
 */
#include "sample_run.h"

#include <json-c/json.h>

static char *golden_path(const char *name)
{
	g_autofree char *folder = g_path_get_dirname(__FILE__);

	return g_build_filename(folder, "..", "golden", name, NULL);
}

static void check_golden(const char *name, const GString *out)
{
	g_autofree char *path = golden_path(name);
	g_autofree char *expected = NULL;

	if (g_getenv("BLESS"))
		g_assert_true(g_file_set_contents(path, out->str, out->len,
						  NULL));
	g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
	g_assert_cmpstr(out->str, ==, expected);
}

static GString *print(const char *format, const struct run_report *run,
		      bool colour, guint width)
{
	const struct report_style style = {
		.colour = colour,
		.width = width,
		.source_text = sample_source,
	};
	GString *out = g_string_new(NULL);

	report_format_by_name(format)->print(run, &style, out);
	return out;
}

static void free_full(struct run_report *run)
{
	sample_rules_free(run->rules);
	sample_run_free(run);
}

/* Of a page only the data: the rest stands in page.* as it is. */
static void keep_data(GString *out)
{
	static const char open[] = "id=\"data\">", close[] = "</script>";
	char *begin = strstr(out->str, open);
	struct json_object *root;

	g_assert_nonnull(begin);
	g_string_erase(out, 0, begin + strlen(open) - out->str);
	g_string_truncate(out, strstr(out->str, close) - out->str);
	root = json_tokener_parse(out->str);
	g_assert_nonnull(root);
	g_string_assign(out, json_object_to_json_string_ext(root,
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	g_string_append_c(out, '\n');
	json_object_put(root);
}

/* The rules' pages have tests of their own. */
static void drop_help(GString *out)
{
	struct json_object *root = json_tokener_parse(out->str);
	struct json_object *run, *rules = NULL;

	g_assert_nonnull(root);
	run = json_object_array_get_idx(
		json_object_object_get(root, "runs"), 0);
	json_pointer_get(run, "/tool/driver/rules", &rules);
	for (gsize i = 0; i < json_object_array_length(rules); i++)
		json_object_object_del(json_object_array_get_idx(rules, i),
				       "help");
	g_string_assign(out, json_object_to_json_string_ext(root,
		JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_NOSLASHESCAPE));
	g_string_append_c(out, '\n');
	json_object_put(root);
}

static void test_golden(gconstpointer data)
{
	const char *format = data;
	struct run_report *run = sample_run_full();
	GString *out = print(format, run, false, 0);

	if (g_str_equal(format, "html"))
		keep_data(out);
	if (g_str_equal(format, "sarif"))
		drop_help(out);
	check_golden(format, out);
	g_string_free(out, TRUE);
	free_full(run);
}

static void test_text_colour(void)
{
	struct run_report *run = sample_run_full();
	GString *out = print("text", run, true, 60);

	check_golden("text-colour", out);
	g_string_free(out, TRUE);
	free_full(run);
}

/* What says "nothing" is empty, not a header. */
static void test_silent_when_clean(void)
{
	static const char *const formats[] = { "text", "gcc", "github" };
	struct run_report *run = sample_run_new();

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		GString *out = print(formats[i], run, false, 0);

		g_assert_cmpstr(out->str, ==, "");
		g_string_free(out, TRUE);
	}
	sample_run_free(run);
}

/* All that is machine-read stays UTF-8 whatever the paths are. */
static void test_utf8(void)
{
	static const char *const formats[] = {
		"text", "json", "sarif", "html", "checkstyle", "github",
		"gitlab",
	};
	struct run_report *run = sample_run_full();

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		GString *out = print(formats[i], run, false, 0);

		g_assert_true(g_utf8_validate(out->str, out->len, NULL));
		g_string_free(out, TRUE);
	}
	free_full(run);
}

/* The table and the list of names agree. */
static void test_names(void)
{
	g_auto(GStrv) names = g_strsplit(report_format_names(), ", ", -1);

	g_assert_cmpuint(g_strv_length(names), ==, 8);
	for (char **name = names; *name; name++)
		g_assert_nonnull(report_format_by_name(*name));
	g_assert_null(report_format_by_name("xml"));
}

/* Where no kernel could be asked, every format says why and nothing else. */
static void test_not_verified(void)
{
	static const char *const formats[] = { "text", "json", "sarif", "html" };
	struct run_report *run = sample_run_full();

	for (guint i = 0; i < run->findings->len; i++) {
		struct finding *finding = run->findings->pdata[i];
		struct verdict *verdict = finding->verified;

		if (!verdict)
			continue;
		g_clear_pointer(&verdict->kernel, g_free);
		g_clear_pointer(&verdict->arch, g_free);
		g_free(verdict->result);
		verdict->result = g_strdup("not verified: no QEMU");
	}
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		GString *out = print(formats[i], run, false, 0);

		g_assert_nonnull(strstr(out->str, "not verified: no QEMU"));
		g_assert_null(strstr(out->str, "(null)"));
		g_string_free(out, TRUE);
	}
	free_full(run);
}

static void test_summary(void)
{
	struct run_report *run = sample_run_new();
	g_autoptr(GString) out = g_string_new(NULL);

	run->units = 1204;
	run->analysed = 1201;
	run->errors = 2;
	run->warnings = 5;
	report_summary_line(run, out);
	g_assert_cmpstr(out->str, ==, "kmcheck: 1204 units, 3 not analysed, "
			"2 errors, 5 warnings\n");
	sample_run_free(run);
}

/* Targets that no configuration could be taken for are named in one line. */
static void test_not_judged(void)
{
	struct run_report *run = sample_run_new();
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GString) before = g_string_new(NULL);
	g_autoptr(GString) out = g_string_new(NULL);

	report_incomplete_lines(run, before);
	g_assert_null(strstr(before->str, "not judged"));
	g_ptr_array_add(names, (char *)"i386 4K");
	g_ptr_array_add(names, (char *)"arm 4K");
	run->not_judged = names;
	report_incomplete_lines(run, out);
	g_assert_nonnull(strstr(out->str,
				"kmcheck: not judged: i386 4K, arm 4K: "));
	run->not_judged = NULL;
	sample_run_free(run);
}

int main(int argc, char **argv)
{
	static const char *const formats[] = {
		"text", "json", "gcc", "sarif", "html", "checkstyle",
		"github", "gitlab",
	};

	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autofree char *name = g_strconcat("/report/golden/",
						    formats[i], NULL);

		g_test_add_data_func(name, formats[i], test_golden);
	}
	g_test_add_func("/report/text-colour", test_text_colour);
	g_test_add_func("/report/silent-when-clean", test_silent_when_clean);
	g_test_add_func("/report/utf8", test_utf8);
	g_test_add_func("/report/names", test_names);
	g_test_add_func("/report/not-verified", test_not_verified);
	g_test_add_func("/report/summary", test_summary);
	g_test_add_func("/report/not-judged", test_not_judged);
	return g_test_run();
}
