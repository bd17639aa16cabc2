// SPDX-License-Identifier: GPL-2.0
/* A buffer that is made half as large again whenever what was read has filled
 * it: what was read so far is no bound. */
#include <linux/module.h>
#include <linux/slab.h>

int read_some(char *to, size_t most);

int read_all(void);
int read_all(void)
{
	size_t room = 4096, used = 0;
	char *buffer = kmalloc(room, GFP_KERNEL), *larger;
	int n;

	if (!buffer)
		return -ENOMEM;
	while ((n = read_some(buffer + used, room - used)) > 0) {
		used += n;
		if (used < room)
			continue;
		room += room / 2;
		larger = krealloc(buffer, room, GFP_KERNEL);	/* expect: warning[oversize-growth] "6053436" */
		if (!larger)
			break;
		buffer = larger;
	}
	kfree(buffer);
	return 0;
}
EXPORT_SYMBOL_GPL(read_all);

MODULE_DESCRIPTION("kmcheck case: all of a stream");
MODULE_LICENSE("GPL");
