// SPDX-License-Identifier: GPL-2.0-only
/*
 * Being called by Kbuild as its CHECK: $(CHECK) $(CHECKFLAGS) $(c_flags) FILE.
 * The flags before the compiler's are sparse's; sparse has an --arch too.
 */
#include <stdlib.h>
#include <string.h>

#include "build/arch.h"
#include "build/kernel.h"
#include "build/target.h"

/* Kbuild's own first flags: CHECKFLAGS begins with the one, the compiler's
 * flags hold the other. */
static bool is_kbuild_mark(const char *argument)
{
	return !strcmp(argument, "-D__linux__") ||
	       !strcmp(argument, "-nostdinc");
}

bool kbuild_mode_arguments(int argc, char *const *argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (is_kbuild_mark(argv[i]))
			return true;
	return false;
}

/* argv without kmcheck's own options and without the unit. */
struct split {
	GPtrArray *flags;	/* const char *, NULL-terminated */
	const char *file;	/* the unit, NULL if none is there */
};

static int file_index(int argc, char *const *argv)
{
	for (int i = argc - 1; i > 0; i--)
		if (argv[i][0] != '-')
			return i;
	return 0;
}

static struct split split_arguments(int argc, char *const *argv,
				    own_option_fn own_words, void *data,
				    GPtrArray *own_options)
{
	struct split split = { .flags = g_ptr_array_new() };
	int file = file_index(argc, argv);
	bool in_checkflags = false;

	for (int i = 1; i < argc; i++) {
		guint words = 0;

		if (i == file)
			continue;
		in_checkflags |= is_kbuild_mark(argv[i]);
		if (g_str_has_prefix(argv[i], "--") &&
		    !(in_checkflags && g_str_has_prefix(argv[i], "--arch")))
			words = own_words(argv + i, data);
		if (!words)
			g_ptr_array_add(split.flags, argv[i]);
		for (guint j = 0; j < words; j++)
			g_ptr_array_add(own_options, argv[i + j]);
		i += words ? words - 1 : 0;
	}
	g_ptr_array_add(split.flags, NULL);
	split.file = file ? argv[file] : NULL;
	return split;
}

/* The build folder that the flags look for generated headers in. */
static char *output_of_flags(const char *const *flags, const char *directory)
{
	for (guint i = 0; flags[i]; i++) {
		g_autofree char *path = NULL;

		if (!g_str_has_prefix(flags[i], "-I") ||
		    !g_str_has_suffix(flags[i], "/include"))
			continue;
		path = g_canonicalize_filename(flags[i] + 2, directory);
		path[strlen(path) - strlen("/include")] = '\0';

		g_autofree char *config = g_build_filename(path, ".config",
							   NULL);

		if (g_file_test(config, G_FILE_TEST_EXISTS))
			return g_steal_pointer(&path);
	}
	return NULL;
}

static struct kernel *kernel_of_call(const char *const *flags,
				     const char *directory)
{
	g_autofree char *output = output_of_flags(flags, directory);
	struct kernel *kernel = output ? kernel_of_output(output, NULL) : NULL;

	if (kernel)
		return kernel;
	kernel = kernel_builtin(g_getenv("ARCH"));
	/* There is a kernel, it just cannot be described. */
	kernel->is_builtin = false;
	return kernel;
}

/* The module of an M= build is a program; of the kernel, all of it is. */
static struct program *program_of_call(struct plan *plan,
				       struct kernel *kernel,
				       const struct compile *compile)
{
	const char *module_root = g_getenv("KBUILD_EXTMOD");
	const char *root = kernel->source ? kernel->source :
					    compile->directory;
	g_autofree char *name = NULL;
	struct program *program;

	if (module_root && *module_root)
		root = module_root;
	name = g_path_get_basename(root == module_root && compile->module ?
				   compile->module : root);
	program = program_add(plan, name, root, kernel);
	program->is_closed = root == module_root;
	return program;
}

struct plan *plan_of_kbuild_mode(int argc, char *const *argv,
				 own_option_fn own_words, void *data,
				 GPtrArray *own_options, GError **error)
{
	struct split split = split_arguments(argc, argv, own_words, data,
					     own_options);
	g_autofree char *directory = g_get_current_dir();
	const char *const *flags = (const char *const *)split.flags->pdata;
	struct plan *plan = NULL;
	struct compile *compile;
	struct kernel *kernel;
	struct build_target *target;
	struct program *program;
	struct unit *unit;

	if (!split.file) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "no file to check among the arguments");
		goto out;
	}
	plan = plan_new();
	kernel = kernel_of_call(flags, directory);
	g_ptr_array_add(plan->kernels, kernel);
	compile = compile_new(split.file, directory,
			      g_strdupv((char **)flags));
	compile_read_module(compile);
	target = build_target_new(TARGET_ARGUMENTS, compile->source);
	g_ptr_array_add(target->paths,
			given_path_new(split.file, compile->source));
	compile->origin = COMMAND_ARGUMENTS;
	program = program_of_call(plan, kernel, compile);
	unit = program_add_unit(program, target, compile, true);
	unit->check_argv = g_strdupv((char **)flags);
	/* Kbuild calls once per unit and tells nothing of the others. */
	program->n_units = compile->is_whole_module;
	build_target_free(target);
	compile_free(compile);
out:
	g_ptr_array_unref(split.flags);
	return plan;
}
