// SPDX-License-Identifier: GPL-2.0-only
/* Which calls a kernel has, and their text. */
#include <string.h>

#include "pairs.h"
#include "vm/call.h"

/* The folder of the headers that all flavours share. */
static char *common_headers(const char *build)
{
	g_autofree char *folder = g_path_get_dirname(build);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (g_str_has_prefix(name, "linux-headers-") &&
		    g_str_has_suffix(name, "-common"))
			return g_build_filename(folder, name, "include", NULL);
	return NULL;
}

static char *header_text(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);
	char *text = NULL;

	g_file_get_contents(path, &text, NULL, NULL);
	return text ? text : g_strdup("");
}

static bool has_word(const char *text, const char *word)
{
	g_autofree char *regex = g_strdup_printf("\\b%s\\b", word);

	return g_regex_match_simple(regex, text, G_REGEX_OPTIMIZE, 0);
}

static bool is_pair(const struct allocator *row, const char *headers,
		    const char *release)
{
	return row->kv && row->header && !row->is_kv &&
	       release_in(release, row->kv_fits_since, NULL) &&
	       has_word(headers, row->name) && has_word(headers, row->kv);
}

GPtrArray *pairs_of_kernel(const struct rulebase *rules,
			   const struct vm_kernel *kernel)
{
	static const char *const names[] = { "linux/slab.h", "linux/mm.h",
		"linux/string.h", "linux/bitmap.h" };
	g_autofree char *folder = common_headers(kernel->build);
	g_autoptr(GString) text = g_string_new(NULL);
	GPtrArray *rows = g_ptr_array_new();

	for (guint i = 0; folder && i < G_N_ELEMENTS(names); i++) {
		g_autofree char *header = header_text(folder, names[i]);

		g_string_append(text, header);
	}
	for (guint i = 0; i < rules->allocators->len; i++) {
		struct allocator *row = rules->allocators->pdata[i];

		if (is_pair(row, text->str, kernel->version))
			g_ptr_array_add(rows, row);
	}
	return rows;
}

char *pairs_left_out(const struct rulebase *rules, const GPtrArray *rows)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < rules->allocators->len; i++) {
		struct allocator *row = rules->allocators->pdata[i];

		if (row->kv && !row->is_kv &&
		    !g_ptr_array_find((GPtrArray *)rows, row, NULL))
			g_string_append_printf(names, " %s", row->name);
	}
	return g_string_free(names, FALSE);
}

static const struct free_fn *free_of(const struct rulebase *rules,
				     const struct allocator *row)
{
	for (guint i = 0; i < rules->frees->len; i++) {
		const struct free_fn *function = rules->frees->pdata[i];

		if (row->frees && row->frees[0] &&
		    g_str_equal(function->name, row->frees[0]))
			return function;
	}
	return NULL;
}

char *pairs_table(const struct rulebase *rules, const GPtrArray *rows,
		  guint64 bytes, guint64 page_bytes, GError **error)
{
	const struct call_machine machine = { page_bytes, 8 };
	GString *text = g_string_new(NULL);

	g_string_append_printf(text, "#undef PAIR_BYTES\n#define PAIR_BYTES %"
			       G_GUINT64_FORMAT "UL\n", bytes);
	for (guint i = 0; i < rows->len; i++) {
		const struct allocator *row = rows->pdata[i];
		const struct free_fn *release = free_of(rules, row);
		struct call_request request = { row, &machine, bytes,
			"GFP_KERNEL", false };
		g_autofree char *flagged = call_text(&request, error);
		g_autofree char *rewritten = NULL;

		request.as_kv = true;
		if (!flagged || !release ||
		    !(rewritten = call_text(&request, error))) {
			g_string_free(text, TRUE);
			return NULL;
		}
		g_string_append_printf(text, "PAIR(%s, (%s), (%s), %s, %s)\n",
				       row->name, flagged, rewritten,
				       release->name, release->kv);
	}
	return g_string_free(text, FALSE);
}

bool pairs_must_warn(const struct allocator *row, const char *release)
{
	if (row->nowarn)
		return false;
	return !(row->nowarn_since || row->nowarn_until) ||
	       !release_in(release, row->nowarn_since, row->nowarn_until);
}
