// SPDX-License-Identifier: GPL-2.0-only
/*
 * Recurrences. What widening lost, the way in which a loop changes its
 * variables gives back:
 *
 *   - a variable that starts from constants and is changed by constants only
 *     takes few values, and those are counted out: 64, 128, … up to the last
 *     one that the loop lets come round;
 *   - a variable that gets the same constant added (or is shifted) in each turn
 *     is a function of a counter of the same loop, and is replaced by it;
 *   - a variable that in each turn is left alone or gets something that does not
 *     come from itself holds one of these: the largest of a table, say;
 *   - a variable that gets something bounded added in each turn is at most that
 *     many times the bound;
 *   - a variable that gets bits set (loop_bits.c) has none above theirs.
 *
 * A turn is what lies between the head's number of a place and the number that
 * comes round. That is read from the numbers themselves, modulo the type, so
 * it holds whatever ranges were assumed when they were made. What is said of
 * a head holds once the states that led to it come out the same again: by
 * induction over the turns.
 */
#include "value/looping.h"

#include "value/elements.h"

#include "ir/arith.h"
#include "ir/op.h"

#define MAX_TURNS 1024		/* values counted out */
#define MAX_STARTS 8
#define MAX_DEPTH 8

static const struct number *at(const struct loop *loop, vn v)
{
	return number_at(&loop->engine->numbers, v);
}

static const struct loop_edge *edge(const struct loop *loop, guint i)
{
	return &g_array_index(loop->edges, struct loop_edge, i);
}

static vn bound_to(const struct state *state, guint32 place)
{
	const struct binding *b = state_lookup(state, place);

	return b ? b->value : 0;
}

static bool is_head_value(const struct variable *var, vn v)
{
	return var->held && (v == var->held || v == var->phi);
}

/* A turn that begins with the start's value, or puts a constant in its place,
 * gets no further than so much above the start. */
static const struct range *above_start(const struct loop *loop,
				       const struct variable *var,
				       wide constant)
{
	wide start;

	if (!var->start ||
	    !range_is_const(state_range(loop->engine, loop->head, var->start),
			    &start))
		return NULL;
	return range_const(&loop->engine->region, constant - start);
}

/* How far v is from the head's value of var, modulo var's type; NULL if that
 * cannot be told. */
static const struct range *distance(const struct loop *loop,
				    const struct state *state,
				    const struct variable *var, vn v,
				    enum turn what, guint depth)
{
	wide constant;
	struct region *region = &loop->engine->region;
	const struct number n = *at(loop, v);
	const struct range *a, *b;

	if (is_head_value(var, v))
		return range_const(region, 0);
	if (!depth || n.type.bits < at(loop, var->phi)->type.bits)
		return NULL;
	if (what == TURN_AT_MOST &&
	    number_is_const(&loop->engine->numbers, v, &constant))
		return above_start(loop, var, constant);
	if (n.kind == N_PHI && n.n_inputs && n.n_inputs < MAX_PHI_INPUTS) {
		a = range_empty();
		for (guint i = 0; i < n.n_inputs; i++) {
			b = distance(loop, state, var, n.inputs[i], what,
				     depth - 1);
			if (!b)
				return NULL;
			a = range_union(region, a, b);
		}
		return a;
	}
	if (n.kind != N_OP)
		return NULL;
	if (n.op == IR_CAST && n.type.bits > 1)
		return distance(loop, state, var, n.a, what, depth - 1);
	if (n.op != IR_ADD && n.op != IR_SUB)
		return NULL;
	a = distance(loop, state, var, n.a, what, depth - 1);
	if (a)
		return range_exact(region, n.op, a,
				   state_range(loop->engine, state, n.b));
	b = n.op == IR_ADD ? distance(loop, state, var, n.b, what, depth - 1) :
			     NULL;
	return b ? range_exact(region, IR_ADD, b,
			       state_range(loop->engine, state, n.a)) : NULL;
}

