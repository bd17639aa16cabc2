// SPDX-License-Identifier: GPL-2.0-only
/* Boots, until every module has its outcome. */
#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "vm/command.h"
#include "vm/initramfs.h"
#include "vm/modules.h"
#include "vm/vm.h"

#define BOOT_LIMIT_SECONDS 120
#define MODULE_LIMIT_SECONDS 60
#define PROBE_LIMIT_SECONDS 10
/* Of a console's end: enough for a panic and its oops. */
#define CONSOLE_TAIL_BYTES (64 * 1024)
#define MAX_LINES 4000

/* What one boot has said so far. */
struct session {
	GPtrArray *modules;
	guint first;			/* module that the guest calls 1 */
	guint end;			/* after the last of this boot */
	struct vm_module *current;	/* loaded now, or NULL */
	guint settled;			/* modules with an outcome, this boot */
	bool is_up, is_over, is_late;
};

static void settle(struct session *session, enum vm_outcome outcome,
		   const char *reason)
{
	struct vm_module *module = session->current;

	module->outcome = outcome;
	g_free(module->reason);
	module->reason = g_strdup(reason);
	session->current = NULL;
	session->settled++;
}

/* "not ok 3 - name # why" */
static void settle_failed(struct session *session, const char *line)
{
	const char *why = strstr(line, " # ");

	why = why ? why + 3 : line;
	settle(session, g_str_has_prefix(why, "flooded") ? VM_FLOOD : VM_FAILED,
	       why);
}

static void hear(struct session *session, const char *line)
{
	struct vm_module *module = session->current;
	guint64 number;

	if (g_str_has_prefix(line, "KTAP version")) {
		session->is_up = true;
	} else if (g_str_has_prefix(line, "# start ")) {
		number = g_ascii_strtoull(line + strlen("# start "), NULL, 10);
		if (number > 0 &&
		    session->first + number - 1 < session->end)
			session->current = session->modules->pdata[
				session->first + number - 1];
	} else if (g_str_has_prefix(line, "# end")) {
		session->is_over = true;
	} else if (!module) {
		return;
	} else if (g_str_has_prefix(line, "    ")) {
		if (module->lines->len < MAX_LINES)
			g_ptr_array_add(module->lines,
					g_utf8_make_valid(line + 4, -1));
	} else if (g_str_has_prefix(line, "ok ")) {
		settle(session, VM_PASSED, NULL);
	} else if (g_str_has_prefix(line, "not ok ")) {
		settle_failed(session, line);
	}
}

/* --- one boot ---------------------------------------------------------- */

static void hear_lines(struct session *session, GString *text)
{
	char *end;

	while (!session->is_over && (end = strchr(text->str, '\n'))) {
		*end = '\0';
		g_strchomp(text->str);
		hear(session, text->str);
		g_string_erase(text, 0, end - text->str + 1);
	}
}

/* Read the port until the guest is over, gone, or late. The limit starts anew
 * with each module, not with each line: a flood is no sign of life. */
static void listen(struct session *session, int fd,
		   const struct vm_options *options)
{
	g_autoptr(GString) text = g_string_new(NULL);
	gint64 limit = options->boot_limit_seconds;
	gint64 since = g_get_monotonic_time();
	const struct vm_module *before = NULL;

	while (!session->is_over) {
		struct pollfd port = { .fd = fd, .events = POLLIN };
		gint64 left = since + limit * G_USEC_PER_SEC -
			      g_get_monotonic_time();
		char buffer[4096];
		ssize_t length;

		session->is_late = left <= 0;
		if (session->is_late)
			return;
		if (poll(&port, 1, (int)(left / 1000 + 1)) <= 0)
			continue;
		length = read(fd, buffer, sizeof(buffer));
		if (length == 0 || (length < 0 && errno != EINTR))
			return;
		g_string_append_len(text, buffer, MAX(length, 0));
		hear_lines(session, text);
		if (session->is_up && session->current != before) {
			before = session->current;
			limit = options->module_limit_seconds;
			since = g_get_monotonic_time();
		}
	}
}

