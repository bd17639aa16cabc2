/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run made by hand, for the tests of reports: a finding of each level, all
 * optional parts, and names and sources with bytes that break careless
 * writers.
 */
#ifndef KMCHECK_TESTS_SAMPLE_RUN_H
#define KMCHECK_TESTS_SAMPLE_RUN_H

#include <string.h>

#include "report/report.h"

static const char sample_ring_c[] =
	"#include <linux/slab.h>\n"				/* 1 */
	"\n"
	"static size_t ring_bytes = 8 << 20;\n"			/* 3 */
	"\n"
	"int ring_open(struct ring *ring)\n"
	"{\n"
	"\tring->buf = kmalloc(ring_bytes, GFP_KERNEL);\n"	/* 7 */
	"\tif (!ring->buf)\n"
	"\t\treturn -ENOMEM;\n"
	"\treturn 0;\n"
	"}\n"
	"\n"
	"void ring_close(struct ring *ring)\n"
	"{\n"
	"\tkfree(ring->buf);\n"					/* 15 */
	"}\n";

/* A path and a source that are not UTF-8, with markup and control bytes. */
#define SAMPLE_ODD_PATH "dir \xff,a:b%/<odd> & \"q'.c"

static const char sample_odd_c[] =
	"/* ]]> </script> \x1b[31m \xe9t\xe9 \xc3\xa9t\xc3\xa9 */\n"
	"\tp = kvmalloc(n, /* \xff \xe4\xb8\xad */ GFP_KERNEL); <b>&amp;\r\n"
	"\tkfree(p);\n";

static inline const char *sample_source(const char *file, void *data)
{
	(void)data;
	if (strcmp(file, "ring.c") == 0)
		return sample_ring_c;
	if (strcmp(file, SAMPLE_ODD_PATH) == 0)
		return sample_odd_c;
	return NULL;
}

static inline struct finding *sample_constant(void)
{
	struct finding *finding = finding_new("oversize-constant", LEVEL_ERROR);

	finding->place = (struct place){ g_strdup("ring.c"), 7, 14 };
	finding->end_line = 7;
	finding->end_column = 45;
	finding->function = g_strdup("ring_open");
	finding->callee = g_strdup("kmalloc");
	finding->has_size = true;
	finding->size_min_bytes = finding->size_max_bytes = 8388608;
	finding->limit_bytes = 4194304;
	finding->message = g_strdup("8388608 bytes requested, kmalloc returns "
				    "at most 4194304 here (4 KiB pages, order "
				    "10)");
	finding_add_step(finding, STEP_SET, "ring.c", 3, 15, NULL,
			 "ring_bytes is set to 8388608 here");
	finding_add_step(finding, STEP_ALLOCATED, "ring.c", 7, 14, "ring_open",
			 "allocated here");
	g_ptr_array_add(finding->targets, g_strdup("x86_64 4k order 10"));
	g_ptr_array_add(finding->targets, g_strdup("arm64 4k order 10"));
	finding->fix.status = FIX_OFFERED;
	finding_add_edit(finding, "ring.c", 7, 14, 110, 117, "kmalloc",
			 "kvmalloc");
	finding_add_edit(finding, "ring.c", 15, 2, 230, 235, "kfree",
			 "kvfree");
	finding->call_text = g_strdup("kmalloc(ring_bytes, GFP_KERNEL)");
	return finding;
}

static inline struct finding *sample_user(void)
{
	struct finding *finding = finding_new("oversize-user", LEVEL_WARNING);

	finding->place = (struct place){ g_strdup("drivers/char/ioc.c"), 90, 9 };
	finding->function = g_strdup("ioc_ioctl");
	finding->callee = g_strdup("kmalloc_array");
	finding->has_size = true;
	finding->size_min_bytes = 0;
	finding->size_max_bytes = G_MAXUINT64;
	finding->limit_bytes = 4194304;
	finding->message = g_strdup("up to 18446744073709551615 bytes requested"
				    ", kmalloc_array returns at most 4194304 "
				    "here: 100% from user space, \"req.n\"\n"
				    "is not bounded");
	finding->source_class = g_strdup("user");
	finding->privilege = g_strdup("unprivileged");
	finding_add_step(finding, STEP_SOURCE, "drivers/char/ioc.c", 80, 6,
			 "ioc_ioctl", "req.n comes from user space");
	finding_add_step(finding, STEP_PASSED, "drivers/char/other.c", 12, 2,
			 "other_ioctl", "n is req->n here")->alternative = 1;
	finding_add_step(finding, STEP_ALLOCATED, "drivers/char/ioc.c", 90, 9,
			 "ioc_ioctl", "allocated here")->alternative = 1;
	finding->fix.status = FIX_REFUSED;
	finding->fix.reason = g_strdup("the buffer is mapped for DMA");
	finding->fix.reason_place = (struct place){
		g_strdup("drivers/char/ioc.c"), 95, 8 };
	finding->verified = g_new0(struct verdict, 1);
	finding->verified->kernel = g_strdup("6.1.192");
	finding->verified->arch = g_strdup("x86_64");
	finding->verified->result = g_strdup(
		"kmalloc_array(8388608) returned NULL on 6.1.192 x86_64");
	finding->verified->log = g_strdup("line one\nline two");
	finding->call_text = g_strdup("kmalloc_array(req.n, 8, GFP_KERNEL)");
	finding->off_config = g_strdup("CONFIG_IOC is not set");
	return finding;
}

