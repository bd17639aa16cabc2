// SPDX-License-Identifier: GPL-2.0-only
/*
 * Backwards: take the kernel's own kvmalloc uses back to kmalloc, in memory,
 * and let the rewrites restore them.
 *
 *	undo RELEASE TREE DATABASE FOLDER...
 *
 * DATABASE is the compile_commands.json that kmcheck writes for the TREE
 * (kmcheck --config allmodconfig --write-compile-commands TREE). The sources
 * and headers of each FOLDER, with what is below it, are one program; what the
 * rest of the tree frees is not seen, and must be refused, not restored.
 *
 * Every allocation that was taken back is
 *
 *	exact		restored, with all its frees, as upstream wrote it
 *	otherwise	restored, some line of it with other words: printed
 *	refused		printed with the reason
 *	wrong		restored, but the text does not compile, or its memory
 *			reaches a free that takes none from vmalloc
 *
 * A free that was taken back and that nobody restored, of what has the name of
 * a restored allocation, is printed as one to be looked at: kfree-mismatch,
 * which says what is wrong, sees no more than the rewrite does. Exit status 1
 * if any is wrong.
 */
#include <stdio.h>
#include <string.h>

#include "build/database.h"
#include "build/folder.h"
#include "checks/kfree_mismatch.h"
#include "fix/edits.h"
#include "fix/fix.h"
#include "front/front.h"

#define KV_NAMES \
	"(\\bv(?=memdup_(?:array_)?user\\s*\\())|" \
	"(?<=\\bk)v(?=(?:free(?:_rcu|_rcu_mightsleep)?\\b|" \
	"(?:[mzc]alloc|malloc_array|memdup|realloc|" \
	"(?:[mz]alloc|calloc|malloc_array)_node|" \
	"[mz]alloc_(?:obj|objs|flex))\\s*\\())"

struct tally {
	guint calls, exact, otherwise, refused, wrong, look;
};

struct undo {
	struct rulebase *rules;
	struct target *target;
	const char *tree;
	GPtrArray *compiles;		/* struct compile *, of the database */
	char *pch_dir;
	struct tally all;
};

/* One file: as it is, as it was made, as it is restored. */
struct file {
	char *path, *upstream_text, *undone_text, *restored_text;
	char **upstream, **undone, **restored;		/* lines */
};

struct attempt {
	struct undo *undo;
	GPtrArray *compiles;		/* struct compile *: of the folder */
	GPtrArray *units;		/* struct ir_unit *: of those, as they
					   were last lowered */
	GPtrArray *files;		/* struct file *: that were changed */
	GPtrArray *findings;		/* struct finding *: restored calls */
	GPtrArray *names;		/* char *: what those are assigned to */
	struct tally tally;
};

static void file_free(gpointer p)
{
	struct file *file = p;

	g_free(file->path);
	g_free(file->upstream_text);
	g_free(file->undone_text);
	g_free(file->restored_text);
	g_strfreev(file->upstream);
	g_strfreev(file->undone);
	g_strfreev(file->restored);
	g_free(file);
}

static struct file *file_of(const struct attempt *a, const char *path)
{
	for (guint i = 0; i < a->files->len; i++) {
		struct file *file = a->files->pdata[i];

		if (!strcmp(file->path, path))
			return file;
	}
	return NULL;
}

/* Keep what is taken back; is_edited: or is edited all the same. NULL if there
 * is nothing to keep. */
static struct file *add_file(struct attempt *a, const char *path,
			     bool is_edited)
{
	g_autoptr(GRegex) names = g_regex_new(KV_NAMES, 0, 0, NULL);
	g_autofree char *text = NULL;
	struct file *file;
	char *undone;

	if (!g_file_get_contents(path, &text, NULL, NULL) ||
	    !g_utf8_validate(text, -1, NULL))
		return NULL;
	undone = g_regex_replace_literal(names, text, -1, 0, "", 0, NULL);
	if (!strcmp(undone, text) && !is_edited) {
		g_free(undone);
		return NULL;
	}
	file = g_new0(struct file, 1);
	file->path = g_strdup(path);
	file->upstream_text = g_steal_pointer(&text);
	file->undone_text = undone;
	file->upstream = g_strsplit(file->upstream_text, "\n", -1);
	file->undone = g_strsplit(undone, "\n", -1);
	g_ptr_array_add(a->files, file);
	return file;
}

