// SPDX-License-Identifier: GPL-2.0-only
/* From an allocation to its rewrite: every part is asked, the first that
 * objects decides. */
#include "fix/plan.h"

#include <string.h>

/* Reallocations of one memory that are followed. */
#define MAX_OWNERS 16

const char *unit_file_path(const struct ir_unit *unit, guint32 file)
{
	return file < unit->files->len ? unit->files->pdata[file] : unit->path;
}

char *plan_shown_path(const struct plan *plan, const char *path)
{
	return plan->ctx->display ? display_path(plan->ctx->display, path) :
				    g_strdup(path);
}

bool plan_refuse(struct plan *plan, const struct code_ref *at,
		 const char *help, const char *format, ...)
{
	struct fix *fix = &plan->finding->fix;
	g_autofree char *text = NULL, *file = NULL, *base = NULL;
	GString *reason;
	va_list args;

	if (plan->is_refused)
		return false;
	plan->is_refused = true;
	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	reason = g_string_new(text);
	if (at) {
		struct ir_loc loc = code_ref_loc(at);

		file = plan_shown_path(plan, code_ref_file(at));
		base = g_path_get_basename(file);
		g_string_append_printf(reason, " (%s:%u)", base, loc.line);
		fix->reason_place = (struct place){ g_strdup(file), loc.line,
						    loc.column };
	}
	if (help)
		g_string_append_printf(reason, "; what helps: %s", help);
	fix->reason = g_string_free(reason, FALSE);
	return false;
}

const char *plan_file_text(const struct plan *plan,
			   const struct ir_unit *unit, guint32 file)
{
	return source_text(plan->ctx->sources, unit_file_path(unit, file),
			   NULL);
}

char *plan_text(const struct plan *plan, const struct ir_unit *unit,
		       const struct ir_span *span)
{
	const char *text = span->file == IR_NONE ? NULL :
			   plan_file_text(plan, unit, span->file);

	if (!text || span->end < span->begin || strlen(text) < span->end)
		return g_strdup("");
	return g_strndup(text + span->begin, span->end - span->begin);
}

char *plan_argument(const struct plan *plan, const struct code_ref *call,
		    guint arg)
{
	const struct ir_call *written = call->insn->call;

	if (arg < 1 || arg > written->n_written)
		return NULL;
	return plan_text(plan, call->function->unit,
			 &written->written_args[arg - 1]);
}

void plan_edit(struct plan *plan, const struct ir_unit *unit, guint32 file,
	       gsize begin, gsize end, const char *new)
{
	const char *path = unit_file_path(unit, file);
	const char *text = plan_file_text(plan, unit, file);
	g_autofree char *shown = plan_shown_path(plan, path), *old = NULL;
	guint line = 1;
	gsize line_begin = 0;
	GPtrArray *edits = plan->finding->fix.edits;

	if (!text || strlen(text) < end) {
		plan_refuse(plan, NULL, NULL, "%s cannot be read again", path);
		return;
	}
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = edits->pdata[i];

		if (edit->begin == begin && edit->end == end &&
		    !strcmp(edit->place.file, shown) &&
		    !strcmp(edit->new, new))
			return;
	}
	for (gsize i = 0; i < begin; i++) {
		if (text[i] == '\n') {
			line++;
			line_begin = i + 1;
		}
	}
	old = g_strndup(text + begin, end - begin);
	finding_add_edit(plan->finding, shown, line,
			 (guint)(begin - line_begin) + 1, begin, end, old,
			 new);
}

bool plan_sees_name(const struct plan *plan, const struct ir_unit *unit,
		    const char *name)
{
	GHashTable *present = plan->ctx->target->present;

	for (guint i = 0; i < unit->present->len; i++)
		if (!strcmp(unit->present->pdata[i], name))
			return true;
	return present && g_hash_table_contains(present, name);
}

bool plan_has_name(const struct plan *plan, const struct ir_unit *unit,
		   const char *name, const char *since)
{
	GHashTable *present = plan->ctx->target->present;

	if (plan_sees_name(plan, unit, name))
		return true;
	if (present && g_hash_table_size(present))
		return false;
	return !since || release_compare(plan->kernel, since) >= 0;
}

const char *plan_release_fact(const struct plan *plan, const char *fact)
{
	return rulebase_release_fact(plan->rules, plan->kernel, fact);
}

