// SPDX-License-Identifier: GPL-2.0-only
/*
 * make -n runs the lines of a recipe that call $(MAKE), whatever else stands on
 * them. So make gets a shell of ours, which writes those lines down, with their
 * environment, and runs none of them, nor those behind a +: recipes are one
 * MAKELEVEL down. $(shell …) is handed to the real one. Lines that call make by
 * its name make only prints.
 */
#include "build/call_record.h"

#include <string.h>
#include <unistd.h>

#include "build/make.h"

/* What $(MAKE) is for the makefile: known again in what the shell is given. */
#define MAKE_MARK "kmcheck-make"

bool is_make_call(const char *word)
{
	return !strcmp(word, MAKE_MARK) || !strcmp(word, "make");
}

struct call_record *call_record_new(const char *folder, const char *line)
{
	struct call_record *record = g_new0(struct call_record, 1);

	record->folder = g_strdup(folder);
	record->line = g_strdup(line);
	record->environment = g_ptr_array_new_with_free_func(g_free);
	return record;
}

void call_record_free(struct call_record *record)
{
	g_free(record->folder);
	g_free(record->line);
	g_ptr_array_unref(record->environment);
	g_free(record);
}

/* Write the shell; it appends to `log`. */
static bool write_shell(const char *path, const char *log)
{
	g_autofree char *quoted = g_shell_quote(log);
	g_autofree char *text = g_strdup_printf(
		"#!/bin/sh\n"
		"case $2 in\n"
		"*" MAKE_MARK "*)\n"
		"\t{ printf '%%s\\0' \"$PWD\" \"$2\"; env -0; printf '\\0'; }"
		" >>%s ;;\n"
		"*)\t[ \"${MAKELEVEL:-0}\" != 0 ] ||"
		" exec /bin/sh \"$@\" ;;\n"
		"esac\n", quoted);

	return g_file_set_contents_full(path, text, -1,
					G_FILE_SET_CONTENTS_NONE, 0700, NULL);
}

/* The records of a log: folder, line, environment, "". */
static GPtrArray *read_records(const char *path)
{
	GPtrArray *records =
		g_ptr_array_new_with_free_func((GDestroyNotify)call_record_free);
	g_autofree char *text = NULL;
	gsize size = 0;
	const char *at, *end;

	if (!g_file_get_contents(path, &text, &size, NULL))
		return records;
	for (at = text, end = text + size; at < end; at++) {
		const char *line = at + strlen(at) + 1;
		struct call_record *record;

		if (line >= end)
			break;
		record = call_record_new(at, line);
		for (at = line + strlen(line) + 1; at < end && *at;
		     at += strlen(at) + 1)
			g_ptr_array_add(record->environment, g_strdup(at));
		g_ptr_array_add(records, record);
	}
	return records;
}

/* Lines that call make by its name: they are only printed. */
static void add_printed(GPtrArray *records, const char *output,
			const char *folder)
{
	g_auto(GStrv) lines = g_strsplit(output, "\n", -1);

	for (guint i = 0; lines[i]; i++)
		if (strstr(lines[i], "make ") && !strstr(lines[i], MAKE_MARK))
			g_ptr_array_add(records,
					call_record_new(folder, lines[i]));
}

/* make's arguments: ours, then the caller's. */
static GPtrArray *recording_arguments(const char *shell, char **arguments)
{
	static const char *const words[] = { "-n", "-k", "MAKE=" MAKE_MARK,
					     ".SHELLFLAGS=-c" };
	GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		g_ptr_array_add(argv, g_strdup(words[i]));
	g_ptr_array_add(argv, g_strconcat("SHELL=", shell, NULL));
	for (guint i = 0; arguments[i]; i++)
		g_ptr_array_add(argv, g_strdup(arguments[i]));
	g_ptr_array_add(argv, NULL);
	return argv;
}

GPtrArray *call_records(const char *folder, const char *scratch,
			char **arguments, char **environment)
{
	g_autofree char *shell = g_build_filename(scratch, "shell", NULL);
	g_autofree char *log = g_build_filename(scratch, "calls", NULL);
	g_autoptr(GPtrArray) argv = recording_arguments(shell, arguments);
	struct make_result result;
	GPtrArray *records;

	unlink(log);
	if (!write_shell(shell, log) ||
	    !make_run(folder, (const char *const *)argv->pdata,
		      (const char *const *)environment, &result, NULL))
		return NULL;
	records = read_records(log);
	add_printed(records, result.output, folder);
	make_result_release(&result);
	return records;
}
