// SPDX-License-Identifier: GPL-2.0-only
/* Levels, suppressions and the baseline. */
#include <glib/gstdio.h>
#include <string.h>

#include "report/report.h"
#include "select/comment.h"
#include "select/select.h"

struct fixture {
	struct run_report run;
	struct select_request request;
	const char *text;		/* of a.c */
	GError *error;
};

static const char *const files[] = { "a.c", NULL };

static const char *text_of(const char *file, void *data)
{
	const struct fixture *fixture = data;

	return strcmp(file, "a.c") == 0 ? fixture->text : NULL;
}

static struct fixture *fixture_new(const char *text)
{
	struct fixture *fixture = g_new0(struct fixture, 1);
	struct rulebase *rules = rulebase_load(NULL, &fixture->error);

	g_assert_no_error(fixture->error);
	fixture->run.rules = rules;
	fixture->run.findings = g_ptr_array_new_with_free_func(
		(GDestroyNotify)finding_free);
	fixture->run.incomplete = g_ptr_array_new();
	fixture->text = text;
	fixture->request.least = LEVEL_NOTE;
	fixture->request.analysed_files = files;
	fixture->request.source_text = text_of;
	fixture->request.source_data = fixture;
	return fixture;
}

static void fixture_free(struct fixture *fixture)
{
	g_ptr_array_unref(fixture->run.findings);
	g_ptr_array_unref(fixture->run.incomplete);
	rulebase_free((struct rulebase *)fixture->run.rules);
	g_clear_error(&fixture->error);
	g_free(fixture);
}

static void add(struct fixture *fixture, const char *rule, enum level level,
		guint line)
{
	struct finding *finding = finding_new(rule, level);

	finding->place = (struct place){ g_strdup("a.c"), line, 2 };
	finding->function = g_strdup("f");
	finding->message = g_strdup("m");
	finding->ordinal = line;
	finding_seal(finding);
	g_ptr_array_add(fixture->run.findings, finding);
}

/* "rule:line …" of what is left, in order; a suppressed one in brackets. */
static char *summary(struct fixture *fixture)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < fixture->run.findings->len; i++) {
		const struct finding *finding =
			g_ptr_array_index(fixture->run.findings, i);

		g_string_append_printf(out, finding->suppressed ?
				       "%s(%s:%u)" : "%s%s:%u",
				       out->len ? " " : "", finding->rule,
				       finding->place.line);
	}
	return g_string_free(out, FALSE);
}

static void assert_selected(struct fixture *fixture, const char *expected)
{
	bool done = select_findings(&fixture->run, &fixture->request,
				    &fixture->error);
	g_autofree char *text = summary(fixture);

	g_assert_no_error(fixture->error);
	g_assert_true(done);
	g_assert_cmpstr(text, ==, expected);
}

static void add_one_of_each(struct fixture *fixture)
{
	add(fixture, "oversize-constant", LEVEL_ERROR, 5);
	add(fixture, "oversize-bound", LEVEL_WARNING, 3);
	add(fixture, "oversize-user", LEVEL_NOTE, 4);
	add(fixture, "costly-order", LEVEL_NOTE, 1);
}