const struct range *turn_of(const struct loop *loop,
			    const struct variable *var, enum turn what)
{
	const struct range *all = range_empty();

	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		vn v = bound_to(e->state, var->place);
		const struct range *r;

		if (!e->is_back)
			continue;
		r = v ? distance(loop, e->state, var, v, what, MAX_DEPTH) :
			NULL;
		if (!r)
			return NULL;
		all = range_union(&loop->engine->region, all, r);
	}
	return all;
}

/* v << *bits in each turn, the same on all ways round? */
static bool shifted_by(const struct loop *loop, const struct variable *var,
		       wide *bits)
{
	*bits = 0;
	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		const struct number *n;
		wide c, k = 0;

		if (!e->is_back)
			continue;
		n = at(loop, bound_to(e->state, var->place));
		if (n->kind != N_OP || !is_head_value(var, n->a))
			return false;
		if (n->op == IR_ADD && n->b == n->a)
			k = 1;
		else if (!number_is_const(&loop->engine->numbers, n->b, &c))
			return false;
		else if (n->op == IR_SHL)
			k = c;
		else if (n->op == IR_MUL && c > 0 && !(c & (c - 1)))
			while ((wide)1 << k < c)
				k++;
		if (k <= 0 || k > 63 || (*bits && *bits != k))
			return false;
		*bits = k;
	}
	return *bits;
}

static struct variable variable_of(const struct loop *loop, guint32 place)
{
	struct variable var = {
		.place = place, .held = bound_to(loop->before, place),
	};
	bool first = true;

	var.phi = number_phi(&loop->engine->numbers, loop->frame, loop->block,
			     place,
			     engine_place_at(loop->engine, place)->type);
	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		vn v = bound_to(e->state, place);

		if (e->is_back)
			continue;
		var.start = first || v == var.start ? v : 0;
		first = false;
	}
	if (var.held != var.phi && var.held != at(loop, var.phi)->stand_in)
		var.held = 0;
	return var;
}

/* What comes round is what came in: the loop leaves it alone. */
static bool is_unchanged(const struct loop *loop, const struct variable *var)
{
	if (!var->start)
		return false;
	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		vn v = bound_to(e->state, var->place);

		if (e->is_back && v != var->start &&
		    (v != var->phi || var->held != var->phi))
			return false;
	}
	return true;
}

/* Every way round leaves the counter inside its type: no turn wraps it. */
static bool never_wraps(const struct loop *loop, const struct variable *var)
{
	struct ctype t = at(loop, var->phi)->type;

	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		const struct range *r;

		if (!e->is_back)
			continue;
		r = state_range(loop->engine, e->state, var->held);
		if (r->n && (range_max(r) + var->step > ctype_max(t) ||
			     range_min(r) + var->step < ctype_min(t)))
			return false;
	}
	return true;
}

/* Turns so far, as far as the head's state bounds them. */
static wide most_turns(const struct loop *loop, const struct variable *var)
{
	const struct range *now = state_range(loop->engine, loop->head,
					      var->phi);
	const struct range *start = state_range(loop->engine, loop->head,
						var->start);
	wide way = var->step > 0 ? range_max(now) - range_min(start) :
				   range_max(start) - range_min(now);

	return way / (var->step > 0 ? var->step : -var->step);
}

/* Of several counters, the one that is best bounded. */
static void find_counter(struct loop *loop, const GArray *places)
{
	for (guint i = 0; i < places->len; i++) {
		guint32 place = g_array_index(places, guint32, i);
		struct variable var = variable_of(loop, place);
		const struct range *turn;
		wide turns;

		if (!var.start || var.held != var.phi)
			continue;
		turn = turn_of(loop, &var, TURN_EXACTLY);
		if (!turn || !range_is_const(turn, &var.step) || !var.step ||
		    !never_wraps(loop, &var))
			continue;
		turns = most_turns(loop, &var);
		if (loop->counter.phi && turns >= loop->most_turns)
			continue;
		loop->counter = var;
		loop->most_turns = turns;
	}
}

