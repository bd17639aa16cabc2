// SPDX-License-Identifier: GPL-2.0
/* What is kept was verified before, in another function than that which keeps
 * it. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define SV_MAX_BYTES	1024

struct sv_request {
	u32 key_bits, salt_bits;
	char data[];
};

struct sv_key {
	u32 bits;
	char data[];
};

struct sv_salt {
	u32 bits;
	char data[];
};

struct sv_state {
	struct sv_key *key;
	struct sv_salt *salt;
};

/* The sum may wrap: then it is as small as it is wherever it is made again. */
static int sv_verify(const struct sv_request *req)
{
	if ((req->key_bits + 7) / 8 > SV_MAX_BYTES)
		return -EINVAL;
	return req->salt_bits ? 0 : -EINVAL;
}

static int sv_attach_key(struct sv_state *x, const struct sv_request *req)
{
	struct sv_key *key = kmalloc(sizeof(*key) + (req->key_bits + 7) / 8, GFP_KERNEL);	/* ok: oversize-user -- verified */

	if (!key)
		return -ENOMEM;
	key->bits = req->key_bits;
	x->key = key;
	return 0;
}

static int sv_attach_salt(struct sv_state *x, const struct sv_request *req)
{
	struct sv_salt *salt = kmalloc(sizeof(*salt), GFP_KERNEL);

	if (!salt)
		return -ENOMEM;
	salt->bits = req->salt_bits;
	x->salt = salt;
	return 0;
}

static int sv_construct(struct sv_state *x, const struct sv_request *req)
{
	int err = sv_attach_key(x, req);

	return err ? err : sv_attach_salt(x, req);
}

static long sv_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct sv_request *req = kmalloc(sizeof(*req), GFP_KERNEL);
	int err;

	if (!req)
		return -ENOMEM;
	if (copy_from_user(req, (void __user *)arg, sizeof(*req)))
		err = -EFAULT;
	else
		err = sv_verify(req);
	if (!err)
		err = sv_construct(file->private_data, req);
	kfree(req);
	return err;
}

const struct file_operations sv_fops = {
	.unlocked_ioctl = sv_ioctl,
};

/* Passing it on adds nothing. */
void sv_tell(struct sv_state *x, struct sv_key *to)
{
	to->bits = x->key->bits;
}
EXPORT_SYMBOL_GPL(sv_tell);

void *sv_use_key(struct sv_state *x)
{
	return kmalloc((x->key->bits + 7) / 8, GFP_KERNEL);	/* ok: oversize-user -- verified before it was kept */
}
EXPORT_SYMBOL_GPL(sv_use_key);

void *sv_use_salt(struct sv_state *x)
{
	return kmalloc((x->salt->bits + 7) / 8, GFP_KERNEL);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(sv_use_salt);
MODULE_LICENSE("GPL");
