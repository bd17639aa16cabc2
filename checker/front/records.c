// SPDX-License-Identifier: GPL-2.0-only
/*
 * clang records -> ir_record. A record's fields are listed when the unit first
 * names one of them: a unit sees thousands of records and uses a few dozen.
 */
#include <string.h>

#include "front/unit.h"

static void record_info_free(gpointer data)
{
	struct record_info *info = data;

	g_clear_pointer(&info->field_of, g_hash_table_unref);
	g_free(info);
}

static char *record_key(struct front *front, CXCursor decl, const char *tag)
{
	struct ir_loc loc = front_loc(front, decl);
	const char *path = loc.file == IR_NONE ? "" :
			   front->ir->files->pdata[loc.file];

	if (*tag)
		return g_strdup_printf("%s@%s:%u", tag, path, loc.line);
	return g_strdup_printf("<anon>@%s:%u:%u", path, loc.line, loc.column);
}

/* Two things of one line (a macro's) differ by a number. */
const char *front_unique_key(struct front *front, const char *base)
{
	const char *key = base;
	guint n = 1;

	while (!g_hash_table_add(front->keys, (gpointer)key))
		key = text_intern(g_strdup_printf("%s#%u", base, ++n));
	return key;
}

static CXCursor definition_or_first(CXCursor decl)
{
	CXCursor definition = clang_getCursorDefinition(decl);

	return clang_Cursor_isNull(definition) ? decl : definition;
}

/* libclang spells a nameless tag "struct (unnamed at …)". */
static char *tag_of(CXCursor decl)
{
	char *tag = cursor_take_string(clang_getCursorSpelling(decl));

	if (clang_Cursor_isAnonymous(decl) || strchr(tag, '('))
		*tag = '\0';
	return tag;
}

guint32 front_record(struct front *front, CXType type)
{
	CXCursor decl = clang_getCanonicalCursor(
				clang_getTypeDeclaration(type));
	gpointer found = g_hash_table_lookup(front->records, &decl);
	g_autofree char *tag = NULL;
	struct record_info *info;
	struct ir_record record = { 0 };
	long long size;

	if (found)
		return GPOINTER_TO_UINT(found) - 1;
	g_hash_table_insert(front->records, cursor_copy(decl),
			    GUINT_TO_POINTER(front->ir->records->len + 1));
	decl = definition_or_first(decl);
	tag = tag_of(decl);
	record.is_union = cursor_kind(decl) == CXCursor_UnionDecl;
	record.name = text_intern(g_strdup_printf("%s %s",
				record.is_union ? "union" : "struct",
				*tag ? tag : "<anon>"));
	record.key = front_unique_key(front, text_intern(
				record_key(front, decl, tag)));
	size = clang_Type_getSizeOf(type);
	record.is_complete = size >= 0;
	record.size_bytes = size >= 0 ? size : 0;
	record.fields = g_array_new(FALSE, TRUE, sizeof(struct ir_field));
	g_array_append_val(front->ir->records, record);

	info = g_new0(struct record_info, 1);
	info->type = type;
	if (!front->record_infos)
		front->record_infos =
			g_ptr_array_new_with_free_func(record_info_free);
	g_ptr_array_add(front->record_infos, info);
	return front->ir->records->len - 1;
}

/* Collecting the fields of a record, anonymous members flattened. */
struct flatten {
	struct front *front;
	guint64 base_bits;
	GArray *fields;
	GHashTable *field_of;
	guint depth;
};

static enum CXVisitorResult add_field(CXCursor field, CXClientData data);

static void add_anonymous(struct flatten *flatten, CXCursor field,
			  CXType type)
{
	struct flatten inner = *flatten;

	inner.base_bits += clang_Cursor_getOffsetOfField(field);
	inner.depth++;
	clang_Type_visitFields(type, add_field, &inner);
}

static enum CXVisitorResult add_field(CXCursor cursor, CXClientData data)
{
	struct flatten *flatten = data;
	long long offset = clang_Cursor_getOffsetOfField(cursor);
	CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
	struct ir_field field = { 0 };
	guint64 bits;

	if (offset < 0 || flatten->depth > 64)
		return CXVisit_Continue;
	field.name = text_intern(cursor_take_string(
				clang_getCursorSpelling(cursor)));
	if (!*field.name || strchr(field.name, '(')) {
		if (type.kind == CXType_Record)
			add_anonymous(flatten, cursor, type);
		return CXVisit_Continue;
	}
	bits = flatten->base_bits + offset;
	field.offset_bytes = bits / 8;
	if (clang_Cursor_isBitField(cursor)) {
		field.bit_offset = bits % 8;
		field.bit_width = clang_getFieldDeclBitWidth(cursor);
	}
	field.type = front_cursor_type(flatten->front, cursor);
	g_array_append_val(flatten->fields, field);
	g_hash_table_insert(flatten->field_of, cursor_copy(cursor),
			    GUINT_TO_POINTER(flatten->fields->len));
	return CXVisit_Continue;
}

/* The record with its fields; adds them when first asked for. */
static const struct ir_record *record_fields(struct front *front, guint32 i)
{
	struct record_info *info = front->record_infos->pdata[i];
	struct flatten flatten = { .front = front };

	if (info->has_fields)
		return ir_record(front->ir, i);
	info->has_fields = true;
	info->field_of = g_hash_table_new_full(cursor_hash, cursor_equal,
					       g_free, NULL);
	flatten.fields = ir_record(front->ir, i)->fields;
	flatten.field_of = info->field_of;
	clang_Type_visitFields(info->type, add_field, &flatten);
	return ir_record(front->ir, i);
}

guint32 front_field(struct front *front, guint32 record, CXCursor field)
{
	struct record_info *info = front->record_infos->pdata[record];

	record_fields(front, record);
	return GPOINTER_TO_UINT(g_hash_table_lookup(info->field_of, &field)) -
	       1;
}
