// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hold the rewrites against tests/cases/fix:
 *
 *	run-fixes KMCHECK FOLDER [--bless] [--refusals FILE]
 *
 * Every module there has, on the line of a call that is too large, an expect:
 * mark; where the rewrite must be refused, also
 *
 *	refuse: "words of the reason"
 *
 * and NAME.c.fixed beside NAME.c is the whole file after --fix. It is shown
 * that each call is offered or refused as marked; that --fix makes the fixed
 * files and --diff a patch that makes the same; that a second run has nothing
 * left to say; and that no edit can be left out: with any single one dropped,
 * kmcheck or the compiler objects. FILE lists what forbids a rewrite, with the
 * cases of it: each names the place, and offers another call of the same file
 * its rewrite. The compiler is asked if KDIR names the
 * kernel to build for.
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What kmcheck said of the calls of one file. */
struct said {
	guint offered, refused;
	guint unplaced;			/* refusals that name no line */
};

struct session {
	const char *kmcheck, *folder, *refusals_file;
	char *scratch;
	bool bless;
	guint passed, failed;
	GHashTable *refusals;		/* "file:line" -> words */
	GPtrArray *files;		/* char *: names with a fixed file */
	GHashTable *said;		/* file -> struct said */
};

/* One edit of the whole folder's fix. */
struct edit {
	char *file, *old, *new;
	guint line, column;
	gsize begin;
};

G_GNUC_PRINTF(3, 4)
static bool tell(struct session *s, bool passed, const char *format, ...)
{
	g_autofree char *text = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	if (passed)
		s->passed++;
	else
		s->failed++;
	printf("%s %u - fix: %s\n", passed ? "ok" : "not ok",
	       s->passed + s->failed, text);
	fflush(stdout);
	return passed;
}

static char *run(const char *folder, const char *const *argv, int *status)
{
	g_autoptr(GError) error = NULL;
	char *out = NULL;

	if (!g_spawn_sync(folder, (char **)argv, NULL,
			  G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL,
			  NULL, NULL, &out, NULL, status, &error)) {
		fprintf(stderr, "%s: %s\n", argv[0], error->message);
		exit(2);
	}
	return out;
}

static void shell(const char *format, ...)
{
	g_autofree char *command = NULL;
	va_list args;

	va_start(args, format);
	command = g_strdup_vprintf(format, args);
	va_end(args);
	if (g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL))
		return;
	fprintf(stderr, "%s failed\n", command);
	exit(2);
}

/* The findings of a folder; the caller puts the root. */
static json_object *check(const struct session *s, const char *folder,
			  json_object **findings)
{
	const char *argv[] = { s->kmcheck, "--no-cache", "--format", "json",
			       "--fail-on", "never", ".", NULL };
	int status;
	g_autofree char *text = run(folder, argv, &status);
	json_object *root = json_tokener_parse(text);

	if (!root || !json_object_object_get_ex(root, "findings", findings)) {
		fprintf(stderr, "no report about %s\n", folder);
		exit(2);
	}
	return root;
}

static const char *text_of(json_object *object, const char *key)
{
	json_object *value;

	return json_object_object_get_ex(object, key, &value) ?
	       json_object_get_string(value) : "";
}

static guint number_of(json_object *object, const char *key)
{
	json_object *value;

	return json_object_object_get_ex(object, key, &value) ?
	       (guint)json_object_get_int64(value) : 0;
}

static char *place_of(json_object *object)
{
	const char *file = text_of(object, "file");

	return g_strdup_printf("%s:%u",
			       g_str_has_prefix(file, "./") ? file + 2 : file,
			       number_of(object, "line"));
}

static gint name_compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_marks(struct session *s)
{
	g_autoptr(GDir) dir = g_dir_open(s->folder, 0, NULL);
	g_autoptr(GRegex) mark = g_regex_new("refuse: \"([^\"]*)\"", 0, 0,
					     NULL);

	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(s->folder, name,
							 NULL);
		g_autofree char *text = NULL;
		g_auto(GStrv) lines = NULL;

		if (!g_str_has_suffix(name, ".c") ||
		    !g_file_get_contents(path, &text, NULL, NULL))
			continue;
		g_ptr_array_add(s->files, g_strdup(name));
		lines = g_strsplit(text, "\n", -1);
		for (guint i = 0; lines[i]; i++) {
			g_autoptr(GMatchInfo) match = NULL;

			if (g_regex_match(mark, lines[i], 0, &match))
				g_hash_table_insert(s->refusals,
					g_strdup_printf("%s:%u", name, i + 1),
					g_match_info_fetch(match, 1));
		}
	}
	g_ptr_array_sort(s->files, name_compare);
}

