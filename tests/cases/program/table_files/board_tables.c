// SPDX-License-Identifier: GPL-2.0
#include <linux/sizes.h>

#include "board.h"

const struct board_info board_infos[3] = {
	{ "lite", SZ_64K, 4 },
	{ "pro", SZ_2M, 16 },
	{ "max", SZ_32M, 64 },
};
