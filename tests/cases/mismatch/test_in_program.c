// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's own test for vmalloc memory, with its body in the program as it
 * is when a whole kernel is checked: it still tells the two apart.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

bool is_vmalloc_addr(const void *x)
{
	unsigned long address = (unsigned long)x;

	return address >= VMALLOC_START && address < VMALLOC_END;
}

int test_in_program_walk(const u32 *sizes, u32 n)
{
	size_t size = PAGE_SIZE;
	char *buf = kmalloc(size, GFP_KERNEL);
	u32 i;

	for (i = 0; buf && i < n; i++) {
		if (sizes[i] <= size)
			continue;
		size = sizes[i];
		if (is_vmalloc_addr(buf)) {
			vfree(buf);
			buf = NULL;
		} else {
			char *larger = krealloc(buf, size, GFP_KERNEL);	/* ok: kfree-mismatch -- not from vmalloc here */

			if (!larger)
				kfree(buf);	/* ok: kfree-mismatch -- as above */
			buf = larger;
		}
		if (!buf)
			buf = kvmalloc(size, GFP_KERNEL);
	}
	kvfree(buf);
	return 0;
}

int test_in_program_grow(size_t size)
{
	char *larger, *buf = kvmalloc(size, GFP_KERNEL);

	if (!buf)
		return -ENOMEM;
	if (is_vmalloc_addr(buf))
		memset(buf, 0, size);
	larger = krealloc(buf, 2 * size, GFP_KERNEL);	/* expect: error[kfree-mismatch] */
	kvfree(larger ? larger : buf);
	return 0;
}

MODULE_DESCRIPTION("kmcheck case: is_vmalloc_addr() in the program");
MODULE_LICENSE("GPL");
