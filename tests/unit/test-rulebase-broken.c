// SPDX-License-Identifier: GPL-2.0-only
/* A --rules file: judged like the built-in tables, refused with file:line. */
#include "rulebase/rulebase.h"

#include <glib/gstdio.h>
#include <string.h>

static struct rulebase *load_text(const char *text, char **path,
				  GError **error)
{
	const char *files[2] = { NULL, NULL };
	struct rulebase *rules;
	int fd = g_file_open_tmp("kmcheck-XXXXXX.rules", path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_close(fd, NULL);
	g_assert_true(g_file_set_contents(*path, text, -1, NULL));
	files[0] = *path;
	rules = rulebase_load(files, error);
	g_unlink(*path);
	return rules;
}

static void test_wrapper_is_like_builtin(void)
{
	g_autofree char *path = NULL;
	GError *error = NULL;
	struct rulebase *rules = load_text(
		"# a project's own wrapper\n"
		"[allocator my_alloc]\n"
		"size = $2 * $3 + 16\n"
		"gfp = $4\n"
		"frees = my_free\n"
		"kv = my_kvalloc\n"
		"kv_since = 4.12\n"
		"[free my_free]\n"
		"arg = $1\n"
		"takes_kmalloc = yes\n"
		"[define calls.pure]\n"
		"words = my_log\n", &path, &error);
	const struct allocator *row;

	g_assert_no_error(error);
	row = rulebase_allocator(rules, "my_alloc");
	g_assert_nonnull(row);
	g_assert_cmpuint(row->size->len, ==, 5);
	g_assert_cmpuint(row->origin.line, ==, 2);
	g_assert_cmpstr(row->origin.file, ==, path);
	g_assert_nonnull(rulebase_free_fn(rules, "my_free"));
	g_assert_true(rulebase_word(rules, "calls.pure", "my_log"));
	g_assert_true(rulebase_word(rules, "calls.pure", "_printk"));
	rulebase_free(rules);
}

struct broken {
	const char *text;
	guint line;		/* where the message must point */
	const char *says;	/* part of the message */
};

static const struct broken broken[] = {
	{ "size = $1\n", 1, "before any" },
	{ "[allocator a\nsize = $1\n", 1, "closing" },
	{ "[allocator]\nsize = $1\n", 1, "no name" },
	{ "[allocater a]\nsize = $1\n", 1, "unknown kind" },
	{ "[allocator a]\ngfp = $2\n", 1, "'size'" },
	{ "[allocator a]\nsize = $1\nsize = $2\n", 3, "twice" },
	{ "[allocator a]\nsize = $1 +\n", 2, "operand" },
	{ "[allocator a]\nsize =\n", 2, "empty" },
	{ "[allocator a]\nsize = $1\ncolour = red\n", 3, "no key" },
	{ "[allocator a]\nsize = $1\ngfp = 2\n", 3, "argument" },
	{ "[allocator a]\nsize = $1\nlimit = huge\n", 3, "one of the words" },
	{ "[allocator a]\nsize = $1\nzeroes = maybe\n", 3, "yes nor no" },
	{ "[allocator a]\nsize = $1\nsince = six\n", 3, "release" },
	{ "[allocator a]\nsize = $1\nnot a key\n", 3, "KEY = VALUE" },
	{ "\t= x\n", 1, "goes on with nothing" },
	{ "[allocator a]\nsize = $1\nkv = b\nno_kv_reason = c\n", 1, "both" },
	{ "[allocator a]\nsize = $1\nis_vmalloc = yes\n", 1, "is_kv" },
	{ "\n\n[allocator a]\ncallees = kmalloc\nsize = $2\n", 3,
	  "different sizes" },
	{ "[allocator a]\ncallees = kcalloc\nsize = $1 * $2\n", 1,
	  "differ in limit" },
	{ "[allocator kmalloc]\nsize = $1\n", 1, "twice" },
	{ "[allocator a]\nsize = $1\n[allocator a]\nsize = $1\n", 3, "twice" },
	{ "[allocator kfree]\nsize = $1\n", 1, "free function" },
	{ "[free kfree]\narg = $1\n", 1, "twice" },
	{ "[helper a]\neffect = min\n[helper a]\neffect = max\n", 3,
	  "two rows" },
	{ "[source a]\nkind = param\nlevel = 1\nclass = user\n"
	  "privilege = root\nmessage = m\n", 1, "record, field and param" },
	{ "[source a]\nkind = call\ncallees = f\nresult = yes\nlevel = 3\n"
	  "class = user\nprivilege = root\nmessage = m\n", 1, "level" },
	{ "[sink a]\nreason = r\n", 1, "callees and arg" },
	{ "[rule costly-order]\nlevel = note\ndefault = no\nsummary = s\n", 1,
	  "two rows" },
	{ "[limit x86_64]\npage_size = 4K\nmax_order = 9\nlong_bytes = 8\n"
	  "devres_align = 8\nmmu = yes\nfile = f\n", 1, "two limits" },
	{ "[limit z80]\npage_size = 5K\nmax_order = 9\nlong_bytes = 8\n"
	  "devres_align = 8\nmmu = yes\nfile = f\n", 2, "page size" },
	{ "[release]\nfile = f\ncostly_order = 4\n", 1, "costly_order" },
	{ "[release]\nfile = f\nweather = fine\n", 3, "no key" },
	{ "[define a]\nletters = b\n", 1, "words" },
	{ "[allocator \xff]\nsize = $1\n", 1, "UTF-8" },
};

static void test_broken_is_refused(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(broken); i++) {
		g_autofree char *path = NULL;
		g_autofree char *place = NULL;
		g_autoptr(GError) error = NULL;

		g_assert_null(load_text(broken[i].text, &path, &error));
		g_assert_nonnull(error);
		place = g_strdup_printf("%s:%u: ", path, broken[i].line);
		if (!g_str_has_prefix(error->message, place) ||
		    !strstr(error->message, broken[i].says))
			g_error("case %u: expected %s...%s..., got %s", i,
				place, broken[i].says, error->message);
	}
}

static void test_no_such_file(void)
{
	const char *const files[] = { "/nonexistent/x.rules", NULL };
	g_autoptr(GError) error = NULL;

	g_assert_null(rulebase_load(files, &error));
	g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rulebase/wrapper", test_wrapper_is_like_builtin);
	g_test_add_func("/rulebase/broken", test_broken_is_refused);
	g_test_add_func("/rulebase/no-file", test_no_such_file);
	return g_test_run();
}
