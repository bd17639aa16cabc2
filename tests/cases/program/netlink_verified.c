// SPDX-License-Identifier: GPL-2.0
/*
 * Attributes are looked at in one function and used in another: what was
 * verified, if it was there, holds where it is there.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <net/netlink.h>

struct nv_alg {
	char name[64];
	unsigned int key_len;
	char key[];
};

struct nv_state {
	struct nv_alg *a, *b;
};

static inline unsigned int nv_alg_len(const struct nv_alg *a)
{
	return sizeof(*a) + ((a->key_len + 7) / 8);
}

static int nv_verify_one(struct nlattr **attrs, int type)
{
	struct nlattr *rt = attrs[type];
	struct nv_alg *algp;

	if (!rt)
		return 0;
	algp = nla_data(rt);
	if (nla_len(rt) < (int)nv_alg_len(algp))
		return -EINVAL;
	switch (type) {
	case 1:
	case 2:
		break;
	default:
		return -EINVAL;
	}
	algp->name[63] = 0;
	return 0;
}

void *nv_lookup(const char *name);

static int nv_attach_one(struct nv_alg **algpp, struct nlattr *rta)
{
	struct nv_alg *p, *ualg;

	if (!rta)
		return 0;
	ualg = nla_data(rta);
	if (!nv_lookup(ualg->name))
		return -ENOSYS;
	p = kmemdup(ualg, nv_alg_len(ualg), GFP_KERNEL);	/* ok: oversize-user -- no longer than its attribute */
	if (!p)
		return -ENOMEM;
	*algpp = p;
	return 0;
}

static struct nv_state *nv_construct(struct nlattr **attrs, int *errp)
{
	struct nv_state *x = kzalloc(sizeof(*x), GFP_KERNEL);
	int err = -ENOMEM;

	if (!x)
		goto out;
	if ((err = nv_attach_one(&x->a, attrs[1])))
		goto error;
	if ((err = nv_attach_one(&x->b, attrs[2])))
		goto error;
	return x;
error:
	kfree(x);
out:
	*errp = err;
	return NULL;
}

static int nv_verify(struct nlattr **attrs, u16 family)
{
	int err = -EINVAL;

	switch (family) {
	case 0:
	case 2:
		break;
	case 10:
		if (attrs[1] && !attrs[2])
			goto out;
		break;
	default:
		goto out;
	}
	if ((err = nv_verify_one(attrs, 1)))
		goto out;
	if ((err = nv_verify_one(attrs, 2)))
		goto out;
	err = 0;
out:
	return err;
}

int nv_add_sa(struct nlattr **attrs, u16 family)
{
	struct nv_state *x;
	int err;

	err = nv_verify(attrs, family);
	if (err)
		return err;
	x = nv_construct(attrs, &err);
	if (!x)
		return err;
	return 0;
}
EXPORT_SYMBOL_GPL(nv_add_sa);

MODULE_DESCRIPTION("kmcheck cases: attributes verified before");
MODULE_LICENSE("GPL");
