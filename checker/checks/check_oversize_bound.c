// SPDX-License-Identifier: GPL-2.0-only
/* The code bounds the size, and the bound lets through more than the limit. */
#include "checks/check.h"

static bool bound_exceeds(const struct request *r)
{
	return !request_must_exceed(r) &&
	       !range_is_empty(r->worst[KNOW_CODE].range);
}

struct finding *check_oversize_bound(const struct check_context *ctx,
				     const struct site *site)
{
	const struct request *r = site_context(site, bound_exceeds);
	g_autofree char *where = limit_words(ctx);
	g_autofree char *message = NULL;
	struct finding *finding;
	guint64 most;

	if (!r || site_is_opportunistic(ctx, site))
		return NULL;
	most = range_bytes(range_max(r->worst[KNOW_CODE].range));
	message = g_strdup_printf("up to %" G_GUINT64_FORMAT " bytes requested: the code lets through more than the %" G_GUINT64_FORMAT " that %s returns %s",
				  most, r->limit, site->row->name, where);
	finding = site_finding(ctx, site, r, "oversize-bound", message);
	finding->size_max_bytes = most;
	return finding;
}
