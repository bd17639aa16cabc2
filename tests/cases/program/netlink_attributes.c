// SPDX-License-Identifier: GPL-2.0
/* Netlink attributes of three widths. */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum { KM_A_UNSPEC, KM_A_BYTES, KM_A_SLOTS, KM_A_NAME, KM_A_MAX = KM_A_NAME };

static const struct nla_policy km_policy[KM_A_MAX + 1] = {
	[KM_A_BYTES] = { .type = NLA_U32 },
	[KM_A_SLOTS] = { .type = NLA_U16 },
	[KM_A_NAME] = { .type = NLA_BINARY },
};

static struct genl_family km_family;

static int km_set(struct sk_buff *skb, struct genl_info *info)
{
	void *bytes = NULL, *slots = NULL, *wide = NULL, *name = NULL;

	if (info->attrs[KM_A_BYTES])
		bytes = kmalloc(nla_get_u32(info->attrs[KM_A_BYTES]), GFP_KERNEL);	/* expect: warning[oversize-user] */
	if (info->attrs[KM_A_SLOTS]) {
		u16 n = nla_get_u16(info->attrs[KM_A_SLOTS]);

		slots = kcalloc(n, 32, GFP_KERNEL);	/* ok: oversize-user -- 65535 * 32 */
		wide = kcalloc(n, 96, GFP_KERNEL);	/* expect: warning[oversize-user] "6291360" */
	}
	if (info->attrs[KM_A_NAME])
		name = kmalloc(nla_len(info->attrs[KM_A_NAME]) + 1, GFP_KERNEL);	/* ok: oversize-user -- an attribute is below 64 KiB */
	kfree(bytes);
	kfree(slots);
	kfree(wide);
	kfree(name);
	return 0;
}

static const struct genl_ops km_ops[] = {
	{ .cmd = 1, .doit = km_set, .flags = GENL_ADMIN_PERM },
};

static struct genl_family km_family = {
	.name = "km_case",
	.version = 1,
	.maxattr = KM_A_MAX,
	.policy = km_policy,
	.ops = km_ops,
	.n_ops = ARRAY_SIZE(km_ops),
	.module = THIS_MODULE,
};

static int __init km_init(void)
{
	return genl_register_family(&km_family);
}
module_init(km_init);

static void __exit km_exit(void)
{
	genl_unregister_family(&km_family);
}
module_exit(km_exit);

MODULE_DESCRIPTION("kmcheck case: netlink attributes");
MODULE_LICENSE("GPL");