/* The number of turns so far, as a number of type t. */
static vn turns_number(const struct loop *loop, struct ctype t)
{
	struct engine *engine = loop->engine;
	const struct variable *c = &loop->counter;
	struct ctype own = at(loop, c->phi)->type;
	vn turns = c->step > 0 ?
		engine_binary(engine, loop->head, IR_SUB, own, c->phi,
			      c->start) :
		engine_binary(engine, loop->head, IR_SUB, own, c->start,
			      c->phi);
	wide step = c->step > 0 ? c->step : -c->step;

	turns = engine_binary(engine, loop->head, IR_DIV, own, turns,
			      number_const(&engine->numbers, own, step));
	return engine_cast(engine, loop->head, turns, t);
}

static void rebind(const struct loop *loop, const struct variable *var, vn v)
{
	const struct binding *b = state_lookup(loop->head, var->place);

	state_bind(loop->head, var->place, v, b->stored, b->why);
}

/* What was known of a number on the ways in holds inside. */
static void keep_known(const struct loop *loop, vn v)
{
	struct region *region = &loop->engine->region;
	const struct range *known = range_empty();

	for (guint i = 0; i < loop->edges->len; i++)
		if (!edge(loop, i)->is_back)
			known = range_union(region, known,
					    state_range(loop->engine,
							edge(loop, i)->state,
							v));
	if (!range_is_empty(known))
		state_restrict(loop->engine, loop->head, v, known, NULL);
}

/* The loop leaves it alone, so what was known of it before holds inside. */
static void keep_start(const struct loop *loop, const struct variable *var)
{
	rebind(loop, var, var->start);
	keep_known(loop, var->start);
}

static bool is_phi_before(const struct loop *loop, const struct number *n)
{
	const struct flow *flow = loop->frame->flow;
	guint32 there = n->frame == loop->frame && n->ref != loop->block ?
			ir_block_index(flow->fn, n->ref) : IR_NONE;

	return there != IR_NONE &&
	       ir_graph_dominates(flow->graph, there,
				  ir_block_index(flow->fn, loop->block));
}

/* Is the number none that the loop makes anew: made of what was there when the
 * analysis began, and of what loops around this one change? */
static bool is_made_before(const struct loop *loop, vn v, guint depth)
{
	const struct number *n = at(loop, v);

	if (!v)
		return true;
	if (!depth || (n->kind == N_LEAF && n->frame && n->leaf != LEAF_PARAM))
		return false;
	if (n->kind == N_PHI)
		return is_phi_before(loop, n);
	return is_made_before(loop, n->a, depth - 1) &&
	       is_made_before(loop, n->b, depth - 1) &&
	       is_made_before(loop, n->memory, depth - 1);
}

/* start + turns * step, or start << turns * step */
static void replace(const struct loop *loop, const struct variable *var,
		    enum ir_op op, wide step)
{
	struct engine *engine = loop->engine;
	struct ctype t = at(loop, var->phi)->type;
	vn way = engine_binary(engine, loop->head, IR_MUL, t,
			       turns_number(loop, t),
			       number_const(&engine->numbers, t,
					    ctype_value(t, (guint64)step)));
	vn stand_in = engine_binary(engine, loop->head, op, t, var->start, way);

	number_at(&engine->numbers, var->phi)->stand_in = stand_in;
	rebind(loop, var, stand_in);
}

/* At most start + turns * (most that one turn adds), where no end of that is
 * known from a type alone. */
static void bound_sum(const struct loop *loop, const struct variable *var,
		      const struct range *turn)
{
	struct engine *engine = loop->engine;
	struct ctype t = { 64, true };
	const struct range *start = state_range(engine, loop->head,
						var->start);
	vn way;

	if (range_min(turn) < 0 || range_max(turn) > (wide)1 << 40 ||
	    loop->most_turns > (wide)1 << 20 || !start->n ||
	    range_know_max(turn) != KNOW_CODE)
		return;
	way = engine_binary(engine, loop->head, IR_MUL, t,
			    turns_number(loop, t),
			    number_const(&engine->numbers, t,
					 range_max(turn)));
	state_add_fact(engine, loop->head, var->phi, way, range_max(start));
}

