// SPDX-License-Identifier: GPL-2.0-only
/* Walking an initialiser: C11 6.7.9, and GNU C's range designators. */
#include <string.h>

#include "front/init.h"

/* What is left of a list. `pending` is the value of a designator just
 * applied: it comes before the rest. */
struct items {
	const CXCursor *at;
	guint n, next;
	bool has_pending;
	CXCursor pending;
	guint64 reached;	/* the position after the furthest so far */
};

struct designator {
	bool is_member;
	CXCursor member;
	guint64 low, high;
};

static void init_one(struct init_walk *walk, const struct init_object *to,
		     struct items *items);

static bool is_empty(const struct items *items)
{
	return !items->has_pending && items->next >= items->n;
}

static CXCursor peek(const struct items *items)
{
	return items->has_pending ? items->pending : items->at[items->next];
}

static void take(struct items *items)
{
	if (items->has_pending)
		items->has_pending = false;
	else
		items->next++;
}

static bool is_designated(CXCursor item)
{
	return cursor_kind(item) == CXCursor_UnexposedExpr &&
	       clang_getCursorType(item).kind == CXType_Void;
}

static bool is_array(CXType type)
{
	return type.kind == CXType_ConstantArray ||
	       type.kind == CXType_IncompleteArray;
}

/* Members: the fields of a record that an initialiser can name or reach. */

static enum CXVisitorResult add_member(CXCursor field, CXClientData data)
{
	CXString name = clang_getCursorSpelling(field);
	CXType type = clang_getCanonicalType(clang_getCursorType(field));
	const char *text = clang_getCString(name);
	bool has_name = text && *text && !strchr(text, '(');

	clang_disposeString(name);
	if (has_name || type.kind == CXType_Record)
		g_array_append_val((GArray *)data, field);
	return CXVisit_Continue;
}

static const GArray *members_of(struct front *front, CXType type)
{
	GArray *members = g_hash_table_lookup(front->members, type.data[0]);

	if (members)
		return members;
	members = g_array_new(FALSE, FALSE, sizeof(CXCursor));
	clang_Type_visitFields(type, add_member, members);
	g_hash_table_insert(front->members, type.data[0], members);
	return members;
}

static CXCursor member_at(const GArray *members, guint i)
{
	return g_array_index(members, CXCursor, i);
}

static bool is_union(CXType type)
{
	return cursor_kind(clang_getTypeDeclaration(type)) ==
	       CXCursor_UnionDecl;
}

/* The object behind one member. Its field index is the one it has in the
 * record that has a name. */
static struct init_object member_object(struct init_walk *walk,
					const struct init_object *of,
					CXCursor member)
{
	struct init_object object = {
		.outer = of, .step = INIT_MEMBER,
		.type = clang_getCanonicalType(clang_getCursorType(member)),
		.offset_bytes = of->offset_bytes +
				clang_Cursor_getOffsetOfField(member) / 8,
		.record = of->named,
		.field = front_field(walk->front, of->named, member),
	};

	if (object.field == IR_NONE)
		object.step = INIT_ANONYMOUS;
	if (object.type.kind == CXType_Record)
		object.named = object.step == INIT_ANONYMOUS ? of->named :
			       front_record(walk->front, object.type);
	return object;
}

static struct init_object element_object(struct init_walk *walk,
					 const struct init_object *of,
					 guint64 index)
{
	struct init_object object = {
		.outer = of, .step = INIT_ELEMENT, .index = index,
		.type = clang_getCanonicalType(
				clang_getArrayElementType(of->type)),
	};
	long long size = clang_Type_getSizeOf(object.type);

	object.offset_bytes = of->offset_bytes + index * MAX(size, 0);
	if (object.type.kind == CXType_Record)
		object.named = front_record(walk->front, object.type);
	return object;
}

/* How many parts an aggregate has for positions; a union has one. */
static guint64 part_count(struct init_walk *walk, CXType type)
{
	long long count;

	if (type.kind == CXType_Record)
		return is_union(type) ?
			MIN(members_of(walk->front, type)->len, 1) :
			members_of(walk->front, type)->len;
	count = clang_getArraySize(type);
	return count >= 0 ? (guint64)count : G_MAXUINT64;
}

static struct init_object part(struct init_walk *walk,
			       const struct init_object *of, guint64 i)
{
	if (of->type.kind != CXType_Record)
		return element_object(walk, of, i);
	return member_object(walk, of,
			     member_at(members_of(walk->front, of->type), i));
}

/* Fill from part `next` on: positions, and inside braces designators too. */
static void fill(struct init_walk *walk, const struct init_object *to,
		 struct items *items, guint64 next, bool is_braced);

