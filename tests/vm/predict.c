// SPDX-License-Identifier: GPL-2.0-only
/* Asking kmcheck, as anyone would. */
#include <json-c/json.h>

#include "predict.h"
#include "vm/command.h"

static guint64 number(json_object *object, const char *key)
{
	json_object *value;

	return json_object_object_get_ex(object, key, &value) ?
		       json_object_get_uint64(value) : 0;
}

/* The first row; the default one, if it is marked. */
static json_object *usual_row(json_object *root)
{
	json_object *rows, *usual = NULL, *mark;

	if (!json_object_object_get_ex(root, "limits", &rows))
		return NULL;
	for (size_t i = 0; i < json_object_array_length(rows); i++) {
		json_object *row = json_object_array_get_idx(rows, i);
		bool is_default = json_object_object_get_ex(row, "default",
							    &mark) &&
				  json_object_get_boolean(mark);

		if (!usual || is_default)
			usual = row;
		if (is_default)
			break;
	}
	return usual;
}

bool limits_predict(const char *kmcheck, const char *arch, const char *release,
		    guint64 page_bytes, struct predicted *predicted,
		    GError **error)
{
	g_autofree char *page = g_strdup_printf("%" G_GUINT64_FORMAT,
						page_bytes);
	const char *const argv[] = { kmcheck, "--print-limits", "--format",
		"json", "--arch", arch, "--kernel", release, "--page-size",
		page, NULL };
	g_autofree char *output = NULL;
	json_object *root, *row;

	if (!command_run(argv, NULL, 60, &output, error))
		return false;
	root = json_tokener_parse(output);
	row = root ? usual_row(root) : NULL;
	if (row) {
		predicted->kmalloc_bytes = number(row, "kmalloc_max_size");
		predicted->devres_bytes = number(row, "devres_bytes");
	} else {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "%s --print-limits has no row for %s %s with pages of %s",
			    kmcheck, arch, release, page);
	}
	json_object_put(root);
	return row != NULL;
}

bool growth_predict(const char *kmcheck, const char *build, const char *source,
		    guint64 *bytes, GError **error)
{
	const char *const argv[] = { kmcheck, "--kdir", build, "--format",
		"gcc", "--fail-on", "never", source, NULL };
	g_autoptr(GRegex) regex = g_regex_new(
		"([0-9]+) is the first that .*\\[oversize-growth\\]", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *output = NULL, *number_text = NULL;

	if (!command_run(argv, NULL, 120, &output, error))
		return false;
	if (!g_regex_match(regex, output, 0, &match)) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "kmcheck sees no growth in %s: %s", source, output);
		return false;
	}
	number_text = g_match_info_fetch(match, 1);
	*bytes = g_ascii_strtoull(number_text, NULL, 10);
	return true;
}