static bool boot(struct session *session, const struct vm_kernel *kernel,
		 const struct vm_options *options, GError **error)
{
	const struct qemu_boot qemu = {
		.arch = kernel->arch,
		.image = kernel->image,
		/* relative to the work folder, where a comma in a path cannot
		 * be taken for an option's end */
		.initramfs = "initramfs",
		.console_log = "console.log",
		.kernel_parameters = options->kernel_parameters,
		.use_kvm = options->use_kvm,
	};
	g_auto(GStrv) argv = qemu_command(&qemu);
	g_autofree char *log = g_build_filename(options->work_dir, "qemu.log",
						NULL);
	g_autoptr(GSubprocessLauncher) launcher =
		g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDOUT_PIPE);
	g_autoptr(GSubprocess) process = NULL;
	GInputStream *port;

	g_subprocess_launcher_set_cwd(launcher, options->work_dir);
	g_subprocess_launcher_set_child_setup(launcher, command_die_with_us,
					      NULL, NULL);
	g_subprocess_launcher_set_stderr_file_path(launcher, log);
	process = g_subprocess_launcher_spawnv(
		launcher, (const char *const *)argv, error);
	if (!process)
		return false;
	port = g_subprocess_get_stdout_pipe(process);
	listen(session, g_unix_input_stream_get_fd(G_UNIX_INPUT_STREAM(port)),
	       options);
	g_subprocess_force_exit(process);
	g_subprocess_wait(process, NULL, NULL);
	return true;
}

/* --- what the guest gets ----------------------------------------------- */

static bool add_support(struct initramfs *fs, const struct vm_kernel *kernel,
			GHashTable *index, GError **error)
{
	g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_bytes_unref);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (const char *const *name = kernel->arch->support; *name; name++) {
		const char *path = g_hash_table_lookup(index, *name);
		GBytes *image;

		if (!path)
			continue;
		image = module_read(path, error);
		if (!image ||
		    !module_closure(index, image, images, names, error)) {
			g_clear_pointer(&image, g_bytes_unref);
			return false;
		}
		g_ptr_array_add(images, image);
		g_ptr_array_add(names, g_strdup(*name));
	}
	for (guint i = 0; i < images->len; i++) {
		g_autofree char *name = g_strdup_printf("support/%u.ko", i);
		gsize size;
		gconstpointer data = g_bytes_get_data(images->pdata[i], &size);

		initramfs_add(fs, name, 0644, data, size);
	}
	return true;
}

/* The session's modules, each after what it depends on. */
static bool plan_modules(GHashTable *index, const struct session *session,
			 GPtrArray *images, GString *plan, GError **error)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = session->first; i < session->end; i++) {
		const struct vm_module *module = session->modules->pdata[i];
		guint known = names->len;
		GBytes *image = module_read(module->path, error);

		if (!image ||
		    !module_closure(index, image, images, names, error)) {
			g_clear_pointer(&image, g_bytes_unref);
			return false;
		}
		for (; known < names->len; known++)
			g_string_append_printf(plan, "d\t%s\t\n",
					       (char *)names->pdata[known]);
		g_string_append_printf(plan, "t\t%s\t%s\n", module->name,
				       module->parameters);
		g_ptr_array_add(images, image);
	}
	return true;
}

static bool add_modules(struct initramfs *fs, GHashTable *index,
			const struct session *session, GError **error)
{
	g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func(
		(GDestroyNotify)g_bytes_unref);
	g_autoptr(GString) plan = g_string_new(NULL);

	if (!plan_modules(index, session, images, plan, error))
		return false;
	for (guint i = 0; i < images->len; i++) {
		g_autofree char *name = g_strdup_printf("modules/%u.ko", i);
		gsize size;
		gconstpointer data = g_bytes_get_data(images->pdata[i], &size);

		initramfs_add(fs, name, 0644, data, size);
	}
	initramfs_add(fs, "plan", 0644, plan->str, plan->len);
	return true;
}

