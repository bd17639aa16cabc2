// SPDX-License-Identifier: GPL-2.0
/* test-options: --enable=costly-order */
#include <linux/module.h>
#include <linux/slab.h>

struct stats {
	u32 *hist;
};

static int stats_init(struct stats *s)
{
	s->hist = kcalloc(65536, sizeof(u32), GFP_KERNEL);	/* expect: note[costly-order] "262144" */
	if (!s->hist)
		return -ENOMEM;
	return 0;
}

int stats_use(struct stats *s)
{
	return stats_init(s);
}
MODULE_LICENSE("GPL");
