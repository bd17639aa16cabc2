// SPDX-License-Identifier: GPL-2.0-only
#include "coverage.h"

struct present {
	bool ops[IR_OP_COUNT];
	bool terms[IR_TERM_COUNT];
};

static void note_function(struct present *present,
			  const struct ir_function *fn)
{
	for (guint b = 0; b < fn->n_blocks; b++) {
		const struct ir_block *block = ir_block(fn, b);

		present->terms[block->term] = true;
		for (guint i = 0; i < block->n_insns; i++)
			present->ops[block->insns[i].op] =
				true;
	}
}

void coverage_add(struct coverage *coverage, const struct ir_unit *unit,
		  guint function)
{
	g_autofree char *name = g_strdup_printf("f%u", function);
	g_autofree char *helpers = g_strdup_printf("f%u_", function);
	struct present present = { 0 };

	for (guint i = 0; i < unit->functions->len; i++) {
		const struct ir_function *fn = unit->functions->pdata[i];

		if (!g_strcmp0(fn->name, name) ||
		    g_str_has_prefix(fn->name, helpers))
			note_function(&present, fn);
	}
	coverage->n_functions++;
	for (guint i = 0; i < IR_OP_COUNT; i++)
		coverage->ops[i] += present.ops[i];
	for (guint i = 0; i < IR_TERM_COUNT; i++)
		coverage->terms[i] += present.terms[i];
}

static bool report_one(const struct coverage *coverage, const char *name,
		       guint n)
{
	bool is_rare = n * 100 < coverage->n_functions;

	g_print("# %-12s %6u  %5.1f %%%s\n", name, n,
		100.0 * n / MAX(coverage->n_functions, 1),
		is_rare ? "  TOO RARE" : "");
	return is_rare;
}

guint coverage_report(const struct coverage *coverage)
{
	guint n_rare = 0;

	for (guint i = 0; i < IR_OP_COUNT; i++)
		n_rare += report_one(coverage, ir_op_name(i),
				     coverage->ops[i]);
	for (guint i = 0; i < IR_TERM_COUNT; i++)
		n_rare += report_one(coverage, ir_term_name(i),
				     coverage->terms[i]);
	return n_rare;
}
