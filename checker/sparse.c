// SPDX-License-Identifier: GPL-2.0-only
/*
 * --with=sparse: sparse looks at each unit with the unit's own flags, and what
 * it says goes to stderr as it is. Its status is not ours: kernels compile
 * with its warnings.
 */
#include "pipeline.h"

#include <gio/gio.h>
#include <string.h>

/* What Kbuild's CHECKFLAGS tell sparse of the kernel's language. */
static const char *const kernel_flags[] = {
	"-D__linux__", "-Dlinux", "-D__STDC__", "-Dunix", "-D__unix__",
	"-Wbitwise", "-Wno-return-void", "-Wno-unknown-attribute",
};

/* Ours for clang alone. */
static bool is_foreign(const char *flag)
{
	return g_str_has_prefix(flag, "--target=") ||
	       g_str_has_prefix(flag, "-fms-");
}

/* Kbuild's words for sparse; else our own for clang, without what sparse does
 * not know, and those that Kbuild would have added. */
GPtrArray *sparse_command(const struct unit *unit, const char *input)
{
	GPtrArray *argv = g_ptr_array_new();
	char **flags = unit->check_argv ? unit->check_argv : unit->argv;

	g_ptr_array_add(argv, (char *)"sparse");
	for (guint i = 0; !unit->check_argv &&
			  i < G_N_ELEMENTS(kernel_flags); i++)
		g_ptr_array_add(argv, (char *)kernel_flags[i]);
	for (; *flags; flags++)
		if (unit->check_argv || !is_foreign(*flags))
			g_ptr_array_add(argv, *flags);
	g_ptr_array_add(argv, (char *)input);
	g_ptr_array_add(argv, NULL);
	return argv;
}

static bool sparse_unit(const struct unit *unit, GError **error)
{
	g_autoptr(GPtrArray) argv = sparse_command(
		unit, unit->check_argv ? unit->path : unit->absolute);
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_NONE);
	g_autoptr(GSubprocess) sparse = NULL;

	g_subprocess_launcher_set_cwd(launcher, unit->directory);
	sparse = g_subprocess_launcher_spawnv(launcher,
			(const char *const *)argv->pdata, error);
	return sparse && g_subprocess_wait(sparse, NULL, error);
}

/* The kernel's own probe of a checker (scripts/checker-valid.sh) is
 * a temporary file: a sparse too old for it must not switch us off. */
static bool is_probe(const struct unit *unit)
{
	return unit->check_argv && !g_str_has_suffix(unit->path, ".c");
}

bool run_sparse(const struct pipeline *p, GError **error)
{
	g_autofree char *path = g_find_program_in_path("sparse");

	if (!path) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "--with=sparse: sparse is not installed (package sparse)");
		return false;
	}
	for (guint i = 0; i < p->plan->programs->len; i++) {
		const struct program *program =
			g_ptr_array_index(p->plan->programs, i);

		for (guint k = 0; k < program->units->len; k++) {
			const struct unit *unit =
				g_ptr_array_index(program->units, k);

			if (unit->reported && !is_probe(unit) &&
			    !sparse_unit(unit, error))
				return false;
		}
	}
	return true;
}
