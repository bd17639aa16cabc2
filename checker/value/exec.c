// SPDX-License-Identifier: GPL-2.0-only
#include "value/exec.h"

#include "ir/op.h"
#include "value/memory.h"

/* Where execution of one state stands inside a block. */
struct run {
	struct engine *engine;
	const struct frame *frame;
	guint32 block;
	struct value *temps;	/* of this frame, this state */
	struct state *state;
	GArray *edges, *returns;
};

static void exec_from(struct run *run, guint index);

struct why *engine_why(struct engine *engine, enum why_kind kind,
		       const struct frame *frame, struct ir_loc loc,
		       const struct why *prev)
{
	struct why *why = obstack_alloc(&engine->region, sizeof(*why));

	*why = (struct why){ .kind = kind, .frame = frame, .loc = loc,
			     .prev = prev };
	return why;
}

static vn fold(struct engine *engine, enum ir_op op, struct ctype t, wide a,
	       wide b)
{
	const struct range *r = range_binary(&engine->region, op,
					     range_const(&engine->region, a),
					     range_const(&engine->region, b),
					     t);
	wide v;

	return range_is_const(r, &v) ? number_const(&engine->numbers, t, v) : 0;
}

vn engine_cast(struct engine *engine, struct state *state, vn v,
	       struct ctype t)
{
	const struct number *n = number_at(&engine->numbers, v);
	wide value;

	(void)state;
	if (n->type.bits == t.bits && n->type.is_signed == t.is_signed)
		return v;
	if (number_is_const(&engine->numbers, v, &value)) {
		if (t.bits == 1)
			value = value != 0;
		return number_const(&engine->numbers, t,
				    ctype_value(t, (guint64)value));
	}
	/* widening and coming back is nothing */
	if (n->kind == N_OP && n->op == IR_CAST) {
		const struct number *inner = number_at(&engine->numbers, n->a);

		if (inner->type.bits == t.bits &&
		    inner->type.is_signed == t.is_signed &&
		    n->type.bits >= t.bits && t.bits > 1)
			return n->a;
	}
	return number_op(&engine->numbers, IR_CAST, t, v, 0);
}

vn engine_binary(struct engine *engine, struct state *state, enum ir_op op,
		 struct ctype t, vn a, vn b)
{
	wide x, y;
	bool a_const = number_is_const(&engine->numbers, a, &x);
	bool b_const = number_is_const(&engine->numbers, b, &y);
	vn v = 0;

	(void)state;
	if (a_const && b_const && op >= IR_ADD && op <= IR_XOR)
		v = fold(engine, op, t, x, y);
	if (v)
		return v;
	if (b_const && y == 0 && (op == IR_ADD || op == IR_SUB ||
				  op == IR_SHL || op == IR_SHR ||
				  op == IR_OR || op == IR_XOR))
		return a;
	if (a_const && x == 0 && (op == IR_ADD || op == IR_OR))
		return b;
	if (b_const && y == 1 && (op == IR_MUL || op == IR_DIV))
		return a;
	if (a == b && op == IR_SUB)
		return number_const(&engine->numbers, t, 0);
	return number_op(&engine->numbers, op, t, a, b);
}

static struct value temp(const struct run *run, guint32 t)
{
	const struct temp_binding *b;

	if (t == IR_NONE)
		return (struct value){ 0, NULL };
	if (run->temps[t].v)
		return run->temps[t];
	b = state_temp(run->state, (guint64)run->frame->id << 32 | t);
	return b ? (struct value){ b->value, b->why } :
		   (struct value){ 0, NULL };
}

static void set_temp(struct run *run, guint32 t, struct value value)
{
	if (t == IR_NONE)
		return;
	run->temps[t] = value;
	if (run->frame->flow->is_crossing[t])
		state_bind_temp(run->state,
				(guint64)run->frame->id << 32 | t, value.v,
				value.why);
}

static struct value unknown_result(struct run *run, const struct ir_insn *insn,
				   enum leaf_kind kind)
{
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	bool is_new;
	vn v = number_leaf(&run->engine->numbers, kind, run->frame, insn, 0, t,
			   &is_new);
	struct number *n = number_at(&run->engine->numbers, v);

