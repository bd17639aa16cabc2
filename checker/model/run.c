// SPDX-License-Identifier: GPL-2.0-only
/*
 * One entry function through the engine: the client that tells the engine what
 * kernel calls do, and what values from elsewhere can be.
 */
#include "model/model.h"
#include "model/size.h"

#include <string.h>

/* A callee larger than this is followed only if it can matter. */
#define MAX_SMALL_INSNS 60
#define MAX_FOLLOWED_REQUESTING 3000

static struct running *running_of(struct engine *engine)
{
	return engine->client->data;
}

static struct analysis *analysis_of(struct engine *engine)
{
	return running_of(engine)->analysis;
}

static bool has_word(const char *const *words, const char *name)
{
	for (; *words; words++)
		if (!strcmp(*words, name))
			return true;
	return false;
}

static struct value new_pointer(struct engine *engine, struct state *state,
				const struct call_site *site)
{
	bool is_new;
	vn v = number_leaf(&engine->numbers, LEAF_CALL, site->frame,
			   site->insn, 4, site->result_type, &is_new);

	number_at(&engine->numbers, v)->is_pointer = true;
	number_at(&engine->numbers, v)->is_fresh = true;
	state_forget_known(state, v);
	return (struct value){ v, NULL };
}

static bool is_of_loop(const struct number *n, void *data)
{
	(void)data;
	return n->kind == N_PHI && n->is_loop;
}

/* What is known once the pointer turns out not to be NULL. Of a size that a
 * loop changes it is not said: that grows until this fails (growth.c). */
static void note_asked(struct engine *engine, struct state *state,
		       const struct call_site *site,
		       const struct allocator *row, vn pointer)
{
	struct size size = size_asked(engine, state, site, row);
	struct number *n;

	if (size.is_mapped || !size.v ||
	    number_depends(&engine->numbers, size.v, is_of_loop, NULL))
		return;
	n = number_at(&engine->numbers, pointer);
	n->asked = size.v;
	n->most = (wide)analysis_limits(analysis_of(engine), row).most;
	n->fails_by_error = row->err_ptr;
}

static void call_allocates(struct engine *engine, struct state *state,
			   const struct call_site *site,
			   const struct allocator *row, struct value *result)
{
	struct fill zero = { .kind = FILL_ZERO };

	if (engine->recording)
		request_record(engine, state, site, row);
	*result = new_pointer(engine, state, site);
	note_asked(engine, state, site, row, result->v);
	if (row->old_arg && row->old_arg <= site->n_args &&
	    site->args[row->old_arg - 1].v)
		return;
	if (row->zeroes)
		engine_fill(engine, state, result->v, G_MAXUINT64, zero);
	else
		engine_forget(engine, state, result->v, G_MAXUINT64);
}

/* A test asks: what is this value here? */
static void answer_question(struct engine *engine, struct state *state,
			    const struct call_site *site)
{
	struct running *running = running_of(engine);
	struct analysis *analysis = running->analysis;
	struct answer answer = {
		.unit = site->frame->unit, .loc = site->insn->loc,
	};
	const struct range *r;
	vn v;

	if (!engine->recording || !site->n_args || !site->args[0].v)
		return;
	v = site->args[0].v;
	/* the parameter's type widens it: ask about what was passed */
	while (number_at(&engine->numbers, v)->kind == N_OP &&
	       number_at(&engine->numbers, v)->op == IR_CAST &&
	       number_at(&engine->numbers, v)->type.bits >
	       number_at(&engine->numbers,
			 number_at(&engine->numbers, v)->a)->type.bits &&
	       number_at(&engine->numbers, number_at(&engine->numbers,
						     v)->a)->type.bits % 8 == 0)
		v = number_at(&engine->numbers, v)->a;
	answer.type = number_at(&engine->numbers, v)->type;
	r = state_range(engine, state, v);
	for (guint i = 0; i < running->result->answers->len; i++) {
		struct answer *old = &g_array_index(running->result->answers,
						    struct answer, i);

		if (old->loc.line == answer.loc.line &&
		    old->loc.column == answer.loc.column &&
		    old->unit == answer.unit) {
			old->range = range_union(&analysis->region, old->range,
						 region_keep(&analysis->region,
							     r));
			return;
		}
	}
	answer.range = region_keep(&analysis->region, r);
	g_array_append_val(running->result->answers, answer);
}

