// SPDX-License-Identifier: GPL-2.0-only
/* Requests: what is asked for at a call, how bad that can be and why. */
#include "model/growth.h"
#include "model/size.h"

/* A condition is looked into this far. */
#define MAX_CONDITION_DEPTH 6
/* More calls of one function are not looked at one by one. */
#define MAX_CALLS_SEEN 48

static bool is_entry_param(const struct number *n, void *data)
{
	return n->kind == N_LEAF && n->leaf == LEAF_PARAM &&
	       n->frame == data;
}

static bool is_unset(const struct number *n, void *data)
{
	(void)data;
	return n->may_be_unset;
}

/*
 * The leaf that makes v as large, or as badly known, as it is; *bound is the
 * step that bounded it on the way, if one did.
 */
static vn culprit(struct engine *engine, const struct state *state, vn v,
		  const struct why **bound, guint depth)
{
	const struct number *n = number_at(&engine->numbers, v);
	const struct range *a, *b;
	vn x = n->a, y = n->b;

	if (!*bound)
		*bound = state_bound_why(state, v);
	if (depth > 24)
		return v;
	if (n->kind == N_PHI || (n->kind == N_LEAF && n->entry)) {
		x = n->entry;
		y = n->back;
	} else if (n->kind != N_OP) {
		return v;
	}
	if (!x || x == v)
		return y && y != v ?
		       culprit(engine, state, y, bound, depth + 1) : v;
	if (!y || y == v)
		return culprit(engine, state, x, bound, depth + 1);
	a = state_range(engine, state, x);
	b = state_range(engine, state, y);
	if (!a->n || number_is_const(&engine->numbers, x, NULL))
		x = y;
	else if (b->n && !number_is_const(&engine->numbers, y, NULL) &&
		 (range_know_max(b) != range_know_max(a) ?
		  range_know_max(b) != KNOW_NOTHING &&
		  (range_know_max(a) == KNOW_NOTHING ||
		   range_know_max(b) > range_know_max(a)) :
		  range_max(b) > range_max(a)))
		x = y;
	return culprit(engine, state, x, bound, depth + 1);
}

struct sought {
	const struct engine *engine;
	enum know know;
	vn found;
};

/* Is it a leaf of a source of that class? */
static bool is_chosen(const struct number *n, void *data)
{
	struct sought *sought = data;

	if (!n->source || source_know(n->source) != sought->know)
		return false;
	sought->found = (vn)(n - number_at(&sought->engine->numbers, 0));
	return true;
}

vn value_culprit(struct engine *engine, const struct state *state, vn v,
		 const struct why **bound)
{
	struct sought sought = { .engine = engine };
	vn leaf;

	*bound = NULL;
	leaf = culprit(engine, state, v, bound, 0);
	if (number_at(&engine->numbers, leaf)->source)
		return leaf;
	/* what goes round in a loop leads back to itself */
	sought.know = range_know_max(state_range(engine, state, v));
	if (sought.know != KNOW_CODE && sought.know != KNOW_NOTHING &&
	    number_depends(&engine->numbers, v, is_chosen, &sought))
		return sought.found;
	return leaf;
}

#define MAX_HELD 8

/* What a size is made of, down to a choice or to the leaf it comes from. */
static guint held_numbers(struct engine *engine, vn size, vn leaf, vn *held)
{
	guint n = 0;

	held[n++] = leaf;
	for (vn v = size; v && v != leaf && n < MAX_HELD;) {
		const struct number made = *number_at(&engine->numbers, v);

		held[n++] = v;
		if (made.kind == N_LEAF || made.kind == N_PHI)
			break;
		v = number_depends_on(&engine->numbers, made.a, leaf) ?
		    made.a : made.b;
	}
	return n;
}

/* What was held against another number is as badly known as that: a user's
 * size below a module parameter is the parameter's, below something unknown it
 * is not known. */
static void weaken_by_bounds(struct engine *engine, const struct state *state,
			     vn size, vn leaf, struct request_way *way)
{
	vn held[MAX_HELD];
	guint n = held_numbers(engine, size, leaf, held);

	for (guint i = 0; i < n; i++) {
		vn bound = 0;
		enum know know = state_bounded_by(engine, state, held[i],
						  &bound);

		if (know <= range_know_max(way->size))
			continue;
		way->size = range_weaken(&engine->region, way->size, know);
		way->source = number_at(&engine->numbers, bound)->source;
	}
}

