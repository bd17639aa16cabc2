// SPDX-License-Identifier: GPL-2.0-only
#include "model/manner.h"

#include <string.h>

#include "ir/graph.h"
#include "ir/op.h"
#include "ir/walk.h"

#define MAX_CALLER_DEPTH 4

/* Where the result of a call goes inside its function. */
struct result_flow {
	const struct function_ref *fn;
	GHashTable *temps;	/* temps that hold it */
	GHashTable *locals;	/* index + 1 of locals */
	GHashTable *names;	/* fields' identities, globals' keys; interned */
	bool is_tested, is_returned;
};

static guint32 address_local(const struct result_flow *flow, guint32 temp)
{
	const struct ir_insn *insn = ir_origin(flow->fn->fn, temp);

	return insn && insn->op == IR_ADDR_LOCAL ? (guint32)insn->imm : IR_NONE;
}

/* The field or global that an address is of, or of an element of; or NULL. */
static const char *address_name(const struct result_flow *flow, guint32 temp)
{
	const struct ir_insn *insn = ir_origin(flow->fn->fn, temp);

	while (insn && insn->op == IR_INDEX)
		insn = ir_origin(flow->fn->fn, insn->a);
	if (insn && insn->op == IR_ADDR_GLOBAL)
		return ir_global(flow->fn->unit, (guint32)insn->imm)->key;
	return insn && insn->op == IR_FIELD ?
	       field_identity(flow->fn->unit, insn->record, insn->imm) : NULL;
}

static bool holds(GHashTable *set, guint32 n)
{
	return n != IR_NONE && g_hash_table_contains(set,
					GUINT_TO_POINTER(n + 1));
}

static bool add(GHashTable *set, guint32 n)
{
	return g_hash_table_add(set, GUINT_TO_POINTER(n + 1));
}

/* The reads of a local that see what was stored to it before instruction
 * `index` of a block: up to the next store on every way. */
static bool mark_loads(struct result_flow *flow, guint32 local, guint32 block,
		       guint32 index)
{
	const struct ir_function *fn = flow->fn->fn;
	g_autofree bool *seen = g_new0(bool, fn->n_blocks);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));
	bool again = false;

	for (;; index = 0) {
		const struct ir_block *b = ir_block(fn, block);
		bool is_over = false;

		for (guint i = index; i < b->n_insns && !is_over; i++) {
			const struct ir_insn *insn = ir_insn(b, i);

			if ((insn->op != IR_LOAD && insn->op != IR_STORE) ||
			    address_local(flow, insn->a) != local)
				continue;
			is_over = insn->op == IR_STORE;
			if (!is_over)
				again |= add(flow->temps, insn->dst);
		}
		for (guint i = 0; !is_over && i < ir_block_n_successors(b);
		     i++) {
			guint32 s = ir_block_successor(b, i);

			if (!seen[s])
				g_array_append_val(todo, s);
			seen[s] = true;
		}
		if (!todo->len)
			return again;
		block = g_array_index(todo, guint32, todo->len - 1);
		g_array_set_size(todo, todo->len - 1);
	}
}

/* One instruction: does it hand the result on? */
static bool flow_through(struct result_flow *flow, const struct ir_insn *insn,
			 guint32 block, guint32 index)
{
	const char *name;
	guint32 local;

	switch (insn->op) {
	case IR_CAST:
		return holds(flow->temps, insn->a) &&
		       add(flow->temps, insn->dst);
	case IR_STORE:
		if (!holds(flow->temps, insn->b))
			return false;
		local = address_local(flow, insn->a);
		if (local != IR_NONE) {
			add(flow->locals, local);
			return mark_loads(flow, local, block, index + 1);
		}
		name = address_name(flow, insn->a);
		return name && g_hash_table_add(flow->names, (gpointer)name);
	case IR_LOAD:
		name = address_name(flow, insn->a);
		return name && g_hash_table_contains(flow->names, name) &&
		       add(flow->temps, insn->dst);
	default:
		if (op_is_compare(insn->op) &&
		    (holds(flow->temps, insn->a) ||
		     holds(flow->temps, insn->b)))
			flow->is_tested = true;
		return false;
	}
}

