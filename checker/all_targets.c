// SPDX-License-Identifier: GPL-2.0-only
/*
 * --all-targets: the program judged against every row of the limits table.
 *
 * The program is analysed once. What the numbers in which a row differs (its
 * page size, its largest order) had no part in is not looked at again; rows
 * that differ in nothing a size is judged by are judged together. Only rows with the configured kernel's word size: the others need a kernel of
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

/* Is it the first of its class? */
static bool leads(const GPtrArray *rows, guint i)
{
	for (guint k = 0; k < i; k++)
		if (same_class(rows->pdata[k], rows->pdata[i]))
			return false;
	return true;
}

/* The analyses, by what their targets' numbers are: first the configured one,
 * then those that stand on it, each after the one that it stands on. */
struct judging {
	const struct check_context *configured;
	GPtrArray *analyses;		/* struct analysis * */
	GPtrArray *requests;		/* of each, GPtrArray * */
	function_filter is_wanted;
	void *data;
};

/* Number of the analysis that serves a row: one for these numbers, or a new one
 * on the nearest that there is: of the same page size, else the configured. */
static guint analysis_for(struct judging *j, const struct target *row)
{
	guint nearest = 0;
	struct analysis *analysis;

	for (guint i = 0; i < j->analyses->len; i++) {
		analysis = j->analyses->pdata[i];
		if (!analysis_differs(analysis, row))
			return i;
		if (!(analysis_differs(analysis, row) & ATOMS_PAGE))
			nearest = i;
	}
	analysis = analysis_new_for(j->analyses->pdata[nearest], row);
	g_ptr_array_add(j->analyses, analysis);
	g_ptr_array_add(j->requests,
			analysis_requests(analysis, j->is_wanted, j->data,
					  NULL, NULL));
	return j->analyses->len - 1;
}

/* What is found for one target. */
static GPtrArray *judge(struct judging *j, const struct target *row)
{
	guint number = analysis_for(j, row);
	struct analysis *analysis = j->analyses->pdata[number];
	g_autoptr(GPtrArray) judged =
		requests_judged(analysis, j->requests->pdata[number], row);
	struct check_context ctx = *j->configured;
	GPtrArray *findings;

	ctx.analysis = analysis;
	ctx.target = row;
	findings = checks_run(&ctx, judged);
	g_ptr_array_set_free_func(findings, NULL);
	return findings;
}

GPtrArray *other_targets(struct pipeline *p, const struct target *configured)
{
	struct target_request request = {
		.arch = p->options->arch, .kernel = p->options->kernel,
		.page_size_bytes = p->options->page_size_bytes,
		.max_order = p->options->max_order,
	};
	GPtrArray *rows = target_rows(p->rules, &request);

	for (guint i = rows->len; i-- > 0;) {
		const struct target *row = rows->pdata[i];

		if (row->long_bytes == configured->long_bytes)
			continue;
		add_name(p->report.not_judged, row_name(row));
		g_ptr_array_remove_index(rows, i);
	}
	return rows;
}

void check_all_targets(const struct check_context *configured,
		       struct analysis *analysis, GPtrArray *requests,
		       GPtrArray *findings, function_filter is_wanted,
		       void *data)
{
	const GPtrArray *rows = analysis->others;
	struct judging j = {
		configured, g_ptr_array_new(), g_ptr_array_new(), is_wanted,
		data,
	};

	g_ptr_array_add(j.analyses, analysis);
	g_ptr_array_add(j.requests, g_ptr_array_ref(requests));
	for (guint i = 0; i < rows->len; i++) {
		g_autoptr(GPtrArray) found = NULL;

		if (!leads(rows, i))
			continue;
		found = judge(&j, rows->pdata[i]);
		merge(findings, found, rows, rows->pdata[i]);
	}
	for (guint i = j.analyses->len; i-- > 0;) {
		g_ptr_array_unref(j.requests->pdata[i]);
		if (i)
			analysis_free(j.analyses->pdata[i]);
	}
	g_ptr_array_unref(j.requests);
	g_ptr_array_unref(j.analyses);
}
