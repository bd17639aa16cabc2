// SPDX-License-Identifier: GPL-2.0
/* Every label of the error path frees. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

struct device_state {
	u8 *in, *out;
};

static struct device_state *state;

static int setup(void)
{
	struct device_state *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->in = kmalloc(SZ_8M, GFP_KERNEL); /* expect: error[oversize-constant] */
	if (!s->in)
		goto free_state;
	s->out = kmalloc(SZ_4K, GFP_KERNEL);
	if (!s->out)
		goto free_in;
	memset(s->in, 1, SZ_8M);
	state = s;
	return 0;
free_in:
	kfree(s->in);
free_state:
	kfree(s);
	return -ENOMEM;
}

static void teardown(void)
{
	kfree(state->out);
	kfree(state->in);
	kfree(state);
}

static int __init free_error_path_init(void)
{
	return setup();
}

static void __exit free_error_path_exit(void)
{
	teardown();
}

module_init(free_error_path_init);
module_exit(free_error_path_exit);

MODULE_DESCRIPTION("kmcheck case: free_error_path");
MODULE_LICENSE("GPL");
