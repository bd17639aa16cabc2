/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Worker processes: each does numbered jobs one after the other. A worker that
 * dies or takes too long costs the job at hand, and is replaced.
 */
#ifndef KMCHECK_STORE_POOL_H
#define KMCHECK_STORE_POOL_H

#include <glib.h>

struct pool {
	guint n_jobs, n_workers;
	guint timeout_seconds;		/* per job, wall clock and CPU */
	guint64 memory_bytes;		/* address space of one worker */
	/* In the worker: do one job. NULL, or the reason it failed. */
	char *(*work)(guint job, void *data);
	/* In the caller's process, in order of completion; takes failure. */
	void (*done)(guint job, char *failure, void *data);
	void *data;
};

void pool_run(const struct pool *pool);

#endif
