// SPDX-License-Identifier: GPL-2.0-only
#include "ir/interp.h"

#include "ir/arith.h"
#include "ir/memory.h"
#include "ir/op.h"
#include "ir/walk.h"

/* Functions have addresses too, 16 apart, below the first object. */
#define FUNCTION_BASE	0x1000u
#define FUNCTION_STRIDE	16u
#define DEEPEST_CALL	500u

struct machine {
	const struct ir_unit *unit;
	struct memory memory;
	GHashTable *functions;	/* key -> struct ir_function * */
	GHashTable *strings;	/* struct ir_insn * -> guint64 *: address */
	GHashTable *addresses;	/* function key -> number + 1 */
	GPtrArray *keys;	/* number -> function key */
	guint64 *globals;	/* addresses */
	interp_extern_fn external;
	void *data;
	guint64 steps_left;
	guint depth;
	enum interp_outcome outcome;	/* if not INTERP_RETURNED: stopped */
	const char *why;
};

struct frame {
	const struct ir_function *fn;
	guint64 *temps;
	guint64 *locals;		/* addresses */
};

static bool run_function(struct machine *m, const struct ir_function *fn,
			 const guint64 *args, guint n_args, guint64 *value);

static guint32 temp_type(const struct frame *frame, guint32 temp)
{
	return ir_definition(frame->fn, temp)->type;
}

/* Always false. */
static bool stop(struct machine *m, enum interp_outcome outcome,
		 const char *why)
{
	m->outcome = outcome;
	m->why = why;
	return false;
}

static bool trap_if(struct machine *m, const char *why)
{
	return why ? stop(m, INTERP_TRAPPED, why) : true;
}

static bool unsupported(struct machine *m, const char *why)
{
	return stop(m, INTERP_UNSUPPORTED, why);
}

static const struct ir_type *type_of(const struct machine *m, guint32 type)
{
	return ir_type(m->unit, type);
}

static struct arith_type arith_of(const struct machine *m, guint32 type)
{
	const struct ir_type *t = type_of(m, type);

	return (struct arith_type){ t->bits, t->is_signed };
}

/* Only integers and pointers of at most 64 bits have values here. */
static bool is_supported(const struct machine *m, guint32 type)
{
	const struct ir_type *t = type_of(m, type);

	return (t->kind == IR_INT || t->kind == IR_PTR) && t->bits <= 64;
}

static guint64 extend(const struct machine *m, guint32 type, guint64 value)
{
	const struct ir_type *t = type_of(m, type);

	return ir_extend(value, t->bits, t->is_signed);
}

static guint64 function_address(struct machine *m, const char *key)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(m->addresses,
							    key));

	if (!number) {
		g_ptr_array_add(m->keys, (gpointer)key);
		number = m->keys->len;
		g_hash_table_insert(m->addresses, (gpointer)key,
				    GUINT_TO_POINTER(number));
	}
	return FUNCTION_BASE + (number - 1) * FUNCTION_STRIDE;
}

static const char *function_at(const struct machine *m, guint64 address)
{
	guint64 number = (address - FUNCTION_BASE) / FUNCTION_STRIDE;

	if (address < FUNCTION_BASE || address % FUNCTION_STRIDE ||
	    number >= m->keys->len)
		return NULL;
	return m->keys->pdata[number];
}

static guint64 temp(const struct frame *frame, guint32 index)
{
	return frame->temps[index];
}

static bool exec_bits(struct machine *m, struct frame *frame,
		      const struct ir_insn *insn)
{
	const struct ir_record *record = ir_record(m->unit, insn->record);
	const struct ir_field *field = ir_field(record, (guint32)insn->imm);
	struct arith_type type = arith_of(m, insn->type);
	guint64 address = temp(frame, insn->a);
	guint64 value;

	if (insn->op == IR_STORE)
		return trap_if(m, memory_store_bits(&m->memory, address,
						    field->bit_offset,
						    field->bit_width,
						    temp(frame, insn->b)));
	if (!trap_if(m, memory_load_bits(&m->memory, address,
					 field->bit_offset, field->bit_width,
					 &value)))
		return false;
	frame->temps[insn->dst] = ir_extend(value, field->bit_width,
					    type.is_signed);
	return true;
}

