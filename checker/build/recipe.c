// SPDX-License-Identifier: GPL-2.0-only
/*
 * A recipe of Kbuild's is one line of shell: an echo of the quoted command,
 * traps, the command, a printf of the command quoted twice. Only the part
 * that is not quoted is the command, so the line is split at the separators
 * outside quotes before words are read.
 */
#include "build/recipe.h"

#include <string.h>

#define KERNEL_DEFINE "-D__KERNEL__"

struct compile *compile_new(const char *source, const char *directory,
			    char **argv)
{
	struct compile *compile = g_new0(struct compile, 1);

	compile->source = g_canonicalize_filename(source, directory);
	compile->place = g_strdup(compile->source);
	compile->directory = g_strdup(directory);
	compile->argv = argv;
	compile->origin = COMMAND_KBUILD;
	return compile;
}

void compile_take_command(struct compile *compile,
			  const struct compile *other,
			  enum command_origin origin)
{
	g_strfreev(compile->argv);
	compile->argv = g_strdupv(other->argv);
	g_free(compile->directory);
	compile->directory = g_strdup(other->directory);
	compile->origin = origin;
}

void compile_free(struct compile *compile)
{
	if (!compile)
		return;
	g_free(compile->source);
	g_free(compile->place);
	g_free(compile->directory);
	g_strfreev(compile->argv);
	g_free(compile->module);
	g_free(compile);
}

/* The text of a string macro's value: "x" and KBUILD_STR(x) are x. */
static char *string_value(const char *value)
{
	const char *open = strchr(value, '(');
	gsize length;

	if (value[0] == '"')
		value++;
	else if (open)
		value = open + 1;
	length = strcspn(value, "\")");
	return g_strndup(value, length);
}

void compile_read_module(struct compile *compile)
{
	g_autofree char *name = NULL, *base = NULL;

	for (guint i = 0; compile->argv[i]; i++) {
		const char *word = compile->argv[i];

		if (!strcmp(word, "-DMODULE")) {
			compile->is_module = true;
		} else if (g_str_has_prefix(word, "-DKBUILD_MODFILE=")) {
			g_free(compile->module);
			compile->module = string_value(strchr(word, '=') + 1);
		} else if (g_str_has_prefix(word, "-DKBUILD_MODNAME=")) {
			g_free(name);
			name = string_value(strchr(word, '=') + 1);
		} else if (g_str_has_prefix(word, "-DKBUILD_BASENAME=")) {
			g_free(base);
			base = string_value(strchr(word, '=') + 1);
		}
	}
	/* An object of several cannot have the name of the whole. */
	compile->is_whole_module = name && !g_strcmp0(name, base);
	if (!compile->module)
		compile->module = g_steal_pointer(&name);
}

/* Words of a command: is it a compiler run on a C file? Its options are those
 * between the compiler's name and the input, which Kbuild writes last. */
static struct compile *words_compile(char **words, const char *directory)
{
	guint n = g_strv_length(words), first = 0;
	struct compile *compile;
	GPtrArray *argv;

	if (n < 3 || !g_str_has_suffix(words[n - 1], ".c") ||
	    !g_strv_contains((const char *const *)words, "-c"))
		return NULL;
	while (words[first] && words[first][0] != '-')
		first++;
	argv = g_ptr_array_new();
	for (guint i = first; i + 1 < n; i++)
		g_ptr_array_add(argv, g_strdup(words[i]));
	g_ptr_array_add(argv, NULL);
	compile = compile_new(words[n - 1], directory,
			      (char **)g_ptr_array_free(argv, FALSE));
	compile_read_module(compile);
	return compile;
}

const char *shell_command_end(const char *shell)
{
	char quote = 0;

	for (; *shell; shell++) {
		if (*shell == '\\' && quote != '\'' && shell[1])
			shell++;
		else if (quote)
			quote = *shell == quote ? 0 : quote;
		else if (*shell == '\'' || *shell == '"')
			quote = *shell;
		else if (strchr(";&|", *shell))
			break;
	}
	return shell;
}

