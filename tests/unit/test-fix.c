// SPDX-License-Identifier: GPL-2.0-only
/* Rewrites: what they become on each release, why they are refused, the patch
 * they make, and how files are written. */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fix/plan.h"
#include "owner_sample.h"

struct plan_case {
	const char *name, *kernel, *text;
	guint line;
	const char *result;	/* edits "3:kvfree", or "refused: words" */
};

#define BASE "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\nkfree(p); }\n"

static const struct plan_case plan_cases[] = {
	{ "plain", "6.1", BASE, 1, "1:kvmalloc 2:kvfree" },
	{ "no kvmalloc", "4.9", BASE, 1, "refused: has no kvmalloc" },
	{ "product", "6.1",
	  "void f(int n) { char *p = kmalloc(n * 8, GFP_KERNEL);\n"
	  "kfree(p); }\n", 1, "1:kvmalloc_array 1:n, 8 2:kvfree" },
	{ "atomic", "6.1",
	  "void f(void) { kfree(kmalloc(9, GFP_ATOMIC)); }\n", 1,
	  "refused: cannot sleep" },
	{ "atomic, later", "7.2",
	  "void f(void) { kfree(kmalloc(9, GFP_ATOMIC)); }\n", 1,
	  "1:kvfree 1:kvmalloc" },
	{ "nofs", "5.10", "void f(void) { kfree(kmalloc(9, GFP_NOFS)); }\n",
	  1, "refused: GFP_NOFS" },
	{ "nofs, later", "5.17",
	  "void f(void) { kfree(kmalloc(9, GFP_NOFS)); }\n", 1,
	  "1:kvfree 1:kvmalloc" },
	{ "zone", "7.2", "void f(void) { kfree(kmalloc(9, GFP_DMA)); }\n", 1,
	  "refused: does not support GFP_DMA" },
	{ "flags of the callers", "6.1",
	  "static void f(gfp_t g) { kfree(kmalloc(9, g)); }\n"
	  "void a(void) { f(GFP_KERNEL); }\n"
	  "void b(void) { f(GFP_NOFS); }\n", 1, "1:kvfree 1:kvmalloc" },
	{ "flags of one caller", "6.1",
	  "static void f(gfp_t g) { kfree(kmalloc(9, g)); }\n"
	  "void a(void) { f(GFP_KERNEL); }\n"
	  "void b(void) { f(GFP_ATOMIC); }\n", 1, "refused: cannot sleep" },
	{ "flags of a macro", "6.1",
	  "#define OUR_GFP (GFP_KERNEL | __GFP_ZERO)\n"
	  "#define __GFP_ZERO 0\n"
	  "void f(void) { kfree(kmalloc(9, OUR_GFP)); }\n", 3,
	  "3:kvfree 3:kvmalloc" },
	{ "flags of a macro that cannot sleep", "6.1",
	  "#define OUR_GFP GFP_ATOMIC\n"
	  "void f(void) { kfree(kmalloc(9, OUR_GFP)); }\n", 2,
	  "refused: cannot sleep" },
	{ "freed under a lock", "6.1",
	  "void spin_lock(int *); void spin_unlock(int *); static int l;\n"
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL); spin_lock(&l);\n"
	  "kfree(p); spin_unlock(&l); }\n", 2, "refused: spinlock is held" },
	{ "a caller holds a lock", "6.1",
	  "void spin_lock(int *); void spin_unlock(int *); static int l;\n"
	  "static void put(void *p) { kfree(p); }\n"
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL); spin_lock(&l);\n"
	  "put(p); spin_unlock(&l); }\n", 3, "refused: spinlock is held" },
	{ "a lock of the caller is dropped", "6.1",
	  "void spin_lock(int *); void spin_unlock(int *); static int l;\n"
	  "static void put(void *p) { spin_unlock(&l); kfree(p);\n"
	  "spin_lock(&l); }\n"
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL); spin_lock(&l);\n"
	  "put(p); spin_unlock(&l); }\n", 4, "2:kvfree 4:kvmalloc" },
	{ "reallocated", "6.12",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "p = krealloc(p, 10, GFP_KERNEL);\n"
	  "kfree(p); }\n", 1, "1:kvmalloc 2:kvrealloc 3:kvfree" },
	{ "reallocated if it is not from vmalloc", "6.1",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "if (!is_vmalloc_addr(p))\n"
	  "p = krealloc(p, 10, GFP_KERNEL);\n"
	  "kvfree(p); }\n", 1, "1:kvmalloc" },
	{ "reallocated, before", "6.1",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "p = krealloc(p, 10, GFP_KERNEL);\n"
	  "kfree(p); }\n", 1, "refused: no kvrealloc" },
	{ "kfree_rcu, before", "5.8",
	  "struct s { int n; struct callback_head h; };\n"
	  "void f(void) { struct s *s = kmalloc(9, GFP_KERNEL);\n"
	  "kvfree_call_rcu(&s->h, (void *)8); }\n", 2,
	  "refused: cannot free memory from vmalloc" },
	{ "mapped for DMA", "6.1",
	  "void f(struct device *d) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "dma_map_single(d, p, 9, 1);\n"
	  "kfree(p); }\n", 1, "refused: mapped for DMA" },
	{ "handed to what releases", "6.1",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "elsewhere_release(p);\n"
	  "kfree(p); }\n", 1, "refused: elsewhere_release" },
	{ "handed to what borrows", "6.1",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "elsewhere(p);\n"
	  "kfree(p); }\n", 1, "1:kvmalloc 3:kvfree" },
	{ "handed away", "6.1",
	  "void f(void) { elsewhere(kmalloc(9, GFP_KERNEL)); }\n", 1,
	  "refused: outside of what is checked" },
	{ "wiped", "6.1",
	  "void f(void) { char *p = kmalloc(sizeof(long) * 4, GFP_KERNEL);\n"
	  "kfree_sensitive(p); }\n", 1,
	  "1:kvmalloc 2:kvfree_sensitive(p, sizeof(long) * 4)" },
	{ "wiped, length lost", "6.1",
	  "static char *k;\n"
	  "void f(int n) { k = kmalloc(n, GFP_KERNEL); }\n"
	  "void g(void) { kfree_sensitive(k); }\n", 2,
	  "refused: must be told the size" },
	{ "a macro frees", "6.1",
	  "#define PUT(p) kfree(p)\n"
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "PUT(p); }\n", 2, "1:kvfree 2:kvmalloc" },
	{ "a macro that pastes its name frees", "6.1",
	  "#define PUT(how, p) how ## free(p)\n"
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "PUT(k, p); }\n", 2, "refused: freed by the macro PUT" },
	{ "a function is passed", "6.1",
	  "static void run(void (*fn)(const void *), void *p) { fn(p); }\n"
	  "void f(void) { run(kfree, kmalloc(9, GFP_KERNEL)); }\n", 2,
	  "2:kvfree 2:kvmalloc" },
};

