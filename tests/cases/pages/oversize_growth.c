// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/slab.h>

struct rec {
	u64 when, what;
};

struct log {
	struct rec *recs;
};

struct source;

bool next_record(struct source *source, struct rec *rec);

static int log_fill(struct log *log, struct source *source)
{
	size_t size = 16, used = 0;
	struct rec rec, *bigger;

	while (next_record(source, &rec)) {
		if (used == size) {
			size *= 2;
			bigger = krealloc(log->recs, size * sizeof(rec), GFP_KERNEL);	/* expect: warning[oversize-growth] */
			if (!bigger)
				return -ENOMEM;
			log->recs = bigger;
		}
		log->recs[used++] = rec;
	}
	return 0;
}

int log_take(struct log *log, struct source *source)
{
	log->recs = kmalloc_array(16, sizeof(*log->recs), GFP_KERNEL);
	return log->recs ? log_fill(log, source) : -ENOMEM;
}
EXPORT_SYMBOL(log_take);
MODULE_LICENSE("GPL");
