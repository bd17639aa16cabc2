// SPDX-License-Identifier: GPL-2.0-only
/* Which limit counts: headers, then the table, with options over both. */
#include "model/target.h"

#include <gio/gio.h>
#include <string.h>

/* A page fragment is cut from 32 KiB or one page: mm/page_frag_cache.c. */
#define FRAG_CACHE_BYTES (32 << 10)

static const char *newest_release(const struct rulebase *rules)
{
	const char *const *known = rulebase_words(rules, "release.known");

	return known[0] && known[1] ? known[1] : "0";
}

static bool release_is_known(const struct rulebase *rules,
			     const char *release)
{
	const char *const *known = rulebase_words(rules, "release.known");

	return known[0] && release_in(release, known[0], known[1]);
}

/* The table's name of an architecture: "aarch64" is its arm64. */
static const char *table_arch(const struct rulebase *rules, const char *arch)
{
	const char *const *alias = rulebase_words(rules, "arch.alias");
	size_t length = strlen(arch);

	for (guint i = 0; alias[i]; i++)
		if (!strncmp(alias[i], arch, length) &&
		    alias[i][length] == '=')
			return alias[i] + length + 1;
	return arch;
}

/* What of `list` is not there yet goes to its end, after a comma. */
static void add_once(GString *list, const char *word)
{
	g_auto(GStrv) words = g_strsplit(list->str, ", ", -1);

	if (!g_strv_contains((const char *const *)words, word))
		g_string_append_printf(list, "%s%s", list->len ? ", " : "",
				       word);
}

static bool arch_is_known(const struct rulebase *rules, const char *arch)
{
	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];

		if (!strcmp(row->arch, arch))
			return true;
	}
	return false;
}

static void set_unknown_arch(const struct rulebase *rules, const char *arch,
			     GError **error)
{
	g_autoptr(GString) arches = g_string_new(NULL);

	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];

		add_once(arches, row->arch);
	}
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		    "unknown architecture '%s'; the tables know %s", arch,
		    arches->str);
}

static void set_unknown_page(const struct rulebase *rules, const char *arch,
			     const char *release, guint page_shift,
			     GError **error)
{
	g_autoptr(GString) sizes = g_string_new(NULL);

	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];
		g_autofree char *size =
			g_strdup_printf("%uk", 1u << row->page_shift >> 10);

		if (!strcmp(row->arch, arch) &&
		    release_in(release, row->since, row->until))
			add_once(sizes, size);
	}
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		    "%s has no pages of %u bytes in kernel %s; it has %s",
		    arch, 1u << page_shift, release,
		    sizes->len ? sizes->str : "none at all");
}

/* The usual row: the architecture's default, or the first with these pages.
 * page_shift 0: any. */
static const struct limit_row *find_row(const struct rulebase *rules,
					const char *arch, const char *release,
					guint page_shift)
{
	const struct limit_row *first = NULL;

	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];

		if (strcmp(row->arch, arch) || row->allocator ||
		    !release_in(release, row->since, row->until) ||
		    (page_shift && row->page_shift != page_shift))
			continue;
		if (row->is_default)
			return row;
		if (!first)
			first = row;
	}
	return first;
}

/* Does the table know a configuration with this limit, or settable to it? */
static const struct limit_row *find_row_with(const struct rulebase *rules,
					     const char *arch,
					     const char *release,
					     guint page_shift, guint64 bytes)
{
	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];
		guint64 page = 1ULL << row->page_shift;

		if (strcmp(row->arch, arch) || row->page_shift != page_shift ||
		    !release_in(release, row->since, row->until))
			continue;
		if (limit_row_bytes(row) == bytes)
			return row;
		if (row->max_settable && bytes >= page << row->min_settable &&
		    bytes >> MIN(row->max_settable, 63) <= page)
			return row;
	}
	return NULL;
}

static guint round_up_uint(guint value, guint step)
{
	return step ? (value + step - 1) / step * step : value;
}

