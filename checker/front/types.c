// SPDX-License-Identifier: GPL-2.0-only
/* clang types -> ir_type. */
#include <string.h>

#include "front/unit.h"

static gpointer type_key(CXType type)
{
	return type.data[0];
}

static guint64 size_of(CXType type)
{
	long long size = clang_Type_getSizeOf(type);

	return size > 0 ? (guint64)size : 0;
}

/* The typedef as written, or NULL. */
static const char *typedef_name(CXType type)
{
	if (type.kind == CXType_Elaborated)
		type = clang_Type_getNamedType(type);
	if (type.kind != CXType_Typedef)
		return NULL;
	return text_intern(cursor_take_string(clang_getTypedefName(type)));
}

static void make_int(struct ir_type *out, CXType type, bool is_signed)
{
	out->kind = IR_INT;
	out->bits = 8 * size_of(type);
	out->is_signed = is_signed;
}

static void make_enum(struct ir_type *out, CXType type)
{
	CXCursor decl = clang_getTypeDeclaration(type);
	CXType integer = clang_getCanonicalType(
				clang_getEnumDeclIntegerType(decl));

	out->kind = IR_INT;
	out->bits = 8 * size_of(integer);
	out->is_signed = integer.kind != CXType_UInt &&
			 integer.kind != CXType_ULong &&
			 integer.kind != CXType_ULongLong &&
			 integer.kind != CXType_UShort &&
			 integer.kind != CXType_UChar &&
			 integer.kind != CXType_Bool;
	if (!out->bits) {
		out->bits = 32;
		out->is_signed = false;
	}
}

static void make_array(struct front *front, struct ir_type *out, CXType type)
{
	long long count = clang_getArraySize(type);

	out->elem = front_type(front, clang_getArrayElementType(type));
	out->kind = IR_ARRAY;
	out->count = type.kind == CXType_ConstantArray && count > 0 ? count : 0;
}

/* Fill `out` from a canonical type. Vectors, complex and floating numbers are
 * all "not integers": their width is known, their value never is. */
static void make_type(struct front *front, struct ir_type *out, CXType type)
{
	out->size_bytes = type.kind == CXType_FunctionProto ||
			  type.kind == CXType_FunctionNoProto ? 0 :
			  size_of(type);
	switch (type.kind) {
	case CXType_Void:
		out->kind = IR_VOID;
		out->size_bytes = 0;
		break;
	case CXType_Bool:
		out->kind = IR_INT;
		out->bits = 1;
		break;
	case CXType_Char_U: case CXType_UChar: case CXType_UShort:
	case CXType_UInt: case CXType_ULong: case CXType_ULongLong:
	case CXType_UInt128: case CXType_Char16: case CXType_Char32:
		make_int(out, type, false);
		break;
	case CXType_Char_S: case CXType_SChar: case CXType_Short:
	case CXType_Int: case CXType_Long: case CXType_LongLong:
	case CXType_Int128: case CXType_WChar:
		make_int(out, type, true);
		break;
	case CXType_Enum:
		make_enum(out, type);
		break;
	case CXType_Pointer: case CXType_BlockPointer:
		out->elem = front_type(front, clang_getPointeeType(type));
		out->kind = IR_PTR;
		out->bits = front->ir->pointer_bits;
		break;
	case CXType_Record:
		out->record = front_record(front, type);
		out->kind = IR_RECORD;
		break;
	case CXType_ConstantArray: case CXType_IncompleteArray:
	case CXType_VariableArray:
		make_array(front, out, type);
		break;
	case CXType_FunctionProto: case CXType_FunctionNoProto:
		out->elem = front_type(front, clang_getResultType(type));
		out->kind = IR_FUNC;
		break;
	case CXType_Atomic:
		make_type(front, out, clang_getCanonicalType(
					clang_Type_getValueType(type)));
		break;
	case CXType_Invalid: case CXType_Dependent:
		out->kind = IR_VOID;
		break;
	default:
		out->kind = IR_FLOAT;
		out->bits = 8 * out->size_bytes;
	}
}

