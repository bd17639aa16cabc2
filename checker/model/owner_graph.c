// SPDX-License-Identifier: GPL-2.0-only
#include "model/owner_graph.h"

#include <string.h>

#include "value/engine.h"

/* An alias set that outgrows this says nothing of use. */
#define MAX_ALIASES 4000

static guint key_hash(gconstpointer p)
{
	const struct owner_key *key = p;

	return key->kind * 2654435761u ^ g_direct_hash(key->what) ^
	       key->number * 40503u;
}

static gboolean key_equal(gconstpointer pa, gconstpointer pb)
{
	const struct owner_key *a = pa, *b = pb;

	return a->kind == b->kind && a->what == b->what &&
	       a->number == b->number;
}

static void array_clear(GArray **array)
{
	g_clear_pointer(array, g_array_unref);
}

static void node_clear(gpointer p)
{
	struct owner_node *node = p;

	array_clear(&node->out);
	array_clear(&node->in);
	array_clear(&node->uses);
	array_clear(&node->points_to);
	array_clear(&node->pointed_by);
}

static void aliases_free(gpointer p)
{
	struct owner_aliases *aliases = p;

	g_array_unref(aliases->holders);
	g_array_unref(aliases->targets);
	g_free(aliases);
}

static void append(GArray **array, gconstpointer item, guint size_bytes)
{
	if (!*array)
		*array = g_array_new(FALSE, FALSE, size_bytes);
	g_array_append_vals(*array, item, 1);
}

guint32 owner_node_get(struct owner_graph *graph, struct owner_key key,
		       bool *is_new)
{
	gpointer found = g_hash_table_lookup(graph->index, &key);
	struct owner_node node = { .kind = key.kind, .of = IR_NONE,
				   .local = IR_NONE };
	guint32 number = graph->nodes->len;

	*is_new = !found;
	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	g_array_append_val(graph->nodes, node);
	g_hash_table_insert(graph->index, g_memdup2(&key, sizeof(key)),
			    GUINT_TO_POINTER(number + 1));
	return number;
}

void owner_edge_add(struct owner_graph *graph, const struct owner_edge *edge)
{
	guint32 number = graph->edges->len;

	if (edge->from == edge->to)
		return;
	g_array_append_vals(graph->edges, edge, 1);
	append(&owner_node(graph, edge->from)->out, &number, sizeof(number));
	append(&owner_node(graph, edge->to)->in, &number, sizeof(number));
}

void owner_points_to(struct owner_graph *graph, guint32 node, guint32 place)
{
	append(&owner_node(graph, node)->points_to, &place, sizeof(place));
	append(&owner_node(graph, place)->pointed_by, &node, sizeof(node));
}

void owner_use_add(struct owner_graph *graph, guint32 node,
		   const struct owner_use *use)
{
	GArray *nodes = g_hash_table_lookup(graph->users, use->at.insn);

	append(&owner_node(graph, node)->uses, use, sizeof(*use));
	if (use->kind != OWNER_USE_CALL)
		return;
	if (!nodes) {
		nodes = g_array_new(FALSE, FALSE, sizeof(guint32));
		g_hash_table_insert(graph->users, (gpointer)use->at.insn,
				    nodes);
	}
	g_array_append_val(nodes, node);
}

guint32 owner_call_node(const struct owner_graph *graph,
			const struct ir_insn *call)
{
	struct owner_key key = { OWNER_CALL, call, 0 };
	gpointer found = g_hash_table_lookup(graph->index, &key);

	return found ? GPOINTER_TO_UINT(found) - 1 : IR_NONE;
}

guint32 owner_pointee(const struct owner_graph *graph, guint32 node)
{
	return owner_node(graph, node)->pointee - 1;
}

static void add_named(GHashTable *named, const struct ir_unit *unit)
{
	for (guint32 i = 0; i < unit->decls->len; i++)
		g_hash_table_add(named, (gpointer)g_array_index(unit->decls,
						struct ir_decl, i).name);
}

bool owner_names_any(const struct owner_graph *graph, char *const *functions)
{
	const GPtrArray *units = graph->db->units;
	bool is_known = g_hash_table_size(graph->named);

	if (!functions)
		return true;
	for (guint i = 0; i < units->len && !is_known; i++)
		add_named(graph->named, units->pdata[i]);
	for (; *functions; functions++)
		if (g_hash_table_contains(graph->named, *functions))
			return true;
	return false;
}

