/* SPDX-License-Identifier: GPL-2.0-only */
/* From a plan to a report: the stages that main.c names, one program after
 * another. */
#ifndef KMCHECK_PIPELINE_H
#define KMCHECK_PIPELINE_H

#include "build/build.h"
#include "checks/check.h"
#include "options.h"
#include "source/source.h"

struct pipeline {
	const struct options *options;
	const struct rulebase *rules;
	struct plan *plan;
	struct source_set *sources;
	struct display *display;
	char *cache_dir, *facts_dir;
	struct run_report report;
	struct target *target;		/* of the first program */
	GPtrArray *targets, *databases, *analyses;	/* kept for the fixes */
	GString *dump;			/* --dump's text */
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
/* Print the report (or the dump) and the last line. */
bool pipeline_report(struct pipeline *pipeline, GError **error);
int pipeline_exit_status(const struct pipeline *pipeline);

#endif