	n->is_pointer = ir_type(run->frame->unit, insn->type)->kind == IR_PTR;
	state_forget_known(run->state, v);
	return (struct value){ v, NULL };
}

/* An operand that was not lowered still has a number. */
static struct value operand(struct run *run, const struct ir_insn *insn,
			    guint32 t)
{
	struct value value = temp(run, t);
	bool is_new;

	if (value.v)
		return value;
	value.v = number_leaf(&run->engine->numbers, LEAF_UNKNOWN, run->frame,
			      insn, (guint64)t + 1,
			      (struct ctype){ 64, false }, &is_new);
	return value;
}

static const struct why *wider_why(struct run *run, struct value a,
				   struct value b)
{
	wide c;

	if (!a.why)
		return b.why;
	if (!b.why || number_is_const(&run->engine->numbers, b.v, &c))
		return a.why;
	if (number_is_const(&run->engine->numbers, a.v, &c))
		return b.why;
	if (range_know_max(state_range(run->engine, run->state, b.v)) >
	    range_know_max(state_range(run->engine, run->state, a.v)))
		return b.why;
	return a.why;
}

static struct value exec_arithmetic(struct run *run,
				    const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	struct value a = operand(run, insn, insn->a);
	struct value b = insn->b == IR_NONE ? (struct value){ 0, NULL } :
			 operand(run, insn, insn->b);
	struct value out = { 0, b.v ? wider_why(run, a, b) : a.why };

	if (ir_type(run->frame->unit, insn->type)->kind == IR_FLOAT ||
	    ir_type(run->frame->unit, insn->type)->bits > 64)
		return unknown_result(run, insn, LEAF_UNKNOWN);
	if (op_is_compare(insn->op))
		out.v = number_op(&engine->numbers, insn->op, t, a.v, b.v);
	else if (op_is_wrap(insn->op))
		out.v = number_op(&engine->numbers, insn->op, t, a.v, b.v);
	else if (op_is_overflow(insn->op))
		out.v = number_overflow(&engine->numbers, insn->op,
					ctype_of(run->frame->unit,
						 (guint32)insn->imm),
					a.v, b.v);
	else if (insn->op == IR_NEG || insn->op == IR_NOT)
		out.v = number_op(&engine->numbers, insn->op, t, a.v, 0);
	else
		out.v = engine_binary(engine, run->state, insn->op, t, a.v,
				      b.v);
	{
		wide c;
		const struct range *r = state_range(engine, run->state, out.v);

		/* what has one value is a constant from here on */
		if (range_is_const(r, &c))
			out.v = number_const(&engine->numbers, t, c);
	}
	return out;
}

static struct value exec_const(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct ctype t = ctype_of(run->frame->unit, insn->type);
	guint64 bits = insn->imm;

	if (insn->atom) {
		engine->saw_atom = true;
		if (engine->atoms[insn->atom])
			bits = engine->atoms[insn->atom];
	}
	return (struct value){
		number_const(&engine->numbers, t, ctype_value(t, bits)), NULL };
}

static struct value exec_field(struct run *run, const struct ir_insn *insn)
{
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_record *record = ir_record(unit, insn->record);
	const struct ir_field *field = ir_field(record, (guint32)insn->imm);
	struct value a = operand(run, insn, insn->a);

	return (struct value){
		number_offset(&run->engine->numbers, a.v,
			      (gint64)field->offset_bytes,
			      field_identity(unit, insn->record, insn->imm)),
		a.why };
}

static struct value exec_index(struct run *run, const struct ir_insn *insn)
{
	struct value a = operand(run, insn, insn->a);
	struct value b = operand(run, insn, insn->b);
	wide index;

	if (number_is_const(&run->engine->numbers, b.v, &index) ||
	    range_is_const(state_range(run->engine, run->state, b.v), &index))
		return (struct value){
			number_offset(&run->engine->numbers, a.v,
				      (gint64)(index * (gint64)insn->imm),
				      NULL), a.why };
	return (struct value){
		number_index(&run->engine->numbers, a.v, b.v, insn->imm),
		a.why };
}

static vn root_and_offset(struct engine *engine, vn v, gint64 *offset)
{
	const struct number *n = number_at(&engine->numbers, v);

	*offset = n->kind == N_OFFSET ? (gint64)n->imm : 0;
	return n->kind == N_OFFSET ? n->a : v;
}

