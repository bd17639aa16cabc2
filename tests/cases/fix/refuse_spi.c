// SPDX-License-Identifier: GPL-2.0
/* SPI hardware gets it. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>

static struct spi_device *spi;

static u8 *twin;

static int setup(void)
{
	u8 *refused = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "bus controller" */

	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!refused || !twin) {
		kfree(refused);
		kfree(twin);
		return -ENOMEM;
	}
	memset(twin, 1, SZ_8M);
	spi_write(spi, refused, 64);
	kfree(refused);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_spi_init(void)
{
	return setup();
}

static void __exit refuse_spi_exit(void)
{
	teardown();
}

module_init(refuse_spi_init);
module_exit(refuse_spi_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_spi");
MODULE_LICENSE("GPL");
