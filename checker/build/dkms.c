// SPDX-License-Identifier: GPL-2.0-only
#include "build/dkms.h"

#include <string.h>

/* Where DKMS keeps things, by names that no path has. */
#define DKMS_TREE "@dkms_tree@"
#define SOURCE_TREE "@source_tree@"

#define NAME_CHARS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_"

/* Reading shell: where it is, and the variables so far. */
struct reading {
	const char *at;
	GHashTable *variables;	/* char * -> char * */
};

/* $NAME and ${NAME}; what nobody has set stays as it is written, as in the
 * shell it may be a command or a part of a string. */
static void read_expansion(struct reading *reading, GString *value)
{
	const char *name = reading->at + 1;
	bool braces = *name == '{';
	gsize n = strspn(name + braces, NAME_CHARS);
	g_autofree char *key = g_strndup(name + braces, n);
	const char *known = g_hash_table_lookup(reading->variables, key);

	if (!n || (braces && name[n + 1] != '}') || !known) {
		g_string_append_c(value, *reading->at++);
		return;
	}
	g_string_append(value, known);
	reading->at = name + n + 2 * braces;
}

static void read_escape(struct reading *reading, GString *value)
{
	reading->at++;
	if (*reading->at && *reading->at != '\n')
		g_string_append_c(value, *reading->at);
	reading->at += *reading->at != '\0';
}

/* One word, its quotes removed. */
static char *read_word(struct reading *reading)
{
	g_autoptr(GString) value = g_string_new(NULL);
	char quote = 0;

	for (char c; (c = *reading->at);) {
		if (!quote && strchr(" \t\n;#", c))
			break;
		if (c == quote || (!quote && strchr("\"'", c))) {
			quote = quote ? 0 : c;
			reading->at++;
		} else if (c == '\\' && quote != '\'') {
			read_escape(reading, value);
		} else if (c == '$' && quote != '\'') {
			read_expansion(reading, value);
		} else {
			g_string_append_c(value, c);
			reading->at++;
		}
	}
	return g_strdup(value->str);
}

/* NAME=word, NAME[0]=word or something else: one step. */
static void read_statement(struct reading *reading)
{
	gsize n = strspn(reading->at, NAME_CHARS);
	g_autofree char *name = g_strndup(reading->at, n);
	const char *after = reading->at + n;

	if (g_str_has_prefix(after, "[0]"))
		after += strlen("[0]");
	if (n && *after == '=') {
		reading->at = after + 1;
		g_hash_table_insert(reading->variables, g_steal_pointer(&name),
				    read_word(reading));
	} else if (*reading->at == '#') {
		reading->at += strcspn(reading->at, "\n");
	} else if (strchr(" \t\n;", *reading->at)) {
		reading->at++;
	} else {
		g_autofree char *other = read_word(reading);

		reading->at += !*other && *reading->at;
	}
}

static void set(struct reading *reading, const char *name, const char *value)
{
	g_hash_table_insert(reading->variables, g_strdup(name),
			    g_strdup(value ? value : ""));
}

/* The folder in place of where DKMS would have the sources. */
static char *in_folder(const struct reading *reading, const char *folder)
{
	GHashTable *variables = reading->variables;
	const char *name = g_hash_table_lookup(variables, "PACKAGE_NAME");
	const char *version = g_hash_table_lookup(variables,
						  "PACKAGE_VERSION");
	const char *line = g_hash_table_lookup(variables, "MAKE");
	g_autoptr(GString) text = g_string_new(line);
	g_autofree char *build = g_strdup_printf(
		DKMS_TREE "/%s/%s/build", name ? name : "",
		version ? version : "");
	g_autofree char *source = g_strdup_printf(
		SOURCE_TREE "/%s-%s", name ? name : "", version ? version : "");

	g_string_replace(text, build, folder, 0);
	g_string_replace(text, source, folder, 0);
	return g_strdup(text->str);
}

char *dkms_command(const char *folder, const struct kernel *kernel)
{
	g_autofree char *path = g_build_filename(folder, "dkms.conf", NULL);
	g_autofree char *text = NULL, *command = NULL;
	g_autoptr(GHashTable) variables = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, g_free);
	struct reading reading = { .variables = variables };

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	set(&reading, "dkms_tree", DKMS_TREE);
	set(&reading, "source_tree", SOURCE_TREE);
	set(&reading, "kernel_source_dir", kernel->output);
	set(&reading, "kernelver", kernel->release);
	for (reading.at = text; *reading.at;)
		read_statement(&reading);
	if (g_hash_table_contains(variables, "MAKE"))
		command = in_folder(&reading, folder);
	return g_steal_pointer(&command);
}
