// SPDX-License-Identifier: GPL-2.0-only
/* Initialisers of globals: constants at byte offsets. */
#include <string.h>

#include "front/init.h"
#include "front/lower.h"

/* What a constant expression may be: a number, or an address plus a number. */
struct constant {
	enum ir_init_kind kind;
	const char *symbol;	/* interned */
	guint64 value;
};

static bool address_of(struct front *front, CXCursor place,
		       struct constant *out);
static bool constant_value(struct front *front, CXCursor expression,
			   struct constant *out);

static guint64 element_bytes(CXType type)
{
	long long size;

	type = clang_getCanonicalType(type);
	type = type.kind == CXType_Pointer ? clang_getPointeeType(type) :
					     clang_getArrayElementType(type);
	size = clang_Type_getSizeOf(type);
	return size > 0 ? size : 1;
}

static bool address_of_name(struct front *front, CXCursor expression,
			    struct constant *out)
{
	CXCursor decl = clang_getCursorReferenced(expression);
	guint32 global;

	switch (cursor_kind(decl)) {
	case CXCursor_FunctionDecl:
		out->kind = IR_INIT_FUNC;
		out->symbol = front_callee(front, decl)->key;
		return true;
	case CXCursor_VarDecl:
		global = front_global(front, decl);
		out->kind = IR_INIT_GLOBAL;
		out->symbol = ir_global(front->ir, global)->key;
		return true;
	default:
		return false;
	}
}

static bool address_of_literal(struct front *front, CXCursor literal,
			       struct constant *out)
{
	guint32 global = front_literal_global(front, literal);

	out->kind = IR_INIT_GLOBAL;
	out->symbol = ir_global(front->ir, global)->key;
	return true;
}

static bool address_of_string(CXCursor literal, struct constant *out)
{
	out->kind = IR_INIT_STRING;
	out->value = clang_Type_getSizeOf(clang_getCursorType(literal));
	return true;
}

static bool address_of_member(struct front *front, CXCursor expression,
			      struct constant *out)
{
	long long bits = clang_Cursor_getOffsetOfField(
				clang_getCursorReferenced(expression));
	autocursors children = { 0 };
	bool is_arrow;

	cursors_of(&children, expression);
	if (!children.n || bits < 0)
		return false;
	is_arrow = clang_getCanonicalType(clang_getCursorType(
				children.at[0])).kind == CXType_Pointer;
	if (!(is_arrow ? constant_value(front, children.at[0], out) :
			 address_of(front, children.at[0], out)))
		return false;
	out->value += bits / 8;
	return out->kind == IR_INIT_GLOBAL || out->kind == IR_INIT_INT;
}

static bool add_scaled(struct front *front, CXCursor pointer, CXCursor index,
		       bool is_minus, struct constant *out)
{
	guint64 n;

	if (!constant_value(front, pointer, out) ||
	    !cursor_evaluate(index, &n))
		return false;
	n *= element_bytes(clang_getCursorType(pointer));
	out->value += is_minus ? -n : n;
	return out->kind == IR_INIT_GLOBAL || (out->kind == IR_INIT_STRING &&
					       !n);
}

static bool address_of_element(struct front *front, CXCursor expression,
			       struct constant *out)
{
	autocursors children = { 0 };

	cursors_of(&children, expression);
	return children.n == 2 && add_scaled(front, children.at[0],
					     children.at[1], false, out);
}

static bool address_of(struct front *front, CXCursor place,
		       struct constant *out)
{
	autocursors children = { 0 };

	place = cursor_strip(place);
	switch (cursor_kind(place)) {
	case CXCursor_DeclRefExpr:
		return address_of_name(front, place, out);
	case CXCursor_MemberRefExpr:
		return address_of_member(front, place, out);
	case CXCursor_ArraySubscriptExpr:
		return address_of_element(front, place, out);
	case CXCursor_CompoundLiteralExpr:
		return address_of_literal(front, place, out);
	case CXCursor_StringLiteral:
		return address_of_string(place, out);
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(place) ==
		       CXUnaryOperator_Deref &&
		       constant_value(front, cursor_last_child(place), out);
	case CXCursor_UnexposedExpr:
		cursors_of(&children, place);
		return cursor_is_implicit(place, &children) &&
		       address_of(front, children.at[0], out);
	default:
		return false;
	}
}

