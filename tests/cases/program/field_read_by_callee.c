// SPDX-License-Identifier: GPL-2.0
/* A field that was checked, and a callee that is not followed to its end: one
 * that only reads the field leaves it, one that writes it does not. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/slab.h>

#define SLOTS_MAX	1024

struct node {
	struct node *left, *right;
	u32 slots;
};

static u32 count_slots(const struct node *node)
{
	if (!node)
		return 0;
	return node->slots + count_slots(node->left) +
	       count_slots(node->right);
}

static void double_slots(struct node *node)
{
	if (!node)
		return;
	node->slots *= 2;
	double_slots(node->left);
	double_slots(node->right);
}

static long node_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct node *root = file->private_data, *node = root->left;
	void *counted, *doubled;

	root->slots = arg;
	if (node->slots > SLOTS_MAX)
		return -EINVAL;
	if (count_slots(root) > cmd)
		return -ENOSPC;
	counted = kcalloc(node->slots, 64, GFP_KERNEL);	/* ok: oversize-user; oversize-bound */
	if (!counted)
		return -ENOMEM;
	double_slots(root);
	doubled = kcalloc(node->slots, 64, GFP_KERNEL);	/* expect: warning[oversize-user] */
	kfree(doubled);
	kfree(counted);
	return doubled ? 0 : -ENOMEM;
}

const struct file_operations node_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = node_ioctl,
};

MODULE_DESCRIPTION("kmcheck case: field read by callee");
MODULE_LICENSE("GPL");
