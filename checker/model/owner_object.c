// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same field of different objects. A variable of the program whose fields
 * are named directly has a node for each (OWNER_MEMBER). Who gets its address
 * reads the field of an object that is not known (OWNER_FIELD), and may write
 * it: then the two exchange what they hold.
 */
#include <string.h>

#include "model/owner_build.h"

/* What becomes of a variable's address. */
enum object_use {
	OBJECT_SEEN = 1,	/* others reach its fields by their names */
	OBJECT_COPIED = 2,	/* … or copy its bytes */
};

struct object {
	gconstpointer key;	/* a struct ir_local, or a global's key */
	guint32 local;		/* IR_NONE: a global */
	bool is_plain;		/* reached through fields and elements alone */
	bool is_member;		/* … through a field that is no record */
};

static const struct ir_type *element_type(const struct ir_unit *unit,
					  guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	while (t->kind == IR_ARRAY && t->elem != IR_NONE)
		t = ir_type(unit, t->elem);
	return t;
}

static bool is_object(const struct ir_unit *unit, guint32 type)
{
	const struct ir_type *t = element_type(unit, type);

	return t->kind == IR_RECORD && !ir_record(unit, t->record)->is_union;
}

/* Does another field begin where this one does? */
static bool is_shared(const struct ir_record *r, guint64 number)
{
	const struct ir_field *field = ir_field(r, (guint32)number);

	for (guint32 i = 0; i < r->fields->len; i++)
		if (i != number &&
		    ir_field(r, i)->offset_bytes == field->offset_bytes)
			return true;
	return r->is_union;
}

static void step_field(const struct owner_build *b, const struct ir_insn *insn,
		       struct object *object)
{
	const struct ir_record *r = ir_record(b->unit, insn->record);
	guint32 type = ir_field(r, (guint32)insn->imm)->type;

	object->is_plain &= !is_shared(r, insn->imm);
	object->is_member |= element_type(b->unit, type)->kind != IR_RECORD;
}

static bool find_object(const struct owner_build *b, guint32 temp,
			struct object *object)
{
	*object = (struct object){ NULL, IR_NONE, true, false };
	while (temp != IR_NONE && temp < b->fn->n_temps &&
	       b->def[temp].insn) {
		const struct ir_insn *insn = b->def[temp].insn;

		temp = insn->a;
		switch (insn->op) {
		case IR_FIELD:
			step_field(b, insn, object);
			break;
		case IR_INDEX:
			break;
		case IR_CAST:
			object->is_plain &= owner_record(b->unit, insn->type) &&
				temp < b->fn->n_temps && b->def[temp].insn &&
				owner_record(b->unit, insn->type) ==
				owner_record(b->unit, b->def[temp].insn->type);
			break;
		case IR_ADDR_LOCAL:
			object->local = (guint32)insn->imm;
			object->key = &b->fn->locals[object->local];
			return is_object(b->unit, ((const struct ir_local *)
						   object->key)->type);
		case IR_ADDR_GLOBAL:
			object->key = ir_global(b->unit,
						(guint32)insn->imm)->key;
			return is_object(b->unit, ir_global(b->unit,
						(guint32)insn->imm)->type);
		default:
			return false;
		}
	}
	return false;
}

static void mark(struct owner_graph *graph, gconstpointer key, guint use)
{
	guint now = GPOINTER_TO_UINT(g_hash_table_lookup(graph->objects, key));

	g_hash_table_insert(graph->objects, (gpointer)key,
			    GUINT_TO_POINTER(now | use));
}

/* The address goes on as a value. */
static void note_address(struct owner_build *b, guint32 temp)
{
	const struct ir_type *t;
	struct object object;

	if (!find_object(b, temp, &object))
		return;
	t = ir_type(b->unit, b->def[temp].insn->type);
	if (t->kind == IR_PTR && t->elem != IR_NONE)
		t = element_type(b->unit, t->elem);
	mark(b->graph, object.key,
	     object.is_plain && (t->kind == IR_RECORD || object.is_member) ?
	     OBJECT_SEEN : OBJECT_COPIED);
}

