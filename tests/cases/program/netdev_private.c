// SPDX-License-Identifier: GPL-2.0
/* A network device's private ioctl: the core has copied the request. */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/slab.h>

static int link_private(struct net_device *dev, struct ifreq *ifr,
			void __user *data, int cmd)
{
	void *p;

	if (ifr->ifr_mtu > 65536)
		return -EINVAL;
	p = kmalloc(ifr->ifr_mtu, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(p);
	if (ifr->ifr_mtu < 0)
		return -EINVAL;
	p = kmalloc(ifr->ifr_mtu, GFP_KERNEL);	/* ok: oversize-user */
	kfree(p);
	return 0;
}

const struct net_device_ops link_ops = {
	.ndo_siocdevprivate = link_private,
};
EXPORT_SYMBOL_GPL(link_ops);

MODULE_LICENSE("GPL");
