/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A finding is data: what a check says about one allocation (or free), with
 * everything any report needs. Checks make them, select drops some, fix adds
 * edits, vm adds verdicts, report prints them. Nothing else prints.
 *
 * Ownership: a finding owns all its strings and arrays. Paths are as the user
 * gave them.
 */
#ifndef KMCHECK_CHECKS_FINDING_H
#define KMCHECK_CHECKS_FINDING_H

#include <glib.h>
#include <stdbool.h>

#include "rulebase/rulebase.h"

struct place {
	char *file;
	guint line, column;		/* 1-based, bytes */
};

enum step_kind {
	STEP_SOURCE,	/* value comes from outside here */
	STEP_SET,	/* set to a number here */
	STEP_STORED, STEP_READ,
	STEP_BOUNDED,	/* a check, mask, clamp, loop */
	STEP_PASSED,	/* argument of a call */
	STEP_RETURNED,
	STEP_COMPUTED,
	STEP_ALLOCATED,
	STEP_FREED,
};
const char *step_kind_name(enum step_kind kind);	/* "set" */
const char *level_name(enum level level);		/* "error" */

struct step {
	enum step_kind kind;
	struct place place;
	char *function;
	char *message;
	guint alternative;		/* 0: the story; 1, 2, … another caller */
};

/* Replace the bytes [begin, end) of file; `old` is what stands there. */
struct edit {
	struct place place;
	guint64 begin, end;
	char *old, *new;
};

enum fix_status { FIX_NONE, FIX_OFFERED, FIX_REFUSED };

const char *fix_status_name(enum fix_status status);	/* "offered" */

struct fix {
	enum fix_status status;
	char *reason;			/* why refused; advice when offered */
	struct place reason_place;	/* file NULL if none */
	GPtrArray *edits;		/* struct edit *, sorted, disjoint */
};

struct verdict {			/* --verify */
	char *kernel, *arch, *result, *log;
};

struct finding {
	char *rule;
	enum level level;
	struct place place;
	guint end_line, end_column;	/* of the call's text */
	char *function, *callee;
	bool has_size;
	guint64 size_min_bytes, size_max_bytes, limit_bytes;
	char *message;
	GPtrArray *trace;		/* struct step * */
	GPtrArray *targets;		/* char *: compact failing targets */
	char *source_class, *privilege;	/* oversize-user; else NULL */
	struct fix fix;
	char *call_text;		/* normalised text of the call */
	char *path_in_program;		/* path from the program's root */
	guint ordinal;			/* of equal calls in the function */
	char *fingerprint;		/* finding_seal() makes it */
	struct verdict *verified;	/* or NULL */
	bool suppressed;		/* for formats that show those */
	char *suppression_reason;
	char *off_config;		/* why the file is checked though the
					   configuration does not build it */
};

struct finding *finding_new(const char *rule, enum level level);
void finding_free(struct finding *finding);
struct step *finding_add_step(struct finding *finding, enum step_kind kind,
			      const char *file, guint line, guint column,
			      const char *function, const char *message);
void finding_add_edit(struct finding *finding, const char *file, guint line,
		      guint column, guint64 begin, guint64 end,
		      const char *old, const char *new);
/* Compute the fingerprint: SHA-256 over rule, path from the program's root,
 * function, callee, normalised call text and ordinal. */
void finding_seal(struct finding *finding);
/* White space only where two words would merge. The caller frees it. */
char *finding_normalise_text(const char *text);
/* Order of reports: path, line, column, rule. */
int finding_compare(const struct finding *a, const struct finding *b);

/* Of one request. */
bool finding_is_of_site(const struct finding *a, const struct finding *b);
/* Of one site and rule: to be told once. */
bool finding_is_twin(const struct finding *a, const struct finding *b);
/* Into `finding` goes what its twin has more: targets that it fails on, too. */
void finding_absorb(struct finding *finding, const struct finding *twin);

/* Everything one run says. */
struct incomplete {
	char *file, *reason;
};

struct run_report {
	GPtrArray *findings;		/* struct finding *, sorted */
	GPtrArray *incomplete;		/* struct incomplete * */
	guint units, analysed;
	guint errors, warnings, notes;
	/* the target, as the JSON wants it */
	const char *kernel, *arch, *target_source;
	guint64 page_size_bytes, kmalloc_max_bytes;
	guint max_order;
	const struct rulebase *rules;
	const char *version;
	GPtrArray *not_judged;		/* char *: targets, --all-targets */
};

#endif
