// SPDX-License-Identifier: GPL-2.0-only
/* What the user wrote as a call's flags: the words in the call, in a variable
 * that is handed to it, or in the argument of every caller in view. */
#include "model/manner.h"

#include <string.h>

#define MAX_FLAG_CALLERS 4

char *span_text(struct source_set *sources, const struct ir_unit *unit,
		const struct ir_span *span)
{
	const char *text;

	if (span->file >= unit->files->len || span->end <= span->begin)
		return NULL;
	text = source_text(sources, g_ptr_array_index(unit->files, span->file),
			   NULL);
	if (!text || strlen(text) < span->end)
		return NULL;
	return g_strndup(text + span->begin, span->end - span->begin);
}

static bool is_word_char(char c)
{
	return g_ascii_isalnum(c) || c == '_';
}

/* The next place from `at` on where a word stands by itself. */
static const char *find_word(const char *text, const char *at,
			     const char *word)
{
	gsize n = strlen(word);

	while ((at = strstr(at, word))) {
		if ((at == text || !is_word_char(at[-1])) &&
		    !is_word_char(at[n]))
			return at;
		at += n;
	}
	return NULL;
}

/* One of the words, and not to be masked out. */
static bool text_has_word(const char *text, const char *const *words)
{
	for (; text && *words; words++) {
		const char *at = find_word(text, text, *words);

		while (at) {
			const char *before = at;

			while (before > text && (g_ascii_isspace(before[-1]) ||
						 before[-1] == '('))
				before--;
			if (before == text || before[-1] != '~')
				return true;
			at = find_word(text, at + 1, *words);
		}
	}
	return false;
}

/* Does some assignment to the variable name one of the words? */
static bool assigned_with(const char *body, const char *variable,
			  const char *const *words)
{
	const char *at = find_word(body, body, variable);

	for (; at; at = find_word(body, at + 1, variable)) {
		const char *p = at + strlen(variable);
		g_autofree char *value = NULL;

		while (g_ascii_isspace(*p))
			p++;
		if (*p == '|')
			p++;
		if (p[0] != '=' || p[1] == '=')
			continue;
		value = g_strndup(p + 1, strcspn(p, ";") - 1);
		if (text_has_word(value, words))
			return true;
	}
	return false;
}

/* A question about flags: do they name one of the words, as they are written
 * in the call, in a variable that is handed to it, or by every caller? */
struct flag_words {
	const struct analysis *analysis;
	struct source_set *sources;
	const char *const *words;
};

static bool text_says(const struct flag_words *ask,
		      const struct function_ref *fn, const char *text,
		      guint depth);

static bool callers_say(const struct flag_words *ask,
			const struct function_ref *fn, guint param,
			guint depth)
{
	/* who is not in view has led to no finding */
	if (!depth || !fn->callers->len ||
	    (fn->is_taken && !fn->is_exported))
		return false;
	for (guint i = 0; i < fn->callers->len; i++) {
		const struct code_ref *c = &g_array_index(fn->callers,
							  struct code_ref, i);
		const struct ir_call *call = c->insn->call;
		g_autofree char *text = param < call->n_written ?
			span_text(ask->sources, c->function->unit,
				  &call->written_args[param]) : NULL;

		if (!text_says(ask, c->function, text, depth - 1))
			return false;
	}
	return true;
}

static bool text_says(const struct flag_words *ask,
		      const struct function_ref *fn, const char *text,
		      guint depth)
{
	g_autofree char *body = NULL;

	if (!text)
		return false;
	if (text_has_word(text, ask->words))
		return true;
	body = span_text(ask->sources, fn->unit, &fn->fn->span);
	for (guint i = 0; body && i < fn->fn->n_locals; i++) {
		const struct ir_local *local = &fn->fn->locals[i];

		if (!*local->name || !find_word(text, text, local->name))
			continue;
		if (assigned_with(body, local->name, ask->words) ||
		    (local->is_param && callers_say(ask, fn, i, depth)))
			return true;
	}
	return false;
}

bool flags_say(const struct analysis *analysis, struct source_set *sources,
	       const struct request *request, const char *define)
{
	const struct ir_call *call = request->insn->call;
	const struct ir_unit *unit = request->function->unit;
	struct flag_words ask = { analysis, sources,
				  rulebase_words(analysis->rules, define) };
	guint n = request->row->gfp_arg;
	g_autofree char *text = NULL;

	if (!n || n > call->n_written) {
		text = span_text(sources, unit, &call->expr);
		return text_has_word(text, ask.words);
	}
	text = span_text(sources, unit, &call->written_args[n - 1]);
	return text_says(&ask, request->function, text, MAX_FLAG_CALLERS);
}
