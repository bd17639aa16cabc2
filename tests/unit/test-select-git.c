// SPDX-License-Identifier: GPL-2.0-only
/* Changed lines, staged texts and the hook, in real git repositories. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "select/git.h"
#include "select/select.h"

struct fixture {
	char *root;
	struct run_report run;
	struct select_request request;
	GError *error;
};

static void G_GNUC_PRINTF(2, 3) sh(struct fixture *fixture,
				   const char *format, ...)
{
	g_autofree char *command = NULL, *line = NULL, *quoted = NULL;
	g_autofree char *root = g_shell_quote(fixture->root);
	int status;
	va_list args;

	va_start(args, format);
	command = g_strdup_vprintf(format, args);
	va_end(args);
	line = g_strdup_printf("cd %s && %s", root, command);
	quoted = g_shell_quote(line);
	g_free(line);
	line = g_strdup_printf("sh -ec %s", quoted);
	g_assert_true(g_spawn_command_line_sync(line, NULL, NULL, &status,
						NULL));
	if (!g_spawn_check_wait_status(status, NULL))
		g_error("failed: %s", command);
}

/* The repository that the tests run in, or a hook's, is not meant; nor is
 * what the user configured. */
static void set_environment(void)
{
	g_unsetenv("GIT_DIR");
	g_unsetenv("GIT_INDEX_FILE");
	g_unsetenv("GIT_WORK_TREE");
	g_setenv("GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	g_setenv("GIT_AUTHOR_NAME", "t", TRUE);
	g_setenv("GIT_AUTHOR_EMAIL", "t@example.org", TRUE);
	g_setenv("GIT_COMMITTER_NAME", "t", TRUE);
	g_setenv("GIT_COMMITTER_EMAIL", "t@example.org", TRUE);
}

static void set_up(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	fixture->root = g_dir_make_tmp("kmcheck-git-XXXXXX", NULL);
	fixture->run.rules = rulebase_load(NULL, NULL);
	g_assert_nonnull(fixture->run.rules);
	fixture->run.findings = g_ptr_array_new_with_free_func(
		(GDestroyNotify)finding_free);
	fixture->request.least = LEVEL_NOTE;
	sh(fixture, "git init -q . && seq 10 >a.c && git add a.c && "
	   "git commit -qm one");
}

static void tear_down(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	g_ptr_array_unref(fixture->run.findings);
	rulebase_free((struct rulebase *)fixture->run.rules);
	g_clear_error(&fixture->error);
	sh(fixture, "cd / && rm -rf \"$OLDPWD\"");
	g_free(fixture->root);
}

static void add(struct fixture *fixture, const char *name, guint line,
		guint end_line)
{
	struct finding *finding = finding_new("oversize-bound", LEVEL_ERROR);

	finding->place.file = g_build_filename(fixture->root, name, NULL);
	finding->place.line = line;
	finding->end_line = end_line;
	finding_seal(finding);
	g_ptr_array_add(fixture->run.findings, finding);
}

static void assert_selected(struct fixture *fixture, const char *expected)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool done = select_findings(&fixture->run, &fixture->request,
				    &fixture->error);

	g_assert_no_error(fixture->error);
	g_assert_true(done);
	for (guint i = 0; i < fixture->run.findings->len; i++) {
		const struct finding *finding =
			g_ptr_array_index(fixture->run.findings, i);
		g_autofree char *name =
			g_path_get_basename(finding->place.file);

		g_string_append_printf(out, "%s%s:%u", out->len ? " " : "",
				       name, finding->place.line);
	}
	g_assert_cmpstr(out->str, ==, expected);
}

static void add_lines(struct fixture *fixture, const char *name)
{
	for (guint line = 1; line <= 10; line++)
		add(fixture, name, line, 0);
}