static void note_bytes(struct owner_build *b, guint32 temp)
{
	struct object object;

	if (find_object(b, temp, &object))
		mark(b->graph, object.key, OBJECT_COPIED);
}

static void note_access(struct owner_build *b, guint32 temp)
{
	struct object object;

	if (find_object(b, temp, &object) && !object.is_plain)
		mark(b->graph, object.key, OBJECT_COPIED);
}

static bool has_effect(const struct owner_build *b, const struct ir_call *call,
		       const char *effect)
{
	const struct helper *helper = call->callee ?
		rulebase_helper(b->graph->rules, call->callee) : NULL;

	return helper && !strcmp(helper->effect, effect);
}

/* What an unseen function gets as a void * it may copy. */
static void note_copied(struct owner_build *b, const struct ir_call *call)
{
	const char *key = call->callee_key ?: call->callee;

	if ((key && program_function(b->graph->db, key)) ||
	    (call->callee &&
	     rulebase_helper(b->graph->rules, call->callee) &&
	     !has_effect(b, call, "memcpy")) ||
	    owner_free_row(b->graph->rules, call))
		return;
	for (guint i = 0; i < call->n_args; i++) {
		guint32 temp = owner_arg(call, i);
		const struct ir_insn *insn = owner_origin(b, temp);
		const char *record = insn ? owner_record(b->unit, insn->type) :
					    NULL;

		if (record && !owner_record(b->unit, b->def[temp].insn->type))
			g_hash_table_add(b->graph->copied, (gpointer)record);
	}
}

static void note_call(struct owner_build *b, const struct ir_call *call)
{
	if (has_effect(b, call, "memset"))
		return;
	note_copied(b, call);
	for (guint i = 0; i < call->n_args; i++)
		note_address(b, owner_arg(call, i));
}

static void note_insn(struct owner_build *b, const struct ir_insn *insn)
{
	switch (insn->op) {
	case IR_LOAD:
		note_access(b, insn->a);
		break;
	case IR_STORE:
		note_access(b, insn->a);
		note_address(b, insn->b);
		break;
	case IR_CALL:
		note_call(b, insn->call);
		break;
	case IR_ZERO: case IR_FIELD: case IR_INDEX: case IR_CAST:
	case IR_EQ: case IR_NE: case IR_LT: case IR_LE: case IR_GT: case IR_GE:
		break;
	default:
		note_bytes(b, insn->a);
		note_bytes(b, insn->b);
		for (guint i = 0; insn->call && i < insn->call->n_args; i++)
			note_bytes(b, owner_arg(insn->call, i));
		break;
	}
}

void owner_note_objects(struct owner_build *b)
{
	for (guint k = 0; k < b->fn->n_blocks; k++) {
		const struct ir_block *block = ir_block(b->fn, k);

		for (guint i = 0; i < block->n_insns; i++)
			note_insn(b, &block->insns[i]);
		if (block->term == IR_RETURN)
			note_address(b, block->value);
	}
}

static guint32 member_node(struct owner_build *b, const struct object *object,
			   guint32 field)
{
	const struct owner_node *any = owner_node(b->graph, field);
	struct owner_key key = { OWNER_MEMBER, object->key, field };
	struct owner_node *n;
	bool is_new;
	guint32 node;

	node = owner_node_get(b->graph, key, &is_new);
	n = owner_node(b->graph, node);
	any = owner_node(b->graph, field);
	if (!is_new)
		return node;
	n->of = field;
	n->object = object->key;
	n->name = any->name;
	n->record = any->record;
	n->local = object->local;
	if (object->local != IR_NONE)
		n->function = b->ref;
	return node;
}

guint32 owner_member_node(struct owner_build *b, const struct ir_insn *insn,
			  guint32 field)
{
	guint32 type = ir_field(ir_record(b->unit, insn->record),
				(guint32)insn->imm)->type;
	const struct owner_node *any = owner_node(b->graph, field);
	struct object object;

	if (any->kind != OWNER_FIELD || any->is_link ||
	    !owner_holds_pointer(b->unit, type) ||
	    !find_object(b, insn->dst, &object) || !object.is_plain)
		return field;
	return member_node(b, &object, field);
}

