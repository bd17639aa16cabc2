// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hold kmcheck against the labelled cases: every module below tests/cases says
 * in comments, on the line, what must be found there and what must not.
 *
 *	expect: error[oversize-constant] "8388608"
 *	ok: oversize-bound -- why nothing may be said here
 *	range: [0,16] u [32,64]		on a line that calls __km_range(expr);
 *					also "unknown" (all its type holds),
 *					"impossible" (no path comes here) and
 *					"hull [0,64]" (only the ends)
 *	todo-fp: warning[rule] -- known false report; fails once it is gone
 *	todo-fn: warning[rule] -- known miss; fails once it is found
 *
 * Several stand in one comment, separated by ';'. A keyword ending in "-below"
 * speaks of the next line. A text must be part of the message or of the sizes
 * beside it. expect: takes "level[rule|rule] or level[rule]" where the contract
 * leaves the choice. A comment "test-options: …" gives a file options of its
 * own, "test-tree: 6.1 6.12" names the kernels it compiles against (default:
 * any).
 *
 * Strict both ways: a finding on a line that does not expect it fails, and so
 * do an expectation without its finding and a mark that cannot be read.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "marks.h"

struct tally {
	guint passed, failed, skipped;
};

struct session {
	const char *kmcheck, *root, *kdir;
	bool bless;
	struct tally tally;
};

G_GNUC_PRINTF(5, 6)
static void tell(struct session *session, bool passed, const char *file,
		 guint line, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;
	guint number = session->tally.passed + session->tally.failed +
		       session->tally.skipped + 1;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	if (passed)
		session->tally.passed++;
	else
		session->tally.failed++;
	printf("%s %u - %s:%u %s\n", passed ? "ok" : "not ok", number, file,
	       line, text);
}

static void skip(struct session *session, const char *file, const char *why)
{
	guint number = session->tally.passed + session->tally.failed +
		       ++session->tally.skipped;

	printf("ok %u - %s # SKIP %s\n", number, file, why);
}

/*
 * Run kmcheck; NULL (and a failed test) if it did not start, crashed or called
 * the command line wrong.
 */
static char *run_kmcheck(struct session *session, const char *group,
			 const char *const *fixed, const char *options,
			 GPtrArray *paths)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autoptr(GError) error = NULL;
	g_auto(GStrv) split = NULL;
	g_autofree char *err = NULL;
	char *out = NULL;
	int status;

	g_ptr_array_add(argv, (char *)session->kmcheck);
	for (; *fixed; fixed++)
		g_ptr_array_add(argv, (char *)*fixed);
	if (session->kdir) {
		g_ptr_array_add(argv, (char *)"--kdir");
		g_ptr_array_add(argv, (char *)session->kdir);
	}
	if (*options && g_shell_parse_argv(options, NULL, &split, NULL))
		for (char **word = split; *word; word++)
			g_ptr_array_add(argv, *word);
	for (guint i = 0; i < paths->len; i++)
		g_ptr_array_add(argv, paths->pdata[i]);
	g_ptr_array_add(argv, NULL);

	if (!g_spawn_sync(NULL, (char **)argv->pdata, NULL,
			  G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err,
			  &status, &error)) {
		tell(session, false, group, 0, "%s", error->message);
		return NULL;
	}
	if (!g_spawn_check_wait_status(status, &error) &&
	    !g_error_matches(error, G_SPAWN_EXIT_ERROR, 1) &&
	    !g_error_matches(error, G_SPAWN_EXIT_ERROR, 3)) {
		g_strchomp(err);
		tell(session, false, group, 0, "kmcheck: %s: %s",
		     error->message, err);
		g_clear_pointer(&out, g_free);
	}
	return out;
}

static const char *json_text(struct json_object *object, const char *name)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, name, &value))
		return "";
	return json_object_get_string(value);
}

static struct case_file *case_of_path(GPtrArray *files, const char *path)
{
	g_autofree char *full = g_canonicalize_filename(path, NULL);

