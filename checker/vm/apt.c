// SPDX-License-Identifier: GPL-2.0-only
/* Debian packages of other suites and architectures, into a folder. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vm/apt.h"
#include "vm/command.h"

#define LISTS_LIMIT_SECONDS 300
#define QUERY_LIMIT_SECONDS 60
#define DOWNLOAD_LIMIT_SECONDS 1200
/* Lists older than this may name packages that the mirror has dropped. */
#define LISTS_AGE_SECONDS (12 * 60 * 60)

#define KEYRING "/usr/share/keyrings/debian-archive-keyring.gpg"

char *apt_native_arch(GError **error)
{
	const char *const argv[] = { "dpkg", "--print-architecture", NULL };
	char *arch = NULL;

	if (command_run(argv, NULL, QUERY_LIMIT_SECONDS, &arch, error))
		return g_strstrip(arch);
	g_free(arch);
	return NULL;
}

/* The sources of suite: the mirror and the security archive that the machine
 * itself uses for the Debian release it runs. */
static char *sources_text(const char *suite, GError **error)
{
	const char *const argv[] = { "apt-get", "indextargets", "--format",
		"$(RELEASE) $(REPO_URI)", "Created-By: Packages",
		"Component: main", "Origin: Debian", NULL };
	g_autofree char *output = NULL;
	g_auto(GStrv) lines = NULL;
	GString *text = g_string_new(NULL);
	bool has_main = false, has_security = false;

	if (!command_run(argv, NULL, QUERY_LIMIT_SECONDS, &output, error)) {
		g_string_free(text, TRUE);
		return NULL;
	}
	lines = g_strsplit(output, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *uri = strchr(*line, ' ');
		bool security;

		if (!uri)
			continue;
		*uri++ = '\0';
		security = g_str_has_suffix(*line, "-security");
		if (strchr(*line, '-') && !security)
			continue;
		if (security ? has_security || g_str_equal(suite, "sid") :
			       has_main)
			continue;
		*(security ? &has_security : &has_main) = true;
		g_string_append_printf(text,
				       "deb [signed-by=" KEYRING "] %s %s%s main\n",
				       uri, suite, security ? "-security" : "");
	}
	if (has_main)
		return g_string_free(text, FALSE);
	g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
		    "apt knows no Debian mirror here (apt-get indextargets)");
	g_string_free(text, TRUE);
	return NULL;
}

static char *config_text(const char *directory, const char *native,
			 const char *arch)
{
	return g_strdup_printf(
		"Dir::Etc::sourcelist \"%s/sources.list\";\n"
		"Dir::Etc::sourceparts \"/dev/null\";\n"
		"Dir::State \"%s/state\";\n"
		"Dir::State::lists \"%s/lists\";\n"
		"Dir::State::status \"/dev/null\";\n"
		"Dir::Cache \"%s/cache\";\n"
		"Acquire::Languages \"none\";\n"
		"APT::Architecture \"%s\";\n"
		"APT::Architectures { \"%s\"; \"%s\"; };\n",
		directory, directory, directory, directory, native, native,
		arch);
}

static bool write_file(const char *directory, const char *name,
		       const char *text, GError **error)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);

	return g_file_set_contents(path, text, -1, error);
}

static bool lists_are_fresh(const char *directory)
{
	g_autofree char *stamp = g_build_filename(directory, "updated", NULL);
	GStatBuf st;

	return g_stat(stamp, &st) == 0 &&
	       st.st_mtime + LISTS_AGE_SECONDS >
		       g_get_real_time() / G_USEC_PER_SEC;
}

/* The line of apt's that says why, without apt's name for it. */
static char *first_complaint(const char *message)
{
	g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

	for (char **line = lines; *line; line++) {
		const char *found = strstr(*line, "E: ");

		if (!found)
			found = strstr(*line, "W: ");
		if (found)
			return g_strdup(found + strlen("E: "));
	}
	return g_strdup(message);
}

/* One list that cannot be had (a mirror being synchronised, no network) is no
 * reason to stop: what is looked for may be in the others, or in older ones.
 * apt by itself would tell of it and succeed. */
static bool update_lists(struct apt *apt, GError **error)
{
	const char *const argv[] = { "apt-get", "-c", apt->config, "-qq",
		"-o", "APT::Sandbox::User=root",
		"-o", "APT::Update::Error-Mode=any", "update", NULL };
	g_autoptr(GError) failure = NULL;

	if (lists_are_fresh(apt->directory))
		return true;
	if (command_run(argv, NULL, LISTS_LIMIT_SECONDS, NULL, &failure))
		return write_file(apt->directory, "updated", "", error);
	apt->trouble = first_complaint(failure->message);
	return true;
}