static struct request_way way_of(struct engine *engine,
				 const struct state *state,
				 const struct size *size)
{
	struct running *running = engine->client->data;
	struct request_way way = { NULL, size->exact, NULL, NULL };
	const struct why *bound = NULL;
	vn leaf;

	if (!size->v)
		return way;
	leaf = value_culprit(engine, state, size->v, &bound);
	way.source = number_at(&engine->numbers, leaf)->source;
	if (range_know_max(size->exact) != KNOW_CODE)
		weaken_by_bounds(engine, state, size->v, leaf, &way);
	else if (bound)
		way.why = why_keep(running, bound);
	return way;
}

static void keep_way(struct analysis *analysis, struct request *request,
		     struct request_way way)
{
	struct request_way **end = &request->ways;

	for (; *end; end = &(*end)->next)
		if ((*end)->source == way.source &&
		    range_equal((*end)->size, way.size))
			return;
	way.size = region_keep(&analysis->region, way.size);
	*end = region_copy(&analysis->region, &way, sizeof(way));
}

#define MAX_DEFAULTS 16

/* Constants that the ways to here have put in place of something unknown. */
struct defaults {
	const struct numbers *numbers;
	guint n;
	struct {
		vn phi;
		wide value;
	} at[MAX_DEFAULTS];
};

static bool add_defaults(const struct number *phi, void *data)
{
	struct defaults *defaults = data;
	const struct number *first = number_at(defaults->numbers, 0);
	wide value;

	if (phi->kind != N_PHI || phi->is_loop || phi->is_pointer)
		return false;
	for (guint i = 0; i < phi->n_inputs; i++) {
		if (defaults->n == MAX_DEFAULTS ||
		    !number_is_const(defaults->numbers, phi->inputs[i],
				     &value) || value <= 0)
			continue;
		defaults->at[defaults->n].phi = (vn)(phi - first);
		defaults->at[defaults->n++].value = value;
	}
	return false;
}

/*
 * `if (!n) n = DEFAULT;`: of what else n may be nothing is known, but where the
 * default alone makes the request too large, the code lets that through.
 */
static void keep_defaults(struct engine *engine, const struct state *state,
			  const struct call_site *site,
			  const struct allocator *row, vn size,
			  struct request *request)
{
	struct analysis *analysis = ((struct running *)
				     engine->client->data)->analysis;
	wide limit = (wide)analysis_limits(analysis, row).least;
	struct defaults defaults = { .numbers = &engine->numbers };

	number_depends(&engine->numbers, size, add_defaults, &defaults);
	for (guint i = 0; i < defaults.n; i++) {
		struct state *with = state_copy(state);
		struct request_way way = { NULL };

		state_restrict(engine, with, defaults.at[i].phi,
			       range_const(&engine->region,
					   defaults.at[i].value), NULL);
		way.size = with->is_dead ? range_empty() :
			   size_asked(engine, with, site, row).exact;
		/* ~0U is "no limit" to who takes the smaller of two */
		if (range_min(way.size) > limit && !range_is_marker(way.size) &&
		    range_know_max(way.size) == KNOW_CODE)
			keep_way(analysis, request, way);
		state_unref(with);
	}
}

static const struct why *story_of(struct engine *engine,
				  const struct state *state,
				  const struct size *size)
{
	struct running *running = engine->client->data;
	const struct why *bound, *story = size->why;
	vn leaf;

	if (!story && size->v) {
		leaf = value_culprit(engine, state, size->v, &bound);
		story = number_at(&engine->numbers, leaf)->why;
	}
	return why_keep(running, story);
}

/* The calls that lead on from a function, and around them the call of it. */
static guint64 context_around(guint64 h, const struct ir_insn *call,
			      const struct ir_function *fn)
{
	return h * 0x9e3779b97f4a7c15u + ((guint64)call->loc.line << 20 ^
					  (guint64)call->loc.column << 8 ^
					  g_str_hash(fn->key));
}

/* Of the frames below the entry's. */
static guint64 inner_context_of(const struct frame *frame)
{
	guint64 h = 0;

	for (; frame->parent; frame = frame->parent)
		h = context_around(h, frame->call, frame->fn);
	return h;
}

static struct request *find_request(const struct run_result *result,
				    const struct ir_insn *insn,
				    guint64 inner_context)
{
	for (guint i = 0; i < result->requests->len; i++) {
		struct request *r = g_ptr_array_index(result->requests, i);

		if (r->insn == insn &&
		    r->frames[0].inner_context == inner_context)
			return r;
	}
	return NULL;
}

