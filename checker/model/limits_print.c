// SPDX-License-Identifier: GPL-2.0-only
#include "model/limits.h"

#include <json-c/json.h>
#include <string.h>

/* "5.9-", "4.12-5.8" of a row; the one release that was asked for. */
static char *releases_text(const struct target *target)
{
	const struct limit_row *row = target->row;

	if (!row->since && !row->until)
		return g_strdup("all");
	return g_strdup_printf("%s-%s", row->since ? row->since : "",
			       row->until ? row->until : "");
}

static char *orders_text(const struct limit_row *row)
{
	if (!row->max_settable)
		return g_strdup("-");
	if (row->min_settable == row->max_settable)
		return g_strdup_printf("%u", row->min_settable);
	return g_strdup_printf("%u-%u", row->min_settable, row->max_settable);
}

static char *page_text(const struct target *target)
{
	return g_strdup_printf("%uK", 1u << target->page_shift >> 10);
}

GString *limits_print_text(const GPtrArray *targets)
{
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "%-10s %-10s %5s %5s %-8s %16s  %s\n",
			       "arch", "kernels", "page", "order", "settable",
			       "KMALLOC_MAX_SIZE", "condition (kernel file)");
	for (guint i = 0; i < targets->len; i++) {
		const struct target *target = targets->pdata[i];
		g_autofree char *releases = releases_text(target);
		g_autofree char *orders = orders_text(target->row);
		g_autofree char *page = page_text(target);

		g_string_append_printf(text,
				       "%-10s %-10s %5s %5u %-8s %16" G_GUINT64_FORMAT "  %s%s(%s)\n",
				       target->arch, releases, page,
				       target->max_order, orders,
				       target->kmalloc_max_bytes,
				       target->condition ?
				       target->condition : "",
				       target->condition ? " " : "",
				       target->row->file);
	}
	return text;
}

static void add_string(json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key,
			       value ? json_object_new_string(value) : NULL);
}

static void add_number(json_object *object, const char *key, guint64 value)
{
	json_object_object_add(object, key, json_object_new_uint64(value));
}

static json_object *limit_json(const struct target *target)
{
	json_object *object = json_object_new_object();
	const struct limit_row *row = target->row;

	add_string(object, "kernel", target->kernel);
	add_string(object, "arch", target->arch);
	add_number(object, "page_size", 1ULL << target->page_shift);
	add_number(object, "max_order", target->max_order);
	add_number(object, "kmalloc_max_size", target->kmalloc_max_bytes);
	add_string(object, "condition", target->condition);
	add_string(object, "since", row->since);
	add_string(object, "until", row->until);
	add_string(object, "allocator", row->allocator);
	if (row->max_settable) {
		add_number(object, "min_settable_order", row->min_settable);
		add_number(object, "max_settable_order", row->max_settable);
	}
	json_object_object_add(object, "default",
			       json_object_new_boolean(row->is_default));
	add_number(object, "kmalloc_max_cache_size",
		   target->kmalloc_cache_max_bytes);
	add_number(object, "kvmalloc_max_size", target->kvmalloc_max_bytes);
	add_number(object, "devres_bytes", target->devres_bytes);
	add_number(object, "drmres_bytes", target->drmres_bytes);
	add_number(object, "costly_order", target->costly_order);
	json_object_object_add(object, "mmu",
			       json_object_new_boolean(target->has_mmu));
	add_string(object, "file", row->file);
	return object;
}

GString *limits_print_json(const GPtrArray *targets)
{
	json_object *root = json_object_new_object();
	json_object *limits = json_object_new_array();
	GString *text;

	for (guint i = 0; i < targets->len; i++)
		json_object_array_add(limits, limit_json(targets->pdata[i]));
	json_object_object_add(root, "limits", limits);
	text = g_string_new(json_object_to_json_string_ext(root,
				JSON_C_TO_STRING_PRETTY |
				JSON_C_TO_STRING_SPACED |
				JSON_C_TO_STRING_NOSLASHESCAPE));
	g_string_append_c(text, '\n');
	json_object_put(root);
	return text;
}