	for (guint i = 0; i < files->len; i++) {
		struct case_file *file = files->pdata[i];

		if (!strcmp(file->full_path, full))
			return file;
	}
	return NULL;
}

static void take_finding(struct session *session, GPtrArray *files,
			 struct json_object *object)
{
	struct json_object *number, *size;
	g_autofree char *said = NULL;
	struct case_file *file;
	guint line = 0;

	if (json_object_object_get_ex(object, "line", &number))
		line = json_object_get_int(number);
	file = case_of_path(files, json_text(object, "file"));
	if (!file) {
		tell(session, false, json_text(object, "file"), line,
		     "finding in a file that is no case: %s",
		     json_text(object, "message"));
		return;
	}
	if (json_object_object_get_ex(object, "size", &size))
		said = g_strdup_printf("%s (%s to %s bytes)",
				       json_text(object, "message"),
				       json_text(size, "min"),
				       json_text(size, "max"));
	else
		said = g_strdup(json_text(object, "message"));
	case_add_finding(file, line, json_text(object, "rule"),
			 json_text(object, "level"), said);
}

static void take_incomplete(struct session *session, GPtrArray *files,
			    struct json_object *object)
{
	struct case_file *file = case_of_path(files, json_text(object, "file"));

	if (!file)
		tell(session, false, json_text(object, "file"), 0,
		     "not analysed: %s", json_text(object, "reason"));
	else if (!file->incomplete)
		file->incomplete = g_strdup(json_text(object, "reason"));
}

/* Distribute what the JSON says over the files; false if it is no report. */
static bool take_report(struct session *session, const char *group,
			GPtrArray *files, const char *text, char **kernel)
{
	struct json_object *report = json_tokener_parse(text), *list, *target;

	if (!report ||
	    !json_object_object_get_ex(report, "findings", &list)) {
		tell(session, false, group, 0, "no JSON report: %.60s", text);
		json_object_put(report);
		return false;
	}
	for (size_t i = 0; i < json_object_array_length(list); i++)
		take_finding(session, files,
			     json_object_array_get_idx(list, i));
	if (json_object_object_get_ex(report, "incomplete", &list))
		for (size_t i = 0; i < json_object_array_length(list); i++)
			take_incomplete(session, files,
					json_object_array_get_idx(list, i));
	*kernel = NULL;
	if (json_object_object_get_ex(report, "target", &target))
		*kernel = g_strdup(json_text(target, "kernel"));
	json_object_put(report);
	return true;
}

/* Lines "file:line: [a,b] u [c,d] name" of --dump=ranges. */
static void take_ranges(GPtrArray *files, const char *text)
{
	g_autoptr(GRegex) regex = g_regex_new(
		"^(.+):(\\d+): (unknown|impossible|\\[[^a-zA-Z]*\\]"
		"(?: u \\[[^a-zA-Z]*\\])*)", G_REGEX_MULTILINE, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *path = g_match_info_fetch(match, 1);
		g_autofree char *line = g_match_info_fetch(match, 2);
		g_autofree char *range = g_match_info_fetch(match, 3);
		struct case_file *file = case_of_path(files, path);

		if (file)
			case_add_range(file, atoi(line), range);
	}
}

static void judge(struct session *session, struct case_file *file)
{
	g_autoptr(GPtrArray) verdicts = case_judge(file);

	for (guint i = 0; i < verdicts->len; i++) {
		struct verdict *verdict = verdicts->pdata[i];

		tell(session, verdict->passed, file->path, verdict->line, "%s",
		     verdict->text);
	}
}

static bool kernel_is_listed(const char *trees, const char *kernel)
{
	g_auto(GStrv) list = NULL;

	if (!*trees || !kernel)
		return true;
	list = g_strsplit(trees, " ", -1);
	for (char **tree = list; *tree; tree++) {
		size_t len = strlen(*tree);

		if (len && !strncmp(kernel, *tree, len) &&
		    (!kernel[len] || kernel[len] == '.'))
			return true;
	}
	return false;
}