bool analysis_may_ask(struct analysis *analysis, const struct code_ref *site,
		      const struct code_ref *calls, guint n_calls)
{
	const struct function_ref *callee = site->function;
	const struct run_result *run;
	guint64 context = 0;

	for (guint i = 0; i < n_calls; i++) {
		struct function_ref *caller = calls[i].function;

		context = context_around(context, calls[i].insn, callee->fn);
		run = analysis_run(analysis, caller);
		if (run && !run->gave_up && !run->passed_over &&
		    !find_request(run, site->insn, context))
			return false;
		callee = caller;
	}
	return true;
}

/* Did the run follow every call that leads to the request? */
static bool followed_all(const struct run_result *run,
			 const struct code_ref *call,
			 const struct request *request)
{
	for (guint i = 0; i <= request->depth; i++)
		if (run_passed_over(run, request->frames[i].function))
			return false;
	return !run_passed_over(run, call->insn);
}

bool analysis_saw_callers(const struct analysis *analysis,
			  const struct request *request)
{
	const struct function_ref *entry = request->entry;
	g_autoptr(GArray) calls = function_calls(analysis, entry);

	if (!calls->len || calls->len > MAX_CALLS_SEEN ||
	    (entry->is_taken && request->is_chosen) ||
	    !function_calls_known(analysis, entry))
		return false;
	for (guint i = 0; i < calls->len; i++) {
		const struct code_ref *call = &g_array_index(calls,
							struct code_ref, i);
		const struct run_result *run = analysis_find_run(analysis,
							call->function);
		guint64 context =
			context_around(request->frames[0].inner_context,
				       call->insn, entry->fn);

		if (!run || run->gave_up ||
		    !g_hash_table_contains(analysis->gathered, call->function))
			return false;
		if (!followed_all(run, call, request) &&
		    !find_request(run, request->insn, context))
			return false;
	}
	return true;
}

/* The same call, in the same context, once more. */
static void add_size(struct analysis *analysis, struct request *request,
		     const struct range *size, const struct why *story)
{
	bool more = range_is_empty(request->size) ||
		    range_max(size) > range_max(request->size);

	request->size = range_union(&analysis->region, request->size,
				    region_keep(&analysis->region, size));
	if (more && story)
		request->story = story;
}

/* The calls that led into a header's function, out to one that a unit's own
 * file makes. */
static const struct request_call *outer_calls(struct analysis *analysis,
					      const struct frame *frame)
{
	struct request_call call;

	if (frame->fn->in_main_file || !frame->parent)
		return NULL;
	call.outer = outer_calls(analysis, frame->parent);
	call.function = program_function(analysis->db, frame->parent->fn->key);
	call.insn = frame->call;
	return region_copy(&analysis->region, &call, sizeof(call));
}

static const struct request_frame *frames_to(struct analysis *analysis,
					     const struct frame *frame)
{
	struct request_frame *frames =
		region_alloc(&analysis->region,
			     (frame->depth + 1) * sizeof(*frames));
	guint64 context = 0;

	for (; frame; frame = frame->parent) {
		frames[frame->depth].function =
			program_function(analysis->db, frame->fn->key);
		frames[frame->depth].inner_context = context;
		if (frame->parent)
			context = context_around(context, frame->call,
						 frame->fn);
	}
	return frames;
}

static struct request *new_request(const struct running *running,
				   const struct call_site *site,
				   const struct allocator *row)
{
	struct analysis *analysis = running->analysis;
	struct request *request = g_new0(struct request, 1);

	request->function = program_function(analysis->db,
					     site->frame->fn->key);
	request->insn = site->insn;
	request->outer = outer_calls(analysis, site->frame);
	request->row = row;
	request->entry = running->entry;
	request->depth = site->frame->depth;
	request->frames = frames_to(analysis, site->frame);
	request->limit = target_limit_bytes(analysis->target, row);
	request->size = request->over = range_empty();
	g_ptr_array_add(running->result->requests, request);
	return request;
}

static bool chosen_by_source(struct engine *engine, const struct state *state,
			     vn size)
{
	const struct why *bound;
	vn leaf = value_culprit(engine, state, size, &bound);

	return number_at(&engine->numbers, leaf)->source != NULL;
}

/* Is the value made of a number that the function was called with? */
static bool is_of_param(const struct ir_function *fn, guint32 temp,
			guint depth)
{
	const struct ir_insn *insn = ir_definition(fn, temp);
	const struct ir_insn *place;

	if (!insn || depth > MAX_CONDITION_DEPTH)
		return false;
	if (insn->op != IR_LOAD)
		return is_of_param(fn, insn->a, depth + 1) ||
		       is_of_param(fn, insn->b, depth + 1);
	place = ir_origin(fn, insn->a);
	return place && place->op == IR_ADDR_LOCAL &&
	       place->imm < fn->n_params;
}

