// SPDX-License-Identifier: GPL-2.0-only
/* A module's folder with all its fixes applied, on a real kernel. */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vm/command.h"
#include "vm/modules.h"
#include "vm/rewrite.h"
#include "vm/vm.h"

#define COPY_LIMIT_SECONDS 60

static bool is_offered(const struct finding *finding)
{
	return finding->fix.status == FIX_OFFERED && finding->fix.edits &&
	       finding->fix.edits->len > 0;
}

static bool same_edit(const struct edit *a, const struct edit *b)
{
	return a->begin == b->begin && a->end == b->end &&
	       g_str_equal(a->place.file, b->place.file);
}

/* Two findings may need the same free rewritten: once. */
static void collect_edits(const struct run_report *run, GPtrArray *edits)
{
	for (guint i = 0; i < run->findings->len; i++) {
		const struct finding *finding = run->findings->pdata[i];

		for (guint j = 0; is_offered(finding) &&
				  j < finding->fix.edits->len; j++) {
			struct edit *edit = finding->fix.edits->pdata[j];
			bool known = false;

			for (guint k = 0; k < edits->len; k++)
				known |= same_edit(edit, edits->pdata[k]);
			if (!known)
				g_ptr_array_add(edits, edit);
		}
	}
}

/* Last in a file first, so that offsets stay true. */
static int edit_order(gconstpointer a, gconstpointer b)
{
	const struct edit *first = *(struct edit *const *)a;
	const struct edit *second = *(struct edit *const *)b;

	return first->begin < second->begin ? 1 : first->begin > second->begin ?
	       -1 : 0;
}

/* path's place in the copy; NULL if it is not below module_dir. */
static char *copied_path(const char *file, const char *module_dir,
			 const char *copy)
{
	g_autofree char *from = realpath(module_dir, NULL);
	g_autofree char *path = realpath(file, NULL);
	gsize length = from ? strlen(from) : 0;

	if (!path || !from || !g_str_has_prefix(path, from) ||
	    path[length] != '/')
		return NULL;
	return g_build_filename(copy, path + length + 1, NULL);
}

static bool apply(const struct edit *edit, const char *module_dir,
		  const char *copy, GError **error)
{
	g_autofree char *path = copied_path(edit->place.file, module_dir, copy);
	g_autofree char *text = NULL;
	g_autoptr(GString) result = NULL;
	gsize length, size = edit->end - edit->begin;

	if (!path) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "%s is outside the module", edit->place.file);
		return false;
	}
	if (!g_file_get_contents(path, &text, &length, error))
		return false;
	if (edit->end > length || edit->end < edit->begin ||
	    strlen(edit->old) != size ||
	    memcmp(text + edit->begin, edit->old, size) != 0) {
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
			    "%s:%u does not read as it was analysed",
			    edit->place.file, edit->place.line);
		return false;
	}
	result = g_string_new_len(text, length);
	g_string_erase(result, edit->begin, size);
	g_string_insert(result, edit->begin, edit->new);
	return g_file_set_contents(path, result->str, result->len, error);
}

static bool copy_and_apply(const GPtrArray *edits, const char *module_dir,
			   const char *copy, GError **error)
{
	const char *const argv[] = { "cp", "-rL", "--", module_dir, copy,
		NULL };

	if (!command_run(argv, NULL, COPY_LIMIT_SECONDS, NULL, error))
		return false;
	for (guint i = 0; i < edits->len; i++)
		if (!apply(edits->pdata[i], module_dir, copy, error))
			return false;
	return true;
}

/* --- the modules of the copy --------------------------------------------- */

struct rewritten {
	char *objects;			/* what it is linked from */
	struct vm_module *module;
};

static void rewritten_free(gpointer data)
{
	struct rewritten *rewritten = data;

	g_free(rewritten->objects);
	vm_module_free(rewritten->module);
	g_free(rewritten);
}

/* Every .ko below folder. */
static void each_module(const char *folder, void (*act)(const char *, void *),
			void *data)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			each_module(path, act, data);
		else if (g_str_has_suffix(name, ".ko"))
			act(path, data);
	}
}

/* What others built before is not ours to load. */
static void remove_module(const char *path, void *data)
{
	(void)data;
	remove(path);
}

/* Kbuild leaves the names of a module's objects in MODULE.mod. */
static void add_module(const char *path, void *data)
{
	struct rewritten *rewritten = g_new0(struct rewritten, 1);
	g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".ko"));
	g_autofree char *list = g_strconcat(stem, ".mod", NULL);

	g_file_get_contents(list, &rewritten->objects, NULL, NULL);
	if (!rewritten->objects)
		rewritten->objects = g_strconcat(stem, ".o", NULL);
	rewritten->module = vm_module_new(path, NULL, false);
	g_ptr_array_add(data, rewritten);
}

