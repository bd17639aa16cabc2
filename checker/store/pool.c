// SPDX-License-Identifier: GPL-2.0-only
#include "store/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NO_JOB G_MAXUINT

/* A worker as its parent sees it. */
struct worker {
	pid_t pid;
	int jobs, replies;	/* pipes to and from it */
	int errors;		/* memory file that holds its stderr */
	guint job;		/* at hand, or NO_JOB */
	gint64 deadline_us;
};

struct reply {
	guint32 failed, length_bytes;
};

static bool read_all(int fd, void *buffer, gsize length)
{
	char *at = buffer;

	while (length) {
		ssize_t n = read(fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		length -= n;
	}
	return true;
}

static bool write_all(int fd, const void *buffer, gsize length)
{
	const char *at = buffer;

	while (length) {
		ssize_t n = write(fd, at, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += n;
		length -= n;
	}
	return true;
}

/* CPU limits count from the process's start: allow what was used, and more. */
static void limit_cpu(guint seconds)
{
	struct rusage used;
	struct rlimit limit;

	if (getrusage(RUSAGE_SELF, &used) || getrlimit(RLIMIT_CPU, &limit))
		return;
	limit.rlim_cur = used.ru_utime.tv_sec + used.ru_stime.tv_sec +
			 seconds + 1;
	setrlimit(RLIMIT_CPU, &limit);
}

static G_GNUC_NORETURN void worker_main(const struct pool *pool, int jobs,
					int replies)
{
	struct rlimit memory = { pool->memory_bytes, pool->memory_bytes };
	struct rlimit core = { 0, 0 };
	guint32 job;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGINT, SIG_DFL);
#ifndef __SANITIZE_ADDRESS__	/* its shadow memory is larger than any limit */
	setrlimit(RLIMIT_AS, &memory);
#endif
	setrlimit(RLIMIT_CORE, &core);
	while (read_all(jobs, &job, sizeof(job))) {
		g_autofree char *failure = NULL;
		struct reply reply = { 0 };

		limit_cpu(pool->timeout_seconds);
		failure = pool->work(job, pool->data);
		if (failure) {
			reply.failed = true;
			reply.length_bytes = strlen(failure);
		}
		if (!write_all(replies, &reply, sizeof(reply)) ||
		    !write_all(replies, failure, reply.length_bytes))
			break;
	}
	_exit(0);
}

/* A child must not hold the other workers' pipes open. */
static void close_others(const struct worker *workers, guint n)
{
	for (guint i = 0; i < n; i++) {
		if (!workers[i].pid)
			continue;
		close(workers[i].jobs);
		close(workers[i].replies);
		close(workers[i].errors);
	}
}

static bool worker_start(const struct pool *pool, struct worker *worker,
			 const struct worker *all)
{
	int jobs[2], replies[2];

	memset(worker, 0, sizeof(*worker));
	worker->job = NO_JOB;
	if (pipe2(jobs, O_CLOEXEC))
		return false;
	if (pipe2(replies, O_CLOEXEC)) {
		close(jobs[0]);
		close(jobs[1]);
		return false;
	}
	worker->errors = memfd_create("kmcheck-worker", MFD_CLOEXEC);
	worker->jobs = jobs[1];
	worker->replies = replies[0];
	worker->pid = fork();
	if (!worker->pid) {
		close_others(all, pool->n_workers);
		close(jobs[1]);
		close(replies[0]);
		dup2(worker->errors, STDERR_FILENO);
		worker_main(pool, jobs[0], replies[1]);
	}
	close(jobs[0]);
	close(replies[1]);
	return worker->pid > 0;
}

static void worker_stop(struct worker *worker)
{
	if (worker->pid <= 0)
		return;
	close(worker->jobs);
	close(worker->replies);
	close(worker->errors);
	waitpid(worker->pid, NULL, 0);
	worker->pid = 0;
}

/* What the worker said on stderr before it died. */
static char *worker_errors(const struct worker *worker)
{
	char text[4096];
	ssize_t n = pread(worker->errors, text, sizeof(text) - 1, 0);

	return g_strndup(text, n > 0 ? n : 0);
}

static bool ran_out_of_memory(const char *errors, const struct rusage *used,
			      guint64 memory_bytes)
{
	static const char *const words[] = {
		"out of memory", "bad_alloc", "failed to allocate",
		"Allocation failed", "Cannot allocate memory",
	};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(errors, words[i]))
			return true;
	return (guint64)used->ru_maxrss * 1024 > memory_bytes / 10 * 9;
}

/* Why a worker ended that should not have. Reaps it. */
static char *worker_epitaph(const struct pool *pool, struct worker *worker)
{
	g_autofree char *errors = worker_errors(worker);
	struct rusage used = { 0 };
	int status = 0;

	wait4(worker->pid, &status, 0, &used);
	if (ran_out_of_memory(errors, &used, pool->memory_bytes))
		return g_strdup_printf("needed more than %.3g GiB",
				       pool->memory_bytes / 1073741824.0);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		return g_strdup_printf("took longer than %u s",
				       pool->timeout_seconds);
	if (WIFSIGNALED(status))
		return g_strdup_printf("front end crashed (SIG%s)",
				       sigabbrev_np(WTERMSIG(status)));
	return g_strdup_printf("front end ended early (status %d)",
			       WEXITSTATUS(status));
}

