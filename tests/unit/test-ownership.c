// SPDX-License-Identifier: GPL-2.0-only
/* Where a pointer goes: small programs, each with the lines that may free what
 * its line 1 (or the line said) allocates. */
#include "owner_sample.h"

#include "checks/kfree_mismatch.h"

struct flow_case {
	const char *name, *text;
	guint line;		/* of the allocation */
	const char *frees;	/* "kfree:3 kvfree:4" */
	const char *leaves;	/* kinds: "returned called indirect field lost" */
};

static const struct flow_case flow_cases[] = {
	{ "alias",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL), *q;\n"
	  "q = p;\n"
	  "kfree(q); }\n", 1, "kfree:3", "" },
	{ "reassigned",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "kfree(p);\n"
	  "p = kzalloc(9, GFP_KERNEL);\n"
	  "kfree(p); }\n", 1, "kfree:2", "" },
	{ "reassigned later",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "kfree(p);\n"
	  "p = kzalloc(9, GFP_KERNEL);\n"
	  "kfree(p); }\n", 3, "kfree:4", "" },
	{ "joined",
	  "void f(int c) { char *p = 0; if (c) p = kmalloc(9, GFP_KERNEL);\n"
	  "else p = kzalloc(9, GFP_KERNEL);\n"
	  "kfree(p); }\n", 1, "kfree:3", "" },
	{ "loop carries it round",
	  "void f(int n) { char *p = 0; while (n--) {\n"
	  "kfree(p);\n"
	  "p = kmalloc(9, GFP_KERNEL); }\n"
	  "kfree(p); }\n", 3, "kfree:2 kfree:4", "" },
	{ "calls and returns match",
	  "static void *id(void *p) { return p; }\n"
	  "void f(void) { char *a = id(kmalloc(9, GFP_KERNEL));\n"
	  "kfree(a); }\n"
	  "void g(void) { char *a = id(kzalloc(9, GFP_KERNEL));\n"
	  "kfree(a); }\n", 2, "kfree:3", "" },
	{ "a helper frees",
	  "static void put(void *p) { kfree(p); }\n"
	  "void f(void) { put(kmalloc(9, GFP_KERNEL)); }\n", 2, "kfree:1",
	  "" },
	{ "out-parameter",
	  "static void get(char **o) { *o = kmalloc(9, GFP_KERNEL); }\n"
	  "void f(void) { char *p; get(&p);\n"
	  "kfree(p); }\n", 1, "kfree:3", "" },
	{ "field of any object",
	  "struct s { char *a, *b; };\n"
	  "static void set(struct s *s) { s->a = kmalloc(9, GFP_KERNEL); }\n"
	  "static void put(struct s *s) { kfree(s->a);\n"
	  "kfree(s->b); }\n", 2, "kfree:3", "" },
	{ "table of pointers",
	  "static char **t;\n"
	  "static void set(int i) { t[i] = kmalloc(9, GFP_KERNEL); }\n"
	  "static void put(int i) { char **u = t; kfree(u[i]);\n"
	  "kfree(t); }\n", 2, "kfree:3", "" },
	{ "container_of",
	  "struct s { int n; struct list_head l; };\n"
	  "static void put(struct list_head *l)\n"
	  "{ kfree(container_of(l, struct s, l)); }\n"
	  "void f(void) { struct s *s = kmalloc(sizeof(*s), GFP_KERNEL);\n"
	  "list_keep(&s->l); }\n", 4, "kfree:3", "" },
	{ "another record behind a void pointer",
	  "struct s { int n; }; struct t { int m; };\n"
	  "static void *data;\n"
	  "static void f(void) { struct s *s = kmalloc(9, GFP_KERNEL);\n"
	  "data = s; }\n"
	  "static void g(void) { struct t *t = data; kfree(t); }\n"
	  "static void h(void) { struct s *s = data; kfree(s); }\n", 3,
	  "kfree:6", "" },
	{ "function in a table",
	  "struct ops { void (*put)(void *); };\n"
	  "static void put(void *p) { kfree(p); }\n"
	  "static const struct ops ops = { .put = put };\n"
	  "void f(const struct ops *o) { o->put(kmalloc(9, GFP_KERNEL)); }\n",
	  4, "kfree:2", "" },
	{ "function as argument",
	  "static void run(void (*fn)(const void *), void *p) { fn(p); }\n"
	  "static void f(void) { run(kfree, kmalloc(9, GFP_KERNEL)); }\n", 2,
	  "kfree:2", "" },
	{ "returned to nobody that is seen",
	  "void *f(void) { return kmalloc(9, GFP_KERNEL); }\n"
	  "__attribute__((used)) static void *(*p)(void) = f;\n", 1, "",
	  "returned" },
	{ "handed to what is not seen",
	  "void f(void) { elsewhere(kmalloc(9, GFP_KERNEL)); }\n", 1, "",
	  "called" },
	{ "out-parameter of what anybody calls",
	  "int get(char **o) { *o = kmalloc(9, GFP_KERNEL); return 0; }\n"
	  "__attribute__((used)) static int (*p)(char **) = get;\n", 1, "",
	  "returned" },
	{ "inside is not the whole",
	  "struct s { int n; struct list_head l; };\n"
	  "void f(void) { struct s *s = kmalloc(9, GFP_KERNEL);\n"
	  "list_keep(&s->l);\n"
	  "kfree(s); }\n", 2, "kfree:4", "" },
	{ "through an integer",
	  "static unsigned long kept;\n"
	  "void f(void) { kept = (unsigned long)kmalloc(9, GFP_KERNEL); }\n"
	  "void g(void) { kfree((void *)kept); }\n", 2, "kfree:3", "" },
	{ "choice",
	  "void f(int c) { char *p = c ? kmalloc(9, GFP_KERNEL) : (void *)0;\n"
	  "kfree(p); }\n", 1, "kfree:2", "" },
};

