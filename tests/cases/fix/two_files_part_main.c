// SPDX-License-Identifier: GPL-2.0
/* A module of two files: one allocates, the other frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "two_files.h"

static struct ring ring;

int ring_fill(struct ring *r, size_t bytes)
{
	r->data = kzalloc(bytes, GFP_KERNEL); /* expect: error[oversize-constant] */
	r->bytes = bytes;
	return r->data ? 0 : -ENOMEM;
}

static int __init two_files_init(void)
{
	return ring_fill(&ring, SZ_8M);
}

static void __exit two_files_exit(void)
{
	ring_empty(&ring);
}

module_init(two_files_init);
module_exit(two_files_exit);

MODULE_DESCRIPTION("kmcheck case: two_files");
MODULE_LICENSE("GPL");
