// SPDX-License-Identifier: GPL-2.0
/* A product written out: three. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct sample {
	u64 when;
	u64 value;
};

static struct sample *samples;
static unsigned int count = SZ_512K;

static int setup(void)
{
	unsigned int n = SZ_512K + 1;

	samples = kmalloc(n * 2 * sizeof(*samples), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!samples)
		return -ENOMEM;
	memset(samples, 1, n * sizeof(*samples));
	count = n;
	return 0;
}

static void teardown(void)
{
	kfree(samples);
}

static int __init product_three_init(void)
{
	return setup();
}

static void __exit product_three_exit(void)
{
	teardown();
}

module_init(product_three_init);
module_exit(product_three_exit);

MODULE_DESCRIPTION("kmcheck case: product_three");
MODULE_LICENSE("GPL");
