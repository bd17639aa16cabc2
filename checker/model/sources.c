// SPDX-License-Identifier: GPL-2.0-only
/* Which values come from outside the kernel: matching the rows of the source
 * table to calls, parameters, fields and globals. */
#include "model/model.h"

#include <string.h>

enum know source_know(const struct source *source)
{
	return source->level == 1 ? KNOW_SOURCE : KNOW_SOURCE2;
}

static const char *bare(const char *record)
{
	if (g_str_has_prefix(record, "struct "))
		return record + strlen("struct ");
	if (g_str_has_prefix(record, "union "))
		return record + strlen("union ");
	return record;
}

/* "struct file_operations@/path:12.write" against record and field globs. */
static bool identity_matches(const char *identity, const char *record,
			     const char *field)
{
	const char *at = strchr(identity, '@');
	const char *dot = strrchr(identity, '.');
	g_autofree char *name = NULL;

	if (!at || !dot || dot < at || !record)
		return false;
	name = g_strndup(identity, (gsize)(at - identity));
	return g_pattern_match_simple(bare(record), bare(name)) &&
	       (!field || g_pattern_match_simple(field, dot + 1));
}

static bool vector_matches(char *const *globs, const char *name)
{
	for (; globs && *globs; globs++)
		if (g_pattern_match_simple(*globs, name))
			return true;
	return false;
}

static bool handed_matches(const GPtrArray *handed, const struct source *row)
{
	for (guint i = 0; i < handed->len; i++)
		if (identity_matches(g_ptr_array_index(handed, i), row->record,
				     row->field))
			return true;
	return false;
}

static bool handed_to_matches(const GPtrArray *handed_to,
			      const struct source *row)
{
	for (guint i = 0; i < handed_to->len; i++)
		if (vector_matches(row->callees,
				   g_ptr_array_index(handed_to, i)))
			return true;
	return false;
}

const struct source *source_of_param(struct analysis *analysis,
				     const struct function_ref *fn,
				     guint param)
{
	const GPtrArray *rows = analysis->rules->sources;

	for (guint i = 0; i < rows->len; i++) {
		const struct source *row = g_ptr_array_index(rows, i);
		bool here = !row->param || row->param == param + 1;

		if (!here)
			continue;
		if (row->kind == SOURCE_PARAM &&
		    (row->record ? handed_matches(fn->handed, row) :
				   handed_to_matches(fn->handed_to, row)))
			return row;
		if (row->kind == SOURCE_FUNCTION &&
		    vector_matches(row->callees, fn->fn->name))
			return row;
	}
	return NULL;
}

bool source_names_field(const struct source *row, const char *identity)
{
	return identity_matches(identity, row->record, row->field);
}

const struct source *source_of_field(struct analysis *analysis,
				     const char *identity)
{
	const GPtrArray *rows = analysis->rules->sources;

	for (guint i = 0; identity && i < rows->len; i++) {
		const struct source *row = g_ptr_array_index(rows, i);

		if (row->kind == SOURCE_FIELD &&
		    source_names_field(row, identity))
			return row;
	}
	return knob_of_field(analysis, identity);
}

/* The field that the pointer which is called was read from. */
static const char *called_field(struct engine *engine,
				const struct call_site *site)
{
	const struct number *n = site->target.v ?
		number_at(&engine->numbers, site->target.v) : NULL;

	return n && n->kind == N_LEAF && n->leaf == LEAF_LOAD ?
	       engine_place_at(engine, (guint32)n->imm)->field : NULL;
}

bool sources_apply_through_field(struct engine *engine, struct state *state,
				 const struct call_site *site,
				 struct value *result)
{
	struct analysis *analysis =
		((struct running *)engine->client->data)->analysis;
	const char *field = called_field(engine, site);
	const GPtrArray *rows = analysis->rules->sources;
	bool found = false;

	for (guint i = 0; field && i < rows->len; i++) {
		const struct source *row = g_ptr_array_index(rows, i);

		if (row->kind == SOURCE_CALL && row->record &&
		    source_names_field(row, field))
			found |= source_apply(engine, state, site, row,
					      result);
	}
	return found;
}

const GPtrArray *sources_of_call(struct analysis *analysis,
				 const char *callee)
{
	return callee ? g_hash_table_lookup(analysis->rules->source_by_callee,
					    callee) : NULL;
}

const struct range *source_range(struct engine *engine,
				 const struct target *target,
				 const struct source *source, struct ctype type)
{
	enum know know = source_know(source);
	wide low = ctype_min(type), high = ctype_max(type);
	const struct range *range;
	bool is_page = source->max_expr &&
		       !strcmp(source->max_expr, "page_size");

	if (source->has_min)
		low = MAX(low, (wide)source->min);
	if (source->has_max)
		high = MIN(high, (wide)source->max);
	if (is_page)
		high = MIN(high, (wide)1 << target->page_shift);
	range = range_interval(&engine->region, low, high, know, know);
	return !is_page ? range :
	       range_from_atoms(&engine->region, range,
				engine->varying & ATOMS_PAGE);
}

