/* SPDX-License-Identifier: GPL-2.0 */
#ifndef KM_H
#define KM_H

/* A question to the engine: "range:" on the line of the call says what it must
 * hold about value there, as a u64. Does nothing. */
static inline void __km_range(unsigned long long value)
{
}

#endif
