// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reports of many findings. With arguments FORMAT COUNT it prints such a
 * report instead of testing: tests/reports/ feeds it to browsers and
 * validators.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample_run.h"

#define SOURCE_LINES 400

static const char *const folders[] = {
	"drivers/net/ethernet/intel/e1000e", "drivers/gpu/drm/amd/amdgpu",
	"fs/ext4", "net/core", "drivers/media/usb/uvc", "sound/core", "mm",
	"kernel/bpf", "drivers/staging/a-rather-long-folder-name/with-more",
	"drivers/scsi", "fs/btrfs", "net/netfilter", "drivers/infiniband/core",
};

static const char *const functions[] = {
	"ring_open", "probe", "ioctl_set_buffers",
	"a_function_whose_name_somebody_made_long_because_they_could",
};

/* Line 10 k + 4 allocates, 10 k + 8 frees, in every file. */
static char *many_source(void)
{
	GString *text = g_string_new(NULL);

	for (guint line = 1; line <= SOURCE_LINES; line++)
		switch (line % 10) {
		case 1:
			g_string_append_printf(text, "int f%u(size_t n)\n",
					       line / 10);
			break;
		case 2:
			g_string_append(text, "{\n");
			break;
		case 4:
			g_string_append(text, "\tp = kmalloc_array(n, "
					"sizeof(*p), GFP_KERNEL);\n");
			break;
		case 5:
			g_string_append(text, "\tif (!p && \"<b>&\")\n");
			break;
		case 8:
			g_string_append(text, "\tkfree(p);\n");
			break;
		case 0:
			g_string_append(text, "}\n");
			break;
		default:
			g_string_append_printf(text, "\tn += %u;\n", line);
		}
	return g_string_free(text, FALSE);
}

static const char *many_text(const char *file, void *data)
{
	(void)file;
	return data;
}

static guint64 offset_of(const char *source, guint line, const char *word)
{
	const char *p = source;

	while (--line)
		p = strchr(p, '\n') + 1;
	return strstr(p, word) - source;
}

static void add_fix(struct finding *finding, guint i, const char *source)
{
	const char *file = finding->place.file;
	guint line = finding->place.line;

	switch (i % 3) {
	case 0: {
		guint64 call = offset_of(source, line, "kmalloc_array");
		guint64 release = offset_of(source, line + 4, "kfree");

		finding->fix.status = FIX_OFFERED;
		finding_add_edit(finding, file, line, 6, call, call + 13,
				 "kmalloc_array", "kvmalloc_array");
		finding_add_edit(finding, file, line + 4, 2, release,
				 release + 5, "kfree", "kvfree");
		break;
	}
	case 1:
		finding->fix.status = FIX_REFUSED;
		finding->fix.reason = g_strdup("the buffer is mapped for DMA");
		finding->fix.reason_place = (struct place){
			g_strdup(file), line + 1, 2 };
	}
}

static void add_trace(struct finding *finding, guint i)
{
	const char *file = finding->place.file;
	guint line = finding->place.line;

	for (guint step = 0; step <= i % 5; step++) {
		struct step *made = finding_add_step(
			finding, step ? STEP_PASSED : STEP_SOURCE, file,
			line - 3 + step % 3, 2, finding->function,
			step ? "n is passed on here" :
			"n comes from user space (copy_from_user)");

		made->alternative = step / 2;
	}
	finding_add_step(finding, STEP_ALLOCATED, file, line, 6,
			 finding->function, "allocated here");
}

static const struct rule *rule_of(const struct run_report *run, guint i)
{
	const GPtrArray *rules = run->rules->rules;

	/* the first rules more often than the last */
	return g_ptr_array_index(rules, (i * i / 3) % rules->len);
}

static struct finding *many_finding(const struct run_report *run, guint i,
				    const char *source)
{
	const struct rule *rule = rule_of(run, i);
	struct finding *finding = finding_new(rule->id, rule->level);
	guint shift = 10 + i % 22;

	finding->place.file = g_strdup_printf(
		"%s/file%u.c", folders[i * 7 % G_N_ELEMENTS(folders)], i / 8);
	finding->place.line = 4 + 10 * (i % 39);
	finding->place.column = 6;
	finding->end_line = finding->place.line;
	finding->end_column = 47;
	finding->function =
		g_strdup(functions[i % G_N_ELEMENTS(functions)]);
	finding->callee = g_strdup("kmalloc_array");
	finding->ordinal = i;
	finding->has_size = !g_str_equal(rule->id, "kfree-mismatch");
	finding->size_max_bytes = i % 9 ? (G_GUINT64_CONSTANT(4097) << shift) :
				  G_MAXUINT64;
	finding->size_min_bytes = i % 4 ? 0 : finding->size_max_bytes;
	finding->limit_bytes = run->kmalloc_max_bytes;
	finding->message = g_strdup_printf(
		"up to %" G_GUINT64_FORMAT " bytes requested, kmalloc_array "
		"returns at most 4194304 here (4 KiB pages, order 10)",
		finding->size_max_bytes);
	add_trace(finding, i);
	add_fix(finding, i, source);
	return finding;
}

static struct run_report *many_run(guint count, const struct rulebase *rules,
				   const char *source)
{
	struct run_report *run = sample_run_new();

	run->rules = rules;
	for (guint i = 0; i < count; i++) {
		struct finding *finding = many_finding(run, i, source);

		sample_run_add(run, finding);
		run->errors += finding->level == LEVEL_ERROR;
		run->warnings += finding->level == LEVEL_WARNING;
		run->notes += finding->level == LEVEL_NOTE;
	}
	g_ptr_array_sort(run->findings, sample_compare);
	run->units = run->analysed = 2700;
	if (count) {
		sample_run_add_incomplete(run, "security/selinux/avc.c",
					  "flask.h could not be generated");
		run->analysed--;
	}
	return run;
}

static GString *print_many(const char *format, guint count)
{
	g_autofree char *source = many_source();
	struct rulebase *rules = rulebase_load(NULL, NULL);
	const struct report_style style = {
		.source_text = many_text,
		.source_data = source,
	};
	GString *out = g_string_new(NULL);
	struct run_report *run;

	g_assert_nonnull(rules);
	run = many_run(count, rules, source);
	report_format_by_name(format)->print(run, &style, out);
	sample_run_free(run);
	rulebase_free(rules);
	return out;
}

/* A page that a browser opens at once, not one that grows without bound. */
static void test_size(void)
{
	GString *none = print_many("html", 0);
	GString *many = print_many("html", 2000);

	g_assert_cmpuint(none->len, <, 100 * 1024);
	g_assert_cmpuint(many->len, <, 8 * 1024 * 1024);
	g_string_free(none, TRUE);
	g_string_free(many, TRUE);
}

/* The data element must not be closed by what is in it. */
static void test_script_is_closed_once(void)
{
	GString *out = print_many("html", 3);
	const char *data = strstr(out->str, "id=\"data\">");
	const char *end = strstr(data, "</script>");

	g_assert_nonnull(end);
	g_assert_null(memchr(data + 10, '<', end - data - 10));
	g_string_free(out, TRUE);
}

int main(int argc, char **argv)
{
	if (argc == 3 && report_format_by_name(argv[1])) {
		GString *out = print_many(argv[1], atoi(argv[2]));

		fputs(out->str, stdout);
		g_string_free(out, TRUE);
		return 0;
	}
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/report/many/size", test_size);
	g_test_add_func("/report/many/script", test_script_is_closed_once);
	return g_test_run();
}
