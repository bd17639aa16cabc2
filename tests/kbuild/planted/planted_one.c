// SPDX-License-Identifier: GPL-2.0
/* Planted in kernel trees: what one unit shows. */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct planted_one {
	void *large, *bounded, *mapped;
};

int planted_one_open(struct planted_one *one, unsigned int n);
void planted_one_close(struct planted_one *one);

int planted_one_open(struct planted_one *one, unsigned int n)
{
	if (n > SZ_8M)
		return -EINVAL;
	one->large = kzalloc(SZ_8M, GFP_KERNEL);	/* expect: error[oversize-constant] */
	one->bounded = kmalloc(n, GFP_KERNEL);	/* expect: warning[oversize-bound] */
	one->mapped = kvmalloc(n, GFP_KERNEL);
	return one->large && one->bounded && one->mapped ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(planted_one_open);

void planted_one_close(struct planted_one *one)
{
	kfree(one->large);
	kfree(one->bounded);
	kfree(one->mapped);	/* expect: error[kfree-mismatch] */
}
EXPORT_SYMBOL_GPL(planted_one_close);
