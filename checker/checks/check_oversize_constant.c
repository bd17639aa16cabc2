// SPDX-License-Identifier: GPL-2.0-only
/* In some calling context every size is over the limit: it never succeeds. */
#include "checks/check.h"

struct finding *check_oversize_constant(const struct check_context *ctx,
					const struct site *site)
{
	const struct request *r = site_context(site, request_must_exceed);
	g_autofree char *where = limit_words(ctx);
	g_autofree char *message = NULL;
	struct finding *finding;
	guint64 size;
	guint alternative = 1;

	if (!r || site_is_opportunistic(ctx, site))
		return NULL;
	size = range_bytes(range_min(r->over));
	if (range_is_const(r->over, NULL))
		message = g_strdup_printf("%" G_GUINT64_FORMAT " bytes requested, %s returns at most %" G_GUINT64_FORMAT " %s",
					  size, site->row->name, r->limit,
					  where);
	else
		message = g_strdup_printf("at least %" G_GUINT64_FORMAT " bytes requested, %s returns at most %" G_GUINT64_FORMAT " %s",
					  size, site->row->name, r->limit,
					  where);
	finding = site_finding(ctx, site, r, "oversize-constant", message);
	for (guint i = 0; i < site->contexts->len; i++) {
		const struct request *other =
			g_ptr_array_index(site->contexts, i);

		if (other != r && request_must_exceed(other) &&
		    other->insn == r->insn)
			finding_add_story(ctx, finding, other, alternative++);
	}
	return finding;
}
