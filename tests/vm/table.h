/* SPDX-License-Identifier: GPL-2.0-only */
/* What all kernels together showed, as the tables at the end of a run. */
#ifndef KMCHECK_TESTS_VM_TABLE_H
#define KMCHECK_TESTS_VM_TABLE_H

#include <glib.h>
#include <stdbool.h>

struct tables {
	GPtrArray *limits;	/* struct measured * */
	GPtrArray *pairs;	/* struct pair_seen * */
};

/* "6.1.0-56-amd64  x86_64  4096  kmalloc  4194304  4194304" */
struct measured {
	char *kernel, *arch, *what;
	guint64 page_bytes, predicted_bytes, measured_bytes;
};

/* "6.1.0-56-amd64  x86_64  kmalloc  NULL, warns  works" */
struct pair_seen {
	char *kernel, *arch, *what;
	bool fails, warns;	/* as flagged */
	bool works;		/* rewritten */
};

void tables_init(struct tables *tables);
void tables_release(struct tables *tables);
/* All rows of `from` to the end of `to`; `from` is empty then. */
void tables_move(struct tables *to, struct tables *from);
void tables_print(const struct tables *tables);

#endif