static bool exec_access(struct machine *m, struct frame *frame,
			const struct ir_insn *insn)
{
	guint64 address = temp(frame, insn->a);
	guint size_bytes;
	guint64 value;

	if (!is_supported(m, insn->type))
		return unsupported(m, "access to no integer");
	if (insn->is_bitfield)
		return exec_bits(m, frame, insn);
	size_bytes = (guint)type_of(m, insn->type)->size_bytes;
	if (insn->op == IR_STORE)
		return trap_if(m, memory_store(&m->memory, address, size_bytes,
					       temp(frame, insn->b)));
	if (!trap_if(m, memory_load(&m->memory, address, size_bytes, &value)))
		return false;
	frame->temps[insn->dst] = extend(m, insn->type, value);
	return true;
}

static bool exec_address(struct machine *m, struct frame *frame,
			 const struct ir_insn *insn)
{
	guint64 address;

	switch (insn->op) {
	case IR_ADDR_LOCAL:
		address = frame->locals[insn->imm];
		break;
	case IR_ADDR_GLOBAL:
		address = m->globals[insn->imm];
		break;
	case IR_ADDR_FUNC:
		address = function_address(m, insn->str);
		break;
	case IR_ADDR_STRING:
		address = *(guint64 *)g_hash_table_lookup(m->strings, insn);
		break;
	case IR_FIELD:
		address = temp(frame, insn->a) +
			  ir_field(ir_record(m->unit, insn->record),
				   (guint32)insn->imm)->offset_bytes;
		break;
	default:
		address = temp(frame, insn->a) +
			  temp(frame, insn->b) * insn->imm;
	}
	frame->temps[insn->dst] = extend(m, insn->type, address);
	return true;
}

/* In elements; an address difference is a signed number. */
static guint64 pointer_difference(const struct machine *m,
				  const struct frame *frame,
				  const struct ir_insn *insn)
{
	guint64 bytes = ir_extend(temp(frame, insn->a) - temp(frame, insn->b),
				  m->unit->pointer_bits, true);

	return (guint64)((gint64)bytes / (gint64)insn->imm);
}

static guint64 cast(const struct machine *m, guint32 type, guint64 value)
{
	if (type_of(m, type)->bits == 1)
		return value != 0;
	return extend(m, type, value);
}

static bool exec_unbounded(struct machine *m, struct frame *frame,
			   const struct ir_insn *insn)
{
	bool is_question = op_is_overflow(insn->op);
	guint32 type = is_question ? (guint32)insn->imm : insn->type;
	guint32 type_a = temp_type(frame, insn->a);
	guint32 type_b = temp_type(frame, insn->b);
	bool overflowed;
	guint64 value;

	if (!is_supported(m, type) || !is_supported(m, type_a) ||
	    !is_supported(m, type_b))
		return unsupported(m, "arithmetic on no integer");
	value = arith_unbounded(insn->op, arith_of(m, type_a),
				temp(frame, insn->a), arith_of(m, type_b),
				temp(frame, insn->b), arith_of(m, type),
				&overflowed);
	frame->temps[insn->dst] = is_question ? overflowed : value;
	return true;
}

static bool exec_arith(struct machine *m, struct frame *frame,
		       const struct ir_insn *insn)
{
	guint64 a = temp(frame, insn->a);
	guint64 b = insn->b == IR_NONE ? 0 : temp(frame, insn->b);
	guint64 value = 0;

	if (!is_supported(m, insn->type) ||
	    !is_supported(m, temp_type(frame, insn->a)))
		return unsupported(m, "arithmetic on no integer");
	if (op_is_compare(insn->op))
		value = arith_compare(insn->op,
				      arith_of(m, temp_type(frame, insn->a)), a,
				      b);
	else if (!trap_if(m, arith_binary(insn->op, arith_of(m, insn->type),
					  a, b, &value)))
		return false;
	frame->temps[insn->dst] = value;
	return true;
}

