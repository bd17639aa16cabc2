// SPDX-License-Identifier: GPL-2.0-only
#include "fix/program.h"

#include <string.h>

#include "checks/kfree_mismatch.h"

static struct owner_graph *graph_of(const struct check_context *ctx)
{
	struct owner_graph *graph = owner_graph_new(ctx->db, ctx->rules);

	graph->outside = ctx->outside;
	return graph;
}

static struct fix_context fix_context_of(const struct check_context *ctx,
					 struct owner_graph *graph)
{
	return (struct fix_context){
		.graph = graph, .target = ctx->target,
		.sources = ctx->sources, .display = ctx->display,
	};
}

static void show_path(const struct check_context *ctx, struct place *place)
{
	char *shown = display_path(ctx->display, place->file);

	g_free(place->file);
	place->file = shown;
}

static char *path_below_root(const struct check_context *ctx,
			     const char *absolute)
{
	if (ctx->root && g_str_has_prefix(absolute, ctx->root) &&
	    absolute[strlen(ctx->root)] == '/')
		return g_strdup(absolute + strlen(ctx->root) + 1);
	return g_path_get_basename(absolute);
}

/* What a fingerprint and a report need: the call's text and paths as the user
 * gave them. */
static void complete(const struct check_context *ctx, struct finding *finding,
		     const struct code_ref *at)
{
	g_autofree char *text = span_text(ctx->sources, at->function->unit,
					  &at->insn->call->expr);
	const char *name = finding->callee ? finding->callee : "";

	finding->call_text = finding_normalise_text(text ? text : name);
	finding->path_in_program = path_below_root(ctx, finding->place.file);
	show_path(ctx, &finding->place);
	for (guint i = 0; i < finding->trace->len; i++)
		show_path(ctx, &((struct step *)
				 finding->trace->pdata[i])->place);
}

static struct code_ref call_at(const struct program_db *db,
			       const struct finding *finding)
{
	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *ref = db->ordered->pdata[i];

		if (strcmp(ref->fn->name, finding->function))
			continue;
		for (guint k = 0; k < ref->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(ref->calls, struct code_ref,
					       k);

			if (at->insn->loc.line == finding->place.line &&
			    at->insn->loc.column == finding->place.column &&
			    !strcmp(code_ref_file(at), finding->place.file))
				return *at;
		}
	}
	return (struct code_ref){ NULL, NULL, 0, 0 };
}

static void add_mismatches(const struct check_context *ctx,
			   const struct fix_context *fix, GPtrArray *findings,
			   bool (*is_reported)(const struct function_ref *fn,
					       void *data),
			   void *data)
{
	g_autoptr(GPtrArray) found =
		kfree_mismatch_findings(fix->graph, ctx->target);

	g_ptr_array_set_free_func(found, NULL);
	for (guint i = 0; i < found->len; i++) {
		struct finding *finding = found->pdata[i];
		struct code_ref at = call_at(ctx->db, finding);

		if (!at.insn || (is_reported &&
				 !is_reported(at.function, data))) {
			finding_free(finding);
			continue;
		}
		complete(ctx, finding, &at);
		fix_plan_free(finding, fix, &at);
		g_ptr_array_add(findings, finding);
	}
}

void fix_program(const struct check_context *ctx, GPtrArray *findings,
		 bool (*is_reported)(const struct function_ref *fn,
				     void *data),
		 void *data)
{
	struct owner_graph *graph = graph_of(ctx);
	struct fix_context fix = fix_context_of(ctx, graph);

	fix_findings(findings, &fix);
	add_mismatches(ctx, &fix, findings, is_reported, data);
	owner_graph_free(graph);
}

static struct finding *rewrite_of(const struct check_context *ctx,
				  const struct fix_context *fix,
				  const struct code_ref *at)
{
	struct finding *finding = finding_new("rewrite", LEVEL_NOTE);
	struct ir_loc loc = code_ref_loc(at);

	finding->place = (struct place){ g_strdup(code_ref_file(at)),
					 loc.line, loc.column };
	finding->end_line = loc.line;
	finding->end_column = loc.column + 1;
	finding->function = g_strdup(at->function->fn->name);
	finding->callee = g_strdup(at->insn->call->written ?: "");
	finding->message = g_strdup_printf("rewrite of %s asked for",
					   finding->callee);
	complete(ctx, finding, at);
	fix_plan(finding, fix, at);
	return finding;
}

void fix_rewrite(const struct check_context *ctx, const char *file,
		 guint line, GPtrArray *findings)
{
	g_autoptr(GArray) sites = fix_find_sites(ctx->db, ctx->rules, file,
						 line);
	struct owner_graph *graph;
	struct fix_context fix;

	if (!sites->len)
		return;
	graph = graph_of(ctx);
	fix = fix_context_of(ctx, graph);
	for (guint i = 0; i < sites->len; i++)
		g_ptr_array_add(findings, rewrite_of(ctx, &fix,
				&g_array_index(sites, struct code_ref, i)));
	owner_graph_free(graph);
}
