/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rewrites of an allocation to its kv form: planned with everything that must
 * change together, or refused with the reason; then printed as a patch or
 * written to the files.
 *
 * A rewrite is offered only if every place where the memory is freed is known
 * and can take memory from vmalloc, and nothing that is known needs it to be
 * contiguous. Edits touch only text that the user wrote.
 */
#ifndef KMCHECK_FIX_FIX_H
#define KMCHECK_FIX_FIX_H

#include "checks/finding.h"
#include "model/ownership.h"
#include "model/target.h"
#include "source/display.h"
#include "source/source.h"

struct fix_context {
	struct owner_graph *graph;	/* of the program; has db and rules */
	const struct target *target;
	struct source_set *sources;	/* by the absolute paths of the IR */
	const struct display *display;	/* NULL: paths stay absolute */
};

/* Fill finding->fix: FIX_OFFERED with edits (reason: advice, or NULL), or
 * FIX_REFUSED with reason and place. alloc is the call of an allocator.
 * Whatever finding->fix held before is replaced. */
void fix_plan(struct finding *finding, const struct fix_context *ctx,
	      const struct code_ref *alloc);

/* The same for a kfree-mismatch: the free becomes one that takes either. */
void fix_plan_free(struct finding *finding, const struct fix_context *ctx,
		   const struct code_ref *freed);

/* Plan every finding whose place is a call of the program. */
void fix_findings(const GPtrArray *findings, const struct fix_context *ctx);

/* The allocator calls that the user wrote at that line, for --rewrite, by
 * column: struct code_ref, the caller frees it. file: absolute, or as the
 * build names it. */
GArray *fix_find_sites(const struct program_db *db,
		       const struct rulebase *rules, const char *file,
		       guint line);

/*
 * All offered fixes as one unified patch, for git apply and patch -p1 from the
 * current directory; if a file is not below that, from the folder that
 * *elsewhere names (else NULL): the top of the git tree that has them all, or
 * the one that has all PATHs in it. The caller frees both.
 */
GString *fix_diff(const GPtrArray *findings, struct source_set *sources,
		  const struct display *display, char **elsewhere);

/* Write all offered fixes. Nothing is written if a file is not what it was
 * when it was read; each file is replaced as a whole. false and error if
 * anything went wrong: every file is then old or new. */
bool fix_apply(const GPtrArray *findings, struct source_set *sources,
	       GError **error);

#endif
