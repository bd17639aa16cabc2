/* SPDX-License-Identifier: GPL-2.0-only */
/* What keeps states apart, inside the value layer. */
#ifndef KMCHECK_VALUE_APART_H
#define KMCHECK_VALUE_APART_H

#include "value/engine.h"

/* What of a state keeps it apart from others. */
enum apart {
	APART_NOTHING,		/* all become one */
	APART_SWITCHED,		/* values that are switched on again */
	APART_FLAGS,		/* and codes and flags */
	APART_DECISIONS,	/* and decisions that are still to be tested */
};

/* What is still to come: the decisions to be tested, the frame's flags to be
 * read. */
struct ahead {
	const struct frame *frame;
	guint32 decisions;
	guint64 flags;
};

/* At the entry of a block. */
struct ahead apart_ahead(const struct frame *frame, guint32 block);
/* States with one key become one. */
guint64 apart_key(struct engine *engine, const struct state *state,
		  struct ahead ahead, enum apart apart);
/* The class that a code or flag falls into, to be part of a key. */
guint64 apart_class(struct engine *engine, const struct state *state, vn v);

#endif
