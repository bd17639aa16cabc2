// SPDX-License-Identifier: GPL-2.0
/*
 * "netfilter: nf_tables: Fix oversized kvmalloc() calls": a set's private part follows
 * the size that its description asks for.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum { NFT_UNSPEC, NFT_DESC_SIZE, __NFT_MAX };
#define NFT_MAX (__NFT_MAX - 1)

struct nft_desc {
	u32 size;
};

struct nft_hash {
	u32 seed, buckets;
	struct hlist_head table[];
};

struct nft_set {
	u64 fields[12];
};

static u32 nft_hash_buckets(u32 size)
{
	return roundup_pow_of_two(size * 4 / 3);
}

static u64 nft_privsize(const struct nft_desc *desc)
{
	struct nft_hash *hash;

	return struct_size(hash, table, nft_hash_buckets(desc->size));
}

static int nft_newset(struct sk_buff *skb, struct genl_info *info)
{
	struct nft_desc desc = { 0 };
	struct nft_set *set;
	size_t alloc_size;
	u64 size;

	if (!info->attrs[NFT_DESC_SIZE])
		return -EINVAL;
	desc.size = nla_get_u32(info->attrs[NFT_DESC_SIZE]);
	size = nft_privsize(&desc);
	alloc_size = sizeof(*set) + size;
	if (alloc_size < size)
		return -ENOMEM;
	set = kvzalloc(alloc_size, GFP_KERNEL);	/* expect: warning[oversize-user|oversize-bound] */
	kvfree(set);
	if (alloc_size > INT_MAX)
		return -ENOMEM;
	set = kvzalloc(alloc_size, GFP_KERNEL);	/* ok: oversize-user -- mended */
	kvfree(set);
	return 0;
}

static const struct genl_small_ops nft_ops[] = {
	{ .cmd = 1, .doit = nft_newset },
};

static struct genl_family nft_family = {
	.name = "km_nft",
	.version = 1,
	.maxattr = NFT_MAX,
	.small_ops = nft_ops,
	.n_small_ops = ARRAY_SIZE(nft_ops),
	.module = THIS_MODULE,
};

static int __init nft_init(void)
{
	return genl_register_family(&nft_family);
}
module_init(nft_init);

static void __exit nft_exit(void)
{
	genl_unregister_family(&nft_family);
}
module_exit(nft_exit);

MODULE_DESCRIPTION("kmcheck case: nft sets");
MODULE_LICENSE("GPL");
