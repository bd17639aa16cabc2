/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory inside the value layer; clients use engine.h. */
#ifndef KMCHECK_VALUE_MEMORY_H
#define KMCHECK_VALUE_MEMORY_H

#include "value/engine.h"

/* The table that interns places. */
GHashTable *place_table_new(void);

void engine_store_place(struct engine *engine, struct state *state,
			guint32 place, struct value value);
struct value engine_load_place(struct engine *engine, struct state *state,
			       const struct frame *frame, const void *site,
			       guint32 place);

#endif
