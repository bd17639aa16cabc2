// SPDX-License-Identifier: GPL-2.0-only
/* What else is done with the memory: uses that need it contiguous or from the
 * slab allocator, and places where it leaves what can be seen. */
#include <string.h>

#include "fix/plan.h"
#include "ir/graph.h"
#include "ir/op.h"
#include "ir/walk.h"

static const struct owner_state *state_of(const struct ownership *own,
					  guint32 state)
{
	return &g_array_index(own->states, struct owner_state, state);
}

bool plan_uses(struct plan *plan, struct ownership *own)
{
	for (guint i = 0; i < own->sinks->len; i++) {
		const struct owner_sink *sink =
			&g_array_index(own->sinks, struct owner_sink, i);

		if (!release_in(plan->kernel, sink->row->since,
				sink->row->until))
			continue;
		if (owner_guard(own->graph, &sink->at) == GUARD_KMALLOC)
			continue;
		/* What is inside is not freed by itself. */
		if (sink->row->frees &&
		    state_of(own, sink->state)->offset_bytes)
			continue;
		return plan_refuse(plan, &sink->at, sink->row->help,
				   "the memory %s", sink->row->reason);
	}
	return true;
}

/* free_foo(), foo_put(): words between underscores, and their beginnings. */
static bool sounds_freeing(const struct rulebase *rules, const char *name)
{
	const char *const *words = rulebase_words(rules, "freeing_words");

	for (guint i = 0; words[i]; i++) {
		const char *at = strstr(name, words[i]);

		if (at && (at == name || at[-1] == '_'))
			return true;
	}
	return false;
}

static bool refuse_leave(struct plan *plan, const struct owner_leave *leave)
{
	g_autofree char *field = NULL, *shown = NULL;

	switch (leave->how) {
	case LEAVING_RETURNED:
		if (leave->elsewhere) {
			shown = plan_shown_path(plan, leave->elsewhere);
			return plan_refuse(plan, &leave->at,
				   "check the folders of the tree that use it together",
				   "%s hands it to callers outside of what is checked, %s for one, which may free it as slab memory",
				   leave->name, shown);
		}
		return plan_refuse(plan, &leave->at,
				   "check the program together with its callers",
				   "%s hands it to callers outside of what is checked, which may free it as slab memory",
				   leave->name);
	case LEAVING_CALLED:
		return plan_refuse(plan, &leave->at, NULL,
				   "it is handed to %s, outside of what is checked, which may free it as slab memory",
				   leave->name);
	case LEAVING_HELD:
		return plan_refuse(plan, &leave->at, NULL,
				   "%s, outside of what is checked, gets what it is kept in, and nothing else frees it",
				   leave->name ? leave->name :
				   "a function that is not known");
	case LEAVING_INDIRECT:
		return plan_refuse(plan, &leave->at, NULL,
				   "it is handed to a function through a pointer that may be any");
	case LEAVING_FIELD:
		field = owner_field_name(leave->name);
		return plan_refuse(plan, &leave->at, NULL,
				   "it is stored in %s, and nothing in what is checked frees it",
				   field);
	case LEAVING_ELSEWHERE:
		field = owner_field_name(leave->name);
		shown = plan_shown_path(plan, leave->elsewhere);
		return plan_refuse(plan, &leave->at,
				   "check the folders of the tree that free it together",
				   "it is stored in %s, which %s, outside of what is checked, frees",
				   field, shown);
	case LEAVING_LOST:
		return plan_refuse(plan, &leave->at, NULL,
				   "its pointer is stored where it cannot be followed");
	case LEAVING_INCOMPLETE:
		return plan_refuse(plan, &leave->at, NULL,
				   "%s could not be read as a whole",
				   leave->name);
	}
	return true;
}

/* What the kernel's core keeps is not kept by the program. */
static bool is_kept_by_core(const struct ownership *own, guint32 state)
{
	for (; state != IR_NONE; state = state_of(own, state)->parent)
		if (owner_node(own->graph,
			       state_of(own, state)->node)->kind ==
		    OWNER_HANDLE)
			return true;
	return false;
}

/* The pointer is kept nowhere, and only this function frees it, as far as is
 * seen. */