static void test_levels(void)
{
	static const struct {
		enum level least;
		const char *enable[2], *disable[2], *expected;
	} cases[] = {
		{ LEVEL_NOTE, { 0 }, { 0 },
		  "oversize-bound:3 oversize-user:4 oversize-constant:5" },
		{ LEVEL_WARNING, { 0 }, { 0 },
		  "oversize-bound:3 oversize-constant:5" },
		{ LEVEL_ERROR, { 0 }, { 0 }, "oversize-constant:5" },
		{ LEVEL_WARNING, { "costly-order" }, { 0 },
		  "costly-order:1 oversize-bound:3 oversize-constant:5" },
		{ LEVEL_ERROR, { "oversize-user" }, { 0 },
		  "oversize-user:4 oversize-constant:5" },
		{ LEVEL_NOTE, { "costly-order" }, { "oversize-constant" },
		  "costly-order:1 oversize-bound:3 oversize-user:4" },
		{ LEVEL_NOTE, { "costly-order" }, { "costly-order" },
		  "oversize-bound:3 oversize-user:4 oversize-constant:5" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture *fixture = fixture_new("");

		add_one_of_each(fixture);
		fixture->request.least = cases[i].least;
		fixture->request.enable = cases[i].enable;
		fixture->request.disable = cases[i].disable;
		assert_selected(fixture, cases[i].expected);
		fixture_free(fixture);
	}
}

static void test_counts(void)
{
	struct fixture *fixture = fixture_new(
		"/* kmcheck: ignore[oversize-bound] known */\n");

	add(fixture, "oversize-constant", LEVEL_ERROR, 7);
	add(fixture, "oversize-user", LEVEL_WARNING, 8);
	add(fixture, "oversize-user", LEVEL_WARNING, 9);
	add(fixture, "oversize-bound", LEVEL_WARNING, 2);
	fixture->request.keep_suppressed = true;
	assert_selected(fixture, "(oversize-bound:2) oversize-constant:7 "
			"oversize-user:8 oversize-user:9");
	g_assert_cmpuint(fixture->run.errors, ==, 1);
	g_assert_cmpuint(fixture->run.warnings, ==, 2);
	g_assert_cmpuint(fixture->run.notes, ==, 0);
	fixture_free(fixture);
}

static void test_unknown_rule(void)
{
	static const char *const rules[] = { "oversized", NULL };
	struct fixture *fixture = fixture_new("");

	fixture->request.enable = rules;
	g_assert_false(select_findings(&fixture->run, &fixture->request,
				       &fixture->error));
	g_assert_error(fixture->error, SELECT_ERROR, SELECT_ERROR_USAGE);
	g_assert_nonnull(strstr(fixture->error->message, "oversized"));
	fixture_free(fixture);
}

#define IGNORE "kmcheck: ignore[oversize-bound]"
#define UNUSED "unused-suppression:"

/* Each text is checked with an oversize-bound finding in line 3. */
static void test_suppressions(void)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		/* on the line, above it, in either form */
		{ "\n\nx; /* " IGNORE " why */\n", "" },
		{ "\n\nx; // " IGNORE " why\n", "" },
		{ "\n/* " IGNORE " why */\nx;\n", "" },
		{ "\n// " IGNORE " why\nx;\n", "" },
		{ "\n/*" IGNORE ": why */\nx;\n", "" },
		{ "y;\n\t/* kmcheck:ignore [ oversize-bound ] why */\nx;\n",
		  "" },
		/* a comment of several lines, other comments in between */
		{ "/* " IGNORE "\n * why */\nx;\n", "" },
		{ "/*\n * " IGNORE " why */\nx;\n", "" },
		{ "/* " IGNORE " why */\n/* other */\nx;\n", "" },
		/* beside code above: it means its own line only if it has
		 * such a finding, which here it has not */
		{ "\ny; /* " IGNORE " why */\nx;\n", "" },
		/* several rules */
		{ "\n/* kmcheck: ignore[oversize-user, oversize-bound] why "
		  "*/\nx;\n", UNUSED "2" },
		/* not here */
		{ "/* " IGNORE " why */\n\nx;\n", UNUSED "1 oversize-bound:3" },
		{ "\n\nx;\n/* " IGNORE " why */\n",
		  "oversize-bound:3 " UNUSED "4" },
		/* another rule; one that is off is not judged */
		{ "\n/* kmcheck: ignore[oversize-user] why */\nx;\n",
		  UNUSED "2 oversize-bound:3" },
		{ "\n/* kmcheck: ignore[costly-order] why */\nx;\n",
		  "oversize-bound:3" },
		/* no reason, no rule, no such rule */
		{ "\n/* " IGNORE " */\nx;\n", UNUSED "2 oversize-bound:3" },
		{ "\n/* " IGNORE " -- */\nx;\n", UNUSED "2 oversize-bound:3" },
		{ "\n/* kmcheck: ignore why */\nx;\n",
		  UNUSED "2 oversize-bound:3" },
		{ "\n/* kmcheck: ignore[] why */\nx;\n",
		  UNUSED "2 oversize-bound:3" },
		{ "\n/* kmcheck: ignore[oversize-bond] why */\nx;\n",
		  UNUSED "2 oversize-bound:3" },
		/* no comment of ours at all */
		{ "\nf(\"/* " IGNORE " why */\");\nx;\n", "oversize-bound:3" },
		{ "\n/* say " IGNORE " why */\nx;\n", "oversize-bound:3" },
		{ "\n/* kmcheck: ignored */\nx;\n", "oversize-bound:3" },
		{ "'\"';\n/* " IGNORE " why */\nx;\n", "" },
		{ "\"\\\"\";\n/* " IGNORE " why */\nx;\n", "" },
		{ "#error don't\n/* " IGNORE " why */\nx;\n", "" },
		{ "// " IGNORE " why \\\n still the comment\nx;\n", "" },
		{ "x;\n/* " IGNORE " why", "" },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fixture *fixture = fixture_new(cases[i].text);

		g_test_message("%s", cases[i].text);
		add(fixture, "oversize-bound", LEVEL_WARNING, 3);
		assert_selected(fixture, cases[i].expected);
		fixture_free(fixture);
	}
}

