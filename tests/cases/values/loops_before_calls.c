// SPDX-License-Identifier: GPL-2.0
/* A loop in a function whose calls take half of the work that is spent on a
 * function: what the loop does is worked out all the same. */
#include <linux/module.h>
#include <linux/slab.h>

#include "../km.h"

bool loops_before_calls_busy(int which);
int loops_before_calls_next(int which);

static int loops_before_calls_step(int which, int depth)
{
	int i, err = 0;

	for (i = 0; i < depth; i++) {
		if (loops_before_calls_busy(i))
			err = loops_before_calls_next(which + i);
		else if (loops_before_calls_busy(which))
			err = loops_before_calls_next(which);
		if (err < 0)
			return err;
	}
	return i > 5 ? which : err;
}

static int loops_before_calls_some(int which)
{
	int i, err;

	for (i = 0; loops_before_calls_busy(i); i++) {
		err = loops_before_calls_step(which, 7);
		if (err > 3)
			err = loops_before_calls_step(err, 6);
		if (err > 4)
			err = loops_before_calls_step(err, which);
		if (err < 0)
			return err;
		which += err;
	}
	return which;
}

static int loops_before_calls_all(int which)
{
	int err = loops_before_calls_some(which);

	while (err > 0) {
		err = loops_before_calls_some(err);
		if (err > 7)
			err = loops_before_calls_some(which);
		if (err > 70)
			err = loops_before_calls_some(err);
	}
	return err;
}

void *loops_before_calls_doubled(int which)
{
	size_t bytes = 16;
	void *memory;
	int i;

	for (i = 0; i < 20; i++)
		bytes *= 2;
	__km_range(bytes);			/* range: [16777216,16777216] */
	memory = kmalloc(bytes, GFP_KERNEL);	/* expect: error[oversize-constant] "16777216" */
	while (loops_before_calls_all(which) > 0)
		which = loops_before_calls_all(which + 1);
	if (loops_before_calls_all(which) > 0)
		which = loops_before_calls_all(which);
	return memory;
}
EXPORT_SYMBOL_GPL(loops_before_calls_doubled);

MODULE_DESCRIPTION("kmcheck case: loops before calls");
MODULE_LICENSE("GPL");
