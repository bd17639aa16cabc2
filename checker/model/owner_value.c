// SPDX-License-Identifier: GPL-2.0-only
/* Values and addresses of one function, resolved to nodes. */
#include "model/owner_build.h"

#include <string.h>

#include "value/engine.h"

/* Expressions that nest deeper are machine-made. */
#define MAX_DEPTH 24

struct search {
	struct owner_build *b;
	GArray *out;		/* struct owner_source */
	gint64 offset_bytes;
	bool is_pointer;	/* an integer that is loaded may be one */
	bool is_number;		/* … and is */
	guint depth;
};

static void search_temp(struct search s, guint32 temp);

const char *owner_record(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	while (t->kind == IR_ARRAY && t->elem != IR_NONE)
		t = ir_type(unit, t->elem);
	if (t->kind != IR_PTR || t->elem == IR_NONE)
		return NULL;
	t = ir_type(unit, t->elem);
	if (t->kind != IR_RECORD || strchr(ir_record(unit, t->record)->name,
					   '<'))
		return NULL;
	return ir_record(unit, t->record)->name;
}

static guint pointer_bits(const struct ir_unit *unit)
{
	for (guint32 i = 0; i < unit->types->len; i++)
		if (ir_type(unit, i)->kind == IR_PTR)
			return ir_type(unit, i)->bits;
	return 0;
}

bool owner_holds_pointer(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	while (t->kind == IR_ARRAY && t->elem != IR_NONE)
		t = ir_type(unit, t->elem);
	return t->kind == IR_PTR ||
	       (t->kind == IR_INT && t->bits >= pointer_bits(unit));
}

static const struct ir_insn *def_of(const struct owner_build *b, guint32 temp)
{
	return temp == IR_NONE || temp >= b->fn->n_temps ? NULL :
	       b->def[temp].insn;
}

const struct ir_insn *owner_origin(const struct owner_build *b, guint32 temp)
{
	const struct ir_insn *insn = def_of(b, temp);

	while (insn && insn->op == IR_CAST)
		insn = def_of(b, insn->a);
	return insn;
}

static bool is_pointer_type(const struct ir_unit *unit, guint32 type)
{
	return ir_type(unit, type)->kind == IR_PTR;
}

guint32 owner_param_node(struct owner_graph *graph, struct function_ref *ref,
			 guint32 param)
{
	struct owner_key key = { OWNER_DEF, ref, param };
	const struct ir_local *local = &ref->fn->locals[param];
	bool is_new;
	guint32 node = owner_node_get(graph, key, &is_new);

	if (is_new) {
		struct owner_node *n = owner_node(graph, node);

		n->function = ref;
		n->local = param;
		n->at.function = ref;
		n->record = owner_record(ref->unit, local->type);
	}
	return node;
}

guint32 owner_store_node(struct owner_build *b, guint32 local,
			 const struct ir_insn *store)
{
	struct owner_key key = { OWNER_DEF, store, 0 };
	bool is_new;
	guint32 node = owner_node_get(b->graph, key, &is_new);

	if (is_new) {
		struct owner_node *n = owner_node(b->graph, node);

		n->function = b->ref;
		n->local = local;
		n->at = (struct code_ref){ b->ref, store, 0, 0 };
		n->record = owner_record(b->unit, b->fn->locals[local].type);
	}
	return node;
}

static guint32 local_node(struct owner_build *b, guint32 local)
{
	struct owner_key key = { OWNER_LOCAL, b->ref, local };
	bool is_new;
	guint32 node = owner_node_get(b->graph, key, &is_new);
	struct owner_node *n = owner_node(b->graph, node);

	if (!is_new)
		return node;
	n->function = b->ref;
	n->local = local;
	n->record = owner_record(b->unit, b->fn->locals[local].type);
	if (local < b->fn->n_params) {
		struct owner_edge edge = {
			.from = owner_param_node(b->graph, b->ref, local),
			.to = node, .at = { .function = b->ref },
		};

		owner_edge_add(b->graph, &edge);
	}
	return node;
}

guint32 owner_return_node(struct owner_graph *graph, struct function_ref *ref)
{
	struct owner_key key = { OWNER_RETURN, ref, 0 };
	bool is_new;
	guint32 node = owner_node_get(graph, key, &is_new);

	owner_node(graph, node)->function = ref;
	owner_node(graph, node)->record = owner_record(ref->unit,
						       ref->fn->result);
	return node;
}

guint32 owner_variadic_node(struct owner_graph *graph,
			    struct function_ref *ref)
{
	struct owner_key key = { OWNER_VARIADIC, ref, 0 };
	bool is_new;
	guint32 node = owner_node_get(graph, key, &is_new);

