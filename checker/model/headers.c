// SPDX-License-Identifier: GPL-2.0-only
#include "model/headers.h"

#include <string.h>

#include "store/answers.h"

/* The questions, by the name of the [define] that spells them. */
enum question {
	ASK_LIMIT, ASK_CACHE_LIMIT, ASK_PAGE_SHIFT, ASK_LONG_BYTES,
	ASK_SKB_BYTES, ASK_RELEASE, N_QUESTIONS,
};

static const char *const question_defines[N_QUESTIONS] = {
	[ASK_LIMIT] = "limit.macro",
	[ASK_CACHE_LIMIT] = "limit.cache_macro",
	[ASK_PAGE_SHIFT] = "limit.page_shift",
	[ASK_LONG_BYTES] = "limit.long_bytes",
	[ASK_SKB_BYTES] = "limit.skb_bytes",
	[ASK_RELEASE] = "limit.release_macro",
};

struct target_headers *target_headers_ask(const struct rulebase *rules,
					  const struct kernel *kernel,
					  const struct unit *unit,
					  const char *cache_dir)
{
	const char *questions[N_QUESTIONS];
	guint64 values[N_QUESTIONS];
	bool known[N_QUESTIONS];
	struct front_options options = {
		.argv = (const char *const *)unit->argv,
		.directory = unit->directory, .path = unit->absolute,
	};
	struct target_headers *h;

	for (guint i = 0; i < N_QUESTIONS; i++) {
		const char *const *words = rulebase_words(rules,
							  question_defines[i]);

		questions[i] = words[0] ? words[0] : "0";
	}
	if (!store_evaluate(cache_dir, &options,
			    rulebase_words(rules, "limit.headers"), questions,
			    N_QUESTIONS, values, known, NULL))
		return NULL;
	h = g_new0(struct target_headers, 1);
	h->kernel = g_strdup(kernel->release);
	h->arch = g_strdup(kernel->arch);
	h->has_limit = known[ASK_LIMIT];
	h->kmalloc_max_bytes = values[ASK_LIMIT];
	if (known[ASK_CACHE_LIMIT])
		h->kmalloc_cache_max_bytes = values[ASK_CACHE_LIMIT];
	h->has_page_shift = known[ASK_PAGE_SHIFT];
	h->page_shift = (guint)values[ASK_PAGE_SHIFT];
	if (known[ASK_LONG_BYTES])
		h->long_bytes = (guint)values[ASK_LONG_BYTES];
	if (known[ASK_SKB_BYTES])
		h->skb_bytes = (guint)values[ASK_SKB_BYTES];
	if (!h->kernel && known[ASK_RELEASE])
		h->kernel = g_strdup_printf("%u.%u.%u",
			(guint)(values[ASK_RELEASE] >> 16),
			(guint)(values[ASK_RELEASE] >> 8 & 0xff),
			(guint)(values[ASK_RELEASE] & 0xff));
	h->has_mmu = !kernel->config ||
		     g_hash_table_contains(kernel->config,
				rulebase_words(rules, "limit.mmu_macro")[0]);
	return h;
}

void target_headers_free(struct target_headers *h)
{
	if (!h)
		return;
	g_free(h->kernel);
	g_free(h->arch);
	g_free(h);
}
