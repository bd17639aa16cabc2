/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What `make -n V=1` printed, read: the compile commands of kernel units and
 * the files that recipes generate.
 */
#ifndef KMCHECK_BUILD_RECIPE_H
#define KMCHECK_BUILD_RECIPE_H

#include <glib.h>
#include <stdbool.h>

#include "build/build.h"

/* One compile command. All paths are absolute. */
struct compile {
	char *source;
	char *place;		/* where the user's tree would have it: differs
				   from source if that is generated in a folder
				   of ours */
	char *directory;	/* where the compiler would run */
	char **argv;		/* its options as written: no compiler, no
				   input file */
	char *module;		/* what it is linked into: "fs/ext4/ext4", or
				   the bare module name in old kernels; NULL
				   if the flags do not say */
	bool is_module;		/* -DMODULE */
	bool is_whole_module;	/* the module has no other object */
	enum command_origin origin;	/* COMMAND_KBUILD unless said */
	const char *off_config;	/* why it is checked though not built, or NULL;
				   not owned */
};

#define OFF_CONFIG "not built by this configuration"
#define OFF_CONFIG_UNKNOWN "not known to be built"

/* Takes argv. */
struct compile *compile_new(const char *source, const char *directory,
			    char **argv);
void compile_free(struct compile *compile);
/* Use another command's options and directory. */
void compile_take_command(struct compile *compile,
			  const struct compile *other,
			  enum command_origin origin);
/* Fill module and what is said of it from argv. */
void compile_read_module(struct compile *compile);

/* The kernel's compile commands in a dry run's output, in its order. Host
 * programs and assembly are left out. directory: where make was started. */
GPtrArray *recipe_compiles(const char *output, const char *directory);

/* The command in one line of shell, or NULL if it compiles no C file. */
struct compile *recipe_compile(const char *shell, const char *directory);

/* Where the simple command at `shell` ends: at an unquoted ; & | or the end. */
const char *shell_command_end(const char *shell);

/* Targets with a C source suffix (.c, .h) that recipes make, as make names
 * them: relative to the output folder. char *, each once. */
GPtrArray *recipe_generated(const char *output);

#endif
