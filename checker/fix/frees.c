// SPDX-License-Identifier: GPL-2.0-only
/* Where the memory is freed: each place takes memory from vmalloc, is edited
 * so that it does, or the rewrite is refused. */
#include <string.h>

#include "fix/plan.h"
#include "ir/walk.h"

static const struct free_fn *row_named(const struct rulebase *rules,
				       const char *name)
{
	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		if (!strcmp(row->name, name))
			return row;
	}
	return NULL;
}

/* A size that is the same where the memory is freed: a constant, or (in one
 * function) made of variables that are never set again. */
static bool is_fixed_local(const struct ir_function *fn, const char *name)
{
	const struct ir_insn *insn, *to;
	guint n_stores = 0;
	guint32 local;

	for (local = 0; local < fn->n_locals; local++)
		if (!strcmp(fn->locals[local].name, name))
			break;
	if (local == fn->n_locals)
		return false;
	ir_for_each_insn(fn, walk, insn) {
		to = insn->op == IR_STORE ? ir_definition(fn, insn->a) : NULL;
		n_stores += to && to->op == IR_ADDR_LOCAL && to->imm == local;
	}
	return n_stores <= (local < fn->n_params ? 0 : 1);
}

static const char *product_name(const struct plan *plan)
{
	const char *const *words = rulebase_words(plan->rules, "size.product");

	return words[0] ? words[0] : "";
}

static bool size_holds_at(const struct plan *plan, const char *size,
			  const struct code_ref *alloc,
			  const struct code_ref *freed)
{
	bool is_local = alloc->function == freed->function &&
			!strpbrk(size, "->.[&");
	bool holds = true, is_tag = false;
	gsize at = 0;

	for (char *word; (word = text_next_identifier(size, &at));) {
		holds &= is_tag || text_is_constant(word) ||
			 !strcmp(word, product_name(plan)) ||
			 (is_local &&
			  is_fixed_local(alloc->function->fn, word));
		is_tag = !strcmp(word, "struct") || !strcmp(word, "union");
		g_free(word);
	}
	return holds;
}

/* What the allocation was written to ask for, or NULL. */
static char *size_text(const struct plan *plan, const struct allocator *row,
		       const struct code_ref *alloc)
{
	const struct size_term *terms = (const void *)row->size->data;
	g_autofree char *a = NULL, *b = NULL;

	if (terms[0].op != SIZE_ARG)
		return NULL;
	a = plan_argument(plan, alloc, (guint)terms[0].value);
	if (row->size->len == 1)
		return g_steal_pointer(&a);
	if (row->size->len != 3 || terms[1].op != SIZE_ARG ||
	    terms[2].op != SIZE_MUL)
		return NULL;
	b = plan_argument(plan, alloc, (guint)terms[1].value);
	return a && b ? g_strdup_printf("%s(%s, %s)", product_name(plan), a,
					b) : NULL;
}

/* The one size of all memory that comes to this free, or NULL. */
static char *size_at_free(const struct plan *plan,
			  const struct ownership *own,
			  const struct owner_free *freed)
{
	const struct ir_call *call = own->alloc.insn->call;
	const struct allocator *row = rulebase_allocator_as(plan->rules,
							    call->callee,
							    call->written);
	bool is_all;
	g_autoptr(GArray) origins = ownership_origins(own->graph, &freed->at,
						      &is_all);
	g_autofree char *size = size_text(plan, row, &own->alloc);

	if (!is_all || origins->len != 1 || !size ||
	    !size_holds_at(plan, size, &own->alloc, &freed->at))
		return NULL;
	return g_steal_pointer(&size);
}

/* In the body of a macro of the user's: what else it frees, the kv form takes
 * as well. */
static bool edit_macro(struct plan *plan, const struct owner_free *freed)
{
	const struct ir_call *call = freed->at.insn->call;
	const struct ir_unit *unit = freed->at.function->unit;
	g_autofree char *name = plan_text(plan, unit, &call->body);

	if (strcmp(name, freed->row->name) || freed->row->kv_text ||
	    !plan_owns_file(plan, unit_file_path(unit, call->body.file)))
		return plan_refuse(plan, &freed->at,
				   "rewrite the macro by hand",
				   "it is freed by the macro %s",
				   call->written);
	plan_edit(plan, unit, call->body.file, call->body.begin,
		  call->body.end, freed->row->kv);
	return true;
}

