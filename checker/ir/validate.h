/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the two halves of the validator. */
#ifndef KMCHECK_IR_VALIDATE_H
#define KMCHECK_IR_VALIDATE_H

#include "ir/ir.h"

struct check {
	const struct ir_unit *unit;
	const struct ir_function *fn;	/* NULL: the unit's tables */
	guint32 block;			/* IR_NONE: not in a block */
	guint32 insn;			/* IR_NONE: the terminator */
	GError **error;
};

/* Sets the error, with the place in front of the message. Always false. */
bool check_fail(struct check *c, const char *format, ...) G_GNUC_PRINTF(2, 3);

bool check_loc(struct check *c, struct ir_loc loc);
bool check_span(struct check *c, const struct ir_span *span);
bool check_type(struct check *c, guint32 type);

/* One function; the unit's tables have been checked. */
bool check_function(struct check *c);

#endif