/* What the release says, whatever the architecture. */
static void set_release_facts(struct target *target,
			      const struct rulebase *rules)
{
	const char *kernel = target->kernel;
	const char *inclusive = rulebase_release_fact(rules, kernel,
						      "order_is_inclusive");

	target->kvmalloc_max_bytes =
		rulebase_release_number(rules, kernel, "kvmalloc_max", 0);
	target->costly_order =
		rulebase_release_number(rules, kernel, "costly_order", 3);
	target->skb_bytes =
		rulebase_release_number(rules, kernel, "skb_bytes", 0);
	target->percpu_max_bytes =
		rulebase_release_number(rules, kernel, "percpu_max", 0);
	target->order_is_inclusive = !g_strcmp0(inclusive, "yes");
}

static void set_cache_max(struct target *target, const struct rulebase *rules)
{
	guint shift = rulebase_release_number(rules, target->kernel,
					      "cache_shift", 1);

	target->kmalloc_cache_max_bytes = 1ULL << (target->page_shift + shift);
}

static void set_row_facts(struct target *target, const struct rulebase *rules,
			  const struct limit_row *row)
{
	guint words = rulebase_release_number(rules, target->kernel,
					      "devres_words", 0);
	guint drm_words = rulebase_release_number(rules, target->kernel,
						  "drmres_words", 0);

	target->row = row;
	target->page_shift = row->page_shift;
	target->max_order = row->max_order;
	target->kmalloc_max_bytes = limit_row_bytes(row);
	target->long_bytes = row->long_bytes;
	target->has_mmu = row->mmu;
	target->devres_bytes = round_up_uint(words * row->long_bytes,
					     row->devres_align_bytes);
	target->drmres_bytes = round_up_uint(drm_words * row->long_bytes,
					     row->devres_align_bytes);
	set_cache_max(target, rules);
	if (row->cap_bytes)	/* CONFIG_SLAB until 6.0: caches go up to it */
		target->kmalloc_cache_max_bytes = target->kmalloc_max_bytes;
}

static void set_header_facts(struct target *target,
			     const struct target_headers *headers)
{
	guint bits = headers->has_limit ?
		g_bit_storage(headers->kmalloc_max_bytes) - 1 : 0;

	if (headers->has_page_shift)
		target->page_shift = headers->page_shift;
	if (headers->has_limit) {
		target->kmalloc_max_bytes = headers->kmalloc_max_bytes;
		target->max_order = MAX(bits, target->page_shift) -
				    target->page_shift;
	}
	if (headers->kmalloc_cache_max_bytes)
		target->kmalloc_cache_max_bytes =
			headers->kmalloc_cache_max_bytes;
	if (headers->long_bytes)
		target->long_bytes = headers->long_bytes;
	if (headers->devres_bytes)
		target->devres_bytes = headers->devres_bytes;
	if (headers->drmres_bytes)
		target->drmres_bytes = headers->drmres_bytes;
	if (headers->skb_bytes)
		target->skb_bytes = headers->skb_bytes;
	target->has_mmu = headers->has_mmu;
}

static void set_order(struct target *target, guint max_order)
{
	target->max_order = max_order;
	target->kmalloc_max_bytes = 1ULL << (target->page_shift + max_order);
	target->source = "options";
}

static void append_warning(char **warning, const char *format, ...)
	G_GNUC_PRINTF(2, 3);

static void append_warning(char **warning, const char *format, ...)
{
	g_autofree char *before = NULL;
	g_autofree char *text = NULL;
	va_list ap;

	if (!warning)
		return;
	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	before = *warning;
	*warning = before ? g_strconcat(before, "; ", text, NULL) :
			    g_steal_pointer(&text);
}

static void check_release(const struct rulebase *rules,
			  const struct target *target, char **warning)
{
	if (!release_is_known(rules, target->kernel))
		append_warning(warning,
			       "kernel %s is not in the tables (%s to %s); %s",
			       target->kernel,
			       rulebase_words(rules, "release.known")[0],
			       newest_release(rules),
			       strcmp(target->source, "headers") ?
			       "the nearest release serves" :
			       "its headers decide");
}

/* Tree against table: the tree wins, and the run says so. */
static void check_agreement(const struct rulebase *rules,
			    struct target *target, char **warning)
{
	const struct limit_row *same =
		find_row_with(rules, target->arch, target->kernel,
			      target->page_shift, target->kmalloc_max_bytes);

	if (same || !target->row) {
		target->row = same;
		return;
	}
	append_warning(warning,
		       "the kernel's headers say KMALLOC_MAX_SIZE is %" G_GUINT64_FORMAT
		       " for %s with %u-byte pages, the table says %" G_GUINT64_FORMAT
		       "; the headers count",
		       target->kmalloc_max_bytes, target->arch,
		       1u << target->page_shift, limit_row_bytes(target->row));
}