static void flow_init(struct result_flow *flow, const struct function_ref *fn,
		      const struct ir_insn *call)
{
	const struct ir_insn *insn;
	bool again = true;

	*flow = (struct result_flow){
		.fn = fn, .temps = g_hash_table_new(NULL, NULL),
		.locals = g_hash_table_new(NULL, NULL),
		.names = g_hash_table_new(NULL, NULL),
	};
	if (call->dst != IR_NONE)
		add(flow->temps, call->dst);
	while (again) {
		again = false;
		ir_for_each_insn(fn->fn, at, insn)
			again |= flow_through(flow, insn, at.block, at.index);
	}
	for (guint b = 0; b < fn->fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn->fn, b);

		if (!holds(flow->temps, block->value))
			continue;
		flow->is_tested |= block->term == IR_BRANCH;
		flow->is_returned |= block->term == IR_RETURN;
	}
}

static void flow_release(struct result_flow *flow)
{
	g_hash_table_unref(flow->temps);
	g_hash_table_unref(flow->locals);
	g_hash_table_unref(flow->names);
}

static bool sets_meet(GHashTable *a, GHashTable *b)
{
	GHashTableIter it;
	gpointer key;

	g_hash_table_iter_init(&it, a);
	while (g_hash_table_iter_next(&it, &key, NULL))
		if (g_hash_table_contains(b, key))
			return true;
	return false;
}

static const struct code_ref *call_ref(const struct function_ref *fn,
				       const struct ir_insn *insn)
{
	for (guint i = 0; i < fn->calls->len; i++) {
		const struct code_ref *c = &g_array_index(fn->calls,
							  struct code_ref, i);

		if (c->insn == insn)
			return c;
	}
	return NULL;
}

static bool same_text(const struct ir_insn *a, const struct ir_insn *b)
{
	return a->call->expr.file == b->call->expr.file &&
	       a->call->expr.begin == b->call->expr.begin;
}

/* Does the way on from a branch lead to a block? `from` itself counts. */
static bool leads_to(const struct ir_function *fn, guint32 from, guint32 to)
{
	return from == to || ir_block_reaches(fn, from, to);
}

enum way { WAY_NONE, WAY_TRUE, WAY_FALSE, WAY_EITHER };

static bool is_zero(const struct result_flow *flow, guint32 temp)
{
	const struct ir_insn *insn = ir_origin(flow->fn->fn, temp);

	return insn && insn->op == IR_CONST && !insn->imm;
}

/* Which way does a branch go if the result is not zero? */
static enum way nonzero_way(const struct result_flow *flow, guint32 condition)
{
	enum way way = WAY_TRUE;

	for (guint depth = 0; depth < 8 && condition != IR_NONE; depth++) {
		const struct ir_insn *insn = ir_definition(flow->fn->fn,
							   condition);

		if (holds(flow->temps, condition))
			return way;
		if (!insn)
			break;
		if (insn->op == IR_EQ && is_zero(flow, insn->b))
			way = way == WAY_TRUE ? WAY_FALSE :
			      way == WAY_FALSE ? WAY_TRUE : way;
		else if (op_is_compare(insn->op) &&
			 !(insn->op == IR_NE && is_zero(flow, insn->b)))
			way = WAY_EITHER;
		else if (insn->op == IR_CALL && !insn->call->n_args)
			break;
		condition = insn->op == IR_CALL ?
			    insn->call->args[0] :
			    insn->a;
	}
	return WAY_NONE;
}

/* A test of the result decides whether the block is reached: where the call
 * failed, and only there. Zero is failure but for error codes. */