static void record_passed(struct engine *engine, struct state *state,
			  const struct call_site *site)
{
	struct running *running = running_of(engine);
	struct state *entry;

	if (!engine->recording || site->frame->parent)
		return;
	entry = state_copy(state);
	state_assume_allocated(engine, entry, site->frame);
	for (guint i = 0; i < site->n_args; i++) {
		struct passed_value passed = { .insn = site->insn, .arg = i };
		const struct number *n;

		if (!site->args[i].v)
			continue;
		n = number_at(&engine->numbers, site->args[i].v);
		if (n->is_pointer)
			continue;
		passed.value = fact_keep(engine, entry, site->args[i]);
		g_array_append_val(running->result->passed, passed);
	}
	state_unref(entry);
}

static bool leads_to_request(struct analysis *analysis,
			     const struct function_ref *fn, guint depth)
{
	for (guint i = 0; i < fn->calls->len; i++) {
		const struct code_ref *call = &g_array_index(fn->calls,
							struct code_ref, i);
		const struct allocator *row = call_allocator(analysis->rules,
							     call->insn);
		const struct function_ref *callee;

		if (row) {
			if (request_may_matter(analysis, fn, call->insn, row))
				return true;
			continue;
		}
		callee = program_function(analysis->db,
					  call->insn->call->callee_key);
		if (callee && depth && callee != fn &&
		    leads_to_request(analysis, callee, depth - 1))
			return true;
	}
	return false;
}

/* Can what the callee does matter to a size here at all? Through its result,
 * a local it is handed, or a request of its own. */
static bool may_matter(struct engine *engine, const struct call_site *site)
{
	/* a pointer tells by being an error whether the entry goes on */
	if (site->insn->dst != IR_NONE &&
	    (!site->result_is_pointer || !site->frame->parent))
		return true;
	for (guint i = 0; i < site->n_args; i++)
		if (site->args[i].v &&
		    engine_local_of(engine, site->args[i].v))
			return true;
	return false;
}

static bool worth_following(struct engine *engine,
			    const struct call_site *site,
			    const struct function_ref *fn)
{
	const struct patience *patience = analysis_of(engine)->patience;
	bool has_share = engine->n_frames < site->frame->last_id;

	if (engine->steps > engine->max_steps / 2)
		return false;
	/* what one round has looked into, the next one does too */
	if (engine_has_frame(engine, site->frame, site->insn, fn->fn))
		return true;
	if (has_share && fn->n_insns <= MAX_SMALL_INSNS)
		return true;
	if (fn->n_insns > MAX_FOLLOWED_REQUESTING ||
	    (!has_share && engine->n_frames >= patience->n_frames_asking))
		return false;
	if (leads_to_request(analysis_of(engine), fn, 2))
		return true;
	return has_share && fn->n_insns <= (site->frame->parent ?
					    patience->n_insns :
					    patience->n_insns_first) &&
	       site->frame->depth < 3 && may_matter(engine, site);
}

static enum call_outcome call_by_table(struct engine *engine,
				       struct state *state,
				       const struct call_site *site,
				       struct value *result)
{
	struct analysis *analysis = analysis_of(engine);
	const struct rulebase *rules = analysis->rules;
	const char *name = site->insn->call->callee;
	const struct allocator *allocator = call_allocator(rules, site->insn);
	const struct helper *helper = rulebase_helper(rules, name);
	const GPtrArray *sources = sources_of_call(analysis, name);

