// SPDX-License-Identifier: GPL-2.0-only
#include "marks.h"

#include <string.h>

#include "intervals.h"

static void mark_free(gpointer data)
{
	struct mark *mark = data;

	g_free(mark->wanted);
	g_free(mark->text);
	g_free(mark->range);
	g_free(mark->reason);
	g_free(mark);
}

static void seen_free(gpointer data)
{
	struct seen *seen = data;

	g_free(seen->rule);
	g_free(seen->level);
	g_free(seen->message);
	g_free(seen);
}

static void case_free(gpointer data)
{
	struct case_file *file = data;

	g_free(file->path);
	g_free(file->full_path);
	g_free(file->options);
	g_free(file->trees);
	g_free(file->incomplete);
	g_ptr_array_unref(file->marks);
	g_ptr_array_unref(file->seen);
	g_ptr_array_unref(file->ranges);
	g_free(file);
}

static void verdict_free(gpointer data)
{
	struct verdict *verdict = data;

	g_free(verdict->text);
	g_free(verdict);
}

/* -------------------------------------------------------- reading marks */

static bool keyword_kind(const char *word, enum mark_kind *kind)
{
	static const struct {
		const char *word;
		enum mark_kind kind;
	} keywords[] = {
		{ "expect", MARK_EXPECT },	{ "ok", MARK_OK },
		{ "range", MARK_RANGE },	{ "todo-fp", MARK_TODO_FP },
		{ "todo-fn", MARK_TODO_FN },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
		if (!strcmp(word, keywords[i].word)) {
			*kind = keywords[i].kind;
			return true;
		}
	}
	return false;
}

#define ONE_FINDING "(?:error|warning|note)\\[[a-z|-]+\\]"

/* level[rule|rule] or level[rule] "text"; for ok: just the rules. */
static bool mark_read_finding(struct mark *mark, const char *body)
{
	g_autoptr(GRegex) regex = g_regex_new(
		mark->kind == MARK_OK ? "^([a-z|-]+)$()" :
		"^(" ONE_FINDING "(?: or " ONE_FINDING ")*)(?: \"(.*)\")?$",
		0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(regex, body, 0, &match))
		return false;
	mark->wanted = g_match_info_fetch(match, 1);
	mark->text = g_match_info_fetch(match, 2);
	return true;
}

static struct mark *mark_read(const char *text, guint line,
			      enum mark_kind kind)
{
	struct mark *mark = g_new0(struct mark, 1);
	const char *reason = strstr(text, " -- ");
	g_autofree char *body = NULL;
	bool understood;

	mark->kind = kind;
	mark->line = line;
	if (reason)
		mark->reason = g_strstrip(g_strdup(reason + 4));
	body = reason ? g_strndup(text, reason - text) : g_strdup(text);
	g_strstrip(body);
	if (kind == MARK_RANGE) {
		mark->range = g_strdup(body);
		understood = *body;
	} else {
		understood = mark_read_finding(mark, body);
	}
	if (!mark->reason && (kind == MARK_TODO_FP || kind == MARK_TODO_FN))
		understood = false;
	if (!understood) {
		mark->kind = MARK_BROKEN;
		g_free(mark->reason);
		mark->reason = g_strdup(text);
	}
	return mark;
}

/* "test-tree: 6.1 6.12   test-options: --level note" */
static void read_header(struct case_file *file, const char *comment)
{
	g_autoptr(GRegex) regex = g_regex_new(
		"test-(tree|options): *(.*?) *(?=test-(?:tree|options):|$)",
		0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	g_regex_match(regex, comment, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);
		char **field = strcmp(name, "tree") ? &file->options :
						      &file->trees;

		g_free(*field);
		*field = g_strstrip(g_match_info_fetch(match, 2));
	}
}

/*
 * One comment's items. An item without a keyword has that of the item before;
 * a comment whose first word is no keyword is not ours, unless it looks like a
 * mistyped one.
 */