/* Designators */

/* Does the first of "[a ... b]" and "[a][b]" stand in the text? */
static bool is_range_text(const char *at, const char *end)
{
	const char *close = text_skip_brackets(at, end);

	return close && g_strstr_len(at, close - at, "...");
}

static bool read_index(CXCursor cursor, guint64 *index)
{
	return cursor_evaluate(cursor, index);
}

/* The text of one "[…]" tells whether two indices make a range. */
static bool read_designators(struct init_walk *walk, CXCursor item,
			     const struct cursors *children, GArray *out)
{
	const char *end = NULL, *at;

	at = front_spelling(walk->front, clang_getRangeStart(
				clang_getCursorExtent(item)), &end);
	for (guint i = 0; i + 1 < children->n; i++) {
		struct designator d = { 0 };

		if (cursor_kind(children->at[i]) == CXCursor_MemberRef) {
			d.is_member = true;
			d.member = clang_getCursorReferenced(children->at[i]);
			while (at && at < end && *at != '[' && *at != '=')
				at++;
		} else if (!read_index(children->at[i], &d.low)) {
			return false;
		} else {
			d.high = d.low;
			if (!at && i + 2 < children->n)
				return false;
			if (at && *at == '[' && is_range_text(at, end) &&
			    !read_index(children->at[++i], &d.high))
				return false;
			at = at ? text_skip_brackets(at, end) : NULL;
			at = at ? text_skip_space(at, end) : NULL;
		}
		g_array_append_val(out, d);
	}
	return true;
}

/* The member itself, or the anonymous one that holds it. */
static bool contains_member(struct init_walk *walk, CXType type,
			    CXCursor member, guint *index, bool *is_direct)
{
	const GArray *members = members_of(walk->front, type);

	for (guint i = 0; i < members->len; i++) {
		CXCursor at = member_at(members, i);
		CXType inner = clang_getCanonicalType(clang_getCursorType(at));
		bool is_inner_direct;
		guint inner_index;

		*index = i;
		*is_direct = clang_equalCursors(at, member);
		if (*is_direct)
			return true;
		if (inner.kind == CXType_Record &&
		    clang_Cursor_isAnonymousRecordDecl(
				clang_getTypeDeclaration(inner)) &&
		    contains_member(walk, inner, member, &inner_index,
				    &is_inner_direct))
			return true;
	}
	return false;
}

static guint64 designate(struct init_walk *walk, const struct init_object *to,
			 struct items *items, const struct designator *d,
			 guint n);

/* Go on in an aggregate after a designator reached into it. */
static void designate_within(struct init_walk *walk,
			     const struct init_object *to,
			     struct items *items, const struct designator *d,
			     guint n)
{
	guint64 next;

	if (!n) {
		if (walk->goes_back && cursor_kind(peek(items)) ==
		    CXCursor_InitListExpr)
			walk->reset(walk, to);
		init_one(walk, to, items);
		return;
	}
	next = designate(walk, to, items, d, n);
	fill(walk, to, items, next, false);
}

static guint64 designate_member(struct init_walk *walk,
				const struct init_object *to,
				struct items *items,
				const struct designator *d, guint n)
{
	struct init_object object;
	bool is_direct;
	guint index;

	if (to->type.kind != CXType_Record ||
	    !contains_member(walk, to->type, d->member, &index, &is_direct)) {
		walk->unknown(walk, to);
		take(items);
		return G_MAXUINT64;
	}
	walk->goes_back |= index < items->reached;
	object = member_object(walk, to, member_at(
				members_of(walk->front, to->type), index));
	designate_within(walk, &object, items, d + is_direct, n - is_direct);
	return is_union(to->type) ? G_MAXUINT64 : index + 1;
}

static guint64 designate_elements(struct init_walk *walk,
				  const struct init_object *to,
				  struct items *items,
				  const struct designator *d, guint n)
{
	struct init_object object;

	if (!is_array(to->type) || d->low > d->high ||
	    d->high - d->low > INIT_MAX_REPEAT) {
		walk->unknown(walk, to);
		take(items);
		return d->high + 1;
	}
	walk->goes_back |= d->low < items->reached;
	for (guint64 i = d->low; i < d->high; i++) {
		struct items once = {
			.has_pending = true, .pending = items->pending,
		};

		object = element_object(walk, to, i);
		designate_within(walk, &object, &once, d + 1, n - 1);
	}
	object = element_object(walk, to, d->high);
	designate_within(walk, &object, items, d + 1, n - 1);
	return d->high + 1;
}

/* Apply designators from `d` on; returns the position after. */
static guint64 designate(struct init_walk *walk, const struct init_object *to,
			 struct items *items, const struct designator *d,
			 guint n)
{
	return d->is_member ? designate_member(walk, to, items, d, n) :
			      designate_elements(walk, to, items, d, n);
}

