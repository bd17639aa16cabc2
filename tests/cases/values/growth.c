// SPDX-License-Identifier: GPL-2.0
/* A size that a loop makes grow until the allocation fails. */
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

/* How much can be had at once? Found by trying. */
size_t growth_probe_doubling(void)
{
	size_t size;
	void *p;

	for (size = SZ_4K;; size *= 2) {
		p = kmalloc(size, GFP_KERNEL);	/* expect: warning[oversize-growth] "8388608" */
		if (!p)
			break;
		kfree(p);
	}
	return size / 2;
}
EXPORT_SYMBOL_GPL(growth_probe_doubling);

size_t growth_probe_linear(void)
{
	size_t size = 200000;
	void *p;

	while ((p = kmalloc(size, GFP_KERNEL))) {	/* expect: warning[oversize-growth] "4200000" */
		kfree(p);
		size += 200000;
	}
	return size;
}
EXPORT_SYMBOL_GPL(growth_probe_linear);

/* A half more each time. */
int growth_by_half(int (*next)(u64 *value))
{
	size_t room = 16, n = 0;
	u64 *all = kmalloc_array(room, sizeof(*all), GFP_KERNEL), *more, value;

	if (!all)
		return -ENOMEM;
	while (!next(&value)) {
		if (n == room) {
			room = room + room / 2;
			more = krealloc(all, room * sizeof(*all), GFP_KERNEL);	/* expect: warning[oversize-growth] */
			if (!more)
				break;
			all = more;
		}
		all[n++] = value;
	}
	kfree(all);
	return 0;
}
EXPORT_SYMBOL_GPL(growth_by_half);

size_t growth_probe_capped(void)
{
	size_t size;
	void *p;

	for (size = SZ_4K; size <= SZ_2M; size *= 2) {
		p = kmalloc(size, GFP_KERNEL);	/* ok: oversize-growth -- the loop has a cap */
		if (!p)
			break;
		kfree(p);
	}
	return size / 2;
}
EXPORT_SYMBOL_GPL(growth_probe_capped);

/* A query that says "too small" until the buffer fits. */
int growth_retry(int (*query)(void *buf, size_t len))
{
	size_t len = 512;
	void *buf = NULL;
	int ret;

	do {
		kfree(buf);
		len *= 2;
		buf = kmalloc(len, GFP_KERNEL);	/* expect: warning[oversize-growth] */
		if (!buf)
			return -ENOMEM;
		ret = query(buf, len);
	} while (ret == -ENOSPC);
	kfree(buf);
	return ret;
}
EXPORT_SYMBOL_GPL(growth_retry);

int growth_retry_capped(int (*query)(void *buf, size_t len))
{
	size_t len = 512;
	void *buf;
	int ret;

retry:
	buf = kmalloc(len, GFP_KERNEL);		/* ok: oversize-growth -- at most 1 MiB */
	if (!buf)
		return -ENOMEM;
	ret = query(buf, len);
	kfree(buf);
	if (ret == -ENOSPC && len < SZ_1M) {
		len *= 2;
		goto retry;
	}
	return ret;
}
EXPORT_SYMBOL_GPL(growth_retry_capped);

char *growth_append(int (*next)(void))
{
	size_t used = 0, room = 64;
	char *buf = kmalloc(room, GFP_KERNEL);	/* ok: oversize-growth -- 64 bytes */
	char *bigger;
	int c;

	while (buf && (c = next()) >= 0) {
		if (used == room) {
			room *= 2;
			bigger = krealloc(buf, room, GFP_KERNEL);	/* expect: warning[oversize-growth] */
			if (!bigger) {
				kfree(buf);
				return NULL;
			}
			buf = bigger;
		}
		buf[used++] = c;
	}
	return buf;
}
EXPORT_SYMBOL_GPL(growth_append);

char *growth_append_capped(int (*next)(void))
{
	size_t used = 0, room = 64;
	char *buf = kmalloc(room, GFP_KERNEL);
	char *bigger;
	int c;

	while (buf && (c = next()) >= 0) {
		if (used == room) {
			if (room >= SZ_64K)
				break;
			room *= 2;
			bigger = krealloc(buf, room, GFP_KERNEL);	/* ok: oversize-growth -- at most 128 KiB */
			if (!bigger)
				break;
			buf = bigger;
		}
		buf[used++] = c;
	}
	return buf;
}
EXPORT_SYMBOL_GPL(growth_append_capped);