	if (has_word(rulebase_words(rules, "question.range"), name)) {
		answer_question(engine, state, site);
		return CALL_DONE;
	}
	if (allocator && !sources) {
		call_allocates(engine, state, site, allocator, result);
		return CALL_DONE;
	}
	if (sources) {
		if (allocator)
			call_allocates(engine, state, site, allocator, result);
		for (guint i = 0; i < sources->len; i++)
			source_apply(engine, state, site,
				     g_ptr_array_index(sources, i), result);
		return CALL_DONE;
	}
	if (helper)
		return helper_apply(engine, state, site, helper, result);
	if (rulebase_free_fn(rules, name) ||
	    has_word(rulebase_words(rules, "calls.pure"), name))
		return CALL_DONE;
	return CALL_UNKNOWN;
}

/* A function, or a call of one that is not known. */
static void pass_over(struct engine *engine, gconstpointer callee)
{
	struct run_result *result = running_of(engine)->result;

	if (!result->passed_over)
		result->passed_over = g_hash_table_new(NULL, NULL);
	g_hash_table_add(result->passed_over, (gpointer)callee);
}

static enum call_outcome on_call(struct engine *engine, struct state *state,
				 const struct call_site *site,
				 struct value *result,
				 struct callees *callees)
{
	struct analysis *analysis = analysis_of(engine);
	g_autoptr(GPtrArray) targets = g_ptr_array_new();
	struct function_ref *callee;

	if (site->insn->call->callee) {
		enum call_outcome outcome = call_by_table(engine, state, site,
							  result);

		if (outcome != CALL_UNKNOWN)
			return outcome;
		callee = program_function(analysis->db,
			site->insn->call->callee_key ?
			site->insn->call->callee_key :
			site->insn->call->callee);
		if (callee)
			g_ptr_array_add(targets, callee);
	} else {
		if (sources_apply_through_field(engine, state, site, result))
			return CALL_DONE;
		indirect_callees(engine, analysis, site, targets);
	}
	if (!targets->len) {
		if (!site->insn->call->callee)
			pass_over(engine, site->insn);
		return CALL_UNKNOWN;
	}
	record_passed(engine, state, site);
	for (guint i = 0; i < targets->len; i++) {
		callee = g_ptr_array_index(targets, i);
		if (!worth_following(engine, site, callee)) {
			pass_over(engine, callee);
			return CALL_UNKNOWN;
		}
		callees->at[callees->n].unit = callee->unit;
		callees->at[callees->n++].fn = callee->fn;
	}
	return CALL_FOLLOW;
}

static bool on_may_write_argument(struct engine *engine,
				  const struct call_site *site, guint arg)
{
	const struct ir_decl *decl =
		program_declaration(analysis_of(engine)->db, site->callee);
	const struct ir_param_decl *param;

	if (!decl || arg >= decl->params->len)
		return true;
	param = &g_array_index(decl->params, struct ir_param_decl, arg);
	return !param->type_name || !g_str_has_prefix(param->type_name,
						       "const ");
}

/* Not if its address is taken nowhere, and all who could are in view. */
static bool on_is_pointed_at(struct engine *engine, const char *identity)
{
	struct analysis *analysis = analysis_of(engine);
	const struct field_ref *field = program_field(analysis->db, identity);

	return !field || !field->is_scalar || field->is_taken ||
	       field->takers->len || !record_is_private(analysis, identity);
}

/* A message lies in memory that only who is handed it writes. */
static bool is_in_message(const struct engine *engine, vn root)
{
	const struct number *n = engine_object_of(engine, root);

	return n->kind == N_LEAF && n->leaf == LEAF_CALL && n->a;
}

