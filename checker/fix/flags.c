// SPDX-License-Identifier: GPL-2.0-only
/* Does a kvmalloc of this release do with these gfp flags what kmalloc does? */
#include <string.h>

#include "fix/plan.h"

/* Callers of callers whose flags are read. */
#define MAX_CALLERS 4

struct flags {
	bool may_block, is_nofs, is_atomic;
	char *word;		/* what kvmalloc does not support */
	char *unknown;		/* what is not known here */
};

static void flags_clear(struct flags *flags)
{
	g_free(flags->word);
	g_free(flags->unknown);
}

static void read_flags(const struct plan *plan, const struct code_ref *call,
		       guint arg, guint depth, struct flags *flags);

static void set_once(char **where, const char *word)
{
	if (!*where)
		*where = g_strdup(word);
}

/* A parameter: what the callers pass. */
static bool read_parameter(const struct plan *plan,
			   const struct function_ref *ref, const char *name,
			   guint depth, struct flags *flags)
{
	guint param;

	for (param = 0; param < ref->fn->n_params; param++)
		if (!strcmp(ref->fn->locals[param].name, name))
			break;
	if (param == ref->fn->n_params || depth >= MAX_CALLERS ||
	    !ref->callers->len ||
	    !function_callers_known(plan->ctx->graph->db, ref))
		return false;
	for (guint i = 0; i < ref->callers->len; i++)
		read_flags(plan, &g_array_index(ref->callers, struct code_ref,
						i),
			   param + 1, depth + 1, flags);
	return true;
}

/* "#define NAME text" in a file that the unit reads: the text, or NULL. The
 * caller frees it. */
static char *macro_text(const struct plan *plan, const struct ir_unit *unit,
			const char *name)
{
	gsize n = strlen(name);

	for (guint i = 0; i < unit->files->len; i++) {
		const char *text = plan_file_text(plan, unit, i);
		const char *at = text ? strstr(text, name) : NULL;

		for (; at; at = strstr(at + n, name)) {
			const char *line = at;

			while (line > text && line[-1] != '\n')
				line--;
			if (g_str_has_prefix(line, "#define") &&
			    line + strlen("#define") +
			    strspn(line + strlen("#define"), " \t") == at &&
			    (at[n] == ' ' || at[n] == '\t'))
				return g_strndup(at + n,
						 strcspn(at + n, "\n/"));
		}
	}
	return NULL;
}

static void read_text(const struct plan *plan, const struct code_ref *call,
		      const char *text, guint depth, struct flags *flags);

/* A name for flags that the code defines itself. */
static bool read_macro(const struct plan *plan, const struct code_ref *call,
		       const char *name, guint depth, struct flags *flags)
{
	g_autofree char *text = depth < MAX_CALLERS ?
		macro_text(plan, call->function->unit, name) : NULL;

	if (!text || strpbrk(text, "&~^-.\"\\"))
		return false;
	read_text(plan, call, text, depth + 1, flags);
	return true;
}

static bool is_modifier(const char *word)
{
	return g_str_has_prefix(word, "__GFP_");
}

static void read_word(const struct plan *plan, const struct code_ref *call,
		      const char *word, guint depth, struct flags *flags)
{
	const struct rulebase *rules = plan->rules;

	if (rulebase_word(rules, "gfp.contiguous", word) ||
	    rulebase_word(rules, "gfp.kv_unsupported", word))
		set_once(&flags->word, word);
	else if (rulebase_word(rules, "gfp.blocking", word) ||
		 rulebase_word(rules, "gfp.direct_reclaim", word))
		flags->may_block = true;
	else if (rulebase_word(rules, "gfp.blocking_nofs", word))
		flags->may_block = flags->is_nofs = true;
	else if (rulebase_word(rules, "gfp.nonblocking", word))
		flags->is_atomic = true;
	else if (!is_modifier(word) &&
		 !read_parameter(plan, call->function, word, depth, flags) &&
		 !read_macro(plan, call, word, depth, flags))
		set_once(&flags->unknown, word);
}

static void read_text(const struct plan *plan, const struct code_ref *call,
		      const char *text, guint depth, struct flags *flags)
{
	gsize at = 0;

	for (char *word; (word = text_next_identifier(text, &at));) {
		read_word(plan, call, word, depth, flags);
		g_free(word);
	}
}

static void read_flags(const struct plan *plan, const struct code_ref *call,
		       guint arg, guint depth, struct flags *flags)
{
	g_autofree char *written = plan_argument(plan, call, arg);
	g_autofree char *text = written ? text_without_comments(written) :
					  NULL;
	struct flags here = { 0 };

	if (!text || strpbrk(text, "&~^-.\"") || call->insn->call->in_macro) {
		set_once(&flags->unknown, text ? text : "written by a macro");
		return;
	}
	read_text(plan, call, text, depth, &here);
	flags->is_nofs |= here.is_nofs;
	flags->is_atomic |= here.is_atomic || (!here.may_block && !here.unknown);
	flags->may_block |= here.may_block;
	if (here.word)
		set_once(&flags->word, here.word);
	if (here.unknown)
		set_once(&flags->unknown, here.unknown);
	flags_clear(&here);
}

static bool judge(struct plan *plan, const struct code_ref *call,
		  const char *name, const struct flags *flags)
{
	if (flags->word)
		return plan_refuse(plan, call,
				   "take the flag away if nothing needs it",
				   "%s does not support %s", name,
				   flags->word);
	if (flags->is_atomic && !plan_release_is(plan, "kv_atomic"))
		return plan_refuse(plan, call,
				   "allocate earlier, where it may sleep, or bound the size",
				   "the flags cannot sleep, and %s of %s has no vmalloc to fall back on then",
				   name, plan->kernel);
	if (flags->is_nofs && !plan_release_is(plan, "kv_nofs"))
		return plan_refuse(plan, call,
				   "a scope that forbids file systems and flags that may sleep, or a bound on the size",
				   "%s of %s takes no vmalloc memory for GFP_NOFS and GFP_NOIO",
				   name, plan->kernel);
	if (flags->unknown)
		return plan_refuse(plan, call, "write the flags in the call",
				   "the flags (%s) are not known here",
				   flags->unknown);
	return true;
}

bool plan_flags(struct plan *plan, const struct allocator *row,
		const struct code_ref *call)
{
	struct flags flags = { 0 };
	bool is_fine;

	/* The kmalloc_obj() family: GFP_KERNEL if nothing is said. */
	if (!row->gfp_arg || row->gfp_arg > call->insn->call->n_written)
		return true;
	read_flags(plan, call, row->gfp_arg, 0, &flags);
	is_fine = judge(plan, call, row->kv, &flags);
	flags_clear(&flags);
	return is_fine;
}
