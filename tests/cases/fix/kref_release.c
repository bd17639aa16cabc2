// SPDX-License-Identifier: GPL-2.0
/* The last reference frees. */
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct session {
	struct kref ref;
	u8 data[SZ_8M];
};

static struct session *session;

static void session_release(struct kref *ref)
{
	struct session *s = container_of(ref, struct session, ref);

	kfree(s);
}

static int setup(void)
{
	session = kzalloc(sizeof(*session), GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!session)
		return -ENOMEM;
	kref_init(&session->ref);
	return 0;
}

static void teardown(void)
{
	kref_put(&session->ref, session_release);
}

static int __init kref_release_init(void)
{
	return setup();
}

static void __exit kref_release_exit(void)
{
	teardown();
}

module_init(kref_release_init);
module_exit(kref_release_exit);

MODULE_DESCRIPTION("kmcheck case: kref_release");
MODULE_LICENSE("GPL");
