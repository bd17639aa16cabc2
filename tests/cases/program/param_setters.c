// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* Module parameters with a function of their own that sets them. */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long checked = SZ_64K;
static unsigned int noted = 64;
static unsigned int unchecked = 64;
static unsigned int weights[8];
static int n_weights;

static int checked_set(const char *text, const struct kernel_param *kp)
{
	unsigned long value;

	if (kstrtoul(text, 0, &value))
		return -EINVAL;
	kfree(kmalloc(value, GFP_KERNEL));	/* expect: note[oversize-user] "18446744073709551615" */
	if (value > SZ_2M)
		return -ERANGE;
	*(unsigned long *)kp->arg = value;
	return 0;
}

/* only too little is an error */
static int unchecked_set(const char *text, const struct kernel_param *kp)
{
	unsigned int value;

	if (kstrtouint(text, 0, &value) || value < 16)
		return -EINVAL;
	*(unsigned int *)kp->arg = value;
	return 0;
}

static int noted_set(const char *text, const struct kernel_param *kp)
{
	int ret = param_set_uint(text, kp);

	if (!ret)
		pr_info("%s was set\n", kp->name);
	return ret;
}

static const struct kernel_param_ops checked_ops = { .set = checked_set };
static const struct kernel_param_ops unchecked_ops = { .set = unchecked_set };
static const struct kernel_param_ops noted_ops = { .set = noted_set };
module_param_cb(checked, &checked_ops, &checked, 0644);
module_param_cb(noted, &noted_ops, &noted, 0644);
module_param_cb(unchecked, &unchecked_ops, &unchecked, 0644);
module_param_array(weights, uint, &n_weights, 0444);

void param_setters(void);
void param_setters(void)
{
	kfree(kmalloc(checked, GFP_KERNEL));	/* ok: oversize-user -- its setter holds it below 2 MiB */
	kfree(kmalloc(noted, GFP_KERNEL));	/* expect: note[oversize-user] "4294967295" */
	kfree(kmalloc(checked * 2, GFP_KERNEL));	/* ok: oversize-bound -- 4 MiB */
	kfree(kmalloc(checked * 3, GFP_KERNEL));	/* expect: warning[oversize-bound] "6291456" */
	kfree(kmalloc(unchecked, GFP_KERNEL));	/* expect: note[oversize-user] "4294967295" */
	kfree(kmalloc(weights[2], GFP_KERNEL));	/* expect: note[oversize-user] */
	kfree(kcalloc(n_weights, SZ_512K, GFP_KERNEL));	/* ok: oversize-user -- as many as the array has */
	kfree(kcalloc(n_weights, SZ_512K + 1, GFP_KERNEL));	/* expect: warning[oversize-bound] "4194312" */
}
EXPORT_SYMBOL_GPL(param_setters);

MODULE_DESCRIPTION("kmcheck case: setters of module parameters");
MODULE_LICENSE("GPL");
