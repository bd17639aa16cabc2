// SPDX-License-Identifier: GPL-2.0-only
/* What a worker does wrong costs its job and nothing else. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/pool.h"

#define N_JOBS 12
#define MEMORY_BYTES (512ULL << 20)

struct outcome {
	char *failures[N_JOBS];
	guint times_done[N_JOBS];
	guint bad;			/* the job that goes wrong */
	void (*wrong)(void);
};

static char *work(guint job, void *data)
{
	struct outcome *outcome = data;

	if (job == outcome->bad)
		outcome->wrong();
	return job == 3 ? g_strdup("a reason\nof two lines") : NULL;
}

static void done(guint job, char *failure, void *data)
{
	struct outcome *outcome = data;

	outcome->failures[job] = failure;
	outcome->times_done[job]++;
}

static void crash(void)
{
	raise(SIGSEGV);
}

static void leave(void)
{
	_exit(7);
}

static void hang(void)
{
	for (;;)
		pause();
}

static void explode(void)
{
	for (;;) {
		char *p = g_malloc(64 << 20);

		memset(p, 1, 64 << 20);
	}
}

/* Job 5 goes wrong so; its reason must start with `expected`. */
static void run(void (*wrong)(void), guint timeout_seconds,
		const char *expected)
{
	for (guint n_workers = 1; n_workers <= 3; n_workers += 2) {
		struct outcome outcome = { .bad = 5, .wrong = wrong };
		struct pool pool = {
			.n_jobs = N_JOBS, .n_workers = n_workers,
			.timeout_seconds = timeout_seconds,
			.memory_bytes = MEMORY_BYTES,
			.work = work, .done = done, .data = &outcome,
		};

		pool_run(&pool);
		for (guint i = 0; i < N_JOBS; i++) {
			g_assert_cmpuint(outcome.times_done[i], ==, 1);
			if (i == 5)
				g_assert_cmpstr(outcome.failures[i], ==,
						expected);
			else if (i == 3)
				g_assert_cmpstr(outcome.failures[i], ==,
						"a reason\nof two lines");
			else
				g_assert_null(outcome.failures[i]);
			g_free(outcome.failures[i]);
		}
	}
}

static void test_crash(void)
{
	run(crash, 60, "front end crashed (SIGSEGV)");
}

static void test_leave(void)
{
	run(leave, 60, "front end ended early (status 7)");
}

static void test_hang(void)
{
	run(hang, 1, "took longer than 1 s");
}

static void test_explode(void)
{
	run(explode, 60, "needed more than 0.5 GiB");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/store/pool/crash", test_crash);
	g_test_add_func("/store/pool/leave", test_leave);
	g_test_add_func("/store/pool/hang", test_hang);
	g_test_add_func("/store/pool/explode", test_explode);
	return g_test_run();
}
