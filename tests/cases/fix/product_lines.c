// SPDX-License-Identifier: GPL-2.0
/* A product over two lines stays on two lines; comments are no flags. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct sample {
	u64 when;
	u64 value;
};

static struct sample *samples;

static int setup(void)
{
	unsigned int n = SZ_512K + 1;

	/* expect: error[oversize-constant] */ samples = kmalloc(n *
			  sizeof(*samples), /* per-sample & more */
			  /* may - sleep */ GFP_KERNEL);
	if (!samples)
		return -ENOMEM;
	memset(samples, 1, n * sizeof(*samples));
	return 0;
}

static void teardown(void)
{
	kfree(samples);
}

static int __init product_lines_init(void)
{
	return setup();
}

static void __exit product_lines_exit(void)
{
	teardown();
}

module_init(product_lines_init);
module_exit(product_lines_exit);

MODULE_DESCRIPTION("kmcheck case: product_lines");
MODULE_LICENSE("GPL");
