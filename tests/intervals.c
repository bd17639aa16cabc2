// SPDX-License-Identifier: GPL-2.0-only
#include "intervals.h"

#include <string.h>

struct interval {
	guint64 low, high;
};

GArray *intervals_new(void)
{
	return g_array_new(false, false, sizeof(struct interval));
}

static int compare_intervals(gconstpointer a, gconstpointer b)
{
	const struct interval *one = a, *two = b;

	return one->low < two->low ? -1 : one->low > two->low;
}

/* A bound as u64: negative numbers stand for what they convert to. */
static guint64 bound(const char *text)
{
	return *text == '-' ? -g_ascii_strtoull(text + 1, NULL, 10) :
			      g_ascii_strtoull(text, NULL, 10);
}

static void add_interval(GArray *set, const char *low, const char *high)
{
	struct interval one = { bound(low), bound(high) };

	if (one.low > one.high) {	/* [-2,5] is two ranges of u64 */
		struct interval top = { one.low, G_MAXUINT64 };

		g_array_append_val(set, top);
		one.low = 0;
	}
	g_array_append_val(set, one);
}

/* Sort, and join what overlaps or touches. */
static void normalise(GArray *set)
{
	guint kept = 0;

	g_array_sort(set, compare_intervals);
	for (guint i = 1; i < set->len; i++) {
		struct interval *last =
			&g_array_index(set, struct interval, kept);
		struct interval next = g_array_index(set, struct interval, i);

		if (last->high == G_MAXUINT64 || next.low <= last->high + 1)
			last->high = MAX(last->high, next.high);
		else
			g_array_index(set, struct interval, ++kept) = next;
	}
	if (set->len)
		g_array_set_size(set, kept + 1);
}

void intervals_add(GArray *set, const char *text)
{
	g_autoptr(GRegex) regex = g_regex_new(
		"\\[\\s*(-?\\d+)\\s*,\\s*(-?\\d+)\\s*\\]", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	if (!strcmp(text, "unknown"))
		add_interval(set, "0", "18446744073709551615");
	g_regex_match(regex, text, 0, &match);
	for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
		g_autofree char *low = g_match_info_fetch(match, 1);
		g_autofree char *high = g_match_info_fetch(match, 2);

		add_interval(set, low, high);
	}
	normalise(set);
}

bool intervals_equal(const GArray *a, const GArray *b)
{
	return a->len == b->len &&
	       !memcmp(a->data, b->data, a->len * sizeof(struct interval));
}

bool intervals_same_ends(const GArray *a, const GArray *b)
{
	const struct interval *one = (const void *)a->data;
	const struct interval *two = (const void *)b->data;

	return a->len && b->len && one[0].low == two[0].low &&
	       one[a->len - 1].high == two[b->len - 1].high;
}

bool intervals_fill_type(const GArray *set)
{
	static const char *const types[] = {
		"[0,255]", "[0,65535]", "[0,4294967295]",
		"[0,18446744073709551615]", "[-128,127]", "[-32768,32767]",
		"[-2147483648,2147483647]",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		g_autoptr(GArray) type = intervals_new();

		intervals_add(type, types[i]);
		if (intervals_equal(set, type))
			return true;
	}
	return false;
}