/* Two addresses in one object: the distance is known. */
static struct value exec_difference(struct run *run,
				    const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = operand(run, insn, insn->a);
	struct value b = operand(run, insn, insn->b);
	gint64 x, y;

	if (root_and_offset(engine, a.v, &x) !=
	    root_and_offset(engine, b.v, &y) || !insn->imm)
		return unknown_result(run, insn, LEAF_UNKNOWN);
	return (struct value){
		number_const(&engine->numbers,
			     ctype_of(run->frame->unit, insn->type),
			     (x - y) / (gint64)insn->imm), a.why };
}

static guint32 access_size(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	if (t->size_bytes)
		return (guint32)t->size_bytes;
	return t->kind == IR_PTR ? unit->pointer_bits / 8u : MAX(t->bits / 8, 1);
}

static guint32 accessed_place(struct run *run, const struct ir_insn *insn,
			      vn address)
{
	const struct ir_unit *unit = run->frame->unit;
	struct ctype t = ctype_of(unit, insn->type);
	guint8 bit_offset = 0, bit_width = 0;

	if (insn->is_bitfield && insn->record != IR_NONE) {
		const struct ir_field *f =
			ir_field(ir_record(unit, insn->record),
				 (guint32)insn->imm);

		bit_offset = f->bit_offset;
		bit_width = f->bit_width;
		if (bit_width && bit_width <= 64)
			t.bits = bit_width;
	}
	return engine_place(run->engine, address,
			    access_size(unit, insn->type), t,
			    ir_type(unit, insn->type)->kind == IR_PTR,
			    bit_offset, bit_width);
}

static struct value exec_load(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = operand(run, insn, insn->a), value;
	guint32 place;

	if (!type_is_scalar(run->frame->unit, insn->type))
		return unknown_result(run, insn, LEAF_UNKNOWN);
	place = accessed_place(run, insn, a.v);
	value = engine_load_place(engine, run->state, run->frame, insn, place);
	value.v = engine_cast(engine, run->state, value.v,
			      ctype_of(run->frame->unit, insn->type));
	return value;
}

/* One of two places: each may have changed, or not. */
static void store_weakly(struct run *run, const struct ir_insn *insn,
			 vn address, const struct memory_place *p,
			 vn value, const struct why *why)
{
	struct engine *engine = run->engine;
	struct value old = engine_load(engine, run->state, run->frame, insn,
				       insn->loc, address, p->size_bytes,
				       p->type, p->is_pointer);
	vn either = number_phi(&engine->numbers, run->frame, insn,
			       address, p->type);
	const struct range *r =
		range_union(&engine->region,
			    state_range(engine, run->state, old.v),
			    state_range(engine, run->state, value));

	state_forget_known(run->state, either);
	state_set_known(run->state, either, r, NULL);
	engine_store(engine, run->state, address, p->size_bytes, p->type,
		     p->is_pointer, (struct value){ either, why });
}

/* A pointer that is one of two locals' addresses. */
static void store_through_phi(struct run *run, const struct ir_insn *insn,
			      guint32 place, vn value, const struct why *why)
{
	struct engine *engine = run->engine;
	const struct memory_place p = *engine_place_at(engine, place);
	const struct number root = *number_at(&engine->numbers, p.root);
	struct value v = { value, why };
	bool both = root.kind == N_PHI && root.entry && root.back &&
		    !p.is_pointer && !p.bit_width &&
		    engine_local_of(engine, root.entry) &&
		    engine_local_of(engine, root.back);

	if (both) {
		store_weakly(run, insn,
			     number_offset(&engine->numbers, root.entry,
					   p.offset, p.field), &p, value, why);
		store_weakly(run, insn,
			     number_offset(&engine->numbers, root.back,
					   p.offset, p.field), &p, value, why);
		state_bind(run->state, place, value, true, why);
		return;
	}
	engine_store_place(engine, run->state, place, v);
}