static bool edit_call(struct plan *plan, const struct ownership *own,
		      const struct owner_free *freed)
{
	const struct ir_call *call = freed->at.insn->call;
	const struct ir_unit *unit = freed->at.function->unit;
	g_autoptr(GPtrArray) arguments = NULL;
	g_autofree char *size = NULL, *text = NULL;

	if (call->in_macro || call->expr.file == IR_NONE ||
	    strcmp(call->written, freed->row->name))
		return edit_macro(plan, freed);
	if (!freed->row->kv_text) {
		plan_edit(plan, unit, call->name.file, call->name.begin,
			  call->name.end, freed->row->kv);
		return true;
	}
	arguments = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 1; i <= call->n_written; i++)
		g_ptr_array_add(arguments, plan_argument(plan, &freed->at,
							 i));
	size = own ? size_at_free(plan, own, freed) : NULL;
	text = text_expand(freed->row->kv_text, arguments, size);
	if (!text)
		return plan_refuse(plan, &freed->at,
				   "keep the size beside the pointer and pass it",
				   "%s must be told the size, which is not known where it is freed",
				   freed->row->kv);
	plan_edit(plan, unit, call->expr.file, call->expr.begin,
		  call->expr.end, text);
	return true;
}

/* The stretch [*begin, *end) of `word` in a text from `from` to `to`. */
static bool find_word(const char *text, gsize from, gsize to,
		      const char *word, gsize *begin)
{
	gsize n = strlen(word);

	for (gsize at = from; at + n <= to; at++) {
		if (strncmp(text + at, word, n) ||
		    (at && (g_ascii_isalnum(text[at - 1]) ||
			    text[at - 1] == '_')) ||
		    g_ascii_isalnum(text[at + n]) || text[at + n] == '_')
			continue;
		*begin = at;
		return true;
	}
	return false;
}

/* __free(kfree) behind a variable's name. */
static bool edit_cleanup(struct plan *plan, const struct owner_free *freed)
{
	const struct ir_unit *unit = freed->at.function->unit;
	const struct ir_local *local =
		&freed->at.function->fn->locals[freed->local];
	struct code_ref declared = { .function = freed->at.function };
	const char *text = plan_file_text(plan, unit, local->loc.file);
	gssize from = source_offset(plan->ctx->sources,
				    unit_file_path(unit, local->loc.file),
				    local->loc.line, local->loc.column);
	const char *end = text && from >= 0 ? strpbrk(text + from, ";=,") :
			  NULL;
	gsize at;

	if (!end || !find_word(text, (gsize)from, (gsize)(end - text),
			       freed->row->name, &at))
		return plan_refuse(plan, &declared,
				   "rewrite the macro by hand",
				   "the cleanup of %s is not written where it is declared",
				   local->name);
	plan_edit(plan, unit, local->loc.file, at,
		  at + strlen(freed->row->name), freed->row->kv);
	return true;
}

/* The name of the free function stands at that place of a file. */
static bool edit_name_at(struct plan *plan, const struct ir_unit *unit,
			 struct ir_loc loc, const struct free_fn *row)
{
	const char *text = plan_file_text(plan, unit, loc.file);
	gssize from = text && plan_owns_file(plan, unit_file_path(unit,
								  loc.file)) ?
		source_offset(plan->ctx->sources,
			      unit_file_path(unit, loc.file), loc.line,
			      loc.column) : -1;
	gsize n = strlen(row->name), at;

	if (from < 0 ||
	    !find_word(text, (gsize)from, (gsize)from + n, row->name, &at))
		return false;
	plan_edit(plan, unit, loc.file, at, at + n, row->kv);
	return true;
}