static void test_since(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "sed -i '3s/.*/x/;7,8s/.*/y/' a.c && git commit -qam two");
	sh(fixture, "sed -i '5d' a.c && echo new >b.c");
	add_lines(fixture, "a.c");
	add(fixture, "b.c", 1, 0);
	fixture->request.changed_since = "HEAD~1";
	assert_selected(fixture, "a.c:3 a.c:6 a.c:7 b.c:1");
}

/* A call over several lines is changed if any of them is. */
static void test_call_extent(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "sed -i '5s/.*/x/' a.c");
	add(fixture, "a.c", 3, 4);
	add(fixture, "a.c", 4, 6);
	fixture->request.changed_since = "HEAD";
	assert_selected(fixture, "a.c:4");
}

/* A changed line of another file that leads to the allocation is what made it
 * fail; one that is in no repository says nothing. */
static void test_trace(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *caller = g_build_filename(fixture->root, "b.c", NULL);
	struct finding *finding;

	(void)data;
	sh(fixture, "seq 10 >b.c && git add b.c && git commit -qm two && "
	   "sed -i '3s/.*/x/' b.c");
	for (guint line = 2; line <= 3; line++) {
		add(fixture, "a.c", line, 0);
		finding = g_ptr_array_index(fixture->run.findings, line - 2);
		finding_add_step(finding, STEP_READ, "/no-repository/c.h", 1,
				 1, "g", "read here");
		finding_add_step(finding, STEP_PASSED, caller, line, 1, "f",
				 "passed here");
	}
	fixture->request.changed_since = "HEAD";
	assert_selected(fixture, "a.c:3");
}

/* What others did on the branch that we left is no change of ours. */
static void test_fork_point(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "git branch theirs && sed -i '2s/.*/m/' a.c && "
	   "git commit -qam ours && git checkout -q theirs && "
	   "sed -i '9s/.*/t/' a.c && git commit -qam theirs && "
	   "git checkout -q -");
	add_lines(fixture, "a.c");
	fixture->request.changed_since = "theirs";
	assert_selected(fixture, "a.c:2");
}

static void test_rename(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "git mv a.c c.c && sed -i '4s/.*/x/' c.c && "
	   "git commit -qam moved");
	add_lines(fixture, "c.c");
	fixture->request.changed_since = "HEAD~1";
	assert_selected(fixture, "c.c:4");
}

/* Names that git quotes, and content that looks like a diff. */
static void test_odd_names(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "mkdir 'd e' && printf 'a\\n' >'d e/q\"\t\303\251.c' && "
	   "git add . && git commit -qm odd");
	sh(fixture, "printf '++ b/a.c\\n@@ -1 +1,9 @@\\na\\n' "
	   ">'d e/q\"\t\303\251.c'");
	add_lines(fixture, "a.c");
	add(fixture, "d e/q\"\t\303\251.c", 1, 0);
	add(fixture, "d e/q\"\t\303\251.c", 3, 0);
	fixture->request.changed_since = "HEAD";
	assert_selected(fixture, "q\"\t\303\251.c:1");
}

/* Whatever the user configured for diffs. */
static void test_configuration(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "git config diff.noprefix true && "
	   "git config diff.external false && git config color.ui always && "
	   "git config diff.interHunkContext 9 && "
	   "git config core.fsmonitor 'touch monitored;' && "
	   "sed -i '3s/.*/x/;6s/.*/x/' a.c");
	add_lines(fixture, "a.c");
	fixture->request.changed_since = "HEAD";
	assert_selected(fixture, "a.c:3 a.c:6");

	g_autofree char *trace = g_build_filename(fixture->root, "monitored",
						  NULL);

	g_assert_false(g_file_test(trace, G_FILE_TEST_EXISTS));
}

static void assert_error(struct fixture *fixture, const char *part)
{
	g_assert_false(select_findings(&fixture->run, &fixture->request,
				       &fixture->error));
	g_assert_nonnull(strstr(fixture->error->message, part));
	g_assert_null(strchr(fixture->error->message, '\n'));
	g_clear_error(&fixture->error);
}

