/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command line. One table (options.c) is what --help prints, what the man
 * page and the completions are held against, and what is parsed.
 */
#ifndef KMCHECK_OPTIONS_H
#define KMCHECK_OPTIONS_H

#include "build/build.h"

struct options {
	char **paths;			/* "." if none was given */
	bool has_paths;			/* some were given */
	char **flags;			/* after --, or NULL */
	char *database, *config, *arch, *kernel, *format, *output, *cache_dir;
	char *page_size, *order, *level, *fail_on, *baseline, *write_baseline;
	char *changed_since, *rewrite, *facts_out, *shard, *with, *dump;
	char *explain;
	char **kdirs, **enable, **disable, **rules, **link;
	int max_order;			/* -1: not given */
	int jobs;			/* 0: all cores */
	gboolean all_targets, diff, fix, verify, staged, no_exec, no_cache,
		 clear_cache, no_pch, no_skip, stats, print_limits,
		 list_rules, version, write_compile_commands, install_hook;
	guint64 page_size_bytes;	/* 0: not given */
	enum level least;		/* --level */
	int fail_level;			/* enum level, or -1: never */
	guint shard_number, n_shards;
	bool kbuild_mode;		/* called as $(CHECK) */
	struct plan *kbuild_plan;	/* then: the one unit; else NULL */
	char *rewrite_file;		/* --rewrite FILE:LINE, absolute */
	guint rewrite_line;
};

/* NULL and error for a wrong command line. The caller frees the options. */
struct options *options_parse(int argc, char **argv, GError **error);
void options_free(struct options *options);

#endif