static char *result_of(const struct finding *finding)
{
	GString *out = g_string_new(NULL);

	if (finding->fix.status != FIX_OFFERED) {
		g_string_append_printf(out, "refused: %s",
				       finding->fix.reason);
		return g_string_free(out, FALSE);
	}
	for (guint i = 0; i < finding->fix.edits->len; i++) {
		const struct edit *edit = finding->fix.edits->pdata[i];

		g_string_append_printf(out, "%s%u:%s", i ? " " : "",
				       edit->place.line - SAMPLE_LINES,
				       edit->new);
	}
	return g_string_free(out, FALSE);
}

static struct finding *plan_sample(const struct sample *s, const char *rule,
				   guint line)
{
	struct fix_context ctx = { s->graph, s->target, s->sources, NULL };
	struct finding *finding = finding_new(rule, LEVEL_ERROR);
	struct code_ref at = sample_site(s, SAMPLE_PATH, line + SAMPLE_LINES);

	fix_plan(finding, &ctx, &at);
	return finding;
}

static void test_plan(gconstpointer data)
{
	const struct plan_case *c = data;
	struct finding *finding;
	g_autofree char *result = NULL;
	struct sample s;

	sample_init(&s, c->text, c->kernel);
	finding = plan_sample(&s, "oversize-constant", c->line);
	result = result_of(finding);
	if (g_str_has_prefix(c->result, "refused: ")) {
		g_assert_cmpint(finding->fix.status, ==, FIX_REFUSED);
		if (!strstr(result, c->result + strlen("refused: ")))
			g_assert_cmpstr(result, ==, c->result);
		g_assert_cmpuint(finding->fix.edits->len, ==, 0);
	} else {
		g_assert_cmpstr(result, ==, c->result);
	}
	finding_free(finding);
	sample_release(&s);
}

