/* SPDX-License-Identifier: GPL-2.0-only */
/* The cases' km.h on a booted kernel: what an allocation returned is said, for
 * the "vm:" mark on that line, and all its pages are written. */
#ifndef KM_H
#define KM_H

#include <linux/err.h>
#include <linux/mm.h>

#include "report.h"

static inline void __km_range(unsigned long long value)
{
}

static inline void km_got_at(int line, char *memory, size_t bytes)
{
	size_t offset;

	if (IS_ERR_OR_NULL(memory)) {
		vm_say("line %d fails", line);
		return;
	}
	for (offset = 0; offset < bytes; offset += PAGE_SIZE)
		memory[offset] = 1;
	memory[bytes - 1] = 1;
	vm_say("line %d works", line);
}

#define __km_got(memory, bytes) km_got_at(__LINE__, (char *)(memory), bytes)

#endif
