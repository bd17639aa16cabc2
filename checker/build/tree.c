// SPDX-License-Identifier: GPL-2.0-only
/*
 * One private folder per tree, configuration and architecture:
 *
 *	lock		held by the run that works in it
 *	source/		view of a tree that is configured in place
 *	output/		the O= folder
 *	commands	what the last dry run listed (build/state.h)
 */
#include "build/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "build/arch.h"
#include "build/kernel.h"
#include "build/make.h"
#include "build/state.h"
#include "build/view.h"

/* A tree on its way to its list of commands. */
struct setup {
	const struct plan_request *request;
	const char *source;	/* the user's tree */
	char *config;		/* a make target, or a file's path */
	bool config_is_file;
	char *arch;
	char *folder, *output, *state;
	struct view *view;	/* NULL: the tree is clean, used directly */
	char *compiler;		/* make argument that names a compiler for a
				   foreign architecture, or NULL */
	bool has_modules;	/* CONFIG_MODULES: without it their targets
				   make nothing, or fail */
};

static bool exists_in(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static void take_config(struct setup *setup, const char *folder)
{
	if (setup->config || !exists_in(folder, ".config"))
		return;
	setup->config = g_build_filename(folder, ".config", NULL);
	setup->config_is_file = true;
}

bool tree_is_output(const char *folder, const char *source)
{
	struct kernel *kernel = kernel_of_output(folder, NULL);
	bool belongs = kernel && !g_strcmp0(kernel->source, source);

	kernel_free(kernel);
	return belongs;
}

/* --config, else the configuration of an O= folder that is named, else the
 * tree's own, else defconfig. */
static void choose_config(struct setup *setup)
{
	const char *wish = setup->request->config;
	const char *const *kdirs = setup->request->kdirs;
	const char *output = g_getenv("KBUILD_OUTPUT");

	if (wish && g_file_test(wish, G_FILE_TEST_IS_REGULAR)) {
		setup->config = g_canonicalize_filename(wish, NULL);
		setup->config_is_file = true;
	} else if (wish) {
		setup->config = g_strdup(wish);
	}
	for (guint i = 0; kdirs && kdirs[i]; i++)
		if (tree_is_output(kdirs[i], setup->source))
			take_config(setup, kdirs[i]);
	if (output && *output) {
		g_autofree char *folder =
			g_canonicalize_filename(output, setup->source);

		take_config(setup, folder);
	}
	take_config(setup, setup->source);
	if (!setup->config)
		setup->config = g_strdup("defconfig");
}

static void choose_arch(struct setup *setup)
{
	const char *arch = setup->request->arch;

	if (!arch || !*arch)
		arch = g_getenv("ARCH");
	if (arch && *arch)
		setup->arch = g_strdup(arch);
	else if (setup->config_is_file)
		setup->arch = config_file_arch(setup->config);
	if (!setup->arch)
		setup->arch = g_strdup(arch_host());
}

static bool has_program(const char *name)
{
	g_autofree char *path = g_find_program_in_path(name);

	return path != NULL;
}

/* gcc: the program that is missing. Debian's package of aarch64-linux-gnu-gcc
 * is gcc-aarch64-linux-gnu. */
static void no_compiler(const struct setup *setup, const char *gcc,
			GError **error)
{
	g_autofree char *triple = g_strndup(gcc, strlen(gcc) -
						 MIN(strlen(gcc), 4));

	g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
		    "%s: no compiler for %s is installed (Debian package: %s%s), and neither CROSS_COMPILE nor LLVM is set",
		    setup->source, setup->arch, *triple ? "gcc-" : "clang",
		    g_strdelimit(triple, "_", '-'));
}

/* Preparing a kernel needs a compiler for it. Where neither CROSS_COMPILE nor
 * LLVM says which, take what is installed. */
