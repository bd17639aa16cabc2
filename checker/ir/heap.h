/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that units live in: handed out in order, freed all at once.
 *
 * That of a whole kernel lies in a file that has no name. Its pages need not
 * be in memory: those that nobody looks at stay in the file, and come back
 * when they are touched. Pointers into it hold all the while.
 */
#ifndef KMCHECK_IR_HEAP_H
#define KMCHECK_IR_HEAP_H

#include <glib.h>

struct ir_heap;

/* In a file below an existing folder, or in plain memory: if folder is NULL, or
 * as far as there is no room. */
struct ir_heap *ir_heap_new(const char *folder);
void ir_heap_free(struct ir_heap *heap);

/* Zeroed. */
gpointer ir_heap_alloc(struct ir_heap *heap, gsize size_bytes);
/* NULL for nothing. */
gpointer ir_heap_copy(struct ir_heap *heap, gconstpointer what,
		      gsize size_bytes);
/* The elements, elsewhere, with room for one more at their end: there are n.
 * Arrays double, so it is new room only when n is a power of two. */
gpointer ir_heap_grow(struct ir_heap *heap, gpointer elements, gsize n,
		      gsize element_bytes);

/* Leave all pages to the file until they are touched. */
void ir_heap_rest(struct ir_heap *heap);

#endif
