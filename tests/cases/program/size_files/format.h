/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FORMAT_H
#define FORMAT_H

#include <linux/types.h>

struct format {
	u32 width, height;
	u8 planes;
};

size_t format_bytes(const struct format *f);
int format_sane(const struct format *f);
int format_default(int which, struct format *f);

#endif
