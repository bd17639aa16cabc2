/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the kinds of target share while a plan is made.
 */
#ifndef KMCHECK_BUILD_PLANNER_H
#define KMCHECK_BUILD_PLANNER_H

#include "build/build.h"
#include "build/target.h"

struct planner {
	const struct plan_request *request;
	struct plan *plan;
	GPtrArray *targets;	/* struct build_target *, in order of appearance */
	struct kernel *builtin;	/* made when first asked for */
};

/* The kernel of a build folder, one per folder. NULL and error. */
struct kernel *planner_kernel(struct planner *planner, const char *output,
			      GError **error);
struct kernel *planner_builtin(struct planner *planner);
/* A kernel of which nothing is known but its architecture. */
struct kernel *planner_flags_kernel(struct planner *planner);
/* Build folders for modules: --kdir, else the default; NULL-terminated, empty
 * if there is none. The caller frees the vector. */
char **planner_kdirs(const struct planner *planner);
/* A folder of ours below the cache directory; the caller frees it. */
char *planner_folder(const struct planner *planner, const char *name);

/*
 * Turn one target into programs. What concerns single files goes into the
 * plan's incomplete list; false and error: nothing can be checked.
 */
bool plan_module(struct planner *planner, const struct build_target *target,
		 GError **error);
bool plan_tree(struct planner *planner, const struct build_target *target,
	       GError **error);
bool plan_database(struct planner *planner, const struct build_target *target,
		   GError **error);
bool plan_arguments(struct planner *planner, const struct build_target *target,
		    GError **error);
bool plan_lone(struct planner *planner, const struct build_target *target,
	       GError **error);

/* Replace the commands of files that the nearest compile_commands.json (or
 * -p) lists by those; what Kbuild says about programs stays. */
bool planner_use_database(struct planner *planner, const char *directory,
			  GPtrArray *compiles, GError **error);
/* All commands of that database; empty if there is none. NULL and error. */
GPtrArray *planner_database(struct planner *planner, const char *directory,
			    GError **error);
/* The same with commands that are at hand. */
void use_commands(GPtrArray *compiles, GPtrArray *commands);

/* Give every command of origin COMMAND_BUILTIN the options of the nearest one
 * that has some; false if none has. */
bool use_neighbours(GPtrArray *compiles);
/* Give every command of origin COMMAND_BUILTIN the options that make the
 * built-in declarations seen. */
bool use_builtin(struct planner *planner, GPtrArray *compiles, GError **error);

#endif
