/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KM_H
#define KM_H

#include <linux/types.h>

/* A question to the engine: "range:" on the line of the call says what it must
 * hold about value there, as a u64. Does nothing. */
static inline void __km_range(unsigned long long value)
{
}

/* What an allocation of so many bytes returned: "vm:" on the line of the call
 * says what it must be on a booted kernel (tests/vm/modules/km.h). */
static inline void __km_got(const void *memory, size_t bytes)
{
}

#endif