static bool has_object_of(const struct rewritten *rewritten, const char *source)
{
	g_autofree char *file = g_path_get_basename(source);
	g_autofree char *regex = NULL;

	if (!g_str_has_suffix(file, ".c"))
		return false;
	file[strlen(file) - strlen(".c")] = '\0';
	regex = g_strdup_printf("(^|[/\\s])\\Q%s\\E\\.o", file);
	return g_regex_match_simple(regex, rewritten->objects, 0, 0);
}

static bool has_edit_of(const struct rewritten *rewritten,
			const GPtrArray *edits)
{
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = edits->pdata[i];

		if (has_object_of(rewritten, edit->place.file))
			return true;
	}
	return false;
}

/* --- what came of it ------------------------------------------------------ */

/* ", opens /dev/x", or how that failed. */
static void describe_opens(const struct vm_module *module, GString *text)
{
	static const char open[] = "# open ";

	for (guint i = 0; i < module->lines->len; i++) {
		const char *line = module->lines->pdata[i];
		g_auto(GStrv) parts = NULL;

		if (!g_str_has_prefix(line, open))
			continue;
		parts = g_strsplit(line + strlen(open), ": ", 2);
		if (g_strcmp0(parts[1], "done") == 0)
			g_string_append_printf(text, ", opens %s", parts[0]);
		else
			g_string_append_printf(text, ", cannot open %s (%s)",
					       parts[0], parts[1]);
	}
}

static void describe(const struct vm_module *module, GString *text)
{
	const char *noise = vm_module_noise(module);

	g_string_append_printf(text, "; rewritten, %s ", module->name);
	if (module->outcome != VM_PASSED)
		g_string_append_printf(text, "builds but %s",
				       module->reason ? module->reason :
				       vm_outcome_name(module->outcome));
	else
		g_string_append(text, "builds, loads");
	if (module->outcome != VM_PASSED)
		return;
	describe_opens(module, text);
	if (noise)
		g_string_append_printf(text, " but logs: %s", noise);
	else
		g_string_append(text, " and unloads with a silent log");
}

/* What the compiler says, with paths as they are in the module's folder. */
static bool build_copy(const struct vm_kernel *kernel, const char *copy,
		       GError **error)
{
	g_autofree char *prefix = g_strconcat(copy, "/", NULL);
	g_autoptr(GError) failure = NULL;
	g_autoptr(GString) text = NULL;

	if (module_build(kernel, copy, false, NULL, &failure))
		return true;
	text = g_string_new(failure->message);
	g_string_replace(text, prefix, "", 0);
	g_set_error_literal(error, failure->domain, failure->code, text->str);
	return false;
}

static bool try_rewritten(const GPtrArray *edits,
			  const struct vm_kernel *kernel,
			  const char *module_dir, const char *work_dir,
			  GPtrArray *all, GError **error)
{
	g_autofree char *copy = g_build_filename(work_dir, "rewritten", NULL);
	g_autofree char *boot = g_build_filename(work_dir, "rewritten-boot",
						 NULL);
	const struct vm_options options = { .work_dir = boot };
	g_autoptr(GPtrArray) modules = g_ptr_array_new();

	if (!copy_and_apply(edits, module_dir, copy, error))
		return false;
	each_module(copy, remove_module, NULL);
	if (!build_copy(kernel, copy, error))
		return false;
	each_module(copy, add_module, all);
	for (guint i = 0; i < all->len; i++) {
		const struct rewritten *rewritten = all->pdata[i];

		if (has_edit_of(rewritten, edits))
			g_ptr_array_add(modules, rewritten->module);
	}
	return vm_run(kernel, modules, &options, error);
}

static void append_result(struct finding *finding, const char *text)
{
	char *result = g_strconcat(finding->verified->result, text, NULL);

	g_free(finding->verified->result);
	finding->verified->result = result;
}

/* To each finding what became of the modules that its own edits are in. */
static void append_results(struct finding *finding, const GPtrArray *all,
			   const GError *failure)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!is_offered(finding) || !finding->verified)
		return;
	if (failure) {
		g_autofree char *why = command_first_error(failure->message);

		g_string_append_printf(text, "; rewritten: not verified: %s",
				       why);
	}
	for (guint i = 0; !failure && i < all->len; i++) {
		const struct rewritten *rewritten = all->pdata[i];

		if (has_edit_of(rewritten, finding->fix.edits))
			describe(rewritten->module, text);
	}
	append_result(finding, text->str);
}

void rewrite_verify(struct run_report *run, const struct vm_kernel *kernel,
		    const char *module_dir, const char *work_dir)
{
	g_autoptr(GPtrArray) edits = g_ptr_array_new();
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func(rewritten_free);
	g_autoptr(GError) error = NULL;

	collect_edits(run, edits);
	if (edits->len == 0)
		return;
	g_ptr_array_sort(edits, edit_order);
	try_rewritten(edits, kernel, module_dir, work_dir, all, &error);
	for (guint i = 0; i < run->findings->len; i++)
		append_results(run->findings->pdata[i], all, error);
}
