// SPDX-License-Identifier: GPL-2.0-only
#include "checks/kfree_mismatch.h"

#include <string.h>

#include "ir/graph.h"
#include "model/owner_last.h"
#include "model/owner_path.h"

/* A pointer that comes to so many places is taken for others on its way. */
#define MANY_STATES 3000

/* A free (or krealloc, ksize) that does not take what reaches it. */
struct mismatch {
	struct code_ref at;
	const char *name;		/* as the user wrote it */
	const char *instead;		/* what takes it, or NULL */
	GArray *from;			/* struct mismatch_source */
};

struct mismatch_source {
	struct ownership *own;		/* shared: owned by the list below */
	const char *name;
	guint32 state;
};

struct search {
	struct owner_graph *graph;
	const struct target *target;
	struct analysis *analysis;	/* of the callers that were asked about;
					   NULL: none yet */
	GPtrArray *owns;		/* struct ownership * */
	GPtrArray *mismatches;		/* struct mismatch * */
};

static void mismatch_free(gpointer p)
{
	struct mismatch *m = p;

	g_array_unref(m->from);
	g_free(m);
}

static const char *written_name(const struct ir_call *call,
				const char *otherwise)
{
	return call && call->written && *call->written ? call->written :
	       otherwise;
}

static void add_step(struct finding *finding, enum step_kind kind,
		     const struct code_ref *at, guint alternative,
		     const char *message)
{
	struct ir_loc loc = code_ref_loc(at);
	struct step *step = finding_add_step(finding, kind, code_ref_file(at),
					     loc.line, loc.column,
					     at->function->fn->name, message);

	step->alternative = alternative;
}

/* What an edge does that is worth telling. */
static void add_edge_step(const struct ownership *own,
			  const struct owner_edge *edge,
			  struct finding *finding, guint alternative)
{
	const struct owner_node *to = owner_node(own->graph, edge->to);
	const struct ir_call *call = edge->at.insn ? edge->at.insn->call :
				     NULL;
	g_autofree char *name = NULL, *message = NULL;

	if (edge->flow == OWNER_ENTER && call) {
		message = g_strdup_printf("passed to %s",
				written_name(call, "a function pointer"));
		add_step(finding, STEP_PASSED, &edge->at, alternative,
			 message);
	} else if (edge->flow == OWNER_LEAVE && call) {
		message = g_strdup_printf("returned by %s",
				written_name(call, "a function pointer"));
		add_step(finding, STEP_RETURNED, &edge->at, alternative,
			 message);
	} else if (edge->at.function && (to->kind == OWNER_FIELD ||
					 to->kind == OWNER_MEMBER ||
					 to->kind == OWNER_GLOBAL)) {
		name = owner_field_name(to->name);
		message = g_strdup_printf("stored in %s", name);
		add_step(finding, STEP_STORED, &edge->at, alternative,
			 message);
	} else if (edge->flow == OWNER_HEAP && call) {
		message = g_strdup_printf("handed on by %s",
				written_name(call, "a function pointer"));
		add_step(finding, STEP_PASSED, &edge->at, alternative,
			 message);
	}
}

/* The way of a pointer to a state, as steps of a finding's trace. */
static void ownership_trace(const struct ownership *own, guint32 number,
			    struct finding *finding, guint alternative)
{
	g_autoptr(GArray) path = owner_way_back(own, number);

	for (guint i = path->len; i-- > 0;)
		add_edge_step(own, owner_edge(own->graph,
					      g_array_index(path, guint32, i)),
			      finding, alternative);
}

static struct mismatch *mismatch_at(struct search *s,
				    const struct code_ref *at)
{
	struct mismatch *m;

	for (guint i = 0; i < s->mismatches->len; i++) {
		m = s->mismatches->pdata[i];
		if (code_ref_is_same_call(&m->at, at))
			return m;
	}
	m = g_new0(struct mismatch, 1);
	m->at = *at;
	m->from = g_array_new(FALSE, FALSE, sizeof(struct mismatch_source));
	g_ptr_array_add(s->mismatches, m);
	return m;
}