bool plan_release_is(const struct plan *plan, const char *fact)
{
	return !g_strcmp0(plan_release_fact(plan, fact), "yes");
}

bool plan_owns_file(const struct plan *plan, const char *path)
{
	const char *root = plan->ctx->graph->db->root;

	return !root || !g_path_is_absolute(path) ||
	       g_str_has_prefix(path, root);
}

bool plan_is_foreign(const struct plan *plan, const struct code_ref *at)
{
	return !plan_owns_file(plan, code_ref_file(at));
}

/* What holds for the target and the request as such. */
static bool plan_request(struct plan *plan)
{
	const struct allocator *row = plan->row;
	const struct target *target = plan->ctx->target;
	const struct finding *finding = plan->finding;

	if (row->is_kv || row->is_vmalloc) {
		if (finding->has_size && target->kvmalloc_max_bytes &&
		    finding->size_min_bytes > target->kvmalloc_max_bytes)
			return plan_refuse(plan, &plan->alloc,
					   "allocate in chunks, or bound the size",
					   "%s itself returns at most %"
					   G_GUINT64_FORMAT " bytes",
					   row->name,
					   target->kvmalloc_max_bytes);
		return plan_refuse(plan, &plan->alloc, NULL,
				   "%s already takes memory from vmalloc",
				   row->name);
	}
	if (!row->kv)
		return plan_refuse(plan, &plan->alloc, NULL,
				   "%s has no kv form: %s", row->name,
				   row->no_kv_reason ? row->no_kv_reason :
				   "none is known");
	if (!target->has_mmu)
		return plan_refuse(plan, &plan->alloc,
				   "bound the size, or allocate in chunks",
				   "without an MMU %s has the same limit",
				   row->kv);
	if (finding->has_size && target->kvmalloc_max_bytes &&
	    finding->size_min_bytes > target->kvmalloc_max_bytes)
		return plan_refuse(plan, &plan->alloc,
				   "allocate in chunks, or bound the size",
				   "%s, too, returns at most %"
				   G_GUINT64_FORMAT " bytes", row->kv,
				   target->kvmalloc_max_bytes);
	return true;
}

static bool plan_context(struct plan *plan)
{
	struct code_ref entered;
	const struct context_fn *row;

	if (plan_release_is(plan, "kv_atomic"))
		return true;
	row = owner_context(plan->ctx->graph, &plan->alloc, &entered);
	if (!row)
		return true;
	return plan_refuse(plan, &entered,
			   "allocate before, where it may sleep",
			   "%s may sleep to get vmalloc memory, and here %s",
			   plan->row->kv, row->reason);
}

static bool owns_call(const struct plan *plan, const struct code_ref *call)
{
	for (guint i = 0; i < plan->owns->len; i++) {
		const struct ownership *own = plan->owns->pdata[i];

		if (code_ref_is_same_call(&own->alloc, call))
			return true;
	}
	return false;
}

static bool add_owner(struct plan *plan, const struct allocator *row,
		      const struct code_ref *call)
{
	if (owns_call(plan, call))
		return true;
	if (plan->owns->len >= MAX_OWNERS)
		return plan_refuse(plan, call, NULL,
				   "the memory is reallocated in more places than are followed");
	if (!plan_allocation(plan, row, call))
		return false;
	g_ptr_array_add(plan->owns, ownership_of(plan->ctx->graph, call));
	return true;
}

static bool follow_reallocs(struct plan *plan, const struct ownership *own)
{
	for (guint i = 0; i < own->reallocs->len; i++) {
		const struct owner_realloc *resized =
			&g_array_index(own->reallocs, struct owner_realloc, i);

		if (resized->row->is_kv ||
		    owner_guard(plan->ctx->graph, &resized->at) ==
		    GUARD_KMALLOC)
			continue;
		if (!resized->row->kv)
			return plan_refuse(plan, &resized->at, NULL,
					   "%s resizes the memory, and has no kv form",
					   resized->row->name);
		if (!add_owner(plan, resized->row, &resized->at))
			return false;
	}
	return true;
}

