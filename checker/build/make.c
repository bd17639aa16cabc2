// SPDX-License-Identifier: GPL-2.0-only
#include "build/make.h"

#include <gio/gio.h>
#include <string.h>

#include "build/build.h"

/* What the shell or a compiler prints when something is not installed. */
static const struct missing {
	const char *text, *what, *package;
} missing_tools[] = {
	{ "flex: not found", "flex", "flex" },
	{ "flex: command not found", "flex", "flex" },
	{ "flex: No such file", "flex", "flex" },
	{ "bison: not found", "bison", "bison" },
	{ "bison: command not found", "bison", "bison" },
	{ "bison: No such file", "bison", "bison" },
	{ "bc: not found", "bc", "bc" },
	{ "bc: command not found", "bc", "bc" },
	{ "bc: No such file", "bc", "bc" },
	{ "perl: not found", "perl", "perl" },
	{ "python3: not found", "python3", "python3" },
	{ "cpio: not found", "cpio", "cpio" },
	{ "xz: not found", "xz", "xz-utils" },
	{ "gelf.h: No such file", "gelf.h", "libelf-dev" },
	{ "libelf.h: No such file", "libelf.h", "libelf-dev" },
	{ "-lelf", "libelf", "libelf-dev" },
	{ "openssl/", "openssl headers", "libssl-dev" },
	{ "gcc: not found", "gcc", "gcc" },
	{ "gcc: No such file", "gcc", "gcc" },
	{ "gcc: command not found", "gcc", "gcc" },
	{ "clang: not found", "clang", "clang" },
	{ "ld: not found", "ld", "binutils" },
	{ "stdio.h: No such file", "the C library's headers", "libc6-dev" },
};

/* A make above us must not steer this one. */
static const char *const unset_variables[] = {
	"MAKEFLAGS", "MAKELEVEL", "MFLAGS", "GNUMAKEFLAGS", "MAKEOVERRIDES",
	"MAKEFILES", "KBUILD_OUTPUT", "KBUILD_EXTMOD", "M", "O", "C", "CHECK",
	"KBUILD_CHECKSRC", "KBUILD_VERBOSE", "V", "srctree", "objtree",
	"KBUILD_SRC", "KERNELRELEASE", "sub_make_done", "need-sub-make",
};

bool make_takes_path(const char *path)
{
	static const char plain[] = "/._-+@,~";

	for (; *path; path++)
		if (!g_ascii_isalnum(*path) && !strchr(plain, *path) &&
		    (guchar)*path < 0x80)
			return false;
	return true;
}

static GSubprocessLauncher *launcher_new(const char *directory,
					 const char *const *environment)
{
	GSubprocessLauncher *launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE |
					  G_SUBPROCESS_FLAGS_STDERR_PIPE);

	g_subprocess_launcher_set_cwd(launcher, directory);
	g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(unset_variables); i++)
		g_subprocess_launcher_unsetenv(launcher, unset_variables[i]);
	for (guint i = 0; environment && environment[i]; i++) {
		g_auto(GStrv) pair = g_strsplit(environment[i], "=", 2);

		g_subprocess_launcher_setenv(launcher, pair[0], pair[1], TRUE);
	}
	return launcher;
}

/* Output of a build may hold any bytes; what is read of it is ASCII. */
static char *take_text(GBytes *bytes)
{
	gsize size;
	const char *data = bytes ? g_bytes_get_data(bytes, &size) : NULL;
	char *text = data ? g_strndup(data, size) : g_strdup("");

	if (bytes)
		g_bytes_unref(bytes);
	return text;
}

bool make_run(const char *directory, const char *const *arguments,
	      const char *const *environment, struct make_result *result,
	      GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher =
		launcher_new(directory, environment);
	g_autoptr(GSubprocess) process = NULL;
	g_autoptr(GPtrArray) argv = g_ptr_array_new();
	g_autofree char *program = g_find_program_in_path("make");
	GBytes *output = NULL, *errors = NULL;

	memset(result, 0, sizeof(*result));
	if (!program) {
		g_set_error(error, BUILD_ERROR, BUILD_ERROR_ENVIRONMENT,
			    "make is not installed (Debian package: make)");
		return false;
	}
	g_ptr_array_add(argv, program);
	for (guint i = 0; arguments[i]; i++)
		g_ptr_array_add(argv, (void *)arguments[i]);
	g_ptr_array_add(argv, NULL);
	process = g_subprocess_launcher_spawnv(
		launcher, (const char *const *)argv->pdata, error);
	if (!process ||
	    !g_subprocess_communicate(process, NULL, NULL, &output, &errors,
				      error))
		return false;
	result->output = take_text(output);
	result->errors = take_text(errors);
	result->status = g_subprocess_get_if_exited(process) ?
			 g_subprocess_get_exit_status(process) : -1;
	return true;
}

void make_result_release(struct make_result *result)
{
	g_clear_pointer(&result->output, g_free);
	g_clear_pointer(&result->errors, g_free);
}

/* The first line that is a complaint: "***" of make's, or an error. */
static char *first_complaint(const char *errors)
{
	g_auto(GStrv) lines = g_strsplit(errors, "\n", -1);
	const char *first = NULL;

	for (guint i = 0; lines[i]; i++) {
		const char *line = g_strstrip(lines[i]);

		if (strstr(line, "*** ") && strlen(strstr(line, "*** ")) > 4)
			return g_strdup(strstr(line, "*** ") + 4);
		if (!first && *line)
			first = line;
	}
	return g_strdup(first ? first : "make failed without a message");
}

char *make_complaint(const struct make_result *result)
{
	for (guint i = 0; i < G_N_ELEMENTS(missing_tools); i++) {
		const struct missing *missing = &missing_tools[i];

		if (strstr(result->errors, missing->text))
			return g_strdup_printf(
				"%s is not installed (Debian package: %s)",
				missing->what, missing->package);
	}
	return first_complaint(result->errors);
}