void growth_constant_inside(int n)
{
	while (n-- > 0)
		kfree(kmalloc(SZ_64K, GFP_KERNEL));	/* ok: oversize-growth -- many, but never larger */
}
EXPORT_SYMBOL_GPL(growth_constant_inside);

void growth_other_variable(int n)
{
	size_t total = 0, len = SZ_4K;

	while (n-- > 0) {
		kfree(kmalloc(len, GFP_KERNEL));	/* ok: oversize-growth -- total grows, len does not */
		total += len;
	}
	pr_debug("%zu bytes in all\n", total);
}
EXPORT_SYMBOL_GPL(growth_other_variable);

struct growth_entry {
	struct list_head list;
	struct growth_entry *next;
	int value;
};

/* A list is as long as it is: its walk is no growth without end. */
int growth_of_list(struct list_head *head)
{
	struct growth_entry *e;
	void **v = NULL, **bigger;
	unsigned int n = 0;

	list_for_each_entry(e, head, list) {
		bigger = krealloc(v, (n + 1) * sizeof(*v), GFP_KERNEL);	/* ok: oversize-growth -- the list ends */
		if (!bigger)
			break;
		v = bigger;
		v[n++] = e;
	}
	kfree(v);
	return n;
}
EXPORT_SYMBOL_GPL(growth_of_list);

int growth_of_chain(struct growth_entry *e)
{
	size_t len = 0;
	char *v = NULL, *bigger;

	for (; e; e = e->next) {
		len += 24;
		bigger = krealloc(v, len, GFP_KERNEL);	/* ok: oversize-growth -- the chain ends */
		if (!bigger)
			break;
		v = bigger;
	}
	kfree(v);
	return len;
}
EXPORT_SYMBOL_GPL(growth_of_chain);

struct growth_entry *growth_next(void *walk);

int growth_of_walk(void *walk)
{
	struct growth_entry *e;
	void **v = NULL, **bigger;
	unsigned int n = 0;

	while ((e = growth_next(walk))) {
		bigger = krealloc(v, (n + 1) * sizeof(*v), GFP_KERNEL);	/* ok: oversize-growth -- no more than there are */
		if (!bigger)
			break;
		v = bigger;
		v[n++] = e;
	}
	kfree(v);
	return n;
}
EXPORT_SYMBOL_GPL(growth_of_walk);

/* What is read from memory does not grow with where it is read. */
void growth_elements(const struct growth_entry *e)
{
	size_t i = 0;

	do {
		kfree(kmalloc(e[i].value, GFP_KERNEL));	/* ok: oversize-growth */
		i++;
	} while (e[i].value);
}
EXPORT_SYMBOL_GPL(growth_elements);

struct growth_saved {
	int n;
	void *at;
};

static struct growth_saved growth_saved;

static int growth_add(const u32 *ids, int n)
{
	int total = growth_saved.n + n;
	void *p = kmalloc_array(total, 16, GFP_KERNEL);	/* ok: oversize-growth -- five turns */

	if (!p)
		return -ENOMEM;
	kfree(growth_saved.at);
	growth_saved.at = p;
	growth_saved.n = total;
	return 0;
}

int growth_few_turns(void)
{
	static const u32 ids[] = { 1, 2, 3, 4, 5 };
	int i, ret = 0;

	for (i = 0; i < ARRAY_SIZE(ids); i++)
		ret |= growth_add(&ids[i], 1);
	return ret;
}
EXPORT_SYMBOL_GPL(growth_few_turns);

/* Once per turn of another loop, but not larger in it. */
int growth_in_another_loop(const u32 *bands, int n)
{
	int i, used = 0;
	void *p;

again:
	for (i = 0, used = 0; i < n; i++)
		if (bands[i])
			used++;
	p = kmalloc_array(used, 64, GFP_KERNEL);	/* ok: oversize-growth -- counted anew */
	if (!p)
		return -ENOMEM;
	kfree(p);
	if (used & 1)
		goto again;
	return used;
}
EXPORT_SYMBOL_GPL(growth_in_another_loop);

