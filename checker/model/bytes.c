// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects whose bytes a call writes as a whole: what their fields can hold
 * after it.
 */
#include "model/model.h"

#include <string.h>

/* Records whose objects a call fills as bytes: copy_from_user(&d->cfg, …). */
struct byte_writer {
	const struct ir_insn *insn;
	struct function_ref *function;
	guint arg;
	const char *holder;	/* the field that the record is, where it is
				   written as part of another, or NULL */
};

static void add_byte_writer(struct analysis *analysis, const char *record,
			    const struct byte_writer *writer)
{
	GArray *list = g_hash_table_lookup(analysis->byte_writers, record);

	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct byte_writer));
		g_hash_table_insert(analysis->byte_writers,
				    (gpointer)ir_intern(record), list);
	}
	g_array_append_vals(list, writer, 1);
}

static void add_records(struct analysis *analysis, const struct ir_unit *unit,
			guint32 record, const struct byte_writer *writer,
			guint depth)
{
	const struct ir_record *r = ir_record(unit, record);

	add_byte_writer(analysis, r->key, writer);
	for (guint i = 0; depth && i < r->fields->len; i++) {
		const struct ir_type *t = ir_type(unit,
						  ir_field(r, i)->type);
		struct byte_writer inner = *writer;

		if (t->kind != IR_RECORD)
			continue;
		inner.holder = field_identity(unit, record, i);
		add_records(analysis, unit, t->record, &inner, depth - 1);
	}
}

/* The record that an argument points to before it became void *. */
static guint32 argument_record(const struct function_ref *fn, guint32 temp)
{
	const struct ir_insn *insn = ir_definition(fn->fn, temp);
	bool is_cast = false;

	while (insn) {
		const struct ir_type *t = ir_type(fn->unit, insn->type);

		if (t->kind == IR_PTR && t->elem != IR_NONE &&
		    ir_type(fn->unit, t->elem)->kind == IR_RECORD)
			return is_cast ? ir_type(fn->unit, t->elem)->record :
			       IR_NONE;
		if (insn->op != IR_CAST)
			return IR_NONE;
		is_cast = true;
		insn = ir_definition(fn->fn, insn->a);
	}
	return IR_NONE;
}

/* The field whose address an argument is. */
static const char *argument_field(const struct function_ref *fn, guint32 temp)
{
	const struct ir_insn *insn = ir_origin(fn->fn, temp);

	while (insn && insn->op == IR_INDEX)
		insn = ir_origin(fn->fn, insn->a);
	return insn && insn->op == IR_FIELD ?
	       field_identity(fn->unit, insn->record, insn->imm) : NULL;
}

static void find_byte_writers(struct analysis *analysis)
{
	analysis->byte_writers = g_hash_table_new_full(g_str_hash,
			g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	for (guint i = 0; i < analysis->db->ordered->len; i++) {
		struct function_ref *fn = program_visit(analysis->db, i);

		for (guint k = 0; k < fn->calls->len; k++) {
			const struct code_ref *c = &g_array_index(fn->calls,
							struct code_ref, k);
			const struct ir_call *call = c->insn->call;

			for (guint a = 0; a < call->n_args; a++) {
				guint32 arg = call->args[a];
				struct byte_writer w = {
					c->insn, fn, a,
					argument_field(fn, arg),
				};
				guint32 r = argument_record(fn, arg);

				/* a local variable's bytes are nobody else's
				 * until they are copied: that is seen */
				if (r != IR_NONE && !is_own_variable(fn, arg))
					add_records(analysis, fn->unit, r, &w,
						    3);
			}
		}
	}
}

static bool is_constant_arg(const struct function_ref *fn, guint32 temp,
			    guint64 at_least)
{
	const struct ir_insn *insn = ir_origin(fn->fn, temp);

	return insn && insn->op == IR_CONST && insn->imm >= at_least;
}

/* 1: it writes nothing that matters, 0: it may write anything, 2: *source. */
static int writer_kind(struct analysis *analysis, const struct byte_writer *w,
		       const struct source **source)
{
	const struct ir_call *call = w->insn->call;
	const struct rulebase *rules = analysis->rules;
	const GPtrArray *sources;
	const struct helper *helper;

	if (!call->callee)
		return 1;
	sources = sources_of_call(analysis, call->callee);
	for (guint i = 0; sources && i < sources->len; i++) {
		const struct source *s = g_ptr_array_index(sources, i);

		for (guint k = 0; k < G_N_ELEMENTS(s->writes); k++)
			if (s->writes[k] == w->arg + 1) {
				*source = s;
				return 2;
			}
	}
	if (sources || rulebase_free_fn(rules, call->callee) ||
	    rulebase_word(rules, "calls.pure", call->callee))
		return 1;
	helper = rulebase_helper(rules, call->callee);
	if (helper) {
		if (!strcmp(helper->effect, "memset") &&
		    is_constant_arg(w->function, call->args[1], 0))
			return 1;
		/* from another object of the same kind, most often */
		return !strcmp(helper->effect, "memcpy") && w->arg == 0 ? 0 :
		       1;
	}
	/* An unknown callee sees only bytes; it writes them where it is told
	 * how many. */
	for (guint i = 0; i < call->n_args; i++)
		if (is_constant_arg(w->function, call->args[i], 4) &&
		    !program_function(analysis->db, call->callee_key) &&
		    i == w->arg + 1)
			return 0;
	return 1;
}

/* Does the call write only objects that are part of no other? The runs of its
 * function tell. */
static bool writes_alone(struct analysis *analysis,
			 const struct byte_writer *w)
{
	const struct run_result *run = analysis_run(analysis, w->function);
	bool found = false;

	if (!run || run->gave_up)
		return false;
	for (guint i = 0; i < run->stores->len; i++) {
		const struct stored_value *s = &g_array_index(run->stores,
						struct stored_value, i);

		if (s->insn == w->insn && !s->is_alone)
			return false;
		found |= s->insn == w->insn;
	}
	return found;
}

/* Are the objects that the call writes others than those of the holder? */
static bool writes_elsewhere(struct analysis *analysis,
			     const struct byte_writer *w, const char *holder)
{
	if (!holder || w->holder)
		return holder && w->holder != holder;
	if (!holder_is_none(holder))
		return writes_alone(analysis, w);
	return *holder &&
	       is_callers_variable(analysis, w->function,
				   w->insn->call->args[w->arg]);
}

bool fact_of_bytes(struct analysis *analysis, const char *identity,
		   const char *holder, struct ctype type,
		   struct fact_value *all)
{
	const char *dot = strrchr(identity, '.');
	g_autofree char *record = g_strndup(identity,
					    (gsize)(dot - identity));
	const GArray *list;

	if (!analysis->byte_writers)
		find_byte_writers(analysis);
	list = g_hash_table_lookup(analysis->byte_writers, record);
	for (guint i = 0; list && i < list->len; i++) {
		const struct byte_writer *w = &g_array_index(list,
						struct byte_writer, i);
		const struct source *source = NULL;
		struct fact_value one;

		if (writes_elsewhere(analysis, w, holder))
			continue;
		switch (writer_kind(analysis, w, &source)) {
		case 0:
			return false;
		case 2:
			one = fact_of_constant(analysis, 0, w->function->unit,
					    w->insn->loc,
					    w->function->fn->name,
					    source->message);
			((struct why *)one.why)->kind = WHY_SOURCE;
			((struct why *)one.why)->has_value = false;
			one.source = source;
			one.range = range_full(&analysis->region, type,
					       source_know(source));
			fact_join(analysis, all, &one);
			break;
		default:
			break;
		}
	}
	return true;
}
