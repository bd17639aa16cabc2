/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory inside the value layer; clients use engine.h. */
#ifndef KMCHECK_VALUE_MEMORY_H
#define KMCHECK_VALUE_MEMORY_H

#include "value/engine.h"

/* The table that interns places. */
GHashTable *place_table_new(void);

bool bytes_overlap(gint64 a, guint64 a_bytes, gint64 b, guint64 b_bytes);
/* Of one root; to the bit, as fields of less than a byte need it. */
bool places_overlap(const struct memory_place *a,
		    const struct memory_place *b);
/* The root that an address is counted from, and how far it is from there. */
vn split_address(const struct engine *engine, vn address, gint64 *offset);

void engine_store_place(struct engine *engine, struct state *state,
			guint32 place, struct value value);
struct value engine_load_place(struct engine *engine, struct state *state,
			       const struct frame *frame, const void *site,
			       guint32 place);

/* The bytes that a place may be, whatever its index: false if they cannot be
 * told, then all that follow. */
struct extent {
	vn root;
	gint64 offset;
	guint64 length;		/* G_MAXUINT64: all that follows */
};

bool memory_extent(struct engine *engine, const struct state *state,
		   const struct memory_place *p, struct extent *out);
/* What the place holds, if that is known without reading it; else NULL. *why
 * is set if it was NULL. */
const struct range *memory_held(struct engine *engine,
				const struct state *state, guint32 place,
				const struct why **why);

/* A new number for what is read at a place. */
vn memory_leaf(struct engine *engine, struct state *state,
	       const struct frame *frame, const void *site, guint32 place,
	       bool *is_new);
/* objects.c: a read through a pointer that is one of a few objects' addresses,
 * or walks over one; false if it may be anything else. */
bool memory_of_objects(struct engine *engine, struct state *state,
		       const struct frame *frame, const void *site,
		       guint32 place, struct value *value);

#endif