/* The memory came through a place that holds that of many objects, of which no
 * more is known than that it is one of them. */
static bool is_anywhere(const struct ownership *own, guint32 number)
{
	const struct owner_state *state =
		&g_array_index(own->states, struct owner_state, number);

	return state->is_generic || state->is_carried;
}

/* One of two branches, never both. */
static bool is_exclusive(const struct code_ref *a, const struct code_ref *b)
{
	return a->function == b->function && a->block != b->block &&
	       !ir_block_reaches(a->function->fn, a->block, b->block) &&
	       !ir_block_reaches(a->function->fn, b->block, a->block);
}

/* How the same memory is freed elsewhere. */
enum other_free {
	OTHER_NONE,
	OTHER_BOTH,	/* by what takes memory of either kind, or asks */
	OTHER_VMALLOC,	/* as if it were known to be from vmalloc: by what
			   takes nothing else, or in the branch beside */
};

static bool is_for_vmalloc(const struct ownership *own,
			   const struct owner_free *freed,
			   const struct code_ref *at)
{
	if (owner_guard(own->graph, &freed->at) == GUARD_VMALLOC)
		return false;
	return !freed->row->takes_kmalloc || is_exclusive(&freed->at, at);
}

static enum other_free other_free(const struct ownership *own,
				  const struct code_ref *at)
{
	enum other_free found = OTHER_NONE;

	for (guint i = 0; i < own->frees->len; i++) {
		const struct owner_free *freed =
			&g_array_index(own->frees, struct owner_free, i);

		if (!freed->row->takes_vmalloc)
			continue;
		found = MAX(found, is_for_vmalloc(own, freed, at) ?
				   OTHER_VMALLOC : OTHER_BOTH);
	}
	return found;
}

static bool is_kmalloc(const struct owner_graph *graph,
		       const struct code_ref *origin)
{
	const struct ir_call *call = origin->insn->call;
	const struct allocator *row =
		rulebase_allocator_as(graph->rules, call->callee,
				      call->written);

	return row && !row->is_kv && !row->is_vmalloc;
}

/* kmalloc memory that comes here, be it made where own's memory is. */
static bool has_kmalloc_origin(const struct owner_graph *graph,
			       const GArray *origins)
{
	for (guint i = 0; i < origins->len; i++)
		if (is_kmalloc(graph, &g_array_index(origins, struct code_ref,
						     i)))
			return true;
	return false;
}

/* … and is not own's by another name: made in another function, or the one
 * thing that this place frees. */
static bool has_own_kmalloc(struct owner_graph *graph,
			    const struct ownership *own,
			    const struct owner_free *freed,
			    const GArray *origins)
{
	for (guint i = 0; i < origins->len; i++) {
		const struct code_ref *origin =
			&g_array_index(origins, struct code_ref, i);

		if (is_kmalloc(graph, origin) &&
		    (origin->function != own->alloc.function ||
		     owner_frees_other(own, freed, origin)))
			return true;
	}
	return false;
}

/*
 * The memory has two kinds and its owner keeps them apart by something that is
 * not followed (a flag, the size, which object it is): it frees the one here
 * and the other elsewhere.
 */
static bool is_told_apart(struct owner_graph *graph,
			  const struct ownership *own,
			  const struct owner_free *freed)
{
	enum other_free other = other_free(own, &freed->at);
	g_autoptr(GArray) origins = NULL;
	bool is_all;

	if (other == OTHER_NONE)
		return false;
	origins = ownership_origins(graph, &freed->at, &is_all);
	if (is_anywhere(own, freed->state) && has_kmalloc_origin(graph, origins))
		return true;
	if (other == OTHER_BOTH)
		return has_own_kmalloc(graph, own, freed, origins);
	return !is_all || has_kmalloc_origin(graph, origins);
}

/* Too little is known about memory that goes everywhere, and about a void *
 * that everybody uses, unless one file both fills and frees it. */
static bool is_vague(const struct ownership *own, guint32 number,
		     const struct code_ref *at)
{
	const struct owner_state *state =
		&g_array_index(own->states, struct owner_state, number);

	return own->is_too_big || own->states->len > MANY_STATES ||
	       (is_anywhere(own, number) && !state->record &&
		own->alloc.function->unit != at->function->unit);
}