struct compile *recipe_compile(const char *shell, const char *directory)
{
	struct compile *compile = NULL;

	while (*shell && !compile) {
		const char *end = shell_command_end(shell);
		g_autofree char *command = g_strndup(shell, end - shell);
		g_auto(GStrv) words = NULL;

		if (strstr(command, " -c ") &&
		    g_shell_parse_argv(command, NULL, &words, NULL))
			compile = words_compile(words, directory);
		shell = *end ? end + 1 : end;
	}
	return compile;
}

/* Text that is read line by line. */
struct reading {
	const char *at, *end;
};

static struct reading reading_of(const char *text)
{
	return (struct reading){ text, text + strlen(text) };
}

/* The next line with its continuations joined, in `line`; false at the end. */
static bool next_line(struct reading *text, GString *line)
{
	g_string_truncate(line, 0);
	while (text->at < text->end) {
		const char *at = text->at;
		const char *end = memchr(at, '\n', text->end - at);
		bool goes_on;

		if (!end)
			end = text->end;
		goes_on = end > at && end[-1] == '\\';
		g_string_append_len(line, at, end - at - goes_on);
		text->at = end + (end < text->end);
		if (!goes_on)
			return true;
	}
	return line->len > 0;
}

/* make[1]: Entering directory '/x': what is quoted, or NULL. */
static char *line_directory(const char *line, const char *verb)
{
	const char *at = strstr(line, verb), *open;

	if (!g_str_has_prefix(line, "make") || !at)
		return NULL;
	open = strpbrk(at, "'`");
	return open ? g_strndup(open + 1, strcspn(open + 1, "'")) : NULL;
}

static void follow_directory(GPtrArray *stack, const char *line)
{
	char *entered = line_directory(line, "Entering directory");
	g_autofree char *left = NULL;

	if (entered) {
		g_ptr_array_add(stack, entered);
		return;
	}
	left = line_directory(line, "Leaving directory");
	if (left && stack->len > 1)
		g_ptr_array_set_size(stack, stack->len - 1);
}

GPtrArray *recipe_compiles(const char *output, const char *directory)
{
	GPtrArray *compiles =
		g_ptr_array_new_with_free_func((GDestroyNotify)compile_free);
	g_autoptr(GPtrArray) stack = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) line = g_string_new(NULL);
	struct reading text = reading_of(output);

	g_ptr_array_add(stack, g_strdup(directory));
	while (next_line(&text, line)) {
		struct compile *compile;

		follow_directory(stack, line->str);
		if (!strstr(line->str, KERNEL_DEFINE))
			continue;
		compile = recipe_compile(line->str,
					 stack->pdata[stack->len - 1]);
		if (compile)
			g_ptr_array_add(compiles, compile);
	}
	return compiles;
}

static bool is_c_source(const char *name)
{
	return g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".h");
}

/* Every recipe of Kbuild's removes its target when it is interrupted, or (in
 * kernels before 5.x) at least writes down its command for it. */
static const char *const target_marks[] = {
	"trap 'rm -f ", "'cmd_", "'savedcmd_",
};

/* The targets that one line names after `mark`. */
static void line_targets(const char *line, const char *mark, GHashTable *seen,
			 GPtrArray *targets)
{
	while ((line = strstr(line, mark))) {
		g_autofree char *name = NULL;

		line += strlen(mark);
		name = g_strndup(line, strcspn(line, "; '"));
		if (!is_c_source(name) || g_hash_table_contains(seen, name))
			continue;
		g_hash_table_add(seen, name);
		g_ptr_array_add(targets, g_steal_pointer(&name));
	}
}

GPtrArray *recipe_generated(const char *output)
{
	GPtrArray *targets = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GString) line = g_string_new(NULL);
	struct reading text = reading_of(output);

	while (next_line(&text, line))
		for (guint i = 0; i < G_N_ELEMENTS(target_marks); i++)
			line_targets(line->str, target_marks[i], seen,
				     targets);
	return targets;
}
