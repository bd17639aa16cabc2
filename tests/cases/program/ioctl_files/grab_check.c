// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>

#include "grab.h"

/* Looks at the slots, forgets the bytes. */
int grab_check(const struct grab_req *rq)
{
	if (!rq->bytes || rq->slots > 4096)
		return -EINVAL;
	return 0;
}
