// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who calls a function: by its name, or through the fields that its address
 * stands in; and whether it is his own variable that it is handed.
 */
#include "model/model.h"

/* Calls in a function that may reach another through a field. */
static void add_calls_through(const struct analysis *analysis,
			      const struct function_ref *in,
			      const struct function_ref *to, GArray *out)
{
	for (guint i = 0; i < in->calls->len; i++) {
		const struct code_ref *ref = &g_array_index(in->calls,
							struct code_ref, i);
		const struct ir_call *call = ref->insn->call;
		const GPtrArray *targets = call->callee ? NULL :
			program_targets(analysis->db, in,
					ir_definition(in->fn, call->target));

		if (targets && g_ptr_array_find((GPtrArray *)targets, to,
						NULL))
			g_array_append_vals(out, ref, 1);
	}
}

GArray *function_calls(const struct analysis *analysis,
		       const struct function_ref *fn)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct code_ref));

	g_array_append_vals(out, fn->callers->data, fn->callers->len);
	for (guint i = 0; i < fn->handed->len; i++) {
		const struct field_ref *field =
			program_field(analysis->db,
				      g_ptr_array_index(fn->handed, i));

		for (guint k = 0; field && k < field->called_by->len; k++) {
			const struct function_ref *in =
				g_ptr_array_index(field->called_by, k);

			add_calls_through(analysis, in, fn, out);
		}
	}
	return out;
}

bool function_calls_known(const struct analysis *analysis,
			  const struct function_ref *fn)
{
	if (!fn->is_taken)
		return function_callers_known(analysis->db, fn);
	if (fn->is_exported || fn->is_elsewhere ||
	    (!fn->fn->is_static && !analysis->db->is_closed))
		return false;
	for (guint i = 0; i < fn->handed->len; i++) {
		const char *identity = g_ptr_array_index(fn->handed, i);
		const struct field_ref *field = program_field(analysis->db,
							      identity);

		if (!field || !field->called_by->len ||
		    !record_is_private(analysis, identity))
			return false;
	}
	return true;
}

/* What an address begins with: that of a variable, or a pointer. */
static const struct ir_insn *object_address(const struct ir_function *fn,
					    guint32 temp)
{
	const struct ir_insn *insn = ir_origin(fn, temp);

	while (insn && (insn->op == IR_FIELD || insn->op == IR_INDEX))
		insn = ir_origin(fn, insn->a);
	return insn;
}

bool is_own_variable(const struct function_ref *fn, guint32 address)
{
	const struct ir_insn *insn = object_address(fn->fn, address);

	return insn && insn->op == IR_ADDR_LOCAL;
}

bool is_kept_variable(const struct function_ref *fn, guint32 address)
{
	const struct ir_insn *local = object_address(fn->fn, address);

	if (!local || local->op != IR_ADDR_LOCAL)
		return false;
	for (guint i = 0; i < fn->calls->len; i++) {
		const struct ir_call *call = g_array_index(fn->calls,
						struct code_ref, i).insn->call;

		for (guint a = 0; a < call->n_args; a++) {
			const struct ir_insn *insn =
				object_address(fn->fn, call->args[a]);

			if (insn && insn->op == IR_ADDR_LOCAL &&
			    insn->imm == local->imm)
				return false;
		}
	}
	return true;
}

/* The parameter that points to where an address is, or IR_NONE. */
static guint32 pointing_param(const struct ir_function *fn, guint32 address)
{
	guint32 local = ir_read_local(fn, object_address(fn, address));

	return local < fn->n_params ? local : IR_NONE;
}

#define MAX_CALLS_UP 3

static bool is_variable_above(const struct analysis *analysis,
			      const struct function_ref *fn, guint32 address,
			      guint depth)
{
	guint32 param = pointing_param(fn->fn, address);

	if (param == IR_NONE || !depth || !fn->callers->len ||
	    !function_callers_known(analysis->db, fn))
		return false;
	for (guint i = 0; i < fn->callers->len; i++) {
		const struct code_ref *c = &g_array_index(fn->callers,
							  struct code_ref, i);
		const struct ir_call *call = c->insn->call;

		if (param >= call->n_args ||
		    (!is_own_variable(c->function, call->args[param]) &&
		     !is_variable_above(analysis, c->function,
					call->args[param], depth - 1)))
			return false;
	}
	return true;
}

bool is_callers_variable(const struct analysis *analysis,
			 const struct function_ref *fn, guint32 address)
{
	return is_variable_above(analysis, fn, address, MAX_CALLS_UP);
}
