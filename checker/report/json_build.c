// SPDX-License-Identifier: GPL-2.0-only
/* Building JSON. */
#include "report/json_build.h"

#include "report/common.h"

static struct json_object *string_json(const char *value)
{
	g_autofree char *text = report_utf8(value);

	return json_object_new_string(text);
}

void json_add_string(struct json_object *object, const char *key,
		     const char *value)
{
	if (value)
		json_object_object_add(object, key, string_json(value));
}

void json_add_number(struct json_object *object, const char *key,
		     guint64 value)
{
	json_object_object_add(object, key, json_object_new_uint64(value));
}

void json_add_bool(struct json_object *object, const char *key, bool value)
{
	json_object_object_add(object, key, json_object_new_boolean(value));
}

struct json_object *json_add_object(struct json_object *object,
				    const char *key)
{
	struct json_object *member = json_object_new_object();

	json_object_object_add(object, key, member);
	return member;
}

struct json_object *json_add_array(struct json_object *object,
				   const char *key)
{
	struct json_object *member = json_object_new_array();

	json_object_object_add(object, key, member);
	return member;
}

void json_add_text(struct json_object *object, const char *key,
		   const char *value)
{
	json_add_string(json_add_object(object, key), "text", value);
}

struct json_object *json_append_object(struct json_object *array)
{
	struct json_object *element = json_object_new_object();

	json_object_array_add(array, element);
	return element;
}

void json_append_string(struct json_object *array, const char *value)
{
	json_object_array_add(array, string_json(value));
}

void json_print(struct json_object *root, GString *out)
{
	g_string_append(out, json_object_to_json_string_ext(
		root, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED |
		JSON_C_TO_STRING_NOSLASHESCAPE));
	g_string_append_c(out, '\n');
	json_object_put(root);
}