/* kfree in a table, a field or a variable: wherever it is put there. */
static bool edit_pointer(struct plan *plan, const struct owner_free *freed)
{
	g_autoptr(GArray) named = owner_called(plan->ctx->graph->db,
			freed->at.function, freed->at.insn->call->target);
	bool done = named->len && !freed->row->kv_text;

	for (guint i = 0; done && i < named->len; i++) {
		const struct owner_named *one =
			&g_array_index(named, struct owner_named, i);

		if (!strcmp(one->key, freed->row->name))
			done = edit_name_at(plan, one->unit, one->loc,
					    freed->row);
	}
	return done || plan_refuse(plan, &freed->at,
				   "call it through a function of the driver's own",
				   "it is freed through a pointer to %s",
				   freed->row->name);
}

/* kfree handed over as a function. */
static bool edit_callback(struct plan *plan, const struct owner_free *freed)
{
	const struct ir_call *call = freed->at.insn->call;
	const struct ir_unit *unit = freed->at.function->unit;
	const struct ir_span *span;
	const char *text;
	gsize at;

	if (freed->how == FREEING_FIELD)
		return edit_pointer(plan, freed);
	if (call->in_macro ||
	    freed->callback >= call->n_written ||
	    freed->row->kv_text)
		return plan_refuse(plan, &freed->at,
				   "call it through a function of the driver's own",
				   "it is freed through a pointer to %s",
				   freed->row->name);
	span = &call->written_args[freed->callback];
	text = plan_file_text(plan, unit, span->file);
	if (!text || !find_word(text, span->begin, span->end,
				freed->row->name, &at))
		return plan_refuse(plan, &freed->at,
				   "call it through a function of the driver's own",
				   "it is freed through a pointer to %s",
				   freed->row->name);
	plan_edit(plan, unit, span->file, at, at + strlen(freed->row->name),
		  freed->row->kv);
	return true;
}

static bool has_free_form(struct plan *plan, const struct owner_free *freed)
{
	const struct free_fn *row = freed->row;
	const struct ir_unit *unit = freed->at.function->unit;
	const struct free_fn *kv = row_named(plan->rules, row->kv);
	const char *name = row->kv;

	if (freed->how == FREEING_CLEANUP)
		name = kv ? kv->cleanup : NULL;
	if (name && plan_has_name(plan, unit, name,
				  freed->how == FREEING_CLEANUP ?
				  rulebase_words(plan->rules,
						 "cleanup.kv_since")[0] :
				  row->kv_since))
		return true;
	if (freed->how == FREEING_CLEANUP)
		return plan_refuse(plan, &freed->at,
				   "free it at the end of the function by hand",
				   "this kernel (%s) has no __free(%s)",
				   plan->kernel, row->kv);
	return plan_refuse(plan, &freed->at, NULL, "this kernel (%s) has no %s",
			   plan->kernel, row->kv);
}

/* kvfree() of vmalloc memory may sleep. */
static bool may_sleep_there(struct plan *plan, const struct ownership *own,
			    const struct owner_free *freed)
{
	g_autofree char *file = NULL;
	struct code_ref entered;
	const struct context_fn *row;

	if (!freed->row->may_sleep_kv)
		return true;
	row = own ? owner_free_context(own, freed, &entered) :
		    owner_context(plan->ctx->graph, &freed->at, &entered);
	if (!row)
		return true;
	file = g_path_get_basename(code_ref_file(&entered));
	return plan_refuse(plan, &freed->at,
			   "free it after the section",
			   "%s may sleep, and %s where it is freed, since %s:%u",
			   freed->row->kv ? freed->row->kv : freed->row->name,
			   row->reason, file, code_ref_loc(&entered).line);
}

/* A free that takes vmalloc memory as it is. */
static bool keep_free(struct plan *plan, const struct owner_free *freed)
{
	const struct free_fn *row = freed->row;

	if (!row->takes_kmalloc &&
	    owner_guard(plan->ctx->graph, &freed->at) != GUARD_VMALLOC)
		return plan_refuse(plan, &freed->at,
				   "free it with what takes either kind",
				   "%s frees it, which takes no slab memory, and the kv form may be that",
				   row->name);
	if (!row->kv || !strcmp(row->kv, row->name) ||
	    freed->how != FREEING_CALL || freed->at.insn->call->in_macro ||
	    !plan_has_name(plan, freed->at.function->unit, row->kv,
			   row->kv_since))
		return true;
	plan_edit(plan, freed->at.function->unit,
		  freed->at.insn->call->name.file,
		  freed->at.insn->call->name.begin,
		  freed->at.insn->call->name.end, row->kv);
	return true;
}

