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

static struct code_ref find_call(const struct program_db *db,
				 const struct wanted *w)
{
	struct code_ref best = { NULL, NULL, 0, 0 };

	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *ref = db->ordered->pdata[i];

		for (guint k = 0; k < ref->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(ref->calls, struct code_ref,
					       k);

			if (is_wanted(w, at) &&
			    (!best.insn || code_ref_compare(at, &best) < 0))
				best = *at;
		}
	}
	return best;
}

struct code_ref fix_find_site(const struct program_db *db,
			      const struct rulebase *rules, const char *file,
			      guint line)
{
	struct wanted w = { rules, file, line, 0, false };

	return find_call(db, &w);
}

void fix_findings(const GPtrArray *findings, const struct fix_context *ctx)
{
	for (guint i = 0; i < findings->len; i++) {
		struct finding *finding = findings->pdata[i];
		struct wanted w = { ctx->graph->rules, finding->place.file,
				    finding->place.line,
				    finding->place.column, false };
		struct code_ref at;

		w.is_free = !strcmp(finding->rule, "kfree-mismatch");
		at = find_call(ctx->graph->db, &w);
		if (!at.insn)
			continue;
		if (w.is_free)
			fix_plan_free(finding, ctx, &at);
		else
			fix_plan(finding, ctx, &at);
	}
}
