// SPDX-License-Identifier: GPL-2.0-only
/* Sections that may not sleep: entered in the function, by what it calls, or
 * around its callers; and callbacks that run in one. */
#include <stdlib.h>
#include <string.h>

#include "ir/graph.h"
#include "model/ownership.h"

/* Callers of callers that are looked at for a lock held. */
#define MAX_CALLERS 5
/* Helpers of helpers that take or drop one, and the blocks of a helper: a
 * longer function does more than that, and gives back what it takes in ways
 * that are not followed here. */
#define MAX_CALLEES 2
#define MAX_HELPER_BLOCKS 32

struct context_walk {
	const struct owner_graph *graph;
	GHashTable *functions;		/* seen */
	struct code_ref *entered;
	const GArray *stacks;		/* struct owner_stack; NULL: none */
	const char *object;		/* record of what is freed, or NULL */
	guint depth;			/* of callers */
};

/* What a call does to sections, a bit for each of the first 64 rows. */
struct section_change {
	guint64 entered;	/* open when it returns */
	guint64 tried;		/* … if it returns other than 0 */
	guint64 left;		/* ended on every way */
	guint64 may_leave;	/* … on some */
};

static struct section_change function_change(const struct owner_graph *graph,
					     struct function_ref *ref,
					     guint depth);

