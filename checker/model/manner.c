// SPDX-License-Identifier: GPL-2.0-only
#include "model/manner.h"

#include <string.h>

#include "ir/graph.h"
#include "ir/op.h"

/* Where the result of a call goes inside its function. */
struct result_flow {
	const struct function_ref *fn;
	GHashTable *temps;	/* temps that hold it */
	GHashTable *locals;	/* index + 1 of locals */
	GHashTable *fields;	/* interned identities */
	bool is_tested;
};

char *span_text(struct source_set *sources, const struct ir_unit *unit,
		const struct ir_span *span)
{
	const char *text;

	if (span->file >= unit->files->len || span->end <= span->begin)
		return NULL;
	text = source_text(sources, g_ptr_array_index(unit->files, span->file),
			   NULL);
	if (!text || strlen(text) < span->end)
		return NULL;
	return g_strndup(text + span->begin, span->end - span->begin);
}

static bool text_has_word(const char *text, const char *const *words)
{
	for (; text && *words; words++) {
		const char *at = text;
		gsize n = strlen(*words);

		while ((at = strstr(at, *words))) {
			bool starts = at == text ||
				      !(g_ascii_isalnum(at[-1]) ||
					at[-1] == '_');
			bool ends = !g_ascii_isalnum(at[n]) && at[n] != '_';

			if (starts && ends)
				return true;
			at += n;
		}
	}
	return false;
}

static bool flags_say(const struct analysis *analysis,
		      struct source_set *sources,
		      const struct request *request, const char *define)
{
	const struct ir_call *call = request->insn->call;
	const struct ir_unit *unit = request->function->unit;
	guint n = request->row->gfp_arg;
	g_autofree char *text = NULL;

	if (n && n <= call->written_args->len)
		text = span_text(sources, unit,
				 &g_array_index(call->written_args,
						struct ir_span, n - 1));
	else
		text = span_text(sources, unit, &call->expr);
	return text_has_word(text, rulebase_words(analysis->rules, define));
}

static guint32 address_local(const struct ir_function *fn, guint32 temp)
{
	const struct ir_insn *insn = function_origin(fn, temp);

	return insn && insn->op == IR_ADDR_LOCAL ? (guint32)insn->imm : IR_NONE;
}

static const char *address_field(const struct function_ref *fn, guint32 temp)
{
	const struct ir_insn *insn = function_origin(fn->fn, temp);

	while (insn && insn->op == IR_INDEX)
		insn = function_origin(fn->fn, insn->a);
	return insn && insn->op == IR_FIELD ?
	       field_identity(fn->unit, insn->record, insn->imm) : NULL;
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

/* One instruction: does it hand the result on? */
static bool flow_through(struct result_flow *flow, const struct ir_insn *insn)
{
	const char *field;
	guint32 local;

	switch (insn->op) {
	case IR_CAST:
		return holds(flow->temps, insn->a) &&
		       add(flow->temps, insn->dst);
	case IR_STORE:
		if (!holds(flow->temps, insn->b))
			return false;
		local = address_local(flow->fn->fn, insn->a);
		if (local != IR_NONE)
			return add(flow->locals, local);
		field = address_field(flow->fn, insn->a);
		return field && g_hash_table_add(flow->fields,
						 (gpointer)field);
	case IR_LOAD:
		local = address_local(flow->fn->fn, insn->a);
		if (holds(flow->locals, local))
			return add(flow->temps, insn->dst);
		field = local == IR_NONE ?
			address_field(flow->fn, insn->a) : NULL;
		return field && g_hash_table_contains(flow->fields, field) &&
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
	bool again = true;

	*flow = (struct result_flow){
		.fn = fn, .temps = g_hash_table_new(NULL, NULL),
		.locals = g_hash_table_new(NULL, NULL),
		.fields = g_hash_table_new(NULL, NULL),
	};
	if (call->dst != IR_NONE)
		add(flow->temps, call->dst);
	while (again) {
		again = false;
		for (guint b = 0; b < fn->fn->blocks->len; b++) {
			const struct ir_block *block = ir_block(fn->fn, b);

			for (guint i = 0; i < block->insns->len; i++)
				again |= flow_through(flow,
					&g_array_index(block->insns,
						       struct ir_insn, i));
			if (block->term == IR_BRANCH &&
			    holds(flow->temps, block->value))
				flow->is_tested = true;
		}
	}
}

static void flow_release(struct result_flow *flow)
{
	g_hash_table_unref(flow->temps);
	g_hash_table_unref(flow->locals);
	g_hash_table_unref(flow->fields);
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

static bool reaches(const struct ir_function *fn, guint32 from, guint32 to)
{
	g_autofree bool *seen = g_new0(bool, fn->blocks->len);
	g_autoptr(GArray) todo = g_array_new(FALSE, FALSE, sizeof(guint32));

	g_array_append_val(todo, from);
	while (todo->len) {
		guint32 b = g_array_index(todo, guint32, todo->len - 1);
		const struct ir_block *block = ir_block(fn, b);

		g_array_set_size(todo, todo->len - 1);
		for (guint i = 0; i < ir_block_n_successors(block); i++) {
			guint32 s = ir_block_successor(block, i);

			if (s == to)
				return true;
			if (!seen[s]) {
				seen[s] = true;
				g_array_append_val(todo, s);
			}
		}
	}
	return false;
}

static bool same_text(const struct ir_insn *a, const struct ir_insn *b)
{
	return a->call->expr.file == b->call->expr.file &&
	       a->call->expr.begin == b->call->expr.begin;
}

static bool find_fallback(const struct analysis *analysis,
			  const struct request *request,
			  const struct result_flow *mine)
{
	const struct function_ref *fn = request->function;
	const struct code_ref *here = call_ref(fn, request->insn);
	bool found = false;

	/* the same call again, with a size that the loop makes smaller */
	if (here && reaches(fn->fn, here->block, here->block) &&
	    !request->grows && range_know_max(request->size) != KNOW_SOURCE &&
	    request->size->n && range_min(request->size) <=
	    (wide)request->limit)
		return true;
	for (guint i = 0; here && i < fn->calls->len && !found; i++) {
		const struct code_ref *c = &g_array_index(fn->calls,
							  struct code_ref, i);
		struct result_flow other;

		if (c->insn == request->insn ||
		    same_text(c->insn, request->insn) ||
		    !call_allocator(analysis->rules, c->insn) ||
		    (c->block == here->block ? c->index < here->index :
		     !reaches(fn->fn, here->block, c->block)))
			continue;
		flow_init(&other, fn, c->insn);
		found = sets_meet(mine->locals, other.locals) ||
			sets_meet(mine->fields, other.fields);
		flow_release(&other);
	}
	return found;
}

struct manner manner_of(const struct analysis *analysis,
			struct source_set *sources,
			const struct request *request)
{
	struct manner manner = { 0 };
	struct result_flow flow;

	if (!request->function)
		return manner;
	manner.nowarn_written = flags_say(analysis, sources, request,
					  "gfp.nowarn");
	manner.nofail_written = flags_say(analysis, sources, request,
					  "gfp.nofail");
	flow_init(&flow, request->function, request->insn);
	manner.is_tested = flow.is_tested;
	if (flow.is_tested)
		manner.has_fallback = find_fallback(analysis, request, &flow);
	flow_release(&flow);
	return manner;
}
