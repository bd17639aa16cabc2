// SPDX-License-Identifier: GPL-2.0-only
/* Excerpts on a terminal, and rewrites as lines. */
#include <string.h>

#include "report/excerpt.h"
#include "report/hunk.h"

static char *excerpt(const char *line, guint column, guint end_column,
		     guint width)
{
	const struct excerpt request = {
		.line = line, .number = 7, .column = column,
		.end_column = end_column, .width = width,
		.gutter_on = "", .mark_on = "", .off = "",
	};
	GString *out = g_string_new(NULL);

	excerpt_append(out, &request);
	return g_string_free(out, FALSE);
}

static void assert_excerpt(const char *line, guint column, guint end_column,
			   guint width, const char *expected)
{
	g_autofree char *text = excerpt(line, column, end_column, width);

	g_assert_cmpstr(text, ==, expected);
}

static void test_excerpt(void)
{
	/* a tab goes to the next eighth column, wherever it stands */
	assert_excerpt("\ta\tb", 2, 3, 0, "    7 |         a       b\n"
		       "      |         ^\n");
	assert_excerpt("ab\tc", 4, 5, 0, "    7 | ab      c\n"
		       "      |         ^\n");
	/* columns are bytes, what is under them is characters */
	assert_excerpt("\xc3\xa9 = f(x)", 6, 10, 0, "    7 | \xc3\xa9 = f(x)\n"
		       "      |     ^~~~\n");
	assert_excerpt("\xe4\xb8\xad = f", 7, 8, 0, "    7 | \xe4\xb8\xad = f\n"
		       "      |      ^\n");
	/* nothing reaches the terminal that it would act on */
	assert_excerpt("a\x1b[31m\xff z", 9, 10, 0,
		       "    7 | a<1b>[31m<ff> z\n"
		       "      |               ^\n");
	/* past the end, and no column at all */
	assert_excerpt("ab", 9, 12, 0, "    7 | ab\n      |   ^\n");
	assert_excerpt("ab", 0, 0, 0, "    7 | ab\n");
}

/* A long line is cut to the window, with the caret in view. */
static void test_excerpt_window(void)
{
	g_autofree char *line = g_strnfill(300, 'x');

	for (guint column = 1; column <= 300; column += 13) {
		g_autofree char *text = NULL;
		g_auto(GStrv) lines = NULL;

		line[column - 1] = 'A';
		text = excerpt(line, column, column + 9, 60);
		lines = g_strsplit(text, "\n", -1);
		g_assert_cmpuint(strlen(lines[0]), <=, 60);
		g_assert_cmpuint(strlen(lines[1]), <=, 60);
		g_assert_cmpint(strchr(lines[0], 'A') - lines[0], ==,
				strchr(lines[1], '^') - lines[1]);
		line[column - 1] = 'x';
	}
}

static void test_word_end(void)
{
	g_assert_cmpuint(excerpt_word_end("a = kmalloc(n)", 5), ==, 12);
	g_assert_cmpuint(excerpt_word_end("a = kmalloc(n)", 3), ==, 4);
	g_assert_cmpuint(excerpt_word_end("a", 9), ==, 10);
}

static const char source[] = "one two\nthree\n\nfour";

static const char *text_of(const char *file, void *data)
{
	(void)file;
	return data;
}

static void edit(struct finding *finding, guint line, guint64 begin,
		 const char *old, const char *new)
{
	finding_add_edit(finding, "a.c", line, 1, begin, begin + strlen(old),
			 old, new);
}

/* "LINE:old|old>new|new " of each hunk */
static char *hunks_text(struct finding *finding, const char *text)
{
	const struct report_style style = {
		.source_text = text_of, .source_data = (void *)text,
	};
	g_autoptr(GPtrArray) hunks = hunks_of(&finding->fix, &style);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < hunks->len; i++) {
		const struct hunk *hunk = g_ptr_array_index(hunks, i);
		g_autofree char *old = g_strjoinv("|", hunk->old);
		g_autofree char *new = g_strjoinv("|", hunk->new);

		g_string_append_printf(out, "%u:%s>%s ", hunk->line, old, new);
	}
	finding_free(finding);
	return g_string_free(out, FALSE);
}

static void test_hunks(void)
{
	struct finding *finding = finding_new("oversize-bound", LEVEL_WARNING);
	g_autofree char *text = NULL;

	/* two edits of a line are one hunk, the next line is another; an
	 * insertion, also into an empty line; one over a line's end */
	edit(finding, 1, 0, "one", "1");
	edit(finding, 1, 7, "", "!");
	edit(finding, 2, 8, "three", "a\nb");
	edit(finding, 3, 14, "\nfo", "x");
	text = hunks_text(finding, source);
	g_assert_cmpstr(text, ==, "1:one two>1 two! 2:three>a|b "
			"3:|four>xur ");
}

/* Without the source, or with another one, the edits alone. */
static void test_stale_hunks(void)
{
	static const char *const texts[] = { NULL, "", "other text" };

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct finding *finding = finding_new("oversize-bound",
						      LEVEL_WARNING);
		g_autofree char *text = NULL;

		edit(finding, 4, 15, "four", "4");
		text = hunks_text(finding, texts[i]);
		g_assert_cmpstr(text, ==, "4:four>4 ");
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/excerpt", test_excerpt);
	g_test_add_func("/report/excerpt-window", test_excerpt_window);
	g_test_add_func("/report/word-end", test_word_end);
	g_test_add_func("/report/hunks", test_hunks);
	g_test_add_func("/report/stale-hunks", test_stale_hunks);
	return g_test_run();
}