static inline struct finding *sample_mismatch(void)
{
	struct finding *finding = finding_new("kfree-mismatch", LEVEL_ERROR);

	finding->place = (struct place){ g_strdup(SAMPLE_ODD_PATH), 3, 2 };
	finding->end_line = 3;
	finding->end_column = 10;
	finding->function = g_strdup("odd");
	finding->callee = g_strdup("kfree");
	finding->message = g_strdup("memory of kvmalloc <p & q> reaches kfree "
				    "\xff");
	finding_add_step(finding, STEP_ALLOCATED, SAMPLE_ODD_PATH, 2, 6, "odd",
			 "kvmalloc may return vmalloc memory");
	finding->fix.status = FIX_OFFERED;
	finding->fix.reason = g_strdup("kvfree takes both");
	finding_add_edit(finding, SAMPLE_ODD_PATH, 3, 2, 89, 94, "kfree",
			 "kvfree");
	finding->call_text = g_strdup("kfree(p)");
	return finding;
}

static inline struct finding *sample_costly(bool suppressed)
{
	struct finding *finding = finding_new("costly-order", LEVEL_NOTE);

	finding->place = (struct place){ g_strdup("ring.c"), 15, 2 };
	finding->function = g_strdup("ring_close");
	finding->callee = g_strdup("kzalloc");
	finding->has_size = true;
	finding->size_min_bytes = 1;
	finding->size_max_bytes = 65536;
	finding->limit_bytes = 32768;
	finding->message = g_strdup("order 4 is above "
				    "PAGE_ALLOC_COSTLY_ORDER");
	finding->suppressed = suppressed;
	if (suppressed) {
		finding->suppression_reason = g_strdup("once, at boot");
		finding->ordinal = 1;
	}
	return finding;
}

static inline void sample_incomplete_free(gpointer data)
{
	struct incomplete *incomplete = data;

	g_free(incomplete->file);
	g_free(incomplete->reason);
	g_free(incomplete);
}

static inline gint sample_compare(gconstpointer a, gconstpointer b)
{
	return finding_compare(*(struct finding *const *)a,
			       *(struct finding *const *)b);
}

static inline struct run_report *sample_run_new(void)
{
	struct run_report *run = g_new0(struct run_report, 1);

	run->findings = g_ptr_array_new_with_free_func(
		(GDestroyNotify)finding_free);
	run->incomplete = g_ptr_array_new_with_free_func(
		sample_incomplete_free);
	run->kernel = "6.1.192";
	run->arch = "x86_64";
	run->target_source = "headers";
	run->page_size_bytes = 4096;
	run->kmalloc_max_bytes = 4194304;
	run->max_order = 10;
	run->version = "0.1";
	return run;
}

static inline void sample_run_add(struct run_report *run,
				  struct finding *finding)
{
	finding_seal(finding);
	g_ptr_array_add(run->findings, finding);
}

static inline void sample_run_add_incomplete(struct run_report *run,
					     const char *file,
					     const char *reason)
{
	struct incomplete *incomplete = g_new0(struct incomplete, 1);

	incomplete->file = g_strdup(file);
	incomplete->reason = g_strdup(reason);
	g_ptr_array_add(run->incomplete, incomplete);
}

static inline void sample_add_rule(struct rulebase *rules, const char *id,
				   enum level level, bool default_on)
{
	struct rule *rule = g_new0(struct rule, 1);

	rule->id = (char *)id;
	rule->level = level;
	rule->default_on = default_on;
	rule->summary = (char *)"what the rule means";
	g_ptr_array_add(rules->rules, rule);
}

static inline void sample_add_limit(struct rulebase *rules, const char *arch,
				    guint page_shift, const char *until)
{
	struct limit_row *row = g_new0(struct limit_row, 1);

	row->arch = (char *)arch;
	row->page_shift = page_shift;
	row->max_order = 10;
	row->until = (char *)until;
	g_ptr_array_add(rules->limits, row);
}

/* As much of a rulebase as reports look at, so that the golden outputs do not
 * change with the tables. */
static inline struct rulebase *sample_rules_new(void)
{
	struct rulebase *rules = g_new0(struct rulebase, 1);

	rules->rules = g_ptr_array_new_with_free_func(g_free);
	rules->limits = g_ptr_array_new_with_free_func(g_free);
	sample_add_rule(rules, "oversize-constant", LEVEL_ERROR, true);
	sample_add_rule(rules, "oversize-user", LEVEL_WARNING, true);
	sample_add_rule(rules, "costly-order", LEVEL_NOTE, false);
	sample_add_rule(rules, "kfree-mismatch", LEVEL_ERROR, true);
	sample_add_limit(rules, "x86_64", 12, NULL);
	sample_add_limit(rules, "arm64", 16, NULL);
	sample_add_limit(rules, "arm64", 12, NULL);
	sample_add_limit(rules, "gone", 12, "5.10");
	return rules;
}

static inline void sample_rules_free(const struct rulebase *rules)
{
	if (!rules)
		return;
	g_ptr_array_unref(rules->rules);
	g_ptr_array_unref(rules->limits);
	g_free((gpointer)rules);
}

/* Everything at once. */
static inline struct run_report *sample_run_full(void)
{
	struct run_report *run = sample_run_new();

	run->rules = sample_rules_new();
	sample_run_add(run, sample_constant());
	sample_run_add(run, sample_user());
	sample_run_add(run, sample_mismatch());
	sample_run_add(run, sample_costly(false));
	sample_run_add(run, sample_costly(true));
	g_ptr_array_sort(run->findings, sample_compare);
	sample_run_add_incomplete(run, "drivers/bad.c", "parser crashed "
				  "(signal 11) & <gone>");
	run->units = 5;
	run->analysed = 4;
	run->errors = 2;
	run->warnings = 1;
	run->notes = 1;
	return run;
}

static inline void sample_run_free(struct run_report *run)
{
	g_ptr_array_unref(run->findings);
	g_ptr_array_unref(run->incomplete);
	g_free(run);
}

#endif
