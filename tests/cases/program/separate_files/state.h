/* SPDX-License-Identifier: GPL-2.0 */
#ifndef STATE_H
#define STATE_H

struct state {
	size_t bytes;
	void *mem;
};

#endif
