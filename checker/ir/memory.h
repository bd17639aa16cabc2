/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interpreter's memory: byte-addressed objects, each at an address of its
 * own with a gap after it. Every byte knows whether it has been written.
 * Objects form a stack: those of a call are dropped when it returns.
 */
#ifndef KMCHECK_IR_MEMORY_H
#define KMCHECK_IR_MEMORY_H

#include <glib.h>
#include <stdbool.h>

struct memory {
	GArray *objects;	/* by rising address */
	guint64 next;		/* address of the next object */
	bool is_big_endian;
};

void memory_init(struct memory *memory, bool is_big_endian);
void memory_release(struct memory *memory);

/* A new object, its bytes unwritten, or zero if is_zero. Its address. */
guint64 memory_add(struct memory *memory, guint64 size_bytes, bool is_zero);

/* Drop the objects made since n_objects was memory->objects->len. */
void memory_drop(struct memory *memory, guint n_objects);

/* Each returns NULL, or why it cannot be done. Integers have 1 to 8 bytes. */
const char *memory_load(const struct memory *memory, guint64 address,
			guint size_bytes, guint64 *value);
const char *memory_store(struct memory *memory, guint64 address,
			 guint size_bytes, guint64 value);
const char *memory_copy(struct memory *memory, guint64 to, guint64 from,
			guint64 size_bytes);
const char *memory_zero(struct memory *memory, guint64 address,
			guint64 size_bytes);

/* Bytes of unknown content again. */
const char *memory_forget(struct memory *memory, guint64 address,
			  guint64 size_bytes);

/* A bit-field of a little-endian target: `width` bits, the lowest of them bit
 * `offset` counted from the byte at address. */
const char *memory_load_bits(const struct memory *memory, guint64 address,
			     guint offset, guint width, guint64 *value);
const char *memory_store_bits(struct memory *memory, guint64 address,
			      guint offset, guint width, guint64 value);

#endif
