// SPDX-License-Identifier: GPL-2.0-only
/* --dump: what the stages hand on, printed. */
#include "pipeline.h"

static const char *const origins[] = {
	[COMMAND_ARGUMENTS] = "arguments",
	[COMMAND_DATABASE] = "database",
	[COMMAND_KBUILD] = "kbuild",
	[COMMAND_NEIGHBOUR] = "neighbour",
	[COMMAND_BUILTIN] = "builtin",
};

static void dump_command(const struct unit *unit, GString *out)
{
	g_string_append_printf(out, "  %s (%s%s%s)\n    cd %s &&",
			       unit->path, origins[unit->origin],
			       unit->off_config ? ", " : "",
			       unit->off_config ? unit->off_config : "",
			       unit->directory);
	for (char **word = unit->argv; *word; word++) {
		g_autofree char *quoted = g_shell_quote(*word);

		g_string_append_printf(out, " %s", quoted);
	}
	g_string_append_printf(out, " %s\n", unit->absolute);
}

void dump_commands(const struct plan *plan, GString *out)
{
	for (guint i = 0; i < plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(plan->programs, i);
		const struct kernel *kernel = program->kernel;

		g_string_append_printf(out, "%s: kernel %s, %s%s\n",
				       program->name,
				       kernel->is_builtin ? "built in" :
				       kernel->release ? kernel->release :
				       "not known", kernel->arch,
				       program->is_closed ? "" : ", open");
		for (guint k = 0; k < program->units->len; k++)
			dump_command(g_ptr_array_index(program->units, k),
				     out);
	}
}

static void append_place(const struct ir_unit *unit, struct ir_loc loc,
			 const struct display *display, GString *out)
{
	g_autofree char *file = loc.file < unit->files->len ?
		display_path(display, g_ptr_array_index(unit->files,
							loc.file)) :
		g_strdup("?");

	g_string_append_printf(out, "%s:%u:", file, loc.line);
}

void dump_calls(const struct program_db *db, const struct display *display,
		GString *out)
{
	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *fn = program_visit(db, i);

		for (guint k = 0; k < fn->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(fn->calls, struct code_ref, k);
			const char *callee = at->insn->call->callee;

			append_place(fn->unit, at->insn->loc, display, out);
			g_string_append_printf(out, " %s -> %s\n",
					       fn->fn->name,
					       callee ? callee :
					       "(a pointer)");
		}
	}
}

void dump_answers(struct analysis *analysis, const struct display *display,
		  GString *out)
{
	g_autoptr(GArray) answers = analysis_answers(analysis);

	for (guint i = 0; i < answers->len; i++) {
		const struct answer *a = &g_array_index(answers, struct answer,
							i);

		append_place(a->unit, a->loc, display, out);
		g_string_append_c(out, ' ');
		range_print(a->range, a->type, out);
		g_string_append_c(out, '\n');
	}
}

/* Whether any context may ask for too much, and what says how much it is. */
static const char *site_verdict(const struct site *site)
{
	static const char *const verdicts[] = {
		[KNOW_CODE] = "fits, known",
		[KNOW_SOURCE] = "fits, from a source",
		[KNOW_SOURCE2] = "fits, from a source",
		[KNOW_NOTHING] = "fits, by its type",
	};
	enum know know = KNOW_CODE;
	bool is_chosen = false;

	for (guint i = 0; i < site->contexts->len; i++) {
		const struct request *r = g_ptr_array_index(site->contexts, i);

		if (range_max(r->size) > (wide)r->limit)
			return "open";
		know = MAX(know, range_know_max(r->size));
		is_chosen |= r->is_chosen;
	}
	return know == KNOW_CODE && is_chosen ? "fits, checked" :
	       verdicts[know];
}

static void append_request(const struct ir_unit *unit, struct ir_loc loc,
			   const struct display *display,
			   const struct allocator *row,
			   const struct ir_function *fn, const char *verdict,
			   GString *out)
{
	append_place(unit, loc, display, out);
	g_string_append_printf(out, "%u: %s in %s: %s", loc.column, row->name,
			       fn->name, verdict);
}

/* Requests so small by their constants that nothing is run for them. */
static void dump_small(const struct check_context *ctx,
		       const struct function_ref *fn, GString *out)
{
	for (guint i = 0; i < fn->calls->len; i++) {
		const struct ir_insn *insn = g_array_index(fn->calls,
						struct code_ref, i).insn;
		const struct allocator *row = call_allocator(ctx->rules, insn);

		if (!row || request_may_matter(ctx->analysis, fn, insn, row))
			continue;
		append_request(fn->unit, insn->loc, ctx->display, row, fn->fn,
			       "fits, constant\n", out);
	}
}

void dump_requests(const struct check_context *ctx, GPtrArray *requests,
		   GString *out)
{
	const struct ctype bytes = { 64, false };
	g_autoptr(GPtrArray) sites = checks_sites(ctx, requests);

	for (guint i = 0; i < sites->len; i++) {
		const struct site *site = g_ptr_array_index(sites, i);

		append_request(site->function->unit, site->insn->loc,
			       ctx->display, site->row, site->function->fn,
			       site_verdict(site), out);
		g_string_append_c(out, ':');
		for (guint k = 0; k < site->contexts->len; k++) {
			const struct request *r =
				g_ptr_array_index(site->contexts, k);

			g_string_append_c(out, ' ');
			range_print(r->size, bytes, out);
		}
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < ctx->db->ordered->len; i++)
		dump_small(ctx, program_visit(ctx->db, i), out);
}