void source_mark(struct engine *engine, const struct target *target, vn leaf,
		 const struct source *source, const struct why *why)
{
	struct number *n = number_at(&engine->numbers, leaf);

	n->source = source;
	n->why = why;
	if (!source->pointee)
		n->base = source_range(engine, target, source, n->type);
}

vn source_pointer(struct engine *engine, vn root)
{
	for (guint depth = 0; depth < 8; depth++) {
		const struct number *n = number_at(&engine->numbers, root);
		const struct source *source = n->source;

		if (source)
			return source->pointee ? root : 0;
		if (n->kind == N_OFFSET || n->kind == N_INDEX)
			root = n->a;
		else if (n->kind == N_PHI && n->entry && n->back)
			root = number_is_const(&engine->numbers, n->entry,
					       NULL) ? n->back :
			       n->is_loop ||
			       number_is_const(&engine->numbers, n->back,
					       NULL) ? n->entry : 0;
		else
			return 0;
	}
	return 0;
}

/* What a call makes of text is of the class of who wrote the text, as far as
 * that is known. */
static const struct source *of_writer(struct engine *engine,
				      const struct call_site *site,
				      const struct source *source)
{
	struct analysis *analysis =
		((struct running *)engine->client->data)->analysis;
	guint arg = source->text_arg;
	vn root = arg && arg <= site->n_args && site->args[arg - 1].v ?
		  source_pointer(engine, site->args[arg - 1].v) : 0;
	const struct source *writer;
	struct source *of;

	if (!root)
		return source;
	writer = number_at(&engine->numbers, root)->source;
	of = region_copy(&analysis->region, source, sizeof(*source));
	of->level = writer->level;
	of->class_ = writer->class_;
	of->privilege = writer->privilege;
	return of;
}

static const struct why *source_why(struct engine *engine,
				    const struct call_site *site,
				    const struct source *source)
{
	struct why *why = engine_why(engine, WHY_SOURCE, site->frame,
				     site->insn->loc, NULL);

	why->text = source->message;
	return why;
}

/* What an argument points to, as its type says: NULL if that is void, or not
 * known. */
static const struct ir_type *pointee_type(const struct call_site *site,
					  guint arg)
{
	const struct ir_unit *unit = site->frame->unit;
	guint32 temp = site->insn->call->args[arg];
	const struct ir_insn *insn = ir_definition(site->frame->fn, temp);

	while (insn) {
		const struct ir_type *type = ir_type(unit, insn->type);

		if (type->kind == IR_PTR && type->elem != IR_NONE &&
		    ir_type(unit, type->elem)->kind != IR_VOID &&
		    ir_type(unit, type->elem)->size_bytes)
			return ir_type(unit, type->elem);
		if (insn->op != IR_CAST)
			break;
		insn = ir_definition(site->frame->fn, insn->a);
	}
	return NULL;
}

static guint64 pointee_bytes(const struct call_site *site, guint arg)
{
	const struct ir_type *type = pointee_type(site, arg);

	return type ? type->size_bytes : G_MAXUINT64;
}

static guint64 filled_bytes(struct engine *engine, struct state *state,
			    const struct call_site *site,
			    const struct source *source, guint arg)
{
	guint n = source->writes_bytes_arg ?: source->writes_elements_arg;
	guint64 each = pointee_bytes(site, arg), total;
	wide number;

	if (!n || n > site->n_args || !site->args[n - 1].v)
		return each;
	if (source->writes_bytes_arg)
		each = 1;
	if (range_is_const(state_range(engine, state, site->args[n - 1].v),
			   &number) && number > 0 && each != G_MAXUINT64 &&
	    !__builtin_mul_overflow(each, (guint64)number, &total))
		return total;
	return G_MAXUINT64;
}

/* A field that a call fills is a store to it. */
static void record_filled(struct engine *engine, const struct call_site *site,
			  guint arg, vn address, const struct source *source,
			  const struct why *why)
{
	struct running *running = engine->client->data;
	const struct number *n = number_at(&engine->numbers, address);
	const struct ir_type *type;
	struct ctype t = { 64, false };
	enum know know = source_know(source);
	const struct number *array = n->array ?
		number_at(&engine->numbers, n->array) : n;
	struct stored_value stored = {
		.insn = site->insn,
		.field = array->kind == N_OFFSET ? array->ref : NULL,
		.holder = array->kind == N_OFFSET ? array->holder : NULL,
		.global = n->kind == N_GLOBAL ? n->ref : NULL,
		.is_alone = (n->kind != N_OFFSET || !n->holder) &&
			    object_is_alone(engine, address),
	};

	if (!engine->recording)
		return;
	type = pointee_type(site, arg);
	stored.value.range = range_full(&running->analysis->region, t, know);
	stored.value.source = source;
	stored.value.why = why_keep(running, why);
	stored.may_settle = stored.field && type && type->kind == IR_INT;
	if (stored.may_settle && running->settling) {
		const struct memory_place place = {
			.root = n->a, .offset = (gint64)n->imm,
			.field = stored.field,
			.size_bytes = (guint32)type->size_bytes,
			.type = { type->bits, type->is_signed },
		};

		settling_stored(engine, running->settling, site->insn,
				&place);
	}
	g_array_append_val(running->result->stores, stored);
}