static void test_errors(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	add(fixture, "a.c", 1, 0);
	fixture->request.changed_since = "no-such";
	assert_error(fixture, "no-such");
	fixture->request.changed_since = "--output=pwned";
	assert_error(fixture, "--output=pwned");
	sh(fixture, "test ! -e pwned && rm -rf .git");
	fixture->request.changed_since = "HEAD";
	assert_error(fixture, "not a git repository");
}

static void test_staged(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "sed -i '3s/.*/x/' a.c && git add a.c && "
	   "sed -i '8s/.*/y/' a.c && echo n >untracked.c");
	add_lines(fixture, "a.c");
	add(fixture, "untracked.c", 1, 0);
	fixture->request.staged = true;
	assert_selected(fixture, "a.c:3");
}

static void assert_staged(GHashTable *texts, struct fixture *fixture,
			  const char *name, const char *expected)
{
	g_autofree char *path = g_build_filename(fixture->root, name, NULL);

	g_assert_cmpstr(g_hash_table_lookup(texts, path), ==, expected);
}

/* Laid over the work tree, the texts are the index: what is staged, and what
 * is not staged undone. */
static void test_staged_texts(struct fixture *fixture, gconstpointer data)
{
	GHashTable *texts;

	(void)data;
	sh(fixture, "mkdir d && echo h >d/h.h && echo same >same.c && "
	   "echo gone >gone.c && git add . && git commit -qm files && "
	   "echo staged >a.c && git add a.c && echo later >a.c && "
	   "echo unstaged >d/h.h && rm gone.c && "
	   "echo t >t.txt && git add t.txt && git rm -q --cached same.c");
	texts = select_staged_texts(fixture->root, &fixture->error);
	g_assert_no_error(fixture->error);
	assert_staged(texts, fixture, "a.c", "staged\n");
	assert_staged(texts, fixture, "d/h.h", "h\n");
	assert_staged(texts, fixture, "gone.c", "gone\n");
	g_assert_cmpuint(g_hash_table_size(texts), ==, 3);
	g_hash_table_unref(texts);

	g_autofree char *below = g_build_filename(fixture->root, "d", NULL);

	/* from wherever in the repository one asks */
	texts = select_staged_texts(below, &fixture->error);
	g_assert_cmpuint(g_hash_table_size(texts), ==, 3);
	assert_staged(texts, fixture, "a.c", "staged\n");
	g_hash_table_unref(texts);
	g_assert_cmpint(select_count_staged(fixture->root, NULL), ==, 1);
	g_assert_cmpint(select_count_staged(below, NULL), ==, 1);
	g_assert_null(select_staged_texts("/", &fixture->error));
	g_assert_nonnull(fixture->error);
}

/* A hook of `git commit FILE` sees another index than the usual one. */
static void test_hook_environment(struct fixture *fixture,
				  gconstpointer data)
{
	g_autofree char *before = g_get_current_dir();
	GHashTable *texts;

	(void)data;
	sh(fixture, "mkdir d && echo h >d/h.h && git add d && "
	   "cp .git/index .git/other && git reset -q");
	g_assert_cmpint(chdir(fixture->root), ==, 0);
	g_setenv("GIT_INDEX_FILE", ".git/other", TRUE);
	g_setenv("GIT_DIR", ".git", TRUE);
	texts = select_staged_texts("d", &fixture->error);
	g_unsetenv("GIT_INDEX_FILE");
	g_unsetenv("GIT_DIR");
	g_assert_cmpint(chdir(before), ==, 0);
	g_assert_no_error(fixture->error);
	assert_staged(texts, fixture, "d/h.h", "h\n");
	g_hash_table_unref(texts);
}

static void test_first_commit(struct fixture *fixture, gconstpointer data)
{
	(void)data;
	sh(fixture, "rm -rf .git && git init -q . && git add a.c");
	g_assert_cmpint(select_count_staged(fixture->root, NULL), ==, 1);
	add(fixture, "a.c", 4, 0);
	fixture->request.staged = true;
	assert_selected(fixture, "a.c:4");
}

