// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who calls a function: by its name, or through the fields that its address
 * stands in.
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