/* Sources that are built, and every header. */
static void find_files(struct attempt *a, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autofree char *below = g_strconcat(folder, "/", NULL);

	for (guint i = 0; i < a->undo->compiles->len; i++) {
		struct compile *compile = a->undo->compiles->pdata[i];

		if (!g_str_has_prefix(compile->source, below) ||
		    strchr(compile->source + strlen(below), '/'))
			continue;
		g_ptr_array_add(a->compiles, compile);
		add_file(a, compile->source, false);
	}
	for (const char *name; dir && (name = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_str_has_suffix(name, ".h"))
			add_file(a, path, false);
		else if (g_file_test(path, G_FILE_TEST_IS_DIR))
			find_files(a, path);
	}
}

static struct ir_unit *lower_one(const struct attempt *a,
				 const struct compile *compile,
				 bool is_restored)
{
	const struct rulebase *rules = a->undo->rules;
	g_autoptr(GHashTable) opaque = rulebase_opaque_names(rules);
	g_autoptr(GHashTable) probe = rulebase_probe_names(rules);
	g_autoptr(GPtrArray) paths = g_ptr_array_new();
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	g_auto(GStrv) argv = flags_clean((const char *const *)compile->argv,
					 compile->directory, "x86_64");
	struct front_options options = {
		.argv = (const char *const *)argv,
		.directory = compile->directory, .path = compile->source,
		.opaque = opaque, .probe = probe,
		.pch_dir = a->undo->pch_dir,
		.pch_headers = rulebase_words(rules, "pch.headers"),
	};

	for (guint i = 0; i < a->files->len; i++) {
		const struct file *file = a->files->pdata[i];

		g_ptr_array_add(paths, file->path);
		g_ptr_array_add(texts, is_restored ? file->restored_text :
						     file->undone_text);
	}
	options.overlay_paths = (const char *const *)paths->pdata;
	options.overlay_texts = (const char *const *)texts->pdata;
	options.n_overlays = paths->len;
	return front_lower(&options, NULL);
}

static bool is_touched(const struct attempt *a, const struct ir_unit *unit)
{
	for (guint i = 0; i < unit->files->len; i++) {
		const struct file *file = file_of(a, unit->files->pdata[i]);

		if (file && strcmp(file->undone_text, file->restored_text))
			return true;
	}
	return false;
}

static struct program_db *program_of(const struct attempt *a)
{
	GPtrArray *units = g_ptr_array_new();	/* which stay ours */

	g_ptr_array_extend(units, a->units, NULL, NULL);
	return program_db_new(units, NULL, a->undo->tree, false);
}

/* The folder as a program, undone. What does not compile is left out. */
static struct program_db *lower_undone(struct attempt *a)
{
	for (guint i = 0; i < a->compiles->len;) {
		const struct compile *compile = a->compiles->pdata[i];
		struct ir_unit *unit = lower_one(a, compile, false);

		if (unit && !unit->errors->len) {
			g_ptr_array_add(a->units, unit);
			i++;
			continue;
		}
		printf("  %s does not compile here\n", compile->source);
		ir_unit_free(unit);
		g_ptr_array_remove_index(a->compiles, i);
	}
	return program_of(a);
}

/* … restored. What does not compile any more is wrong. */
static struct program_db *lower_restored(struct attempt *a)
{
	for (guint i = 0; i < a->compiles->len; i++) {
		const struct compile *compile = a->compiles->pdata[i];
		struct ir_unit *unit;

		if (!is_touched(a, a->units->pdata[i]))
			continue;
		unit = lower_one(a, compile, true);
		if (!unit || unit->errors->len) {
			printf("  %s wrong: does not compile any more\n",
			       compile->source);
			a->tally.wrong++;
			ir_unit_free(unit);
			continue;
		}
		ir_unit_free(a->units->pdata[i]);
		a->units->pdata[i] = unit;
	}
	return program_of(a);
}

static struct mentions *rest_of_tree(const struct attempt *a)
{
	struct mentions *rest = mentions_new(a->undo->tree);

	for (guint i = 0; i < a->compiles->len; i++)
		mentions_add_seen(rest, ((struct compile *)
					 a->compiles->pdata[i])->source);
	return rest;
}

