/* SPDX-License-Identifier: GPL-2.0-only */
/* One rewrite while it is planned. */
#ifndef KMCHECK_FIX_PLAN_H
#define KMCHECK_FIX_PLAN_H

#include "fix/fix.h"

struct plan {
	const struct fix_context *ctx;
	const struct rulebase *rules;
	struct finding *finding;
	const char *kernel;		/* release, never NULL */
	GPtrArray *owns;		/* struct ownership *: of the allocation
					   and of reallocations of its memory */
	const struct allocator *row;	/* of the allocation */
	struct code_ref alloc;
	guint n_frees;			/* that free this memory */
	bool is_refused;
};

/*
 * Refuse, once: the first reason stays. `at` may be NULL. The message is
 * followed by the place and by help (may be NULL). Returns false.
 */
G_GNUC_PRINTF(4, 5)
bool plan_refuse(struct plan *plan, const struct code_ref *at,
		 const char *help, const char *format, ...);

/* Replace [begin, end) of a file of a unit. */
void plan_edit(struct plan *plan, const struct ir_unit *unit, guint32 file,
	       gsize begin, gsize end, const char *new);

/* A header of the unit, or of the kernel, declares that function. */
bool plan_sees_name(const struct plan *plan, const struct ir_unit *unit,
		    const char *name);
/* Does the kernel have that function? since: counts only where no header can
 * be asked. */
bool plan_has_name(const struct plan *plan, const struct ir_unit *unit,
		   const char *name, const char *since);
/* A fact of the release tables is "yes". */
bool plan_release_is(const struct plan *plan, const char *fact);
/* … text that it says, or NULL. */
const char *plan_release_fact(const struct plan *plan, const char *fact);

const char *plan_file_text(const struct plan *plan,
			   const struct ir_unit *unit, guint32 file);
/* A path as the user gave it. The caller frees it. */
char *plan_shown_path(const struct plan *plan, const char *path);
const char *unit_file_path(const struct ir_unit *unit, guint32 file);
/* Written argument number arg (from 1), or NULL. The caller frees it. */
char *plan_argument(const struct plan *plan, const struct code_ref *call,
		    guint arg);

/* The text of a span; empty if it cannot be read. The caller frees it. */
char *plan_text(const struct plan *plan, const struct ir_unit *unit,
		const struct ir_span *span);

/* The file is the user's: below the program's root. */
bool plan_owns_file(const struct plan *plan, const char *path);
/* … that of the call is not. */
bool plan_is_foreign(const struct plan *plan, const struct code_ref *at);

/* Include what declares `name`, if the unit does not see it yet. */
void plan_include(struct plan *plan, const struct ir_unit *unit, guint32 file,
		  const char *name, const char *header);

/* The parts of a plan; each refuses by itself. */
bool plan_flags(struct plan *plan, const struct allocator *row,
		const struct code_ref *call);
bool plan_allocation(struct plan *plan, const struct allocator *row,
		     const struct code_ref *call);
bool plan_uses(struct plan *plan, struct ownership *own);
bool plan_frees(struct plan *plan, struct ownership *own);
bool plan_one_free(struct plan *plan, const struct owner_free *freed);
bool plan_leaves(struct plan *plan, const struct ownership *own);

/* Text of C, looked at without its meaning. */

/* `text` is a product of two factors and nothing else: their stretches. */
struct text_part {
	gsize begin, end;
};
bool text_product(const char *text, struct text_part factors[2]);
/* No variable in it: numbers, macros in capitals, sizeof of types. */
bool text_is_constant(const char *text);
/* Each comment becomes a space. The caller frees it. */
char *text_without_comments(const char *text);
/* The first identifier at or after *at, or NULL at the end; *at behind it.
 * The caller frees it. */
char *text_next_identifier(const char *text, gsize *at);
/* Pattern with $1, $2 … and $size. NULL if it names what is not there. The
 * caller frees it. */
char *text_expand(const char *pattern, GPtrArray *arguments,
		  const char *size);

#endif
