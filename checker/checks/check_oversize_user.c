// SPDX-License-Identifier: GPL-2.0-only
/* A source outside the kernel chooses the size, and nothing keeps it below
 * the limit. */
#include "checks/check.h"

static bool is_source(guint8 know)
{
	return know == KNOW_SOURCE || know == KNOW_SOURCE2;
}

static bool source_exceeds(const struct request *r)
{
	if (request_must_exceed(r))
		return false;
	for (guint i = 0; i < r->worst.range->n; i++)
		if (is_source(r->worst.range->at[i].know_high))
			return true;
	return false;
}

static bool allocator_is_silent(const struct check_context *ctx,
				const struct allocator *row)
{
	if (!row->nowarn && !row->nowarn_since)
		return false;
	return release_in(ctx->target->kernel ?
					 ctx->target->kernel : "7.2",
					 row->nowarn_since,
					 row->nowarn_until);
}

static enum level level_of(const struct request *r)
{
	for (guint i = 0; i < r->worst.range->n; i++)
		if (r->worst.range->at[i].know_high == KNOW_SOURCE)
			return LEVEL_WARNING;
	return LEVEL_NOTE;
}

struct finding *check_oversize_user(const struct check_context *ctx,
				    const struct site *site)
{
	const struct request *r = site_context(site, source_exceeds);
	const struct source *source;
	g_autofree char *where = limit_words(ctx);
	g_autofree char *message = NULL;
	struct finding *finding;

	if (!r || allocator_is_silent(ctx, site->row) ||
	    (site->manner.nowarn_written && site->manner.is_tested))
		return NULL;
	source = r->worst.source;
	message = g_strdup_printf("the size %s and nothing keeps it below the %" G_GUINT64_FORMAT " bytes that %s returns here: up to %" G_GUINT64_FORMAT " %s",
				  source && source->message ? source->message :
				  "comes from outside the kernel", r->limit,
				  site->row->name,
				  range_bytes(range_max(r->worst.range)),
				  where);
	finding = site_finding(ctx, site, r, "oversize-user", message);
	finding->level = level_of(r);
	if (source) {
		finding->source_class = g_strdup(source->class_);
		finding->privilege = g_strdup(source->privilege);
	}
	return finding;
}
