// SPDX-License-Identifier: GPL-2.0
/* The number that is set in this file is small enough in the other one. */
#include <linux/module.h>
#include <linux/slab.h>

#include "ring.h"

static struct ring events;

static int __init ring_main_init(void)
{
	events.entries = 1 << 18;
	events.entry_bytes = 16;
	return ring_create(&events);
}
module_init(ring_main_init);

static void __exit ring_main_exit(void)
{
	ring_destroy(&events);
}
module_exit(ring_main_exit);

MODULE_DESCRIPTION("kmcheck case: ring main");
MODULE_LICENSE("GPL");