static bool choose_compiler(struct setup *setup, GError **error)
{
	const char *prefix = arch_cross_prefix(setup->arch);
	g_autofree char *gcc = g_strconcat(prefix ? prefix : "", "gcc", NULL);

	if (!strcmp(arch_source(setup->arch), arch_source(arch_host())) ||
	    g_getenv("CROSS_COMPILE") || g_getenv("LLVM"))
		return true;
	if (prefix && has_program(gcc)) {
		setup->compiler = g_strconcat("CROSS_COMPILE=", prefix, NULL);
	} else if (has_program("clang") && has_program("ld.lld")) {
		setup->compiler = g_strdup("LLVM=1");
	} else {
		no_compiler(setup, gcc, error);
		return false;
	}
	return true;
}

/* What make's own outputmakefile rule would refuse. */
static bool is_clean(const char *source, const char *arch)
{
	g_autofree char *generated = g_build_filename(
		"arch", arch_source(arch), "include", "generated", NULL);

	return !exists_in(source, ".config") &&
	       !exists_in(source, "include/config") &&
	       !exists_in(source, generated);
}

static void setup_init(struct setup *setup, const struct planner *planner,
		       const char *source)
{
	static const char *const variables[] = { "LLVM", "CROSS_COMPILE" };
	g_autofree char *base = g_path_get_basename(source);
	g_autoptr(GChecksum) key = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *name = NULL;

	memset(setup, 0, sizeof(*setup));
	setup->request = planner->request;
	setup->source = source;
	choose_config(setup);
	choose_arch(setup);
	g_checksum_update(key, (const guchar *)source, strlen(source) + 1);
	g_checksum_update(key, (const guchar *)setup->config,
			  strlen(setup->config) + 1);
	g_checksum_update(key, (const guchar *)setup->arch,
			  strlen(setup->arch) + 1);
	for (guint i = 0; i < G_N_ELEMENTS(variables); i++) {
		const char *value = g_getenv(variables[i]);

		if (value)
			g_checksum_update(key, (const guchar *)value,
					  strlen(value) + 1);
	}
	name = g_strdup_printf("%s-%.16s", base, g_checksum_get_string(key));
	setup->folder = g_build_filename(planner->request->cache_dir, "trees",
					 name, NULL);
	setup->output = g_build_filename(setup->folder, "output", NULL);
	setup->state = g_build_filename(setup->folder, "commands", NULL);
}

static void setup_release(struct setup *setup)
{
	g_free(setup->config);
	g_free(setup->arch);
	g_free(setup->compiler);
	g_free(setup->folder);
	g_free(setup->output);
	g_free(setup->state);
	view_free(setup->view);
}

static void report(const struct setup *setup, const char *what, guint done)
{
	const struct plan_request *request = setup->request;

	if (request->progress)
		request->progress(what, done, 4, request->progress_data);
}

static int lock_folder(const struct setup *setup, GError **error)
{
	const char *folder = setup->folder;
	g_autofree char *path = g_build_filename(folder, "lock", NULL);
	int lock;

	g_mkdir_with_parents(folder, 0700);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (lock >= 0 && !flock(lock, LOCK_EX | LOCK_NB))
		return lock;
	report(setup, "waiting for another run on this kernel", 0);
	if (lock < 0 || flock(lock, LOCK_EX)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "cannot use %s: %s", folder, g_strerror(errno));
		if (lock >= 0)
			close(lock);
		return -1;
	}
	return lock;
}

/* Run make for the tree with these arguments in front of what all need. */
static bool make_in_tree(const struct setup *setup,
			 const char *const *arguments,
			 struct make_result *result, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	g_autofree char *output = g_strconcat("O=", setup->output, NULL);
	g_autofree char *arch = g_strconcat("ARCH=", arch_make(setup->arch),
					    NULL);

	for (guint i = 0; arguments[i]; i++)
		g_ptr_array_add(all, (void *)arguments[i]);
	g_ptr_array_add(all, output);
	g_ptr_array_add(all, arch);
	if (setup->compiler)
		g_ptr_array_add(all, setup->compiler);
	g_ptr_array_add(all, NULL);
	return make_run(setup->view ? setup->view->path : setup->source,
			(const char *const *)all->pdata, NULL, result, error);
}