static void test_install_hook(struct fixture *fixture, gconstpointer data)
{
	g_autofree char *path = NULL, *again = NULL, *moved = NULL;
	struct stat status;

	(void)data;
	g_assert_true(select_install_hook(fixture->root, NULL, &path,
					  &fixture->error));
	g_assert_true(g_str_has_suffix(path, "/.git/hooks/pre-commit"));
	g_assert_cmpint(stat(path, &status), ==, 0);
	g_assert_true(status.st_mode & S_IXUSR);
	sh(fixture, "sh -n .git/hooks/pre-commit");
	/* ours may be written again, another's may not */
	g_assert_true(select_install_hook(fixture->root, NULL, &again, NULL));
	sh(fixture, "echo '#!/bin/sh' >.git/hooks/pre-commit");
	g_assert_false(select_install_hook(fixture->root, NULL, NULL,
					   &fixture->error));
	g_assert_nonnull(strstr(fixture->error->message, "pre-commit"));
	sh(fixture, "test \"$(cat .git/hooks/pre-commit)\" = '#!/bin/sh'");
	sh(fixture, "git config core.hooksPath my/hooks && mkdir d");

	g_autofree char *below = g_build_filename(fixture->root, "d", NULL);

	const char *const inside[] = { below, NULL }, *const outside[] = { "/", NULL };

	g_assert_true(select_install_hook(below, inside, &moved, NULL));
	sh(fixture, "test -x my/hooks/pre-commit && "
	   "grep -q \"staged 'd'$\" my/hooks/pre-commit");
	g_clear_error(&fixture->error);
	g_assert_false(select_install_hook(below, outside, NULL,
					   &fixture->error));
	g_assert_nonnull(strstr(fixture->error->message, "/ is not in"));
}

static void test_parse_diff(void)
{
	static const char diff[] =
		"diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n"
		"@@ -1,2 +1 @@ f()\n---- a\n--- b\n++++ b/no.c\n"
		"@@ -9,0 +8,3 @@\n+a\n+b\n+c\n\\ No newline at end of file\n"
		"diff --git a/y b/y\n--- a/y\n+++ /dev/null\n@@ -1 +0,0 @@\n"
		"-y\n";
	g_autoptr(GHashTable) files = git_parse_diff(diff, strlen(diff));
	const GArray *ranges = g_hash_table_lookup(files, "x.c");
	const struct line_range *range = (const void *)ranges->data;

	g_assert_cmpuint(g_hash_table_size(files), ==, 1);
	g_assert_cmpuint(ranges->len, ==, 2);
	g_assert_cmpuint(range[0].first, ==, 1);
	g_assert_cmpuint(range[0].last, ==, 1);
	g_assert_cmpuint(range[1].first, ==, 8);
	g_assert_cmpuint(range[1].last, ==, 10);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(struct fixture *fixture, gconstpointer data);
	} tests[] = {
		{ "since", test_since },
		{ "call-extent", test_call_extent },
		{ "trace", test_trace },
		{ "fork-point", test_fork_point },
		{ "rename", test_rename },
		{ "odd-names", test_odd_names },
		{ "configuration", test_configuration },
		{ "errors", test_errors },
		{ "staged", test_staged },
		{ "staged-texts", test_staged_texts },
		{ "hook-environment", test_hook_environment },
		{ "first-commit", test_first_commit },
		{ "install-hook", test_install_hook },
	};

	set_environment();
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(tests); i++) {
		g_autofree char *path = g_strconcat("/git/", tests[i].name,
						    NULL);

		g_test_add(path, struct fixture, NULL, set_up, tests[i].test,
			   tear_down);
	}
	g_test_add_func("/git/parse-diff", test_parse_diff);
	return g_test_run();
}
