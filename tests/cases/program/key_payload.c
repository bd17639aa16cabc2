// SPDX-License-Identifier: GPL-2.0
/*
 * A key's payload is at most 1048575 bytes: the key code checks before it
 * calls.
 */
#include <linux/key-type.h>
#include <linux/module.h>
#include <linux/slab.h>

static int km_preparse(struct key_preparsed_payload *prep)
{
	void *copy = kmemdup(prep->data, prep->datalen, GFP_KERNEL);	/* ok: oversize-user -- below 1 MiB */

	if (!copy)
		return -ENOMEM;
	prep->payload.data[0] = copy;
	prep->quotalen = prep->datalen;
	return 0;
}

static void km_free_preparse(struct key_preparsed_payload *prep)
{
	kfree(prep->payload.data[0]);
}

static struct key_type km_key_type = {
	.name = "km-case",
	.preparse = km_preparse,
	.free_preparse = km_free_preparse,
	.instantiate = generic_key_instantiate,
};

static int __init key_payload_init(void)
{
	return register_key_type(&km_key_type);
}
module_init(key_payload_init);

static void __exit key_payload_exit(void)
{
	unregister_key_type(&km_key_type);
}
module_exit(key_payload_exit);

MODULE_DESCRIPTION("kmcheck case: key payload");
MODULE_LICENSE("GPL");