/* Page size and order of the command line, over whatever was found. */
static bool apply_options(struct target *target, const struct rulebase *rules,
			  const struct target_request *request, GError **error)
{
	if (request->page_size_bytes) {
		guint shift = g_bit_nth_lsf(request->page_size_bytes, -1);
		const struct limit_row *row;

		if (1ULL << shift != request->page_size_bytes || shift < 10 ||
		    shift > 20) {
			g_set_error(error, G_IO_ERROR,
				    G_IO_ERROR_INVALID_ARGUMENT,
				    "%" G_GUINT64_FORMAT " bytes are no page size; write 4k, 16k, 64k",
				    request->page_size_bytes);
			return false;
		}
		row = find_row(rules, target->arch, target->kernel, shift);
		if (!row && shift != target->page_shift) {
			set_unknown_page(rules, target->arch, target->kernel,
					 shift, error);
			return false;
		}
		if (shift != target->page_shift) {
			set_row_facts(target, rules, row);
			target->source = "options";
		}
	}
	if (request->max_order >= 0) {
		if (request->max_order + target->page_shift > 62) {
			g_set_error(error, G_IO_ERROR,
				    G_IO_ERROR_INVALID_ARGUMENT,
				    "order %d is too large",
				    request->max_order);
			return false;
		}
		set_order(target, request->max_order);
	}
	return true;
}

static bool is_other_arch(const struct rulebase *rules,
			  const struct target_headers *headers,
			  const struct target_request *request)
{
	return request->arch && headers->arch &&
	       strcmp(table_arch(rules, request->arch),
		      table_arch(rules, headers->arch));
}

/* Are these headers those of the target that was asked for? */
static bool headers_apply(const struct rulebase *rules,
			  const struct target_headers *headers,
			  const struct target_request *request)
{
	if (!headers || !headers->has_limit || !headers->has_page_shift)
		return false;
	if (is_other_arch(rules, headers, request))
		return false;
	return !request->kernel || !headers->kernel ||
	       !release_compare(headers->kernel, request->kernel);
}

static struct target *named_target(const struct rulebase *rules,
				   const struct target_request *request,
				   const struct target_headers *headers)
{
	struct target *target = g_new0(struct target, 1);
	const char *arch = request->arch;
	const char *kernel = request->kernel;

	if (!arch && headers)
		arch = headers->arch;
	if (headers && headers->kernel &&
	    (!kernel || !release_compare(headers->kernel, kernel)))
		kernel = headers->kernel;
	target->arch = g_strdup(table_arch(rules, arch ? arch : "x86_64"));
	target->kernel = g_strdup(kernel ? kernel : newest_release(rules));
	target->source = request->arch || request->kernel ? "table" :
							    "builtin";
	if (headers && headers->present)
		target->present = g_hash_table_ref(headers->present);
	set_release_facts(target, rules);
	return target;
}

struct target *target_new(const struct rulebase *rules,
			  const struct target_request *request,
			  const struct target_headers *headers,
			  char **warning, GError **error)
{
	struct target *target = named_target(rules, request, headers);
	bool apply = headers_apply(rules, headers, request);
	const struct limit_row *row;

	if (warning)
		*warning = NULL;
	if (!apply && !arch_is_known(rules, target->arch)) {
		set_unknown_arch(rules, target->arch, error);
		goto fail;
	}
	row = find_row(rules, target->arch, target->kernel,
		       apply ? headers->page_shift : 0);
	if (!row && !apply) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			    "kernel %s has no architecture '%s'",
			    target->kernel, target->arch);
		goto fail;
	}
	if (row)
		set_row_facts(target, rules, row);
	if (apply) {
		target->source = "headers";
		set_header_facts(target, headers);
		check_agreement(rules, target, warning);
	} else if (headers) {
		target->source = "table";
		if (is_other_arch(rules, headers, request))
			append_warning(warning,
				       "the kernel is configured for %s: its code is read as it is built there, and judged by what the table says of %s",
				       table_arch(rules, headers->arch),
				       target->arch);
	}
	check_release(rules, target, warning);
	if (!apply_options(target, rules, request, error))
		goto fail;
	return target;