static void test_advice(void)
{
	struct finding *finding;
	struct sample s;

	sample_init(&s, BASE, "6.1");
	finding = plan_sample(&s, "oversize-user", 1);
	g_assert_cmpint(finding->fix.status, ==, FIX_OFFERED);
	g_assert_nonnull(strstr(finding->fix.reason, "bound the value"));
	finding_free(finding);
	finding = plan_sample(&s, "oversize-bound", 1);
	g_assert_null(finding->fix.reason);
	finding_free(finding);
	sample_release(&s);
}

static void test_no_mmu(void)
{
	struct finding *finding;
	struct sample s;

	sample_init(&s, BASE, "6.1");
	s.target->has_mmu = false;
	finding = plan_sample(&s, "oversize-constant", 1);
	g_assert_cmpint(finding->fix.status, ==, FIX_REFUSED);
	g_assert_nonnull(strstr(finding->fix.reason, "MMU"));
	finding_free(finding);
	sample_release(&s);
}

static void test_mismatch_fix(void)
{
	struct finding *finding = finding_new("kfree-mismatch", LEVEL_ERROR);
	struct code_ref at;
	g_autofree char *result = NULL;
	struct sample s;

	sample_init(&s, "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
			"kfree(p); }\n", "6.1");
	at = sample_call(&s, "kfree", 2);
	fix_plan_free(finding, &(struct fix_context){ s.graph, s.target,
						      s.sources, NULL }, &at);
	result = result_of(finding);
	g_assert_cmpstr(result, ==, "2:kvfree");
	finding_free(finding);
	sample_release(&s);
}

static void test_product(void)
{
	static const struct {
		const char *text, *a, *b;
	} cases[] = {
		{ "n * 8", "n", "8" },
		{ "sizeof(*p) * n", "sizeof(*p)", "n" },
		{ "(n + 1) * sizeof(x)", "n + 1", "sizeof(x)" },
		{ "(n * m)", "n", "m" },
		{ "(size_t)n * m", "(size_t)n", "m" },
		{ "s->n * f(a, b * c)", "s->n", "f(a, b * c)" },
		{ "a * b * c", NULL, NULL },
		{ "a * b + c", NULL, NULL },
		{ "*p", NULL, NULL },
		{ "n", NULL, NULL },
		{ "a ? b : c * d", NULL, NULL },
		{ "n << 2", NULL, NULL },
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct text_part f[2];
		bool is = text_product(cases[i].text, f);
		g_autofree char *a = NULL, *b = NULL;

		g_assert_cmpint(is, ==, cases[i].a != NULL);
		if (!is)
			continue;
		a = g_strndup(cases[i].text + f[0].begin,
			      f[0].end - f[0].begin);
		b = g_strndup(cases[i].text + f[1].begin,
			      f[1].end - f[1].begin);
		g_assert_cmpstr(a, ==, cases[i].a);
		g_assert_cmpstr(b, ==, cases[i].b);
	}
}

