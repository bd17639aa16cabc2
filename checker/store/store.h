/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What crosses from the per-unit step to the program step: facts files, and
 * the worker processes that write them.
 *
 * A facts file is one unit's IR as text (ir/text.h) behind a header line with
 * the format version, the tool version, a key over flags and rules, and the
 * files read with their SHA-256. A worker is a process with limits on time
 * and memory: if it dies, that unit is incomplete and nothing else is lost.
 */
#ifndef KMCHECK_STORE_STORE_H
#define KMCHECK_STORE_STORE_H

#include "build/build.h"
#include "ir/text.h"

struct lowered {		/* of one unit, in the order asked */
	const struct unit *unit;
	char *facts_path;	/* NULL if it failed */
	char *failure;		/* reason in words, NULL if it did not */
};

struct lower_request {
	GPtrArray *units;		/* const struct unit * */
	const struct kernel *kernel;
	const struct rulebase *rules;
	const char *facts_dir;		/* where facts files go */
	const char *cache_dir;		/* NULL: no cache */
	guint jobs;
	guint timeout_seconds;		/* per unit; 0: 120 */
	guint64 memory_bytes;		/* per worker; 0: 4 GiB */
	bool no_pch;
	const char *const *overlay_paths, *const *overlay_texts;
	guint n_overlays;
	void (*progress)(const char *what, guint done, guint total, void *data);
	void *progress_data;
};

/* Lower every unit. The result has one struct lowered * per unit, in order. */
GPtrArray *store_lower(const struct lower_request *request);
void lowered_free(struct lowered *lowered);

/* Read one facts file; known and heap as ir_parse_unit_once() takes them. NULL
 * and error if it is not one, or of another version. The caller owns the
 * unit. */
struct ir_unit *store_read(const char *facts_path, struct ir_known *known,
			   struct ir_heap *heap, GError **error);

/*
 * Facts that outlive the run (--facts-out, --shard, CHECK=): beside each facts
 * file an entry says which unit of which program against which kernel it is,
 * so that --link can put the programs together again. A unit's entry replaces
 * the one it had before. lowered: as store_lower returned it.
 */
bool store_write_manifest(const char *facts_dir,
			  const struct program *program, GPtrArray *lowered,
			  GError **error);

struct linked {
	struct plan *plan;
	GPtrArray *lowered;	/* per program of the plan, in its order: a
				   GPtrArray of struct lowered *, in the
				   units' order */
};

/* Every program of which the folders (or the .kmcheck folders in them) hold
 * entries. NULL and error if there are none, or one is broken. */
struct linked *store_link(const char *const *folders, GError **error);
void linked_free(struct linked *linked);

#endif
