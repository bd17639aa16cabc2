// SPDX-License-Identifier: GPL-2.0-only
#include "ir/heap.h"

#include <fcntl.h>
#include <obstack.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_BYTES ((gsize)4 << 20)	/* of a file */
#define UNIT_BYTES ((gsize)64 << 10)	/* of plain memory: units are small */

struct chunk {
	gpointer at;
	gsize size_bytes;
	bool is_mapped;
};

struct ir_heap {
	struct obstack stack;
	GArray *chunks;		/* struct chunk */
	int file;		/* -1: none, or no room there any more */
	off_t file_bytes;
};

/* In the file; NULL if it has no room. The room is taken now: a page that
 * finds none when it is written would end the process. */
static gpointer map_chunk(struct ir_heap *heap, gsize size_bytes)
{
	gpointer at = MAP_FAILED;

	if (heap->file >= 0 &&
	    !posix_fallocate(heap->file, heap->file_bytes, (off_t)size_bytes))
		at = mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED,
			  heap->file, heap->file_bytes);
	if (at != MAP_FAILED) {
		heap->file_bytes += (off_t)size_bytes;
		return at;
	}
	if (heap->file >= 0)
		close(heap->file);
	heap->file = -1;
	return NULL;
}

static void *take_chunk(void *data, size_t size_bytes)
{
	struct ir_heap *heap = data;
	gsize page_bytes = (gsize)sysconf(_SC_PAGESIZE);
	struct chunk chunk = {
		.size_bytes = (size_bytes + page_bytes - 1) & ~(page_bytes - 1),
	};

	chunk.at = map_chunk(heap, chunk.size_bytes);
	chunk.is_mapped = chunk.at;
	if (!chunk.at)
		chunk.at = g_malloc(size_bytes);
	g_array_append_val(heap->chunks, chunk);
	return chunk.at;
}

/* Chunks are given back with the heap. */
static void keep_chunk(void *data, void *chunk)
{
	(void)data;
	(void)chunk;
}

static int open_unnamed(const char *folder)
{
	g_autofree char *path = g_build_filename(folder, "ir-XXXXXX", NULL);
	int file = mkostemp(path, O_CLOEXEC);

	if (file >= 0)
		unlink(path);
	return file;
}

struct ir_heap *ir_heap_new(const char *folder)
{
	struct ir_heap *heap = g_new0(struct ir_heap, 1);

	heap->chunks = g_array_new(FALSE, FALSE, sizeof(struct chunk));
	heap->file = folder ? open_unnamed(folder) : -1;
	obstack_specify_allocation_with_arg(&heap->stack,
					    folder ? CHUNK_BYTES : UNIT_BYTES,
					    0, take_chunk, keep_chunk, heap);
	return heap;
}

void ir_heap_free(struct ir_heap *heap)
{
	if (!heap)
		return;
	for (guint i = 0; i < heap->chunks->len; i++) {
		struct chunk *chunk = &g_array_index(heap->chunks,
						     struct chunk, i);

		if (chunk->is_mapped)
			munmap(chunk->at, chunk->size_bytes);
		else
			g_free(chunk->at);
	}
	if (heap->file >= 0)
		close(heap->file);
	g_array_unref(heap->chunks);
	g_free(heap);
}

gpointer ir_heap_alloc(struct ir_heap *heap, gsize size_bytes)
{
	return memset(obstack_alloc(&heap->stack, size_bytes), 0, size_bytes);
}

gpointer ir_heap_copy(struct ir_heap *heap, gconstpointer what,
		      gsize size_bytes)
{
	return size_bytes ? obstack_copy(&heap->stack, what, size_bytes) : NULL;
}

gpointer ir_heap_grow(struct ir_heap *heap, gpointer elements, gsize n,
		      gsize element_bytes)
{
	gpointer grown;

	if (n & (n - 1))
		return elements;
	grown = ir_heap_alloc(heap, MAX(2 * n, 1) * element_bytes);
	if (n)
		memcpy(grown, elements, n * element_bytes);
	return grown;
}

void ir_heap_rest(struct ir_heap *heap)
{
	for (guint i = 0; i < heap->chunks->len; i++) {
		struct chunk *chunk = &g_array_index(heap->chunks,
						     struct chunk, i);

		if (chunk->is_mapped)
			madvise(chunk->at, chunk->size_bytes, MADV_DONTNEED);
	}
}
