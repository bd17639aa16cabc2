// SPDX-License-Identifier: GPL-2.0-only
/* A source outside the kernel chooses the size, and nothing keeps it below
 * the limit. */
#include "checks/check.h"

static bool source_exceeds(const struct request *r)
{
	return !request_must_exceed(r) &&
	       (!range_is_empty(r->worst[KNOW_SOURCE].range) ||
		!range_is_empty(r->worst[KNOW_SOURCE2].range));
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

struct finding *check_oversize_user(const struct check_context *ctx,
				    const struct site *site)
{
	const struct request *r = site_context(site, source_exceeds);
	const struct fact_value *worst;
	struct manner manner;
	const struct source *source;
	g_autofree char *where = limit_words(ctx);
	g_autofree char *message = NULL;
	struct finding *finding;

	if (!r || allocator_is_silent(ctx, site->row))
		return NULL;
	manner = site_manner(ctx, site);
	if (manner.nowarn_written && manner.is_tested)
		return NULL;
	worst = &r->worst[range_is_empty(r->worst[KNOW_SOURCE].range) ?
			  KNOW_SOURCE2 : KNOW_SOURCE];
	source = worst->source;
	message = g_strdup_printf("the size %s and nothing keeps it below the %" G_GUINT64_FORMAT " bytes that %s returns %s: up to %" G_GUINT64_FORMAT,
				  source && source->message ? source->message :
				  "comes from outside the kernel", r->limit,
				  site->row->name, where,
				  range_bytes(range_max(r->over)));
	finding = site_finding(ctx, site, r, "oversize-user", message);
	finding->level = worst == &r->worst[KNOW_SOURCE] ? LEVEL_WARNING :
			 LEVEL_NOTE;
	if (source) {
		finding->source_class = g_strdup(source->class_);
		finding->privilege = g_strdup(source->privilege);
	}
	return finding;
}