static struct said *said_of(struct session *s, const char *file)
{
	struct said *said = g_hash_table_lookup(s->said, file);

	if (!said) {
		said = g_new0(struct said, 1);
		g_hash_table_insert(s->said, g_strdup(file), said);
	}
	return said;
}

static void count_said(struct session *s, const char *place, bool is_refused,
		       const char *reason)
{
	g_autofree char *file = g_strndup(place, strcspn(place, ":"));
	struct said *said = said_of(s, file);

	said->offered += !is_refused;
	said->refused += is_refused;
	said->unplaced += is_refused &&
			  !g_regex_match_simple("\\(\\w+\\.[ch]:\\d+\\)",
						reason, 0, 0);
}

/* One row of the list: what forbids it, and cases. */
static void check_row(struct session *s, const char *row, GHashTable *listed)
{
	g_auto(GStrv) columns = g_strsplit(row, "\t", 2);
	g_auto(GStrv) cases = g_strsplit(columns[1] ?: "", " ", -1);
	bool is_shown = *cases;

	for (guint i = 0; cases[i]; i++) {
		char *file = g_strconcat(cases[i], ".c", NULL);
		const struct said *said = said_of(s, file);

		is_shown &= said->refused && said->offered && !said->unplaced;
		g_hash_table_add(listed, file);
	}
	tell(s, is_shown, "refused, with its place, and a twin offered: %s",
	     columns[0]);
}

static void check_refusals(struct session *s)
{
	g_autoptr(GHashTable) listed = g_hash_table_new_full(g_str_hash,
						g_str_equal, g_free, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) rows = NULL;
	GHashTableIter iter;
	gpointer place;
	guint number = 0;

	if (!s->refusals_file ||
	    !g_file_get_contents(s->refusals_file, &text, NULL, NULL))
		return;
	rows = g_strsplit(text, "\n", -1);
	for (guint i = 0; rows[i]; i++) {
		if (!*rows[i] || *rows[i] == '#')
			continue;
		check_row(s, rows[i], listed);
		number++;
	}
	g_hash_table_iter_init(&iter, s->refusals);
	while (g_hash_table_iter_next(&iter, &place, NULL)) {
		g_autofree char *file = g_strndup(place, strcspn(place, ":"));

		if (!g_hash_table_contains(listed, file))
			tell(s, false, "%s stands for no reason in %s", file,
			     s->refusals_file);
	}
	tell(s, number >= 25, "%u reasons to refuse", number);
}

/* Offered, or refused for the reason that the mark gives. */
static void judge_finding(struct session *s, json_object *finding)
{
	g_autofree char *place = place_of(finding);
	const char *words = g_hash_table_lookup(s->refusals, place);
	const char *rule = text_of(finding, "rule");
	json_object *fix = NULL;
	const char *status, *reason;

	if (!g_str_has_prefix(rule, "oversize-")) {
		tell(s, false, "%s %s: %s", place, rule,
		     text_of(finding, "message"));
		return;
	}
	json_object_object_get_ex(finding, "fix", &fix);
	status = text_of(fix, "status");
	reason = text_of(fix, "reason");
	count_said(s, place, !strcmp(status, "refused"), reason);
	if (words)
		tell(s, !strcmp(status, "refused") && strstr(reason, words),
		     "%s refused: %s (%s)", place, words, reason);
	else
		tell(s, !strcmp(status, "offered"), "%s offered (%s)", place,
		     reason);
}

static gsize offset_of(const char *text, guint line, guint column)
{
	const char *at = text;

	for (; line > 1 && at; line--) {
		at = strchr(at, '\n');
		at = at ? at + 1 : NULL;
	}
	return at ? (gsize)(at - text) + column - 1 : strlen(text);
}