static void read_comment(struct case_file *file, const char *comment,
			 guint line)
{
	g_auto(GStrv) items = NULL;
	enum mark_kind kind = MARK_BROKEN;
	guint target = line;

	if (g_str_has_prefix(comment, "test-")) {
		read_header(file, comment);
		return;
	}
	items = g_strsplit(comment, ";", -1);
	for (char **item = items; *item; item++) {
		g_autoptr(GRegex) regex = g_regex_new(
			"^\\s*([a-z]+(?:-[a-z]+)*):\\s+(.*)$", 0, 0, NULL);
		g_autoptr(GMatchInfo) match = NULL;
		g_autofree char *word = NULL, *body = NULL;

		if (g_regex_match(regex, *item, 0, &match)) {
			word = g_match_info_fetch(match, 1);
			body = g_match_info_fetch(match, 2);
			target = line;
			if (g_str_has_suffix(word, "-below")) {
				word[strlen(word) - strlen("-below")] = '\0';
				target++;
			}
			if (!keyword_kind(word, &kind)) {
				if (item == items &&
				    !g_regex_match_simple("^(exp|ok|rang|todo)",
							  word, 0, 0))
					return;
				kind = MARK_BROKEN;
			}
		} else if (item == items) {
			return;
		}
		g_ptr_array_add(file->marks, mark_read(body ? body : *item,
						       target, kind));
	}
}

static void read_lines(struct case_file *file, const char *text)
{
	g_autoptr(GRegex) regex = g_regex_new("/\\*\\s*(.*?)\\s*\\*/", 0, 0,
					      NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		g_autoptr(GMatchInfo) match = NULL;

		g_regex_match(regex, lines[i], 0, &match);
		for (; g_match_info_matches(match);
		     g_match_info_next(match, NULL)) {
			g_autofree char *comment =
				g_match_info_fetch(match, 1);

			read_comment(file, comment, i + 1);
		}
	}
}

static void read_file(GPtrArray *files, const char *path)
{
	struct case_file *file;
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	file = g_new0(struct case_file, 1);
	file->path = g_strdup(path);
	file->full_path = g_canonicalize_filename(path, NULL);
	file->options = g_strdup("");
	file->trees = g_strdup("");
	file->marks = g_ptr_array_new_with_free_func(mark_free);
	file->seen = g_ptr_array_new_with_free_func(seen_free);
	file->ranges = g_ptr_array_new_with_free_func(seen_free);
	read_lines(file, text);
	g_ptr_array_add(files, file);
}

static void read_folder(GPtrArray *files, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			read_folder(files, path);
		else if (g_str_has_suffix(name, ".h") ||
			 (g_str_has_suffix(name, ".c") &&
			  !g_str_has_suffix(name, ".mod.c")))
			read_file(files, path);
	}
}

static int compare_files(gconstpointer a, gconstpointer b)
{
	const struct case_file *const *one = a, *const *two = b;

	return strcmp((*one)->path, (*two)->path);
}

GPtrArray *case_files_read(const char *folder)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(case_free);

	read_folder(files, folder);
	g_ptr_array_sort(files, compare_files);
	return files;
}

/* ------------------------------------------------------- what was seen */

bool case_asks_ranges(const struct case_file *file)
{
	for (guint i = 0; i < file->marks->len; i++) {
		const struct mark *mark = file->marks->pdata[i];

		if (mark->kind == MARK_RANGE)
			return true;
	}
	return false;
}

void case_forget(struct case_file *file)
{
	g_ptr_array_set_size(file->seen, 0);
	g_ptr_array_set_size(file->ranges, 0);
	g_clear_pointer(&file->incomplete, g_free);
}

static void add_seen(GPtrArray *array, guint line, const char *rule,
		     const char *level, const char *message)
{
	struct seen *seen = g_new0(struct seen, 1);

	seen->line = line;
	seen->rule = g_strdup(rule);
	seen->level = g_strdup(level);
	seen->message = g_strdup(message);
	g_ptr_array_add(array, seen);
}

void case_add_finding(struct case_file *file, guint line, const char *rule,
		      const char *level, const char *message)
{
	add_seen(file->seen, line, rule, level, message);
}