static bool plan_free(struct plan *plan, const struct ownership *own,
		      const struct owner_free *freed)
{
	const struct free_fn *row = freed->row;

	if (owner_guard(plan->ctx->graph, &freed->at) == GUARD_KMALLOC)
		return true;
	if (row->is_rcu && !plan_release_is(plan, "kfree_rcu_vmalloc"))
		return plan_refuse(plan, &freed->at,
				   "an RCU callback that frees with the kv form",
				   "%s of %s cannot free memory from vmalloc",
				   row->name, plan->kernel);
	if (row->takes_vmalloc)
		return keep_free(plan, freed);
	if (row->refuse || !row->kv)
		return plan_refuse(plan, &freed->at, NULL, "%s frees it: %s",
				   row->name, row->refuse ? row->refuse :
				   "it has no kv form");
	if (plan_is_foreign(plan, &freed->at))
		return plan_refuse(plan, &freed->at, NULL,
				   "it is freed in %s, outside of what is checked",
				   freed->at.function->fn->name);
	if (!has_free_form(plan, freed) || !may_sleep_there(plan, own, freed))
		return false;
	if (freed->how == FREEING_CLEANUP)
		return edit_cleanup(plan, freed);
	if (freed->how != FREEING_CALL)
		return edit_callback(plan, freed);
	return edit_call(plan, own, freed);
}

/* An element of an array of records comes where single records are freed; the
 * array itself is freed by its begin. */
static bool is_element(const struct ownership *own,
		       const struct owner_free *freed)
{
	const struct owner_state *state = &g_array_index(own->states,
					struct owner_state, freed->state);
	bool is_freed_whole = false;

	for (guint i = 0; i < own->frees->len; i++)
		is_freed_whole |= !g_array_index(own->frees, struct owner_free,
						 i).is_inside;
	return is_freed_whole && freed->is_inside && state->record &&
	       state->record == state->object;
}

static bool has_link(const struct ownership *own, const char *link)
{
	for (guint i = 0; i < own->states->len; i++) {
		const char *object = g_array_index(own->states,
						   struct owner_state,
						   i).object;

		if (object && owner_record_holds(own->graph, object, link))
			return true;
	}
	return false;
}

/* Is what is freed a table of links, not the link of an object? */
static bool is_allocated(struct owner_graph *graph, const struct code_ref *at)
{
	bool is_all;
	g_autoptr(GArray) origins = ownership_origins(graph, at, &is_all);

	return origins->len;
}

/* Whose link is freed, which is the object where it stands first, is not told
 * by the link's type. */
static bool refuse_link_frees(struct plan *plan, const struct ownership *own)
{
	const GArray *frees = own->graph->link_frees;

	for (guint i = 0; i < frees->len; i++) {
		const struct owner_link_free *freed =
			&g_array_index(frees, struct owner_link_free, i);

		if (has_link(own, freed->record) &&
		    !is_allocated(own->graph, &freed->at))
			return plan_refuse(plan, &freed->at,
					   "free it by a pointer of its own type",
					   "it may be freed by the address of a link that stands first in it");
	}
	return true;
}

bool plan_frees(struct plan *plan, struct ownership *own)
{
	if (!refuse_link_frees(plan, own))
		return false;
	for (guint i = 0; i < own->frees->len; i++) {
		const struct owner_free *freed =
			&g_array_index(own->frees, struct owner_free, i);
		const struct ir_call *call = freed->at.insn->call;
		struct code_ref entered;

		if (is_element(own, freed) &&
		    owner_context(plan->ctx->graph, &freed->at, &entered))
			continue;
		if (!plan_free(plan, own, freed) || plan->is_refused)
			return false;
		plan->n_frees++;
		if (freed->row->kv && call->name.file != IR_NONE)
			plan_include(plan, freed->at.function->unit,
				     call->name.file, freed->row->kv,
				     plan_release_fact(plan, "kv_header"));
	}
	return true;
}

bool plan_one_free(struct plan *plan, const struct owner_free *freed)
{
	return plan_free(plan, NULL, freed);
}