static void edit_free(gpointer p)
{
	struct edit *edit = p;

	g_free(edit->file);
	g_free(edit->old);
	g_free(edit->new);
	g_free(edit);
}

static bool is_known(const GPtrArray *edits, const struct edit *edit)
{
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *other = edits->pdata[i];

		if (!strcmp(other->file, edit->file) &&
		    other->line == edit->line && other->column == edit->column)
			return true;
	}
	return false;
}

static void add_edits(struct session *s, GPtrArray *edits,
		      json_object *finding)
{
	json_object *fix, *list;

	if (!json_object_object_get_ex(finding, "fix", &fix) ||
	    strcmp(text_of(fix, "status"), "offered") ||
	    !json_object_object_get_ex(fix, "edits", &list))
		return;
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		json_object *one = json_object_array_get_idx(list, i);
		struct edit *edit = g_new0(struct edit, 1);
		const char *file = text_of(one, "file");
		g_autofree char *path = NULL, *text = NULL;

		edit->file = g_strdup(g_str_has_prefix(file, "./") ?
				      file + 2 : file);
		edit->line = number_of(one, "line");
		edit->column = number_of(one, "column");
		edit->old = g_strdup(text_of(one, "old"));
		edit->new = g_strdup(text_of(one, "new"));
		path = g_build_filename(s->folder, edit->file, NULL);
		if (is_known(edits, edit) ||
		    !g_file_get_contents(path, &text, NULL, NULL)) {
			edit_free(edit);
			continue;
		}
		edit->begin = offset_of(text, edit->line, edit->column);
		g_ptr_array_add(edits, edit);
	}
}

static gint later_first(gconstpointer pa, gconstpointer pb)
{
	const struct edit *a = *(struct edit *const *)pa;
	const struct edit *b = *(struct edit *const *)pb;

	return a->begin < b->begin ? 1 : a->begin > b->begin ? -1 : 0;
}

/* A file with all edits but one (NULL: all). */
static char *edited(struct session *s, const GPtrArray *edits,
		    const char *file, const struct edit *dropped)
{
	g_autofree char *path = g_build_filename(s->folder, file, NULL);
	g_autofree char *text = NULL;
	GString *out;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return g_strdup("");
	out = g_string_new(text);
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = edits->pdata[i];

		if (edit == dropped || strcmp(edit->file, file))
			continue;
		g_string_erase(out, (gssize)edit->begin,
			       (gssize)strlen(edit->old));
		g_string_insert(out, (gssize)edit->begin, edit->new);
	}
	return g_string_free(out, FALSE);
}

static void copy_cases(const struct session *s, const char *to)
{
	shell("/bin/sh -c 'mkdir -p \"%s\" && cp \"%s\"/../*.h \"%s\"/.. && cp \"%s\"/* \"%s\" && rm -f \"%s\"/*.fixed'",
	      to, s->folder, to, s->folder, to, to);
}

static bool same_file(const char *a, const char *b)
{
	g_autofree char *ta = NULL, *tb = NULL;

	return g_file_get_contents(a, &ta, NULL, NULL) &&
	       g_file_get_contents(b, &tb, NULL, NULL) && !strcmp(ta, tb);
}

static void compare_fixed(struct session *s, const char *fixed,
			  const char *patched)
{
	for (guint i = 0; i < s->files->len; i++) {
		const char *name = s->files->pdata[i];
		g_autofree char *wanted = g_strdup_printf("%s/%s.fixed",
							  s->folder, name);
		g_autofree char *got = g_build_filename(fixed, name, NULL);
		g_autofree char *other = g_build_filename(patched, name, NULL);

		if (s->bless)
			shell("cp '%s' '%s'", got, wanted);
		tell(s, same_file(got, wanted), "%s is as %s.fixed", name,
		     name);
		if (!same_file(got, other))
			tell(s, false, "%s: --diff and --fix differ", name);
	}
}

/* Files in which a call is offered its rewrite. */
static void count_fixed(struct session *s)
{
	GHashTableIter iter;
	gpointer said;
	guint number = 0;

	g_hash_table_iter_init(&iter, s->said);
	while (g_hash_table_iter_next(&iter, NULL, &said))
		number += ((struct said *)said)->offered > 0;
	tell(s, number >= 60, "%u files are fixed", number);
}