fail:
	target_free(target);
	if (warning)
		g_clear_pointer(warning, g_free);
	return NULL;
}

void target_free(struct target *target)
{
	if (!target)
		return;
	g_free(target->kernel);
	g_free(target->arch);
	g_free(target->condition);
	if (target->present)
		g_hash_table_unref(target->present);
	g_free(target);
}

static guint64 less(guint64 bytes, guint64 header)
{
	return bytes > header ? bytes - header : 0;
}

guint64 target_limit_bytes(const struct target *target,
			   const struct allocator *row)
{
	guint64 kmalloc = target->kmalloc_max_bytes;

	/* mm/nommu.c: there vmalloc is kmalloc */
	if (row->is_kv && !target->has_mmu)
		return kmalloc;
	switch (row->limit) {
	case LIMIT_KMALLOC:
		return kmalloc;
	case LIMIT_DEVRES:
		return less(kmalloc, target->devres_bytes);
	case LIMIT_DRMRES:
		return less(kmalloc, target->drmres_bytes);
	case LIMIT_SKB:
		return less(kmalloc, target->skb_bytes);
	case LIMIT_CACHE:
		return target->kmalloc_cache_max_bytes;
	case LIMIT_ORDER:	/* CONFIG_SLAB's cap is not the pages' */
		return 1ULL << (target->page_shift + target->max_order);
	case LIMIT_KVMALLOC:
		return target->kvmalloc_max_bytes ?
			target->kvmalloc_max_bytes : G_MAXUINT64;
	case LIMIT_PERCPU:
		return target->percpu_max_bytes ?
			target->percpu_max_bytes : G_MAXUINT64;
	case LIMIT_FRAG:
		return MAX(FRAG_CACHE_BYTES, 1u << target->page_shift);
	case LIMIT_CMA_OPEN:
		break;
	}
	return G_MAXUINT64;
}

static bool row_matches(const struct rulebase *rules,
			const struct limit_row *row,
			const struct target_request *request)
{
	if (request->arch &&
	    strcmp(row->arch, table_arch(rules, request->arch)))
		return false;
	if (request->kernel &&
	    !release_in(request->kernel, row->since, row->until))
		return false;
	if (request->page_size_bytes &&
	    request->page_size_bytes != 1ULL << row->page_shift)
		return false;
	return request->max_order < 0 ||
	       (guint)request->max_order == row->max_order;
}

GPtrArray *target_rows(const struct rulebase *rules,
		       const struct target_request *request)
{
	GPtrArray *targets =
		g_ptr_array_new_with_free_func((GDestroyNotify)target_free);

	for (guint i = 0; i < rules->limits->len; i++) {
		const struct limit_row *row = rules->limits->pdata[i];
		const char *newest = row->until ? row->until :
						  newest_release(rules);
		struct target *target;

		if (!row_matches(rules, row, request))
			continue;
		target = g_new0(struct target, 1);
		target->arch = g_strdup(row->arch);
		target->kernel = g_strdup(request->kernel ? request->kernel :
							    newest);
		target->source = "table";
		target->condition = g_strdup(row->condition);
		set_release_facts(target, rules);
		set_row_facts(target, rules, row);
		g_ptr_array_add(targets, target);
	}
	return targets;
}

/* The largest order as sizes are computed from it: KMALLOC_MAX_SIZE goes no
 * further than CONFIG_SLAB's cap (include/linux/slab.h until 6.0). */
static guint order_in_code(const struct target *target)
{
	guint shift = g_bit_storage(target->kmalloc_max_bytes) - 1;

	return MIN(target->max_order,
		   MAX(shift, target->page_shift) - target->page_shift);
}

guint64 target_atom(const struct target *target, const struct target *kernel,
		    enum ir_atom atom)
{
	switch (atom) {
	case IR_ATOM_PAGE_SHIFT:
		return target->page_shift;
	case IR_ATOM_PAGE_SIZE:
		return 1ULL << target->page_shift;
	case IR_ATOM_LONG_BYTES:
		return target->long_bytes;
	case IR_ATOM_LONG_BITS:
		return target->long_bytes * 8;
	case IR_ATOM_MAX_ORDER:
		return order_in_code(target) + !kernel->order_is_inclusive;
	case IR_ATOM_NONE:
		break;
	}
	return 0;
}
