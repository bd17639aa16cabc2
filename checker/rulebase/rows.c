// SPDX-License-Identifier: GPL-2.0-only
/* The keys of every kind of row. rules/README.md says what they mean. */
#include "rulebase/rows.h"

#include <stddef.h>

#define AT(row, member) offsetof(struct row, member)
#define NAMED(row, text, member, type) \
	{ .key = text, .kind = type, .offset = AT(row, member) }
#define MUST(row, text, member, type) \
	{ .key = text, .kind = type, .offset = AT(row, member), \
	  .required = true }
#define FIELD(row, member, type) NAMED(row, #member, member, type)
#define NEEDED(row, member, type) MUST(row, #member, member, type)
#define CHOICE(row, member, names) \
	{ .key = #member, .kind = FIELD_ENUM, .offset = AT(row, member), \
	  .words = names }

static const char *const overflow_words[] = {
	[OVERFLOW_WRAP] = "wrap",
	[OVERFLOW_SATURATE] = "saturate",
	[OVERFLOW_FAIL] = "fail",
	NULL
};

static const char *const limit_words[] = {
	[LIMIT_KMALLOC] = "kmalloc",
	[LIMIT_DEVRES] = "devres",
	[LIMIT_DRMRES] = "drmres",
	[LIMIT_SKB] = "skb",
	[LIMIT_CACHE] = "cache",
	[LIMIT_ORDER] = "order",
	[LIMIT_KVMALLOC] = "kvmalloc",
	[LIMIT_PERCPU] = "percpu",
	[LIMIT_CMA_OPEN] = "open",
	[LIMIT_FRAG] = "frag",
	NULL
};

static const char *const source_words[] = {
	[SOURCE_CALL] = "call",
	[SOURCE_PARAM] = "param",
	[SOURCE_FUNCTION] = "function",
	[SOURCE_GLOBAL] = "global",
	[SOURCE_FIELD] = "field",
	[SOURCE_TYPE] = "type",
	NULL
};

static const char *const level_words[] = {
	[LEVEL_NOTE] = "note",
	[LEVEL_WARNING] = "warning",
	[LEVEL_ERROR] = "error",
	NULL
};

static const struct row_field allocator_fields[] = {
	FIELD(allocator, callees, FIELD_WORDS),
	NEEDED(allocator, size, FIELD_SIZE),
	CHOICE(allocator, overflow, overflow_words),
	CHOICE(allocator, limit, limit_words),
	FIELD(allocator, written, FIELD_STRING),
	NAMED(allocator, "gfp", gfp_arg, FIELD_ARG),
	NAMED(allocator, "old", old_arg, FIELD_ARG),
	NAMED(allocator, "source", source_arg, FIELD_ARG),
	FIELD(allocator, frees, FIELD_WORDS),
	FIELD(allocator, managed, FIELD_BOOL),
	FIELD(allocator, kv, FIELD_STRING),
	FIELD(allocator, kv_text, FIELD_STRING),
	FIELD(allocator, kv_since, FIELD_RELEASE),
	FIELD(allocator, kv_fits_since, FIELD_RELEASE),
	FIELD(allocator, no_kv_reason, FIELD_STRING),
	FIELD(allocator, is_kv, FIELD_BOOL),
	FIELD(allocator, is_vmalloc, FIELD_BOOL),
	FIELD(allocator, nowarn, FIELD_BOOL),
	FIELD(allocator, nowarn_since, FIELD_RELEASE),
	FIELD(allocator, nowarn_until, FIELD_RELEASE),
	FIELD(allocator, err_ptr, FIELD_BOOL),
	FIELD(allocator, zeroes, FIELD_BOOL),
	FIELD(allocator, only_written, FIELD_BOOL),
	FIELD(allocator, since, FIELD_RELEASE),
	FIELD(allocator, until, FIELD_RELEASE),
	FIELD(allocator, header, FIELD_STRING),
	{ .key = NULL }
};

static const struct row_field free_fields[] = {
	FIELD(free_fn, callees, FIELD_WORDS),
	NEEDED(free_fn, arg, FIELD_ARG),
	FIELD(free_fn, takes_vmalloc, FIELD_BOOL),
	FIELD(free_fn, takes_kmalloc, FIELD_BOOL),
	FIELD(free_fn, kv, FIELD_STRING),
	FIELD(free_fn, kv_text, FIELD_STRING),
	FIELD(free_fn, kv_since, FIELD_RELEASE),
	FIELD(free_fn, refuse, FIELD_STRING),
	FIELD(free_fn, cleanup, FIELD_STRING),
	FIELD(free_fn, is_rcu, FIELD_BOOL),
	FIELD(free_fn, may_sleep_kv, FIELD_BOOL),
	{ .key = NULL }
};

static const struct row_field helper_fields[] = {
	FIELD(helper, callees, FIELD_WORDS),
	NEEDED(helper, effect, FIELD_STRING),
	FIELD(helper, args, FIELD_ARGS),
	FIELD(helper, result, FIELD_STRING),
	{ .key = NULL }
};