/* The same, where anything but success is an error. */
static bool must_make(const struct setup *setup, const char *const *arguments,
		      const char *what, GError **error)
{
	struct make_result result;
	bool ok;

	if (!make_in_tree(setup, arguments, &result, error))
		return false;
	ok = result.status == 0;
	if (!ok) {
		g_autofree char *why = make_complaint(&result);

		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "%s: cannot %s: %s", setup->source, what, why);
	}
	make_result_release(&result);
	return ok;
}

static bool copy_config(const struct setup *setup, GError **error)
{
	g_autofree char *path = g_build_filename(setup->output, ".config",
						 NULL);
	g_autofree char *text = NULL;
	gsize length;

	return g_file_get_contents(setup->config, &text, &length, error) &&
	       g_file_set_contents(path, text, length, error);
}

static bool configure(struct setup *setup, GError **error)
{
	const char *target = setup->config_is_file ? "olddefconfig" :
						     setup->config;
	const char *const arguments[] = { target, NULL };
	struct kernel *kernel;

	if (setup->config_is_file && !copy_config(setup, error))
		return false;
	if (!must_make(setup, arguments, "configure it", error))
		return false;
	kernel = kernel_of_output(setup->output, error);
	if (!kernel)
		return false;
	setup->has_modules = g_hash_table_contains(kernel->config,
						   "CONFIG_MODULES");
	kernel_free(kernel);
	return true;
}

static bool prepare(const struct setup *setup, GError **error)
{
	guint n = setup->request->jobs ? setup->request->jobs :
					 g_get_num_processors();
	g_autofree char *jobs = g_strdup_printf("-j%u", n);
	const char *const arguments[] = {
		jobs, setup->has_modules ? "modules_prepare" : "prepare", NULL,
	};

	return must_make(setup, arguments, "prepare it", error);
}

/*
 * Make the sources that recipes generate. Any target may be asked for by
 * name when the list of single targets' suffixes is widened; what would need
 * a compiled object fails, for compiling is replaced by failing.
 */
static bool generate(const struct setup *setup, GPtrArray *targets,
		     GError **error)
{
	static const char *const options[] = {
		"-k", "single-targets=%.c %.h", "rule_cc_o_c=false",
		"rule_as_o_S=false",
	};
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	struct make_result result;

	for (guint i = 0; i < G_N_ELEMENTS(options); i++)
		g_ptr_array_add(arguments, (void *)options[i]);
	for (guint i = 0; i < targets->len; i++)
		if (!g_path_is_absolute(targets->pdata[i]))
			g_ptr_array_add(arguments, targets->pdata[i]);
	if (arguments->len == G_N_ELEMENTS(options))
		return true;
	g_ptr_array_add(arguments, NULL);
	if (!make_in_tree(setup, (const char *const *)arguments->pdata,
			  &result, error))
		return false;
	make_result_release(&result);
	return true;
}

/* In a tree that is configured in place, its own generated headers stand
 * before ours in the search path: put ours first. */
static void prefer_own_headers(struct compile *compile)
{
	guint n = g_strv_length(compile->argv), at = 0;
	g_autofree char **sorted = g_new0(char *, n + 1);

	for (guint i = 0; i < n; i++)
		if (g_str_has_prefix(compile->argv[i], "-I./"))
			sorted[at++] = compile->argv[i];
	for (guint i = 0; i < n; i++)
		if (!g_str_has_prefix(compile->argv[i], "-I./"))
			sorted[at++] = compile->argv[i];
	memcpy(compile->argv, sorted, n * sizeof(*sorted));
}