static bool on_may_write(struct engine *engine, const struct call_site *site,
			 const struct memory_place *place)
{
	struct analysis *analysis = analysis_of(engine);
	const struct number *root = number_at(&engine->numbers, place->root);
	const struct function_ref *callee =
		program_function(analysis->db, site->callee);
	const struct global_ref *global;

	if (is_in_message(engine, place->root))
		return false;
	if (callee && place->field)
		return function_may_write(analysis, callee, place->field);
	if (root->kind != N_GLOBAL)
		return false;
	if (callee)
		return function_may_write(analysis, callee, root->ref);
	global = program_global(analysis->db, root->ref);
	return !global || global->is_taken ||
	       !ir_global(global->unit, global->index)->is_static;
}

static const char *place_global(struct engine *engine,
				const struct memory_place *place)
{
	const struct number *n = engine_object_of(engine, place->root);

	return n->kind == N_GLOBAL ? n->ref : NULL;
}

bool object_is_alone(struct engine *engine, vn root)
{
	const struct number *n = engine_object_of(engine, root);

	return n->kind == N_LOCAL || n->kind == N_GLOBAL || n->is_fresh;
}

/* The field that the pointer to a place was read from. */
static const char *read_through(const struct engine *engine,
				const struct memory_place *place)
{
	const struct number *n = number_at(&engine->numbers, place->root);

	return n->kind == N_LEAF && n->leaf == LEAF_LOAD && !place->offset ?
	       engine_place_at(engine, (guint32)n->imm)->field : NULL;
}

/* Does an initialiser say what lies at the place of this global? */
static bool is_initialised(const struct analysis *analysis,
			   struct engine *engine, const char *key,
			   const struct memory_place *place)
{
	const struct number *root = number_at(&engine->numbers, place->root);
	const struct global_ref *ref = program_global(analysis->db, key);
	const struct ir_global *global;

	if (!ref || root->kind != N_GLOBAL)
		return false;
	global = ir_global(ref->unit, ref->index);
	for (guint i = 0; i < global->inits->len; i++)
		if ((gint64)g_array_index(global->inits, struct ir_init,
					  i).offset_bytes == place->offset)
			return true;
	return false;
}

/* The same field of another object: copying it around adds no value. */
static bool is_own_value(struct engine *engine, const char *field, vn v)
{
	const struct number *n = number_at(&engine->numbers, v);

	return field && n->kind == N_LEAF && n->leaf == LEAF_LOAD &&
	       !n->source && engine_place_at(engine, (guint32)n->imm)->field ==
	       field && range_know_max(n->base) == KNOW_NOTHING;
}

/* … as the program keeps it there, in whatever object. */
static bool is_copy(struct engine *engine, const char *field, vn v)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct memory_place *place;

	if (!field || n->kind != N_LEAF || n->leaf != LEAF_LOAD || !n->is_kept)
		return false;
	place = engine_place_at(engine, (guint32)n->imm);
	return place->field == field && !place->holder &&
	       !object_is_alone(engine, place->root);
}

static void on_stored(struct engine *engine, const struct frame *frame,
		      const struct ir_insn *insn, struct state *state,
		      const struct memory_place *place, struct value value,
		      vn before)
{
	struct running *running = running_of(engine);
	struct stored_value stored = {
		.insn = insn, .field = place->field,
		.global = place_global(engine, place),
		.holder = place->holder,
		.through = read_through(engine, place),
		.is_alone = !place->holder &&
			    object_is_alone(engine, place->root),
	};

	(void)frame;
	if (place->is_pointer ||
	    (!stored.field && !stored.global && !stored.through) ||
	    is_own_value(engine, stored.field, value.v))
		return;
	stored.value = fact_keep(engine, state, value);
	stored.is_copy = is_copy(engine, stored.field, value.v);
	stored.lowers = value_lowers(engine, state, &stored, value.v, before);
	stored.may_settle = stored.field && insn->op == IR_STORE;
	if (running->settling)
		settling_stored(engine, running->settling, insn, place);
	g_array_append_val(running->result->stores, stored);
}