const struct free_fn *owner_free_function(const struct rulebase *rules,
					  const char *key)
{
	return key ? rulebase_free_fn_as(rules, key, key) : NULL;
}

const struct free_fn *owner_free_row(const struct rulebase *rules,
				     const struct ir_call *call)
{
	if (!call->callee)
		return NULL;
	for (guint i = 0; call->is_implicit && i < rules->frees->len; i++) {
		const struct free_fn *row = rules->frees->pdata[i];

		if (!g_strcmp0(row->cleanup, call->callee))
			return row;
	}
	return rulebase_free_fn_as(rules, call->callee, call->written);
}

static void add_once(GArray *list, GHashTable *seen, guint32 node)
{
	if (list->len < MAX_ALIASES &&
	    g_hash_table_add(seen, GUINT_TO_POINTER(node + 1)))
		g_array_append_val(list, node);
}

/* A list that grows by what its nodes lead to. */
struct closure {
	struct owner_graph *graph;
	GArray *list;		/* guint32: nodes */
	GHashTable *seen;	/* those that are in it */
	GHashTable *named;	/* holders whose other names have been added */
};

/* The memory behind `holder` by its other names. */
static void add_names(struct closure *c, guint32 holder)
{
	const struct owner_aliases *aliases;

	if (!g_hash_table_add(c->named, GUINT_TO_POINTER(holder + 1)))
		return;
	aliases = owner_aliases(c->graph, holder);
	for (guint i = 0; i < aliases->holders->len; i++) {
		guint32 pointee = owner_pointee(c->graph,
				g_array_index(aliases->holders, guint32, i));

		if (pointee != IR_NONE)
			add_once(c->list, c->seen, pointee);
	}
	for (guint i = 0; i < aliases->targets->len; i++)
		add_once(c->list, c->seen, g_array_index(aliases->targets,
							 guint32, i));
}

/* What stands in one place can be read there by another name of it. */
static void add_places(struct closure *c, const struct owner_node *node)
{
	if (node->kind == OWNER_POINTEE)
		add_names(c, node->of);
	for (guint i = 0; node->pointed_by && i < node->pointed_by->len; i++)
		add_names(c, g_array_index(node->pointed_by, guint32, i));
}

/* Every node that a value in list may come from (in) or go to (out). */
static void close_over(struct owner_graph *graph, GArray *list, bool backward,
		       bool through_memory)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) named = g_hash_table_new(NULL, NULL);
	struct closure c = { graph, list, seen, named };

	for (guint i = 0; i < list->len; i++)
		g_hash_table_add(seen, GUINT_TO_POINTER(
				g_array_index(list, guint32, i) + 1));
	/* a full list stays as it is */
	for (guint i = 0; i < list->len && list->len < MAX_ALIASES; i++) {
		const struct owner_node *node = owner_node(graph,
				g_array_index(list, guint32, i));
		const GArray *edges = backward ? node->in : node->out;

		for (guint k = 0; edges && k < edges->len; k++) {
			const struct owner_edge *edge = owner_edge(graph,
					g_array_index(edges, guint32, k));

			if (!edge->is_number)
				add_once(list, seen, backward ? edge->from :
							       edge->to);
		}
		if (through_memory)
			add_places(&c, node);
	}
}

static const struct owner_aliases *aliases_in(struct owner_graph *graph,
					      GHashTable *memo, guint32 number,
					      bool through_memory)
{
	gpointer key = GUINT_TO_POINTER(number + 1);
	struct owner_aliases *aliases = g_hash_table_lookup(memo, key);
	g_autoptr(GHashTable) seen = NULL;

	if (aliases)
		return aliases;
	aliases = g_new0(struct owner_aliases, 1);
	aliases->holders = g_array_new(FALSE, FALSE, sizeof(guint32));
	aliases->targets = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_hash_table_insert(memo, key, aliases);
	g_array_append_val(aliases->holders, number);
	close_over(graph, aliases->holders, true, through_memory);
	close_over(graph, aliases->holders, false, through_memory);
	seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < aliases->holders->len; i++) {
		const struct owner_node *node = owner_node(graph,
			g_array_index(aliases->holders, guint32, i));

		for (guint k = 0; node->points_to && k < node->points_to->len;
		     k++)
			add_once(aliases->targets, seen,
				 g_array_index(node->points_to, guint32, k));
	}
	return aliases;
}

const struct owner_aliases *owner_aliases(struct owner_graph *graph,
					  guint32 number)
{
	return aliases_in(graph, graph->aliases, number, false);
}