static bool add_init(struct initramfs *fs, const char *work_dir, GError **error)
{
	g_autofree char *path = g_build_filename(work_dir, "init", NULL);
	g_autofree char *init = NULL;
	gsize length;

	if (!g_file_get_contents(path, &init, &length, error))
		return false;
	initramfs_add(fs, "init", 0755, init, length);
	return true;
}

static bool write_initramfs(const struct vm_kernel *kernel, GHashTable *index,
			    const struct session *session,
			    const char *work_dir, GError **error)
{
	static const char *const folders[] = { "dev", "proc", "sys", "support",
		"modules" };
	g_autofree char *path = g_build_filename(work_dir, "initramfs", NULL);
	struct initramfs *fs = initramfs_new(path, error);
	bool ok;

	if (!fs)
		return false;
	for (guint i = 0; i < G_N_ELEMENTS(folders); i++)
		initramfs_add_folder(fs, folders[i]);
	initramfs_add_console(fs);
	ok = add_init(fs, work_dir, error) &&
	     add_support(fs, kernel, index, error) &&
	     add_modules(fs, index, session, error);
	return initramfs_close(fs, ok ? error : NULL) && ok;
}

/* --- what became of a module that never ended -------------------------- */

static char *console_tail(const char *work_dir)
{
	g_autofree char *path = g_build_filename(work_dir, "console.log", NULL);
	g_autofree char *text = NULL;
	gsize length;

	if (!g_file_get_contents(path, &text, &length, NULL))
		return g_strdup("");
	return g_utf8_make_valid(text + (length > CONSOLE_TAIL_BYTES ?
					 length - CONSOLE_TAIL_BYTES : 0), -1);
}

/* The line of text in which any of words first stands, from its last time stamp
 * on (a console may lack a line break); NULL if none does. The caller frees
 * it. */
static char *line_with(const char *text, const char *const *words)
{
	const char *first = NULL, *start;

	for (; *words; words++) {
		const char *found = strstr(text, *words);

		if (found && (!first || found < first))
			first = found;
	}
	if (!first)
		return NULL;
	for (start = first; start > text && start[-1] != '\n'; start--)
		if (start - text >= 2 && start[-2] == ']' && start[-1] == ' ')
			break;
	return g_strchomp(g_strndup(start, strcspn(start, "\n")));
}

/* The next boot writes another one. */
static void keep_console(const struct vm_module *module, const char *work_dir)
{
	g_autofree char *from = g_build_filename(work_dir, "console.log", NULL);
	g_autofree char *to = g_strdup_printf("%s/console-%s.log", work_dir,
					      module->name);

	g_rename(from, to);
}

static void settle_lost(struct session *session, const char *work_dir,
			guint limit_seconds)
{
	static const char *const oops[] = { "BUG: ", "Oops", "Unable to handle",
		"kernel BUG at", "general protection fault", "Kernel attempted",
		"[#1]",		/* every architecture's die() */
		NULL };
	static const char *const panic[] = { "Kernel panic", NULL };
	const struct vm_module *lost = session->current;
	g_autofree char *console = console_tail(work_dir);
	g_autofree char *line = line_with(console, oops);
	g_autofree char *why = line_with(console, panic);
	g_autofree char *late = g_strdup_printf("no end after %u seconds",
						limit_seconds);

	if (line)
		settle(session, VM_OOPS, line);
	else if (why)
		settle(session, VM_PANIC, why);
	else if (session->is_late)
		settle(session, VM_HANG, late);
	else
		settle(session, VM_PANIC, "the machine stopped");
	keep_console(lost, work_dir);
}

/* --- all boots --------------------------------------------------------- */

/* A module that passed as far as loading goes may still have said that it
 * failed, or said nothing. */
static void judge_reports(struct vm_module *module)
{
	bool reported = false;

	if (module->outcome != VM_PASSED)
		return;
	for (guint i = 0; i < module->lines->len; i++) {
		const char *line = module->lines->pdata[i];

		reported |= g_str_equal(line, "# done");
		if (!g_str_has_prefix(line, "not ok "))
			continue;
		module->outcome = VM_FAILED;
		module->reason = g_strdup(line);
		return;
	}
	if (reported || !module->must_report)
		return;
	module->outcome = VM_SILENT;
	module->reason = g_strdup("never reported");
}

