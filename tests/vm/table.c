// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "table.h"

static void measured_free(gpointer data)
{
	struct measured *row = data;

	g_free(row->kernel);
	g_free(row->arch);
	g_free(row->what);
	g_free(row);
}

static void pair_seen_free(gpointer data)
{
	struct pair_seen *row = data;

	g_free(row->kernel);
	g_free(row->arch);
	g_free(row->what);
	g_free(row);
}

void tables_init(struct tables *tables)
{
	tables->limits = g_ptr_array_new_with_free_func(measured_free);
	tables->pairs = g_ptr_array_new_with_free_func(pair_seen_free);
}

void tables_release(struct tables *tables)
{
	g_ptr_array_unref(tables->limits);
	g_ptr_array_unref(tables->pairs);
}

void tables_move(struct tables *to, struct tables *from)
{
	g_ptr_array_extend_and_steal(to->limits, from->limits);
	g_ptr_array_extend_and_steal(to->pairs, from->pairs);
	tables_init(from);
}

static void print_limits(const GPtrArray *rows)
{
	printf("#\n# %-28s %-8s %5s %-17s %10s %10s\n", "kernel", "arch",
	       "page", "largest", "predicted", "measured");
	for (guint i = 0; i < rows->len; i++) {
		const struct measured *row = rows->pdata[i];

		printf("# %-28s %-8s %5" G_GUINT64_FORMAT " %-17s %10"
		       G_GUINT64_FORMAT " %10" G_GUINT64_FORMAT "%s\n",
		       row->kernel, row->arch, row->page_bytes, row->what,
		       row->predicted_bytes, row->measured_bytes,
		       row->predicted_bytes == row->measured_bytes ? "" :
		       "  DIFFERS");
	}
}

static void print_pairs(const GPtrArray *rows)
{
	printf("#\n# %-28s %-8s %-31s %-13s %s\n", "kernel", "arch",
	       "one byte more of", "as flagged", "rewritten");
	for (guint i = 0; i < rows->len; i++) {
		const struct pair_seen *row = rows->pdata[i];
		const char *flagged = !row->fails ? "WORKS" : row->warns ?
				      "NULL, warns" : "NULL, silent";

		printf("# %-28s %-8s %-31s %-13s %s\n", row->kernel, row->arch,
		       row->what, flagged, row->works ? "works" : "FAILS");
	}
}

void tables_print(const struct tables *tables)
{
	print_limits(tables->limits);
	print_pairs(tables->pairs);
}