static bool has_word(char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

/* Of the rows below 64: which a callee enters, tries to, or leaves. */
static struct section_change callee_change(const struct rulebase *rules,
					   const char *callee)
{
	struct section_change change = { 0 };

	for (guint i = 0; callee && i < rules->contexts->len && i < 64; i++) {
		const struct context_fn *row = rules->contexts->pdata[i];

		if (has_word(row->enter, callee))
			change.entered |= 1ULL << i;
		if (has_word(row->tries, callee))
			change.tried |= 1ULL << i;
		if (has_word(row->leave, callee))
			change.left |= 1ULL << i;
	}
	change.may_leave = change.left;
	return change;
}

static struct section_change call_change(const struct owner_graph *graph,
					 const struct ir_call *call,
					 guint depth)
{
	struct section_change change = callee_change(graph->rules,
						     call->callee);
	const char *key = call->callee_key ?: call->callee;
	struct function_ref *ref = change.entered || change.tried ||
				   change.left || !key ?
				   NULL : program_function(graph->db, key);

	if (ref)
		change = function_change(graph, ref, depth);
	/* guard(spinlock): unlocks if it has locked. */
	if (call->is_implicit)
		change.left |= change.may_leave;
	return change;
}

struct back_state {
	guint32 block, index;
	guint32 to;		/* the block behind it, IR_NONE: none */
	guint64 left;		/* rows whose end was passed, going back */
};

/* Sections that are open at a place of one function. */
struct section_walk {
	const struct owner_graph *graph;
	const struct code_ref *at;
	guint depth;		/* of calls looked into */
	guint64 open;		/* found: entered and not left */
	guint64 left;		/* in: ended behind `at`; out: ended on every
				   way from the entry to there */
	guint64 ever_left;
	struct code_ref entered;
};

/* Is the end of a block left for `to` only if that call returned 0? */
static bool has_failed(const struct ir_function *fn,
		       const struct ir_block *block, guint32 to,
		       const struct ir_insn *call)
{
	const struct ir_insn *value, *zero;
	bool is_inverted = false;

	if (to == IR_NONE || block->term != IR_BRANCH ||
	    block->targets[0] == block->targets[1])
		return false;
	value = ir_origin(fn, block->value);
	while (value && (value->op == IR_EQ || value->op == IR_NE)) {
		zero = ir_origin(fn, value->b);
		if (!zero || zero->op != IR_CONST || zero->imm)
			return false;
		is_inverted ^= value->op == IR_EQ;
		value = ir_origin(fn, value->a);
	}
	return value == call && block->targets[is_inverted ? 0 : 1] == to;
}

/* Go back through one block. */
static void back_block(struct section_walk *w, struct back_state *state)
{
	const struct ir_block *block = ir_block(w->at->function->fn,
						state->block);

	for (guint i = MIN(state->index, block->n_insns); i-- > 0;) {
		const struct ir_insn *insn = &block->insns[i];
		struct section_change change;

		if (insn->op != IR_CALL)
			continue;
		change = call_change(w->graph, insn->call, w->depth);
		if (!has_failed(w->at->function->fn, block, state->to, insn))
			change.entered |= change.tried;
		if (change.entered & ~state->left && !w->open)
			w->entered = (struct code_ref){ w->at->function, insn,
							state->block, i };
		w->open |= change.entered & ~state->left;
		state->left &= ~change.entered;
		state->left |= change.left;
		w->ever_left |= change.left | change.may_leave;
	}
}

/* Not the way back of a do { } while (0). */
static bool may_go(const struct ir_function *fn, guint32 from, guint32 to)
{
	const struct ir_block *block = ir_block(fn, from);
	const struct ir_insn *value = block->term == IR_BRANCH ?
				      ir_origin(fn, block->value) : NULL;

	return !value || value->op != IR_CONST ||
	       block->targets[!value->imm] == to;
}

/* The way from a block to the next, of the two that it may go. */
static gsize way_number(const struct ir_function *fn, guint32 from, guint32 to)
{
	const struct ir_block *block = ir_block(fn, from);

	return 2 * (gsize)from + (block->term == IR_BRANCH &&
				  block->targets[0] != to);
}

static void walk_sections(struct section_walk *w)
{
	const struct ir_function *fn = w->at->function->fn;
	struct ir_graph *flow = ir_graph_new(fn);
	g_autoptr(GArray) work = g_array_new(FALSE, FALSE,
					     sizeof(struct back_state));
	g_autofree guint64 *seen = g_new0(guint64, 2 * (gsize)fn->n_blocks);
	g_autofree bool *was_seen = g_new0(bool, 2 * (gsize)fn->n_blocks);
	struct back_state first = { w->at->block, w->at->index, IR_NONE,
				    w->left };

	w->left = G_MAXUINT64;
	g_array_append_val(work, first);
	for (guint i = 0; i < work->len; i++) {
		struct back_state state = g_array_index(work,
							struct back_state, i);

		back_block(w, &state);
		if (state.block == 0)
			w->left &= state.left;
		for (guint k = flow->first_pred[state.block];
		     k < flow->first_pred[state.block + 1]; k++) {
			struct back_state next = { flow->preds[k], G_MAXUINT32,
						   state.block, state.left };
			gsize way = way_number(fn, next.block, state.block);

			if (!may_go(fn, next.block, state.block) ||
			    (was_seen[way] && !(seen[way] & ~next.left)))
				continue;
			seen[way] = was_seen[way] ? seen[way] & next.left :
						    next.left;
			was_seen[way] = true;
			g_array_append_val(work, next);
		}
	}
	ir_graph_free(flow);
}

/* A helper that takes a lock, or drops one: what holds where it returns. One
 * that may do both tells its callers nothing: it knows when by conditions that
 * are not followed here. */
static struct section_change function_change(const struct owner_graph *graph,
					     struct function_ref *ref,
					     guint depth)
{
	struct section_change *known = g_hash_table_lookup(graph->sections,
							   ref);
	struct section_change change = { .entered = G_MAXUINT64,
					 .left = G_MAXUINT64 };
	bool returns = false;

	if (known)
		return *known;
	if (depth >= MAX_CALLEES || ref->fn->n_blocks > MAX_HELPER_BLOCKS)
		return (struct section_change){ 0 };
	/* Until it is known; also for who calls itself. */
	known = g_new0(struct section_change, 1);
	g_hash_table_insert(graph->sections, ref, known);
	for (guint b = 0; b < ref->fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(ref->fn, b);
		struct code_ref at = { ref, NULL, b, block->n_insns };
		struct section_walk w = { .graph = graph, .at = &at,
					  .depth = depth + 1 };

		if (block->term != IR_RETURN)
			continue;
		walk_sections(&w);
		returns = true;
		change.entered &= w.open;
		change.left &= w.left;
		change.may_leave |= w.ever_left;
	}
	if (!returns || change.left == G_MAXUINT64)
		change.left = 0;
	change.entered = returns ? change.entered & ~change.may_leave : 0;
	*known = change;
	return change;
}

static bool names_field(const struct context_fn *row, const char *identity)
{
	const char *at = strchr(identity, '@'), *dot = strrchr(identity, '.');
	g_autofree char *record = NULL;
	g_auto(GStrv) fields = NULL;

	if (!row->record || !row->field || !at || !dot || dot < at)
		return false;
	record = g_strdup_printf("struct %.*s", (int)(at - identity),
				 identity);
	if (strcmp(row->record, record))
		return false;
	fields = g_strsplit_set(row->field, " \t\n", -1);
	return has_word(fields, dot + 1);
}

/* "NAME:ARG" in the row: the call hands the function over as that argument. */
static bool hands_over(const struct context_fn *row,
		       const struct code_ref *at,
		       const struct function_ref *ref)
{
	const struct ir_call *call = at->insn->call;

	for (char **word = row->calls; call->callee && word && *word; word++) {
		gsize n = strcspn(*word, ":");
		const struct ir_insn *passed;
		guint arg;

		if (n != strlen(call->callee) || (*word)[n] != ':' ||
		    strncmp(*word, call->callee, n))
			continue;
		arg = (guint)strtoul(*word + n + 1, NULL, 10);
		if (!arg || arg > call->n_args)
			continue;
		passed = ir_origin(at->function->fn, call->args[arg - 1]);
		if (passed && passed->op == IR_ADDR_FUNC &&
		    !strcmp(passed->str, ref->fn->key))
			return true;
	}
	return false;
}

static bool is_handed(const struct context_fn *row,
		      const struct function_ref *ref)
{
	if (!row->calls || !ref->handed_to->len)
		return false;
	for (guint i = 0; i < ref->named_by->len; i++) {
		const struct function_ref *by = ref->named_by->pdata[i];

		for (guint k = 0; k < by->calls->len; k++)
			if (hands_over(row, &g_array_index(by->calls,
						struct code_ref, k), ref))
				return true;
	}
	return false;
}

/* A function that is handed to the core and takes a pointer to the record
 * that the row names. */
static bool takes_record(const struct owner_graph *graph,
			 const struct context_fn *row,
			 const struct function_ref *ref)
{
	const struct ir_type *type;

	if (!row->record || !ref->handed_to->len || !ref->fn->n_params ||
	    rulebase_word(graph->rules, "context.vfree_defers", row->name))
		return false;
	type = ir_type(ref->unit, ref->fn->locals[0].type);
	if (type->kind != IR_PTR || type->elem == IR_NONE)
		return false;
	type = ir_type(ref->unit, type->elem);
	return type->kind == IR_RECORD &&
	       !strcmp(ir_record(ref->unit, type->record)->name, row->record);
}

/* The function is a callback that runs where none may sleep. */
static const struct context_fn *callback_context(
					const struct owner_graph *graph,
					const struct function_ref *ref)
{
	for (guint i = 0; i < graph->rules->contexts->len; i++) {
		const struct context_fn *row =
			graph->rules->contexts->pdata[i];

		if (takes_record(graph, row, ref) || is_handed(row, ref))
			return row;
		for (guint k = 0; k < ref->handed->len; k++)
			if (names_field(row, ref->handed->pdata[k]) &&
			    owner_names_any(graph, row->where_used))
				return row;
	}
	return NULL;
}

static const struct context_fn *context_at(struct context_walk *w,
					   const struct code_ref *at,
					   guint64 left, guint32 stack);

/* Around the callers: those that the stack names, as far as it goes. */
static const struct context_fn *context_around(struct context_walk *w,
					       const struct function_ref *ref,
					       guint64 left, guint32 stack)
{
	const struct owner_stack *top = stack ?
		&g_array_index(w->stacks, struct owner_stack, stack) : NULL;
	const struct context_fn *row = NULL;

	for (guint i = 0; top && i < ref->callers->len; i++) {
		const struct code_ref *caller =
			&g_array_index(ref->callers, struct code_ref, i);

		if (caller->insn == top->call)
			return context_at(w, caller, left, top->below);
	}
	for (guint i = 0; i < ref->callers->len && !row; i++)
		row = context_at(w, &g_array_index(ref->callers,
						   struct code_ref, i),
				 left, 0);
	return row;
}

/* Around a call through a pointer; one that the function it stands in got is
 * called for whoever passed it. */
static const struct context_fn *context_indirect(struct context_walk *w,
					const struct owner_caller *caller,
					guint64 left)
{
	struct section_walk inside = { .graph = w->graph, .at = &caller->at,
				       .left = left };

	if (!caller->passing.insn)
		return context_at(w, &caller->at, left, 0);
	walk_sections(&inside);
	if (!inside.open)
		return context_at(w, &caller->passing, inside.left, 0);
	*w->entered = inside.entered;
	return w->graph->rules->contexts->pdata[__builtin_ctzll(inside.open)];
}

static const struct context_fn *context_around_pointers(
					struct context_walk *w,
					const struct function_ref *ref,
					guint64 left)
{
	const GArray *callers = g_hash_table_lookup(w->graph->called_from, ref);
	const struct context_fn *row = NULL;

	for (guint i = 0; callers && i < callers->len && !row; i++)
		row = context_indirect(w, &g_array_index(callers,
					struct owner_caller, i), left);
	return row;
}

static bool passes(const struct code_ref *at, const struct function_ref *ref)
{
	const struct ir_call *call = at->insn->call;

	for (guint i = 0; i < call->n_args; i++) {
		const struct ir_insn *passed = ir_origin(at->function->fn,
							 call->args[i]);

		if (passed && passed->op == IR_ADDR_FUNC &&
		    !strcmp(passed->str, ref->fn->key))
			return true;
	}
	return false;
}

/* Around calls, not looked into, that get the function and may call it at once:
 * idr_for_each() under a lock. */
static const struct context_fn *context_around_passing(
					struct context_walk *w,
					const struct function_ref *ref,
					guint64 left)
{
	const struct owner_graph *graph = w->graph;
	const struct context_fn *row = NULL;

	for (guint i = 0; i < ref->named_by->len && !row; i++) {
		const struct function_ref *by = ref->named_by->pdata[i];

		for (guint k = 0; k < by->calls->len && !row; k++) {
			const struct code_ref *at = &g_array_index(by->calls,
						struct code_ref, k);
			const char *callee = at->insn->call->callee;

			if (callee && passes(at, ref) &&
			    !rulebase_word(graph->rules, "callbacks.kept",
					   callee) &&
			    !program_function(graph->db,
					at->insn->call->callee_key ?: callee))
				row = context_at(w, at, left, 0);
		}
	}
	return row;
}

static bool is_release(const struct owner_graph *graph,
		       const struct function_ref *ref)
{
	for (guint i = 0; i < ref->handed->len; i++) {
		g_autofree char *field = owner_field_name(ref->handed->pdata[i]);
		g_autofree char *name = g_strconcat("struct ", field, NULL);

		if (rulebase_word(graph->rules, "release.fields", name))
			return true;
	}
	return false;
}

/* put_device(&object->dev) */
static bool drops_object(const struct context_walk *w,
			 const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	const struct ir_insn *part = call->callee && call->n_args &&
		rulebase_word(w->graph->rules, "release.puts", call->callee) ?
		ir_origin(at->function->fn, call->args[0]) : NULL;

	return part && part->op == IR_FIELD &&
	       !strcmp(ir_record(at->function->unit, part->record)->name,
		       w->object);
}

/* Around what drops a reference to such an object: the last one releases it. */
static const struct context_fn *context_around_puts(struct context_walk *w,
						    guint64 left)
{
	const struct program_db *db = w->graph->db;
	const struct context_fn *row = NULL;

	for (guint i = 0; i < db->ordered->len && !row; i++) {
		const struct function_ref *by = program_visit(db, i);

		for (guint k = 0; k < by->calls->len && !row; k++) {
			const struct code_ref *at = &g_array_index(by->calls,
						struct code_ref, k);

			if (drops_object(w, at))
				row = context_at(w, at, left, 0);
		}
	}
	return row;
}

static const struct context_fn *context_at(struct context_walk *w,
					   const struct code_ref *at,
					   guint64 left, guint32 stack)
{
	struct function_ref *ref = at->function;
	struct section_walk inside = { .graph = w->graph, .at = at,
				       .left = left };
	const struct context_fn *row;

	walk_sections(&inside);
	if (inside.open) {
		*w->entered = inside.entered;
		return w->graph->rules->contexts->pdata[
				__builtin_ctzll(inside.open)];
	}
	if (w->depth >= MAX_CALLERS || !g_hash_table_add(w->functions, ref))
		return NULL;
	row = callback_context(w->graph, ref);
	if (row) {
		*w->entered = (struct code_ref){ .function = ref,
						 .block = G_MAXUINT32 };
		return row;
	}
	w->depth++;
	row = context_around(w, ref, inside.left, stack);
	if (!row)
		row = context_around_pointers(w, ref, inside.left);
	if (!row && ref->handed_to->len)
		row = context_around_passing(w, ref, inside.left);
	if (!row && w->object && is_release(w->graph, ref))
		row = context_around_puts(w, inside.left);
	w->depth--;
	return row;
}

const struct context_fn *owner_context(const struct owner_graph *graph,
				       const struct code_ref *at,
				       struct code_ref *entered)
{
	g_autoptr(GHashTable) functions = g_hash_table_new(NULL, NULL);
	struct context_walk w = { .graph = graph, .functions = functions,
				  .entered = entered };

	return context_at(&w, at, 0, 0);
}

const struct context_fn *owner_free_context(const struct ownership *own,
					    const struct owner_free *freed,
					    struct code_ref *entered)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	const struct context_fn *row = NULL;

	for (guint i = 0; i < own->ways->len && !row; i++) {
		const struct owner_free *way =
			&g_array_index(own->ways, struct owner_free, i);
		const struct owner_state *state =
			&g_array_index(own->states, struct owner_state,
				       way->state);
		guint32 stack = state->stack;
		g_autoptr(GHashTable) functions = NULL;
		struct context_walk w = { .graph = own->graph,
					  .stacks = own->stacks,
					  .object = state->record,
					  .entered = entered };

		if (!owner_is_same_free(way, freed) ||
		    !g_hash_table_add(seen, GUINT_TO_POINTER(stack + 1)))
			continue;
		functions = g_hash_table_new(NULL, NULL);
		w.functions = functions;
		row = context_at(&w, &way->at, 0, stack);
	}
	return row;
}