/* The job at hand is lost; a new worker takes the place of the old one. */
static void worker_replace(const struct pool *pool, struct worker *worker,
			   struct worker *all, char *failure)
{
	guint job = worker->job;

	close(worker->jobs);
	close(worker->replies);
	close(worker->errors);
	worker->pid = 0;
	if (!worker_start(pool, worker, all))
		worker->pid = 0;
	if (job != NO_JOB)
		pool->done(job, failure, pool->data);
	else
		g_free(failure);
}

static void worker_kill(const struct pool *pool, struct worker *worker,
			struct worker *all)
{
	kill(worker->pid, SIGKILL);
	waitpid(worker->pid, NULL, 0);
	worker_replace(pool, worker, all,
		       g_strdup_printf("took longer than %u s",
				       pool->timeout_seconds));
}

static void worker_reply(const struct pool *pool, struct worker *worker,
			 struct worker *all)
{
	struct reply reply;
	char *failure = NULL;
	guint job = worker->job;

	if (!read_all(worker->replies, &reply, sizeof(reply)))
		goto died;
	if (reply.failed) {
		failure = g_malloc0((gsize)reply.length_bytes + 1);
		if (!read_all(worker->replies, failure, reply.length_bytes))
			goto died;
	}
	/* What it said was about a job that is over. */
	if (ftruncate(worker->errors, 0) == 0)
		lseek(worker->errors, 0, SEEK_SET);
	worker->job = NO_JOB;
	pool->done(job, failure, pool->data);
	return;
died:
	g_free(failure);
	worker_replace(pool, worker, all, worker_epitaph(pool, worker));
}

/* Give every idle worker a job. False when all are done. */
static bool hand_out(const struct pool *pool, struct worker *workers,
		     guint *next)
{
	bool busy = false;

	for (guint i = 0; i < pool->n_workers; i++) {
		struct worker *worker = &workers[i];

		if (worker->pid && worker->job == NO_JOB &&
		    *next < pool->n_jobs) {
			guint32 job = *next;

			worker->job = (*next)++;
			worker->deadline_us = g_get_monotonic_time() +
				pool->timeout_seconds * G_USEC_PER_SEC;
			/* If it is dead, its reply pipe tells. */
			write_all(worker->jobs, &job, sizeof(job));
		}
		busy |= worker->pid && worker->job != NO_JOB;
	}
	return busy;
}

static void wait_for_workers(const struct pool *pool, struct worker *workers,
			     struct pollfd *polls)
{
	gint64 first_us = G_MAXINT64, now_us = g_get_monotonic_time();

	for (guint i = 0; i < pool->n_workers; i++) {
		bool busy = workers[i].pid && workers[i].job != NO_JOB;

		polls[i] = (struct pollfd){
			.fd = busy ? workers[i].replies : -1,
			.events = POLLIN,
		};
		if (busy)
			first_us = MIN(first_us, workers[i].deadline_us);
	}
	poll(polls, pool->n_workers,
	     CLAMP((first_us - now_us) / 1000 + 1, 0, 60000));
	now_us = g_get_monotonic_time();
	for (guint i = 0; i < pool->n_workers; i++) {
		if (polls[i].fd < 0)
			continue;
		if (polls[i].revents)
			worker_reply(pool, &workers[i], workers);
		else if (now_us > workers[i].deadline_us)
			worker_kill(pool, &workers[i], workers);
	}
}

static guint start_all(const struct pool *pool, struct worker *workers)
{
	guint started = 0;

	for (guint i = 0; i < pool->n_workers; i++)
		started += worker_start(pool, &workers[i], workers);
	return started;
}

void pool_run(const struct pool *request)
{
	struct pool pool = *request;
	g_autofree struct worker *workers = NULL;
	g_autofree struct pollfd *polls = NULL;
	void (*old_pipe)(int) = signal(SIGPIPE, SIG_IGN);
	guint next = 0;

	pool.n_workers = CLAMP(pool.n_workers, 1, MAX(pool.n_jobs, 1));
	workers = g_new0(struct worker, pool.n_workers);
	polls = g_new0(struct pollfd, pool.n_workers);
	start_all(&pool, workers);
	while (hand_out(&pool, workers, &next))
		wait_for_workers(&pool, workers, polls);
	for (; next < pool.n_jobs; next++)
		pool.done(next, g_strdup("no worker process could be started"),
			  pool.data);
	for (guint i = 0; i < pool.n_workers; i++)
		worker_stop(&workers[i]);
	signal(SIGPIPE, old_pipe);
}
