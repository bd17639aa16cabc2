// SPDX-License-Identifier: GPL-2.0-only
/* From marked cases to modules, and from their log to a verdict. */
#include <gio/gio.h>
#include <string.h>

#include "cases.h"
#include "vm/command.h"
#include "vm/modules.h"

/* What stands on a line of a case. */
struct answer {
	guint line;
	bool works[CASE_FORM_COUNT];
};

static const char *const forms[] = { "written", "rewritten" };

static void vm_case_free(gpointer data)
{
	struct vm_case *vm_case = data;

	g_free(vm_case->name);
	g_array_unref(vm_case->answers);
	g_free(vm_case);
}

/* --- marks --------------------------------------------------------------- */

static bool read_answer(struct vm_case *vm_case, const char *text, guint line)
{
	static const struct {
		const char *mark;
		bool works[CASE_FORM_COUNT];
	} marks[] = {
		{ "works", { true, true } },
		{ "fails", { false, false } },
		{ "fails, then works", { false, true } },
	};

	for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
		struct answer answer = { .line = line };

		if (!g_str_equal(text, marks[i].mark))
			continue;
		memcpy(answer.works, marks[i].works, sizeof(answer.works));
		g_array_append_val(vm_case->answers, answer);
		return true;
	}
	return false;
}

static bool read_log(struct vm_case *vm_case, const char *text)
{
	static const char *const words[] = { "silent", "warns", "caught" };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(text, words[i])) {
			vm_case->log = i;
			return true;
		}
	return false;
}

/* Its one mark, if the line has any. */
static bool read_line(struct vm_case *vm_case, const char *line, guint number)
{
	g_autoptr(GRegex) regex = g_regex_new(
		"/\\* (test-vm|vm): (.*?) \\*/", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autofree char *word = NULL, *text = NULL;

	if (!g_regex_match(regex, line, 0, &match))
		return true;
	word = g_match_info_fetch(match, 1);
	text = g_match_info_fetch(match, 2);
	return g_str_equal(word, "vm") ? read_answer(vm_case, text, number) :
					 read_log(vm_case, text);
}

static struct vm_case *vm_case_read(const char *folder, const char *file,
				    GError **error)
{
	g_autofree char *path = g_build_filename(folder, file, NULL);
	g_autofree char *text = NULL;
	g_auto(GStrv) lines = NULL;
	struct vm_case *vm_case;

	if (!g_file_get_contents(path, &text, NULL, error))
		return NULL;
	vm_case = g_new0(struct vm_case, 1);
	vm_case->name = g_strndup(file, strlen(file) - strlen(".c"));
	vm_case->answers = g_array_new(FALSE, FALSE, sizeof(struct answer));
	lines = g_strsplit(text, "\n", -1);
	for (guint i = 0; lines[i]; i++)
		if (!read_line(vm_case, lines[i], i + 1)) {
			g_set_error(error, VM_ERROR, VM_ERROR_COMMAND,
				    "%s:%u: no such mark", path, i + 1);
			vm_case_free(vm_case);
			return NULL;
		}
	return vm_case;
}

static GPtrArray *cases_read(const char *folder, GError **error)
{
	g_autoptr(GPtrArray) cases =
		g_ptr_array_new_with_free_func(vm_case_free);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		struct vm_case *vm_case;

		if (!g_str_has_suffix(name, ".c"))
			continue;
		vm_case = vm_case_read(folder, name, error);
		if (!vm_case)
			return NULL;
		g_ptr_array_add(cases, vm_case);
	}
	return dir ? g_steal_pointer(&cases) : NULL;
}

/* --- modules ------------------------------------------------------------- */

static bool copy_file(const char *from_dir, const char *name,
		      const char *to_dir, GError **error)
{
	g_autofree char *from = g_build_filename(from_dir, name, NULL);
	g_autofree char *to = g_build_filename(to_dir, name, NULL);
	g_autofree char *text = NULL;

	return g_file_get_contents(from, &text, NULL, error) &&
	       g_file_set_contents(to, text, -1, error);
}

static bool copy_cases(const GPtrArray *cases, const char *folder,
		       const char *directory, GError **error)
{
	g_mkdir_with_parents(directory, 0700);
	for (guint i = 0; i < cases->len; i++) {
		const struct vm_case *vm_case = cases->pdata[i];
		g_autofree char *file = g_strconcat(vm_case->name, ".c", NULL);

		if (!copy_file(folder, file, directory, error))
			return false;
	}
	return copy_file(folder, "Kbuild", directory, error);
}

