// SPDX-License-Identifier: GPL-2.0-only
#include "native.h"

#include <dlfcn.h>
#include <glib/gstdio.h>

typedef void (*hook_fn)(unsigned int line, unsigned long value);
typedef unsigned long (*run_fn)(const guint64 *args);

struct native {
	void *handle;
};

/* The run going on; a hook is not told. */
static struct seen_run *current;

static void note(unsigned int line, unsigned long value, bool is_question)
{
	struct seen seen = { line, is_question, value };

	g_array_append_val(current->calls, seen);
}

static void note_alloc(unsigned int line, unsigned long size)
{
	note(line, size, false);
}

static void note_range(unsigned int line, unsigned long value)
{
	note(line, value, true);
}

static bool compile(const char *source, const char *object, GError **error)
{
	const char *argv[] = { "gcc", "-std=gnu11", "-O0", "-w", "-fwrapv",
			       "-fno-strict-aliasing", "-DKM_NATIVE", "-fPIC",
			       "-shared", "-o", object, source, NULL };
	g_autofree char *output = NULL;
	int status;

	if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH,
			  NULL, NULL, NULL, &output, &status, error))
		return false;
	if (g_spawn_check_wait_status(status, NULL))
		return true;
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "gcc: %s",
		    output);
	return false;
}

struct native *native_new(const char *source, GError **error)
{
	g_autofree char *object = g_strconcat(source, ".so", NULL);
	struct native *native;
	void *handle;

	if (!compile(source, object, error))
		return NULL;
	handle = dlopen(object, RTLD_NOW | RTLD_LOCAL);
	g_unlink(object);
	if (!handle) {
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED,
				    dlerror());
		return NULL;
	}
	native = g_new(struct native, 1);
	native->handle = handle;
	*(hook_fn *)dlsym(handle, "km_alloc_hook") = note_alloc;
	*(hook_fn *)dlsym(handle, "km_range_hook") = note_range;
	return native;
}

void native_free(struct native *native)
{
	if (!native)
		return;
	dlclose(native->handle);
	g_free(native);
}

void native_run(struct native *native, guint function, const guint64 *args,
		struct seen_run *run)
{
	g_autofree char *name = g_strdup_printf("run_f%u", function);
	run_fn runner = (run_fn)dlsym(native->handle, name);

	g_assert_nonnull(runner);
	current = run;
	run->result = runner(args);
	current = NULL;
}
