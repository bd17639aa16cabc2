// SPDX-License-Identifier: GPL-2.0
/* Arguments of exported functions that nobody here calls: silence. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/slab.h>

struct client {
	const char *name;
	size_t private_bytes;
};

void *unknown_alloc(size_t bytes)
{
	return kzalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(unknown_alloc);

void *unknown_array(int n, int each)
{
	return kcalloc(n, each, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(unknown_array);

void *unknown_client(struct device *dev, const struct client *client)
{
	return devm_kzalloc(dev, sizeof(*client) + client->private_bytes, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(unknown_client);

void *unknown_result(size_t (*need)(void *ctx), void *ctx)
{
	return kmalloc(need(ctx), GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(unknown_result);

MODULE_DESCRIPTION("kmcheck case: unknown parameters");
MODULE_LICENSE("GPL");