/* Two calls in a row, the first with its comment beside it: the second is
 * not meant. */
static void test_beside_and_below(void)
{
	struct fixture *fixture = fixture_new("\nx; /* " IGNORE " why */\n"
					      "x;\n");

	add(fixture, "oversize-bound", LEVEL_WARNING, 2);
	add(fixture, "oversize-bound", LEVEL_WARNING, 3);
	assert_selected(fixture, "oversize-bound:3");
	fixture_free(fixture);
}

/* A call over several lines takes a comment on any of them. */
static void test_long_call(void)
{
	struct fixture *fixture = fixture_new("x(a,\n  b, /* " IGNORE
					      " why */\n  c);\n");
	struct finding *finding;

	add(fixture, "oversize-bound", LEVEL_WARNING, 1);
	finding = fixture->run.findings->pdata[0];
	finding->end_line = 3;
	assert_selected(fixture, "");
	fixture_free(fixture);
}

static void test_comment_place(void)
{
	g_autoptr(GPtrArray) found = ignore_comments_find(
		"\n  x; /*\n   * " IGNORE " two\n   * lines */ y;\n");
	const struct ignore_comment *comment = g_ptr_array_index(found, 0);

	g_assert_cmpuint(found->len, ==, 1);
	g_assert_cmpuint(comment->line, ==, 3);
	g_assert_cmpuint(comment->column, ==, 6);
	g_assert_cmpuint(comment->begin_line, ==, 2);
	g_assert_cmpuint(comment->end_line, ==, 4);
	g_assert_true(comment->has_code);
	g_assert_cmpstr(comment->reason, ==, "two lines");
}

/* Whatever the text: no crash, and places that are in it. */
static void test_any_text(void)
{
	static const char *const pieces[] = {
		"/*", "*/", "//", "\\", "\n", "\r\n", "\"", "'", "kmcheck:",
		" ignore", "[", "]", "oversize-bound", " why", "x", "*", ",",
		"\xff", "\t",
	};

	for (guint round = 0; round < 20000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GPtrArray) found = NULL;
		guint lines = 1;

		for (gint n = g_test_rand_int_range(0, 24); n > 0; n--)
			g_string_append(text, pieces[g_test_rand_int_range(
				0, G_N_ELEMENTS(pieces))]);
		for (const char *p = text->str; *p; p++)
			lines += *p == '\n';
		found = ignore_comments_find(text->str);
		for (guint i = 0; i < found->len; i++) {
			const struct ignore_comment *comment =
				g_ptr_array_index(found, i);

			g_assert_cmpuint(comment->begin_line, <=,
					 comment->line);
			g_assert_cmpuint(comment->line, <=,
					 comment->end_line);
			g_assert_cmpuint(comment->end_line, <=, lines);
			g_assert_cmpuint(comment->column, >=, 1);
		}
	}
}

