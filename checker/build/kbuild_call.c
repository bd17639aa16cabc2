// SPDX-License-Identifier: GPL-2.0-only
#include "build/kbuild_call.h"

#include <stdlib.h>
#include <string.h>

#include "build/call_record.h"
#include "build/dkms.h"
#include "build/folder.h"
#include "build/recipe.h"
#include "build/target.h"

/* Makefiles that call makefiles that call Kbuild. */
#define CALL_DEPTH 3

/* Variables that say where and for what Kbuild works, or with which tools. */
static const char *const own_variables[] = {
	"M", "MO", "O", "C", "V", "W", "ARCH", "SUBARCH", "CROSS_COMPILE",
	"CHECK", "CF", "CC", "LD", "AR", "LLVM", "HOSTCC", "MAKE", "SHELL",
	"SUBDIRS", "KBUILD_EXTMOD", "KBUILD_OUTPUT", "KBUILD_VERBOSE",
};

/* How make and shells tell each other of themselves. */
static const char *const process_variables[] = {
	"MAKE", "MAKELEVEL", "MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES",
	"MAKEFILES", "MAKE_TERMOUT", "MAKE_TERMERR", "GNUMAKEFLAGS", "PWD",
	"OLDPWD", "SHLVL", "SHELL", "_", "LC_ALL", "KERNELRELEASE",
};

static const char *const folder_variables[] = { "M", "KBUILD_EXTMOD",
						"SUBDIRS" };

/* What is asked of one makefile. */
struct question {
	const struct view *view;
	const struct kernel *kernel;
	const char *folder;	/* the makefile's, in the view */
	char **arguments;	/* goals and variables */
	char **environment;
	guint depth;
};

static void ask(const struct question *question, GPtrArray *calls);

void kbuild_call_free(struct kbuild_call *call)
{
	if (!call)
		return;
	g_free(call->folder);
	g_strfreev(call->variables);
	g_strfreev(call->environment);
	g_free(call);
}

static char *pwd_variable(const char *folder)
{
	return g_strconcat("PWD=", folder, NULL);
}

struct kbuild_call *kbuild_call_plain(const struct view *view)
{
	struct kbuild_call *call = g_new0(struct kbuild_call, 1);

	call->folder = g_strdup(view->path);
	call->variables = g_new0(char *, 1);
	call->environment = g_new0(char *, 2);
	call->environment[0] = pwd_variable(view->path);
	return call;
}

static bool names_variable(const char *word, const char *name)
{
	gsize n = strlen(name);

	return !strncmp(word, name, n) && word[n] == '=';
}

static bool is_one_of(const char *word, const char *const *names, guint n)
{
	for (guint i = 0; i < n; i++)
		if (names_variable(word, names[i]))
			return true;
	return false;
}