static void test_constant(void)
{
	g_assert_true(text_is_constant("8 << 20"));
	g_assert_true(text_is_constant("SZ_1M * sizeof(struct foo)"));
	g_assert_true(text_is_constant("sizeof(u64) * 0x10UL"));
	g_assert_false(text_is_constant("n * 8"));
	g_assert_false(text_is_constant("sizeof(*p)"));
}

/* Up to 5.16 the kv forms are declared by another header than the plain ones:
 * a file that includes only that one gets the other, too. */
static void test_include(void)
{
	g_autofree char *folder = g_dir_make_tmp("kmcheck-test-XXXXXX", NULL);
	g_autofree char *command = g_strdup_printf(
		"/bin/sh -c 'mkdir -p \"%s\"/linux; cd \"%s\"; "
		"echo \"void *kmalloc(unsigned long, int); void kfree(const void *);\" >linux/slab.h; "
		"echo \"void *kvmalloc(unsigned long, int); void kvfree(const void *);\" >linux/mm.h; "
		"printf \"#include <linux/slab.h>\\n#include <linux/types.h>\\n"
		"enum { GFP_KERNEL };\\nvoid f(void) { kfree(kmalloc(9, GFP_KERNEL)); }\\n\" >a.c; "
		": >linux/types.h'", folder, folder);
	g_autofree char *include = g_strconcat("-I", folder, NULL);
	g_autofree char *path = g_build_filename(folder, "a.c", NULL);
	const char *const argv[] = { "-x", "c", "-w", include, NULL };
	struct front_options options = { .argv = argv, .directory = folder,
					 .path = path, .no_pch = true };
	struct target_request request = { .kernel = "5.15", .arch = "x86_64",
					  .max_order = -1 };
	struct sample s = { .rules = rulebase_load(NULL, NULL) };
	GPtrArray *units = g_ptr_array_new_with_free_func(
				(GDestroyNotify)ir_unit_free);
	struct finding *finding = finding_new("oversize-constant",
					      LEVEL_ERROR);
	struct code_ref at;
	const struct edit *edit;

	g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL,
						NULL));
	options.probe = rulebase_probe_names(s.rules);
	g_ptr_array_add(units, front_lower(&options, NULL));
	s.db = program_db_new(units, NULL, folder, true);
	s.graph = owner_graph_new(s.db, s.rules);
	s.target = target_new(s.rules, &request, NULL, &s.text, NULL);
	s.target->present = g_hash_table_new(g_str_hash, g_str_equal);
	g_hash_table_add(s.target->present, (gpointer)"kvmalloc");
	g_hash_table_add(s.target->present, (gpointer)"kvfree");
	s.sources = source_set_new();
	at = sample_site(&s, path, 4);
	fix_plan(finding, &(struct fix_context){ s.graph, s.target,
						 s.sources, NULL }, &at);
	g_assert_cmpint(finding->fix.status, ==, FIX_OFFERED);
	g_assert_cmpuint(finding->fix.edits->len, ==, 3);
	edit = finding->fix.edits->pdata[0];
	g_assert_cmpstr(edit->new, ==, "#include <linux/mm.h>\n");
	g_assert_cmpuint(edit->place.line, ==, 1);
	g_hash_table_unref(options.probe);
	finding_free(finding);
	sample_release(&s);
	g_free(command);
	command = g_strdup_printf("rm -rf '%s'", folder);
	g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL);
}

/* Files in a folder of their own, which is the current one. */
struct folder {
	char *path, *before;
	struct source_set *sources;
	GPtrArray *findings;
};

static void folder_init(struct folder *f)
{
	f->before = g_get_current_dir();
	f->path = g_dir_make_tmp("kmcheck-test-XXXXXX", NULL);
	g_assert_cmpint(chdir(f->path), ==, 0);
	f->sources = source_set_new();
	f->findings = g_ptr_array_new_with_free_func(
				(GDestroyNotify)finding_free);
}

