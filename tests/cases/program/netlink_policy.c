// SPDX-License-Identifier: GPL-2.0
/*
 * Policies that bound attributes: the netlink core refuses larger values and
 * longer attributes. The policy is that of the family, or the one that the
 * attributes were parsed with.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum {
	KP_A_UNSPEC,
	KP_A_SLOTS,
	KP_A_RANGE,
	KP_A_BLOB,
	KP_A_TEXT,
	KP_A_FREE,
	KP_A_WIDE,
	KP_A_NEST,
	__KP_A_MAX,
};
#define KP_A_MAX (__KP_A_MAX - 1)

enum { KP_N_UNSPEC, KP_N_FREE, KP_N_SHORT, KP_N_MASK, __KP_N_MAX };
#define KP_N_MAX (__KP_N_MAX - 1)

static struct netlink_range_validation kp_range = {
	.min = 1,
	.max = 4096,
};

static const struct nla_policy kp_nested[KP_N_MAX + 1] = {
	[KP_N_FREE] = { .type = NLA_U32 },
	[KP_N_SHORT] = NLA_POLICY_RANGE(NLA_U16, 1, 100),
	[KP_N_MASK] = NLA_POLICY_MASK(NLA_U32, 0xff),
};

static const struct nla_policy kp_policy[KP_A_MAX + 1] = {
	[KP_A_SLOTS] = NLA_POLICY_MAX(NLA_U32, 1024),
	[KP_A_RANGE] = NLA_POLICY_FULL_RANGE(NLA_U32, &kp_range),
	[KP_A_BLOB] = { .type = NLA_BINARY, .len = 256 },
	[KP_A_TEXT] = { .type = NLA_NUL_STRING, .len = 256 },
	[KP_A_FREE] = { .type = NLA_U32 },
	[KP_A_WIDE] = NLA_POLICY_MAX(NLA_U32, 32767),
	[KP_A_NEST] = NLA_POLICY_NESTED(kp_nested),
};

static struct genl_family kp_family;

static int kp_set(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr **attrs = info->attrs;
	void *slots;

	if (!attrs[KP_A_SLOTS] || !attrs[KP_A_RANGE] || !attrs[KP_A_BLOB] ||
	    !attrs[KP_A_TEXT] ||
	    !attrs[KP_A_FREE] || !attrs[KP_A_WIDE])
		return -EINVAL;
	slots = kcalloc(nla_get_u32(info->attrs[KP_A_SLOTS]), 64, GFP_KERNEL);	/* ok: oversize-user -- the bound stands in the policy table */
	kfree(slots);
	slots = kcalloc(nla_get_u32(attrs[KP_A_RANGE]), 512, GFP_KERNEL);	/* ok: oversize-user -- 4096 * 512 */
	kfree(slots);
	slots = kcalloc(nla_len(attrs[KP_A_BLOB]), 16384, GFP_KERNEL);	/* ok: oversize-bound -- 256 * 16384 */
	kfree(slots);
	slots = kcalloc(nla_len(attrs[KP_A_TEXT]), 16384, GFP_KERNEL);	/* expect: warning[oversize-bound] "4210688" */
	kfree(slots);
	slots = kcalloc(nla_get_u32(attrs[KP_A_FREE]), 64, GFP_KERNEL);	/* expect: warning[oversize-user] "netlink attribute" */
	kfree(slots);
	slots = kcalloc(nla_get_u32(attrs[KP_A_WIDE]), 512, GFP_KERNEL);	/* expect: warning[oversize-bound] "16776704" */
	kfree(slots);
	return 0;
}

static int kp_nest(struct sk_buff *skb, struct genl_info *info)
{
	struct nlattr *tb[KP_N_MAX + 1];
	void *slots;
	int err;

	err = nla_parse_nested(tb, KP_N_MAX, info->attrs[KP_A_NEST], kp_nested,
			       info->extack);
	if (err)
		return err;
	if (!tb[KP_N_FREE] || !tb[KP_N_SHORT] || !tb[KP_N_MASK])
		return -EINVAL;
	slots = kcalloc(nla_get_u32(tb[KP_N_FREE]), 64, GFP_KERNEL);	/* expect: warning[oversize-user] -- not the family's first */
	kfree(slots);
	slots = kcalloc(nla_get_u16(tb[KP_N_SHORT]), 32768, GFP_KERNEL);	/* ok: oversize-user -- 100 * 32768 */
	kfree(slots);
	slots = kcalloc(nla_get_u32(tb[KP_N_MASK]), 4096, GFP_KERNEL);	/* ok: oversize-user -- 255 * 4096 */
	kfree(slots);
	return 0;
}

static const struct genl_ops kp_ops[] = {
	{ .cmd = 1, .doit = kp_set },
	{ .cmd = 2, .doit = kp_nest },
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
