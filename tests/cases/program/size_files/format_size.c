// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>

#include "format.h"

size_t format_bytes(const struct format *f)
{
	return (size_t)f->width * f->height * f->planes;
}

int format_sane(const struct format *f)
{
	return f->width <= 1024 && f->height <= 1024 && f->planes <= 4;
}

int format_default(int which, struct format *f)
{
	switch (which) {
	case 0:
		*f = (struct format){ 640, 480, 3 };
		return 0;
	case 1:
		f->width = 1024;
		f->height = 768;
		f->planes = 4;
		return 0;
	}
	return -EINVAL;
}
