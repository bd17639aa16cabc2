// SPDX-License-Identifier: GPL-2.0-only
/* Under the limit, but of an order that fails when memory is fragmented. */
#include "checks/check.h"

struct finding *check_costly_order(const struct check_context *ctx,
				   const struct site *site)
{
	guint64 costly = (guint64)1 << (ctx->target->page_shift +
					ctx->target->costly_order);
	const struct request *r = NULL;
	g_autofree char *message = NULL;

	for (guint i = 0; i < site->contexts->len && !r; i++) {
		const struct request *c = g_ptr_array_index(site->contexts,
							    i);

		if (!range_is_empty(c->size) &&
		    range_min(c->size) > (wide)costly &&
		    range_max(c->size) <= (wide)c->limit)
			r = c;
	}
	if (!r || site->row->is_kv || site->row->is_vmalloc)
		return NULL;
	message = g_strdup_printf("%" G_GUINT64_FORMAT " bytes need contiguous pages above order %u: this fails when memory is fragmented",
				  range_bytes(range_max(r->size)),
				  ctx->target->costly_order);
	return site_finding(ctx, site, r, "costly-order", message);
}
