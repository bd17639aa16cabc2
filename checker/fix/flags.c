// SPDX-License-Identifier: GPL-2.0-only
/* Does a kvmalloc of this release do with these gfp flags what kmalloc does? */
#include <string.h>

#include "fix/plan.h"
#include "ir/walk.h"

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

static void merge_flags(struct flags *into, const struct flags *more)
{
	into->may_block |= more->may_block;
	into->is_nofs |= more->is_nofs;
	into->is_atomic |= more->is_atomic;
	if (more->word)
		set_once(&into->word, more->word);
	if (more->unknown)
		set_once(&into->unknown, more->unknown);
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

/* What follows "#define NAME": nothing but the text, or the names of arguments
 * before it. NULL: it is another name. The caller frees both. */
static char *macro_body(const char *after, char **parameters)
{
	gsize n = 0;

	if (*after == '(') {
		n = strcspn(after, ")\n");
		if (after[n] != ')')
			return NULL;
		*parameters = g_strndup(after + 1, n - 1);
		n++;
	}
	if (after[n] != ' ' && after[n] != '\t')
		return NULL;
	return g_strndup(after + n, strcspn(after + n, "\n/"));
}

/* "#define NAME text" in a file that the unit reads: the text, or NULL. The
 * caller frees both. */
static char *macro_text(const struct plan *plan, const struct ir_unit *unit,
			const char *name, char **parameters)
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
			    strchr("( \t", at[n]))
				return macro_body(at + n, parameters);
		}
	}
	return NULL;
}

static void read_text(const struct plan *plan, const struct code_ref *call,
		      const char *text, const char *except, guint depth,
		      struct flags *flags);
static void read_value(const struct plan *plan, const struct code_ref *call,
		       const char *text, guint depth, struct flags *flags);

static bool names_word(const char *text, const char *word)
{
	gsize at = 0;
	bool is_found = false;

	for (char *name; text && !is_found &&
	     (name = text_next_identifier(text, &at)); g_free(name))
		is_found = !strcmp(name, word);
	return is_found;
}

/* A name for flags that the code defines itself. What stands for its arguments
 * is read where it is used: each must be in the text, or it says nothing. */
static bool read_macro(const struct plan *plan, const struct code_ref *call,
		       const char *name, guint depth, struct flags *flags)
{
	g_autofree char *parameters = NULL;
	g_autofree char *text = depth < MAX_CALLERS ?
		macro_text(plan, call->function->unit, name, &parameters) :
		NULL;
	gsize at = 0;
	bool is_whole = true;

	if (!text || strpbrk(text, "&~^-.?#\"\\"))
		return false;
	for (char *word; parameters &&
	     (word = text_next_identifier(parameters, &at)); g_free(word))
		is_whole &= names_word(text, word);
	if (is_whole)
		read_text(plan, call, text, parameters, depth + 1, flags);
	return is_whole;
}

/* How often a local of that name is set, if nothing but assignments does. */
static guint count_stores(const struct ir_function *fn, const char *name)
{
	const struct ir_insn *insn, *to;
	guint n_named = 0, n_stores = 0;
	guint32 local = IR_NONE;

	for (guint32 i = 0; i < fn->n_locals; i++) {
		if (strcmp(fn->locals[i].name, name))
			continue;
		local = i;
		n_named++;
	}
	if (n_named != 1 || local < fn->n_params)
		return 0;
	ir_for_each_insn(fn, walk, insn) {
		to = ir_definition(fn, insn->a);
		n_stores += insn->op == IR_STORE && to &&
			    to->op == IR_ADDR_LOCAL && to->imm == local;
		for (guint i = 0; insn->call && i < insn->call->n_args; i++) {
			to = ir_origin(fn, insn->call->args[i]);
			if (to && to->op == IR_ADDR_LOCAL && to->imm == local)
				return 0;
		}
	}
	return n_stores;
}

