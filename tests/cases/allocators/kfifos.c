// SPDX-License-Identifier: GPL-2.0
/* kfifo_alloc rounds up to a power of two: the rounding can cross the limit. */
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/slab.h>

struct event {
	u64 time;
	u64 code;
};

int kfifos_bytes(void)
{
	struct kfifo small, large;
	int ret;

	ret = kfifo_alloc(&small, 4194304, GFP_KERNEL);	/* ok: oversize-constant */
	if (ret)
		return ret;
	kfifo_free(&small);
	ret = kfifo_alloc(&large, 4194305, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	if (!ret)
		kfifo_free(&large);
	return ret;
}
EXPORT_SYMBOL_GPL(kfifos_bytes);

int kfifos_records(void)
{
	DECLARE_KFIFO_PTR(events, struct event);
	int ret;

	INIT_KFIFO(events);
	ret = kfifo_alloc(&events, 200000, GFP_KERNEL);	/* ok: oversize-constant -- 262144 * 16 */
	if (ret)
		return ret;
	kfifo_free(&events);
	ret = kfifo_alloc(&events, 300000, GFP_KERNEL);	/* expect: error[oversize-constant] "8388608" */
	if (!ret)
		kfifo_free(&events);
	return ret;
}
EXPORT_SYMBOL_GPL(kfifos_records);

MODULE_DESCRIPTION("kmcheck case: kfifos");
MODULE_LICENSE("GPL");
