// SPDX-License-Identifier: GPL-2.0-only
/*
 * Backwards: take the kernel's own kvmalloc uses back to kmalloc, in memory,
 * and let the rewrites restore them.
 *
 *	undo RELEASE FILE... -- COMPILER-FLAG...
 *
 * (in the source tree, with the flags that its units are compiled with). Each
 * file is a program by itself, so what other files free is not seen: such
 * calls must be refused, not restored. For each file and in all it prints how
 * many calls were restored (offered), refused, and wrong: restored, but some
 * free of the memory was not. Lines that are rewritten otherwise than upstream
 * wrote them are printed. Exit status 1 if any is wrong.
 */
#include <stdio.h>
#include <string.h>

#include "checks/kfree_mismatch.h"
#include "fix/edits.h"
#include "fix/fix.h"
#include "front/front.h"

#define KV_NAMES \
	"(\\bv(?=memdup_(?:array_)?user\\s*\\())|" \
	"(?<=\\bk)v(?=(?:malloc|zalloc|calloc|malloc_array|malloc_node|" \
	"zalloc_node|memdup|realloc|free|free_rcu|free_rcu_mightsleep|" \
	"(?:malloc|zalloc)_(?:obj|objs|flex))\\s*\\()|" \
	"(?<=__free\\(k)v(?=free\\))"

struct tally {
	guint files, exact, restored, refused, wrong, other;
};

struct undo {
	const char *const *flags;
	struct rulebase *rules;
	struct target *target;
	struct tally all;
};

/* One file: as it is, as it was made, as it is restored. */
struct attempt {
	char *path;
	char **upstream, **undone, **restored;	/* lines */
	char *undone_text, *restored_text;
	bool is_exact;
};

static struct program_db *lower(const struct undo *u, const char *path,
				const char *text)
{
	GHashTable *opaque = rulebase_opaque_names(u->rules);
	GHashTable *probe = rulebase_probe_names(u->rules);
	g_autofree char *here = g_get_current_dir();
	struct front_options options = {
		.argv = u->flags, .directory = here, .path = path,
		.overlay_paths = &path, .overlay_texts = &text,
		.n_overlays = 1, .opaque = opaque, .probe = probe,
		.no_pch = true,
	};
	struct ir_unit *unit = front_lower(&options, NULL);
	GPtrArray *units = g_ptr_array_new_with_free_func(
				(GDestroyNotify)ir_unit_free);

	g_hash_table_unref(opaque);
	g_hash_table_unref(probe);
	if (unit)
		g_ptr_array_add(units, unit);
	if (!unit || unit->errors->len) {
		g_ptr_array_unref(units);
		return NULL;
	}
	return program_db_new(units, here, false);
}

static bool is_undone(const struct attempt *a, guint line)
{
	return strcmp(a->upstream[line - 1], a->undone[line - 1]);
}

/* Plan every allocation that was taken back. */
static GPtrArray *plan_all(struct undo *u, const struct attempt *a,
			   const struct fix_context *ctx, struct tally *tally)
{
	GPtrArray *findings = g_ptr_array_new_with_free_func(
				(GDestroyNotify)finding_free);

	for (guint line = 1; a->undone[line - 1]; line++) {
		struct code_ref at;
		struct finding *finding;

		if (!is_undone(a, line))
			continue;
		at = fix_find_site(ctx->graph->db, u->rules, a->path, line);
		if (!at.insn)
			continue;
		finding = finding_new("oversize-constant", LEVEL_ERROR);
		fix_plan(finding, ctx, &at);
		if (finding->fix.status == FIX_OFFERED) {
			tally->restored++;
		} else {
			tally->refused++;
			printf("  %s:%u refused: %s\n", a->path, line,
			       finding->fix.reason);
		}
		g_ptr_array_add(findings, finding);
	}
	return findings;
}

static void restore(struct attempt *a, const GPtrArray *findings)
{
	g_autoptr(GPtrArray) files = edits_by_file(findings);
	GString *text = NULL;

	for (guint i = 0; i < files->len; i++) {
		const struct file_edits *file = files->pdata[i];

		if (!strcmp(file->absolute, a->path))
			text = edits_apply(file, a->undone_text);
	}
	a->restored_text = text ? g_string_free(text, FALSE) :
				  g_strdup(a->undone_text);
	a->restored = g_strsplit(a->restored_text, "\n", -1);
}

