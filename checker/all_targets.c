// SPDX-License-Identifier: GPL-2.0-only
/*
 * --all-targets: the program judged against every row of the limits table.
 *
 * The program is analysed once. What the numbers in which a row differs (its
 * page size, its largest order) had no part in is not looked at again; rows
 * that differ in nothing a size is judged by are judged together. Only rows
 * with the configured kernel's word size: the others need a kernel of their
 * own to be configured (--kdir), since their types are of another size.
 */
#include "pipeline.h"

#include <string.h>

/* What a request is judged by. */
static bool same_class(const struct target *a, const struct target *b)
{
	return a->page_shift == b->page_shift &&
	       a->max_order == b->max_order &&
	       a->kmalloc_max_bytes == b->kmalloc_max_bytes &&
	       a->kmalloc_cache_max_bytes == b->kmalloc_cache_max_bytes &&
	       a->kvmalloc_max_bytes == b->kvmalloc_max_bytes &&
	       a->devres_bytes == b->devres_bytes &&
	       a->drmres_bytes == b->drmres_bytes &&
	       a->skb_bytes == b->skb_bytes &&
	       a->percpu_max_bytes == b->percpu_max_bytes &&
	       a->has_mmu == b->has_mmu;
}

/* Configurations of one architecture with one page size. */
static bool same_machine(const struct target *a, const struct target *b)
{
	return a->page_shift == b->page_shift && !strcmp(a->arch, b->arch);
}

/* "arm64 64K" */
static char *machine_name(const struct target *row)
{
	return g_strdup_printf("%s %uK", row->arch,
			       1u << (row->page_shift - 10));
}

/* "s390x 4K up to 5.8", "arm 4K (SA1111)" */
static char *row_name(const struct target *row)
{
	const char *since = row->row ? row->row->since : NULL;
	const char *until = row->row ? row->row->until : NULL;
	g_autofree char *machine = machine_name(row);
	GString *name = g_string_new(machine);

	if (since && until)
		g_string_append_printf(name, " %s to %s", since, until);
	else if (since)
		g_string_append_printf(name, " since %s", since);
	else if (until)
		g_string_append_printf(name, " up to %s", until);
	if (row->condition)
		g_string_append_printf(name, " (%s)", row->condition);
	return g_string_free(name, FALSE);
}

static void add_name(GPtrArray *names, char *name)
{
	if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
		g_free(name);
	else
		g_ptr_array_add(names, name);
}

static bool has_row(const GPtrArray *rows, const struct target *row)
{
	return g_ptr_array_find((GPtrArray *)rows, row, NULL);
}

static bool has_machine(const GPtrArray *rows, const GPtrArray *failing,
			const struct target *machine)
{
	for (guint i = 0; i < rows->len; i++)
		if (same_machine(rows->pdata[i], machine) &&
		    !has_row(failing, rows->pdata[i]))
			return false;
	return true;
}

/* A machine whose every configuration fails is named once. */
static void name_rows(const GPtrArray *rows, const GPtrArray *failing,
		      GPtrArray *names)
{
	for (guint i = 0; i < rows->len; i++) {
		const struct target *row = rows->pdata[i];

		if (has_row(failing, row))
			add_name(names, has_machine(rows, failing, row) ?
				 machine_name(row) : row_name(row));
	}
}

static struct finding *twin_of(const GPtrArray *findings,
			       const struct finding *finding)
{
	for (guint i = 0; i < findings->len; i++)
		if (finding_is_twin(g_ptr_array_index(findings, i), finding))
			return g_ptr_array_index(findings, i);
	return NULL;
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
	const GPtrArray *rows;		/* const struct target * */
	GPtrArray *analyses;		/* struct analysis * */
	GPtrArray *requests;		/* of each, GPtrArray * */
	GPtrArray *findings;		/* struct finding *, of all targets */
	GHashTable *failing;		/* finding -> GPtrArray of its rows */
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
	ctx.is_other_target = true;
	findings = checks_run(&ctx, judged);
	g_ptr_array_set_free_func(findings, NULL);
	return findings;
}

/* Every row of the class has these findings. What the configured target does
 * not have is at most a warning. */
static void merge(struct judging *j, const GPtrArray *found,
		  const struct target *class_)
{
	for (guint i = 0; i < found->len; i++) {
		struct finding *new = g_ptr_array_index(found, i);
		struct finding *finding = twin_of(j->findings, new);
		GPtrArray *failing;

		if (!finding) {
			new->level = MIN(new->level, LEVEL_WARNING);
			g_ptr_array_add(j->findings, new);
			finding = new;
		} else {
			finding_free(new);
		}
		failing = g_hash_table_lookup(j->failing, finding);
		if (!failing) {
			failing = g_ptr_array_new();
			g_hash_table_insert(j->failing, finding, failing);
		}
		for (guint k = 0; k < j->rows->len; k++)
			if (same_class(j->rows->pdata[k], class_))
				g_ptr_array_add(failing, j->rows->pdata[k]);
	}
}

/* A row is not judged if no program's configuration can be taken for it. */
static void note_judged(struct pipeline *p, const struct target *row,
			bool is_judged)
{
	g_autofree char *name = machine_name(row);
	GPtrArray *judged = p->judged, *not_judged = p->report.not_judged;
	guint at;

	if (is_judged) {
		if (g_ptr_array_find_with_equal_func(not_judged, name,
						     g_str_equal, &at))
			g_ptr_array_remove_index(not_judged, at);
		add_name(judged, g_steal_pointer(&name));
	} else if (!g_ptr_array_find_with_equal_func(judged, name, g_str_equal,
						     NULL)) {
		add_name(not_judged, g_steal_pointer(&name));
	}
}

GPtrArray *other_targets(struct pipeline *p, const struct target *configured)
{
	struct target_request request = {
		.arch = p->options->arch, .kernel = p->options->kernel,
		.page_size_bytes = p->options->page_size_bytes,
		.max_order = p->options->max_order,
	};
	GPtrArray *rows = target_rows(p->rules, &request);

	for (guint i = 0; i < rows->len;) {
		const struct target *row = rows->pdata[i];
		bool is_judged = row->long_bytes == configured->long_bytes;

		note_judged(p, row, is_judged);
		if (is_judged)
			i++;
		else
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
		.configured = configured, .rows = rows,
		.analyses = g_ptr_array_new(), .requests = g_ptr_array_new(),
		.findings = findings,
		.failing = g_hash_table_new_full(NULL, NULL, NULL,
				(GDestroyNotify)g_ptr_array_unref),
		.is_wanted = is_wanted, .data = data,
	};

	g_ptr_array_add(j.analyses, analysis);
	g_ptr_array_add(j.requests, g_ptr_array_ref(requests));
	for (guint i = 0; i < rows->len; i++) {
		g_autoptr(GPtrArray) found = NULL;

		if (!leads(rows, i))
			continue;
		found = judge(&j, rows->pdata[i]);
		merge(&j, found, rows->pdata[i]);
	}
	for (guint i = 0; i < findings->len; i++) {
		struct finding *finding = findings->pdata[i];
		const GPtrArray *failing = g_hash_table_lookup(j.failing,
							       finding);

		if (failing)
			name_rows(rows, failing, finding->targets);
	}
	for (guint i = j.analyses->len; i-- > 0;) {
		g_ptr_array_unref(j.requests->pdata[i]);
		if (i)
			analysis_free(j.analyses->pdata[i]);
	}
	g_ptr_array_unref(j.requests);
	g_ptr_array_unref(j.analyses);
	g_hash_table_unref(j.failing);
}
