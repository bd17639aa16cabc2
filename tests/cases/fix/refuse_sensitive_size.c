// SPDX-License-Identifier: GPL-2.0
/* The length is not known where it is wiped. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct secret {
	size_t bytes;
	u8 *data;
};

struct twin {
	u8 *data;
};

static struct secret key;
static struct twin twin_key;

static int secret_fill(struct secret *k, size_t bytes)
{
	k->bytes = bytes;
	k->data = kzalloc(k->bytes, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "must be told the size" */
	return k->data ? 0 : -ENOMEM;
}

static int setup(void)
{
	twin_key.data = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!twin_key.data)
		return -ENOMEM;
	return secret_fill(&key, SZ_8M);
}

static void teardown(void)
{
	kfree_sensitive(key.data);
	kfree(twin_key.data);
}

static int __init refuse_sensitive_size_init(void)
{
	return setup();
}

static void __exit refuse_sensitive_size_exit(void)
{
	teardown();
}

module_init(refuse_sensitive_size_init);
module_exit(refuse_sensitive_size_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_sensitive_size");
MODULE_LICENSE("GPL");