	owner_node(graph, node)->function = ref;
	return node;
}

guint32 owner_result_node(struct owner_build *b, const struct code_ref *call)
{
	struct owner_key key = { OWNER_CALL, call->insn, 0 };
	bool is_new;
	guint32 node = owner_node_get(b->graph, key, &is_new);

	owner_node(b->graph, node)->function = b->ref;
	owner_node(b->graph, node)->at = *call;
	owner_node(b->graph, node)->record = owner_record(b->unit,
							  call->insn->type);
	return node;
}

static guint32 named_node(struct owner_graph *graph, enum owner_kind kind,
			  const char *interned, bool *is_new)
{
	struct owner_key key = { kind, interned, 0 };
	guint32 node = owner_node_get(graph, key, is_new);

	owner_node(graph, node)->name = interned;
	return node;
}

static guint32 owner_container_node(struct owner_graph *graph,
				    const char *record)
{
	bool is_new;
	guint32 node = named_node(graph, OWNER_CONTAINER, record, &is_new);

	owner_node(graph, node)->record = record;
	return node;
}

guint32 owner_lost_node(struct owner_graph *graph)
{
	bool is_new;

	return named_node(graph, OWNER_LOST, NULL, &is_new);
}

/* Records of headers that everybody includes are nobody's own. */
static bool is_foreign(const struct program_db *db, const struct ir_record *r)
{
	const char *at = strchr(r->key, '@');

	if (!at || !db->root)
		return false;
	return !g_str_has_prefix(at + 1, db->root) ||
	       strstr(at + 1 + strlen(db->root), "include/");
}

bool owner_is_void_pointer(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	return t->kind == IR_PTR && t->elem != IR_NONE &&
	       ir_type(unit, t->elem)->kind == IR_VOID;
}

guint32 owner_field_node(struct owner_build *b, guint32 record, guint64 field)
{
	const char *name = field_identity(b->unit, record, field);
	const struct ir_record *r;
	bool is_new;
	guint32 node;

	if (!name)
		return owner_lost_node(b->graph);
	node = named_node(b->graph, OWNER_FIELD, name, &is_new);
	if (is_new) {
		r = ir_record(b->unit, record);
		owner_node(b->graph, node)->record = owner_record(b->unit,
				ir_field(r, (guint32)field)->type);
		owner_node(b->graph, node)->is_foreign =
			is_foreign(b->graph->db, r);
		owner_node(b->graph, node)->is_slot =
			owner_node(b->graph, node)->is_foreign &&
			owner_is_void_pointer(b->unit, ir_field(r,
						(guint32)field)->type);
		owner_node(b->graph, node)->is_link =
			rulebase_word(b->graph->rules, "container.links",
				      r->name);
		owner_node(b->graph, node)->holds_none =
			!owner_holds_pointer(b->unit, ir_field(r,
						(guint32)field)->type);
		owner_connect_union(b, record, (guint32)field, node);
	}
	return node;
}

guint32 owner_global_node(struct owner_build *b, guint32 index)
{
	const struct ir_global *global = ir_global(b->unit, index);
	bool is_new;
	guint32 node = named_node(b->graph, OWNER_GLOBAL, global->key, &is_new);

	if (is_new)
		owner_node(b->graph, node)->record = owner_record(b->unit,
								  global->type);
	return node;
}

guint32 owner_pointee_node(struct owner_graph *graph, guint32 of)
{
	struct owner_key key = { OWNER_POINTEE, NULL, of };
	bool is_new;
	guint32 node = owner_node_get(graph, key, &is_new);

	if (is_new) {
		owner_node(graph, node)->of = of;
		owner_node(graph, of)->pointee = node + 1;
	}
	return node;
}

/* ((struct { T x; } *)p)->x is *p with an alignment of its own. */
static bool is_wrapper(const struct owner_build *b, const struct ir_insn *insn)
{
	const struct ir_record *r = insn->op == IR_FIELD ?
				    ir_record(b->unit, insn->record) : NULL;
	const struct ir_insn *of = r && r->fields->len == 1 &&
		strchr(r->name, '<') ? owner_origin(b, insn->a) : NULL;

	return of && of->op == IR_LOAD;
}