/* Does the function do one thing or another as it is called? */
static bool branches_on_params(const struct ir_function *fn)
{
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);

		if ((block->term == IR_BRANCH || block->term == IR_SWITCH) &&
		    is_of_param(fn, block->value, 0))
			return true;
	}
	return false;
}

/* Some ways ask for too much and some do not: which, the caller may say. So he
 * may whether a function that stands in a table is the one for his object. */
static bool is_callers_choice(const struct analysis *analysis,
			      const struct request *request)
{
	const struct function_ref *entry = request->entry;

	if (!request->ways)
		return false;
	if (range_min(request->size) > (wide)request->limit)
		return entry->is_taken && !request->is_chosen &&
		       function_calls_known(analysis, entry);
	return branches_on_params(entry->fn);
}

void request_record(struct engine *engine, struct state *state,
		    const struct call_site *site,
		    const struct allocator *row)
{
	struct running *running = engine->client->data;
	struct analysis *analysis = running->analysis;
	const struct frame *root = site->frame;
	struct size size = size_asked(engine, state, site, row);
	struct request *request;
	struct request_way way;

	if (range_is_empty(size.exact))
		return;
	request = find_request(running->result, site->insn,
			       inner_context_of(site->frame));
	if (!request)
		request = new_request(running, site, row);
	running->result->atoms |= size.exact->atoms;
	add_size(analysis, request, size.exact,
		 story_of(engine, state, &size));
	way = way_of(engine, state, &size);
	if (range_max(size.exact) > (wide)analysis_limits(analysis, row).least)
		keep_way(analysis, request, way);
	request->depends_on_params |= is_callers_choice(analysis, request);
	if (!size.v)
		return;
	while (root->parent)
		root = root->parent;
	request->depends_on_params |=
		number_depends(&engine->numbers, size.v, is_entry_param,
			       (gpointer)root);
	request->zero_is_unset |= number_depends(&engine->numbers, size.v,
						 is_unset, NULL);
	request->is_mixed |= number_is_mixed(&engine->numbers, size.v);
	request->is_chosen |= chosen_by_source(engine, state, size.v);
	if (!request->ways || range_know_max(way.size) != KNOW_NOTHING)
		return;
	keep_defaults(engine, state, site, row, size.v, request);
	growth_find(engine, state, site->frame, size.v, request);
}

const struct allocator *call_allocator(const struct rulebase *rules,
				       const struct ir_insn *insn)
{
	if (!insn->call->callee)
		return NULL;
	return rulebase_allocator_as(rules, insn->call->callee,
				     insn->call->written);
}

/* A constant that a temp holds without any analysis. */
static bool plain_constant(const struct function_ref *in, guint32 temp,
			   guint64 *value)
{
	const struct ir_insn *insn = ir_definition(in->fn, temp);
	const struct ir_type *type;

	if (!insn)
		return false;
	if (insn->op == IR_CONST && !insn->atom) {
		*value = insn->imm;
		return true;
	}
	type = ir_type(in->unit, insn->type);
	if (insn->op != IR_CAST || type->kind != IR_INT ||
	    !plain_constant(in, insn->a, value))
		return false;
	*value = ir_extend(*value, type->bits, type->is_signed);
	return true;
}

bool request_may_matter(const struct analysis *analysis,
			const struct function_ref *fn,
			const struct ir_insn *insn,
			const struct allocator *row)
{
	guint64 product = 1, value;

	if (row->limit == LIMIT_CMA_OPEN)
		return false;
	for (guint i = 0; i < row->size->len; i++) {
		const struct size_term *term =
			&g_array_index(row->size, struct size_term, i);

		if (term->op != SIZE_ARG)
			continue;
		if (term->value > insn->call->n_args ||
		    !plain_constant(fn,
				    insn->call->args[term->value - 1], &value))
			return true;
		if (row->limit == LIMIT_ORDER)
			value = value > 40 ? G_MAXUINT64 >> 1 :
				(guint64)4096 << value;
		if (!value || __builtin_mul_overflow(product, value, &product))
			return true;
	}
	/* Clearly small on every target, also as costly orders go. */
	return product > 8 * 4096 ||
	       product > analysis_limits(analysis, row).least / 4;
}
