// SPDX-License-Identifier: GPL-2.0-only
/* Running one tool under a time limit. */
#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "vm/command.h"

#define LAST_WORDS_BYTES 1500

G_DEFINE_QUARK(kmcheck-vm-error-quark, vm_error)

struct watch {
	GMainLoop *loop;
	GBytes *output;
	GError *error;
	GSubprocess *process;
	bool late;
};

static void on_done(GObject *source, GAsyncResult *result, gpointer data)
{
	struct watch *watch = data;

	g_subprocess_communicate_finish(G_SUBPROCESS(source), result,
					&watch->output, NULL, &watch->error);
	g_main_loop_quit(watch->loop);
}

void command_die_with_us(gpointer data)
{
	(void)data;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* The tool leads a group, so that what it started ends with it. */
static void lead_group(gpointer data)
{
	setpgid(0, 0);
	command_die_with_us(data);
}

static gboolean on_late(gpointer data)
{
	struct watch *watch = data;
	const char *id = g_subprocess_get_identifier(watch->process);

	watch->late = true;
	if (id)
		kill(-(pid_t)g_ascii_strtoll(id, NULL, 10), SIGKILL);
	return G_SOURCE_REMOVE;
}

static void watch_run(struct watch *watch, guint limit_seconds)
{
	GMainContext *context = g_main_context_new();
	GSource *timer = g_timeout_source_new_seconds(limit_seconds);

	g_main_context_push_thread_default(context);
	watch->loop = g_main_loop_new(context, FALSE);
	g_source_set_callback(timer, on_late, watch, NULL);
	g_source_attach(timer, context);
	g_subprocess_communicate_async(watch->process, NULL, NULL, on_done,
				       watch);
	g_main_loop_run(watch->loop);
	g_source_destroy(timer);
	g_source_unref(timer);
	g_main_loop_unref(watch->loop);
	g_main_context_pop_thread_default(context);
	g_main_context_unref(context);
}

static const char *last_words(const char *text)
{
	gsize length = strlen(text);

	return length > LAST_WORDS_BYTES ? text + length - LAST_WORDS_BYTES :
					   text;
}

static bool judge(const struct watch *watch, const char *program,
		  guint limit_seconds, const char *text, GError **error)
{
	if (watch->late) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "%s took longer than %u seconds", program,
			    limit_seconds);
		return false;
	}
	if (g_subprocess_get_if_exited(watch->process) &&
	    g_subprocess_get_exit_status(watch->process) == 0)
		return true;
	g_set_error(error, VM_ERROR, VM_ERROR_COMMAND, "%s failed: %s",
		    program, last_words(text));
	return false;
}

bool command_run(const char *const *argv, const char *directory,
		 guint limit_seconds, char **output, GError **error)
{
	g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
		G_SUBPROCESS_FLAGS_STDOUT_PIPE |
		G_SUBPROCESS_FLAGS_STDERR_MERGE);
	struct watch watch = { 0 };
	g_autofree char *text = NULL;
	bool ok;

	g_subprocess_launcher_set_child_setup(launcher, lead_group, NULL, NULL);
	if (directory)
		g_subprocess_launcher_set_cwd(launcher, directory);
	/* Messages are read by programs; make must not see our own make. */
	g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
	g_subprocess_launcher_unsetenv(launcher, "MAKEFLAGS");
	g_subprocess_launcher_unsetenv(launcher, "MAKELEVEL");
	watch.process = g_subprocess_launcher_spawnv(launcher, argv, error);
	if (!watch.process)
		return false;
	watch_run(&watch, limit_seconds);
	if (watch.output)
		text = g_strndup(g_bytes_get_data(watch.output, NULL),
				 g_bytes_get_size(watch.output));
	ok = judge(&watch, argv[0], limit_seconds, text ? text : "", error);
	if (output)
		*output = text ? g_steal_pointer(&text) : g_strdup("");
	g_clear_pointer(&watch.output, g_bytes_unref);
	g_clear_error(&watch.error);
	g_object_unref(watch.process);
	return ok;
}

char *command_first_error(const char *message)
{
	const char *start = strstr(message, "error: ");

	while (start && start > message && start[-1] != '\n')
		start--;
	if (!start)
		start = message;
	return g_strndup(start, strcspn(start, "\n"));
}

bool command_have(const char *program, const char *package, GError **error)
{
	g_autofree char *path = g_find_program_in_path(program);

	if (path)
		return true;
	g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
		    "%s is missing (Debian package %s)", program, package);
	return false;
}
