// SPDX-License-Identifier: GPL-2.0
/* Stopped first, freed where it may sleep. */
/* test-tree: 6.1 6.12 */
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/timer.h>

struct clock {
	struct timer_list timer;
	u8 log[SZ_8M];
};

static struct clock *clock;

static void tick(struct timer_list *timer)
{
	struct clock *c = container_of(timer, struct clock, timer);

	c->log[0]++;
}

static int setup(void)
{
	clock = kzalloc(sizeof(*clock), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!clock)
		return -ENOMEM;
	timer_setup(&clock->timer, tick, 0);
	mod_timer(&clock->timer, jiffies + 1);
	return 0;
}

static void teardown(void)
{
	del_timer_sync(&clock->timer);
	kfree(clock);
}

static int __init timer_after_init(void)
{
	return setup();
}

static void __exit timer_after_exit(void)
{
	teardown();
}

module_init(timer_after_init);
module_exit(timer_after_exit);

MODULE_DESCRIPTION("kmcheck case: timer_after");
MODULE_LICENSE("GPL");