/* a op b as a mathematical integer, where the operation can pass its type. */
static wide unbounded(enum ir_op op, wide a, wide b, wide wrapped)
{
	switch (op) {
	case IR_ADD:
		return a + b;
	case IR_SUB:
		return a - b;
	case IR_MUL:
		return __builtin_mul_overflow(a, b, &wrapped) ? -1 : wrapped;
	case IR_SHL:
		return a >= (wide)1 << 62 ? -1 : a * ((wide)1 << b);
	case IR_NEG:
		return -a;
	default:
		return wrapped;
	}
}

/* The value of v where the head's value of var is x; false: not a function of
 * that alone, or it passes its type: what grows for ever has no last value. */
static bool value_at(const struct loop *loop, const struct variable *var, vn v,
		     wide x, wide *out, guint depth)
{
	const struct number *n = at(loop, v);
	struct arith_type t = { n->type.bits, n->type.is_signed };
	guint64 result;
	wide a, b = 0;

	if (is_head_value(var, v)) {
		*out = x;
		return true;
	}
	if (number_is_const(&loop->engine->numbers, v, out))
		return true;
	if (n->kind != N_OP || !depth ||
	    !value_at(loop, var, n->a, x, &a, depth - 1) ||
	    (n->b && !value_at(loop, var, n->b, x, &b, depth - 1)))
		return false;
	if (n->op == IR_CAST) {
		*out = t.bits == 1 ? a != 0 : ctype_value(n->type, (guint64)a);
		return t.bits == 1 || *out == a;
	}
	if (n->op != IR_NEG && n->op != IR_NOT &&
	    (n->op < IR_ADD || n->op > IR_XOR))
		return false;
	if (arith_binary(n->op, t, (guint64)a, (guint64)b, &result))
		return false;
	*out = ctype_value(n->type, result);
	return *out == unbounded(n->op, a, b, *out);
}

/* A value that was counted out, and how well it is known that the loop lets it
 * come. */
struct counted {
	wide value;
	enum know know;
};

/* Add a value that was not there; false if that makes too many. */
static bool add_value(GArray *values, struct counted new)
{
	for (guint i = 0; i < values->len; i++) {
		struct counted *c = &g_array_index(values, struct counted, i);

		if (c->value != new.value)
			continue;
		c->know = MIN(c->know, new.know);
		return true;
	}
	g_array_append_val(values, new);
	return values->len <= MAX_TURNS;
}

static bool add_starts(const struct loop *loop, const struct variable *var,
		       GArray *values)
{
	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		vn v = bound_to(e->state, var->place);
		const struct range *r;

		if (e->is_back)
			continue;
		if (!v)
			return false;
		r = state_range(loop->engine, e->state, v);
		for (guint k = 0; k < r->n; k++) {
			if (r->at[k].low != r->at[k].high ||
			    values->len == MAX_STARTS)
				return false;
			add_value(values, (struct counted){ r->at[k].low,
							    KNOW_CODE });
		}
	}
	return values->len;
}

/* All that comes round from the values, until no new one does. What only an
 * unknown number stops is known no better than that number. */
static bool add_turns(const struct loop *loop, const struct variable *var,
		      GArray *values)
{
	for (guint i = 0; i < values->len; i++) {
		const struct counted now = g_array_index(values,
							 struct counted, i);
		struct counted next;

		for (guint k = 0; k < loop->edges->len; k++) {
			const struct loop_edge *e = edge(loop, k);
			const struct range *r;
			vn v = bound_to(e->state, var->place);

			if (!e->is_back)
				continue;
			r = state_range(loop->engine, e->state, var->held);
			if (!range_contains(r, now.value))
				continue;
			next.know = MAX(now.know, range_know_max(r));
			if (!v || !value_at(loop, var, v, now.value,
					    &next.value, MAX_DEPTH) ||
			    !add_value(values, next))
				return false;
		}
	}
	return true;
}

