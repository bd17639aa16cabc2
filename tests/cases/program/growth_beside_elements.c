// SPDX-License-Identifier: GPL-2.0-only
/* An array grows whose elements are of the same type as its bookkeeping: a
 * write to an element is none to a field whose address nobody takes. */
#include <linux/module.h>
#include <linux/slab.h>

struct numbers {
	u32 *at;
	u32 n, room;
};

int next_number(void *from, u32 *number);

int numbers_read(struct numbers *numbers, void *from)
{
	u32 number;

	numbers->n = 0;
	numbers->room = 16;
	while (!next_number(from, &number)) {
		if (numbers->n == numbers->room) {
			u32 *at = krealloc(numbers->at, numbers->room * 2 * sizeof(u32), GFP_KERNEL); /* expect: warning[oversize-growth] */

			if (!at)
				return -ENOMEM;
			numbers->at = at;
			numbers->room *= 2;
		}
		numbers->at[numbers->n++] = number;
	}
	return 0;
}

/* Here it is taken: next_number() may set it. */
struct lent_numbers {
	u32 *at;
	u32 n, room;
};

int lent_numbers_read(struct lent_numbers *numbers, void *from, u32 *number)
{
	int err = next_number(from, &numbers->room);

	if (err || numbers->room > 256)
		return -EINVAL;
	*number = 8 << 20;
	numbers->at = kmalloc(numbers->room, GFP_KERNEL); /* ok: oversize-bound */
	return numbers->at ? 0 : -ENOMEM;
}

MODULE_LICENSE("GPL");