void case_add_range(struct case_file *file, guint line, const char *range)
{
	add_seen(file->ranges, line, NULL, NULL, range);
}

/* --------------------------------------------------------------- ranges */

/* What the engine holds on a line, over all its contexts; NULL if it was
 * not asked there. */
static GArray *answer(const struct case_file *file, guint line, char **text)
{
	GArray *set = NULL;
	GString *words = g_string_new(NULL);

	for (guint i = 0; i < file->ranges->len; i++) {
		const struct seen *seen = file->ranges->pdata[i];

		if (seen->line != line)
			continue;
		if (!set)
			set = intervals_new();
		intervals_add(set, seen->message);
		g_string_append_printf(words, "%s%s", words->len ? " + " : "",
				       seen->message);
	}
	*text = g_string_free(words, false);
	return set;
}

static bool range_holds(const struct mark *mark, const GArray *held)
{
	g_autoptr(GArray) wanted = intervals_new();

	if (!held)
		return false;
	if (!strcmp(mark->range, "unknown"))
		return intervals_fill_type(held);
	if (!strcmp(mark->range, "impossible"))
		return !held->len;
	intervals_add(wanted, mark->range);
	if (g_str_has_prefix(mark->range, "hull "))
		return intervals_same_ends(wanted, held);
	return wanted->len && intervals_equal(wanted, held);
}

/* -------------------------------------------------------------- judging */

G_GNUC_PRINTF(4, 5)
static void add_verdict(GPtrArray *verdicts, bool passed, guint line,
			const char *format, ...)
{
	struct verdict *verdict = g_new0(struct verdict, 1);
	va_list args;

	va_start(args, format);
	verdict->text = g_strdup_vprintf(format, args);
	va_end(args);
	verdict->passed = passed;
	verdict->line = line;
	g_ptr_array_add(verdicts, verdict);
}

/* Does "rule|rule" or "level[rule|rule] or level[rule]" name it? */
static bool is_wanted(const struct mark *mark, const struct seen *seen)
{
	g_auto(GStrv) choices = g_strsplit(mark->wanted, " or ", -1);

	for (char **choice = choices; *choice; choice++) {
		g_auto(GStrv) words = g_strsplit_set(*choice, "[|]", -1);
		bool has_level = strchr(*choice, '[');

		if (has_level && strcmp(words[0], seen->level))
			continue;
		if (g_strv_contains((const char *const *)words + has_level,
				    seen->rule))
			return true;
	}
	return false;
}

static bool mark_fits(const struct mark *mark, const struct seen *seen)
{
	return seen->line == mark->line && is_wanted(mark, seen) &&
	       (!mark->text || strstr(seen->message, mark->text));
}

static bool take(struct case_file *file, const struct mark *mark)
{
	bool found = false;

	for (guint i = 0; i < file->seen->len; i++) {
		struct seen *seen = file->seen->pdata[i];

		if (mark_fits(mark, seen))
			found = seen->taken = true;
	}
	return found;
}

static bool says_rule(const struct case_file *file, const struct mark *mark)
{
	for (guint i = 0; i < file->seen->len; i++) {
		const struct seen *seen = file->seen->pdata[i];

		if (seen->line == mark->line && is_wanted(mark, seen))
			return true;
	}
	return false;
}

static void judge_range(const struct case_file *file, const struct mark *mark,
			GPtrArray *verdicts)
{
	g_autofree char *text = NULL;
	g_autoptr(GArray) held = answer(file, mark->line, &text);

	if (!held)
		add_verdict(verdicts, false, mark->line,
			    "range %s: the question was not answered",
			    mark->range);
	else if (range_holds(mark, held))
		add_verdict(verdicts, true, mark->line, "range %s",
			    mark->range);
	else
		add_verdict(verdicts, false, mark->line,
			    "range %s: the engine holds %s", mark->range, text);
}