/* One run of kmcheck for the files of a group that share options. */
static void run_files(struct session *session, const char *group,
		      const char *options, GPtrArray *files, GPtrArray *paths)
{
	static const char *const report[] = {
		"--format", "json", "--fail-on", "never", NULL
	};
	static const char *const ranges[] = { "--dump=ranges", NULL };
	g_autofree char *kernel = NULL, *json = NULL, *dump = NULL;
	bool asks = false;

	json = run_kmcheck(session, group, report, options, paths);
	if (!json || !take_report(session, group, files, json, &kernel))
		return;
	for (guint i = 0; i < files->len; i++)
		asks |= case_asks_ranges(files->pdata[i]);
	if (asks)
		dump = run_kmcheck(session, group, ranges, options, paths);
	if (dump)
		take_ranges(files, dump);
	for (guint i = 0; i < files->len; i++) {
		struct case_file *file = files->pdata[i];

		if (strcmp(file->options, options))
			continue;
		if (!strstr(options, "--kernel") &&
		    !kernel_is_listed(file->trees, kernel))
			skip(session, file->path, "not for this kernel");
		else if (session->bless)
			case_bless(file);
		else
			judge(session, file);
	}
}

static void add_path(const struct case_file *file, GPtrArray *paths)
{
	if (g_str_has_suffix(file->path, ".c"))
		g_ptr_array_add(paths, file->path);
}

/* Files without options are checked with their whole folder, the others by
 * name: once for each set of options. */
static void run_group(struct session *session, const char *group)
{
	g_autofree char *folder = g_build_filename(session->root, group, NULL);
	g_autoptr(GPtrArray) files = case_files_read(folder);
	g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < files->len; i++) {
		struct case_file *file = files->pdata[i];
		g_autoptr(GPtrArray) paths = g_ptr_array_new();

		if (!g_hash_table_add(done, file->options))
			continue;
		if (!*file->options)
			g_ptr_array_add(paths, folder);
		for (guint j = i; *file->options && j < files->len; j++) {
			const struct case_file *other = files->pdata[j];

			if (!strcmp(other->options, file->options))
				add_path(other, paths);
		}
		for (guint j = 0; j < files->len; j++)
			case_forget(files->pdata[j]);
		run_files(session, group, file->options, files, paths);
	}
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *group_names(const char *root)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = g_dir_open(root, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(root, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			g_ptr_array_add(names, g_strdup(name));
	}
	g_ptr_array_sort(names, compare_names);
	return names;
}

int main(int argc, char **argv)
{
	g_autofree char *root = NULL;
	g_auto(GStrv) wanted = NULL;
	struct session session = { 0 };
	const GOptionEntry entries[] = {
		{ "bless", 0, 0, G_OPTION_ARG_NONE, &session.bless,
		  "rewrite the marks to what kmcheck says", NULL },
		{ "root", 0, 0, G_OPTION_ARG_FILENAME, &root,
		  "where the groups are (default tests/cases)", "DIR" },
		{ G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted,
		  NULL, "GROUP" },
		{ 0 }
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GPtrArray) groups = NULL;
	g_autoptr(GError) error = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		fprintf(stderr, "run-cases: %s\n", error->message);
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	session.root = root ? root : "tests/cases";
	session.kmcheck = g_getenv("KMCHECK");
	session.kmcheck = session.kmcheck ? session.kmcheck : "out/kmcheck";
	session.kdir = g_getenv("KDIR");
	groups = group_names(session.root);
	for (guint i = 0; i < groups->len; i++)
		if (!wanted || g_strv_contains((const char *const *)wanted,
					       groups->pdata[i]))
			run_group(&session, groups->pdata[i]);
	printf("%u passed, %u failed, %u skipped\n", session.tally.passed,
	       session.tally.failed, session.tally.skipped);
	return session.tally.failed || !session.tally.passed;
}