static char *temporary_file(void)
{
	char *path = NULL;
	int file = g_file_open_tmp("kmcheck-baseline-XXXXXX", &path, NULL);

	g_assert_cmpint(file, >=, 0);
	g_close(file, NULL);
	return path;
}

static void test_baseline(void)
{
	g_autofree char *path = temporary_file();
	struct fixture *fixture = fixture_new("");

	add_one_of_each(fixture);
	fixture->request.write_baseline = path;
	assert_selected(fixture, "");
	fixture_free(fixture);

	/* lines moved, one more finding */
	fixture = fixture_new("");
	add_one_of_each(fixture);
	for (guint i = 0; i < fixture->run.findings->len; i++)
		((struct finding *)fixture->run.findings->pdata[i])
			->place.line += 100;
	add(fixture, "oversize-growth", LEVEL_WARNING, 50);
	fixture->request.baseline = path;
	assert_selected(fixture, "oversize-growth:50");
	fixture_free(fixture);
	g_remove(path);
}

/* The same findings give the same bytes, in whatever order they came. */
static void test_baseline_is_stable(void)
{
	char *texts[2] = { NULL, NULL };

	for (guint i = 0; i < 2; i++) {
		struct fixture *fixture = fixture_new("");
		g_autofree char *path = temporary_file();

		add(fixture, "oversize-bound", LEVEL_WARNING, i ? 9 : 3);
		add(fixture, "oversize-bound", LEVEL_WARNING, i ? 3 : 9);
		fixture->request.write_baseline = path;
		assert_selected(fixture, "");
		fixture_free(fixture);
		g_assert_true(g_file_get_contents(path, &texts[i], NULL,
						  NULL));
		g_remove(path);
	}
	g_assert_cmpstr(texts[0], ==, texts[1]);
	g_assert_nonnull(strstr(texts[0], "\"schema\": 1"));
	g_free(texts[0]);
	g_free(texts[1]);
}

static void test_bad_baseline(void)
{
	static const char *const texts[] = {
		"", "{", "[]", "3", "{\"schema\": 1}",
		"{\"schema\": 2, \"findings\": []}",
	};
	g_autofree char *path = temporary_file();

	for (guint i = 0; i <= G_N_ELEMENTS(texts); i++) {
		struct fixture *fixture = fixture_new("");

		if (i < G_N_ELEMENTS(texts))
			g_file_set_contents(path, texts[i], -1, NULL);
		else
			g_remove(path);
		fixture->request.baseline = path;
		g_assert_false(select_findings(&fixture->run,
					       &fixture->request,
					       &fixture->error));
		g_assert_nonnull(fixture->error);
		fixture_free(fixture);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/select/levels", test_levels);
	g_test_add_func("/select/counts", test_counts);
	g_test_add_func("/select/unknown-rule", test_unknown_rule);
	g_test_add_func("/select/suppressions", test_suppressions);
	g_test_add_func("/select/beside-and-below", test_beside_and_below);
	g_test_add_func("/select/long-call", test_long_call);
	g_test_add_func("/select/comment-place", test_comment_place);
	g_test_add_func("/select/any-text", test_any_text);
	g_test_add_func("/select/baseline", test_baseline);
	g_test_add_func("/select/baseline-is-stable", test_baseline_is_stable);
	g_test_add_func("/select/bad-baseline", test_bad_baseline);
	return g_test_run();
}
