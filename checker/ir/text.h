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
/* The same without the functions of headers that another unit has brought:
 * `known` is a set of their keys (interned), and gets those of this one. In
 * the heap given, which outlives it, or (NULL) in one of its own. */
struct ir_unit *ir_parse_unit_once(const char *text, gsize length_bytes,
				   GHashTable *known, struct ir_heap *heap,
				   GError **error);

/* Check the invariants that ir.h states (every index valid, each temp defined
 * once and before use on every path, operand types, targets, …). false and
 * error naming function, block and instruction if one is broken. */
bool ir_validate_unit(const struct ir_unit *unit, GError **error);

#endif