/* Memory that was restored still reaches a free of kmalloc memory. */
static guint count_wrong(const struct undo *u, const struct attempt *a)
{
	struct program_db *db = lower(u, a->path, a->restored_text);
	struct owner_graph *graph = db ? owner_graph_new(db, u->rules) : NULL;
	g_autoptr(GPtrArray) found = db ? kfree_mismatch_findings(graph) :
				     NULL;
	guint wrong = 0;

	if (!db)
		printf("  %s: does not compile any more\n", a->path);
	for (guint i = 0; db && i < found->len; i++) {
		const struct finding *f = found->pdata[i];
		const struct step *from = f->trace->pdata[0];

		if (strcmp(from->place.file, a->path) ||
		    !strcmp(a->restored[from->place.line - 1],
			    a->undone[from->place.line - 1]))
			continue;
		wrong++;
		printf("  %s:%u wrong: %s\n", a->path, f->place.line,
		       f->message);
	}
	owner_graph_free(graph);
	program_db_free(db);
	return db ? wrong : 1;
}

static void compare(const struct attempt *a, struct tally *tally)
{
	for (guint i = 0; a->upstream[i] && a->restored[i]; i++) {
		if (!strcmp(a->restored[i], a->upstream[i]) ||
		    !strcmp(a->restored[i], a->undone[i]))
			continue;
		tally->other++;
		printf("  %s:%u otherwise: %s\n", a->path, i + 1,
		       a->restored[i]);
	}
}

static void attempt_release(struct attempt *a)
{
	g_free(a->path);
	g_strfreev(a->upstream);
	g_strfreev(a->undone);
	g_strfreev(a->restored);
	g_free(a->undone_text);
	g_free(a->restored_text);
}

static void add(struct tally *all, const struct tally *one, bool is_exact)
{
	all->files++;
	all->exact += is_exact;
	all->restored += one->restored;
	all->refused += one->refused;
	all->wrong += one->wrong;
	all->other += one->other;
}

static void try_file(struct undo *u, const char *file)
{
	g_autoptr(GRegex) names = g_regex_new(KV_NAMES, 0, 0, NULL);
	g_autofree char *text = NULL;
	struct attempt a = { .path = g_canonicalize_filename(file, NULL) };
	struct tally tally = { 0 };
	struct program_db *db = NULL;

	if (g_file_get_contents(a.path, &text, NULL, NULL)) {
		a.undone_text = g_regex_replace_literal(names, text, -1, 0,
							"", 0, NULL);
		db = lower(u, a.path, a.undone_text);
	}
	if (!db) {
		printf("%s: not compiled here\n", file);
		attempt_release(&a);
		return;
	}
	a.upstream = g_strsplit(text, "\n", -1);
	a.undone = g_strsplit(a.undone_text, "\n", -1);
	{
		struct owner_graph *graph = owner_graph_new(db, u->rules);
		struct source_set *sources = source_set_new();
		struct fix_context ctx = { graph, u->target, sources, NULL };
		g_autoptr(GPtrArray) findings = NULL;

		source_overlay(sources, a.path, a.undone_text);
		findings = plan_all(u, &a, &ctx, &tally);
		restore(&a, findings);
		source_set_free(sources);
		owner_graph_free(graph);
		program_db_free(db);
	}
	a.is_exact = !strcmp(a.restored_text, text);
	tally.wrong = count_wrong(u, &a);
	compare(&a, &tally);
	printf("%s: %u restored, %u refused, %u wrong, %u lines otherwise%s\n",
	       file, tally.restored, tally.refused, tally.wrong, tally.other,
	       a.is_exact ? ", exact" : "");
	fflush(stdout);
	add(&u->all, &tally, a.is_exact);
	attempt_release(&a);
}

int main(int argc, char **argv)
{
	struct undo u = { .rules = rulebase_load(NULL, NULL) };
	struct target_request request = { .arch = "x86_64", .max_order = -1 };
	char *warning = NULL;
	int first = 2, last = 2;

	while (last < argc && strcmp(argv[last], "--"))
		last++;
	if (argc < 3 || last >= argc || !u.rules) {
		fprintf(stderr, "usage: undo RELEASE FILE... -- FLAG...\n");
		return 2;
	}
	request.kernel = argv[1];
	u.flags = (const char *const *)argv + last + 1;
	u.target = target_new(u.rules, &request, NULL, &warning, NULL);
	g_free(warning);
	for (int i = first; i < last; i++)
		try_file(&u, argv[i]);
	printf("%u files, %u exact: %u calls restored, %u refused, %u wrong, %u lines otherwise\n",
	       u.all.files, u.all.exact, u.all.restored, u.all.refused,
	       u.all.wrong, u.all.other);
	target_free(u.target);
	rulebase_free(u.rules);
	return u.all.wrong ? 1 : 0;
}