guint32 owner_member_at(struct owner_build *b, guint32 base, guint32 record,
			guint32 number)
{
	guint32 field = owner_field_node(b, record, number);
	struct object object;

	if (owner_node(b->graph, field)->kind != OWNER_FIELD ||
	    !find_object(b, base, &object) || !object.is_plain ||
	    is_shared(ir_record(b->unit, record), number))
		return field;
	return member_node(b, &object, field);
}

/* A variable that code out of view knows, or whose address is a constant. */
static void mark_globals(struct owner_graph *graph)
{
	const struct program_db *db = graph->db;

	for (guint i = 0; i < db->units->len; i++) {
		const struct ir_unit *unit = db->units->pdata[i];

		for (guint k = 0; k < unit->globals->len; k++) {
			const struct ir_global *global = ir_global(unit, k);

			if (!global->is_static && !db->is_closed)
				mark(graph, global->key,
				     OBJECT_COPIED);
			for (guint n = 0; n < global->inits->len; n++) {
				const struct ir_init *init = &g_array_index(
					global->inits, struct ir_init, n);

				if (init->kind == IR_INIT_GLOBAL)
					mark(graph, init->symbol,
					     OBJECT_COPIED);
			}
		}
	}
}

/* "struct foo" of a record's key, or of the identity of a field. Interned. */
static const char *record_name(const char *key)
{
	g_autofree char *name = g_strdup_printf("struct %.*s",
						(int)strcspn(key, "@"), key);

	return ir_intern(name);
}

/* Records whose objects are copied as a whole. */
static void add_copied(struct owner_graph *graph)
{
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, graph->db->records);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct record_ref *record = value;
		const char *name = record_name(record->key);

		for (guint i = 0; i < record->copies->len; i++)
			if (g_array_index(record->copies, struct code_ref,
					  i).insn->op == IR_COPY)
				g_hash_table_add(graph->copied,
						 (gpointer)name);
	}
}

static bool is_part_of(struct owner_graph *graph, GHashTable *records,
		       const char *record)
{
	GHashTableIter iter;
	gpointer outer;

	g_hash_table_iter_init(&iter, records);
	while (g_hash_table_iter_next(&iter, &outer, NULL))
		if (owner_record_holds(graph, outer, record))
			return true;
	return false;
}

static void add_value(struct owner_graph *graph, const struct ir_unit *unit,
		      guint32 type)
{
	const struct ir_type *t = ir_type(unit, type);

	if (t->kind == IR_RECORD)
		g_hash_table_add(graph->by_value, (gpointer)ir_intern(
				 ir_record(unit, t->record)->name));
}

/* Records that functions take or return: no instruction shows which variable
 * is copied then. */
static void add_by_value(struct owner_graph *graph)
{
	const struct program_db *db = graph->db;

	for (guint i = 0; i < db->ordered->len; i++) {
		const struct function_ref *ref = program_visit(db, i);

		add_value(graph, ref->unit, ref->fn->result);
		for (guint k = 0; k < ref->fn->n_params; k++)
			add_value(graph, ref->unit, ref->fn->locals[k].type);
		for (guint k = 0; k < ref->calls->len; k++)
			add_value(graph, ref->unit,
				  g_array_index(ref->calls, struct code_ref,
						k).insn->type);
	}
}

/* enum object_use of a member's variable. */
static guint use_of(struct owner_graph *graph, const struct owner_node *member)
{
	guint use = GPOINTER_TO_UINT(g_hash_table_lookup(graph->objects,
							 member->object));

	if (is_part_of(graph, graph->by_value, record_name(member->name)))
		use |= OBJECT_COPIED;
	return use;
}

/* May others than the variables' own code put something into the field? */
static bool is_written(struct owner_graph *graph,
		       const struct owner_node *field)
{
	for (guint i = 0; field->in && i < field->in->len; i++) {
		const struct owner_node *from = owner_node(graph,
			owner_edge(graph, g_array_index(field->in, guint32,
							i))->from);

		if (from->kind != OWNER_MEMBER ||
		    use_of(graph, from) & OBJECT_COPIED)
			return true;
	}
	return field->pointed_by ||
	       is_part_of(graph, graph->copied, record_name(field->name));
}