bool apt_open(struct apt *apt, const char *cache_dir, const char *suite,
	      const char *arch, GError **error)
{
	static const char *const folders[] = { "lists/partial", "state",
		"cache/archives/partial" };
	g_autofree char *name = g_strdup_printf("%s-%s", suite, arch);
	g_autofree char *native = NULL, *sources = NULL, *config = NULL;

	apt->directory = NULL;
	apt->config = NULL;
	apt->trouble = NULL;
	if (!command_have("apt-get", "apt", error) ||
	    !(native = apt_native_arch(error)) ||
	    !(sources = sources_text(suite, error)))
		return false;
	apt->directory = g_build_filename(cache_dir, "apt", name, NULL);
	apt->config = g_build_filename(apt->directory, "apt.conf", NULL);
	for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = g_build_filename(apt->directory,
							 folders[i], NULL);

		g_mkdir_with_parents(path, 0755);
	}
	config = config_text(apt->directory, native, arch);
	if (write_file(apt->directory, "sources.list", sources, error) &&
	    write_file(apt->directory, "apt.conf", config, error) &&
	    update_lists(apt, error))
		return true;
	apt_close(apt);
	return false;
}

void apt_close(struct apt *apt)
{
	g_clear_pointer(&apt->directory, g_free);
	g_clear_pointer(&apt->config, g_free);
	g_clear_pointer(&apt->trouble, g_free);
}

char *apt_newest(const struct apt *apt, const char *regex, GError **error)
{
	const char *const argv[] = { "apt-cache", "-c", apt->config,
		"pkgnames", NULL };
	g_autofree char *output = NULL, *whole = NULL;
	g_auto(GStrv) names = NULL;
	g_autoptr(GRegex) pattern = NULL;
	const char *newest = NULL;

	whole = g_strdup_printf("^(?:%s)$", regex);
	pattern = g_regex_new(whole, 0, 0, error);
	if (!pattern ||
	    !command_run(argv, NULL, QUERY_LIMIT_SECONDS, &output, error))
		return NULL;
	names = g_strsplit(output, "\n", -1);
	for (char **name = names; *name; name++)
		if (g_regex_match(pattern, *name, 0, NULL) &&
		    (!newest || strverscmp(*name, newest) > 0))
			newest = *name;
	if (!newest)
		g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
			    "not in the Debian archive%s%s%s",
			    apt->trouble ? " as far as it is known here (" : "",
			    apt->trouble ? apt->trouble : "",
			    apt->trouble ? ")" : "");
	return g_strdup(newest);
}

char **apt_depends(const struct apt *apt, const char *package, const char *arch,
		   GError **error)
{
	g_autofree char *qualified = g_strdup_printf("%s:%s", package, arch);
	const char *const argv[] = { "apt-cache", "-c", apt->config, "depends",
		"--important", qualified, NULL };
	g_autofree char *output = NULL;
	g_auto(GStrv) lines = NULL;
	GPtrArray *names;

	if (!command_run(argv, NULL, QUERY_LIMIT_SECONDS, &output, error))
		return NULL;
	names = g_ptr_array_new();
	lines = g_strsplit(output, "\n", -1);
	for (char **line = lines; *line; line++) {
		const char *name = strstr(*line, "Depends: ");

		if (!name)
			continue;
		/* "<NAME:ARCH>" if only another architecture has it */
		name += strlen("Depends: ");
		name += *name == '<';
		g_ptr_array_add(names, g_strndup(name, strcspn(name, ":>")));
	}
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(names, FALSE);
}

static bool unpack_file(const char *folder, const char *root, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *name;

	if (!dir)
		return false;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		const char *const argv[] = { "dpkg", "-x", path, root, NULL };
		bool ok;

		if (!g_str_has_suffix(name, ".deb"))
			continue;
		ok = command_run(argv, NULL, DOWNLOAD_LIMIT_SECONDS, NULL,
				 error);
		g_unlink(path);
		return ok;
	}
	g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
		    "apt-get download left nothing in %s", folder);
	return false;
}

bool apt_unpack(const struct apt *apt, const char *name, const char *arch,
		const char *root, GError **error)
{
	g_autofree char *qualified = g_strdup_printf("%s:%s", name, arch);
	const char *const argv[] = { "apt-get", "-c", apt->config, "-qq",
		"-o", "APT::Sandbox::User=root", "download", qualified, NULL };
	g_autofree char *folder = g_build_filename(apt->directory,
						   "download-XXXXXX", NULL);
	bool ok;

	if (!g_mkdtemp(folder)) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "cannot make a folder in %s", apt->directory);
		return false;
	}
	g_mkdir_with_parents(root, 0755);
	ok = command_run(argv, folder, DOWNLOAD_LIMIT_SECONDS, NULL, error) &&
	     unpack_file(folder, root, error);
	g_rmdir(folder);
	return ok;
}