static bool rewrite(const char *kmcheck, const struct vm_kernel *kernel,
		    const char *directory, GError **error)
{
	const char *const argv[] = { kmcheck, "--kdir", kernel->build, "--fix",
		"--disable", "oversize-growth", "--fail-on", "never",
		directory, NULL };

	return command_run(argv, NULL, 300, NULL, error);
}

GPtrArray *cases_build(const char *folder, const char *kmcheck,
		       const struct vm_kernel *kernel, const char *work_dir,
		       const char *km_header, GError **error)
{
	g_autoptr(GPtrArray) cases = cases_read(folder, error);
	g_autofree char *above = g_path_get_dirname(folder);
	g_autofree char *header = g_build_filename(work_dir, "km.h", NULL);
	g_autofree char *directories[CASE_FORM_COUNT] = { NULL };

	for (guint form = 0; form < CASE_FORM_COUNT; form++) {
		directories[form] = g_build_filename(work_dir, forms[form],
						     NULL);
		if (!cases || !copy_cases(cases, folder, directories[form],
					  error))
			return NULL;
	}
	/* kmcheck reads them as it does in its own tests */
	if (!copy_file(above, "km.h", work_dir, error) ||
	    !rewrite(kmcheck, kernel, directories[CASE_REWRITTEN], error) ||
	    !g_file_set_contents(header, km_header, -1, error) ||
	    !vm_guest_write("report.h", work_dir, error))
		return NULL;
	for (guint form = 0; form < CASE_FORM_COUNT; form++)
		if (!module_build(kernel, directories[form], false, NULL,
				  error))
			return NULL;
	return g_steal_pointer(&cases);
}

static bool is_harmful(const struct vm_case *vm_case, enum case_form form)
{
	return vm_case->log == CASE_CAUGHT && form == CASE_WRITTEN;
}

static void add_module(struct vm_case *vm_case, enum case_form form,
		       const char *work_dir, GPtrArray *modules)
{
	g_autofree char *path = g_strdup_printf("%s/%s/%s.ko", work_dir,
						forms[form], vm_case->name);

	vm_case->modules[form] = vm_module_new(path, NULL, false);
	g_ptr_array_add(modules, vm_case->modules[form]);
}

void cases_add(GPtrArray *cases, const char *work_dir, GPtrArray *modules)
{
	for (guint harmful = 0; harmful < 2; harmful++)
		for (guint i = 0; i < CASE_FORM_COUNT * cases->len; i++) {
			struct vm_case *vm_case =
				cases->pdata[i / CASE_FORM_COUNT];
			enum case_form form = i % CASE_FORM_COUNT;

			if (is_harmful(vm_case, form) == harmful)
				add_module(vm_case, form, work_dir, modules);
		}
}

/* --- verdicts ------------------------------------------------------------ */

/* Rewritten, nothing is left to warn of but what still fails. */
static bool is_still_failing(const struct vm_case *vm_case)
{
	for (guint i = 0; i < vm_case->answers->len; i++)
		if (!g_array_index(vm_case->answers, struct answer, i)
			     .works[CASE_REWRITTEN])
			return true;
	return false;
}

static char *judge_log(const struct vm_case *vm_case, enum case_form form,
		       const struct vm_module *module)
{
	const char *noise = vm_module_noise(module);
	bool must_warn = vm_case->log == CASE_WARNS &&
			 (form == CASE_WRITTEN || is_still_failing(vm_case));

	if (!must_warn)
		return noise ? g_strdup_printf("log: %s", noise) : NULL;
	return vm_module_warning(module) ? NULL : g_strdup("no warning");
}

static char *judge_answer(const struct answer *answer, enum case_form form,
			  const struct vm_module *module)
{
	g_autofree char *key = g_strdup_printf("line %u", answer->line);
	const char *wanted = answer->works[form] ? "works" : "fails";
	const char *got = vm_module_value(module, key);

	if (g_strcmp0(got, wanted) == 0)
		return NULL;
	return g_strdup_printf("line %u: %s, not %s", answer->line,
			       got ? got : "nothing said", wanted);
}

char *case_judge(const struct vm_case *vm_case, enum case_form form)
{
	const struct vm_module *module = vm_case->modules[form];

	if (is_harmful(vm_case, form))
		return module->reason || vm_module_warning(module) ?
			       NULL : g_strdup("nothing noticed");
	if (module->outcome != VM_PASSED)
		return g_strdup_printf("%s: %s",
				       vm_outcome_name(module->outcome),
				       module->reason ? module->reason : "");
	for (guint i = 0; i < vm_case->answers->len; i++) {
		char *wrong = judge_answer(
			&g_array_index(vm_case->answers, struct answer, i),
			form, module);

		if (wrong)
			return wrong;
	}
	return judge_log(vm_case, form, module);
}
