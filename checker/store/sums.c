// SPDX-License-Identifier: GPL-2.0-only
#include "store/sums.h"

struct file_sums {
	GHashTable *by_path;	/* char * -> char * */
};

struct file_sums *file_sums_new(void)
{
	struct file_sums *sums = g_new0(struct file_sums, 1);

	sums->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					      g_free);
	return sums;
}

void file_sums_free(struct file_sums *sums)
{
	g_hash_table_unref(sums->by_path);
	g_free(sums);
}

void file_sums_overlay(struct file_sums *sums, const char *path,
		       const char *text)
{
	g_hash_table_replace(sums->by_path, g_strdup(path),
			     g_compute_checksum_for_string(G_CHECKSUM_SHA256,
							   text, -1));
}

const char *file_sum(struct file_sums *sums, const char *path)
{
	char *sum = g_hash_table_lookup(sums->by_path, path);
	g_autoptr(GMappedFile) file = NULL;

	if (sum)
		return sum;
	file = g_mapped_file_new(path, FALSE, NULL);
	if (file)
		sum = g_compute_checksum_for_data(
			G_CHECKSUM_SHA256,
			(const guchar *)g_mapped_file_get_contents(file),
			g_mapped_file_get_length(file));
	else
		sum = g_strdup("-");
	g_hash_table_insert(sums->by_path, g_strdup(path), sum);
	return sum;
}
