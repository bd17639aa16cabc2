// SPDX-License-Identifier: GPL-2.0
/*
 * Opportunistic requests: __GFP_NOWARN in the call, in a variable, in the
 * callers' argument; what is done when they fail, here or in the caller.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

struct store {
	void *buf;
	size_t bytes;
};

static int flags_in_variable(struct store *s, u32 n)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN;

	s->buf = kmalloc(n, gfp);	/* ok: oversize-user */
	return s->buf ? 0 : -ENOMEM;
}

static int flags_without(struct store *s, u32 n)
{
	gfp_t gfp = (GFP_KERNEL | __GFP_NORETRY) & ~__GFP_NOWARN;

	s->buf = kmalloc(n, gfp);	/* expect: warning[oversize-user] */
	return s->buf ? 0 : -ENOMEM;
}

static int flags_added(struct store *s, u32 n)
{
	gfp_t gfp = GFP_KERNEL;

	if (n > PAGE_SIZE)
		gfp |= __GFP_NOWARN | __GFP_NORETRY;
	s->buf = kmalloc(n, gfp);	/* ok: oversize-user */
	if (!s->buf)
		s->buf = vmalloc(n);
	return s->buf ? 0 : -ENOMEM;
}

static void *try_flags(size_t n, gfp_t extra)
{
	return kmalloc(n, GFP_KERNEL | extra);	/* ok: oversize-user */
}

static int flags_of_caller(struct store *s, u32 n)
{
	s->buf = try_flags(n, __GFP_NOWARN);
	return s->buf ? 0 : -ENOMEM;
}

static int one_of_two(struct store *s, u32 n)
{
	void *p = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-user */

	if (!p)
		return -ENOMEM;
	kfree(p);
	p = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);	/* expect: warning[oversize-user] */
	s->buf = p;
	return 0;
}

static void *try_large(size_t n)
{
	return kmalloc(n, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-constant -- the caller falls back */
}

static int caller_falls_back(struct store *s)
{
	s->buf = try_large(SZ_8M);
	if (!s->buf)
		s->buf = vmalloc(SZ_8M);
	return s->buf ? 0 : -ENOMEM;
}

static int try_store(struct store *s, size_t n)
{
	s->buf = kmalloc(n, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-bound -- the caller tries less */
	if (!s->buf)
		return -ENOMEM;
	s->bytes = n;
	return 0;
}

static int caller_tries_less(struct store *s)
{
	size_t n = SZ_16M;

	while (try_store(s, n) < 0) {
		n >>= 1;
		if (n < PAGE_SIZE)
			return -ENOMEM;
	}
	return 0;
}

/* Modules that are not in view may call it too. */
void *for_all(size_t n, gfp_t flags)
{
	return kmalloc(n, flags);	/* ok: oversize-user -- who asks for that much says so */
}
EXPORT_SYMBOL_GPL(for_all);

static int caller_of_exported(struct store *s, u32 n)
{
	s->buf = for_all(n, GFP_KERNEL | __GFP_NOWARN);
	return s->buf ? 0 : -ENOMEM;
}

void *for_all_loud(size_t n, gfp_t flags)
{
	return kmalloc(n, flags);	/* expect: warning[oversize-user] */
}
EXPORT_SYMBOL_GPL(for_all_loud);

static int caller_of_loud(struct store *s, u32 n)
{
	s->buf = for_all_loud(n, GFP_KERNEL);
	return s->buf ? 0 : -ENOMEM;
}

static int no_way_back(struct store *s)
{
	void *p = kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* expect: error[oversize-constant] */

	if (!p)
		return -ENOMEM;
	kfree(p);
	/* not what is done when it fails */
	p = vmalloc(SZ_8M);
	s->buf = p;
	return 0;
}

static void *shared, *other;

static int falls_back_in_a_global(void)
{
	shared = kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* ok: oversize-constant */
	if (!shared)
		shared = vmalloc(SZ_8M);
	return shared ? 0 : -ENOMEM;
}

static int fills_another_global(void)
{
	other = kmalloc(SZ_8M, GFP_KERNEL | __GFP_NOWARN);	/* expect: error[oversize-constant] */
	if (!other)
		shared = vmalloc(SZ_4M);
	return 0;
}

static long store_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct store *s = file->private_data;
	u32 n;

	if (get_user(n, (u32 __user *)arg))
		return -EFAULT;
	switch (cmd) {
	case 1:
		return flags_in_variable(s, n);
	case 2:
		return flags_without(s, n);
	case 3:
		return flags_added(s, n);
	case 4:
		return flags_of_caller(s, n);
	case 5:
		return one_of_two(s, n);
	case 6:
		return caller_falls_back(s);
	case 7:
		return caller_tries_less(s);
	case 8:
		return caller_of_exported(s, n);
	case 9:
		return caller_of_loud(s, n);
	case 10:
		return falls_back_in_a_global();
	case 11:
		return fills_another_global();
	default:
		return no_way_back(s);
	}
}

static const struct file_operations store_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = store_ioctl,
};

static struct miscdevice store_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-store",
	.fops = &store_fops,
};
module_misc_device(store_misc);

MODULE_DESCRIPTION("kmcheck case: opportunistic");
MODULE_LICENSE("GPL");
