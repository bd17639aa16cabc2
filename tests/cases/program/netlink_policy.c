// SPDX-License-Identifier: GPL-2.0
/*
 * A policy that bounds the attribute: the netlink core refuses larger
 * values.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum { KP_A_UNSPEC, KP_A_SLOTS, KP_A_MAX = KP_A_SLOTS };

static const struct nla_policy kp_policy[KP_A_MAX + 1] = {
	[KP_A_SLOTS] = NLA_POLICY_MAX(NLA_U32, 1024),
};

static struct genl_family kp_family;

static int kp_set(struct sk_buff *skb, struct genl_info *info)
{
	void *slots;

	if (!info->attrs[KP_A_SLOTS])
		return -EINVAL;
	slots = kcalloc(nla_get_u32(info->attrs[KP_A_SLOTS]), 64, GFP_KERNEL);	/* todo-fp: warning[oversize-user] -- the bound stands in the policy table */
	if (!slots)
		return -ENOMEM;
	kfree(slots);
	return 0;
}

static const struct genl_ops kp_ops[] = {
	{ .cmd = 1, .doit = kp_set },
};

static struct genl_family kp_family = {
	.name = "km_policy",
	.version = 1,
	.maxattr = KP_A_MAX,
	.policy = kp_policy,
	.ops = kp_ops,
	.n_ops = ARRAY_SIZE(kp_ops),
	.module = THIS_MODULE,
};

static int __init kp_init(void)
{
	return genl_register_family(&kp_family);
}
module_init(kp_init);

static void __exit kp_exit(void)
{
	genl_unregister_family(&kp_family);
}
module_exit(kp_exit);

MODULE_DESCRIPTION("kmcheck case: netlink policy");
MODULE_LICENSE("GPL");