/* The operand of a conversion, or the branch that is taken. */
static bool chosen_operand(struct front *front, CXCursor expression,
			   CXCursor *out)
{
	CXSourceLocation start = clang_getRangeStart(
					clang_getCursorExtent(expression));
	enum CXCursorKind kind = cursor_kind(expression);
	const char *end, *at;
	autocursors children = { 0 };
	guint64 condition;

	cursors_of(&children, expression);
	if (kind == CXCursor_CStyleCastExpr ||
	    (kind == CXCursor_UnexposedExpr &&
	     cursor_is_implicit(expression, &children))) {
		*out = children.at[children.n - 1];
		return true;
	}
	at = front_spelling(front, start, &end);
	if (kind == CXCursor_UnexposedExpr &&
	    (!at || !text_is_word(at, end, "__builtin_choose_expr")))
		return false;
	if (children.n != 3 || !cursor_evaluate(children.at[0], &condition))
		return false;
	*out = children.at[condition ? 1 : 2];
	return true;
}

static bool constant_binary(struct front *front, CXCursor expression,
			    struct constant *out)
{
	enum CXBinaryOperatorKind op =
		clang_getCursorBinaryOperatorKind(expression);
	autocursors children = { 0 };

	cursors_of(&children, expression);
	if (children.n != 2 || (op != CXBinaryOperator_Add &&
				op != CXBinaryOperator_Sub))
		return false;
	return add_scaled(front, children.at[0], children.at[1],
			  op == CXBinaryOperator_Sub, out);
}

/* An array or a function as a value is its address. */
static bool is_object(CXCursor expression)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(expression));

	return type.kind == CXType_ConstantArray ||
	       type.kind == CXType_IncompleteArray ||
	       type.kind == CXType_FunctionProto ||
	       type.kind == CXType_FunctionNoProto;
}

static bool address_value(struct front *front, CXCursor expression,
			  struct constant *out)
{
	CXCursor operand;

	expression = cursor_strip(expression);
	if (cursor_kind(expression) == CXCursor_GenericSelectionExpr) {
		operand = generic_sole_choice(expression);
		return !clang_Cursor_isNull(operand) &&
		       constant_value(front, operand, out);
	}
	if (is_object(expression))
		return address_of(front, expression, out);
	switch (cursor_kind(expression)) {
	case CXCursor_UnaryOperator:
		return clang_getCursorUnaryOperatorKind(expression) ==
		       CXUnaryOperator_AddrOf &&
		       address_of(front, cursor_last_child(expression), out);
	case CXCursor_BinaryOperator:
		return constant_binary(front, expression, out);
	case CXCursor_ConditionalOperator:
	case CXCursor_CStyleCastExpr:
	case CXCursor_UnexposedExpr:
		return chosen_operand(front, expression, &operand) &&
		       constant_value(front, operand, out);
	default:
		return false;
	}
}

static bool constant_value(struct front *front, CXCursor expression,
			   struct constant *out)
{
	CXType type = clang_getCanonicalType(clang_getCursorType(expression));
	CXCursor inner;

	out->kind = IR_INIT_INT;
	if (type.kind == CXType_Pointer || is_object(expression)) {
		inner = cursor_strip_casts(expression);
		if (!is_object(inner) &&
		    clang_getCanonicalType(clang_getCursorType(inner)).kind !=
		    CXType_Pointer &&
		    cursor_evaluate(inner, &out->value))
			return true;
		return address_value(front, expression, out);
	}
	return cursor_evaluate(expression, &out->value) ||
	       address_value(front, expression, out);
}

/* The table */

struct global_init {
	guint32 global;
	GArray *inits;
};

static struct ir_init *add_init(struct init_walk *walk,
				const struct init_object *to, CXCursor value)
{
	struct global_init *init = walk->data;
	struct ir_init entry = {
		.kind = IR_INIT_UNKNOWN, .offset_bytes = to->offset_bytes,
		.type = front_type(walk->front, to->type),
		.record = IR_NONE, .field = IR_NONE,
		.loc = clang_Cursor_isNull(value) ? IR_NO_LOC :
		       front_loc(walk->front, value),
	};
	const struct init_object *at = to;

	while (at && at->step != INIT_MEMBER)
		at = at->outer;
	if (at) {
		const struct ir_field *field = ir_field(
			ir_record(walk->front->ir, at->record), at->field);

		entry.record = at->record;
		entry.field = at->field;
		if (at == to && field->bit_width) {
			entry.bit_offset = field->bit_offset;
			entry.bit_width = field->bit_width;
		}
	}
	g_array_append_val(init->inits, entry);
	return &g_array_index(init->inits, struct ir_init,
			      init->inits->len - 1);
}

