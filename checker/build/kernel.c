// SPDX-License-Identifier: GPL-2.0-only
#include "build/kernel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "build/arch.h"
#include "build/folder.h"

static struct kernel *kernel_new(const char *source, const char *output)
{
	struct kernel *kernel = g_new0(struct kernel, 1);

	kernel->source = g_strdup(source);
	kernel->output = g_strdup(output);
	kernel->config = g_hash_table_new_full(g_str_hash, g_str_equal,
					       g_free, g_free);
	return kernel;
}

void kernel_free(struct kernel *kernel)
{
	if (!kernel)
		return;
	g_free(kernel->source);
	g_free(kernel->output);
	g_free(kernel->release);
	g_free(kernel->arch);
	g_hash_table_unref(kernel->config);
	g_free(kernel);
}

/* "# Linux/x86 6.1.192 Kernel Configuration", Kconfig's own heading. */
static void read_heading(struct kernel *kernel, const char *line,
			 char **srcarch)
{
	char arch[32], release[64];

	if (sscanf(line, "# Linux/%31s %63s Kernel Configuration", arch,
		   release) != 2)
		return;
	g_free(kernel->release);
	kernel->release = g_strdup(release);
	g_free(*srcarch);
	*srcarch = g_strdup(arch);
}

static void read_option(struct kernel *kernel, const char *line)
{
	const char *equal = strchr(line, '=');

	if (equal && g_str_has_prefix(line, "CONFIG_"))
		g_hash_table_replace(kernel->config,
				     g_strndup(line, equal - line),
				     g_strdup(equal + 1));
}

static bool read_config(struct kernel *kernel, const char *folder,
			const char *name)
{
	g_autofree char *text = folder_text(folder, name);
	g_autofree char *srcarch = NULL;
	g_auto(GStrv) lines = NULL;

	if (!text)
		return false;
	g_hash_table_remove_all(kernel->config);
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		if (lines[i][0] == '#')
			read_heading(kernel, lines[i], &srcarch);
		else
			read_option(kernel, lines[i]);
	}
	if (srcarch) {
		g_free(kernel->arch);
		kernel->arch = g_strdup(arch_of_config(srcarch,
						       kernel->config));
	}
	return true;
}

/* Read .config (again) into the kernel. false if there is none. */
static bool kernel_read_config(struct kernel *kernel)
{
	return read_config(kernel, kernel->output, ".config");
}

bool kernel_read_options(struct kernel *kernel, const char *path)
{
	return read_config(kernel, path, NULL);
}

char *config_file_arch(const char *path)
{
	struct kernel *kernel = kernel_new(NULL, NULL);
	char *arch;

	read_config(kernel, path, NULL);
	arch = g_steal_pointer(&kernel->arch);
	kernel_free(kernel);
	return arch;
}

/* VERSION = 6, PATCHLEVEL = 1, SUBLEVEL = 192 at the top of a tree's Makefile;
 * NULL if they are not there. */
static char *makefile_release(const char *tree)
{
	static const char *const names[] = {
		"VERSION", "PATCHLEVEL", "SUBLEVEL",
	};
	g_autofree char *text = folder_text(tree, "Makefile");
	guint numbers[3] = { 0 }, found = 0;
	g_auto(GStrv) lines = NULL;

	if (!text)
		return NULL;
	lines = g_strsplit(text, "\n", 16);
	for (guint i = 0; lines[i]; i++) {
		char name[16];
		guint number;

		if (sscanf(lines[i], "%15[A-Z] = %u", name, &number) != 2)
			continue;
		for (guint j = 0; j < G_N_ELEMENTS(names); j++)
			if (!strcmp(name, names[j])) {
				numbers[j] = number;
				found |= 1U << j;
			}
	}
	if (found != 7)
		return NULL;
	return g_strdup_printf("%u.%u.%u", numbers[0], numbers[1], numbers[2]);
}