static void on_returned(struct engine *engine, const struct frame *frame,
			struct state *state, struct value value)
{
	struct running *running = running_of(engine);
	struct fact_value fact;

	if (running->settling)
		settling_returned(engine, running->settling, frame, state,
				  value);
	if (!value.v)
		return;
	fact = fact_keep(engine, state, value);
	if (running->result->returned.range)
		fact.range = range_union(&running->analysis->region,
					 running->result->returned.range,
					 fact.range);
	running->result->returned = fact;
}

static void on_called_unknown(struct engine *engine,
			      const struct state *before,
			      const struct state *after)
{
	struct running *running = running_of(engine);

	settling_handed(engine, running->settling, before, after);
}

/* The field that the object at a place is part of; NO_HOLDER, LENT: none, it is
 * a variable; NULL: not known. */
static const char *holder_of(const struct engine *engine,
			     const struct memory_place *place,
			     enum fill_kind before)
{
	const struct number *n = engine_object_of(engine, place->root);

	if (n->kind != N_LOCAL || place->holder)
		return place->holder;
	return before == FILL_LENT ? LENT : NO_HOLDER;
}

static void set_fact(struct engine *engine, vn leaf,
		     const struct fact_value *fact)
{
	struct number *n = number_at(&engine->numbers, leaf);

	n->base = range_cast(&engine->region, fact->range, n->type);
	n->source = fact->source;
	n->why = fact->why;
	n->is_mixed = fact->is_mixed;
}

static struct why *declared_here(struct engine *engine,
				 const struct ir_unit *unit,
				 const struct ir_function *fn,
				 struct ir_loc loc, const char *text)
{
	struct why *why = engine_why(engine, WHY_SOURCE, NULL, loc, NULL);

	why->file = unit && loc.file < unit->files->len ?
		    g_ptr_array_index(unit->files, loc.file) : "";
	why->function = fn ? fn->name : "";
	why->text = text;
	return why;
}

static void on_param(struct engine *engine, const struct frame *frame,
		     guint32 param, vn leaf)
{
	struct analysis *analysis = analysis_of(engine);
	struct function_ref *fn = program_function(analysis->db,
						   frame->fn->key);
	const struct source *source;
	struct fact_value fact;

	if (!fn)
		return;
	source = source_of_param(analysis, fn, param);
	if (source) {
		const struct ir_local *local = &frame->fn->locals[param];

		if (number_at(&engine->numbers, leaf)->is_pointer &&
		    !source->pointee)
			return;
		source_mark(engine, analysis->target, leaf, source,
			    declared_here(engine, frame->unit, frame->fn,
					  local->loc, source->message));
		return;
	}
	if (number_at(&engine->numbers, leaf)->is_pointer)
		return;
	if (fact_of_param(analysis, fn, param, &fact))
		set_fact(engine, leaf, &fact);
}

static void on_initial(struct engine *engine, const struct frame *frame,
		       const struct memory_place *place, vn leaf,
		       enum fill_kind before)
{
	struct analysis *analysis = analysis_of(engine);
	const struct number *n = number_at(&engine->numbers, leaf);
	bool is_handed = n->is_handed;
	const char *global = place_global(engine, place);
	vn root = is_handed ? 0 : source_pointer(engine, place->root);
	const struct source *source = root ?
		number_at(&engine->numbers, root)->source : NULL;
	const struct source *own = source_of_field(analysis, place->field);
	const char *holder = holder_of(engine, place, before);
	struct fact_value fact;
	struct knob knob;
	const struct why *why = source ?
		number_at(&engine->numbers, root)->why : NULL;

