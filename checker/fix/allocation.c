// SPDX-License-Identifier: GPL-2.0-only
/* The allocation itself: its kv form, the array form of products, and the
 * header that declares them. */
#include <string.h>

#include "fix/plan.h"
#include "ir/walk.h"

#define CORE_HEADER "linux/"

/* "#include <linux/slab.h>" -> "linux/slab.h", NULL if the line is none. */
static char *included(const char *line)
{
	const char *at = line, *end;

	while (*at == ' ' || *at == '\t')
		at++;
	if (*at++ != '#')
		return NULL;
	while (*at == ' ' || *at == '\t')
		at++;
	if (!g_str_has_prefix(at, "include"))
		return NULL;
	at = strpbrk(at, "<\"\n");
	if (!at || *at == '\n')
		return NULL;
	end = strpbrk(at + 1, ">\"\n");
	return end ? g_strndup(at + 1, end - at - 1) : NULL;
}

/* +1 for a line that opens a condition, -1 for one that closes it. */
static int condition_step(const char *line)
{
	while (*line == ' ' || *line == '\t')
		line++;
	if (*line++ != '#')
		return 0;
	while (*line == ' ' || *line == '\t')
		line++;
	if (g_str_has_prefix(line, "endif"))
		return -1;
	return g_str_has_prefix(line, "if") ? 1 : 0;
}

/* A header's guard is no condition. */
static bool is_guard(const char *text, gsize at)
{
	const char *next = strchr(text + at, '\n');

	return g_str_has_prefix(text + at, "#ifndef") && next &&
	       g_str_has_prefix(next + 1, "#define");
}

/* Where a new include goes: before the first of the kernel's own that sorts
 * behind it, else behind the last include. */
static gssize include_offset(const char *text, const char *header)
{
	gssize last = -1;
	int depth = 0;

	for (gsize at = 0; text[at];) {
		const char *next = strchr(text + at, '\n');
		g_autofree char *name = included(text + at);
		gsize end = next ? (gsize)(next - text) + 1 :
			    at + strlen(text + at);

		if (!is_guard(text, at) &&
		    !(depth == 0 && condition_step(text + at) < 0))
			depth += condition_step(text + at);
		if (name && depth == 0) {
			if (!strcmp(name, header))
				return -1;
			if (g_str_has_prefix(name, CORE_HEADER) &&
			    strcmp(name, header) > 0)
				return (gssize)at;
			last = (gssize)end;
		}
		at = end;
	}
	return last;
}

void plan_include(struct plan *plan, const struct ir_unit *unit, guint32 file,
		  const char *name, const char *header)
{
	const char *text = plan_file_text(plan, unit, file);
	g_autofree char *line = NULL;
	gssize at;

	if (!unit->present->len || !header)
		return;
	for (guint i = 0; i < unit->present->len; i++)
		if (!strcmp(unit->present->pdata[i], name))
			return;
	at = text ? include_offset(text, header) : -1;
	if (at < 0)
		return;
	line = g_strdup_printf("#include <%s>%s", header,
			       source_line_end(plan->ctx->sources,
					       unit_file_path(unit, file)));
	plan_edit(plan, unit, file, (gsize)at, (gsize)at, line);
}

/* The table's word NAME=OTHER: OTHER, or NULL. */
static const char *other_name(const struct plan *plan, const char *table,
			      const char *name)
{
	const char *const *words = rulebase_words(plan->rules, table);
	gsize n = strlen(name);

	for (guint i = 0; words[i]; i++)
		if (!strncmp(words[i], name, n) && words[i][n] == '=')
			return words[i] + n + 1;
	return NULL;
}

/* "n * size" -> "n, size", broken into lines as it was; sizeof comes second. */
static char *pair_of(const char *text, const struct text_part factors[2])
{
	g_autofree char *a = g_strndup(text + factors[0].begin,
				       factors[0].end - factors[0].begin);
	g_autofree char *b = g_strndup(text + factors[1].begin,
				       factors[1].end - factors[1].begin);
	g_autofree char *between = g_strndup(text + factors[0].end,
					     factors[1].begin -
					     factors[0].end);
	const char *newline = strpbrk(between, "\r\n");
	gsize n = newline ? strspn(newline, "\r\n \t") : 0;
	g_autofree char *space = newline ? g_strndup(newline, n) :
					   g_strdup(" ");
	bool is_swapped = g_str_has_prefix(a, "sizeof") &&
			  !g_str_has_prefix(b, "sizeof");

	return g_strdup_printf("%s,%s%s", is_swapped ? b : a, space,
			       is_swapped ? a : b);
}