/* A function of the unit runs; any other is the caller's to answer. */
static bool call_key(struct machine *m, const char *name, const char *key,
		     const guint64 *args, guint n_args, guint64 *value)
{
	const struct ir_function *fn = g_hash_table_lookup(m->functions, key);

	if (fn)
		return run_function(m, fn, args, n_args, value);
	if (!m->external)
		return unsupported(m, "call out of the unit");
	*value = m->external(name, args, n_args, m->data);
	return true;
}

static bool exec_call(struct machine *m, struct frame *frame,
		      const struct ir_insn *insn)
{
	const struct ir_call *call = insn->call;
	g_autofree guint64 *args = g_new0(guint64, call->n_args + 1);
	const char *name = call->callee, *key = call->callee_key;
	guint64 value = 0;

	for (guint i = 0; i < call->n_args; i++) {
		guint32 arg = call->args[i];

		if (arg == IR_NONE)
			return unsupported(m, "record passed by value");
		args[i] = temp(frame, arg);
	}
	if (!key) {
		key = function_at(m, temp(frame, call->target));
		name = key;
		if (!key)
			return trap_if(m, "call of no function");
	}
	if (!call_key(m, name, key, args, call->n_args, &value))
		return false;
	if (insn->dst != IR_NONE)
		frame->temps[insn->dst] = extend(m, insn->type, value);
	return true;
}

/* Writes nothing that is known: reading an output before something else is
 * written there stops the run. */
static bool exec_asm(struct machine *m, struct frame *frame,
		     const struct ir_insn *insn)
{
	for (guint i = 0; i < insn->call->n_args; i++) {
		guint32 arg = insn->call->args[i];
		const struct ir_type *pointer =
			type_of(m, temp_type(frame, arg));
		guint64 size_bytes = type_of(m, pointer->elem)->size_bytes;

		if (!trap_if(m, memory_forget(&m->memory, temp(frame, arg),
					      size_bytes)))
			return false;
	}
	return true;
}

static bool exec(struct machine *m, struct frame *frame,
		 const struct ir_insn *insn)
{
	guint64 *dst = insn->dst == IR_NONE ? NULL : &frame->temps[insn->dst];

	switch (insn->op) {
	case IR_CONST:
		if (!is_supported(m, insn->type))
			return unsupported(m, "constant of no integer type");
		*dst = extend(m, insn->type, insn->imm);
		return true;
	case IR_ADDR_LOCAL ... IR_INDEX:
		return exec_address(m, frame, insn);
	case IR_PTRDIFF:
		*dst = extend(m, insn->type,
			      pointer_difference(m, frame, insn));
		return true;
	case IR_LOAD:
	case IR_STORE:
		return exec_access(m, frame, insn);
	case IR_COPY:
		return trap_if(m, memory_copy(&m->memory,
					      temp(frame, insn->a),
					      temp(frame, insn->b),
					      insn->imm));
	case IR_ZERO:
		return trap_if(m, memory_zero(&m->memory,
					      temp(frame, insn->a),
					      insn->imm));
	case IR_ADD ... IR_NOT:
	case IR_EQ ... IR_GE:
		return exec_arith(m, frame, insn);
	case IR_CAST:
		if (!is_supported(m, insn->type) ||
		    !is_supported(m, temp_type(frame, insn->a)))
			return unsupported(m, "cast of no integer");
		*dst = cast(m, insn->type, temp(frame, insn->a));
		return true;
	case IR_WRAP_ADD ... IR_OVF_MUL:
		return exec_unbounded(m, frame, insn);
	case IR_IS_CONST:
		*dst = 0;	/* either answer is right */
		return true;
	case IR_CALL:
		return exec_call(m, frame, insn);
	case IR_ASM:
		return exec_asm(m, frame, insn);
	default:
		return unsupported(m, insn->str ?
				   insn->str :
				   "unknown operation");
	}
}

