// SPDX-License-Identifier: GPL-2.0-only
/* Containers that the rules name, and address masks: what a call or an
 * operator does with a pointer beside copying it. */
#include <stdlib.h>
#include <string.h>

#include "model/owner_build.h"

/* vmalloc memory begins at a page; no page is smaller. */
#define ALIGNED_BYTES 4096
/* Expressions that make a constant nest no deeper. */
#define MAX_DEPTH 8

/* `word` is NAME:ARG or NAME:ARG:ARG. */
static bool word_names(const char *word, const char *callee, guint args[2])
{
	gsize n = strlen(callee);
	char *end;

	if (strncmp(word, callee, n) || word[n] != ':')
		return false;
	args[0] = strtoul(word + n + 1, &end, 10);
	args[1] = *end == ':' ? strtoul(end + 1, NULL, 10) : 0;
	return true;
}

static bool container_row(const struct owner_build *b, const char *table,
			  const struct ir_call *call, guint args[2])
{
	const char *const *words = rulebase_words(b->graph->rules, table);

	for (guint i = 0; call->callee && words[i]; i++)
		if (word_names(words[i], call->callee, args))
			return args[0] <= call->n_args &&
			       args[1] <= call->n_args;
	return false;
}

/* Values put into a container: of the address of a member, by which lists and
 * tables hold an object, the object. */
static void put_sources(struct owner_build *b, guint32 temp, GArray *sources)
{
	const struct ir_insn *insn = owner_origin(b, temp);

	while (insn && insn->op == IR_FIELD) {
		temp = insn->a;
		insn = owner_origin(b, temp);
	}
	owner_sources(b, temp, false, sources);
}

/* What a place holds goes to every function that the call is handed. */
static void give_each(struct owner_build *b, const struct code_ref *at,
		      guint32 place)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) content = owner_sources_new();
	struct owner_source source = { .node = place };

	g_array_append_val(content, source);
	for (guint k = 0; k < call->n_args; k++) {
		const struct ir_insn *back = owner_origin(b, owner_arg(call, k));

		if (back && back->op == IR_ADDR_FUNC)
			owner_call_back(b, at, content, k, back->str);
	}
}

/* What goes into a container (its address is argument args[0]) may come out
 * of it again. */
bool owner_build_container(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(GArray) sources = owner_sources_new();
	guint args[2];
	bool is_put = container_row(b, "container.put", call, args);
	bool is_each = !is_put && container_row(b, "container.each", call,
						args);

	if (is_put || is_each ||
	    (container_row(b, "container.get", call, args) &&
	     at->insn->dst != IR_NONE))
		owner_places(b, owner_arg(call, args[0] - 1), places);
	if (is_put)
		put_sources(b, owner_arg(call, args[1] - 1), sources);
	for (guint i = 0; i < places->len; i++) {
		guint32 place = g_array_index(places, guint32, i);
		struct owner_edge edge = { .from = place, .flow = OWNER_HEAP,
					   .at = *at };

		/* a record as a field, too, holds what is put into it */
		owner_node(b->graph, place)->holds_none = false;
		if (is_put) {
			owner_connect(b, sources, place, OWNER_HEAP, at);
		} else if (is_each) {
			give_each(b, at, place);
		} else {
			edge.to = owner_result_node(b, at);
			owner_edge_add(b->graph, &edge);
		}
	}
	return places->len;
}

static bool fold(const struct owner_build *b, guint32 temp, guint depth,
		 guint64 *value)
{
	const struct ir_insn *insn = owner_origin(b, temp);
	guint64 left = 0, right = 0;

	if (!insn || depth > MAX_DEPTH)
		return false;
	if (insn->op == IR_CONST) {
		*value = insn->imm;
		return true;
	}
	if (!fold(b, insn->a, depth + 1, &left))
		return false;
	if (insn->op == IR_NOT || insn->op == IR_NEG) {
		*value = insn->op == IR_NOT ? ~left : -left;
		return true;
	}
	if (!fold(b, insn->b, depth + 1, &right))
		return false;
	if (insn->op == IR_ADD)
		*value = left + right;
	else if (insn->op == IR_SUB)
		*value = left - right;
	else
		return false;
	return true;
}

/* (p + span - 1) & -span goes up to the next boundary, which the memory needs
 * not begin at. */
static bool rounds_up(const struct owner_build *b, guint32 temp,
		      guint64 span_bytes)
{
	const struct ir_insn *sum = owner_origin(b, temp);
	guint64 added;

	return sum && (sum->op == IR_ADD || sum->op == IR_INDEX) &&
	       fold(b, sum->b, 0, &added) && added == span_bytes - 1;
}

void owner_build_mask(struct owner_build *b, const struct code_ref *at)
{
	struct owner_use use = { .kind = OWNER_USE_MASK, .at = *at };
	g_autoptr(GArray) sources = NULL;
	guint64 mask;

	if (!fold(b, at->insn->b, 0, &mask) || -mask <= ALIGNED_BYTES ||
	    -mask > G_MAXINT64 || (mask & -mask) != -mask ||
	    rounds_up(b, at->insn->a, -mask))
		return;
	sources = owner_sources_new();
	owner_sources(b, at->insn->a, false, sources);
	for (guint i = 0; i < sources->len; i++) {
		const struct owner_source *source =
			&g_array_index(sources, struct owner_source, i);

		if (!source->is_place)
			owner_use_add(b->graph, source->node, &use);
	}
}
