// SPDX-License-Identifier: GPL-2.0
/*
 * "RDMA/ucma: Limit possible option size": memdup_user() of those releases warned.
 */
/* test-options: --kernel 4.14 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct ucma_cmd {
	__u64 optval;
	__u32 id, level, optname, optlen;
};

static int ucma_before(const struct ucma_cmd *cmd)
{
	void *optval = memdup_user(u64_to_user_ptr(cmd->optval), cmd->optlen);	/* expect: warning[oversize-user] */

	if (IS_ERR(optval))
		return PTR_ERR(optval);
	kfree(optval);
	return 0;
}

static int ucma_after(const struct ucma_cmd *cmd)
{
	void *optval;

	if (unlikely(cmd->optlen > KMALLOC_MAX_SIZE))
		return -EINVAL;
	optval = memdup_user(u64_to_user_ptr(cmd->optval), cmd->optlen);	/* ok: oversize-user -- mended */
	if (IS_ERR(optval))
		return PTR_ERR(optval);
	kfree(optval);
	return 0;
}

static ssize_t ucma_write(struct file *file, const char __user *buf,
			  size_t len, loff_t *pos)
{
	struct ucma_cmd cmd;
	int ret;

	if (len < sizeof(cmd) || copy_from_user(&cmd, buf, sizeof(cmd)))
		return -EFAULT;
	ret = cmd.id ? ucma_before(&cmd) : ucma_after(&cmd);
	return ret ? ret : len;
}

static const struct file_operations ucma_fops = {
	.owner = THIS_MODULE,
	.write = ucma_write,
};

static struct miscdevice ucma_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-ucma",
	.fops = &ucma_fops,
};
module_misc_device(ucma_misc);

MODULE_DESCRIPTION("kmcheck case: ucma option");
MODULE_LICENSE("GPL");
