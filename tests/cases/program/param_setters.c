// SPDX-License-Identifier: GPL-2.0
/* test-options: --level note */
/* Module parameters with a function of their own that sets them. */
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/sizes.h>
#include <linux/slab.h>

static unsigned long checked = SZ_64K;
static unsigned int noted = 64;

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

static int noted_set(const char *text, const struct kernel_param *kp)
{
	int ret = param_set_uint(text, kp);

	if (!ret)
		pr_info("%s was set\n", kp->name);
	return ret;
}

static const struct kernel_param_ops checked_ops = { .set = checked_set };
static const struct kernel_param_ops noted_ops = { .set = noted_set };
module_param_cb(checked, &checked_ops, &checked, 0644);
module_param_cb(noted, &noted_ops, &noted, 0644);

void param_setters(void);
void param_setters(void)
{
	kfree(kmalloc(checked, GFP_KERNEL));	/* ok: oversize-user -- its setter holds it below 2 MiB */
	kfree(kmalloc(noted, GFP_KERNEL));	/* expect: note[oversize-user] "4294967295" */
}
EXPORT_SYMBOL_GPL(param_setters);

MODULE_DESCRIPTION("kmcheck case: setters of module parameters");
MODULE_LICENSE("GPL");
