/* SPDX-License-Identifier: GPL-2.0 */
#ifndef GRAB_H
#define GRAB_H

#include <linux/types.h>

struct grab_req {
	__u32 bytes;
	__u32 slots;
};

int grab_check(const struct grab_req *rq);
int grab_buf_set(const struct grab_req *rq);
int grab_table_set(const struct grab_req *rq);
void grab_buf_drop(void);

#endif
