// SPDX-License-Identifier: GPL-2.0-only
/* One module of a run, and what its lines of the log say. */
#include <gio/gio.h>
#include <string.h>

#include "vm/command.h"
#include "vm/vm.h"

/* include/linux/kern_levels.h */
enum { LOG_LEVEL_WARNING = 4, LOG_LEVEL_DEBUG = 7 };

static const char *const outcome_names[] = {
	[VM_NOT_RUN] = "not run",
	[VM_PASSED] = "passed",
	[VM_FAILED] = "failed",
	[VM_SILENT] = "silent",
	[VM_FLOOD] = "flood",
	[VM_OOPS] = "oops",
	[VM_PANIC] = "panic",
	[VM_HANG] = "hang",
};
G_STATIC_ASSERT(G_N_ELEMENTS(outcome_names) == VM_OUTCOME_COUNT);

const char *vm_outcome_name(enum vm_outcome outcome)
{
	return outcome_names[outcome];
}

struct vm_module *vm_module_new(const char *path, const char *parameters,
				bool must_report)
{
	struct vm_module *module = g_new0(struct vm_module, 1);
	g_autofree char *file = g_path_get_basename(path);

	module->name = g_strdelimit(g_strndup(file, strcspn(file, ".")), "-",
				    '_');
	module->path = g_strdup(path);
	module->parameters = g_strdup(parameters ? parameters : "");
	module->must_report = must_report;
	module->lines = g_ptr_array_new_with_free_func(g_free);
	return module;
}

void vm_module_free(struct vm_module *module)
{
	if (!module)
		return;
	g_free(module->name);
	g_free(module->path);
	g_free(module->parameters);
	g_free(module->reason);
	g_ptr_array_unref(module->lines);
	g_free(module);
}

static bool has_any(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (strstr(line, *words))
			return true;
	return false;
}

/* The text of a line of the log, "# <4> text", no less severe than level;
 * NULL if it is another line. */
static const char *log_text(const char *line, int level)
{
	if (!g_str_has_prefix(line, "# <") || line[3] - '0' > level)
		return NULL;
	return line + strlen("# <4> ");
}

const char *vm_module_warning(const struct vm_module *module)
{
	static const char *const words[] = { "WARNING: ", "BUG: ", "BUG ",
		"Oops", "INFO: task", "general protection", "bad page",
		"Bad page", NULL };

	for (guint i = 0; i < module->lines->len; i++) {
		const char *text = log_text(module->lines->pdata[i],
					    LOG_LEVEL_DEBUG);

		if (text && has_any(text, words))
			return text;
	}
	return NULL;
}

const char *vm_module_noise(const struct vm_module *module)
{
	/* kernel/module: said of every module that is not in the tree */
	static const char *const usual[] = { "out-of-tree module taints",
		"module verification failed", "Disabling lock debugging",
		"tainting kernel", NULL };

	for (guint i = 0; i < module->lines->len; i++) {
		const char *text = log_text(module->lines->pdata[i],
					    LOG_LEVEL_WARNING);

		if (text && !has_any(text, usual))
			return text;
	}
	return NULL;
}

const char *vm_module_value(const struct vm_module *module, const char *key)
{
	gsize length = strlen(key);

	for (guint i = 0; i < module->lines->len; i++) {
		const char *line = module->lines->pdata[i];

		if (g_str_has_prefix(line, key) && line[length] == ' ')
			return line + length + 1;
	}
	return NULL;
}

/* --- the guest's files -------------------------------------------------- */

#define GUEST_PREFIX "/kmcheck/vm/"

const char *vm_guest_text(const char *name)
{
	g_autofree char *path = g_strconcat(GUEST_PREFIX, name, NULL);
	g_autoptr(GBytes) bytes = g_resources_lookup_data(
		path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

	/* Resource data is static and ends with a NUL of its own. */
	return bytes ? g_bytes_get_data(bytes, NULL) : NULL;
}

bool vm_guest_write(const char *name, const char *directory, GError **error)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);
	const char *text = vm_guest_text(name);

	if (text)
		return g_file_set_contents(path, text, -1, error);
	g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
		    "this program has no guest file %s", name);
	return false;
}
