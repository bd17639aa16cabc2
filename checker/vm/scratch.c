// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "vm/command.h"
#include "vm/scratch.h"

/* A compiler that was interrupted may still be writing: once more then. */
static const char remove_at_end[] =
	"cat >/dev/null; rm -rf -- \"$1\" 2>/dev/null ||"
	" { sleep 1; rm -rf -- \"$1\"; }";

/* Out of reach of the terminal's interrupt, which is meant for us. */
static void leave_group(gpointer data)
{
	(void)data;
	setpgid(0, 0);
}

static GSubprocess *keeper_start(const char *path, GError **error)
{
	const char *const argv[] = { "sh", "-c", remove_at_end, "sh", path,
		NULL };
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE);

	g_subprocess_launcher_set_child_setup(launcher, leave_group, NULL,
					      NULL);
	return g_subprocess_launcher_spawnv(launcher, argv, error);
}

struct scratch *scratch_new(const char *folder, const char *name,
			    GError **error)
{
	struct scratch *scratch = g_new0(struct scratch, 1);

	scratch->path = g_strdup_printf("%s/%s-XXXXXX", folder, name);
	if (!g_mkdtemp(scratch->path)) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "cannot make a folder in %s: %s", folder,
			    g_strerror(errno));
	} else {
		scratch->keeper = keeper_start(scratch->path, error);
		if (scratch->keeper)
			return scratch;
		g_rmdir(scratch->path);
	}
	g_free(scratch->path);
	g_free(scratch);
	return NULL;
}

void scratch_free(struct scratch *scratch)
{
	if (!scratch)
		return;
	g_output_stream_close(g_subprocess_get_stdin_pipe(scratch->keeper),
			      NULL, NULL);
	g_subprocess_wait(scratch->keeper, NULL, NULL);
	g_object_unref(scratch->keeper);
	g_free(scratch->path);
	g_free(scratch);
}
