// SPDX-License-Identifier: GPL-2.0-only
/* A loop makes the size grow until the allocation fails. */
#include "checks/check.h"

static bool grows(const struct request *r)
{
	return r->grows && !request_must_exceed(r);
}

struct finding *check_oversize_growth(const struct check_context *ctx,
				      const struct site *site)
{
	const struct request *r = site_context(site, grows);
	g_autofree char *where = limit_words(ctx);
	g_autofree char *message = NULL;
	struct finding *finding;

	if (!r || site_is_opportunistic(ctx, site))
		return NULL;
	if (r->first_failing_bytes)
		message = g_strdup_printf("the size grows in a loop without a bound: %" G_GUINT64_FORMAT " is the first that %s refuses, it returns at most %" G_GUINT64_FORMAT " %s",
					  r->first_failing_bytes,
					  site->row->name, r->limit, where);
	else
		message = g_strdup_printf("the size grows in a loop without a bound, past the %" G_GUINT64_FORMAT " bytes that %s returns %s",
					  r->limit, site->row->name, where);
	finding = site_finding(ctx, site, r, "oversize-growth", message);
	/* what is refused ends the loop: no request is larger */
	if (r->first_failing_bytes)
		finding->size_max_bytes = r->first_failing_bytes;
	return finding;
}