static void exec_store(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct value a = operand(run, insn, insn->a);
	struct value b = operand(run, insn, insn->b);
	guint32 place;
	struct why *why;
	wide c;

	if (!type_is_scalar(run->frame->unit, insn->type)) {
		engine_forget(engine, run->state, a.v,
			      access_size(run->frame->unit, insn->type));
		return;
	}
	place = accessed_place(run, insn, a.v);
	b.v = engine_cast(engine, run->state, b.v,
			  engine_place_at(engine, place)->type);
	why = engine_why(engine, b.why ? WHY_STORED : WHY_SET, run->frame,
			 insn->loc, b.why);
	why->has_value = number_is_const(&engine->numbers, b.v, &c);
	if (why->has_value)
		why->value = c;
	store_through_phi(run, insn, place, b.v, why);
	if (engine->recording && engine->client->stored) {
		const struct memory_place p = *engine_place_at(engine, place);

		engine->client->stored(engine, run->frame, insn, run->state,
				       &p, (struct value){ b.v, why });
	}
}

static void exec_asm(struct run *run, const struct ir_insn *insn)
{
	for (guint i = 0; insn->call && i < insn->call->args->len; i++) {
		struct value a = temp(run, g_array_index(insn->call->args,
							 guint32, i));

		if (a.v && !(run->engine->client->asm_output &&
			     run->engine->client->asm_output(run->engine,
					run->state, run->frame, insn, a.v)))
			engine_forget(run->engine, run->state, a.v, 8);
	}
}

/* The pointee of an argument as the caller sees it: its size says how much an
 * unknown callee may write. */
static guint64 handed_bytes(const struct run *run, guint32 t)
{
	const struct ir_block *block = ir_block(run->frame->fn, run->block);
	const struct ir_unit *unit = run->frame->unit;

	for (guint i = block->insns->len; i > 0; i--) {
		const struct ir_insn *insn = &g_array_index(block->insns,
							    struct ir_insn,
							    i - 1);
		const struct ir_type *type;

		if (insn->dst != t)
			continue;
		type = ir_type(unit, insn->type);
		if (type->kind == IR_PTR && type->elem != IR_NONE) {
			const struct ir_type *to = ir_type(unit, type->elem);

			if (to->kind != IR_VOID && to->size_bytes > 1)
				return to->size_bytes;
		}
		if (insn->op == IR_CAST) {
			t = insn->a;
			i = block->insns->len + 1;
			continue;
		}
		break;
	}
	return G_MAXUINT64;
}

static void forget_reachable(struct run *run, const struct call_site *site)
{
	struct engine *engine = run->engine;
	struct state *state = run->state;

	if (!engine->client->may_write)
		return;
	for (guint i = state->memory->len; i > 0; i--) {
		const struct binding b = g_array_index(state->memory,
						       struct binding, i - 1);
		const struct memory_place p = *engine_place_at(engine,
							       b.place);

		if (!engine->client->may_write(engine, site, &p))
			continue;
		engine_forget(engine, state,
			      number_offset(&engine->numbers, p.root, p.offset,
					    p.field), p.size_bytes);
		i = MIN(i, state->memory->len + 1);
	}
}

static void call_unknown(struct run *run, const struct call_site *site)
{
	struct engine *engine = run->engine;

	for (guint i = 0; i < site->n_args; i++) {
		vn v = site->args[i].v;
		guint32 t = g_array_index(site->insn->call->args, guint32, i);

		if (!v || !number_at(&engine->numbers, v)->is_pointer)
			continue;
		if (engine->client->may_write_argument &&
		    !engine->client->may_write_argument(engine, site, i))
			continue;
		engine_forget(engine, run->state, v, handed_bytes(run, t));
	}
	forget_reachable(run, site);
}

static bool in_chain(const struct frame *frame, const struct ir_function *fn)
{
	for (; frame; frame = frame->parent)
		if (frame->fn == fn)
			return true;
	return false;
}

