// SPDX-License-Identifier: GPL-2.0-only
/* From places to calls, and from findings to their fixes. */
#include <string.h>

#include "fix/plan.h"
#include "source/display.h"

struct wanted {
	const struct rulebase *rules;
	const char *file;
	guint line, column;		/* column 0: any */
	bool is_free;			/* a free, not an allocation */
};

static bool is_file(const struct ir_unit *unit, guint32 number,
		    const char *file)
{
	const char *path = number < unit->files->len ?
			   unit->files->pdata[number] : unit->path;
	g_autofree char *a = NULL, *b = NULL;

	if (!strcmp(path, file))
		return true;
	a = display_real(path);
	b = display_real(file);
	return !strcmp(a, b);
}

static bool is_wanted(const struct wanted *w, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;

	if (at->insn->loc.line != w->line ||
	    (w->column && at->insn->loc.column != w->column))
		return false;
	if (w->is_free ? !owner_free_row(w->rules, call) :
	    !rulebase_allocator_as(w->rules, call->callee, call->written))
		return false;
	return is_file(at->function->unit, at->insn->loc.file, w->file);
}

static gint ref_compare(gconstpointer a, gconstpointer b)
{
	return code_ref_compare(a, b);
}

/* Each written call once, whatever number of units and macros repeat it. */
static GArray *find_calls(const struct program_db *db, const struct wanted *w)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct code_ref));

	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *ref = program_visit(db, i);

		for (guint k = 0; k < ref->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(ref->calls, struct code_ref,
					       k);

			if (is_wanted(w, at))
				g_array_append_val(found, *at);
		}
	}
	g_array_sort(found, ref_compare);
	for (guint i = found->len; i-- > 1;)
		if (!code_ref_compare(&g_array_index(found, struct code_ref,
						     i),
				      &g_array_index(found, struct code_ref,
						     i - 1)))
			g_array_remove_index(found, i);
	return found;
}

GArray *fix_find_sites(const struct program_db *db,
		       const struct rulebase *rules, const char *file,
		       guint line)
{
	struct wanted w = { rules, file, line, 0, false };

	return find_calls(db, &w);
}

void fix_findings(const GPtrArray *findings, const struct fix_context *ctx)
{
	for (guint i = 0; i < findings->len; i++) {
		struct finding *finding = findings->pdata[i];
		struct wanted w = { ctx->graph->rules, finding->place.file,
				    finding->place.line,
				    finding->place.column, false };
		g_autoptr(GArray) calls = NULL;
		const struct code_ref *at;

		w.is_free = !strcmp(finding->rule, "kfree-mismatch");
		calls = find_calls(ctx->graph->db, &w);
		if (!calls->len)
			continue;
		at = &g_array_index(calls, struct code_ref, 0);
		if (w.is_free)
			fix_plan_free(finding, ctx, at);
		else
			fix_plan(finding, ctx, at);
	}
}