static void count_out(const struct loop *loop, const struct variable *var)
{
	struct engine *engine = loop->engine;
	g_autoptr(GArray) values = g_array_new(FALSE, FALSE,
					       sizeof(struct counted));
	const struct range *r = range_empty(), *now;

	if (var->held != var->phi || !add_starts(loop, var, values) ||
	    !add_turns(loop, var, values))
		return;
	for (guint i = 0; i < values->len; i++) {
		const struct counted *c = &g_array_index(values,
							 struct counted, i);

		r = range_union(&engine->region, r,
				range_interval(&engine->region, c->value,
					       c->value, c->know, c->know));
	}
	now = state_range(engine, loop->head, var->phi);
	r = range_intersect(&engine->region, r, now);
	if (!range_is_empty(r))
		state_set_known(loop->head, var->phi, r,
				state_bound_why(loop->head, var->phi));
}

/* What a turn may leave in var instead of what was there is added to *all;
 * false if that is made of what was there. What is in `seen` has been. */
static bool add_replaced(const struct loop *loop, const struct state *state,
			 const struct variable *var, vn v, guint depth,
			 GHashTable *seen, const struct range **all)
{
	struct engine *engine = loop->engine;
	const struct number n = *at(loop, v);

	if (is_head_value(var, v) ||
	    !g_hash_table_add(seen, GUINT_TO_POINTER(v)))
		return true;
	if (n.kind == N_PHI && n.n_inputs && n.n_inputs < MAX_PHI_INPUTS &&
	    depth) {
		for (guint i = 0; i < n.n_inputs; i++)
			if (!add_replaced(loop, state, var, n.inputs[i],
					  depth - 1, seen, all))
				return false;
		return true;
	}
	if (number_depends_on(&engine->numbers, v, var->phi))
		return false;
	*all = range_union(&engine->region, *all,
			   state_range(engine, state, v));
	return true;
}

/* What was there at first, or what some turn put in its place. */
static void choose_from(const struct loop *loop, const struct variable *var)
{
	struct engine *engine = loop->engine;
	const struct range *all = range_empty(), *now;

	if (var->held != var->phi)
		return;
	for (guint i = 0; i < loop->edges->len; i++) {
		const struct loop_edge *e = edge(loop, i);
		g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
		vn v = bound_to(e->state, var->place);

		if (!v)
			return;
		if (!e->is_back)
			all = range_union(&engine->region, all,
					  state_range(engine, e->state, v));
		else if (!add_replaced(loop, e->state, var, v, MAX_DEPTH, seen,
				       &all))
			return;
	}
	now = state_range(engine, loop->head, var->phi);
	all = range_intersect(&engine->region, all, now);
	if (!range_is_empty(all))
		state_set_known(loop->head, var->phi, all,
				state_bound_why(loop->head, var->phi));
}

/* The places that the head's join gave a number of its own. */
/*
 * A counter comes by its start and every so many after it, up to the one that
 * ends the loop: that one stands apart, so that what the loop lets come round
 * is the last before it.
 */
static void keep_stride(const struct loop *loop)
{
	const struct variable *var = &loop->counter;
	struct region *region = &loop->engine->region;
	const struct range *now = state_range(loop->engine, loop->head,
					      var->phi);
	bool up = var->step > 0;
	wide step = up ? var->step : -var->step, start, last;
	enum know know = KNOW_CODE;
	const struct range *r;

	if (!var->phi || step < 2 || !now->n ||
	    !range_is_const(state_range(loop->engine, loop->head, var->start),
			    &start))
		return;
	last = loop->most_turns * step;
	if (last < step)
		return;
	if (up) {
		know = range_know_max(now);
		r = range_interval(region, start, start + last - step,
				   KNOW_CODE, know);
		last = start + last;
	} else {
		r = range_interval(region, start - last + step, start,
				   KNOW_CODE, KNOW_CODE);
		last = start - last;
	}
	r = range_union(region, r, range_interval(region, last, last, know,
						  know));
	r = range_intersect(region, r, now);
	if (!range_is_empty(r))
		state_set_known(loop->head, var->phi, r,
				state_bound_why(loop->head, var->phi));
}