static bool is_local(const struct ownership *own,
		     const struct function_ref *ref)
{
	for (guint32 i = 0; i < own->states->len; i++) {
		enum owner_kind kind = owner_node(own->graph,
					state_of(own, i)->node)->kind;

		if (kind != OWNER_CALL && kind != OWNER_DEF &&
		    kind != OWNER_LOCAL && !is_kept_by_core(own, i))
			return false;
	}
	for (guint i = 0; i < own->frees->len; i++)
		if (g_array_index(own->frees, struct owner_free,
				  i).at.function != ref)
			return false;
	return true;
}

/* Does a way from that block come to a free of the memory? */
static bool comes_to_free(const struct ownership *own,
			  const struct ir_function *fn, guint32 block)
{
	for (guint i = 0; i < own->frees->len; i++) {
		guint32 at = g_array_index(own->frees, struct owner_free,
					   i).at.block;

		if (at == block || ir_block_reaches(fn, block, at))
			return true;
	}
	return false;
}

/* Is what the branch at the end of a block tests the result of that call,
 * itself or in a variable? */
static bool tests_result(const struct ir_function *fn,
			 const struct ir_block *block,
			 const struct ir_insn *call)
{
	const struct ir_insn *value = ir_origin(fn, block->value), *insn, *to;

	if (value && op_is_compare(value->op))
		value = ir_origin(fn, value->a);
	if (value == call)
		return true;
	to = value && value->op == IR_LOAD ? ir_origin(fn, value->a) : NULL;
	if (!to || to->op != IR_ADDR_LOCAL)
		return false;
	ir_for_each_insn(fn, walk, insn) {
		const struct ir_insn *place = insn->op == IR_STORE ?
					      ir_origin(fn, insn->a) : NULL;

		if (place && place->op == IR_ADDR_LOCAL &&
		    place->imm == to->imm && ir_origin(fn, insn->b) == call)
			return true;
	}
	return false;
}

/* if (foo_register(p)) kfree(p): where it did not fail, nothing frees it but
 * who got it. */
static bool is_given_away(const struct ownership *own,
			  const struct owner_leave *leave)
{
	const struct ir_function *fn = leave->at.function->fn;
	const struct ir_block *block = ir_block(fn, leave->at.block);

	if (!is_local(own, leave->at.function) || block->term != IR_BRANCH ||
	    !tests_result(fn, block, leave->at.insn))
		return false;
	return comes_to_free(own, fn, block->targets[0]) !=
	       comes_to_free(own, fn, block->targets[1]);
}

/* Certain: whatever else frees it, this may, too. */
static bool is_fatal(const struct plan *plan, const struct ownership *own,
		     const struct owner_leave *leave)
{
	switch (leave->how) {
	case LEAVING_RETURNED:
	case LEAVING_ELSEWHERE:
	case LEAVING_LOST:
	case LEAVING_INCOMPLETE:
		return true;
	case LEAVING_CALLED:
		return sounds_freeing(plan->rules, leave->name) ||
		       is_given_away(own, leave);
	case LEAVING_INDIRECT:
		return is_given_away(own, leave);
	default:
		return false;
	}
}

/* Where objects are kept that others find by ways that are not followed, if
 * nobody is seen to free the memory: an address that is calculated, a link. */
static const struct owner_state *kept_at(const struct ownership *own)
{
	for (guint32 i = 0; i < own->states->len; i++) {
		const struct owner_state *state = state_of(own, i);

		switch (owner_node(own->graph, state->node)->kind) {
		case OWNER_FIELD: case OWNER_MEMBER: case OWNER_POINTEE:
		case OWNER_CONTAINER: case OWNER_HANDLE:
			return state;
		default:
			break;
		}
	}
	return NULL;
}

bool plan_leaves(struct plan *plan, const struct ownership *own)
{
	for (guint i = 0; i < own->leaves->len; i++) {
		const struct owner_leave *leave =
			&g_array_index(own->leaves, struct owner_leave, i);

		if (is_fatal(plan, own, leave))
			return refuse_leave(plan, leave);
	}
	/* Somebody frees it, and nobody is seen to: whoever got it may. */
	if (!plan->n_frees && own->leaves->len)
		return refuse_leave(plan, &g_array_index(own->leaves,
						struct owner_leave, 0));
	if (!plan->n_frees && kept_at(own))
		return plan_refuse(plan, &own->alloc, NULL,
				   "it is kept where others find it, and nothing in what is checked is seen to free it");
	return true;
}
