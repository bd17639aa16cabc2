// SPDX-License-Identifier: GPL-2.0
/* Objects of a subsystem with room for the driver's own part behind them. */
#include <linux/bpf.h>
#include <linux/iio/iio.h>
#include <linux/mmc/host.h>
#include <linux/module.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <net/mac80211.h>
#include <scsi/scsi_host.h>

#define HOSTS_FITS (4194304 - 65536)
#define HOSTS_OVER 4194305

void hosts_storage(struct device *dev, struct scsi_host_template *sht, void **out)
{
	out[0] = scsi_host_alloc(sht, HOSTS_FITS);	/* ok: oversize-constant */
	out[1] = scsi_host_alloc(sht, HOSTS_OVER);	/* expect: error[oversize-constant] */
	out[2] = mmc_alloc_host(HOSTS_FITS, dev);	/* ok: oversize-constant */
	out[3] = mmc_alloc_host(HOSTS_OVER, dev);	/* expect: error[oversize-constant] */
	out[4] = spi_alloc_host(dev, HOSTS_FITS);	/* ok: oversize-constant */
	out[5] = spi_alloc_host(dev, HOSTS_OVER);	/* expect: error[oversize-constant] */
	out[6] = iio_device_alloc(dev, HOSTS_FITS);	/* ok: oversize-constant */
	out[7] = iio_device_alloc(dev, HOSTS_OVER);	/* expect: error[oversize-constant] */
	out[8] = __spi_alloc_controller(dev, HOSTS_FITS, false);	/* ok: oversize-constant */
	out[9] = __spi_alloc_controller(dev, HOSTS_OVER, false);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(hosts_storage);

void hosts_radio(const struct cfg80211_ops *cfg, const struct ieee80211_ops *mac, void **out)
{
	out[0] = wiphy_new(cfg, HOSTS_FITS);		/* ok: oversize-constant */
	out[1] = wiphy_new(cfg, HOSTS_OVER);		/* expect: error[oversize-constant] */
	out[2] = ieee80211_alloc_hw(HOSTS_FITS, mac);	/* ok: oversize-constant */
	out[3] = ieee80211_alloc_hw(HOSTS_OVER, mac);	/* expect: error[oversize-constant] */
	out[4] = wiphy_new_nm(cfg, HOSTS_FITS, NULL);	/* ok: oversize-constant */
	out[5] = wiphy_new_nm(cfg, HOSTS_OVER, NULL);	/* expect: error[oversize-constant] */
	out[6] = ieee80211_alloc_hw_nm(HOSTS_FITS, mac, NULL);	/* ok: oversize-constant */
	out[7] = ieee80211_alloc_hw_nm(HOSTS_OVER, mac, NULL);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(hosts_radio);

void hosts_processors(struct device *dev, const struct rproc_ops *ops, void **out)
{
	out[0] = rproc_alloc(dev, "a", ops, NULL, HOSTS_FITS);	/* ok: oversize-constant */
	out[1] = rproc_alloc(dev, "b", ops, NULL, HOSTS_OVER);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(hosts_processors);

void hosts_managed(struct device *dev, const struct rproc_ops *ops, void **out)
{
	out[0] = __devm_spi_alloc_controller(dev, HOSTS_FITS, false);	/* ok: oversize-constant */
	out[1] = __devm_spi_alloc_controller(dev, HOSTS_OVER, false);	/* expect: error[oversize-constant] */
	out[2] = devm_iio_device_alloc(dev, HOSTS_FITS);	/* ok: oversize-constant */
	out[3] = devm_iio_device_alloc(dev, HOSTS_OVER);	/* expect: error[oversize-constant] */
	out[4] = devm_rproc_alloc(dev, "a", ops, NULL, HOSTS_FITS);	/* ok: oversize-constant */
	out[5] = devm_rproc_alloc(dev, "b", ops, NULL, HOSTS_OVER);	/* expect: error[oversize-constant] */
}
EXPORT_SYMBOL_GPL(hosts_managed);

void hosts_maps(struct bpf_map *map)
{
	kfree(bpf_map_kmalloc_node(map, 4194304, GFP_KERNEL, NUMA_NO_NODE));	/* ok: oversize-constant */
	kfree(bpf_map_kmalloc_node(map, 4194305, GFP_KERNEL, NUMA_NO_NODE));	/* expect: error[oversize-constant] "4194305" */
	kfree(bpf_map_kzalloc(map, 4194304, GFP_KERNEL));	/* ok: oversize-constant */
	kfree(bpf_map_kzalloc(map, 4194305, GFP_KERNEL));	/* expect: error[oversize-constant] "4194305" */
}
EXPORT_SYMBOL_GPL(hosts_maps);

MODULE_DESCRIPTION("kmcheck case: hosts");
MODULE_LICENSE("GPL");
