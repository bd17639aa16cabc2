/* SPDX-License-Identifier: GPL-2.0 */
#ifndef BOARD_H
#define BOARD_H

#include <linux/types.h>

struct board_info {
	const char *name;
	u32 sram_bytes;
	u16 queues;
};

extern const struct board_info board_infos[3];

int board_files_attach(unsigned int kind);

#endif