void owner_places(struct owner_build *b, guint32 address, GArray *out)
{
	const struct ir_insn *insn = owner_origin(b, address);
	g_autoptr(GArray) sources = NULL;
	guint32 node = IR_NONE;

	while (insn && (insn->op == IR_INDEX || is_wrapper(b, insn)))
		insn = owner_origin(b, insn->a);
	if (!insn)
		return;
	if (insn->op == IR_ADDR_LOCAL)
		node = local_node(b, (guint32)insn->imm);
	else if (insn->op == IR_ADDR_GLOBAL)
		node = owner_global_node(b, (guint32)insn->imm);
	else if (insn->op == IR_FIELD)
		node = owner_member_node(b, insn,
			owner_field_node(b, insn->record, insn->imm));
	if (node != IR_NONE) {
		g_array_append_val(out, node);
		return;
	}
	sources = g_array_new(FALSE, FALSE, sizeof(struct owner_source));
	owner_sources(b, insn->dst, true, sources);
	for (guint i = 0; i < sources->len; i++) {
		const struct owner_source *source =
			&g_array_index(sources, struct owner_source, i);

		node = source->is_place ? source->node :
		       owner_pointee_node(b->graph, source->node);
		g_array_append_val(out, node);
	}
}

/* The last store to a local before `index` of a block. */
static const struct local_store *last_store(const struct owner_build *b,
					    guint32 block, guint32 index,
					    guint32 local)
{
	const GArray *list = b->stores[block];

	for (guint i = list ? list->len : 0; i-- > 0;) {
		const struct local_store *store =
			&g_array_index(list, struct local_store, i);

		if (store->local == local && store->index < index)
			return store;
	}
	return NULL;
}

static void add_source(struct search *s, guint32 node, bool is_place,
		       const char *record)
{
	struct owner_source source = {
		.node = node, .record = record, .is_place = is_place,
		.offset_bytes = s->offset_bytes, .is_number = s->is_number };

	g_array_append_val(s->out, source);
}

/* The definitions of a local that reach a load. */
static void search_local(struct search *s, guint32 local,
			 const struct code_ref *load, const char *record)
{
	struct owner_build *b = s->b;
	const struct local_store *store = last_store(b, load->block,
						     load->index, local);
	g_autoptr(GArray) work = NULL;
	guint32 block = load->block;

	if (store) {
		add_source(s, owner_store_node(b, local, store->insn), false,
			   record);
		return;
	}
	work = g_array_new(FALSE, FALSE, sizeof(guint32));
	b->visit++;
	for (guint at = 0;; at++) {
		if (block == 0 && local < b->fn->n_params)
			add_source(s, owner_param_node(b->graph, b->ref,
						       local), false, record);
		for (guint i = b->flow->first_pred[block];
		     i < b->flow->first_pred[block + 1]; i++) {
			guint32 pred = b->flow->preds[i];

			if (b->visited[pred] == b->visit)
				continue;
			b->visited[pred] = b->visit;
			store = last_store(b, pred, G_MAXUINT32, local);
			if (store)
				add_source(s, owner_store_node(b, local,
					   store->insn), false, record);
			else
				g_array_append_val(work, pred);
		}
		if (at == work->len)
			break;
		block = g_array_index(work, guint32, at);
	}
}

/* Is a value of that type an address, or a number that one may be kept as? */
static bool may_be_address(struct search *s, guint32 type)
{
	const struct ir_type *t = ir_type(s->b->unit, type);

	if (s->is_pointer || t->kind == IR_PTR)
		return true;
	s->is_number = t->kind == IR_INT && !s->offset_bytes &&
		       t->bits == s->b->unit->pointer_bits;
	return s->is_number;
}

static void search_load(struct search *s, const struct code_ref *at)
{
	const struct ir_insn *load = at->insn;
	const struct ir_insn *address = def_of(s->b, load->a);
	const char *record = owner_record(s->b->unit, load->type);
	g_autoptr(GArray) places = NULL;

	if (!may_be_address(s, load->type))
		return;
	if (address && address->op == IR_ADDR_LOCAL &&
	    s->b->is_simple[address->imm]) {
		search_local(s, (guint32)address->imm, at, record);
		return;
	}
	places = g_array_new(FALSE, FALSE, sizeof(guint32));
	owner_places(s->b, load->a, places);
	for (guint i = 0; i < places->len; i++)
		add_source(s, g_array_index(places, guint32, i), false,
			   record);
}

/* A constant through casts and signs. */
static bool constant_of(const struct owner_build *b, guint32 temp,
			gint64 *value)
{
	const struct ir_insn *insn = owner_origin(b, temp);

	if (!insn)
		return false;
	if (insn->op == IR_NEG && constant_of(b, insn->a, value)) {
		*value = -*value;
		return true;
	}
	*value = (gint64)insn->imm;
	return insn->op == IR_CONST;
}

/* (struct outer *)((char *)member - offset): an object found from the address
 * of its member. */