static GArray *joined_places(const struct loop *loop)
{
	GArray *places = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < loop->head->memory->len; i++) {
		const struct binding *b = &g_array_index(loop->head->memory,
							 struct binding, i);
		const struct number *n = at(loop, b->value);

		if (n->kind == N_PHI && n->ref == loop->block &&
		    n->frame == loop->frame && n->imm == b->place &&
		    !n->is_pointer && n->type.bits > 1)
			g_array_append_val(places, b->place);
	}
	return places;
}

/* A turn adds no more than that, of a table perhaps a different entry each. */
static void bound_added(const struct loop *loop, const struct variable *var,
			const struct range *turn, enum turn what)
{
	bound_sum(loop, var, turn);
	if (turn->n && range_know_max(turn) == KNOW_CODE)
		loop_add_entries(loop, var, what);
}

static bool refine_variable(const struct loop *loop, guint32 place)
{
	const struct variable var = variable_of(loop, place);
	const struct range *turn;
	wide step;

	if (var.phi == loop->counter.phi || is_unchanged(loop, &var))
		return false;
	count_out(loop, &var);
	choose_from(loop, &var);
	loop_bound_bits(loop, &var);
	if (!loop->counter.phi || !var.start)
		return false;
	turn = turn_of(loop, &var, TURN_EXACTLY);
	if (turn && range_is_const(turn, &step) && step)
		replace(loop, &var, IR_ADD, step);
	else if (turn && turn->n)
		bound_added(loop, &var, turn, TURN_EXACTLY);
	else if (shifted_by(loop, &var, &step) &&
		 loop->most_turns * step < at(loop, var.phi)->type.bits)
		replace(loop, &var, IR_SHL, step);
	else if (!turn && (turn = turn_of(loop, &var, TURN_AT_MOST)) != NULL)
		bound_added(loop, &var, turn, TURN_AT_MOST);
	else
		return false;
	return true;
}

/* 0, 1, 2, … */
static bool counts_from_zero(const struct loop *loop)
{
	wide start;

	return loop->counter.phi && loop->counter.step == 1 &&
	       number_is_const(&loop->engine->numbers, loop->counter.start,
			       &start) && !start;
}

bool loop_refine(struct engine *engine, const struct frame *frame,
		 const void *block, const GArray *edges,
		 const struct state *before, bool is_settled,
		 struct state *head)
{
	struct loop loop = {
		.engine = engine, .frame = frame, .block = block,
		.edges = edges, .before = before, .head = head,
	};
	g_autoptr(GArray) places = joined_places(&loop);
	bool is_refined = false;

	for (guint i = 0; i < places->len; i++) {
		struct variable var = variable_of(&loop,
				g_array_index(places, guint32, i));

		if (is_unchanged(&loop, &var))
			keep_start(&loop, &var);
		else if (var.start &&
			 is_made_before(&loop, var.start, MAX_DEPTH))
			keep_known(&loop, var.start);
	}
	loop_keep_facts(engine, frame, block, edges, head);
	if (!is_settled)
		return false;
	find_counter(&loop, places);
	keep_stride(&loop);
	if (counts_from_zero(&loop))
		elements_learn(engine, edges, head, loop.counter.phi);
	for (guint i = 0; i < places->len; i++)
		is_refined |= refine_variable(&loop, g_array_index(places,
								   guint32, i));
	return is_refined;
}