static void add_scalar(struct init_walk *walk, const struct init_object *to,
		       CXCursor value)
{
	struct constant constant = { 0 };
	struct front *front = walk->front;
	const struct ir_type *type;
	bool is_known = constant_value(front, value, &constant);
	struct ir_init *entry = add_init(walk, to, value);

	if (!is_known)
		return;
	entry->kind = constant.kind;
	entry->symbol = constant.symbol;
	entry->value = constant.value;
	type = ir_type(front->ir, entry->type);
	if (entry->kind != IR_INIT_INT)
		return;
	if (type->kind == IR_FLOAT || type->bits > 64)
		entry->kind = IR_INIT_UNKNOWN;
	else if (type->kind == IR_INT && type->bits == 1)
		entry->value = entry->value != 0;
	else if (entry->bit_width)
		entry->value = ir_extend(entry->value, entry->bit_width,
					 false);
	else
		entry->value = ir_extend(entry->value, type->bits, false);
}

static void add_string(struct init_walk *walk, const struct init_object *to,
		       CXCursor value)
{
	add_init(walk, to, value);
}

static void drop_within(struct init_walk *walk, const struct init_object *to)
{
	GArray *inits = ((struct global_init *)walk->data)->inits;
	long long size = clang_Type_getSizeOf(to->type);
	guint kept = 0;

	for (guint i = 0; i < inits->len; i++) {
		struct ir_init *at = &g_array_index(inits, struct ir_init, i);

		if (at->offset_bytes >= to->offset_bytes &&
		    at->offset_bytes - to->offset_bytes < (guint64)size)
			continue;
		g_array_index(inits, struct ir_init, kept++) = *at;
	}
	g_array_set_size(inits, kept);
}

static void add_unknown(struct init_walk *walk, const struct init_object *to)
{
	add_init(walk, to, clang_getNullCursor());
}

/* A compound literal as a constant is its list. */
static void add_record(struct init_walk *walk, const struct init_object *to,
		       CXCursor value)
{
	CXCursor inner = cursor_strip_casts(value);
	struct init_walk again = *walk;

	if (cursor_kind(inner) != CXCursor_CompoundLiteralExpr) {
		add_init(walk, to, value);
		return;
	}
	init_walk_object(&again, to, cursor_last_child(inner));
}

static gint by_offset(gconstpointer a, gconstpointer b)
{
	const struct ir_init *x = a, *y = b;

	if (x->offset_bytes != y->offset_bytes)
		return x->offset_bytes < y->offset_bytes ? -1 : 1;
	return (gint)x->bit_offset - y->bit_offset;
}

static bool is_sorted(const GArray *inits)
{
	for (guint i = 1; i < inits->len; i++)
		if (by_offset(&g_array_index(inits, struct ir_init, i - 1),
			      &g_array_index(inits, struct ir_init, i)) >= 0)
			return false;
	return true;
}

/* An initialised flexible array lies beyond what its type says; the table only
 * speaks of the object of that type. */
static void drop_beyond(GArray *inits, guint64 size_bytes)
{
	guint kept = 0;

	for (guint i = 0; i < inits->len; i++) {
		struct ir_init *at = &g_array_index(inits, struct ir_init, i);

		if (at->offset_bytes < size_bytes)
			g_array_index(inits, struct ir_init, kept++) = *at;
	}
	g_array_set_size(inits, kept);
}

/* A later initialiser of the same place replaces the earlier one. g_array_sort
 * is stable. */
static void sort_inits(GArray *inits)
{
	guint kept = 0;

	if (is_sorted(inits))
		return;
	g_array_sort(inits, by_offset);
	for (guint i = 0; i < inits->len; i++) {
		struct ir_init *at = &g_array_index(inits, struct ir_init, i);

		if (i + 1 == inits->len || by_offset(at, at + 1))
			g_array_index(inits, struct ir_init, kept++) = *at;
	}
	g_array_set_size(inits, kept);
}

static void read_initialiser(struct front *front, CXCursor object)
{
	bool is_literal = cursor_kind(object) == CXCursor_CompoundLiteralExpr;
	struct global_init init = {
		.global = is_literal ? front_literal_global(front, object) :
				       front_global(front, object),
	};
	struct init_walk walk = {
		.front = front, .scalar = add_scalar, .string = add_string,
		.record = add_record, .reset = drop_within,
		.unknown = add_unknown, .data = &init,
	};
	CXCursor list = is_literal ? cursor_last_child(object) :
			clang_Cursor_getVarDeclInitializer(object);
	guint64 size_bytes;

	init.inits = ir_global(front->ir, init.global)->inits;
	init_walk(&walk, clang_getCursorType(object), list);
	size_bytes = ir_type(front->ir, ir_global(front->ir,
				init.global)->type)->size_bytes;
	if (size_bytes)
		drop_beyond(init.inits, size_bytes);
	sort_inits(init.inits);
}

void front_read_initialisers(struct front *front)
{
	CXCursor *object;

	while ((object = g_queue_pop_head(&front->pending_globals))) {
		read_initialiser(front, *object);
		g_free(object);
	}
}