static const char *leaving_name(enum owner_leaving how)
{
	static const char *const names[] = {
		[LEAVING_RETURNED] = "returned",
		[LEAVING_CALLED] = "called",
		[LEAVING_INDIRECT] = "indirect",
		[LEAVING_FIELD] = "field",
		[LEAVING_LOST] = "lost",
		[LEAVING_INCOMPLETE] = "incomplete",
	};

	return names[how];
}

static void test_flow(gconstpointer data)
{
	const struct flow_case *c = data;
	g_autoptr(GString) frees = g_string_new(NULL);
	g_autoptr(GString) leaves = g_string_new(NULL);
	struct ownership *own;
	struct code_ref at;
	struct sample s;

	sample_init(&s, c->text, "6.1");
	at = sample_site(&s, SAMPLE_PATH, c->line + SAMPLE_LINES);
	own = ownership_of(s.graph, &at);
	for (guint i = 0; i < own->frees->len; i++) {
		const struct owner_free *freed =
			&g_array_index(own->frees, struct owner_free, i);

		g_string_append_printf(frees, "%s%s:%u", i ? " " : "",
				       freed->row->name,
				       code_ref_loc(&freed->at).line -
				       SAMPLE_LINES);
	}
	for (guint i = 0; i < own->leaves->len; i++)
		g_string_append_printf(leaves, "%s%s", i ? " " : "",
			leaving_name(g_array_index(own->leaves,
						   struct owner_leave,
						   i).how));
	g_assert_cmpstr(frees->str, ==, c->frees);
	g_assert_cmpstr(leaves->str, ==, c->leaves);
	ownership_free(own);
	sample_release(&s);
}

struct mismatch_case {
	const char *name, *text;
	const char *lines;	/* of the findings */
};