static void judge_mark(struct case_file *file, const struct mark *mark,
		       GPtrArray *verdicts)
{
	bool passed;

	switch (mark->kind) {
	case MARK_EXPECT:
		add_verdict(verdicts, take(file, mark), mark->line,
			    "expect %s %s", mark->wanted,
			    mark->text ? mark->text : "");
		break;
	case MARK_OK:
		add_verdict(verdicts, !says_rule(file, mark), mark->line,
			    "ok %s%s%s", mark->wanted,
			    mark->reason ? " -- " : "",
			    mark->reason ? mark->reason : "");
		break;
	case MARK_RANGE:
		judge_range(file, mark, verdicts);
		break;
	case MARK_TODO_FP:
	case MARK_TODO_FN:
		passed = take(file, mark) == (mark->kind == MARK_TODO_FP);
		add_verdict(verdicts, passed, mark->line, "known wrong%s: %s",
			    passed ? "" : ", but no more (XPASS)",
			    mark->reason);
		break;
	case MARK_BROKEN:
		add_verdict(verdicts, false, mark->line,
			    "mark not understood: %s", mark->reason);
		break;
	}
}

GPtrArray *case_judge(struct case_file *file)
{
	GPtrArray *verdicts = g_ptr_array_new_with_free_func(verdict_free);

	if (file->incomplete)
		add_verdict(verdicts, false, 1, "not analysed: %s",
			    file->incomplete);
	for (guint i = 0; i < file->marks->len; i++)
		judge_mark(file, file->marks->pdata[i], verdicts);
	for (guint i = 0; i < file->seen->len; i++) {
		const struct seen *seen = file->seen->pdata[i];

		if (!seen->taken)
			add_verdict(verdicts, false, seen->line,
				    "not expected: %s[%s] %s", seen->level,
				    seen->rule, seen->message);
	}
	return verdicts;
}

/* ------------------------------------------------------------- blessing */

/* Lines (guint) whose marks do not hold. */
static GHashTable *failing_lines(struct case_file *file)
{
	GHashTable *lines = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) verdicts = case_judge(file);

	for (guint i = 0; i < verdicts->len; i++) {
		const struct verdict *verdict = verdicts->pdata[i];

		if (!verdict->passed)
			g_hash_table_add(lines,
					 GUINT_TO_POINTER(verdict->line));
	}
	return lines;
}

static char *without_marks(const char *line)
{
	g_autoptr(GRegex) regex = g_regex_new(
		"\\s*/\\*\\s*(?:expect|ok|range|todo-f[pn]):.*?\\*/", 0, 0,
		NULL);

	return g_regex_replace_literal(regex, line, -1, 0, "", 0, NULL);
}

static char *blessed_line(const struct case_file *file, const char *line,
			  guint number)
{
	g_autofree char *bare = without_marks(line);
	g_autofree char *range = NULL;
	g_autoptr(GArray) held = answer(file, number, &range);
	GString *text = g_string_new(NULL);

	if (held)
		g_string_append_printf(text, "range: %s", range);
	for (guint i = 0; i < file->seen->len; i++) {
		const struct seen *seen = file->seen->pdata[i];

		if (seen->line == number)
			g_string_append_printf(text, "%sexpect: %s[%s]",
					       text->len ? "; " : "",
					       seen->level, seen->rule);
	}
	if (text->len) {
		g_string_prepend(text, "\t/* ");
		g_string_append(text, " */");
	}
	g_string_prepend(text, bare);
	return g_string_free(text, false);
}

void case_bless(struct case_file *file)
{
	g_autoptr(GHashTable) failing = failing_lines(file);
	g_autofree char *text = NULL, *blessed = NULL;
	g_auto(GStrv) lines = NULL;

	if (!g_hash_table_size(failing) ||
	    !g_file_get_contents(file->path, &text, NULL, NULL))
		return;
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		char *line;

		if (!g_hash_table_contains(failing, GUINT_TO_POINTER(i + 1)))
			continue;
		line = blessed_line(file, lines[i], i + 1);
		g_free(lines[i]);
		lines[i] = line;
	}
	blessed = g_strjoinv("\n", lines);
	g_file_set_contents(file->path, blessed, -1, NULL);
}