static void fix_all(struct session *s)
{
	g_autofree char *fixed = g_build_filename(s->scratch, "fixed", "fix",
						  NULL);
	g_autofree char *patched = g_build_filename(s->scratch, "patched",
						    "fix", NULL);
	g_autofree char *patch = g_build_filename(s->scratch, "patch", NULL);
	const char *fix[] = { s->kmcheck, "--no-cache", "--fail-on", "never",
			      "--fix", ".", NULL };
	const char *diff[] = { s->kmcheck, "--no-cache", "--fail-on", "never",
			       "--diff", ".", NULL };
	const char *apply[] = { "patch", "-s", "-p1", "-i", patch, NULL };
	g_autofree char *said = NULL, *text = NULL, *none = NULL;
	json_object *findings, *root;
	int status;
	guint left = 0;

	copy_cases(s, fixed);
	copy_cases(s, patched);
	text = run(patched, diff, &status);
	g_file_set_contents(patch, text, -1, NULL);
	said = run(patched, apply, &status);
	tell(s, status == 0, "patch takes --diff %s", said);
	g_free(run(fixed, fix, &status));
	compare_fixed(s, fixed, patched);
	count_fixed(s);
	root = check(s, fixed, &findings);
	for (size_t i = 0; i < json_object_array_length(findings); i++) {
		json_object *one = json_object_array_get_idx(findings, i);
		g_autofree char *place = place_of(one);

		if (g_hash_table_contains(s->refusals, place))
			continue;
		left++;
		tell(s, false, "left after --fix: %s %s", place,
		     text_of(one, "message"));
	}
	tell(s, !left, "a second run says nothing of what was fixed");
	json_object_put(root);
	none = run(fixed, diff, &status);
	tell(s, !strlen(none), "a second --diff is empty");
}

/* kfree_rcu() and kvfree_rcu() are one macro from 5.15 on. */
static bool is_equal_by_definition(const struct edit *edit)
{
	return strstr(edit->old, "free_rcu") && strstr(edit->new, "free_rcu");
}

/* The other files of the module: NAME_part_MAIN.c and NAME_part_MORE.c. */
static bool is_same_module(const char *a, const char *b)
{
	const char *mark = strstr(a, "_part_");

	return mark ? !strncmp(a, b, mark + strlen("_part_") - a) :
		      !strcmp(a, b);
}

/* Each mutant is a module of its own: m12-y := m12_0.o m12_1.o. */
static void write_mutants(struct session *s, const GPtrArray *edits,
			  const char *folder, const bool *skip)
{
	g_autoptr(GString) kbuild = g_string_new(
		"ccflags-y += -Wno-missing-prototypes -Wno-missing-declarations\n");
	g_autofree char *path = g_build_filename(folder, "Kbuild", NULL);

	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = edits->pdata[i];

		if (is_equal_by_definition(edit) || skip[i])
			continue;
		g_string_append_printf(kbuild, "obj-m += m%u.o\nm%u-y :=", i,
				       i);
		for (guint k = 0; k < s->files->len; k++) {
			const char *file = s->files->pdata[k];
			g_autofree char *name = NULL, *text = NULL;

			if (!is_same_module(edit->file, file))
				continue;
			name = g_strdup_printf("%s/m%u_%u.c", folder, i, k);
			text = edited(s, edits, file, edit);
			g_file_set_contents(name, text, -1, NULL);
			g_string_append_printf(kbuild, " m%u_%u.o", i, k);
		}
		g_string_append_c(kbuild, '\n');
	}
	g_file_set_contents(path, kbuild->str, -1, NULL);
}

/* Which mutants does kmcheck object to? */
static void judge_mutants(struct session *s, const GPtrArray *edits,
			  const char *folder, bool *killed)
{
	json_object *findings, *root = check(s, folder, &findings), *broken;

	for (size_t i = 0; i < json_object_array_length(findings); i++) {
		json_object *one = json_object_array_get_idx(findings, i);
		g_autofree char *file = g_path_get_basename(text_of(one,
								    "file"));
		g_autofree char *place = NULL;
		guint number;

		if (sscanf(file, "m%u_", &number) != 1 ||
		    number >= edits->len)
			continue;
		place = g_strdup_printf("%s:%u",
			((struct edit *)edits->pdata[number])->file,
			number_of(one, "line"));
		if (!g_hash_table_contains(s->refusals, place))
			killed[number] = true;
	}
	if (json_object_object_get_ex(root, "incomplete", &broken)) {
		for (size_t i = 0; i < json_object_array_length(broken); i++) {
			g_autofree char *file = g_path_get_basename(text_of(
				json_object_array_get_idx(broken, i),
				"file"));
			guint number;

			if (sscanf(file, "m%u_", &number) == 1 &&
			    number < edits->len)
				killed[number] = true;
		}
	}
	json_object_put(root);
}