/* Types are entered before their parts: a record may point to itself. */
static guint32 new_type(struct front *front, CXType type)
{
	struct ir_type made = { .kind = IR_VOID };
	guint32 index = front->ir->types->len;

	g_array_append_val(front->ir->types, made);
	g_hash_table_insert(front->types, type_key(type),
			    GUINT_TO_POINTER(index + 1));
	make_type(front, &made, clang_getCanonicalType(type));
	made.name = typedef_name(type);
	g_array_index(front->ir->types, struct ir_type, index) = made;
	return index;
}

guint32 front_type(struct front *front, CXType type)
{
	gpointer found;
	CXType plain;
	guint32 index;

	if (type.kind == CXType_Invalid || !type_key(type))
		return 0;
	found = g_hash_table_lookup(front->types, type_key(type));
	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	plain = clang_getUnqualifiedType(type);
	if (plain.kind == CXType_Void)
		return 0;
	found = g_hash_table_lookup(front->types, type_key(plain));
	index = found ? GPOINTER_TO_UINT(found) - 1 : new_type(front, plain);
	g_hash_table_insert(front->types, type_key(type),
			    GUINT_TO_POINTER(index + 1));
	return index;
}

guint32 front_cursor_type(struct front *front, CXCursor cursor)
{
	return front_type(front, clang_getCursorType(cursor));
}

/* libclang shows an array or function parameter, and what is read from it, with
 * the type as written; the value is a pointer. */
guint32 front_value_type(struct front *front, CXCursor cursor)
{
	guint32 type = front_cursor_type(front, cursor);

	switch (ir_type(front->ir, type)->kind) {
	case IR_ARRAY:
		return front_pointer_to(front, ir_type(front->ir, type)->elem);
	case IR_FUNC:
		return front_pointer_to(front, type);
	default:
		return type;
	}
}

guint32 front_pointer_to(struct front *front, guint32 type)
{
	gpointer key = GUINT_TO_POINTER(type + 1);
	gpointer found = g_hash_table_lookup(front->pointers, key);
	struct ir_type pointer = {
		.kind = IR_PTR, .bits = front->ir->pointer_bits, .elem = type,
		.size_bytes = front->ir->pointer_bits / 8,
	};

	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	g_array_append_val(front->ir->types, pointer);
	g_hash_table_insert(front->pointers, key,
			    GUINT_TO_POINTER(front->ir->types->len));
	return front->ir->types->len - 1;
}

guint32 front_int_type(struct front *front, guint16 bits, bool is_signed)
{
	struct ir_type made = {
		.kind = IR_INT, .bits = bits, .is_signed = is_signed,
		.size_bytes = (bits + 7) / 8,
	};

	for (guint32 i = 0; i < front->ir->types->len; i++) {
		const struct ir_type *type = ir_type(front->ir, i);

		if (type->kind == IR_INT && type->bits == bits &&
		    type->is_signed == is_signed && !type->name)
			return i;
	}
	g_array_append_val(front->ir->types, made);
	return front->ir->types->len - 1;
}

/* The same type but for its typedef name and qualifiers. */
bool front_same_type(const struct ir_unit *unit, guint32 a, guint32 b)
{
	const struct ir_type *x, *y;

	for (;;) {
		if (a == b)
			return true;
		x = ir_type(unit, a);
		y = ir_type(unit, b);
		if (x->kind != y->kind || x->bits != y->bits)
			return false;
		switch (x->kind) {
		case IR_INT:
			return x->is_signed == y->is_signed;
		case IR_RECORD:
			return x->record == y->record;
		case IR_ARRAY:
			if (x->count != y->count)
				return false;
			break;
		case IR_PTR:
		case IR_FUNC:
			break;
		default:
			return true;
		}
		a = x->elem;
		b = y->elem;
	}
}
