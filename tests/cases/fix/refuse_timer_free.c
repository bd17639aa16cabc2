// SPDX-License-Identifier: GPL-2.0
/* A timer frees. */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/timer.h>

struct clock {
	struct timer_list timer;
	u8 log[SZ_8M];
};

static u8 *twin;

static void tick(struct timer_list *timer)
{
	struct clock *c = container_of(timer, struct clock, timer);

	kfree(c);
}

static int setup(void)
{
	struct clock *clock = kzalloc(sizeof(*clock), GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "timer" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!clock || !twin) {
		kfree(clock);
		kfree(twin);
		return -ENOMEM;
	}
	timer_setup(&clock->timer, tick, 0);
	mod_timer(&clock->timer, jiffies + 1);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_timer_free_init(void)
{
	return setup();
}

static void __exit refuse_timer_free_exit(void)
{
	teardown();
}

module_init(refuse_timer_free_init);
module_exit(refuse_timer_free_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_timer_free");
MODULE_LICENSE("GPL");