/* Does the kernel's build object to the mutants in a folder? */
static void compile_mutants(const GPtrArray *edits, const char *folder,
			    bool *killed)
{
	const char *kdir = g_getenv("KDIR");
	const char *argv[] = { "/bin/sh", "-c",
		"make -k -C \"$0\" M=\"$1\" W=1 KBUILD_MODPOST_WARN=1 modules 2>&1",
		kdir, folder, NULL };
	g_autofree char *out = NULL;
	g_auto(GStrv) lines = NULL;
	int status;

	if (!kdir || !*kdir)
		return;
	out = run(folder, argv, &status);
	lines = g_strsplit(out, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		const char *at = strstr(lines[i], "mutants/m");
		guint number;

		if (at && sscanf(at, "mutants/m%u_", &number) == 1 &&
		    number < edits->len && (strstr(lines[i], "error") ||
					    strstr(lines[i], "warning")))
			killed[number] = true;
	}
}

static void mutate(struct session *s, const GPtrArray *edits)
{
	g_autofree char *folder = g_build_filename(s->scratch, "mutants",
						   NULL);
	g_autofree bool *killed = g_new0(bool, edits->len + 1);
	guint survivors = 0, excepted = 0;

	g_mkdir_with_parents(folder, 0755);
	shell("/bin/sh -c 'cp \"%s\"/*.h \"%s\" || true'", s->folder, folder);
	write_mutants(s, edits, folder, killed);
	judge_mutants(s, edits, folder, killed);
	write_mutants(s, edits, folder, killed);	/* those left */
	compile_mutants(edits, folder, killed);
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = edits->pdata[i];

		if (is_equal_by_definition(edit)) {
			excepted++;
		} else if (!killed[i]) {
			survivors++;
			tell(s, false,
			     "nobody objects without \"%s\" -> \"%s\" in %s:%u",
			     edit->old, edit->new, edit->file, edit->line);
		}
	}
	tell(s, !survivors,
	     "%u edits dropped one by one: %u survive, %u equal by definition",
	     edits->len, survivors, excepted);
}

int main(int argc, char **argv)
{
	struct session s = {
		.refusals = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, g_free),
		.files = g_ptr_array_new_with_free_func(g_free),
		.said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					      g_free),
	};
	g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func(edit_free);
	json_object *findings, *root;
	g_autofree char *kmcheck = NULL;

	if (argc < 3) {
		fprintf(stderr,
			"usage: run-fixes KMCHECK FOLDER [--bless] [--refusals FILE]\n");
		return 2;
	}
	kmcheck = g_canonicalize_filename(argv[1], NULL);
	s.kmcheck = kmcheck;
	s.folder = g_canonicalize_filename(argv[2], NULL);
	for (int i = 3; i < argc; i++) {
		if (!strcmp(argv[i], "--bless"))
			s.bless = true;
		else if (!strcmp(argv[i], "--refusals") && i + 1 < argc)
			s.refusals_file = argv[++i];
	}
	s.scratch = g_dir_make_tmp("kmcheck-fix-XXXXXX", NULL);
	read_marks(&s);
	root = check(&s, s.folder, &findings);
	for (size_t i = 0; i < json_object_array_length(findings); i++) {
		json_object *one = json_object_array_get_idx(findings, i);

		judge_finding(&s, one);
		add_edits(&s, edits, one);
	}
	json_object_put(root);
	check_refusals(&s);
	g_ptr_array_sort(edits, later_first);
	fix_all(&s);
	mutate(&s, edits);
	shell("rm -rf '%s'", s.scratch);
	printf("%u passed, %u failed, 0 skipped\n", s.passed, s.failed);
	return s.failed ? 1 : 0;
}