/* Say where the user's tree has it, or would have it. */
static void place_compile(const struct setup *setup, struct compile *compile)
{
	if (setup->view) {
		prefer_own_headers(compile);
		view_real_compile(setup->view, compile);
	}
	g_free(compile->place);
	if (path_is_below(compile->source, setup->output))
		compile->place = g_build_filename(
			setup->source,
			compile->source + strlen(setup->output), NULL);
	else
		compile->place = g_strdup(compile->source);
}

/* Units whose source is not there yet are generated too. */
static void add_missing_sources(const struct setup *setup,
				GPtrArray *compiles, GPtrArray *targets)
{
	for (guint i = 0; i < compiles->len; i++) {
		struct compile *compile = compiles->pdata[i];
		const char *below = compile->source + strlen(setup->output) + 1;

		if (path_is_below(compile->source, setup->output) &&
		    !g_ptr_array_find_with_equal_func(targets, below,
						      g_str_equal, NULL))
			g_ptr_array_add(targets, g_strdup(below));
	}
}

static GPtrArray *list_commands(const struct setup *setup, GError **error)
{
	const char *const arguments[] = {
		"-n", "-k", "-w", "V=1", "vmlinux",
		setup->has_modules ? "modules" : NULL, NULL,
	};
	g_autoptr(GPtrArray) targets = NULL;
	struct make_result result;
	GPtrArray *compiles;

	report(setup, "listing what the kernel is made of", 2);
	if (!make_in_tree(setup, arguments, &result, error))
		return NULL;
	compiles = recipe_compiles(result.output, setup->output);
	for (guint i = 0; i < compiles->len; i++)
		place_compile(setup, compiles->pdata[i]);
	targets = recipe_generated(result.output);
	add_missing_sources(setup, compiles, targets);
	if (!compiles->len) {
		g_autofree char *why = make_complaint(&result);

		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "%s: Kbuild lists no unit: %s", setup->source, why);
	}
	make_result_release(&result);
	report(setup, "generating sources", 3);
	if (!compiles->len || !generate(setup, targets, error))
		g_clear_pointer(&compiles, g_ptr_array_unref);
	return compiles;
}

static GPtrArray *make_commands(struct setup *setup, GError **error)
{
	g_autofree char *seen = g_build_filename(setup->folder, "source",
						 NULL);
	GPtrArray *compiles;

	if (!choose_compiler(setup, error))
		return NULL;
	if (!is_clean(setup->source, setup->arch)) {
		setup->view = view_of_tree(setup->source, seen, error);
		if (!setup->view)
			return NULL;
	}
	g_mkdir_with_parents(setup->output, 0700);
	report(setup, "configuring the kernel", 0);
	if (!configure(setup, error))
		return NULL;
	report(setup, "preparing the kernel", 1);
	if (!prepare(setup, error))
		return NULL;
	compiles = list_commands(setup, error);
	if (compiles)
		state_write(setup->state, compiles, setup->source,
			    setup->config_is_file ? setup->config : NULL);
	return compiles;
}

struct tree *tree_open(struct planner *planner, const char *source,
		       GError **error)
{
	struct tree *tree = g_new0(struct tree, 1);
	struct setup setup;

	setup_init(&setup, planner, source);
	tree->lock = lock_folder(&setup, error);
	if (tree->lock >= 0) {
		tree->compiles = state_read(setup.state);
		if (!tree->compiles)
			tree->compiles = make_commands(&setup, error);
	}
	if (tree->compiles)
		tree->kernel = planner_kernel(planner, setup.output, error);
	if (tree->kernel) {
		g_free(tree->kernel->source);
		tree->kernel->source = g_strdup(source);
		tree->output = g_strdup(tree->kernel->output);
	}
	setup_release(&setup);
	if (!tree->kernel)
		g_clear_pointer(&tree, tree_free);
	return tree;
}

void tree_free(struct tree *tree)
{
	if (!tree)
		return;
	if (tree->lock >= 0)
		close(tree->lock);
	g_clear_pointer(&tree->compiles, g_ptr_array_unref);
	g_free(tree->output);
	g_free(tree);
}
