// SPDX-License-Identifier: GPL-2.0
/*
 * "netfilter: ipset: Fix oversized kvmalloc() calls": a hash as large as an attribute
 * says.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum { SET_UNSPEC, SET_HASHSIZE, __SET_MAX };
#define SET_MAX (__SET_MAX - 1)

struct htable {
	u32 fields[4];
	void *bucket[];
};

static const struct nla_policy set_policy[SET_MAX + 1] = {
	[SET_HASHSIZE] = { .type = NLA_U32 },
};

static size_t table_before(u8 hbits)
{
	size_t hsize;

	/* We must fit both into u32 in jhash and INT_MAX in kvmalloc */
	if (hbits > 31)
		return 0;
	hsize = (size_t)1 << hbits;
	if ((SIZE_MAX - sizeof(struct htable)) / sizeof(void *) < hsize)
		return 0;
	return hsize * sizeof(void *) + sizeof(struct htable);
}

static size_t table_after(u8 hbits)
{
	size_t hsize;

	if (hbits > 31)
		return 0;
	hsize = (size_t)1 << hbits;
	if ((INT_MAX - sizeof(struct htable)) / sizeof(void *) < hsize)
		return 0;
	return hsize * sizeof(void *) + sizeof(struct htable);
}

static u8 table_bits(u32 hashsize)
{
	/* Assume that hashsize == 2^htable_bits */
	u8 bits = fls(hashsize - 1);

	return bits < 1 ? 1 : bits;
}

static int set_create(struct sk_buff *skb, struct genl_info *info)
{
	u32 hashsize = 1024;
	size_t before, after;
	void *t;
	u8 hbits;

	if (info->attrs[SET_HASHSIZE])
		hashsize = nla_get_u32(info->attrs[SET_HASHSIZE]);
	hbits = table_bits(hashsize);
	before = table_before(hbits);
	if (before == 0)
		return -ENOMEM;
	t = kvzalloc(before, GFP_KERNEL);	/* expect: warning[oversize-user|oversize-bound] */
	kvfree(t);
	after = table_after(hbits);
	if (after == 0)
		return -ENOMEM;
	t = kvzalloc(after, GFP_KERNEL);	/* ok: oversize-user -- mended */
	kvfree(t);
	return 0;
}

static const struct genl_small_ops set_ops[] = {
	{ .cmd = 1, .doit = set_create },
};

static struct genl_family set_family = {
	.name = "km_set",
	.version = 1,
	.maxattr = SET_MAX,
	.policy = set_policy,
	.small_ops = set_ops,
	.n_small_ops = ARRAY_SIZE(set_ops),
	.module = THIS_MODULE,
};

static int __init set_init(void)
{
	return genl_register_family(&set_family);
}
module_init(set_init);

static void __exit set_exit(void)
{
	genl_unregister_family(&set_family);
}
module_exit(set_exit);

MODULE_DESCRIPTION("kmcheck case: ipset hash");
MODULE_LICENSE("GPL");