/* The last name before an equals sign: "cache->table[i] = " -> "table". */
static char *assigned_name(const char *line)
{
	g_autoptr(GRegex) name = g_regex_new(
			"(\\w+)(?:\\[[^\\]]*\\])?\\s*=[^=]", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	return g_regex_match(name, line, 0, &match) ?
	       g_match_info_fetch(match, 1) : NULL;
}

static void plan_call(struct attempt *a, const struct fix_context *ctx,
		      const struct file *file, guint line)
{
	g_autoptr(GArray) sites = fix_find_sites(ctx->graph->db,
						 a->undo->rules, file->path,
						 line);
	struct finding *finding;
	char *name;

	if (!sites->len)
		return;
	finding = finding_new("oversize-constant", LEVEL_ERROR);
	fix_plan(finding, ctx, &g_array_index(sites, struct code_ref, 0));
	a->tally.calls++;
	if (finding->fix.status == FIX_OFFERED) {
		g_ptr_array_add(a->findings, finding);
		name = assigned_name(file->undone[line - 1]);
		if (name)
			g_ptr_array_add(a->names, name);
		return;
	}
	a->tally.refused++;
	printf("  %s:%u refused: %s\n", file->path, line,
	       finding->fix.reason);
	finding_free(finding);
}

/* Plan every allocation that was taken back. */
static void plan_all(struct attempt *a, const struct fix_context *ctx)
{
	for (guint i = 0; i < a->files->len; i++) {
		const struct file *file = a->files->pdata[i];

		for (guint line = 1; file->undone[line - 1]; line++)
			if (strcmp(file->upstream[line - 1],
				   file->undone[line - 1]))
				plan_call(a, ctx, file, line);
	}
}

static void restore(struct attempt *a)
{
	g_autoptr(GPtrArray) edits = edits_by_file(a->findings);

	for (guint i = 0; i < edits->len; i++) {
		const struct file_edits *one = edits->pdata[i];
		struct file *file = file_of(a, one->absolute) ?:
				    add_file(a, one->absolute, true);
		GString *text = file ? edits_apply(one, file->undone_text) :
				       NULL;

		if (text)
			file->restored_text = g_string_free(text, FALSE);
	}
	for (guint i = 0; i < a->files->len; i++) {
		struct file *file = a->files->pdata[i];

		if (!file->restored_text)
			file->restored_text = g_strdup(file->undone_text);
		file->restored = g_strsplit(file->restored_text, "\n", -1);
	}
}

/* Are all lines that the rewrite touched as upstream wrote them? */
static bool is_exact(const struct attempt *a, const struct finding *finding)
{
	bool exact = true;

	for (guint i = 0; i < finding->fix.edits->len; i++) {
		const struct edit *edit = finding->fix.edits->pdata[i];
		const struct file *file = file_of(a, edit->place.file);
		guint line = edit->place.line - 1;

		if (file && !strcmp(file->restored[line],
				    file->upstream[line]))
			continue;
		exact = false;
		printf("  %s:%u otherwise: %s\n", edit->place.file,
		       edit->place.line, file ? file->restored[line] : "");
	}
	return exact;
}

/* Memory that was restored still reaches a free of kmalloc memory. */
static guint count_wrong(const struct attempt *a, struct program_db *db)
{
	struct owner_graph *graph = owner_graph_new(db, a->undo->rules);
	g_autoptr(GPtrArray) found =
		kfree_mismatch_findings(graph, a->undo->target);
	guint wrong = 0;

	for (guint i = 0; i < found->len; i++) {
		const struct finding *f = found->pdata[i];
		const struct step *from = f->trace->pdata[0];
		const struct file *file = file_of(a, from->place.file);
		guint line = from->place.line - 1;

		if (!file || !strcmp(file->restored[line],
				     file->undone[line]))
			continue;
		wrong++;
		printf("  %s:%u wrong: %s\n", f->place.file, f->place.line,
		       f->message);
	}
	owner_graph_free(graph);
	return wrong;
}

static bool names_one(const struct attempt *a, const char *line)
{
	for (guint i = 0; i < a->names->len; i++) {
		g_autofree char *pattern = g_strdup_printf("free\\w*\\(.*\\b%s\\b",
					(char *)a->names->pdata[i]);

		if (g_regex_match_simple(pattern, line, 0, 0))
			return true;
	}
	return false;
}

static void show_left(struct attempt *a)
{
	for (guint i = 0; i < a->files->len; i++) {
		const struct file *file = a->files->pdata[i];

		for (guint n = 0; file->undone[n] && file->restored[n]; n++) {
			if (!strcmp(file->upstream[n], file->undone[n]) ||
			    strcmp(file->restored[n], file->undone[n]) ||
			    !names_one(a, file->undone[n]))
				continue;
			a->tally.look++;
			printf("  %s:%u look: %s\n", file->path, n + 1,
			       g_strstrip(file->undone[n]));
		}
	}
}

static void show(const char *what, const struct tally *t)
{
	printf("%s: %u calls: %u exact, %u otherwise, %u refused, %u wrong; %u frees to look at\n",
	       what, t->calls, t->exact, t->otherwise, t->refused, t->wrong,
	       t->look);
	fflush(stdout);
}

static void add(struct tally *all, const struct tally *one)
{
	all->calls += one->calls;
	all->exact += one->exact;
	all->otherwise += one->otherwise;
	all->refused += one->refused;
	all->wrong += one->wrong;
	all->look += one->look;
}

static void plan_and_restore(struct attempt *a)
{
	struct program_db *db = lower_undone(a);
	struct owner_graph *graph = owner_graph_new(db, a->undo->rules);
	struct source_set *sources = source_set_new();
	struct fix_context ctx = { graph, a->undo->target, sources, NULL };

	graph->outside = rest_of_tree(a);
	for (guint i = 0; i < a->files->len; i++) {
		const struct file *file = a->files->pdata[i];

		source_overlay(sources, file->path, file->undone_text);
	}
	plan_all(a, &ctx);
	restore(a);
	source_set_free(sources);
	mentions_free(graph->outside);
	owner_graph_free(graph);
	program_db_free(db);
}

static void try_folder(struct undo *u, const char *folder)
{
	g_autofree char *path = g_canonicalize_filename(folder, u->tree);
	struct attempt a = { .undo = u };
	struct program_db *db;

	a.compiles = g_ptr_array_new();
	a.units = g_ptr_array_new_with_free_func((GDestroyNotify)ir_unit_free);
	a.files = g_ptr_array_new_with_free_func(file_free);
	a.findings = g_ptr_array_new_with_free_func(
				(GDestroyNotify)finding_free);
	a.names = g_ptr_array_new_with_free_func(g_free);
	find_files(&a, path);
	plan_and_restore(&a);
	db = lower_restored(&a);
	a.tally.wrong += count_wrong(&a, db);
	program_db_free(db);
	for (guint i = 0; i < a.findings->len; i++) {
		bool exact = is_exact(&a, a.findings->pdata[i]);

		a.tally.exact += exact;
		a.tally.otherwise += !exact;
	}
	show_left(&a);
	show(folder, &a.tally);
	add(&u->all, &a.tally);
	g_ptr_array_unref(a.names);
	g_ptr_array_unref(a.findings);
	g_ptr_array_unref(a.files);
	g_ptr_array_unref(a.units);
	g_ptr_array_unref(a.compiles);
}

int main(int argc, char **argv)
{
	struct undo u = { .rules = rulebase_load(NULL, NULL) };
	struct target_request request = { .arch = "x86_64", .max_order = -1 };
	g_autofree char *tree = NULL, *database = NULL, *warning = NULL;
	guint n_stale;

	if (argc < 5 || !u.rules) {
		fprintf(stderr,
			"usage: undo RELEASE TREE DATABASE FOLDER...\n");
		return 2;
	}
	request.kernel = argv[1];
	u.tree = tree = g_canonicalize_filename(argv[2], NULL);
	database = g_canonicalize_filename(argv[3], NULL);
	u.compiles = database_read(database, &n_stale, NULL);
	u.target = target_new(u.rules, &request, NULL, &warning, NULL);
	if (!u.compiles || !u.target) {
		fprintf(stderr, "%s cannot be read\n", argv[3]);
		return 2;
	}
	u.pch_dir = g_dir_make_tmp("kmcheck-undo-XXXXXX", NULL);
	for (int i = 4; i < argc; i++)
		try_folder(&u, argv[i]);
	remove_folder(u.pch_dir);
	show("in all", &u.all);
	target_free(u.target);
	g_free(u.pch_dir);
	g_ptr_array_unref(u.compiles);
	rulebase_free(u.rules);
	return u.all.wrong ? 1 : 0;
}