static bool is_assignment(const char *word)
{
	gsize n = strspn(word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-");

	return n && word[n] == '=';
}

bool calls_kbuild(const char *makefile_text)
{
	for (guint i = 0; i < G_N_ELEMENTS(folder_variables); i++) {
		g_autofree char *word =
			g_strconcat(folder_variables[i], "=", NULL);
		const char *at = makefile_text;

		while ((at = strstr(at, word))) {
			if (at > makefile_text && strchr(" \t", at[-1]))
				return true;
			at += strlen(word);
		}
	}
	return false;
}

static char *makefile_text(const char *folder)
{
	static const char *const names[] = { "GNUmakefile", "makefile",
					     "Makefile" };
	char *text = NULL;

	for (guint i = 0; !text && i < G_N_ELEMENTS(names); i++)
		text = folder_text(folder, names[i]);
	return text;
}

/* KDIR ?= /lib/modules/$(shell uname -r)/build: the name on the left, if the
 * line says where a kernel is. */
static char *kernel_variable(const char *line)
{
	const char *equal = strchr(line, '=');
	g_autofree char *value = equal ? g_strstrip(g_strdup(equal + 1)) : NULL;
	gsize n;

	if (!value || !(g_str_has_suffix(value, "/build") ||
			g_str_has_suffix(value, "/source")))
		return NULL;
	line += strspn(line, " \t");
	if (g_str_has_prefix(line, "export "))
		line += strlen("export ");
	n = strspn(line, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
	if (!n || !strchr(" \t:?=", line[n]))
		return NULL;
	return g_strndup(line, n);
}

/* Tell the makefile which kernel is meant, by its own names for it. */
static void add_kernel(GPtrArray *argv, const char *text,
		       const struct kernel *kernel)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (guint i = 0; lines[i]; i++) {
		g_autofree char *name = kernel_variable(lines[i]);

		if (name)
			g_ptr_array_add(argv, g_strdup_printf(
				"%s=%s", name, kernel->output));
	}
}

/* Ask make what it would call for that goal; NULL if it cannot be asked. */
static GPtrArray *run_makefile(const struct question *question,
			       const char *text, const char *goal)
{
	g_autoptr(GPtrArray) arguments =
		g_ptr_array_new_with_free_func(g_free);

	add_kernel(arguments, text, question->kernel);
	for (guint i = 0; question->arguments[i]; i++)
		g_ptr_array_add(arguments, g_strdup(question->arguments[i]));
	if (goal)
		g_ptr_array_add(arguments, g_strdup(goal));
	g_ptr_array_add(arguments, NULL);
	return call_records(question->folder, question->view->root,
			    (char **)arguments->pdata, question->environment);
}

/* A path that the line has, from where it would have run. */
static char *path_from(const char *place, const char *word)
{
	static const char *const here[] = { "$PWD", "${PWD}", "$(pwd)",
					    "`pwd`" };
	g_autoptr(GString) path = g_string_new(word);

	for (guint i = 0; i < G_N_ELEMENTS(here); i++)
		g_string_replace(path, here[i], place, 0);
	return g_canonicalize_filename(path->str, place);
}

/* The same folder by the view's own name for it, however it was reached; NULL
 * if it is not at or below `top`. */
static char *path_in(const char *top, const char *path)
{
	g_autofree char *real_top = realpath(top, NULL);
	g_autofree char *real = realpath(path, NULL);

	if (!real_top || !real || !path_is_below(real, real_top))
		return NULL;
	return g_strconcat(top, real + strlen(real_top), NULL);
}

/* What the makefile added to our own environment. */
static char **exported(const struct call_record *record, const char *place)
{
	GPtrArray *kept = g_ptr_array_new();

	g_ptr_array_add(kept, pwd_variable(place));
	for (guint i = 0; i < record->environment->len; i++) {
		const char *word = record->environment->pdata[i];
		g_autofree char *name =
			g_strndup(word, strcspn(word, "="));

		if (g_strcmp0(g_getenv(name), word + strlen(name) + 1) &&
		    !is_one_of(word, process_variables,
			       G_N_ELEMENTS(process_variables)) &&
		    !is_one_of(word, own_variables,
			       G_N_ELEMENTS(own_variables)))
			g_ptr_array_add(kept, g_strdup(word));
	}
	g_ptr_array_add(kept, NULL);
	return (char **)g_ptr_array_free(kept, FALSE);
}

/* Is it a build that is called for, or cleaning, installing, …? */
static bool builds(char **words)
{
	bool has_goal = false;

	for (guint i = 1; words[i]; i++) {
		if (!strcmp(words[i], "-C") && words[i + 1]) {
			i++;
			continue;
		}
		if (words[i][0] == '-' || is_assignment(words[i]))
			continue;
		has_goal = true;
		if (!strcmp(words[i], "modules") || !strcmp(words[i], "all") ||
		    g_str_has_suffix(words[i], ".ko") ||
		    g_str_has_suffix(words[i], ".o"))
			return true;
	}
	return !has_goal;
}

static const char *called_folder(char **words)
{
	for (guint i = 1; words[i]; i++)
		for (guint j = 0; j < G_N_ELEMENTS(folder_variables); j++)
			if (names_variable(words[i], folder_variables[j]))
				return strchr(words[i], '=') + 1;
	return NULL;
}

static bool is_known(GPtrArray *calls, const char *folder)
{
	for (guint i = 0; i < calls->len; i++) {
		const struct kbuild_call *call = calls->pdata[i];

		if (!strcmp(call->folder, folder))
			return true;
	}
	return false;
}

/* make -C …/build M=folder X=Y modules */
static void take_call(const struct question *question,
		      const struct call_record *record, const char *place,
		      char **words, GPtrArray *calls)
{
	g_autofree char *path = path_from(place, called_folder(words));
	g_autofree char *folder = path_in(question->view->path, path);
	GPtrArray *variables;
	struct kbuild_call *call;

	if (!folder || !builds(words) || is_known(calls, folder))
		return;
	variables = g_ptr_array_new();
	for (guint i = 1; words[i]; i++)
		if (is_assignment(words[i]) &&
		    !is_one_of(words[i], own_variables,
			       G_N_ELEMENTS(own_variables)))
			g_ptr_array_add(variables, g_strdup(words[i]));
	g_ptr_array_add(variables, NULL);
	call = g_new0(struct kbuild_call, 1);
	call->folder = g_steal_pointer(&folder);
	call->variables = (char **)g_ptr_array_free(variables, FALSE);
	call->environment = exported(record, place);
	g_ptr_array_add(calls, call);
}

/* make -C sub, or make modules: a makefile of the project's again. */
static void follow_call(const struct question *question,
			const struct call_record *record, const char *place,
			char **words, GPtrArray *calls)
{
	g_autoptr(GPtrArray) arguments = g_ptr_array_new();
	g_autofree char *folder = g_strdup(place), *seen = NULL;
	g_auto(GStrv) environment = NULL;
	struct question next = *question;

	for (guint i = 1; words[i]; i++) {
		if (!strcmp(words[i], "-C") && words[i + 1]) {
			g_free(folder);
			folder = path_from(place, words[++i]);
		} else if (words[i][0] != '-') {
			g_ptr_array_add(arguments, words[i]);
		}
	}
	seen = path_in(question->view->view_base, folder);
	if (!seen || !next.depth)
		return;
	g_ptr_array_add(arguments, NULL);
	environment = exported(record, seen);
	next.folder = seen;
	next.arguments = (char **)arguments->pdata;
	next.environment = environment;
	next.depth--;
	ask(&next, calls);
}

/* One simple command of a recorded line; cd changes `place`. */
static void take_command(const struct question *question,
			 const struct call_record *record, char **place,
			 char **words, GPtrArray *calls)
{
	if (!strcmp(words[0], "cd") && words[1]) {
		char *next = path_from(*place, words[1]);

		g_free(*place);
		*place = next;
		return;
	}
	while (*words && !is_make_call(*words))
		words++;
	if (!*words)
		return;
	if (called_folder(words))
		take_call(question, record, *place, words, calls);
	else
		follow_call(question, record, *place, words, calls);
}

static guint count(const char *text, char c)
{
	guint n = 0;

	while ((text = strchr(text, c))) {
		text++;
		n++;
	}
	return n;
}

/* A simple command without the subshell's brackets that it stands in. */
static char *bare_command(const char *at, const char *end)
{
	g_autofree char *command = NULL;

	while (at < end && strchr(" \t\n({", *at))
		at++;
	command = g_strchomp(g_strndup(at, end - at));
	if (g_str_has_suffix(command, ")") &&
	    count(command, ')') > count(command, '('))
		command[strlen(command) - 1] = '\0';
	return g_steal_pointer(&command);
}

static void take_record(const struct question *question,
			const struct call_record *record, GPtrArray *calls)
{
	g_autofree char *place = g_strdup(record->folder);
	const char *at = record->line;

	while (*at) {
		const char *end = shell_command_end(at);
		g_autofree char *command = bare_command(at, end);
		g_auto(GStrv) words = NULL;

		if (g_shell_parse_argv(command, NULL, &words, NULL))
			take_command(question, record, &place, words, calls);
		at = *end ? end + 1 : end;
	}
}

static void ask_goal(const struct question *question, const char *text,
		     const char *goal, GPtrArray *calls)
{
	g_autoptr(GPtrArray) records = run_makefile(question, text, goal);

	for (guint i = 0; records && i < records->len; i++)
		take_record(question, records->pdata[i], calls);
}

static void ask(const struct question *question, GPtrArray *calls)
{
	g_autofree char *text = makefile_text(question->folder);

	if (text)
		ask_goal(question, text, NULL, calls);
}

/* Ask dkms.conf, which knows modules alone. */
static void ask_dkms(const struct question *question, GPtrArray *calls)
{
	g_autofree char *line = dkms_command(question->folder,
					     question->kernel);
	struct call_record *record;

	if (!line)
		return;
	record = call_record_new(question->folder, line);
	take_record(question, record, calls);
	call_record_free(record);
}

/* Ask the makefile, if it is one that calls Kbuild: for its first goal, and if
 * that builds no module, for the usual one. */
static void ask_makefile(const struct question *question, GPtrArray *calls)
{
	g_autofree char *text = makefile_text(question->folder);

	if (!text || !calls_kbuild(text))
		return;
	ask_goal(question, text, NULL, calls);
	if (!calls->len)
		ask_goal(question, text, "modules", calls);
}

static void ask_folder(const struct view *view, const struct kernel *kernel,
		       const char *folder, GPtrArray *calls)
{
	g_autofree char *pwd = pwd_variable(folder);
	char *no_arguments[] = { NULL }, *environment[] = { pwd, NULL };
	const struct question question = {
		.view = view, .kernel = kernel, .folder = folder,
		.arguments = no_arguments, .environment = environment,
		.depth = CALL_DEPTH,
	};

	ask_dkms(&question, calls);
	if (!calls->len)
		ask_makefile(&question, calls);
}

GPtrArray *kbuild_calls(const struct view *view, const struct kernel *kernel)
{
	GPtrArray *calls = g_ptr_array_new_with_free_func(
		(GDestroyNotify)kbuild_call_free);
	g_autofree char *folder = g_strdup(view->path);

	while (!calls->len && g_str_has_prefix(folder, view->view_base)) {
		char *parent = g_path_get_dirname(folder);

		ask_folder(view, kernel, folder, calls);
		g_free(folder);
		folder = parent;
	}
	return calls;
}