/* Analyse the callee and go on, once for every way it returns. */
static void call_follow(struct run *run, const struct call_site *site,
			const struct ir_unit *unit,
			const struct ir_function *fn, guint next)
{
	struct engine *engine = run->engine;
	const struct frame *frame = engine_frame(engine, run->frame,
						 site->insn, unit, fn);
	GPtrArray *entries = g_ptr_array_new();
	struct state *entry = state_copy(run->state);
	GArray *returns;

	engine_bind_params(engine, entry, frame, site->args, site->n_args);
	g_ptr_array_add(entries, entry);
	returns = engine_run_frame(engine, frame, entries);
	for (guint i = 0; i < returns->len; i++) {
		struct leaving *out = &g_array_index(returns, struct leaving,
						     i);
		struct run then = *run;
		struct value value = out->value;

		then.state = g_steal_pointer(&out->state);
		state_drop_frame(engine, then.state, frame);
		then.temps = g_memdup2(run->temps, sizeof(*run->temps) *
				       (run->frame->fn->n_temps + 1));
		if (value.v) {
			struct why *why = engine_why(engine, WHY_RETURNED,
						     run->frame,
						     site->insn->loc,
						     value.why);

			if (value.why)
				value.why = why;
			value.v = engine_cast(engine, then.state, value.v,
					      site->result_type);
			set_temp(&then, site->insn->dst, value);
		} else if (site->insn->dst != IR_NONE) {
			set_temp(&then, site->insn->dst,
				 unknown_result(&then, site->insn, LEAF_CALL));
		}
		exec_from(&then, next);
		g_free(then.temps);
	}
	g_array_unref(returns);
}

static bool may_follow(const struct run *run, const struct callees *callees)
{
	for (guint i = 0; i < callees->n; i++)
		if (!callees->at[i].fn->is_complete ||
		    in_chain(run->frame, callees->at[i].fn))
			return false;
	return run->frame->depth < run->engine->max_depth;
}

/* true: the rest of the block has been executed (or there is none). */
static bool exec_call(struct run *run, const struct ir_insn *insn, guint next)
{
	struct engine *engine = run->engine;
	guint n = insn->call->args->len;
	g_autofree struct value *args = g_new0(struct value, n + 1);
	struct call_site site = {
		.frame = run->frame, .insn = insn,
		.callee = insn->call->callee_key ? insn->call->callee_key :
			  insn->call->callee,
		.args = args, .n_args = n,
		.result_type = ctype_of(run->frame->unit, insn->type),
		.result_is_pointer = ir_type(run->frame->unit,
					     insn->type)->kind == IR_PTR,
		.target = temp(run, insn->call->target),
	};
	struct value result = { 0, NULL };
	struct callees callees = { 0 };
	enum call_outcome outcome;

	for (guint i = 0; i < n; i++)
		args[i] = temp(run, g_array_index(insn->call->args, guint32,
						  i));
	outcome = engine->client->call(engine, run->state, &site, &result,
				       &callees);
	if (outcome == CALL_FOLLOW && !may_follow(run, &callees))
		outcome = CALL_UNKNOWN;
	switch (outcome) {
	case CALL_FOLLOW:
		for (guint i = 0; i < callees.n; i++)
			call_follow(run, &site, callees.at[i].unit,
				    callees.at[i].fn, next);
		state_unref(run->state);
		return true;
	case CALL_ENDS:
		state_unref(run->state);
		return true;
	case CALL_UNKNOWN:
		call_unknown(run, &site);
		break;
	default:
		break;
	}
	if (insn->dst != IR_NONE) {
		if (!result.v)
			result = unknown_result(run, insn, LEAF_CALL);
		set_temp(run, insn->dst, result);
	}
	return false;
}

static struct value exec_value(struct run *run, const struct ir_insn *insn)
{
	struct engine *engine = run->engine;
	struct numbers *numbers = &engine->numbers;
	const struct ir_unit *unit = run->frame->unit;
	struct value a;
	wide c;

