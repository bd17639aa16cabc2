// SPDX-License-Identifier: GPL-2.0
/* Nobody in the program sets the field: silence. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

struct pdata {
	u32 bytes;
	u32 count;
};

int field_never_set_start(struct device *dev)
{
	const struct pdata *pdata = dev_get_platdata(dev);
	void *p;

	if (!pdata)
		return -EINVAL;
	p = devm_kcalloc(dev, pdata->count, pdata->bytes, GFP_KERNEL);	/* ok: oversize-bound -- nothing known */
	return p ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(field_never_set_start);

MODULE_DESCRIPTION("kmcheck case: field never set");
MODULE_LICENSE("GPL");