static void folder_release(struct folder *f)
{
	g_autofree char *command = g_strdup_printf("rm -rf '%s'", f->path);

	g_assert_cmpint(chdir(f->before), ==, 0);
	g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL);
	source_set_free(f->sources);
	g_ptr_array_unref(f->findings);
	g_free(f->path);
	g_free(f->before);
}

/* … whose files are all below it. */
static GString *patch_of(const struct folder *f)
{
	char *elsewhere;
	GString *diff = fix_diff(f->findings, f->sources, NULL, &elsewhere);

	g_assert_null(elsewhere);
	return diff;
}

static struct finding *offer(struct folder *f)
{
	struct finding *finding = finding_new("oversize-constant",
					      LEVEL_ERROR);

	finding->fix.status = FIX_OFFERED;
	g_ptr_array_add(f->findings, finding);
	return finding;
}

/* The first `old` of the file becomes `new`. */
static void edit(struct folder *f, struct finding *finding, const char *file,
		 const char *old, const char *new)
{
	g_autofree char *path = g_canonicalize_filename(file, NULL);
	const char *text = source_text(f->sources, path, NULL);
	const char *at = strstr(text, old);

	finding_add_edit(finding, file, 1, 1, (guint64)(at - text),
			 (guint64)(at - text) + strlen(old), old, new);
}

static void write_text(const char *file, const char *text)
{
	g_assert_true(g_file_set_contents(file, text, -1, NULL));
}

static void assert_text(const char *file, const char *text)
{
	g_autofree char *now = NULL;

	g_assert_true(g_file_get_contents(file, &now, NULL, NULL));
	g_assert_cmpstr(now, ==, text);
}

static void test_diff(void)
{
	struct folder f;
	struct finding *finding;
	GString *diff;

	folder_init(&f);
	write_text("a.c", "1\n2\n3\n4\n5\n6 x\n7 y\n8\n9\n10\n11\n12\n13\n14\n"
			  "15\n16 z");
	finding = offer(&f);
	edit(&f, finding, "a.c", "x", "X");
	edit(&f, finding, "a.c", "y", "Y");
	edit(&f, finding, "a.c", "z", "Z");
	edit(&f, offer(&f), "a.c", "x", "X");	/* the same once more */
	diff = patch_of(&f);
	g_assert_cmpstr(diff->str, ==,
			"--- a/a.c\n+++ b/a.c\n"
			"@@ -3,8 +3,8 @@\n 3\n 4\n 5\n-6 x\n-7 y\n+6 X\n"
			"+7 Y\n 8\n 9\n 10\n"
			"@@ -13,4 +13,4 @@\n 13\n 14\n 15\n-16 z\n"
			"\\ No newline at end of file\n+16 Z\n"
			"\\ No newline at end of file\n");
	g_string_free(diff, TRUE);
	folder_release(&f);
}

static void test_insertion(void)
{
	struct folder f;
	GString *diff;

	folder_init(&f);
	write_text("a.c", "#include <linux/slab.h>\n\nint x;\n");
	finding_add_edit(offer(&f), "a.c", 1, 1, 0, 0, "",
			 "#include <linux/mm.h>\n");
	diff = patch_of(&f);
	g_assert_cmpstr(diff->str, ==,
			"--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,4 @@\n"
			"+#include <linux/mm.h>\n #include <linux/slab.h>\n"
			" \n int x;\n");
	g_string_free(diff, TRUE);
	folder_release(&f);
}

static void test_apply(void)
{
	struct folder f;
	GError *error = NULL;
	struct finding *finding;
	struct stat st;

	folder_init(&f);
	write_text("a.c", "kmalloc(9);\r\nkfree(p);\r\n");
	write_text("b.c", "kfree(q);\n");
	g_assert_cmpint(g_chmod("a.c", 0640), ==, 0);
	finding = offer(&f);
	edit(&f, finding, "a.c", "kmalloc", "kvmalloc");
	edit(&f, finding, "a.c", "kfree", "kvfree");
	edit(&f, finding, "b.c", "kfree", "kvfree");
	g_assert_true(fix_apply(f.findings, f.sources, &error));
	g_assert_no_error(error);
	assert_text("a.c", "kvmalloc(9);\r\nkvfree(p);\r\n");
	assert_text("b.c", "kvfree(q);\n");
	g_assert_cmpint(stat("a.c", &st), ==, 0);
	g_assert_cmpuint(st.st_mode & 07777, ==, 0640);
	folder_release(&f);
}

