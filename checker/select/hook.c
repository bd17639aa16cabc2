// SPDX-License-Identifier: GPL-2.0-only
/* --install-hook: a plain git pre-commit hook. */
#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "select/git.h"
#include "select/select.h"

#define HOOK_MARK "# Written by kmcheck --install-hook"

/*
 * The hook looks kmcheck up when it runs, so that an update counts, and falls
 * back to the one that installed it. A unit that cannot be analysed (3) does
 * not stop a commit: it was said on stderr. Git runs it where the work tree
 * begins, which is what `paths` (quoted for the shell) are relative to.
 */
static char *hook_text(const char *paths)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *quoted = g_shell_quote(self ?: "kmcheck");

	return g_strdup_printf(
		"#!/bin/sh\n"
		HOOK_MARK "; remove this file to be rid of it.\n"
		"kmcheck=$(command -v kmcheck) || kmcheck=%s\n"
		"\"$kmcheck\" --staged%s\n"
		"status=$?\n"
		"if [ $status -eq 1 ]; then\n"
		"\techo 'Commit stopped by kmcheck"
		" (git commit --no-verify skips it).' >&2\n"
		"fi\n"
		"[ $status -eq 0 ] || [ $status -eq 3 ]\n", quoted, paths);
}

/* " 'drivers/net' 'fs'", each from the work tree's root; NULL and error if one
 * is elsewhere. */
static char *checked_paths(const char *directory, const char *const *checked,
			   GError **error)
{
	g_autofree char *root = git_toplevel(directory, error);
	g_autoptr(GString) text = g_string_new(NULL);

	if (!root)
		return NULL;
	for (; checked && *checked; checked++) {
		g_autofree char *real = realpath(*checked, NULL);
		gsize length = strlen(root);
		g_autofree char *quoted = NULL;

		if (!real || strncmp(real, root, length) ||
		    (real[length] && real[length] != '/')) {
			g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
				    "--install-hook: %s is not in %s", *checked,
				    root);
			return NULL;
		}
		quoted = g_shell_quote(real[length] ? real + length + 1 : ".");
		g_string_append_printf(text, " %s", quoted);
	}
	return g_strdup(text->str);
}

/* Where hooks are, made absolute: git prints it relative to directory. */
static char *hooks_folder(const char *directory, GError **error)
{
	static const char *const args[] = {
		"rev-parse", "--git-path", "hooks", NULL,
	};
	g_autofree char *path = git_output(directory, args, NULL, error);
	g_autofree char *base = NULL;

	if (!path)
		return NULL;
	base = g_canonicalize_filename(directory, NULL);
	return g_canonicalize_filename(g_strchomp(path), base);
}

static bool is_free(const char *path, GError **error)
{
	g_autofree char *text = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	if (!g_file_get_contents(path, &text, NULL, error))
		return false;
	if (strstr(text, HOOK_MARK))
		return true;
	g_set_error(error, SELECT_ERROR, SELECT_ERROR_USAGE,
		    "%s is there already and not kmcheck's: add the line "
		    "'kmcheck --staged' to it", path);
	return false;
}

bool select_install_hook(const char *directory, const char *const *checked,
			 char **path, GError **error)
{
	g_autofree char *folder = hooks_folder(directory, error);
	g_autofree char *hook = NULL, *text = NULL, *paths = NULL;

	if (!folder || !(paths = checked_paths(directory, checked, error)))
		return false;
	hook = g_build_filename(folder, "pre-commit", NULL);
	if (!is_free(hook, error))
		return false;
	if (g_mkdir_with_parents(folder, 0777)) {
		g_set_error(error, SELECT_ERROR, SELECT_ERROR_ENVIRONMENT,
			    "%s: %s", folder, g_strerror(errno));
		return false;
	}
	text = hook_text(paths);
	if (!g_file_set_contents_full(hook, text, -1,
				      G_FILE_SET_CONTENTS_CONSISTENT, 0777,
				      error))
		return false;
	if (path)
		*path = g_steal_pointer(&hook);
	return true;
}
