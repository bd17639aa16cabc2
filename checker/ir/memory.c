// SPDX-License-Identifier: GPL-2.0-only
#include "ir/memory.h"

#include <string.h>

#define FIRST_ADDRESS	0x100000u
#define ALIGNMENT	16u
#define LARGEST_BYTES	(64u << 20)

struct object {
	guint64 address, size_bytes;
	guint8 *bytes;
	guint8 *written;	/* per byte */
};

static void object_clear(gpointer data)
{
	struct object *object = data;

	g_free(object->bytes);
	g_free(object->written);
}

void memory_init(struct memory *memory, bool is_big_endian)
{
	memory->objects = g_array_new(FALSE, FALSE, sizeof(struct object));
	g_array_set_clear_func(memory->objects, object_clear);
	memory->next = FIRST_ADDRESS;
	memory->is_big_endian = is_big_endian;
}

void memory_release(struct memory *memory)
{
	g_array_unref(memory->objects);
}

guint64 memory_add(struct memory *memory, guint64 size_bytes, bool is_zero)
{
	struct object object = {
		.address = memory->next,
		.size_bytes = MIN(size_bytes, LARGEST_BYTES),
	};

	object.bytes = g_malloc0(object.size_bytes + 1);
	object.written = g_malloc(object.size_bytes + 1);
	memset(object.written, is_zero, object.size_bytes);
	g_array_append_val(memory->objects, object);
	memory->next += object.size_bytes / ALIGNMENT * ALIGNMENT +
			2 * ALIGNMENT;
	return object.address;
}

void memory_drop(struct memory *memory, guint n_objects)
{
	if (n_objects == memory->objects->len)
		return;
	memory->next = g_array_index(memory->objects, struct object,
				     n_objects).address;
	g_array_set_size(memory->objects, n_objects);
}

/* The object that holds all the bytes, and where in it; or NULL. */
static struct object *find(const struct memory *memory, guint64 address,
			   guint64 size_bytes, guint64 *offset)
{
	guint low = 0, high = memory->objects->len;
	struct object *object;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(memory->objects, struct object,
				  middle).address <= address)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low)
		return NULL;
	object = &g_array_index(memory->objects, struct object, low - 1);
	*offset = address - object->address;
	if (*offset > object->size_bytes ||
	    size_bytes > object->size_bytes - *offset)
		return NULL;
	return object;
}

static guint shift_of(const struct memory *memory, guint i, guint size_bytes)
{
	return 8 * (memory->is_big_endian ? size_bytes - 1 - i : i);
}

const char *memory_load(const struct memory *memory, guint64 address,
			guint size_bytes, guint64 *value)
{
	guint64 at;
	const struct object *object = find(memory, address, size_bytes, &at);

	*value = 0;
	if (!object)
		return "load outside an object";
	for (guint i = 0; i < size_bytes; i++) {
		if (!object->written[at + i])
			return "load of unwritten bytes";
		*value |= (guint64)object->bytes[at + i]
			  << shift_of(memory, i, size_bytes);
	}
	return NULL;
}

const char *memory_store(struct memory *memory, guint64 address,
			 guint size_bytes, guint64 value)
{
	guint64 at;
	struct object *object = find(memory, address, size_bytes, &at);

	if (!object)
		return "store outside an object";
	for (guint i = 0; i < size_bytes; i++) {
		object->bytes[at + i] =
			(guint8)(value >> shift_of(memory, i, size_bytes));
		object->written[at + i] = 1;
	}
	return NULL;
}

const char *memory_copy(struct memory *memory, guint64 to, guint64 from,
			guint64 size_bytes)
{
	guint64 at_to, at_from;
	struct object *x = find(memory, to, size_bytes, &at_to);
	struct object *y = find(memory, from, size_bytes, &at_from);

	if (!x || !y)
		return "copy outside an object";
	memmove(x->bytes + at_to, y->bytes + at_from, size_bytes);
	memmove(x->written + at_to, y->written + at_from, size_bytes);
	return NULL;
}

static const char *fill(struct memory *memory, guint64 address,
			guint64 size_bytes, bool is_written)
{
	guint64 at;
	struct object *object = find(memory, address, size_bytes, &at);

	if (!object)
		return "write outside an object";
	memset(object->bytes + at, 0, size_bytes);
	memset(object->written + at, is_written, size_bytes);
	return NULL;
}

const char *memory_zero(struct memory *memory, guint64 address,
			guint64 size_bytes)
{
	return fill(memory, address, size_bytes, true);
}

const char *memory_forget(struct memory *memory, guint64 address,
			  guint64 size_bytes)
{
	return fill(memory, address, size_bytes, false);
}

const char *memory_load_bits(const struct memory *memory, guint64 address,
			     guint offset, guint width, guint64 *value)
{
	guint64 at;
	const struct object *object = find(memory, address + offset / 8,
					   (offset % 8 + width + 7) / 8, &at);

	*value = 0;
	if (memory->is_big_endian)
		return "bit-field of a big-endian target";
	if (!object)
		return "load outside an object";
	for (guint i = 0; i < width; i++) {
		guint bit = offset % 8 + i;

		if (!object->written[at + bit / 8])
			return "load of unwritten bytes";
		*value |= (guint64)(object->bytes[at + bit / 8] >> bit % 8 & 1)
			  << i;
	}
	return NULL;
}

/* The bits beside the field in its bytes count as written from then on. */
const char *memory_store_bits(struct memory *memory, guint64 address,
			      guint offset, guint width, guint64 value)
{
	guint64 at;
	struct object *object = find(memory, address + offset / 8,
				     (offset % 8 + width + 7) / 8, &at);

	if (memory->is_big_endian)
		return "bit-field of a big-endian target";
	if (!object)
		return "store outside an object";
	for (guint i = 0; i < width; i++) {
		guint bit = offset % 8 + i;
		guint8 mask = (guint8)(1u << bit % 8);
		guint8 *byte = &object->bytes[at + bit / 8];

		*byte = value >> i & 1 ? *byte | mask :
					 (guint8)(*byte & ~mask);
		object->written[at + bit / 8] = 1;
	}
	return NULL;
}