static guint64 init_designated(struct init_walk *walk,
			       const struct init_object *to,
			       struct items *items)
{
	g_autoptr(GArray) designators =
		g_array_new(FALSE, FALSE, sizeof(struct designator));
	CXCursor item = peek(items);
	autocursors children = { 0 };

	take(items);
	cursors_of(&children, item);
	if (children.n < 2 ||
	    !read_designators(walk, item, &children, designators) ||
	    !designators->len) {
		walk->unknown(walk, to);
		return G_MAXUINT64;
	}
	walk->goes_back = false;
	items->has_pending = true;
	items->pending = children.at[children.n - 1];
	return designate(walk, to, items,
			 (struct designator *)designators->data,
			 designators->len);
}

static void fill(struct init_walk *walk, const struct init_object *to,
		 struct items *items, guint64 next, bool is_braced)
{
	guint64 n = part_count(walk, to->type);

	while (!is_empty(items)) {
		struct init_object object;

		if (is_designated(peek(items))) {
			if (!is_braced)
				return;
			next = init_designated(walk, to, items);
			items->reached = MAX(items->reached, next);
			continue;
		}
		if (next >= n) {
			if (!is_braced)
				return;
			take(items);
			continue;
		}
		object = part(walk, to, next++);
		init_one(walk, &object, items);
		if (is_braced)
			items->reached = MAX(items->reached, next);
	}
}

/* One object from the next item, or, with braces left out, from several. */

static bool is_aggregate(CXType type)
{
	return type.kind == CXType_Record || is_array(type);
}

static void init_braced(struct init_walk *walk, const struct init_object *to,
			CXCursor list)
{
	struct items items = { 0 };
	autocursors children = { 0 };

	cursors_of(&children, list);
	items.at = children.at;
	items.n = children.n;
	if (is_aggregate(to->type)) {
		if (is_array(to->type) && children.n == 1 &&
		    cursor_kind(cursor_strip(children.at[0])) ==
		    CXCursor_StringLiteral)
			init_one(walk, to, &items);
		else
			fill(walk, to, &items, 0, true);
	} else if (children.n) {
		init_one(walk, to, &items);
	}
}

static bool is_record_value(CXCursor item)
{
	return clang_getCanonicalType(clang_getCursorType(item)).kind ==
	       CXType_Record;
}

static bool takes_string(const struct init_object *to, CXCursor item)
{
	CXType element;

	if (!is_array(to->type) ||
	    cursor_kind(cursor_strip_casts(item)) != CXCursor_StringLiteral)
		return false;
	element = clang_getCanonicalType(clang_getArrayElementType(to->type));
	return !is_aggregate(element) && element.kind != CXType_Pointer;
}

static void init_one(struct init_walk *walk, const struct init_object *to,
		     struct items *items)
{
	CXCursor item = peek(items);

	if (walk->depth > 200) {
		take(items);
		walk->unknown(walk, to);
		return;
	}
	walk->depth++;
	if (cursor_kind(item) == CXCursor_InitListExpr) {
		take(items);
		init_braced(walk, to, item);
	} else if (!is_aggregate(to->type)) {
		take(items);
		walk->scalar(walk, to, item);
	} else if (takes_string(to, item)) {
		take(items);
		walk->string(walk, to, cursor_strip_casts(item));
	} else if (to->type.kind == CXType_Record && is_record_value(item) &&
		   to->step != INIT_ANONYMOUS) {
		take(items);
		walk->record(walk, to, item);
	} else if (cursor_kind(cursor_strip(item)) ==
		   CXCursor_CompoundLiteralExpr && is_array(to->type)) {
		take(items);
		init_braced(walk, to, cursor_last_child(cursor_strip(item)));
	} else {
		guint before = items->next;

		fill(walk, to, items, 0, false);
		if (items->has_pending || (items->next == before &&
					   !is_empty(items) &&
					   clang_equalCursors(peek(items),
							      item)))
			take(items);
	}
	walk->depth--;
}

void init_walk_object(struct init_walk *walk, const struct init_object *to,
		      CXCursor initialiser)
{
	struct items items = { .at = &initialiser, .n = 1 };

	init_one(walk, to, &items);
}

void init_walk(struct init_walk *walk, CXType type, CXCursor initialiser)
{
	struct init_object root = {
		.step = INIT_ROOT, .type = clang_getCanonicalType(type),
	};

	if (root.type.kind == CXType_Record)
		root.named = front_record(walk->front, root.type);
	init_walk_object(walk, &root, initialiser);
}
