// SPDX-License-Identifier: GPL-2.0-only
/*
 * --all-targets: the program judged against every row of the limits table.
 *
 * Rows that differ in nothing a size can depend on are judged together. Only
 * rows with the configured kernel's word size: the others need a kernel of
 * their own to be configured (--kdir), since their types are of another size.
 */
#include "pipeline.h"

#include <string.h>

/* What a request is judged by. */
static bool same_class(const struct target *a, const struct target *b)
{
	return a->page_shift == b->page_shift &&
	       a->max_order == b->max_order &&
	       a->kmalloc_max_bytes == b->kmalloc_max_bytes &&
	       a->kvmalloc_max_bytes == b->kvmalloc_max_bytes &&
	       a->devres_bytes == b->devres_bytes &&
	       a->drmres_bytes == b->drmres_bytes &&
	       a->percpu_max_bytes == b->percpu_max_bytes;
}

/* "arm64 64K", "s390x 4K up to 5.8" */
static char *row_name(const struct target *row)
{
	const char *since = row->row ? row->row->since : NULL;
	const char *until = row->row ? row->row->until : NULL;
	GString *name = g_string_new(NULL);

	g_string_printf(name, "%s %uK", row->arch,
			1u << (row->page_shift - 10));
	if (since && until)
		g_string_append_printf(name, " %s to %s", since, until);
	else if (since)
		g_string_append_printf(name, " since %s", since);
	else if (until)
		g_string_append_printf(name, " up to %s", until);
	return g_string_free(name, FALSE);
}

static void add_name(GPtrArray *names, char *name)
{
	if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
		g_free(name);
	else
		g_ptr_array_add(names, name);
}

/* The same site and rule: what is said of it differs by target. */
static bool same_site(const struct finding *a, const struct finding *b)
{
	return a->place.line == b->place.line &&
	       a->place.column == b->place.column &&
	       !strcmp(a->place.file, b->place.file) &&
	       !strcmp(a->rule, b->rule);
}

static struct finding *twin_of(const GPtrArray *findings,
			       const struct finding *finding)
{
	for (guint i = 0; i < findings->len; i++)
		if (same_site(g_ptr_array_index(findings, i), finding))
			return g_ptr_array_index(findings, i);
	return NULL;
}

/* Every row of a class has these findings. What the configured target does
 * not have is at most a warning. */
static void merge(GPtrArray *findings, GPtrArray *found,
		  const GPtrArray *rows, const struct target *class_)
{
	for (guint i = 0; i < found->len; i++) {
		struct finding *new = g_ptr_array_index(found, i);
		struct finding *old = twin_of(findings, new);

		if (!old) {
			new->level = MIN(new->level, LEVEL_WARNING);
			g_ptr_array_add(findings, new);
			old = new;
		} else {
			finding_free(new);
		}
		for (guint k = 0; k < rows->len; k++) {
			const struct target *row = g_ptr_array_index(rows, k);

			if (same_class(row, class_) &&
			    row->long_bytes == class_->long_bytes)
				add_name(old->targets, row_name(row));
		}
	}
}

static GPtrArray *judge(const struct pipeline *p,
			const struct check_context *configured,
			const struct target *row,
			bool (*is_wanted)(const struct function_ref *fn,
					  void *data), void *data)
{
	struct analysis *analysis = analysis_new(configured->db, p->rules,
						 row);
	struct check_context ctx = *configured;
	g_autoptr(GPtrArray) requests = NULL;
	GPtrArray *findings;

	if (row->page_shift != configured->target->page_shift)
		analysis->page_shift = row->page_shift;
	requests = analysis_requests(analysis, is_wanted, data,
				     pipeline_progress(p), NULL);
	ctx.analysis = analysis;
	ctx.target = row;
	findings = checks_run(&ctx, requests);
	g_ptr_array_set_free_func(findings, NULL);
	analysis_free(analysis);
	return findings;
}

/* Is it the first of its class? */
static bool leads(const GPtrArray *rows, guint i)
{
	for (guint k = 0; k < i; k++)
		if (same_class(rows->pdata[k], rows->pdata[i]))
			return false;
	return true;
}

void check_all_targets(struct pipeline *p,
		       const struct check_context *configured,
		       GPtrArray *findings,
		       bool (*is_wanted)(const struct function_ref *fn,
					 void *data), void *data)
{
	struct target_request request = {
		.arch = p->options->arch, .kernel = p->options->kernel,
		.page_size_bytes = p->options->page_size_bytes,
		.max_order = p->options->max_order,
	};
	g_autoptr(GPtrArray) all = target_rows(p->rules, &request);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();

	for (guint i = 0; i < all->len; i++) {
		struct target *row = g_ptr_array_index(all, i);

		if (row->long_bytes == configured->target->long_bytes)
			g_ptr_array_add(rows, row);
		else
			add_name(p->report.not_judged, row_name(row));
	}
	for (guint i = 0; i < rows->len; i++) {
		g_autoptr(GPtrArray) found = NULL;

		if (!leads(rows, i))
			continue;
		found = judge(p, configured, rows->pdata[i], is_wanted, data);
		merge(findings, found, rows, rows->pdata[i]);
	}
}
