// SPDX-License-Identifier: GPL-2.0
/* An inline function of a header gives what it takes out to the destructor. */
#include <linux/module.h>
#include <linux/ptr_ring.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static struct ptr_ring ring;

static void drop(void *buffer)
{
	kfree(buffer);
}

static int setup(void)
{
	u8 *buffer;
	int err = ptr_ring_init(&ring, 16, GFP_KERNEL);

	if (err)
		return err;
	buffer = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!buffer) {
		err = -ENOMEM;
		goto cleanup;
	}
	memset(buffer, 1, SZ_8M);
	err = ptr_ring_produce(&ring, buffer);
	if (!err)
		return 0;
	kfree(buffer);
cleanup:
	ptr_ring_cleanup(&ring, drop);
	return err;
}

static void teardown(void)
{
	ptr_ring_cleanup(&ring, drop);
}

static int __init passed_destructor_init(void)
{
	return setup();
}

static void __exit passed_destructor_exit(void)
{
	teardown();
}

module_init(passed_destructor_init);
module_exit(passed_destructor_exit);

MODULE_DESCRIPTION("kmcheck case: passed_destructor");
MODULE_LICENSE("GPL");
