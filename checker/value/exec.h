/* SPDX-License-Identifier: GPL-2.0-only */
/* One instruction, one block: the transfer functions; fixpoint.c drives them. */
#ifndef KMCHECK_VALUE_EXEC_H
#define KMCHECK_VALUE_EXEC_H

#include "value/engine.h"

/* A state that leaves a block or a function. */
struct leaving {
	struct state *state;	/* owned */
	guint successor;	/* number of the edge; returns: unused */
	struct value value;	/* returns: what is returned */
	guint64 key;		/* edges: apart_key() where it leads, */
	bool has_key;		/* … once somebody has asked */
};

/* Run a frame from its entry state (consumed): what leaves by returning. */
GArray *engine_run_frame(struct engine *engine, const struct frame *frame,
			 struct state *entry);
/* Of frames that have been run: what they came to. */
GHashTable *settled_table_new(void);
const struct frame *engine_frame(struct engine *engine,
				 const struct frame *parent,
				 const struct ir_insn *call,
				 const struct ir_unit *unit,
				 const struct ir_function *fn);
void engine_bind_params(struct engine *engine, struct state *state,
			const struct frame *frame, const struct value *args,
			guint n_args);

/* Execute a block on one state (consumed). Edges taken are appended to
 * `edges`, returns to `returns` (both struct leaving). */
void exec_block(struct engine *engine, const struct frame *frame,
		guint32 block, struct state *state, GArray *edges,
		GArray *returns);

#endif