static guint32 switch_target(const struct machine *m,
			     const struct frame *frame,
			     const struct ir_block *block)
{
	struct arith_type type = arith_of(m, temp_type(frame, block->value));
	guint64 value = temp(frame, block->value);

	for (guint i = 0; i < block->n_cases; i++) {
		const struct ir_case *range = &block->cases[i];
		guint64 low = ir_extend((guint64)range->low, type.bits,
					type.is_signed);
		guint64 high = ir_extend((guint64)range->high, type.bits,
					 type.is_signed);

		if (arith_compare(IR_GE, type, value, low) &&
		    arith_compare(IR_LE, type, value, high))
			return range->target;
	}
	return block->targets[0];
}

/* The block to go on with; IR_NONE with m->outcome INTERP_RETURNED: return. */
static guint32 next_block(struct machine *m, const struct frame *frame,
			  const struct ir_block *block, guint64 *value)
{
	switch (block->term) {
	case IR_JUMP:
		return block->targets[0];
	case IR_BRANCH:
		return block->targets[temp(frame, block->value) ? 0 : 1];
	case IR_SWITCH:
		return switch_target(m, frame, block);
	case IR_RETURN:
		if (block->value != IR_NONE)
			*value = temp(frame, block->value);
		return IR_NONE;
	case IR_ANY:
		return block->targets[m->steps_left % block->n_targets];
	default:
		stop(m, INTERP_UNREACHABLE, NULL);
		return IR_NONE;
	}
}

static bool run_blocks(struct machine *m, struct frame *frame, guint64 *value)
{
	guint32 b = 0;

	while (b != IR_NONE) {
		const struct ir_block *block = ir_block(frame->fn, b);

		for (guint i = 0; i < block->n_insns; i++)
			if (!exec(m, frame, ir_insn(block, i)))
				return false;
		if (m->steps_left <= block->n_insns)
			return stop(m, INTERP_OUT_OF_STEPS, NULL);
		m->steps_left -= block->n_insns + 1;
		b = next_block(m, frame, block, value);
	}
	return m->outcome == INTERP_RETURNED;
}

static bool enter(struct machine *m, struct frame *frame, const guint64 *args,
		  guint n_args)
{
	const struct ir_function *fn = frame->fn;

	for (guint i = 0; i < fn->n_locals; i++) {
		const struct ir_local *local = &fn->locals[i];
		const struct ir_type *type = type_of(m, local->type);

		frame->locals[i] = memory_add(&m->memory, type->size_bytes,
					      false);
		if (i >= fn->n_params)
			continue;
		if (i >= n_args || !is_supported(m, local->type))
			return unsupported(m, "argument that is no integer");
		memory_store(&m->memory, frame->locals[i],
			     (guint)type->size_bytes,
			     cast(m, local->type, args[i]));
	}
	return true;
}

static bool run_function(struct machine *m, const struct ir_function *fn,
			 const guint64 *args, guint n_args, guint64 *value)
{
	guint n_objects = m->memory.objects->len;
	struct frame frame = { .fn = fn };
	bool ok;

	if (!fn->is_complete)
		return unsupported(m, "function that was not lowered");
	if (m->depth >= DEEPEST_CALL)
		return unsupported(m, "calls too deep");
	frame.temps = g_new0(guint64, fn->n_temps + 1);
	frame.locals = g_new0(guint64, fn->n_locals + 1);
	m->depth++;
	ok = enter(m, &frame, args, n_args) && run_blocks(m, &frame, value);
	m->depth--;
	memory_drop(&m->memory, n_objects);
	g_free(frame.temps);
	g_free(frame.locals);
	return ok;
}