static const struct row_field source_fields[] = {
	CHOICE(source, kind, source_words),
	FIELD(source, callees, FIELD_WORDS),
	FIELD(source, record, FIELD_STRING),
	FIELD(source, field, FIELD_STRING),
	FIELD(source, param, FIELD_ARG),
	NAMED(source, "callback", callback_arg, FIELD_ARG),
	FIELD(source, max_arg, FIELD_ARG),
	NAMED(source, "length", length_arg, FIELD_ARG),
	FIELD(source, length_max, FIELD_NUMBER),
	FIELD(source, result, FIELD_BOOL),
	FIELD(source, repeats, FIELD_BOOL),
	FIELD(source, status, FIELD_BOOL),
	NAMED(source, "text", text_arg, FIELD_ARG),
	FIELD(source, policy, FIELD_STRING),
	FIELD(source, mode_arg, FIELD_ARG),
	FIELD(source, mode_field, FIELD_STRING),
	FIELD(source, low_field, FIELD_STRING),
	FIELD(source, high_field, FIELD_STRING),
	FIELD(source, most_field, FIELD_STRING),
	FIELD(source, elements, FIELD_BOOL),
	FIELD(source, handler_field, FIELD_STRING),
	FIELD(source, bounded_by, FIELD_WORDS),
	FIELD(source, setter, FIELD_STRING),
	FIELD(source, set_by, FIELD_WORDS),
	FIELD(source, writes, FIELD_ARGS),
	NAMED(source, "writes_bytes", writes_bytes_arg, FIELD_ARG),
	NAMED(source, "writes_elements", writes_elements_arg, FIELD_ARG),
	FIELD(source, vector, FIELD_BOOL),
	FIELD(source, pointee, FIELD_BOOL),
	NEEDED(source, level, FIELD_UINT),
	MUST(source, "class", class_, FIELD_STRING),
	NEEDED(source, privilege, FIELD_STRING),
	{ .key = "min", .kind = FIELD_SIGNED, .offset = AT(source, min),
	  .given = AT(source, has_min) },
	{ .key = "max", .kind = FIELD_NUMBER, .offset = AT(source, max),
	  .given = AT(source, has_max) },
	FIELD(source, max_expr, FIELD_STRING),
	NEEDED(source, message, FIELD_STRING),
	{ .key = NULL }
};

static const struct row_field sink_fields[] = {
	FIELD(sink, callees, FIELD_WORDS),
	FIELD(sink, arg, FIELD_ARG),
	FIELD(sink, record, FIELD_STRING),
	FIELD(sink, field, FIELD_STRING),
	NEEDED(sink, reason, FIELD_STRING),
	FIELD(sink, help, FIELD_STRING),
	FIELD(sink, frees, FIELD_BOOL),
	FIELD(sink, where_used, FIELD_WORDS),
	FIELD(sink, until, FIELD_RELEASE),
	FIELD(sink, since, FIELD_RELEASE),
	{ .key = NULL }
};

static const struct row_field context_fields[] = {
	FIELD(context_fn, enter, FIELD_WORDS),
	FIELD(context_fn, leave, FIELD_WORDS),
	FIELD(context_fn, tries, FIELD_WORDS),
	FIELD(context_fn, record, FIELD_STRING),
	FIELD(context_fn, calls, FIELD_WORDS),
	FIELD(context_fn, field, FIELD_STRING),
	FIELD(context_fn, where_used, FIELD_WORDS),
	NEEDED(context_fn, reason, FIELD_STRING),
	{ .key = NULL }
};

static const struct row_field limit_fields[] = {
	MUST(limit_row, "page_size", page_shift, FIELD_PAGE),
	FIELD(limit_row, since, FIELD_RELEASE),
	FIELD(limit_row, until, FIELD_RELEASE),
	NEEDED(limit_row, max_order, FIELD_UINT),
	FIELD(limit_row, min_settable, FIELD_UINT),
	FIELD(limit_row, max_settable, FIELD_UINT),
	NAMED(limit_row, "cap", cap_bytes, FIELD_NUMBER),
	FIELD(limit_row, allocator, FIELD_STRING),
	FIELD(limit_row, condition, FIELD_STRING),
	NAMED(limit_row, "default", is_default, FIELD_BOOL),
	NEEDED(limit_row, long_bytes, FIELD_UINT),
	MUST(limit_row, "devres_align", devres_align_bytes, FIELD_UINT),
	NEEDED(limit_row, mmu, FIELD_BOOL),
	NEEDED(limit_row, file, FIELD_STRING),
	{ .key = NULL }
};

/* Every other key of a [release] is a fact: see row_values.c. */
static const struct row_field release_fields[] = {
	FIELD(release_row, since, FIELD_RELEASE),
	FIELD(release_row, until, FIELD_RELEASE),
	NEEDED(release_row, file, FIELD_STRING),
	{ .key = NULL }
};

static const struct row_field rule_fields[] = {
	{ .key = "level", .kind = FIELD_ENUM, .offset = AT(rule, level),
	  .required = true, .words = level_words },
	MUST(rule, "default", default_on, FIELD_BOOL),
	NEEDED(rule, summary, FIELD_STRING),
	{ .key = NULL }
};

#define KIND(text, row, list, name_at, callees_at, keys) \
	{ text, sizeof(struct row), offsetof(struct rulebase, list), \
	  name_at, callees_at, AT(row, origin), keys }

const struct row_kind row_kinds[] = {
	KIND("allocator", allocator, allocators, AT(allocator, name),
	     AT(allocator, callees), allocator_fields),
	KIND("free", free_fn, frees, AT(free_fn, name),
	     AT(free_fn, callees), free_fields),
	KIND("helper", helper, helpers, AT(helper, name),
	     AT(helper, callees), helper_fields),
	KIND("source", source, sources, AT(source, name),
	     NO_OFFSET, source_fields),
	KIND("sink", sink, sinks, AT(sink, name), NO_OFFSET, sink_fields),
	KIND("context", context_fn, contexts, AT(context_fn, name),
	     NO_OFFSET, context_fields),
	KIND("limit", limit_row, limits, AT(limit_row, arch),
	     NO_OFFSET, limit_fields),
	KIND("release", release_row, releases, NO_OFFSET, NO_OFFSET,
	     release_fields),
	KIND("rule", rule, rules, AT(rule, id), NO_OFFSET, rule_fields),
	{ .name = NULL }
};