	switch (insn->op) {
	case IR_CONST:
		return exec_const(run, insn);
	case IR_ADDR_LOCAL:
		return (struct value){ number_address(numbers, N_LOCAL,
					run->frame, NULL, insn->imm), NULL };
	case IR_ADDR_GLOBAL:
		return (struct value){ number_address(numbers, N_GLOBAL, NULL,
			g_intern_string(ir_global(unit, (guint32)insn->imm)->key),
			0), NULL };
	case IR_ADDR_FUNC:
		return (struct value){ number_address(numbers, N_FUNC, NULL,
			g_intern_string(insn->str), 0), NULL };
	case IR_ADDR_STRING:
		return (struct value){ number_address(numbers, N_STRING, NULL,
			insn, insn->imm), NULL };
	case IR_FIELD:
		return exec_field(run, insn);
	case IR_INDEX:
		return exec_index(run, insn);
	case IR_LOAD:
		return exec_load(run, insn);
	case IR_CAST:
		a = operand(run, insn, insn->a);
		if (ir_type(unit, insn->type)->kind == IR_FLOAT ||
		    ir_type(unit, insn->type)->bits > 64)
			return unknown_result(run, insn, LEAF_UNKNOWN);
		a.v = engine_cast(engine, run->state, a.v,
				  ctype_of(unit, insn->type));
		return a;
	case IR_IS_CONST:
		a = operand(run, insn, insn->a);
		if (number_is_const(numbers, a.v, &c))
			return (struct value){ number_const(numbers,
				ctype_of(unit, insn->type), 1), NULL };
		return unknown_result(run, insn, LEAF_UNKNOWN);
	case IR_PTRDIFF:
		return exec_difference(run, insn);
	case IR_UNKNOWN:
		return unknown_result(run, insn, LEAF_UNKNOWN);
	default:
		return exec_arithmetic(run, insn);
	}
}

/* A struct assignment stores each of its fields. */
static void tell_copied(struct run *run, const struct ir_insn *insn,
			const struct ir_record *record, guint32 index,
			struct value to, struct value from)
{
	struct engine *engine = run->engine;
	const struct ir_unit *unit = run->frame->unit;

	for (guint i = 0; i < record->fields->len; i++) {
		const struct ir_field *f = ir_field(record, i);
		const struct memory_place p = {
			.root = to.v, .field = field_identity(unit, index, i),
		};
		struct value v;

		if (!type_is_scalar(unit, f->type) || f->bit_width ||
		    ir_type(unit, f->type)->kind != IR_INT)
			continue;
		v = engine_load(engine, run->state, run->frame, insn,
				insn->loc,
				number_offset(&engine->numbers, from.v,
					      (gint64)f->offset_bytes,
					      p.field),
				access_size(unit, f->type),
				ctype_of(unit, f->type), false);
		engine->client->stored(engine, run->frame, insn, run->state,
				       &p, v);
	}
}

static void exec_copy(struct run *run, const struct ir_insn *insn,
		      struct value to, struct value from)
{
	const struct ir_unit *unit = run->frame->unit;
	const struct ir_insn *address = NULL;
	const struct ir_block *block = ir_block(run->frame->fn, run->block);

	for (guint i = 0; i < block->insns->len; i++) {
		const struct ir_insn *d = &g_array_index(block->insns,
							 struct ir_insn, i);

		if (d->dst == insn->a && d->dst != IR_NONE)
			address = d;
	}
	if (run->engine->recording && run->engine->client->stored && address) {
		const struct ir_type *t = ir_type(unit, address->type);

		if (t->kind == IR_PTR && t->elem != IR_NONE &&
		    ir_type(unit, t->elem)->kind == IR_RECORD) {
			guint32 r = ir_type(unit, t->elem)->record;

			tell_copied(run, insn, ir_record(unit, r), r, to,
				    from);
		}
	}
	engine_copy(run->engine, run->state, to.v, from.v, insn->imm);
}

static void exec_effect(struct run *run, const struct ir_insn *insn)
{
	struct value a = operand(run, insn, insn->a);
	struct fill zero = { .kind = FILL_ZERO, .know = KNOW_CODE };

	switch (insn->op) {
	case IR_STORE:
		exec_store(run, insn);
		break;
	case IR_COPY:
		exec_copy(run, insn, a, operand(run, insn, insn->b));
		break;
	case IR_ZERO:
		engine_fill(run->engine, run->state, a.v, insn->imm, zero);
		break;
	default:
		exec_asm(run, insn);
		break;
	}
}

static void leave(struct run *run, struct state *state, guint successor)
{
	struct leaving out = { state, successor, { 0, NULL } };

	if (state->is_dead)
		state_unref(state);
	else
		g_array_append_val(run->edges, out);
}

