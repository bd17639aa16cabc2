/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Building JSON with json-c. Strings may be any bytes: what is written is
 * valid UTF-8. Keys stand in the order they are added.
 */
#ifndef KMCHECK_REPORT_JSON_BUILD_H
#define KMCHECK_REPORT_JSON_BUILD_H

#include <glib.h>
#include <json-c/json.h>

#include "checks/finding.h"

/* A NULL value adds nothing. */
void json_add_string(struct json_object *object, const char *key,
		     const char *value);
void json_add_number(struct json_object *object, const char *key,
		     guint64 value);
void json_add_bool(struct json_object *object, const char *key, bool value);
/* The new member, owned by object. */
struct json_object *json_add_object(struct json_object *object,
				    const char *key);
struct json_object *json_add_array(struct json_object *object,
				   const char *key);
/* "key": {"text": value} */
void json_add_text(struct json_object *object, const char *key,
		   const char *value);
/* The new element, owned by array. */
struct json_object *json_append_object(struct json_object *array);
void json_append_string(struct json_object *array, const char *value);

/* Print with a line per member and a line end, and free root. */
void json_print(struct json_object *root, GString *out);

#endif
