// SPDX-License-Identifier: GPL-2.0
/* An error code that correlates with the check. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

int errcodes_single_exit(u32 len, void **out)
{
	int err = 0;

	if (len > SZ_1M)
		err = -EINVAL;
	if (err)
		return err;
	__km_range(len);			/* range: [0,1048576] */
	*out = kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
	return *out ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(errcodes_single_exit);

int errcodes_too_large(u32 len, void **out)
{
	int err = 0;

	if (len > SZ_16M)
		err = -EINVAL;
	if (err < 0)
		return err;
	*out = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "16777216" */
	return *out ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(errcodes_too_large);

int errcodes_preset(u32 count, void **out)
{
	int ret = -EINVAL;

	if (count == 0)
		goto done;
	if (count > 1024)
		goto done;
	ret = 0;
done:
	if (ret)
		return ret;
	__km_range(count);			/* range: [1,1024] */
	*out = kcalloc(count, SZ_4K, GFP_KERNEL);	/* ok: oversize-bound -- 1024 * 4096 is the limit */
	return *out ? 0 : -ENOMEM;
}
EXPORT_SYMBOL_GPL(errcodes_preset);

int errcodes_several(u32 width, u32 height, void **out)
{
	int err = 0;

	if (width > 1920)
		err = -ERANGE;
	else if (height > 1080)
		err = -EDOM;
	else if (!width || !height)
		err = -EINVAL;

	if (!err) {
		__km_range(width);	/* range: [1,1920] */
		__km_range(height);	/* range: [1,1080] */
		*out = kmalloc(width * height, GFP_KERNEL);	/* ok: oversize-bound -- 2073600 */
		if (!*out)
			err = -ENOMEM;
	}
	return err;
}
EXPORT_SYMBOL_GPL(errcodes_several);

int errcodes_flag(u32 len, void **out)
{
	bool valid = false;

	if (len && len <= SZ_8M)
		valid = true;
	if (!valid)
		return -EINVAL;
	__km_range(len);			/* range: [1,8388608] */
	*out = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
	return 0;
}
EXPORT_SYMBOL_GPL(errcodes_flag);

int errcodes_sticky(u32 a, u32 b, void **out)
{
	int err = 0;

	if (a > 512)
		err |= 1;
	if (b > 512)
		err |= 2;
	if (err)
		return -EINVAL;
	__km_range(a);				/* range: [0,512] */
	__km_range(b);				/* range: [0,512] */
	*out = kcalloc(a, b, GFP_KERNEL);	/* ok: oversize-bound */
	return 0;
}
EXPORT_SYMBOL_GPL(errcodes_sticky);

MODULE_DESCRIPTION("kmcheck case: errcodes");
MODULE_LICENSE("GPL");
