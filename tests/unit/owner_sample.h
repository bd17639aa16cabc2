/* SPDX-License-Identifier: GPL-2.0-only */
/* A program of a few lines of C, lowered without any kernel, for the tests of
 * ownership and rewrites. */
#ifndef KMCHECK_TESTS_OWNER_SAMPLE_H
#define KMCHECK_TESTS_OWNER_SAMPLE_H

#include <string.h>

#include "fix/fix.h"
#include "front/front.h"

#define SAMPLE_PRELUDE \
	"typedef unsigned long size_t; typedef unsigned gfp_t;" \
	"typedef _Bool bool;" \
	"enum { GFP_KERNEL = 1, GFP_ATOMIC, GFP_NOFS, GFP_DMA };" \
	"struct device; struct list_head { struct list_head *next; };" \
	"struct callback_head { void *next; };" \
	"void *kmalloc(size_t, gfp_t); void *kzalloc(size_t, gfp_t);" \
	"void *kvmalloc(size_t, gfp_t); void *kvzalloc(size_t, gfp_t);" \
	"void *kvmalloc_array(size_t, size_t, gfp_t);" \
	"void *krealloc(const void *, size_t, gfp_t);" \
	"void *kvrealloc(const void *, size_t, gfp_t);" \
	"void kfree(const void *); void kvfree(const void *);" \
	"void vfree(const void *); void kfree_sensitive(const void *);" \
	"void kvfree_sensitive(const void *, size_t);" \
	"void kvfree_call_rcu(struct callback_head *, void *);" \
	"bool is_vmalloc_addr(const void *); size_t ksize(const void *);" \
	"void dma_map_single(struct device *, void *, size_t, int);" \
	"void elsewhere(void *); void elsewhere_release(void *);" \
	"void list_keep(struct list_head *);\n" \
	"#define container_of(p, t, m) " \
	"((t *)((void *)(p) - __builtin_offsetof(t, m)))\n"
/* Lines of the prelude: line 1 of a sample is line 3 of its file. */
#define SAMPLE_LINES 2

#define SAMPLE_PATH "/sample/sample.c"

struct sample {
	struct rulebase *rules;
	struct program_db *db;
	struct owner_graph *graph;
	struct target *target;
	struct source_set *sources;
	char *text;
};

static inline void sample_init(struct sample *s, const char *text,
			       const char *kernel)
{
	static const char *const argv[] = { "-x", "c", "-std=gnu11", "-w",
					    NULL };
	const char *path = SAMPLE_PATH;
	struct target_request request = { .kernel = kernel,
					  .arch = "x86_64",
					  .max_order = -1 };
	struct front_options options = {
		.argv = argv, .directory = "/", .path = path,
		.overlay_paths = &path, .n_overlays = 1, .no_pch = true,
	};
	GPtrArray *units = g_ptr_array_new_with_free_func(
				(GDestroyNotify)ir_unit_free);
	GError *error = NULL;
	struct ir_unit *unit;
	char *warning = NULL;

	s->text = g_strconcat(SAMPLE_PRELUDE, text, NULL);
	s->rules = rulebase_load(NULL, &error);
	g_assert_no_error(error);
	options.overlay_texts = (const char *const *)&s->text;
	options.opaque = rulebase_opaque_names(s->rules);
	unit = front_lower(&options, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(unit->errors->len, ==, 0);
	g_ptr_array_add(units, unit);
	s->db = program_db_new(units, NULL, "/sample", true);
	s->graph = owner_graph_new(s->db, s->rules);
	s->target = target_new(s->rules, &request, NULL, &warning, &error);
	g_assert_no_error(error);
	g_free(warning);
	s->sources = source_set_new();
	source_overlay(s->sources, SAMPLE_PATH, s->text);
	g_hash_table_unref(options.opaque);
}

static inline void sample_release(struct sample *s)
{
	owner_graph_free(s->graph);
	program_db_free(s->db);
	target_free(s->target);
	source_set_free(s->sources);
	rulebase_free(s->rules);
	g_free(s->text);
}

/* The first allocation on that line of a file. */
static inline struct code_ref sample_site(const struct sample *s,
					  const char *path, guint line)
{
	g_autoptr(GArray) sites = fix_find_sites(s->db, s->rules, path, line);

	g_assert_cmpuint(sites->len, >, 0);
	return g_array_index(sites, struct code_ref, 0);
}

/* The call of that function on that line of the sample. */
static inline struct code_ref sample_call(const struct sample *s,
					  const char *callee, guint line)
{
	for (guint i = 0; i < s->db->ordered->len; i++) {
		const struct function_ref *ref = s->db->ordered->pdata[i];

		for (guint k = 0; k < ref->calls->len; k++) {
			const struct code_ref *at =
				&g_array_index(ref->calls, struct code_ref,
					       k);

			if (at->insn->loc.line == line + SAMPLE_LINES &&
			    !g_strcmp0(at->insn->call->callee, callee))
				return *at;
		}
	}
	g_error("no call of %s on line %u", callee, line);
}

#endif
