// SPDX-License-Identifier: GPL-2.0
/* Two wrappers deep, with the constant at the far end. */
#include <linux/module.h>
#include <linux/slab.h>

struct desc {
	u64 addr;
	u64 len;
};

struct channel {
	struct desc *ring;
	unsigned int entries;
};

static void *ring_alloc(size_t bytes, gfp_t gfp)
{
	return kzalloc(bytes, gfp | __GFP_ACCOUNT);	/* expect: error[oversize-constant] "8388608" */
}

static int channel_alloc(struct channel *ch, unsigned int entries)
{
	ch->ring = ring_alloc(entries * sizeof(*ch->ring), GFP_KERNEL);
	if (!ch->ring)
		return -ENOMEM;
	ch->entries = entries;
	return 0;
}

static struct channel control, data;

static int __init wow_init(void)
{
	int err = channel_alloc(&control, 64);

	if (err)
		return err;
	err = channel_alloc(&data, 1 << 19);
	if (err)
		kfree(control.ring);
	return err;
}
module_init(wow_init);

static void __exit wow_exit(void)
{
	kfree(data.ring);
	kfree(control.ring);
}
module_exit(wow_exit);

MODULE_DESCRIPTION("kmcheck case: wrapper of wrapper");
MODULE_LICENSE("GPL");