static void exec_branch(struct run *run, const struct ir_block *block)
{
	struct engine *engine = run->engine;
	struct value condition = temp(run, block->value);
	struct state *other;

	if (!condition.v) {
		leave(run, state_copy(run->state), 0);
		leave(run, run->state, 1);
		return;
	}
	other = state_copy(run->state);
	state_assume(engine, run->state, condition.v, true,
		     engine_why(engine, WHY_BOUND, run->frame, block->loc,
				NULL));
	state_assume(engine, other, condition.v, false,
		     engine_why(engine, WHY_BOUND, run->frame, block->loc,
				NULL));
	leave(run, run->state, 0);
	leave(run, other, 1);
}

static void exec_switch(struct run *run, const struct ir_block *block)
{
	struct engine *engine = run->engine;
	struct obstack *region = &engine->region;
	struct value value = temp(run, block->value);
	const struct range *rest = NULL;
	const struct why *why = engine_why(engine, WHY_BOUND, run->frame,
					   block->loc, NULL);
	struct ctype t = { 64, false };

	if (value.v) {
		t = number_at(&engine->numbers, value.v)->type;
		rest = state_range(engine, run->state, value.v);
	}
	for (guint i = 0; i < block->cases->len; i++) {
		const struct ir_case *c = &g_array_index(block->cases,
							 struct ir_case, i);
		wide low = ctype_value(t, (guint64)c->low);
		wide high = ctype_value(t, (guint64)c->high);
		struct state *s;

		if (rest && range_is_empty(range_intersect(region, rest,
				range_interval(region, low, high, KNOW_CODE,
					       KNOW_CODE))))
			continue;
		s = state_copy(run->state);
		if (value.v)
			state_restrict(engine, s, value.v,
				       range_interval(region, low, high,
						      KNOW_CODE, KNOW_CODE),
				       why);
		leave(run, s, block->targets->len + i);
		if (rest)
			rest = range_union(region,
				range_where(region, rest, IR_LT,
					    range_const(region, low)),
				range_where(region, rest, IR_GT,
					    range_const(region, high)));
	}
	if (rest && range_is_empty(rest)) {
		state_unref(run->state);
		return;
	}
	if (rest)
		state_restrict(engine, run->state, value.v, rest, why);
	leave(run, run->state, 0);
}

static void exec_terminator(struct run *run)
{
	const struct ir_block *block = ir_block(run->frame->fn, run->block);
	struct leaving out;

	switch (block->term) {
	case IR_BRANCH:
		exec_branch(run, block);
		break;
	case IR_SWITCH:
		exec_switch(run, block);
		break;
	case IR_JUMP:
	case IR_ANY:
		for (guint i = 0; i < block->targets->len; i++)
			leave(run, state_copy(run->state), i);
		state_unref(run->state);
		break;
	case IR_RETURN:
		out = (struct leaving){ run->state, 0,
					temp(run, block->value) };
		if (run->engine->recording && !run->frame->parent &&
		    run->engine->client->returned)
			run->engine->client->returned(run->engine, run->frame,
						      run->state, out.value);
		g_array_append_val(run->returns, out);
		break;
	default:
		state_unref(run->state);
		break;
	}
}

static void exec_from(struct run *run, guint index)
{
	const struct ir_block *block = ir_block(run->frame->fn, run->block);

	for (guint i = index; i < block->insns->len; i++) {
		const struct ir_insn *insn = &g_array_index(block->insns,
							    struct ir_insn, i);

		run->engine->steps++;
		if (run->state->is_dead ||
		    run->engine->steps > run->engine->max_steps) {
			if (!run->state->is_dead)
				run->engine->gave_up = true;
			state_unref(run->state);
			return;
		}
		if (insn->op == IR_CALL) {
			if (exec_call(run, insn, i + 1))
				return;
		} else if (op_info(insn->op)->uses & OP_DST) {
			set_temp(run, insn->dst, exec_value(run, insn));
		} else {
			exec_effect(run, insn);
		}
	}
	exec_terminator(run);
}

void exec_block(struct engine *engine, const struct frame *frame,
		guint32 block, struct state *state, GArray *edges,
		GArray *returns)
{
	g_autofree struct value *temps = g_new0(struct value,
						frame->fn->n_temps + 1);
	struct run run = { engine, frame, block, temps, state, edges,
			   returns };

	exec_from(&run, 0);
}