const struct owner_aliases *owner_all_aliases(struct owner_graph *graph,
					      guint32 number)
{
	return aliases_in(graph, graph->all_aliases, number, true);
}

static void add_parts(const struct ir_unit *unit, const struct ir_record *r,
		      GHashTable *parts)
{
	for (guint i = 0; i < r->fields->len; i++) {
		const struct ir_type *t = ir_type(unit,
						  ir_field(r, i)->type);
		const struct ir_record *part;

		while (t->kind == IR_ARRAY && t->elem != IR_NONE)
			t = ir_type(unit, t->elem);
		if (t->kind != IR_RECORD)
			continue;
		part = ir_record(unit, t->record);
		if (g_hash_table_add(parts, (gpointer)part->name))
			add_parts(unit, part, parts);
	}
}

/* The records in one, by the first unit that sees it whole. */
static GHashTable *parts_of(const struct owner_graph *graph, const char *name)
{
	GHashTable *parts = g_hash_table_new(NULL, NULL);

	g_hash_table_add(parts, (gpointer)name);
	for (guint i = 0; i < graph->db->units->len; i++) {
		const struct ir_unit *unit = graph->db->units->pdata[i];

		for (guint k = 0; k < unit->records->len; k++) {
			const struct ir_record *r = ir_record(unit, k);

			if (!r->is_complete || strcmp(r->name, name))
				continue;
			add_parts(unit, r, parts);
			return parts;
		}
	}
	return parts;
}

bool owner_record_holds(struct owner_graph *graph, const char *outer,
			const char *inner)
{
	GHashTable *parts = g_hash_table_lookup(graph->parts, outer);

	if (!parts) {
		parts = parts_of(graph, outer);
		g_hash_table_insert(graph->parts, (gpointer)outer, parts);
	}
	return g_hash_table_contains(parts, inner);
}

struct owner_graph *owner_graph_new(const struct program_db *db,
				    const struct rulebase *rules)
{
	struct owner_graph *graph = g_new0(struct owner_graph, 1);

	graph->db = db;
	graph->rules = rules;
	graph->nodes = g_array_new(FALSE, FALSE, sizeof(struct owner_node));
	g_array_set_clear_func(graph->nodes, node_clear);
	graph->edges = g_array_new(FALSE, FALSE, sizeof(struct owner_edge));
	graph->index = g_hash_table_new_full(key_hash, key_equal, g_free,
					     NULL);
	graph->aliases = g_hash_table_new_full(NULL, NULL, NULL,
					       aliases_free);
	graph->all_aliases = g_hash_table_new_full(NULL, NULL, NULL,
						   aliases_free);
	graph->seen = g_hash_table_new_full(g_int64_hash, g_int64_equal,
					    g_free, NULL);
	graph->objects = g_hash_table_new(NULL, NULL);
	graph->copied = g_hash_table_new(NULL, NULL);
	graph->by_value = g_hash_table_new(NULL, NULL);
	graph->parts = g_hash_table_new_full(NULL, NULL, NULL,
				(GDestroyNotify)g_hash_table_unref);
	graph->sections = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	graph->called_from = g_hash_table_new_full(NULL, NULL, NULL,
				(GDestroyNotify)g_array_unref);
	graph->link_frees = g_array_new(FALSE, FALSE,
					sizeof(struct owner_link_free));
	graph->named = g_hash_table_new(g_str_hash, g_str_equal);
	graph->users = g_hash_table_new_full(NULL, NULL, NULL,
				(GDestroyNotify)g_array_unref);
	owner_graph_build(graph);
	return graph;
}

void owner_graph_free(struct owner_graph *graph)
{
	if (!graph)
		return;
	g_hash_table_unref(graph->named);
	g_array_unref(graph->link_frees);
	g_hash_table_unref(graph->users);
	g_hash_table_unref(graph->called_from);
	g_hash_table_unref(graph->sections);
	g_hash_table_unref(graph->parts);
	g_hash_table_unref(graph->by_value);
	g_hash_table_unref(graph->copied);
	g_hash_table_unref(graph->objects);
	g_hash_table_unref(graph->seen);
	g_hash_table_unref(graph->all_aliases);
	g_hash_table_unref(graph->aliases);
	g_hash_table_unref(graph->index);
	g_array_unref(graph->edges);
	g_array_unref(graph->nodes);
	g_free(graph);
}
