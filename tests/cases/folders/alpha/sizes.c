// SPDX-License-Identifier: GPL-2.0
#include <linux/types.h>

size_t folder_bytes(void);

size_t folder_bytes(void)
{
	return 4096;
}
