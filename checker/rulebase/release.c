// SPDX-License-Identifier: GPL-2.0-only
/* Kernel releases: comparing them, and what [release] rows say of one. */
#include "rulebase/rulebase.h"

#include <stdlib.h>

/* The number at *at, which moves behind it and its dot; -1 at the end. */
static long next_component(const char **at)
{
	char *end;
	long number;

	if (!g_ascii_isdigit(**at))
		return -1;
	number = strtol(*at, &end, 10);
	*at = *end == '.' ? end + 1 : end;
	return number;
}

int release_compare(const char *release, const char *bound)
{
	for (;;) {
		long want = next_component(&bound);
		long have = next_component(&release);

		if (want < 0)
			return 0;
		if (have < 0)
			have = 0;
		if (have != want)
			return have < want ? -1 : 1;
	}
}

bool release_in(const char *release, const char *since, const char *until)
{
	return (!since || release_compare(release, since) >= 0) &&
	       (!until || release_compare(release, until) <= 0);
}

const char *rulebase_release_fact(const struct rulebase *rules,
				  const char *release, const char *key)
{
	for (guint i = 0; i < rules->releases->len; i++) {
		const struct release_row *row = rules->releases->pdata[i];
		const char *value = g_hash_table_lookup(row->facts, key);

		if (value && release_in(release, row->since, row->until))
			return value;
	}
	return NULL;
}

guint64 rulebase_release_number(const struct rulebase *rules,
				const char *release, const char *key,
				guint64 otherwise)
{
	const char *value = rulebase_release_fact(rules, release, key);

	return value ? g_ascii_strtoull(value, NULL, 0) : otherwise;
}
