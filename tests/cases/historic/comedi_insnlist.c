// SPDX-License-Identifier: GPL-2.0
/*
 * "comedi: Fail COMEDI_INSNLIST ioctl if n_insns is too large"
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define MAX_INSNS 65536

struct insn {
	unsigned int insn, n;
	unsigned int __user *data;
	unsigned int subdev, chanspec, unused[3];
};

struct insnlist {
	unsigned int n_insns;
	struct insn __user *insns;
};

static int comedi_check(unsigned int n_insns)
{
	if (n_insns > MAX_INSNS) {
		pr_debug("insnlist length too large\n");
		return -EINVAL;
	}
	return 0;
}

static long comedi_ioctl(struct file *file, unsigned int cmd,
			 unsigned long arg)
{
	struct insnlist list;
	struct insn *insns;
	int rc;

	if (copy_from_user(&list, (void __user *)arg, sizeof(list)))
		return -EFAULT;
	if (cmd == 1) {
		insns = kcalloc(list.n_insns, sizeof(*insns), GFP_KERNEL);	/* expect: warning[oversize-user] */
	} else {
		rc = comedi_check(list.n_insns);
		if (rc)
			return rc;
		insns = kcalloc(list.n_insns, sizeof(*insns), GFP_KERNEL);	/* ok: oversize-user -- mended */
	}
	if (!insns)
		return -ENOMEM;
	kfree(insns);
	return 0;
}

static const struct file_operations comedi_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = comedi_ioctl,
};

static struct miscdevice comedi_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "km-comedi",
	.fops = &comedi_fops,
};
module_misc_device(comedi_misc);

MODULE_DESCRIPTION("kmcheck case: comedi insnlist");
MODULE_LICENSE("GPL");