void owner_connect_objects(struct owner_graph *graph)
{
	guint32 n_nodes = graph->nodes->len;
	struct owner_edge edge = { .flow = OWNER_HEAP };

	mark_globals(graph);
	add_copied(graph);
	add_by_value(graph);
	for (guint32 i = 0; i < n_nodes; i++) {
		const struct owner_node *node = owner_node(graph, i);

		edge.from = i;
		edge.to = node->of;
		edge.record = node->record;
		if (node->kind == OWNER_MEMBER && use_of(graph, node))
			owner_edge_add(graph, &edge);
	}
	for (guint32 i = 0; i < n_nodes; i++) {
		const struct owner_node *node = owner_node(graph, i);

		edge.from = node->of;
		edge.to = i;
		edge.record = node->record;
		if (node->kind == OWNER_MEMBER && use_of(graph, node) &&
		    is_written(graph, owner_node(graph, node->of)))
			owner_edge_add(graph, &edge);
	}
}

static bool is_pointer(const struct ir_unit *unit, guint32 type)
{
	return ir_type(unit, type)->kind == IR_PTR;
}

/* Two members that begin at one place: a pointer that is stored in one may be
 * read from the other, a number (kfree((void *)value.number)) or a pointer to
 * bytes. Pointers to unlike records are told apart by who uses them. */
static bool is_same_pointer(const struct ir_unit *unit, guint32 a, guint32 b)
{
	const char *of_a = owner_record(unit, a), *of_b = owner_record(unit, b);

	if (!owner_holds_pointer(unit, a) || !owner_holds_pointer(unit, b) ||
	    (!is_pointer(unit, a) && !is_pointer(unit, b)))
		return false;
	return !of_a || !of_b || of_a == of_b;
}

void owner_connect_union(struct owner_build *b, guint32 record, guint32 number,
			 guint32 node)
{
	const struct ir_record *r = ir_record(b->unit, record);
	const struct ir_field *field = ir_field(r, number);

	for (guint32 i = 0; i < r->fields->len; i++) {
		const struct ir_field *other = ir_field(r, i);
		struct owner_edge edge = { .from = node, .flow = OWNER_HEAP,
					   .at = { .function = b->ref } };

		if (i == number || other->offset_bytes != field->offset_bytes ||
		    !is_same_pointer(b->unit, field->type, other->type))
			continue;
		edge.to = owner_field_node(b, record, i);
		owner_edge_add(b->graph, &edge);
	}
}

/* A pointer to a pointer, where it is defined. */
static void build_init(struct owner_build *b, guint32 global,
		       const struct ir_init *init)
{
	const struct global_ref *ref = init->kind == IR_INIT_GLOBAL ?
		program_global(b->graph->db, init->symbol) : NULL;
	struct owner_build there = { .graph = b->graph,
				     .unit = ref ? ref->unit : NULL };
	struct owner_key member = { OWNER_MEMBER, NULL, 0 };
	guint32 holder, target;
	gpointer found;

	if (!ref || !owner_holds_pointer(ref->unit,
				ir_global(ref->unit, ref->index)->type))
		return;
	target = owner_global_node(&there, ref->index);
	holder = init->record == IR_NONE ? owner_global_node(b, global) :
		 owner_field_node(b, init->record, init->field);
	owner_points_to(b->graph, holder, target);
	member.what = ir_global(b->unit, global)->key;
	member.number = holder;
	found = g_hash_table_lookup(b->graph->index, &member);
	if (found)
		owner_points_to(b->graph, GPOINTER_TO_UINT(found) - 1, target);
}

void owner_build_inits(struct owner_graph *graph, const struct ir_unit *unit)
{
	struct owner_build b = { .graph = graph, .unit = unit };

	for (guint32 i = 0; i < unit->globals->len; i++) {
		const struct ir_global *global = ir_global(unit, i);

		for (guint k = 0; global->inits && k < global->inits->len; k++)
			build_init(&b, i, &g_array_index(global->inits,
							 struct ir_init, k));
	}
}