	(void)frame;
	if (n->is_pointer) {
		/* what it points to may be a source */
		if (own && own->pointee)
			source_mark(engine, analysis->target, leaf, own,
				    declared_here(engine, NULL, NULL,
						  IR_NO_LOC, own->message));
		return;
	}
	/* a row of the field's own knows more than one of all that memory */
	if (source && !own) {
		source_mark(engine, analysis->target, leaf, source, why);
		number_at(&engine->numbers, leaf)->base =
			source_range(engine, analysis->target, source,
				     place->type);
		return;
	}
	if (global && knob_of_global(analysis, global, place->offset,
				     place->type, &knob)) {
		source_mark(engine, analysis->target, leaf, knob.source,
			    declared_here(engine, knob.loc_unit, NULL,
					  knob.loc, knob.source->message));
		if (knob.range)
			number_at(&engine->numbers, leaf)->base =
				range_cast(&engine->region, knob.range,
					   place->type);
		return;
	}
	if (own) {
		source_mark(engine, analysis->target, leaf, own, NULL);
		return;
	}
	number_at(&engine->numbers, leaf)->is_kept = !is_handed;
	if (place->field) {
		/* A field that is read before it is set is zero, most often;
		 * without that a test of it would look decided. */
		if (global ? !fact_of_object_field(analysis, global,
						   place->field, place->type,
						   &fact) :
		    holder ?
			     !fact_of_held_field(analysis, holder,
						 place->field, place->type,
						 &fact) :
			     !fact_of_field(analysis, place->field,
					    place->type, &fact))
			return;
		if (!global ||
		    !is_initialised(analysis, engine, global, place)) {
			number_at(&engine->numbers, leaf)->may_be_unset =
				!range_contains(fact.range, 0);
			/* an element may be one that leaves the field out */
			fact.is_mixed |= global &&
				number_at(&engine->numbers,
					  place->root)->kind == N_INDEX;
			fact.range = range_union(&engine->region, fact.range,
						 range_const(&engine->region,
							     0));
		}
		set_fact(engine, leaf, &fact);
	} else if (global &&
		   fact_of_global(analysis, global, place->type, &fact)) {
		set_fact(engine, leaf, &fact);
	}
}

static bool on_global(struct engine *engine, const char *key,
		      const struct ir_unit **unit, guint32 *index,
		      bool *is_fixed)
{
	const struct program_db *db = analysis_of(engine)->db;
	const struct global_ref *ref = program_global(db, key);

	if (!ref)
		return false;
	*unit = ref->unit;
	*index = ref->index;
	*is_fixed = ir_global(ref->unit, ref->index)->is_const ||
		    global_is_table(db, ref);
	return true;
}

/* get_user() and its kin are macros over asm: its outputs are the value. */
static bool on_asm_output(struct engine *engine, struct state *state,
			  const struct frame *frame,
			  const struct ir_insn *insn, vn address)
{
	const GPtrArray *sources = insn->call && insn->call->written ?
		sources_of_call(analysis_of(engine), insn->call->written) :
		NULL;
	const struct source *source;
	struct fill fill = { .kind = FILL_SOURCE, .site = insn,
			     .frame = frame };
	struct why *why;

	if (!sources || !sources->len)
		return false;
	source = g_ptr_array_index(sources, 0);
	why = engine_why(engine, WHY_SOURCE, frame, insn->loc, NULL);
	why->text = source->message;
	fill.source = source;
	fill.know = source_know(source);
	fill.why = why;
	engine_fill(engine, state, address, 8, fill);
	return true;
}

static void on_led_to(struct engine *engine, struct state *state,
		      const struct call_site *site, const struct frame *frame)
{
	indirect_led_to(engine, analysis_of(engine), state, site, frame);
}

struct client run_client(struct running *running)
{
	return (struct client){
		.call = on_call, .led_to = on_led_to,
		.initial = on_initial, .param = on_param,
		.global = on_global, .asm_output = on_asm_output,
		.may_write = on_may_write, .is_pointed_at = on_is_pointed_at,
		.may_write_argument = on_may_write_argument,
		.called_unknown = running->settling ? on_called_unknown : NULL,
		.stored = on_stored, .returned = on_returned,
		.data = running,
	};
}
