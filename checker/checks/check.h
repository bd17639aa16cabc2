/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a check sees: one place in the source that asks for memory, with every
 * calling context in which the analysis looked at it. A check answers with a
 * finding or NULL; it prints nothing and knows no other check.
 */
#ifndef KMCHECK_CHECKS_CHECK_H
#define KMCHECK_CHECKS_CHECK_H

#include "checks/finding.h"
#include "model/manner.h"
#include "model/model.h"
#include "source/display.h"
#include "source/mentions.h"

struct site {
	/* where it is reported: the innermost call that the program wrote */
	const struct function_ref *function;
	const struct ir_insn *insn;
	const struct allocator *row;
	GPtrArray *contexts;		/* const struct request *, one at least */
};

struct check_context {
	const struct analysis *analysis;
	const struct program_db *db;
	const struct rulebase *rules;
	const struct target *target;
	bool is_other_target;		/* not the configured one */
	struct source_set *sources;
	const struct display *display;
	const char *root;		/* fingerprints are relative to it */
	struct mentions *outside;	/* of a kernel tree, or NULL */
	function_filter is_wanted;	/* functions the program wrote; or
					   NULL: all */
	void *wanted_data;
};

/* Finding or NULL. The caller owns it. */
typedef struct finding *(*check_fn)(const struct check_context *ctx,
				    const struct site *site);

struct check {
	const char *rule;
	check_fn run;
};

/* All checks of requests, ended by a NULL rule. */
extern const struct check checks[];

struct finding *check_oversize_constant(const struct check_context *ctx,
					const struct site *site);
struct finding *check_oversize_bound(const struct check_context *ctx,
				     const struct site *site);
struct finding *check_oversize_user(const struct check_context *ctx,
				    const struct site *site);
struct finding *check_oversize_growth(const struct check_context *ctx,
				      const struct site *site);
struct finding *check_costly_order(const struct check_context *ctx,
				   const struct site *site);

/* Requests gathered by the place that makes them, in the order of places.
 * Owned array of struct site *. */
GPtrArray *checks_sites(const struct check_context *ctx, GPtrArray *requests);
/* Every finding of a program. Owned array of struct finding *. */
GPtrArray *checks_run(const struct check_context *ctx, GPtrArray *requests);

/* For checks. */
bool request_must_exceed(const struct request *request);
/* The first context for which test holds, or NULL. */
const struct request *site_context(const struct site *site,
				   bool (*test)(const struct request *r));
/* How the request is made there. It looks at who calls whom: not to be asked
 * where nothing would be reported anyway. */
struct manner site_manner(const struct check_context *ctx,
			  const struct site *site);
bool site_is_opportunistic(const struct check_context *ctx,
			   const struct site *site);
/* A finding at the site with size, limit and place filled in. */
struct finding *site_finding(const struct check_context *ctx,
			     const struct site *site,
			     const struct request *request, const char *rule,
			     const char *message);
/* "here (4 KiB pages, order 10)", "on s390x (4 KiB pages, order 8)" */
char *limit_words(const struct check_context *ctx);
/* The story of a request as steps of a finding. */
void finding_add_story(const struct check_context *ctx,
		       struct finding *finding, const struct request *request,
		       guint alternative);
guint64 range_bytes(wide value);

#endif