static void apply_init(struct machine *m, guint64 object,
		       const struct ir_init *init)
{
	guint64 at = object + init->offset_bytes;
	const struct ir_type *type = type_of(m, init->type);
	guint64 value = init->value;

	switch (init->kind) {
	case IR_INIT_INT:
		break;
	case IR_INIT_FUNC:
		value = function_address(m, init->symbol);
		break;
	case IR_INIT_GLOBAL:
		for (guint i = 0; i < m->unit->globals->len; i++)
			if (!g_strcmp0(ir_global(m->unit, i)->key,
				       init->symbol))
				value += m->globals[i];
		break;
	case IR_INIT_STRING:
		if (type->kind == IR_PTR) {
			value = memory_add(&m->memory, value, false);
			break;
		}
		/* fall through */
	case IR_INIT_UNKNOWN:
		memory_forget(&m->memory, at, type->size_bytes);
		return;
	}
	if (init->bit_width)
		memory_store_bits(&m->memory, at, init->bit_offset,
				  init->bit_width, value);
	else if (type->size_bytes <= 8)
		memory_store(&m->memory, at, (guint)type->size_bytes, value);
}

/* All addresses first: an initialiser may name any global. */
static void add_globals(struct machine *m)
{
	const GArray *globals = m->unit->globals;

	m->globals = g_new0(guint64, globals->len + 1);
	for (guint i = 0; i < globals->len; i++) {
		const struct ir_global *global = ir_global(m->unit, i);

		m->globals[i] = memory_add(&m->memory,
					   type_of(m, global->type)->size_bytes,
					   global->is_defined);
	}
	for (guint i = 0; i < globals->len; i++) {
		const GArray *inits = ir_global(m->unit, i)->inits;

		for (guint k = 0; k < inits->len; k++)
			apply_init(m, m->globals[i],
				   &g_array_index(inits, struct ir_init, k));
	}
}

static void add_strings(struct machine *m, const struct ir_function *fn)
{
	const struct ir_insn *insn;

	ir_for_each_insn(fn, walk, insn) {
		guint64 *address;

		if (insn->op != IR_ADDR_STRING)
			continue;
		address = g_new(guint64, 1);
		*address = memory_add(&m->memory, insn->imm, false);
		g_hash_table_insert(m->strings, (gpointer)insn, address);
	}
}

static void machine_init(struct machine *m, const struct ir_unit *unit)
{
	m->unit = unit;
	memory_init(&m->memory, unit->is_big_endian);
	m->functions = g_hash_table_new(g_str_hash, g_str_equal);
	m->strings = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	m->addresses = g_hash_table_new(g_str_hash, g_str_equal);
	m->keys = g_ptr_array_new();
	add_globals(m);
	for (guint i = 0; i < unit->functions->len; i++) {
		struct ir_function *fn = unit->functions->pdata[i];

		g_hash_table_insert(m->functions, (gpointer)fn->key, fn);
		add_strings(m, fn);
	}
}

static void machine_release(struct machine *m)
{
	memory_release(&m->memory);
	g_hash_table_unref(m->functions);
	g_hash_table_unref(m->strings);
	g_hash_table_unref(m->addresses);
	g_ptr_array_unref(m->keys);
	g_free(m->globals);
}

struct interp_result interp_run(const struct ir_unit *unit, const char *key,
				const guint64 *args, guint n_args,
				interp_extern_fn external, void *data,
				guint64 max_steps)
{
	struct machine m = { .external = external, .data = data,
			     .steps_left = max_steps };
	struct interp_result result = { .outcome = INTERP_UNSUPPORTED };
	const struct ir_function *fn;

	machine_init(&m, unit);
	fn = g_hash_table_lookup(m.functions, key);
	if (fn)
		run_function(&m, fn, args, n_args, &result.value);
	else
		unsupported(&m, "no such function");
	result.outcome = m.outcome;
	result.why = m.why;
	result.steps = max_steps - m.steps_left;
	machine_release(&m);
	return result;
}