static void add_source(struct search *s, struct ownership *own,
		       const struct allocator *row, const struct code_ref *at,
		       guint32 state, const char *name, const char *instead)
{
	struct mismatch *m = mismatch_at(s, at);
	struct mismatch_source source = { own, row->name, state };

	m->name = name;
	m->instead = instead;
	g_array_append_val(m->from, source);
}

/* Does the caller that the memory was returned to have it from this call, or
 * do its arguments lead to another? */
static bool may_come_from(struct search *s, const struct ownership *own,
			  guint32 state)
{
	g_autoptr(GArray) path = owner_way_back(own, state);
	g_autoptr(GArray) calls = g_array_new(FALSE, FALSE,
					      sizeof(struct code_ref));

	for (guint i = path->len; i-- > 0;) {
		const struct owner_edge *edge =
			owner_edge(own->graph,
				   g_array_index(path, guint32, i));

		/* From here on others hold it. */
		if (edge->flow == OWNER_ENTER || edge->flow == OWNER_HEAP)
			break;
		if (edge->flow == OWNER_LEAVE)
			g_array_append_val(calls, edge->at);
	}
	if (!calls->len)
		return true;
	if (!s->analysis)
		s->analysis = analysis_new(s->graph->db, s->graph->rules,
					   s->target, NULL);
	return analysis_may_ask(s->analysis, &own->alloc,
				(const struct code_ref *)(void *)calls->data,
				calls->len);
}

static void check_free(struct search *s, struct ownership *own,
		       const struct allocator *row,
		       const struct owner_free *freed)
{
	const char *name = freed->row->name;

	if (freed->row->takes_vmalloc || !freed->row->takes_kmalloc ||
	    freed->is_inside || is_vague(own, freed->state, &freed->at) ||
	    owner_guard(s->graph, &freed->at) == GUARD_KMALLOC ||
	    owner_is_own_choice(own, freed) || is_told_apart(s->graph, own, freed) ||
	    !may_come_from(s, own, freed->state) ||
	    owner_is_given_other(own, freed))
		return;
	add_source(s, own, row, &freed->at, freed->state, name,
		   freed->row->kv);
}

static void check_realloc(struct search *s, struct ownership *own,
			  const struct allocator *row,
			  const struct owner_realloc *resized)
{
	if (!resized->row->is_kv && !resized->row->is_vmalloc &&
	    !is_vague(own, resized->state, &resized->at) &&
	    owner_guard(s->graph, &resized->at) != GUARD_KMALLOC)
		add_source(s, own, row, &resized->at, resized->state,
			   resized->row->name, resized->row->kv);
}

static void check_sink(struct search *s, struct ownership *own,
		       const struct allocator *row,
		       const struct owner_sink *sink)
{
	const struct ir_call *call = sink->at.insn->call;

	if (call && call->callee &&
	    rulebase_word(s->graph->rules, "slab_only", call->callee) &&
	    !is_vague(own, sink->state, &sink->at) &&
	    owner_guard(s->graph, &sink->at) != GUARD_KMALLOC)
		add_source(s, own, row, &sink->at, sink->state,
			   written_name(call, call->callee), NULL);
}

static void check_allocation(struct search *s, const struct allocator *row,
			     const struct code_ref *alloc)
{
	struct ownership *own = ownership_of(s->graph, alloc);

	g_ptr_array_add(s->owns, own);
	for (guint i = 0; i < own->frees->len; i++)
		check_free(s, own, row, &g_array_index(own->frees,
						struct owner_free, i));
	for (guint i = 0; i < own->reallocs->len; i++)
		check_realloc(s, own, row,
			      &g_array_index(own->reallocs,
					     struct owner_realloc, i));
	for (guint i = 0; i < own->sinks->len; i++)
		check_sink(s, own, row, &g_array_index(own->sinks,
						struct owner_sink, i));
}