static const struct mismatch_case mismatch_cases[] = {
	{ "kfree of kvmalloc",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "kfree(p); }\n", "2" },
	{ "kvfree of kvmalloc",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "kvfree(p); }\n", "" },
	{ "kfree of kmalloc",
	  "void f(void) { char *p = kmalloc(9, GFP_KERNEL);\n"
	  "kfree(p); }\n", "" },
	{ "the address is tested",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "if (is_vmalloc_addr(p))\n"
	  "vfree(p);\n"
	  "else\n"
	  "kfree(p); }\n", "" },
	{ "tested the other way round",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "if (!is_vmalloc_addr(p)) { kfree(p); return; }\n"
	  "vfree(p); }\n", "" },
	{ "tested, and the branches mixed up",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "if (is_vmalloc_addr(p))\n"
	  "kfree(p); }\n", "3" },
	{ "another pointer is tested",
	  "void f(char *q) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "if (!is_vmalloc_addr(q))\n"
	  "kfree(p); }\n", "3" },
	{ "across functions and a field",
	  "struct s { char *b; };\n"
	  "static void set(struct s *s) { s->b = kvzalloc(9, GFP_KERNEL); }\n"
	  "static void put(struct s *s) { kfree(s->b); }\n"
	  "void f(struct s *s) { set(s); put(s); }\n", "3" },
	{ "the owner keeps two kinds apart",
	  "struct s { char *b; int big; };\n"
	  "void f(struct s *s) { s->b = s->big ? kvmalloc(9, GFP_KERNEL) :\n"
	  "kmalloc(9, GFP_KERNEL); }\n"
	  "void g(struct s *s) { if (s->big) kvfree(s->b);\n"
	  "else kfree(s->b); }\n", "" },
	{ "krealloc and ksize",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "ksize(p);\n"
	  "p = krealloc(p, 10, GFP_KERNEL);\n"
	  "kfree(p); }\n", "2 3" },
	{ "wiped",
	  "void f(void) { char *p = kvmalloc(9, GFP_KERNEL);\n"
	  "kfree_sensitive(p); }\n", "2" },
};

static void test_mismatch(gconstpointer data)
{
	const struct mismatch_case *c = data;
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(GPtrArray) findings = NULL;
	struct sample s;

	sample_init(&s, c->text, "6.1");
	findings = kfree_mismatch_findings(s.graph, s.target);
	for (guint i = 0; i < findings->len; i++) {
		const struct finding *f = findings->pdata[i];

		g_assert_cmpstr(f->rule, ==, "kfree-mismatch");
		g_assert_cmpint(f->level, ==, LEVEL_ERROR);
		g_assert_cmpuint(f->trace->len, >=, 2);
		g_string_append_printf(lines, "%s%u", i ? " " : "",
				       f->place.line - SAMPLE_LINES);
	}
	g_assert_cmpstr(lines->str, ==, c->lines);
	sample_release(&s);
}

static void test_origins(void)
{
	struct sample s;
	struct code_ref at;
	g_autoptr(GArray) origins = NULL;
	bool is_all;

	sample_init(&s, "static char *p;\n"
			"void a(void) { p = kmalloc(1, GFP_KERNEL); }\n"
			"void b(void) { p = kzalloc(2, GFP_KERNEL); }\n"
			"void c(void) { kfree(p); }\n", "6.1");
	at = sample_call(&s, "kfree", 4);
	origins = ownership_origins(s.graph, &at, &is_all);
	g_assert_true(is_all);
	g_assert_cmpuint(origins->len, ==, 2);
	sample_release(&s);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (guint i = 0; i < G_N_ELEMENTS(flow_cases); i++) {
		g_autofree char *path = g_strconcat("/ownership/flow/",
						    flow_cases[i].name, NULL);

		g_test_add_data_func(path, &flow_cases[i], test_flow);
	}
	for (guint i = 0; i < G_N_ELEMENTS(mismatch_cases); i++) {
		g_autofree char *path = g_strconcat("/ownership/mismatch/",
						    mismatch_cases[i].name,
						    NULL);

		g_test_add_data_func(path, &mismatch_cases[i],
				     test_mismatch);
	}
	g_test_add_func("/ownership/origins", test_origins);
	return g_test_run();
}
