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

/* What is done with a container, or by a cursor that walks one. */
enum container_act {
	ACT_PUT, ACT_EACH, ACT_GET, ACT_OUT, ACT_SLOT, ACT_ENTER,
	ACT_CURSOR_PUT, ACT_CURSOR_GET, N_ACTS,
};

static const char *const act_tables[N_ACTS] = {
	"container.put", "container.each", "container.get", "container.out",
	"container.slot", "container.enter", "cursor.put", "cursor.get",
};

static enum container_act act_of(const struct owner_build *b,
				 const struct ir_call *call, guint args[2])
{
	guint act = 0;

	while (act < N_ACTS && !container_row(b, act_tables[act], call, args))
		act++;
	return act;
}

/* The field of a cursor that says which container it walks, or IR_NONE. */
static guint32 cursor_field(struct owner_build *b, guint32 address)
{
	const struct ir_insn *insn = owner_origin(b, address);
	const struct ir_type *t = insn ? ir_type(b->unit, insn->type) : NULL;
	const struct ir_record *r;

	if (!t || t->kind != IR_PTR || t->elem == IR_NONE ||
	    ir_type(b->unit, t->elem)->kind != IR_RECORD)
		return IR_NONE;
	t = ir_type(b->unit, t->elem);
	r = ir_record(b->unit, t->record);
	for (guint32 i = 0; i < r->fields->len; i++) {
		g_autofree char *name = g_strdup_printf("%s.%s", r->name,
					ir_field(r, i)->name ?: "");

		if (rulebase_word(b->graph->rules, "container.cursors", name))
			return owner_member_at(b, address, t->record, i);
	}
	return IR_NONE;
}

/* What holds the address of the container that a cursor walks: that field, or
 * the cursor. */
static void cursor_holders(struct owner_build *b, guint32 address,
			   GArray *holders)
{
	guint32 field = cursor_field(b, address);

	if (field != IR_NONE)
		g_array_append_val(holders, field);
	else
		owner_places(b, address, holders);
}

static void container_places(struct owner_build *b, enum container_act act,
			     guint32 address, GArray *places)
{
	if (act != ACT_CURSOR_PUT && act != ACT_CURSOR_GET) {
		owner_places(b, address, places);
		return;
	}
	cursor_holders(b, address, places);
	for (guint i = 0; i < places->len; i++)
		g_array_index(places, guint32, i) = owner_pointee_node(
			b->graph, g_array_index(places, guint32, i));
}

/* What the container holds goes to the node. */
static void give(struct owner_build *b, const struct code_ref *at,
		 guint32 place, guint32 to)
{
	owner_edge_add(b->graph, &(struct owner_edge){
		.from = place, .to = to, .flow = OWNER_HEAP, .at = *at });
}

static void give_array(struct owner_build *b, const struct code_ref *at,
		       guint32 place, guint32 address)
{
	g_autoptr(GArray) to = g_array_new(FALSE, FALSE, sizeof(guint32));

	owner_places(b, address, to);
	for (guint i = 0; i < to->len; i++)
		give(b, at, place, g_array_index(to, guint32, i));
}

static void enter(struct owner_build *b, guint32 place, guint32 address)
{
	g_autoptr(GArray) holders = g_array_new(FALSE, FALSE, sizeof(guint32));

	cursor_holders(b, address, holders);
	for (guint i = 0; i < holders->len; i++)
		owner_points_to(b->graph, g_array_index(holders, guint32, i),
				place);
}

static void act_on(struct owner_build *b, const struct code_ref *at,
		   enum container_act act, guint32 place, guint32 other)
{
	g_autoptr(GArray) sources = owner_sources_new();

	switch (act) {
	case ACT_PUT: case ACT_CURSOR_PUT:
		put_sources(b, other, sources);
		owner_connect(b, sources, place, OWNER_HEAP, at);
		break;
	case ACT_EACH:
		give_each(b, at, place);
		break;
	case ACT_OUT:
		give_array(b, at, place, other);
		break;
	case ACT_SLOT:
		owner_points_to(b->graph, owner_result_node(b, at), place);
		break;
	case ACT_ENTER:
		enter(b, place, other);
		break;
	default:
		give(b, at, place, owner_result_node(b, at));
		break;
	}
}

/* What goes into a container (its address is argument args[0]) may come out
 * of it again. */
bool owner_build_container(struct owner_build *b, const struct code_ref *at)
{
	const struct ir_call *call = at->insn->call;
	g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint32));
	guint args[2];
	enum container_act act = act_of(b, call, args);
	bool has_result = act == ACT_GET || act == ACT_SLOT ||
			  act == ACT_CURSOR_GET;

	if (act == N_ACTS || (has_result && at->insn->dst == IR_NONE))
		return false;
	container_places(b, act, owner_arg(call, args[0] - 1), places);
	for (guint i = 0; i < places->len; i++) {
		guint32 place = g_array_index(places, guint32, i);

		/* a record as a field, too, holds what is put into it */
		owner_node(b->graph, place)->holds_none = false;
		act_on(b, at, act, place, args[1] ?
		       owner_arg(call, args[1] - 1) : IR_NONE);
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