static void test_link(void)
{
	struct folder f;
	GError *error = NULL;

	folder_init(&f);
	write_text("real.c", "kfree(q);\n");
	g_assert_cmpint(symlink("real.c", "link.c"), ==, 0);
	edit(&f, offer(&f), "link.c", "kfree", "kvfree");
	g_assert_true(fix_apply(f.findings, f.sources, &error));
	assert_text("real.c", "kvfree(q);\n");
	g_assert_true(g_file_test("link.c", G_FILE_TEST_IS_SYMLINK));
	folder_release(&f);
}

/* One of two files changed meanwhile: neither is written. */
static void test_changed(void)
{
	struct folder f;
	GError *error = NULL;
	struct finding *finding;

	folder_init(&f);
	write_text("a.c", "kfree(p);\n");
	write_text("b.c", "kfree(q);\n");
	finding = offer(&f);
	edit(&f, finding, "a.c", "kfree", "kvfree");
	edit(&f, finding, "b.c", "kfree", "kvfree");
	write_text("b.c", "kfree(q);\n/* new */\n");
	g_assert_false(fix_apply(f.findings, f.sources, &error));
	g_assert_nonnull(strstr(error->message, "changed since"));
	g_clear_error(&error);
	assert_text("a.c", "kfree(p);\n");
	assert_text("b.c", "kfree(q);\n/* new */\n");
	folder_release(&f);
}

/* Two findings want different things at one place: the first has it. */
static void test_conflict(void)
{
	struct folder f;
	GError *error = NULL;

	folder_init(&f);
	write_text("a.c", "kfree(p); kmalloc(1);\n");
	edit(&f, offer(&f), "a.c", "kfree", "kvfree");
	edit(&f, offer(&f), "a.c", "kfree(p)", "kvfree_sensitive(p, 1)");
	edit(&f, f.findings->pdata[1], "a.c", "kmalloc", "kvmalloc");
	g_assert_true(fix_apply(f.findings, f.sources, &error));
	assert_text("a.c", "kvfree(p); kmalloc(1);\n");
	folder_release(&f);
}

static void test_suppressed(void)
{
	struct folder f;
	GString *diff;
	struct finding *finding;

	folder_init(&f);
	write_text("a.c", "kfree(p);\n");
	finding = offer(&f);
	edit(&f, finding, "a.c", "kfree", "kvfree");
	finding->suppressed = true;
	diff = patch_of(&f);
	g_assert_cmpstr(diff->str, ==, "");
	g_string_free(diff, TRUE);
	folder_release(&f);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(plan_cases); i++) {
		g_autofree char *path = g_strconcat("/fix/plan/",
						    plan_cases[i].name, NULL);

		g_test_add_data_func(path, &plan_cases[i], test_plan);
	}
	g_test_add_func("/fix/advice", test_advice);
	g_test_add_func("/fix/no-mmu", test_no_mmu);
	g_test_add_func("/fix/mismatch", test_mismatch_fix);
	g_test_add_func("/fix/include", test_include);
	g_test_add_func("/fix/text/product", test_product);
	g_test_add_func("/fix/text/constant", test_constant);
	g_test_add_func("/fix/diff/hunks", test_diff);
	g_test_add_func("/fix/diff/insertion", test_insertion);
	g_test_add_func("/fix/apply/files", test_apply);
	g_test_add_func("/fix/apply/link", test_link);
	g_test_add_func("/fix/apply/changed", test_changed);
	g_test_add_func("/fix/apply/conflict", test_conflict);
	g_test_add_func("/fix/apply/suppressed", test_suppressed);
	return g_test_run();
}
