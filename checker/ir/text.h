/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The IR as text: what a facts file holds, what --dump=ir prints and what the
 * tests write by hand. Printing and reading are exact inverses.
 */
#ifndef KMCHECK_IR_TEXT_H
#define KMCHECK_IR_TEXT_H

#include "ir/ir.h"

#define IR_ERROR ir_error_quark()
GQuark ir_error_quark(void);

enum ir_error { IR_ERROR_SYNTAX, IR_ERROR_INVALID };

void ir_print_unit(const struct ir_unit *unit, GString *out);
void ir_print_function(const struct ir_unit *unit,
		       const struct ir_function *fn, GString *out);

/* Read a whole unit. NULL and error (with the line number in the message) if
 * the text is not what the printer makes. The caller owns the unit. */
struct ir_unit *ir_parse_unit(const char *text, gsize length_bytes,
			      GError **error);

/* What units of one program have brought from headers, by its key. */
struct ir_known {
	GHashTable *functions, *decls;	/* sets of interned strings */
};

struct ir_known *ir_known_new(void);
void ir_known_free(struct ir_known *known);

/* ir_parse_unit() without the headers' functions and declarations that another
 * unit has brought: known (or NULL) gets those of this one. In the heap given,
 * which outlives it, or (NULL) in one of its own. */
struct ir_unit *ir_parse_unit_once(const char *text, gsize length_bytes,
				   struct ir_known *known,
				   struct ir_heap *heap, GError **error);

/* Check the invariants that ir.h states (every index valid, each temp defined
 * once and before use on every path, operand types, targets, …). false and
 * error naming function, block and instruction if one is broken. */
bool ir_validate_unit(const struct ir_unit *unit, GError **error);

#endif