/* The address and the length that a vector's first element holds. */
static vn vector_element(struct engine *engine, struct state *state,
			 const struct call_site *site, vn vector,
			 guint64 *bytes)
{
	const struct ir_unit *unit = site->frame->unit;
	guint8 bits = (guint8)unit->pointer_bits;
	struct ctype word = { bits, false };
	struct value base = engine_load(engine, state, site->frame, site->insn,
					site->insn->loc, vector, bits / 8u,
					word, true);
	struct value length =
		engine_load(engine, state, site->frame, site->insn,
			    site->insn->loc,
			    number_offset(&engine->numbers, vector, bits / 8,
					  NULL), bits / 8u, word, false);
	wide known;

	*bytes = range_is_const(state_range(engine, state, length.v),
				&known) && known > 0 ? (guint64)known :
		 G_MAXUINT64;
	return base.v;
}

static void fill_argument(struct engine *engine, struct state *state,
			  const struct call_site *site,
			  const struct source *source, guint arg)
{
	struct fill fill = {
		.kind = FILL_SOURCE, .source = source,
		.know = source_know(source), .site = site->insn,
		.frame = site->frame,
		.why = source_why(engine, site, source),
	};
	guint64 bytes;
	vn address;

	if (arg >= site->n_args || !site->args[arg].v)
		return;
	address = site->args[arg].v;
	if (source->vector)
		address = vector_element(engine, state, site, address, &bytes);
	else
		bytes = filled_bytes(engine, state, site, source, arg);
	engine_fill(engine, state, address, bytes, fill);
	record_filled(engine, site, arg, address, source, fill.why);
}

static vn result_number(struct engine *engine, struct state *state,
			const struct call_site *site,
			const struct source *source)
{
	const char *name = site->insn->call->callee;
	vn v;

	if (name && source->repeats && site->n_args && site->args[0].v) {
		v = number_call(&engine->numbers, ir_intern(name),
				site->args[0].v, site->result_type, NULL);
	} else {
		v = number_leaf(&engine->numbers, LEAF_CALL, site->frame,
				site->insn, 3, site->result_type, NULL);
		state_forget_known(state, v);
	}
	number_at(&engine->numbers, v)->is_pointer = site->result_is_pointer;
	return v;
}

/* The call says whether it wrote anything. */
static void fill_status(struct engine *engine, struct state *state,
			const struct call_site *site,
			const struct source *source, struct value *result)
{
	struct running *running = engine->client->data;

	if (!result->v)
		result->v = result_number(engine, state, site, source);
	if (running->settling && site->insn == running->settling->insn)
		running->settling->status = result->v;
}

/* Where the pointer turns out not to be NULL, so many bytes were there. */
static void note_length(struct engine *engine, const struct call_site *site,
			const struct source *source, vn pointer)
{
	struct number *n = number_at(&engine->numbers, pointer);

	if (!source->length_arg || source->length_arg > site->n_args)
		return;
	n->asked = site->args[source->length_arg - 1].v;
	n->most = (wide)source->length_max;
	n->is_received = true;
}

bool source_apply(struct engine *engine, struct state *state,
		  const struct call_site *site, const struct source *source,
		  struct value *result)
{
	const struct target *target =
		((struct running *)engine->client->data)->analysis->target;
	vn v;

	source = of_writer(engine, site, source);
	for (guint i = 0; i < G_N_ELEMENTS(source->writes); i++)
		if (source->writes[i])
			fill_argument(engine, state, site, source,
				      source->writes[i] - 1);
	if (source->status && site->insn->dst != IR_NONE)
		fill_status(engine, state, site, source, result);
	if (!source->result || site->insn->dst == IR_NONE)
		return true;
	if (source->pointee && result->v) {
		/* an allocator's result that comes filled */
		struct fill fill = {
			.kind = FILL_SOURCE, .source = source,
			.know = source_know(source), .site = site->insn,
			.frame = site->frame,
			.why = source_why(engine, site, source),
		};

		engine_fill(engine, state, result->v, G_MAXUINT64, fill);
		return true;
	}
	v = result_number(engine, state, site, source);
	source_mark(engine, target, v, source,
		    source_why(engine, site, source));
	note_length(engine, site, source, v);
	if (source->policy)
		policy_restrict(engine, site, source, v);
	if (source->max_arg && source->max_arg <= site->n_args &&
	    site->args[source->max_arg - 1].v) {
		vn top = engine_cast(engine, state,
				     site->args[source->max_arg - 1].v,
				     site->result_type);

		state_restrict(engine, state, v,
			       range_where(&engine->region,
					   number_at(&engine->numbers,
						     v)->base, IR_LE,
					   state_range(engine, state, top)),
			       NULL);
	}
	*result = (struct value){ v, number_at(&engine->numbers, v)->why };
	return true;
}
