// SPDX-License-Identifier: GPL-2.0
/* test-tree: 6.12 7.2 */
/* A managed object with room for the driver's part that 6.1 has not. */
#include <linux/mmc/host.h>
#include <linux/module.h>

#define HOSTS_FITS (4194304 - 65536)

void hosts_6_12_cards(struct device *dev, void **out)
{
	out[0] = devm_mmc_alloc_host(dev, HOSTS_FITS);	/* ok: oversize-constant */
	out[1] = devm_mmc_alloc_host(dev, 4194305);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(hosts_6_12_cards);

MODULE_DESCRIPTION("kmcheck case: managed hosts");
MODULE_LICENSE("GPL");
