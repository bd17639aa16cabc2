// SPDX-License-Identifier: GPL-2.0
/* What a loop does to a variable, turn by turn: sums, doublings, countdowns. */
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "../km.h"

bool loops_recurrences_busy(void);

void *loops_recurrences_sum(void)
{
	size_t n = 0;
	int i;

	for (i = 0; i < 100; i++)
		n += SZ_64K;
	__km_range(n);				/* range: [6553600,6553600] */
	return kmalloc(n, GFP_KERNEL);		/* expect: error[oversize-constant] "6553600" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_sum);

void *loops_recurrences_sum_to(u32 turns)
{
	size_t n = 0;
	u32 i;

	if (turns > 100)
		return NULL;
	for (i = 0; i < turns; i++)
		n += SZ_64K;
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "6553600" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_sum_to);

void *loops_recurrences_sum_fits(u32 turns)
{
	size_t n = 0;
	u32 i;

	if (turns > 64)
		return NULL;
	for (i = 0; i < turns; i++)
		n += SZ_64K;
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_recurrences_sum_fits);

void *loops_recurrences_countdown(u32 n)
{
	u32 len = 0;

	if (n > 1025)
		return NULL;
	while (n--)
		len += 4096;
	__km_range(len);			/* range: [0,4198400] */
	return kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-bound] "4198400" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_countdown);

void *loops_recurrences_countdown_fits(u32 n)
{
	u32 len = 0;

	if (n > 1024)
		return NULL;
	while (n--)
		len += 4096;
	return kmalloc(len, GFP_KERNEL);	/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_recurrences_countdown_fits);

void *loops_recurrences_nest(void)
{
	int i, j, n = 0;

	for (i = 0; i < 100; i++)
		for (j = 0; j < 100; j++)
			n += 1000;
	__km_range(i);				/* range: [100,100] */
	return kmalloc(n, GFP_KERNEL);		/* expect: error[oversize-constant] "10000000" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_nest);

/* 64, 128, … 4194304: the next power of two from the wanted size on. */
void *loops_recurrences_doubling(u32 want)
{
	u32 n = 64;

	if (want > SZ_4M)
		return NULL;
	while (n < want)
		n *= 2;
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_recurrences_doubling);

void *loops_recurrences_doubling_over(u32 want)
{
	u32 n = 64;

	if (want > SZ_4M + 1)
		return NULL;
	while (n < want)
		n <<= 1;
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_doubling_over);

void *loops_recurrences_doubling_and_one(u32 want)
{
	u32 n = 1;

	if (want > 3000000)
		want = 3000000;
	while (n < want)
		n = n * 2 + 1;
	return kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
}
EXPORT_SYMBOL_GPL(loops_recurrences_doubling_and_one);

void *loops_recurrences_powers(void)
{
	size_t n = 1;
	u8 i;

	for (i = 0; i < 23; i++)
		n *= 2;
	return kmalloc(n, GFP_KERNEL);		/* expect: error[oversize-constant] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_powers);

void *loops_recurrences_retry(void)
{
	size_t n = PAGE_SIZE;
	void *p;

again:
	p = kmalloc(n, GFP_KERNEL);		/* ok: oversize-bound */
	if (p && loops_recurrences_busy() && n < SZ_4M) {
		kfree(p);
		n <<= 1;
		goto again;
	}
	return p;
}
EXPORT_SYMBOL_GPL(loops_recurrences_retry);

void *loops_recurrences_terms(const u32 *lens)
{
	u32 i, n = 0;

	for (i = 0; i < 4; i++) {
		if (lens[i] > SZ_2M)
			return NULL;
		n += lens[i];
	}
	return kmalloc(n, GFP_KERNEL);		/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_terms);

/* One element of several: the others keep what they held. */
void *loops_recurrences_element(u32 i)
{
	u32 sizes[4] = { SZ_8M, 1, 2, 3 };

	sizes[i & 1] = 16;
	__km_range(sizes[2]);			/* range: [2,2] */
	return kmalloc(sizes[0], GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_element);

/* The loop ends at a number that nobody knows: its turns are no bound. */
void *loops_recurrences_until(u32 wanted)
{
	size_t bytes = 128, room;

	while (true) {
		room = (bytes - 24) / sizeof(u32);
		if (room > wanted)
			break;
		bytes *= 2;
		if (bytes < 128)
			return NULL;
	}
	return kzalloc(bytes, GFP_KERNEL);	/* ok: oversize-bound -- as much as is wanted */
}
EXPORT_SYMBOL_GPL(loops_recurrences_until);

void *loops_recurrences_until_bounded(u32 wanted)
{
	size_t bytes = 128;

	if (wanted > SZ_4M + 1)
		return NULL;
	while (bytes < wanted)
		bytes *= 2;
	return kzalloc(bytes, GFP_KERNEL);	/* expect: warning[oversize-bound] "8388608" */
}
EXPORT_SYMBOL_GPL(loops_recurrences_until_bounded);

/* A loop around it brings another start in each turn, checked before. */
void loops_recurrences_of_each(const u32 *table, int n)
{
	int i, k;

	for (i = 0; i < n; i++) {
		size_t len = table[i];

		if (len < 2 || len > 4096)
			return;
		for (k = 0; k < 11; k++)
			len *= 2;
		__km_range(len);		/* range: [4096,8388608] */
		kfree(kmalloc(len, GFP_KERNEL));	/* expect: warning[oversize-bound] "8388608" */
	}
}
EXPORT_SYMBOL_GPL(loops_recurrences_of_each);

void loops_recurrences_of_each_fits(const u32 *table, int n)
{
	int i, k;

	for (i = 0; i < n; i++) {
		size_t len = table[i];

		if (len > 4096)
			return;
		for (k = 0; k < 10; k++)
			len *= 2;
		kfree(kmalloc(len, GFP_KERNEL));	/* ok: oversize-bound */
	}
}
EXPORT_SYMBOL_GPL(loops_recurrences_of_each_fits);

MODULE_DESCRIPTION("kmcheck cases: recurrences");
MODULE_LICENSE("GPL");