static bool failure_leads_to(const struct result_flow *flow,
			     const struct code_ref *call, guint32 block)
{
	const struct ir_function *fn = flow->fn->fn;
	const struct ir_type *type = ir_type(flow->fn->unit, call->insn->type);
	bool is_error_code = type->kind == IR_INT && type->bits < 64;

	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *at = ir_block(fn, b);
		bool on_true, on_false;
		enum way way;

		if (at->term != IR_BRANCH || !leads_to(fn, call->block, b))
			continue;
		way = nonzero_way(flow, at->value);
		if (way == WAY_NONE)
			continue;
		on_true = leads_to(fn, ir_block_successor(at, 0), block);
		on_false = leads_to(fn, ir_block_successor(at, 1), block);
		if (on_true == on_false)
			continue;
		if (way == WAY_EITHER ||
		    on_true == ((way == WAY_TRUE) == is_error_code))
			return true;
	}
	return false;
}

/* Another call fills the same place where this one has failed. */
static bool is_filled_again(const struct result_flow *mine,
			    const struct code_ref *here,
			    const struct code_ref *other)
{
	struct result_flow flow;
	bool found;

	if (other->insn == here->insn || same_text(other->insn, here->insn) ||
	    (other->block == here->block ? other->index < here->index :
	     !ir_block_reaches(here->function->fn, here->block, other->block)) ||
	    !failure_leads_to(mine, here, other->block))
		return false;
	flow_init(&flow, mine->fn, other->insn);
	found = sets_meet(mine->locals, flow.locals) ||
		sets_meet(mine->names, flow.names) ||
		(mine->is_returned && flow.is_returned);
	flow_release(&flow);
	return found;
}

static bool find_fallback(const struct analysis *analysis,
			  const struct code_ref *here,
			  const struct result_flow *mine)
{
	const GArray *calls = here->function->calls;

	for (guint i = 0; i < calls->len; i++) {
		const struct code_ref *c = &g_array_index(calls,
							  struct code_ref, i);

		if ((call_allocator(analysis->rules, c->insn) ||
		     program_function(analysis->db,
				      c->insn->call->callee_key)) &&
		    is_filled_again(mine, here, c))
			return true;
	}
	return false;
}

/* How is the failure of a call met, here or by those who called for it? */
static void meet_failure(const struct analysis *analysis,
			 const struct code_ref *here, guint depth,
			 struct manner *manner)
{
	struct manner all = { .is_tested = true, .has_fallback = true };
	struct result_flow flow;
	g_autoptr(GArray) callers = NULL;
	bool is_returned;

	flow_init(&flow, here->function, here->insn);
	is_returned = flow.is_returned;
	manner->is_tested = flow.is_tested;
	manner->has_fallback = flow.is_tested &&
		(find_fallback(analysis, here, &flow) ||
		 (depth && failure_leads_to(&flow, here, here->block)));
	flow_release(&flow);
	if (manner->has_fallback || depth >= MAX_CALLER_DEPTH)
		return;
	callers = function_calls(analysis, here->function);
	for (guint i = 0; i < callers->len; i++) {
		struct manner one = { 0 };

		meet_failure(analysis, &g_array_index(callers,
						      struct code_ref, i),
			     depth + 1, &one);
		all.is_tested &= one.is_tested;
		all.has_fallback &= one.has_fallback;
	}
	if (is_returned)
		manner->is_tested |= all.is_tested;
	manner->has_fallback = callers->len && all.has_fallback;
}

/* The same call again, with a size that the loop makes smaller. */
static bool shrinks_in_loop(const struct request *request,
			    const struct code_ref *here)
{
	return ir_block_reaches(here->function->fn, here->block, here->block) &&
	       !request->grows &&
	       range_know_max(request->size) != KNOW_SOURCE &&
	       request->size->n &&
	       range_min(request->size) <= (wide)request->limit;
}

struct manner manner_of(const struct analysis *analysis,
			struct source_set *sources,
			const struct request *request)
{
	struct manner manner = { 0 };
	const struct code_ref *here;

	if (!request->function)
		return manner;
	manner.nowarn_written = flags_say(analysis, sources, request,
					  "gfp.nowarn");
	if (!manner.nowarn_written)
		return manner;
	here = call_ref(request->function, request->insn);
	if (here)
		meet_failure(analysis, here, 0, &manner);
	manner.has_fallback |= here && manner.is_tested &&
			       shrinks_in_loop(request, here);
	return manner;
}
