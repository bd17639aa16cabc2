// SPDX-License-Identifier: GPL-2.0-only
#include "report/json_run.h"

void json_add_place(struct json_object *object, const struct place *place)
{
	json_add_string(object, "file", place->file);
	json_add_number(object, "line", place->line);
	json_add_number(object, "column", place->column);
}

void json_add_strings(struct json_object *object, const char *key,
		      const GPtrArray *strings)
{
	struct json_object *list = json_add_array(object, key);

	for (guint i = 0; i < strings->len; i++)
		json_append_string(list, g_ptr_array_index(strings, i));
}

void json_add_summary(struct json_object *root, const struct run_report *run)
{
	struct json_object *summary = json_add_object(root, "summary");

	json_add_number(summary, "units", run->units);
	json_add_number(summary, "analysed", run->analysed);
	json_add_number(summary, "errors", run->errors);
	json_add_number(summary, "warnings", run->warnings);
	json_add_number(summary, "notes", run->notes);
}

void json_add_incomplete(struct json_object *root,
			 const struct run_report *run)
{
	struct json_object *list = json_add_array(root, "incomplete");

	for (guint i = 0; i < run->incomplete->len; i++) {
		const struct incomplete *incomplete =
			g_ptr_array_index(run->incomplete, i);
		struct json_object *element = json_append_object(list);

		json_add_string(element, "file", incomplete->file);
		json_add_string(element, "reason", incomplete->reason);
	}
}