static char *release_of(const char *output, const char *source)
{
	char *release = folder_text(output, "include/config/kernel.release");

	if (release)
		return g_strstrip(release);
	return makefile_release(source);
}

/* The folder of the makefile that this one includes by its full path, as
 * those of O= builds and of distributions' headers do; NULL if none. */
static char *included_folder(const char *makefile)
{
	g_auto(GStrv) lines = g_strsplit(makefile, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		const char *path = lines[i] + strlen("include ");

		if (g_str_has_prefix(lines[i], "include /") &&
		    g_str_has_suffix(path, "/Makefile"))
			return g_path_get_dirname(path);
	}
	return NULL;
}

/* Where the sources of a build folder are: what its Makefile includes, its
 * source link, or itself. */
static char *source_of(const char *output)
{
	g_autofree char *makefile = folder_text(output, "Makefile");
	g_autofree char *link = g_build_filename(output, "source", NULL);
	char *included = makefile ? included_folder(makefile) : NULL;

	if (included)
		return included;
	if (g_file_test(link, G_FILE_TEST_IS_DIR))
		return realpath(link, NULL);
	return g_strdup(output);
}

struct kernel *kernel_of_output(const char *output, GError **error)
{
	g_autofree char *absolute = realpath(output, NULL);
	g_autofree char *source = absolute ? source_of(absolute) : NULL;
	struct kernel *kernel;

	if (!absolute) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "no such kernel directory: %s", output);
		return NULL;
	}
	kernel = kernel_new(source, absolute);
	if (!kernel_read_config(kernel)) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_USAGE,
			    "%s is not a configured kernel: it has no .config",
			    output);
		kernel_free(kernel);
		return NULL;
	}
	if (!kernel->release)
		kernel->release = release_of(absolute, source);
	if (!kernel->arch)
		kernel->arch = g_strdup(arch_host());
	return kernel;
}

struct kernel *kernel_builtin(const char *arch)
{
	struct kernel *kernel = kernel_new(NULL, NULL);

	kernel->arch = g_strdup(arch ? arch : arch_host());
	kernel->is_builtin = true;
	return kernel;
}

bool is_kernel_tree(const char *path)
{
	static const char *const parts[] = {
		"Kbuild", "Kconfig", "Makefile", "mm", "init", "scripts",
		"include/linux/slab.h",
	};

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *part = g_build_filename(path, parts[i], NULL);

		if (!g_file_test(part, G_FILE_TEST_EXISTS))
			return false;
	}
	return true;
}

char *kernel_tree_of(const char *path)
{
	char *at = g_strdup(path);

	while (!is_kernel_tree(at)) {
		char *parent = g_path_get_dirname(at);

		if (!strcmp(parent, at)) {
			g_free(parent);
			g_free(at);
			return NULL;
		}
		g_free(at);
		at = parent;
	}
	return at;
}

static bool has_config(const char *folder)
{
	g_autofree char *config = g_build_filename(folder, ".config", NULL);
	g_autofree char *makefile = g_build_filename(folder, "Makefile", NULL);

	return g_file_test(config, G_FILE_TEST_EXISTS) &&
	       g_file_test(makefile, G_FILE_TEST_EXISTS);
}


static char *newest_headers(void)
{
	g_autoptr(GDir) dir = g_dir_open("/usr/src", 0, NULL);
	g_autofree char *newest = NULL;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename("/usr/src", name,
							 NULL);

		if (!g_str_has_prefix(name, "linux-headers-") ||
		    !has_config(path))
			continue;
		if (newest && strverscmp(name, newest) <= 0)
			continue;
		g_free(newest);
		newest = g_strdup(name);
	}
	return newest ? g_build_filename("/usr/src", newest, NULL) : NULL;
}

char *kernel_default_output(void)
{
	struct utsname running;

	if (!uname(&running)) {
		g_autofree char *build = g_build_filename(
			"/lib/modules", running.release, "build", NULL);

		if (has_config(build))
			return g_steal_pointer(&build);
	}
	return newest_headers();
}
