// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel's core keeps for a driver: given to it by a call or in a
 * field, it comes back in another field, from a function, or as an argument of
 * a callback. The rules' words say GIVER=TAKER, where a giver is NAME:ARG or
 * record.field, a taker NAME(), record.field or, of the functions that stand
 * in a field, record.field:ARG; arguments are counted from 1.
 *
 * Of functions that no rule names, those whose names begin alike are taken for
 * the ways in and out of one place.
 */
#include <stdlib.h>
#include <string.h>

#include "model/owner_build.h"

#define TABLE "handle.given"

/* What all that are given to one taker is kept in. */
static guint32 handle_node(struct owner_graph *graph, const char *taker)
{
	struct owner_key key = { OWNER_HANDLE, ir_intern(taker), 0 };
	bool is_new;
	guint32 node = owner_node_get(graph, key, &is_new);

	owner_node(graph, node)->name = key.what;
	owner_node(graph, node)->is_carrier = true;
	return node;
}

static const char *taker_of(const char *word)
{
	const char *equals = strchr(word, '=');

	return equals ? equals + 1 : "";
}

/* The word's giver is that function: its argument's number, or 0. */
static guint given_argument(const char *word, const char *callee)
{
	gsize n = strlen(callee);

	return !strncmp(word, callee, n) && word[n] == ':' ?
	       (guint)strtoul(word + n + 1, NULL, 10) : 0;
}

static bool is_taken_from(const char *taker, const char *callee)
{
	gsize n = strlen(callee);

	return !strncmp(taker, callee, n) && !strcmp(taker + n, "()");
}

static void give(struct owner_build *b, const struct code_ref *at, guint arg,
		 const char *taker)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) sources = owner_sources_new();

	if (arg > call->n_args)
		return;
	owner_sources(b, owner_arg(call, arg - 1), false, sources);
	owner_connect(b, sources, handle_node(b->graph, taker), OWNER_HEAP,
		      at);
}

void owner_build_handle(struct owner_build *b, const struct code_ref *at)
{
	const char *const *words = rulebase_words(b->graph->rules, TABLE);
	const char *callee = at->insn->call->callee;

	for (guint i = 0; words[i]; i++) {
		const char *taker = taker_of(words[i]);
		guint arg = given_argument(words[i], callee);
		struct owner_edge edge = { .flow = OWNER_HEAP, .at = *at };

		if (arg)
			give(b, at, arg, taker);
		if (!is_taken_from(taker, callee) || at->insn->dst == IR_NONE)
			continue;
		edge.from = handle_node(b->graph, taker);
		edge.to = owner_result_node(b, at);
		owner_edge_add(b->graph, &edge);
		break;
	}
}

/* The word that the names of functions of one kind begin with: "mas_". */
static char *family_of(const char *callee)
{
	const char *end = strchr(callee + strspn(callee, "_"), '_');

	return end ? g_strndup(callee, (gsize)(end - callee) + 1) : NULL;
}

/* foo_put(foo, p) may keep p, a void *, and foo_get(foo) return it. */
void owner_build_family(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	const struct ir_decl *decl = program_declaration(b->graph->db,
					call->callee_key ?: call->callee);
	g_autofree char *family = family_of(call->callee);
	struct owner_edge edge = { .flow = OWNER_HEAP, .at = *at };

	if (!decl || !family)
		return;
	for (guint i = 0; i < call->n_args && i < decl->params->len; i++)
		if (!g_strcmp0(g_array_index(decl->params,
				struct ir_param_decl, i).type_name, "void *"))
			give(b, at, i + 1, family);
	if (at->insn->dst == IR_NONE ||
	    !owner_is_void_pointer(b->unit, at->insn->type))
		return;
	edge.from = handle_node(b->graph, family);
	edge.to = owner_result_node(b, at);
	owner_edge_add(b->graph, &edge);
}

/* `text` is record.field, up to `end`, of a field's identity. */
static bool names_field(const char *text, const char *end,
			const char *identity)
{
	const char *at = strchr(identity, '@'), *dot = strrchr(identity, '.');
	gsize record_length = at ? (gsize)(at - identity) : 0;
	gsize length = (gsize)(end - text);

	return at && dot > at && length == record_length + strlen(dot) &&
	       !strncmp(text, identity, record_length) &&
	       !strncmp(text + record_length, dot, strlen(dot));
}

static void connect(struct owner_graph *graph, guint32 from, guint32 to)
{
	owner_edge_add(graph, &(struct owner_edge){
		.from = from, .to = to, .flow = OWNER_HEAP });
}

static void connect_field(struct owner_graph *graph, guint32 number)
{
	const char *const *words = rulebase_words(graph->rules, TABLE);
	const char *name = owner_node(graph, number)->name;

	for (guint i = 0; words[i]; i++) {
		const char *taker = taker_of(words[i]);

		if (taker > words[i] &&
		    names_field(words[i], taker - 1, name))
			connect(graph, number, handle_node(graph, taker));
		if (names_field(taker, taker + strlen(taker), name))
			connect(graph, handle_node(graph, taker), number);
	}
}

/* A function that stands in a field which a taker names. */
static void connect_callback(struct owner_graph *graph,
			     struct function_ref *ref, const char *identity)
{
	const char *const *words = rulebase_words(graph->rules, TABLE);

	for (guint i = 0; words[i]; i++) {
		const char *taker = taker_of(words[i]);
		const char *colon = strchr(taker, ':');
		guint arg = colon ? (guint)strtoul(colon + 1, NULL, 10) : 0;

		if (arg && arg <= ref->fn->n_params &&
		    names_field(taker, colon, identity))
			connect(graph, handle_node(graph, taker),
				owner_param_node(graph, ref, arg - 1));
	}
}

void owner_connect_handles(struct owner_graph *graph)
{
	guint32 n_nodes = graph->nodes->len;

	for (guint32 i = 0; i < n_nodes; i++)
		if (owner_node(graph, i)->kind == OWNER_FIELD)
			connect_field(graph, i);
	for (guint i = 0; i < graph->db->ordered->len; i++) {
		struct function_ref *ref = graph->db->ordered->pdata[i];

		for (guint k = 0; k < ref->handed->len; k++)
			connect_callback(graph, ref, ref->handed->pdata[k]);
	}
}
