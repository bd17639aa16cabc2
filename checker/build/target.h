/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Between PATHs and programs: PATHs that belong together (one kernel tree, one
 * module directory, one database) form a target, and a target's compile
 * commands are sorted into wanted and merely linked units.
 */
#ifndef KMCHECK_BUILD_TARGET_H
#define KMCHECK_BUILD_TARGET_H

#include "build/build.h"
#include "build/recipe.h"

/* A PATH as the user gave it and what it stands for. */
struct given_path {
	char *given;
	char *absolute;
	bool is_directory;
};

enum target_kind {
	TARGET_ARGUMENTS,	/* flags after --: root is the PATH */
	TARGET_DATABASE,	/* root is compile_commands.json */
	TARGET_TREE,		/* root is a kernel tree's top */
	TARGET_MODULE,		/* root holds the module's Kbuild or Makefile */
	TARGET_LONE,		/* .c files of no program; root is their folder */
};

struct build_target {
	enum target_kind kind;
	char *root;
	GPtrArray *paths;	/* struct given_path * */
};

struct given_path *given_path_new(const char *given, const char *absolute);
void given_path_free(struct given_path *path);
struct build_target *build_target_new(enum target_kind kind, const char *root);
void build_target_free(struct build_target *target);

bool path_is_below(const char *path, const char *directory);

/* A .c file that can be read: no pipe, device or folder of such a name. */
bool is_source_file(const char *path);
/* Every .c file at or below `path` (char *), sorted, hidden folders and links
 * left out. */
GPtrArray *find_sources(const char *path);
/* The same in the folder alone. */
GPtrArray *folder_sources(const char *folder);

/* How the user sees a file: below the PATH it came by, else relative to the
 * working directory where it is below that, else absolute. */
char *target_display(const struct build_target *target, const char *absolute);

/* The compile commands a target chose. */
struct selection {
	GHashTable *wanted;	/* set of struct compile * */
	GPtrArray *extra;	/* struct compile *: made for files that the
				   configuration does not build; owned */
	GPtrArray *scope;	/* char *: see struct program; owned */
};

/* Sort a target's compile commands by its PATHs. PATHs that no command fits
 * are put into plan->incomplete. */
void target_select(const struct build_target *target, GPtrArray *compiles,
		   struct plan *plan, struct selection *selection);
void selection_release(struct selection *selection);

/* An empty plan. */
struct plan *plan_new(void);
/* A program with nothing in it yet; the plan gets it. */
struct program *program_add(struct plan *plan, const char *name,
			    const char *root, struct kernel *kernel);
/* A unit of it from a compile command. */
struct unit *program_add_unit(struct program *program,
			      const struct build_target *target,
			      const struct compile *compile, bool reported);
/* Add the units that are wanted of the selection's extras. */
void program_add_extras(struct program *program, const struct build_target *target,
			const struct selection *selection);
void program_take_scope(struct program *program,
			const struct selection *selection);
void unit_free(struct unit *unit);
void program_free(struct program *program);

void build_incomplete_free(struct build_incomplete *incomplete);
void plan_incomplete(struct plan *plan, const char *file, const char *reason);
/* Takes the text. */
void plan_warn(struct plan *plan, char *text);

#endif