static const char *outer_record(const struct owner_build *b,
				const struct ir_insn *cast)
{
	const char *outer = owner_record(b->unit, cast->type);
	const struct ir_insn *index = owner_origin(b, cast->a);
	gint64 offset;

	if (!outer || !index || index->op != IR_INDEX ||
	    owner_record(b->unit, index->type) ||
	    !constant_of(b, index->b, &offset) || offset > 0)
		return NULL;
	return outer;
}

/* The address of a member, be it the first: it leads back to the object. */
static void search_field(struct search s, const struct ir_insn *insn)
{
	const struct ir_record *record = ir_record(s.b->unit, insn->record);
	struct owner_graph *graph = s.b->graph;
	guint first;
	guint32 container;

	add_source(&s, owner_member_node(s.b, insn,
			owner_field_node(s.b, insn->record, insn->imm)), true,
		   NULL);
	first = s.out->len;
	s.offset_bytes = OWNER_INSIDE;
	search_temp(s, insn->a);
	if (strchr(record->name, '<'))
		return;
	container = owner_container_node(graph, record->name);
	for (guint i = first; i < s.out->len; i++) {
		const struct owner_source *source =
			&g_array_index(s.out, struct owner_source, i);
		gint64 pair = (gint64)source->node << 32 | container;
		struct owner_edge edge = {
			.from = source->node, .to = container,
			.flow = OWNER_HEAP, .at = { s.b->ref, insn, 0, 0 },
			.record = owner_node(graph, container)->record };

		if (!source->is_place &&
		    g_hash_table_add(graph->seen,
				     g_memdup2(&pair, sizeof(pair))))
			owner_edge_add(graph, &edge);
	}
}

static void search_call(struct search *s, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	const struct helper *helper =
		rulebase_helper(s->b->graph->rules, call->callee);

	if (helper && !strcmp(helper->effect, "identity") &&
	    helper->args[0] && helper->args[0] <= call->n_args) {
		search_temp(*s, call->args[helper->args[0] - 1]);
		return;
	}
	if (may_be_address(s, at->insn->type))
		add_source(s, owner_result_node(s->b, at), false,
			   owner_record(s->b->unit, at->insn->type));
}

static void search_cast(struct search s, const struct ir_insn *cast)
{
	const char *outer = outer_record(s.b, cast);
	const struct ir_insn *of = def_of(s.b, cast->a);

	if (outer) {
		struct search plain = s;

		plain.offset_bytes = 0;
		add_source(&plain, owner_container_node(s.b->graph, outer),
			   false, outer);
	}
	if (of && is_pointer_type(s.b->unit, of->type))
		s.is_pointer = true;
	if (is_pointer_type(s.b->unit, cast->type))
		s.is_pointer = true;
	search_temp(s, cast->a);
}

/* p + 16 here, and q - 16 in the function that gets it, is p again. */
static void add_index(struct search *s, const struct ir_insn *index)
{
	gint64 count, bytes;

	if (s->offset_bytes != OWNER_INSIDE &&
	    (!constant_of(s->b, index->b, &count) ||
	     __builtin_mul_overflow(count, (gint64)index->imm, &bytes) ||
	     __builtin_add_overflow(s->offset_bytes, bytes,
				    &s->offset_bytes)))
		s->offset_bytes = OWNER_INSIDE;
}

static void search_temp(struct search s, guint32 temp)
{
	const struct ir_insn *insn = def_of(s.b, temp);

	if (!insn || s.depth++ > MAX_DEPTH)
		return;
	switch (insn->op) {
	case IR_CAST:
		search_cast(s, insn);
		break;
	case IR_INDEX:
		add_index(&s, insn);
		search_temp(s, insn->a);
		break;
	case IR_FIELD:
		search_field(s, insn);
		break;
	case IR_ADD: case IR_SUB: case IR_AND: case IR_OR: case IR_XOR:
		/* what is disguised by a key is itself again by the same */
		if (insn->op != IR_XOR)
			s.offset_bytes = OWNER_INSIDE;
		search_temp(s, insn->a);
		search_temp(s, insn->b);
		break;
	case IR_LOAD:
		search_load(&s, &s.b->def[temp]);
		break;
	case IR_CALL:
		search_call(&s, &s.b->def[temp]);
		break;
	case IR_ADDR_LOCAL:
		add_source(&s, local_node(s.b, (guint32)insn->imm), true,
			   NULL);
		break;
	case IR_ADDR_GLOBAL:
		add_source(&s, owner_global_node(s.b, (guint32)insn->imm), true,
			   NULL);
		break;
	default:
		break;
	}
}

void owner_sources(struct owner_build *b, guint32 temp, bool is_pointer,
		   GArray *out)
{
	struct search s = { .b = b, .out = out, .is_pointer = is_pointer };

	search_temp(s, temp);
}