/* What stands behind "name =" or "name |=" at `at`, or NULL. The caller frees
 * it. */
static char *assigned_text(const char *body, const char *at, gsize n,
			   bool *is_added)
{
	const char *p = at + n + strspn(at + n, " \t\n");

	if ((at > body && (g_ascii_isalnum(at[-1]) || strchr("_.>", at[-1]))) ||
	    g_ascii_isalnum(at[n]) || at[n] == '_')
		return NULL;
	*is_added = *p == '|';
	p += *is_added;
	if (p[0] != '=' || p[1] == '=')
		return NULL;
	return g_strndup(p + 1, strcspn(p + 1, ";,"));
}

/* A variable: what the function sets it to. */
static bool read_variable(const struct plan *plan, const struct code_ref *call,
			  const char *name, guint depth, struct flags *flags)
{
	const struct ir_function *fn = call->function->fn;
	guint n_stores = depth < MAX_CALLERS ? count_stores(fn, name) : 0;
	g_autofree char *written = n_stores ?
		plan_text(plan, call->function->unit, &fn->span) : NULL;
	g_autofree char *body = written ? text_without_comments(written) :
					  NULL;
	const char *at = body ? strstr(body, name) : NULL;
	struct flags all = { 0 };
	guint n_read = 0;

	for (; at; at = strstr(at + 1, name)) {
		bool is_added;
		g_autofree char *text = assigned_text(body, at, strlen(name),
						      &is_added);

		if (!text)
			continue;
		n_read++;
		if (is_added && !strpbrk(text, "&~^-.?\""))
			read_text(plan, call, text, NULL, depth + 1, &all);
		else
			read_value(plan, call, text, depth + 1, &all);
	}
	if (n_read == n_stores)
		merge_flags(flags, &all);
	flags_clear(&all);
	return n_stores && n_read == n_stores;
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
		 !read_variable(plan, call, word, depth, flags) &&
		 !read_macro(plan, call, word, depth, flags))
		set_once(&flags->unknown, word);
}

/* The words of a text but for those of `except` (NULL: all). */
static void read_text(const struct plan *plan, const struct code_ref *call,
		      const char *text, const char *except, guint depth,
		      struct flags *flags)
{
	gsize at = 0;

	for (char *word; (word = text_next_identifier(text, &at));) {
		if (!names_word(except, word))
			read_word(plan, call, word, depth, flags);
		g_free(word);
	}
}

/* c ? a : b, and nothing around it: a and b. */
static char **choices(const char *text)
{
	const char *question = strchr(text, '?');
	const char *colon = question ? strchr(question, ':') : NULL;

	if (!colon || strpbrk(question + 1, "?(") ||
	    memchr(text, '|', (gsize)(question - text)))
		return NULL;
	return g_strsplit(question + 1, ":", 2);
}

/* Flags as a whole: by themselves they may sleep, or they do not. */
static void read_value(const struct plan *plan, const struct code_ref *call,
		       const char *text, guint depth, struct flags *flags)
{
	g_auto(GStrv) either = choices(text);
	struct flags here = { 0 };

	for (guint i = 0; either && either[i]; i++)
		read_value(plan, call, either[i], depth, flags);
	if (either)
		return;
	if (strpbrk(text, "&~^-.?\"")) {
		set_once(&flags->unknown, text);
		return;
	}
	read_text(plan, call, text, NULL, depth, &here);
	here.is_atomic |= !here.may_block && !here.unknown;
	merge_flags(flags, &here);
	flags_clear(&here);
}

static void read_flags(const struct plan *plan, const struct code_ref *call,
		       guint arg, guint depth, struct flags *flags)
{
	g_autofree char *written = plan_argument(plan, call, arg);
	g_autofree char *text = written ? text_without_comments(written) :
					  NULL;

	if (!text || call->insn->call->in_macro)
		set_once(&flags->unknown, text ? text : "written by a macro");
	else
		read_value(plan, call, text, depth, flags);
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
