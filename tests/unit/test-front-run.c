// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lowering keeps the meaning: functions compiled by the C compiler and the
 * same functions lowered and interpreted give the same results.
 */
#include "front/front.h"
#include "ir/interp.h"
#include "ir/text.h"

#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#pragma GCC diagnostic ignored "-Woverride-init"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wmissing-braces"
#pragma GCC diagnostic ignored "-Wunused-value"
#pragma GCC diagnostic ignored "-Wparentheses"
#include "front_snippets.h"

struct snippet {
	const char *name;
	long (*run)(long a, long b);
};

static const struct snippet snippets[] = {
#define SNIPPET(name) { #name, name },
	SNIPPETS(SNIPPET)
};

static const long inputs[] = {
	0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 14, 15, 17, 31, 100, 127, 128, 255,
	256, 1000, 32767, 65535, 65536, 1000003, -1, -2, -5, -128, -1000,
	0x7fffffff, 0x80000000, 0xffffffff, 0x100000001,
};

static struct ir_unit *lower_snippets(void)
{
	static const char *const no_flags[] = { NULL };
	g_autofree char *directory = g_path_get_dirname(__FILE__);
	g_autofree char *path = g_build_filename(directory,
						 "front_snippets.h", NULL);
	g_autofree char *here = g_get_current_dir();
	struct front_options options = {
		.argv = no_flags, .directory = here, .path = path,
	};
	g_autoptr(GError) error = NULL;
	struct ir_unit *unit = front_lower(&options, &error);

	g_assert_no_error(error);
	if (unit->errors->len)
		g_error("%s", (char *)unit->errors->pdata[0]);
	return unit;
}

static const struct ir_function *find(const struct ir_unit *unit,
				      const char *name)
{
	for (guint i = 0; i < unit->functions->len; i++) {
		const struct ir_function *fn = unit->functions->pdata[i];

		if (!g_strcmp0(fn->name, name))
			return fn;
	}
	return NULL;
}

static void compare(const struct ir_unit *unit, const struct snippet *snippet,
		    const struct ir_function *fn, long a, long b)
{
	guint64 args[] = { (guint64)a, (guint64)b };
	struct interp_result result = interp_run(unit, fn->key, args, 2, NULL,
						 NULL, 1000000);
	long expected = snippet->run(a, b);

	if (result.outcome != INTERP_RETURNED)
		g_error("%s(%ld, %ld): outcome %d, %s", snippet->name, a, b,
			result.outcome, result.why ? result.why : "");
	if ((long)result.value != expected)
		g_error("%s(%ld, %ld): native %ld, interpreted %ld",
			snippet->name, a, b, expected, (long)result.value);
}

static void test_same_results(gconstpointer data)
{
	const struct ir_unit *unit = data;

	for (guint i = 0; i < G_N_ELEMENTS(snippets); i++) {
		const struct ir_function *fn = find(unit, snippets[i].name);

		g_assert_nonnull(fn);
		if (!fn->is_complete)
			g_error("%s: %s", fn->name, fn->why_incomplete);
		if (fn->n_unknown)
			g_error("%s: %u unknown", fn->name, fn->n_unknown);
		for (guint j = 0; j < G_N_ELEMENTS(inputs); j++)
			for (guint k = 0; k < G_N_ELEMENTS(inputs); k++)
				compare(unit, &snippets[i], fn, inputs[j],
					inputs[k]);
	}
}

static void test_is_valid(gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	ir_validate_unit(data, &error);
	g_assert_no_error(error);
}

int main(int argc, char **argv)
{
	struct ir_unit *unit;
	int status;

	g_test_init(&argc, &argv, NULL);
	unit = lower_snippets();
	g_test_add_data_func("/front/run/valid", unit, test_is_valid);
	g_test_add_data_func("/front/run/same-results", unit,
			     test_same_results);
	status = g_test_run();
	ir_unit_free(unit);
	return status;
}
