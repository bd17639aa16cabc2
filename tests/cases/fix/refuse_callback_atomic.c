// SPDX-License-Identifier: GPL-2.0
/* Freed by callbacks that run where nothing may sleep. */
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/percpu-refcount.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <net/sock.h>

struct counted {
	struct percpu_ref ref;
	void *memory;
};

static ATOMIC_NOTIFIER_HEAD(events);
static void *told;
static u8 *twin;

static void release(struct percpu_ref *ref)
{
	kfree(container_of(ref, struct counted, ref)->memory);
}

int refuse_callback_atomic_count(struct counted *c);
int refuse_callback_atomic_count(struct counted *c)
{
	c->memory = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "in a softirq" */
	return percpu_ref_init(&c->ref, release, 0, GFP_KERNEL);
}

static int tell(struct notifier_block *nb, unsigned long event, void *data)
{
	kfree(told);
	told = NULL;
	return 0;
}

static struct notifier_block listener = { .notifier_call = tell };

int refuse_callback_atomic_listen(void);
int refuse_callback_atomic_listen(void)
{
	told = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "atomic notifier chain" */
	return atomic_notifier_chain_register(&events, &listener);
}

static void ready(struct sock *sk)
{
	kfree(sk->sk_user_data);
}

void refuse_callback_atomic_sock(struct sock *sk);
void refuse_callback_atomic_sock(struct sock *sk)
{
	sk->sk_user_data = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */ /* refuse: "in a softirq" */
	sk->sk_data_ready = ready;
}

static int setup(void)
{
	twin = kzalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!twin)
		return -ENOMEM;
	memset(twin, 1, SZ_8M);
	return 0;
}

static void teardown(void)
{
	kfree(twin);
}

static int __init refuse_callback_atomic_init(void)
{
	return setup();
}

static void __exit refuse_callback_atomic_exit(void)
{
	teardown();
}

module_init(refuse_callback_atomic_init);
module_exit(refuse_callback_atomic_exit);

MODULE_DESCRIPTION("kmcheck case: refuse_callback_atomic");
MODULE_LICENSE("GPL");