static void boot_error(const struct session *session, const char *work_dir,
		       GError **error)
{
	g_autofree char *console = console_tail(work_dir);
	g_autofree char *path = g_build_filename(work_dir, "qemu.log", NULL);
	g_autofree char *qemu = NULL;
	gsize length = strlen(console);

	g_file_get_contents(path, &qemu, NULL, NULL);
	g_set_error(error, VM_ERROR, VM_ERROR_BOOT,
		    "the kernel did not come up%s: %s%s",
		    session->is_late ? " in time" : "", qemu ? qemu : "",
		    console + (length > 600 ? length - 600 : 0));
}

/* Defaults filled in. */
static struct vm_options complete(const struct vm_options *options)
{
	struct vm_options full = *options;

	if (!full.boot_limit_seconds)
		full.boot_limit_seconds = BOOT_LIMIT_SECONDS;
	if (!full.module_limit_seconds)
		full.module_limit_seconds = MODULE_LIMIT_SECONDS;
	return full;
}

/* How many modules one boot takes at most. */
static guint modules_per_boot(const struct vm_kernel *kernel,
			      const struct vm_options *options)
{
	guint most = options->use_kvm ?
			     0 : kernel->arch->emulated_modules_per_boot;

	return most ? most : G_MAXUINT;
}

/* One boot for the session's modules. True if it got any further:
 * at least one has an outcome now, or there was none to try. */
static bool boot_once(struct session *session, const struct vm_kernel *kernel,
		      GHashTable *index, const struct vm_options *options,
		      GError **error)
{
	if (!write_initramfs(kernel, index, session, options->work_dir,
			     error) ||
	    !boot(session, kernel, options, error))
		return false;
	if (session->current)
		settle_lost(session, options->work_dir,
			    options->module_limit_seconds);
	if (session->settled ||
	    (session->is_over && session->modules->len == 0))
		return true;
	boot_error(session, options->work_dir, error);
	return false;
}

static bool boot_all(const struct vm_kernel *kernel, GPtrArray *modules,
		     const struct vm_options *options, GError **error)
{
	g_autoptr(GHashTable) index = module_index(kernel);
	guint most = modules_per_boot(kernel, options);
	guint first = 0;

	do {
		struct session session = {
			.modules = modules,
			.first = first,
			.end = first + MIN(most, modules->len - first),
		};

		if (!boot_once(&session, kernel, index, options, error))
			return false;
		first += session.settled;
	} while (first < modules->len);
	return true;
}

bool vm_run(const struct vm_kernel *kernel, GPtrArray *modules,
	    const struct vm_options *options, GError **error)
{
	const struct vm_options full = complete(options);
	g_autofree char *init = g_build_filename(full.work_dir, "init", NULL);
	g_autofree char *source = g_build_filename(full.work_dir, "init.c",
						   NULL);

	if (!qemu_have(kernel->arch, error))
		return false;
	g_mkdir_with_parents(full.work_dir, 0700);
	if (!vm_guest_write("init.c", full.work_dir, error) ||
	    !module_build_init(kernel->arch, source, init, error) ||
	    !boot_all(kernel, modules, &full, error))
		return false;
	for (guint i = 0; i < modules->len; i++)
		judge_reports(modules->pdata[i]);
	return true;
}

bool vm_probe_kvm(const struct vm_kernel *kernel, const char *work_dir)
{
	const struct vm_options options = {
		.work_dir = work_dir,
		.boot_limit_seconds = PROBE_LIMIT_SECONDS,
		.use_kvm = true,
	};
	g_autoptr(GPtrArray) none = g_ptr_array_new();

	return qemu_may_use_kvm(kernel->arch) &&
	       vm_run(kernel, none, &options, NULL);
}