static bool growth_is_last(const struct growth_entry *e)
{
	return !e->next;
}

/* A function says where the list ends. */
int growth_until_last(struct growth_entry *e)
{
	void **v = NULL, **bigger;
	unsigned int n = 0;

	for (; !growth_is_last(e); e = e->next) {
		bigger = krealloc(v, (n + 1) * sizeof(*v), GFP_KERNEL);	/* ok: oversize-growth -- as long as the list */
		if (!bigger)
			break;
		v = bigger;
		v[n++] = e;
	}
	kfree(v);
	return n;
}
EXPORT_SYMBOL_GPL(growth_until_last);

struct growth_range {
	u64 start, end;
};

int growth_range_after(u64 start, struct growth_range *range);

/* As many turns as there are ranges between here and there. */
int growth_of_ranges(u64 start, u64 end)
{
	struct growth_range range, *v = NULL, *bigger;
	int room = 16, n = 0;

	while (start < end && !growth_range_after(start, &range)) {
		if (n >= room) {
			bigger = krealloc(v, (room + 16) * sizeof(*v), GFP_KERNEL);	/* ok: oversize-growth -- up to the end */
			if (!bigger)
				break;
			v = bigger;
			room += 16;
		}
		n++;
		start = range.end + 1;
	}
	kfree(v);
	return n;
}
EXPORT_SYMBOL_GPL(growth_of_ranges);

/* Where the end is the user's, it is none. */
ssize_t growth_of_tokens(struct file *file, const char __user *user,
			 size_t count, loff_t *ppos)
{
	struct growth_range range, *v = NULL, *bigger;
	int room = 16, n = 0;
	u64 start = 0;

	do {
		if (growth_range_after(start, &range))
			break;
		if (n >= room) {
			bigger = krealloc(v, (room + 16) * sizeof(*v), GFP_KERNEL);	/* expect: warning[oversize-growth] */
			if (!bigger)
				break;
			v = bigger;
			room += 16;
		}
		n++;
		start = range.end + 1;
	} while (start < count);
	kfree(v);
	return n;
}

const struct file_operations growth_fops = {
	.write = growth_of_tokens,
};

struct growth_map {
	unsigned int n;
	unsigned int *reg;
};

static void growth_block(const struct growth_map *map, int first, int last)
{
	kfree(kmalloc_array(last - first + 1, 8, GFP_KERNEL));	/* ok: oversize-growth -- of n at most */
}

void growth_of_blocks(const struct growth_map *map)
{
	int i, start = 0;

	for (i = 1; i < map->n; i++)
		if (map->reg[i] != map->reg[i - 1] + 1) {
			growth_block(map, start, i - 1);
			start = i;
		}
}
EXPORT_SYMBOL_GPL(growth_of_blocks);

struct growth_log {
	u64 *at;
	size_t n;
};

static int growth_log_add(struct growth_log *log, u64 value)
{
	u64 *bigger = krealloc(log->at, (log->n + 1) * sizeof(*bigger), GFP_KERNEL);	/* ok: oversize-growth -- from call to call */

	if (!bigger)
		return -ENOMEM;
	log->at = bigger;
	log->at[log->n++] = value;
	return 0;
}

void growth_from_call_to_call(struct growth_log *log, int (*next)(u64 *value))
{
	u64 value;

	while (!next(&value))
		if (growth_log_add(log, value))
			return;
}
EXPORT_SYMBOL_GPL(growth_from_call_to_call);

static int growth_list_add(struct growth_log *list, u64 value)
{
	u64 *bigger = krealloc(list->at, (list->n + 1) * sizeof(*bigger), GFP_KERNEL);	/* expect: warning[oversize-growth] */

	if (!bigger)
		return -ENOMEM;
	list->at = bigger;
	list->at[list->n++] = value;
	return 0;
}

/* All of it is made by this loop. */
void growth_of_one_call(int (*next)(u64 *value))
{
	struct growth_log list = { NULL, 0 };
	u64 value;

	while (!next(&value))
		if (growth_list_add(&list, value))
			break;
	kfree(list.at);
}
EXPORT_SYMBOL_GPL(growth_of_one_call);

MODULE_DESCRIPTION("kmcheck case: growth");
MODULE_LICENSE("GPL");