/* What looks like a product may be a cast of what a pointer points to. */
static bool is_product(const struct code_ref *call)
{
	const struct ir_insn *size = ir_origin(call->function->fn,
			call->insn->call->args[0]);

	return size && (size->op == IR_MUL || size->op == IR_CONST);
}

/* kmalloc(n * size, …) -> kvmalloc_array(n, size, …) */
static bool rewrite_product(struct plan *plan, const struct allocator *row,
			    const struct code_ref *call)
{
	const struct ir_unit *unit = call->function->unit;
	const char *form = other_name(plan, "kv.array_form", row->kv);
	const struct ir_call *written = call->insn->call;
	g_autofree char *text = NULL, *pair = NULL;
	struct text_part factors[2];
	const struct ir_span *span;

	if (!form || !plan_has_name(plan, unit, form, row->kv_since) ||
	    row->size->len != 1 ||
	    g_array_index(row->size, struct size_term, 0).op != SIZE_ARG)
		return false;
	text = plan_argument(plan, call, 1);
	if (!text || text_is_constant(text) || !is_product(call) ||
	    !text_product(text, factors))
		return false;
	pair = pair_of(text, factors);
	span = &written->written_args[0];
	plan_edit(plan, unit, written->name.file, written->name.begin,
		  written->name.end, form);
	plan_edit(plan, unit, span->file, span->begin, span->end, pair);
	return true;
}

static GPtrArray *arguments_of(struct plan *plan, const struct code_ref *call)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 1; i <= call->insn->call->n_written; i++)
		g_ptr_array_add(out, plan_argument(plan, call, i));
	return out;
}

static bool rewrite_pattern(struct plan *plan, const struct allocator *row,
			    const struct code_ref *call)
{
	g_autoptr(GPtrArray) arguments = arguments_of(plan, call);
	g_autofree char *text = text_expand(row->kv_text, arguments, NULL);
	const struct ir_span *expr = &call->insn->call->expr;

	if (!text)
		return plan_refuse(plan, call, NULL,
				   "the call does not have the arguments of %s",
				   row->name);
	plan_edit(plan, call->function->unit, expr->file, expr->begin,
		  expr->end, text);
	return true;
}

static bool has_kv_form(struct plan *plan, const struct allocator *row,
			const struct code_ref *call)
{
	if (!plan_has_name(plan, call->function->unit, row->kv, row->kv_since))
		return plan_refuse(plan, call,
				   "allocate and fill it in two steps, or bound the size",
				   "this kernel (%s) has no %s", plan->kernel,
				   row->kv);
	if (row->kv_fits_since &&
	    release_compare(plan->kernel, row->kv_fits_since) < 0)
		return plan_refuse(plan, call,
				   "allocate the new size, copy, and free the old by hand",
				   "%s of this kernel (%s) takes other arguments",
				   row->kv, plan->kernel);
	return true;
}

static const char *header_of(const struct plan *plan,
			     const struct allocator *row)
{
	const char *kv_header = plan_release_fact(plan, "kv_header");

	if (row->header && !rulebase_word(plan->rules, "kv.moved_header",
					  row->header))
		return row->header;
	return kv_header;
}

bool plan_allocation(struct plan *plan, const struct allocator *row,
		     const struct code_ref *call)
{
	const struct ir_call *written = call->insn->call;
	const struct ir_unit *unit = call->function->unit;
	const char *same;

	if (!row->kv)
		return plan_refuse(plan, call, NULL, "%s has no kv form",
				   row->name);
	if (!has_kv_form(plan, row, call) || !plan_flags(plan, row, call))
		return false;
	if (plan_is_foreign(plan, call))
		return plan_refuse(plan, call, NULL,
				   "the allocation stands outside of what is checked");
	if (written->in_macro || written->expr.file == IR_NONE ||
	    strcmp(written->written, row->name))
		return plan_refuse(plan, call,
				   "rewrite the macro by hand",
				   "the allocation is written by the macro %s",
				   written->written);
	same = other_name(plan, "kv.same_arguments", row->name);
	if (same && plan_sees_name(plan, unit, same)) {
		plan_edit(plan, unit, written->name.file, written->name.begin,
			  written->name.end, same);
	} else if (row->kv_text) {
		if (!rewrite_pattern(plan, row, call))
			return false;
	} else if (!rewrite_product(plan, row, call)) {
		plan_edit(plan, unit, written->name.file, written->name.begin,
			  written->name.end, row->kv);
	}
	plan_include(plan, unit, written->name.file, row->kv,
		     header_of(plan, row));
	return !plan->is_refused;
}
