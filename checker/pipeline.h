/* SPDX-License-Identifier: GPL-2.0-only */
/* From the options to a report: the stages that main.c names, one program
 * after another. */
#ifndef KMCHECK_PIPELINE_H
#define KMCHECK_PIPELINE_H

#include "build/build.h"
#include "checks/check.h"
#include "options.h"
#include "source/source.h"
#include "store/store.h"

struct pipeline {
	const struct options *options;
	const struct rulebase *rules;
	struct plan *plan;		/* owned, unless another owns it: */
	struct linked *linked;		/* --link's, with its plan; or NULL */
	struct source_set *sources;
	struct display *display;
	GPtrArray *overlay_paths, *overlay_texts;	/* --staged, char * */
	bool nothing_staged;
	char *scratch;			/* a folder of this run's own */
	char *cache_dir;		/* below scratch with --no-cache */
	char *work_dir;			/* where make is run; may be cache_dir */
	char *facts_dir;
	struct run_report report;
	GPtrArray *judged;		/* char *: targets, --all-targets */
	GHashTable *target_of;		/* kernel -> struct target * */
	struct target *target;		/* of the first program */
	GPtrArray *targets, *databases;	/* what findings and reports refer
					   to */
	GPtrArray *others;		/* of each: GPtrArray *, other_targets() */
	GString *dump;			/* --dump's text, or NULL */
	gint64 started_us;
};

struct pipeline *pipeline_new(const struct options *options,
			      const struct rulebase *rules, GError **error);
void pipeline_free(struct pipeline *pipeline);

/* Find the programs of the paths. */
bool pipeline_plan(struct pipeline *pipeline, GError **error);
/* Lower, analyse and check every program of the plan. */
bool pipeline_check(struct pipeline *pipeline, GError **error);
/* Keep what the user wants to hear. */
bool pipeline_select(struct pipeline *pipeline, GError **error);
/* Ask a real kernel, apply the rewrites: what was asked for of it. */
bool pipeline_act(struct pipeline *pipeline, GError **error);
/* Print the report (or the patch, or the dump) and the last line. */
bool pipeline_report(struct pipeline *pipeline, GError **error);
int pipeline_exit_status(const struct pipeline *pipeline);

/* Empty the cache; true and no error if there is none. */
bool pipeline_clear_cache(const struct options *options, GError **error);

/* Between the files of the pipeline. */

/* The target of a program; programs of one kernel share it. */
const struct target *pipeline_target(struct pipeline *pipeline,
				     const struct program *program,
				     GError **error);
void pipeline_add_incomplete(struct pipeline *pipeline, const char *file,
			     const char *reason);
/* -j, or all cores. */
guint pipeline_jobs(const struct pipeline *pipeline);
bool pipeline_dumps(const struct pipeline *pipeline, const char *what);
/* --stats: say what took how long since the run began. */
void pipeline_tell_time(const struct pipeline *pipeline, const char *stage);
/* A progress line, or NULL where nobody would see it. */
typedef void (*progress_fn)(const char *what, guint done, guint total,
			    void *data);
progress_fn pipeline_progress(const struct pipeline *pipeline);

/* What the functions that are to be judged ask for, as findings (owned array, the
 * findings are the caller's). */
GPtrArray *judge_requests(const struct pipeline *pipeline,
			  const struct check_context *ctx,
			  struct analysis *analysis, function_filter is_judged,
			  void *data);
/* --stats: what the analysis did, and the functions that took most of it. */
void tell_stats(const char *what, const struct analysis *analysis);
/* confirm.c: look again at what would be reported. What does not stand up to it
 * is removed. */
void confirm_findings(const struct pipeline *pipeline,
		      const struct check_context *ctx, GPtrArray *findings);
/* all_targets.c: the rows of the limits table that can be judged from this
 * configuration (owned array); the report is told which cannot. */
GPtrArray *other_targets(struct pipeline *pipeline,
			 const struct target *configured);
/* Judge what the analysis has seen asked for by its other targets too, and write
 * into each finding whom it hits. */
void check_all_targets(const struct check_context *configured,
		       struct analysis *analysis, GPtrArray *requests,
		       GPtrArray *findings, function_filter is_wanted,
		       void *data);
/* sparse.c: --with=sparse. False and error if it is not installed. */
bool run_sparse(const struct pipeline *pipeline, GError **error);
/* argv of sparse for a unit whose text is in input ("-": standard input), NULL at
 * its end; the words are not owned. */
GPtrArray *sparse_command(const struct unit *unit, const char *input);
/* sparse_rewrites.c: where sparse is installed, refuse the rewrites of which it
 * says what it does not say of the file as it is. */
void check_rewrites(struct pipeline *pipeline);
/* dump.c */
void dump_commands(const struct plan *plan, GString *out);
void dump_calls(const struct program_db *db, const struct display *display,
		GString *out);
void dump_answers(struct analysis *analysis, const struct display *display,
		  GString *out);
/* Every request that was looked at, with the range of each context. */
void dump_requests(const struct check_context *ctx, GPtrArray *requests,
		   GString *out);

#endif