static bool plan_owners(struct plan *plan)
{
	if (!add_owner(plan, plan->row, &plan->alloc))
		return false;
	for (guint i = 0; i < plan->owns->len; i++) {
		const struct ownership *own = plan->owns->pdata[i];

		if (own->is_too_big)
			return plan_refuse(plan, &plan->alloc, NULL,
					   "its pointer goes to more places than are followed");
		if (!follow_reallocs(plan, own))
			return false;
	}
	for (guint i = 0; i < plan->owns->len; i++)
		if (!plan_uses(plan, plan->owns->pdata[i]))
			return false;
	for (guint i = 0; i < plan->owns->len; i++)
		if (!plan_frees(plan, plan->owns->pdata[i]))
			return false;
	for (guint i = 0; i < plan->owns->len; i++)
		if (!plan_leaves(plan, plan->owns->pdata[i]))
			return false;
	return true;
}

static gint edit_compare(gconstpointer pa, gconstpointer pb)
{
	const struct edit *a = *(struct edit *const *)pa;
	const struct edit *b = *(struct edit *const *)pb;
	int order = strcmp(a->place.file, b->place.file);

	if (order)
		return order;
	return a->begin == b->begin ? 0 : a->begin < b->begin ? -1 : 1;
}

static bool edits_are_disjoint(const GPtrArray *edits)
{
	for (guint i = 1; i < edits->len; i++) {
		const struct edit *a = edits->pdata[i - 1];
		const struct edit *b = edits->pdata[i];

		if (!strcmp(a->place.file, b->place.file) &&
		    (b->begin < a->end || a->begin == b->begin))
			return false;
	}
	return true;
}

static void clear_fix(struct fix *fix)
{
	g_clear_pointer(&fix->reason, g_free);
	g_clear_pointer(&fix->reason_place.file, g_free);
	fix->reason_place = (struct place){ 0 };
	g_ptr_array_set_size(fix->edits, 0);
}

/* What kvmalloc does not repair. */
static char *advice(const struct finding *finding)
{
	if (strcmp(finding->rule, "oversize-user"))
		return NULL;
	return g_strdup("bound the value first: the rewrite alone lets whoever sets it take up to 2 GiB of memory");
}

static struct plan plan_of(struct finding *finding,
			   const struct fix_context *ctx,
			   const struct code_ref *call)
{
	struct plan plan = {
		.ctx = ctx, .rules = ctx->graph->rules, .finding = finding,
		.kernel = ctx->target->kernel,
		.owns = g_ptr_array_new_with_free_func(
				(GDestroyNotify)ownership_free),
		.alloc = *call,
	};

	if (!plan.kernel)
		plan.kernel = rulebase_words(plan.rules, "release.known")[1];
	clear_fix(&finding->fix);
	finding->fix.status = FIX_NONE;
	return plan;
}

static void plan_end(struct plan *plan)
{
	struct fix *fix = &plan->finding->fix;

	g_ptr_array_sort(fix->edits, edit_compare);
	if (!edits_are_disjoint(fix->edits))
		plan_refuse(plan, &plan->alloc, NULL,
			    "its edits would overlap");
	g_ptr_array_unref(plan->owns);
	if (plan->is_refused) {
		g_ptr_array_set_size(fix->edits, 0);
		fix->status = FIX_REFUSED;
		return;
	}
	fix->reason = advice(plan->finding);
	fix->status = FIX_OFFERED;
}

void fix_plan(struct finding *finding, const struct fix_context *ctx,
	      const struct code_ref *alloc)
{
	const struct ir_call *call = alloc->insn->call;
	struct plan plan = plan_of(finding, ctx, alloc);

	plan.row = rulebase_allocator_as(plan.rules, call->callee,
					 call->written);
	if (!plan.row) {
		g_ptr_array_unref(plan.owns);
		return;
	}
	if (plan_request(&plan) && plan_flags(&plan, plan.row, alloc) &&
	    plan_context(&plan))
		plan_owners(&plan);
	plan_end(&plan);
}

void fix_plan_free(struct finding *finding, const struct fix_context *ctx,
		   const struct code_ref *freed)
{
	struct plan plan = plan_of(finding, ctx, freed);
	struct owner_free entry = {
		FREEING_CALL, *freed,
		owner_free_row(plan.rules, freed->insn->call), G_MAXUINT,
		IR_NONE, false, IR_NONE };

	if (!entry.row || freed->insn->call->is_implicit) {
		g_ptr_array_unref(plan.owns);
		return;
	}
	plan_one_free(&plan, &entry);
	plan_end(&plan);
}