static void check_function(struct search *s, const struct function_ref *ref)
{
	for (guint i = 0; i < ref->calls->len; i++) {
		const struct code_ref *at = &g_array_index(ref->calls,
						struct code_ref, i);
		const struct ir_call *call = at->insn->call;
		const struct allocator *row =
			rulebase_allocator_as(s->graph->rules, call->callee,
					      call->written);

		if (row && (row->is_kv || row->is_vmalloc) &&
		    owner_call_node(s->graph, at->insn) != IR_NONE)
			check_allocation(s, row, at);
	}
}

static char *message_of(const struct mismatch *m)
{
	const struct mismatch_source *source =
		&g_array_index(m->from, struct mismatch_source, 0);
	g_autofree char *file =
		g_path_get_basename(code_ref_file(&source->own->alloc));

	if (!m->instead)
		return g_strdup_printf(
			"memory of %s (%s:%u) may come from vmalloc, which %s does not take",
			source->name, file,
			code_ref_loc(&source->own->alloc).line, m->name);
	return g_strdup_printf(
		"memory of %s (%s:%u) may come from vmalloc, which %s does not take; %s does",
		source->name, file, code_ref_loc(&source->own->alloc).line,
		m->name, m->instead);
}

static void add_source_trace(struct finding *finding,
			     const struct mismatch_source *source,
			     guint alternative)
{
	g_autofree char *message = g_strdup_printf("allocated with %s",
						   source->name);

	add_step(finding, STEP_ALLOCATED, &source->own->alloc, alternative,
		 message);
	ownership_trace(source->own, source->state, finding, alternative);
}

static struct finding *finding_of(const struct mismatch *m,
				  enum level level)
{
	struct finding *finding = finding_new("kfree-mismatch", level);
	const struct ir_call *call = m->at.insn->call;
	struct ir_loc loc = code_ref_loc(&m->at);
	g_autofree char *freed = g_strdup_printf("passed to %s", m->name);
	guint alternative = 0;

	finding->place = (struct place){ g_strdup(code_ref_file(&m->at)),
					 loc.line, loc.column };
	finding->end_line = loc.line;
	finding->end_column = loc.column + (call->expr.file == IR_NONE ? 1 :
				call->expr.end - call->expr.begin);
	finding->function = g_strdup(m->at.function->fn->name);
	finding->callee = g_strdup(m->name);
	finding->message = message_of(m);
	for (guint i = 0; i < m->from->len; i++) {
		const struct mismatch_source *source =
			&g_array_index(m->from, struct mismatch_source, i);

		if (i && code_ref_is_same_call(&source->own->alloc,
				&g_array_index(m->from,
					       struct mismatch_source,
					       i - 1).own->alloc))
			continue;
		add_source_trace(finding, source, alternative++);
	}
	add_step(finding, STEP_FREED, &m->at, 0, freed);
	return finding;
}

static gint mismatch_compare(gconstpointer pa, gconstpointer pb)
{
	return code_ref_compare(&(*(struct mismatch *const *)pa)->at,
				&(*(struct mismatch *const *)pb)->at);
}

GPtrArray *kfree_mismatch_findings(struct owner_graph *graph,
				   const struct target *target)
{
	const struct rule *rule = rulebase_rule(graph->rules,
						"kfree-mismatch");
	GPtrArray *out = g_ptr_array_new_with_free_func(
				(GDestroyNotify)finding_free);
	struct search s = { graph, target, NULL,
		g_ptr_array_new_with_free_func((GDestroyNotify)ownership_free),
		g_ptr_array_new_with_free_func(mismatch_free) };

	for (guint i = 0; i < graph->db->ordered->len; i++)
		check_function(&s, program_visit(graph->db, i));
	g_ptr_array_sort(s.mismatches, mismatch_compare);
	for (guint i = 0; i < s.mismatches->len; i++)
		g_ptr_array_add(out, finding_of(s.mismatches->pdata[i],
						rule ? rule->level :
						LEVEL_ERROR));
	g_ptr_array_unref(s.mismatches);
	g_ptr_array_unref(s.owns);
	analysis_free(s.analysis);
	return out;
}
