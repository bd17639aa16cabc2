// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>

struct card {
	void *image;
};

static int read_image(struct card *card, size_t len)
{
	memset(card->image, 0, len);
	return len & 1;
}

static int load(struct card *card, size_t len)
{
	card->image = kvmalloc(len, GFP_KERNEL);
	if (!card->image)
		return -ENOMEM;
	if (read_image(card, len)) {
		kfree(card->image);	/* expect: error[kfree-mismatch] */
		return -EIO;
	}
	return 0;
}

int card_load(struct card *card, size_t len)
{
	return load(card, len);
}
EXPORT_SYMBOL(card_load);
MODULE_LICENSE("GPL");
