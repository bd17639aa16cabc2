/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What to check and how it is compiled: PATHs on the command line become
 * programs, programs are units, a unit has its compile command.
 *
 * Nothing in the user's tree is written. Dry runs of Kbuild happen in a
 * private output folder below the cache directory.
 */
#ifndef KMCHECK_BUILD_BUILD_H
#define KMCHECK_BUILD_BUILD_H

#include <glib.h>
#include <stdbool.h>

#include "rulebase/rulebase.h"

#define BUILD_ERROR (build_error_quark())
GQuark build_error_quark(void);
enum build_error { BUILD_ERROR_USAGE, BUILD_ERROR_ENVIRONMENT };

/* How flags were found; the JSON and --dump=commands say it. */
enum command_origin {
	COMMAND_ARGUMENTS,	/* after -- */
	COMMAND_DATABASE,	/* compile_commands.json */
	COMMAND_KBUILD,		/* Kbuild's own dry run */
	COMMAND_NEIGHBOUR,	/* flags of the nearest built unit */
	COMMAND_BUILTIN,	/* no kernel: built-in declarations */
};

struct unit {
	char *path;		/* as the user gave it / as reported */
	char *absolute;		/* the file that is parsed */
	char *directory;	/* working directory of its command */
	char **argv;		/* cleaned flags; no compiler, no input */
	char **check_argv;	/* the flags as Kbuild gave them to its CHECK,
				   for another checker; NULL elsewhere */
	enum command_origin origin;
	bool reported;		/* findings in it are wanted; false: there only
				   because it belongs to the program */
	char *off_config;	/* why checked though not built, or NULL */
	char *generated_in;	/* private folder its generated headers are in,
				   or NULL */
};

/* The kernel a program is compiled against. */
struct kernel {
	char *source;		/* tree or headers root ("common" part) */
	char *output;		/* build folder with .config, autoconf.h */
	char *release;		/* "6.1.192", NULL if not known */
	char *arch;		/* SRCARCH-level user name: "x86_64", "arm64" */
	bool is_builtin;	/* no kernel at all */
	GHashTable *config;	/* CONFIG_X -> "y", "m", value text */
};

struct program {
	char *name;		/* module name, or the path */
	char *root;		/* fingerprints are relative to it */
	struct kernel *kernel;	/* shared between programs; owned by plan */
	GPtrArray *units;	/* struct unit * */
	guint n_units;		/* of the whole program, where units holds only
				   a shard's; 0: not known */
	bool is_closed;		/* every unit that is linked is in `units`:
				   a module or the whole tree */
	GPtrArray *scope;	/* char *: absolute files/directories that
				   findings are limited to; empty: all */
};

struct build_incomplete { char *file, *reason; };

struct plan {
	GPtrArray *programs;	/* struct program * */
	GPtrArray *kernels;	/* struct kernel * */
	GPtrArray *incomplete;	/* struct build_incomplete * */
	GPtrArray *warnings;	/* char *: one line each, for stderr */
};

struct plan_request {
	const char *const *paths;	/* NULL-terminated; "." by default */
	const char *const *flags;	/* after --, or NULL */
	const char *database;		/* -p */
	const char *const *kdirs;	/* --kdir, may be several; NULL */
	const char *config;		/* --config; NULL is "defconfig" */
	const char *arch;		/* --arch, else ARCH in environment */
	const char *cache_dir;
	bool no_exec;
	guint jobs;
	guint shard, n_shards;		/* --shard I/N; 0/0: all */
	const struct rulebase *rules;
	void (*progress)(const char *what, guint done, guint total, void *data);
	void *progress_data;
};

struct plan *plan_make(const struct plan_request *request, GError **error);
void plan_free(struct plan *plan);

/* Write compile_commands.json for the plan's units into directory. */
bool plan_write_compile_commands(const struct plan *plan,
				 const char *directory, GError **error);

/* Keep only flags that matter to the meaning of the code and are safe
 * (allow-list: -I -D -U -include -isystem -std -f… -m… --target -nostdinc …),
 * made absolute against directory. The caller frees the vector. */
char **flags_clean(const char *const *argv, const char *directory,
		   const char *arch);

/* Are these the arguments of Kbuild's CHECK= (or of 7.2's probe)? */
bool kbuild_mode_arguments(int argc, char *const *argv);

/* How many words of argv, from its first, are an option of kmcheck's own and
 * its value: 0 if it is none. */
typedef guint (*own_option_fn)(char *const *argv, void *data);

/*
 * The plan of one call by Kbuild: one unit, whatever its suffix. Options of
 * kmcheck's own are appended to own_options (borrowed from argv); everything
 * else but the last non-option is the compiler's. NULL and error.
 */
struct plan *plan_of_kbuild_mode(int argc, char *const *argv,
				 own_option_fn own_words, void *data,
				 GPtrArray *own_options, GError **error);

#endif
