// SPDX-License-Identifier: GPL-2.0-only
/*
 * The only process of the guest: loads and unloads each module of /plan and
 * tells what the kernel said, as KTAP, on a virtio port of its own.
 *
 * A line of /plan is KIND TAB NAME TAB PARAMETERS; kind `d` is a module that a
 * later one needs, `t` one under test. The Nth line's module is /modules/N.ko.
 * What the log says while a module is in goes out as "    # <LEVEL> text", except
 * lines that start with the mark, which are the module's own KTAP. A device
 * node that appears with the module is opened and closed once: what drivers
 * allocate, they mostly allocate there. "    # open NAME: how it went".
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARK "kmcheck-vm: "
#define PORT "/dev/vport0p1"
#define FLOOD_LINES 2000
#define LEVEL_MASK 7		/* of a record's priority */
#define SETTLE_MS 100		/* for what a module leaves running */
#define PORT_WAIT_MS 20000

enum stage { STAGE_LOAD, STAGE_UNLOAD, STAGE_DONE };

struct attempt {		/* shared with the child that makes it */
	enum stage stage;
	int error;
};

struct guest {
	int port, log;
	unsigned int line, test;
	struct attempt *attempt;
};

static void say(const struct guest *guest, const char *format, ...)
{
	char text[4096];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (length >= (int)sizeof(text))
		length = sizeof(text) - 1;
	for (int done = 0; done < length;) {
		ssize_t n = write(guest->port, text + done, length - done);

		if (n < 0 && errno != EINTR)
			return;
		done += n > 0 ? n : 0;
	}
}

static void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0)
		return;
	if (write(fd, text, strlen(text)) < 0)
		perror(path);
	close(fd);
}

static int load(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return errno;
	if (syscall(SYS_finit_module, fd, parameters, 0) < 0)
		error = errno;
	close(fd);
	return error;
}

static int unload(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) < 0 ? errno : 0;
}

/* One record of the log, "PRIORITY,SEQUENCE,TIME,FLAGS;TEXT\n KEY=VALUE…", to
 * the port. False when there is none. */
static bool forward(const struct guest *guest, bool *lost)
{
	char record[8192], *text, *end;
	ssize_t length = read(guest->log, record, sizeof(record) - 1);

	if (length < 0 && errno == EPIPE) {
		*lost = true;
		return true;
	}
	if (length <= 0)
		return false;
	record[length] = '\0';
	text = strchr(record, ';');
	text = text ? text + 1 : record;
	end = strchr(text, '\n');
	if (end)
		*end = '\0';
	if (strncmp(text, MARK, strlen(MARK)) == 0)
		say(guest, "    %s\n", text + strlen(MARK));
	else
		say(guest, "    # <%u> %s\n", atoi(record) & LEVEL_MASK, text);
	return true;
}

/* Forward what is there, up to the flood mark. */
static unsigned int drain(const struct guest *guest, unsigned int lines,
			  bool *lost)
{
	while (lines <= FLOOD_LINES && !*lost && forward(guest, lost))
		lines++;
	return lines;
}

/* Open what is in /dev now and was not among `names` (a string of lines). */
static void open_new_devices(const struct guest *guest, const char *names)
{
	DIR *dir = opendir("/dev");
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char line[300], path[300];
		int fd;

		snprintf(line, sizeof(line), "\n%s\n", entry->d_name);
		if (entry->d_type != DT_CHR || strstr(names, line))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
		if (fd < 0 && errno == EACCES)
			fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		say(guest, "    # open %s: %s\n", path,
		    fd < 0 ? strerror(errno) : "done");
		if (fd >= 0)
			close(fd);
	}
	if (dir)
		closedir(dir);
}

/* The names of /dev, each between line ends; the caller frees it. */
static char *device_names(void)
{
	DIR *dir = opendir("/dev");
	struct dirent *entry;
	char *names = strdup("\n");

	while (dir && names && (entry = readdir(dir))) {
		char *longer;

		if (asprintf(&longer, "%s%s\n", names, entry->d_name) < 0)
			break;
		free(names);
		names = longer;
	}
	if (dir)
		closedir(dir);
	return names;
}

static void try_module(const struct guest *guest, const char *path,
		       const char *name, const char *parameters)
{
	struct attempt *attempt = guest->attempt;
	char *names = device_names();

	attempt->stage = STAGE_LOAD;
	attempt->error = load(path, parameters);
	if (attempt->error)
		return;
	usleep(SETTLE_MS * 1000);
	open_new_devices(guest, names ? names : "");
	attempt->stage = STAGE_UNLOAD;
	attempt->error = unload(name);
	if (attempt->error)
		return;
	usleep(SETTLE_MS * 1000);
	attempt->stage = STAGE_DONE;
}

/* Why the module failed, or NULL. */
static const char *verdict(const struct attempt *attempt, int status,
			   char *text, size_t size)
{
	if (WIFSIGNALED(status)) {
		snprintf(text, size, "%s killed by signal %d",
			 attempt->stage == STAGE_LOAD ? "load" : "unload",
			 WTERMSIG(status));
		return text;
	}
	if (attempt->stage == STAGE_DONE)
		return NULL;
	snprintf(text, size, "%s failed: %s",
		 attempt->stage == STAGE_LOAD ? "load" : "unload",
		 strerror(attempt->error));
	return text;
}

/* False if the kernel is not fit for another module. */
static bool test(struct guest *guest, const char *path, const char *name,
		 const char *parameters)
{
	struct pollfd log = { .fd = guest->log, .events = POLLIN };
	unsigned int lines = 0;
	bool lost = false;
	const char *why;
	char text[256];
	int status = 0;
	pid_t child;

	say(guest, "# start %u %s\n", ++guest->test, name);
	put("/sys/kernel/debug/clear_warn_once", "1");
	lseek(guest->log, 0, SEEK_END);
	child = fork();
	if (child == 0) {
		try_module(guest, path, name, parameters);
		_exit(0);
	}
	while (waitpid(child, &status, WNOHANG) == 0) {
		poll(&log, 1, 10);
		lines = drain(guest, lines, &lost);
		if (lost || lines > FLOOD_LINES)
			break;
	}
	lines = drain(guest, lines, &lost);
	if (lost || lines > FLOOD_LINES) {
		say(guest, "not ok %u - %s # flooded the log\n", guest->test,
		    name);
		return false;
	}
	why = verdict(guest->attempt, status, text, sizeof(text));
	say(guest, "%sok %u - %s%s%s\n", why ? "not " : "", guest->test, name,
	    why ? " # " : "", why ? why : "");
	return !why || guest->attempt->stage == STAGE_LOAD;
}

static bool step(struct guest *guest, char *line)
{
	char path[64], *name, *parameters;
	int error;

	line[strcspn(line, "\n")] = '\0';
	name = strchr(line, '\t');
	parameters = name ? strchr(name + 1, '\t') : NULL;
	if (!parameters)
		return true;
	*name++ = '\0';
	*parameters++ = '\0';
	snprintf(path, sizeof(path), "/modules/%u.ko", guest->line++);
	if (*line == 't')
		return test(guest, path, name, parameters);
	error = load(path, parameters);
	if (error && error != EEXIST)
		say(guest, "# %s did not load: %s\n", name, strerror(error));
	return true;
}

static void mount_all(void)
{
	mkdir("/dev", 0755);
	mkdir("/proc", 0755);
	mkdir("/sys", 0755);
	mount("dev", "/dev", "devtmpfs", 0, NULL);
	mount("proc", "/proc", "proc", 0, NULL);
	mount("sys", "/sys", "sysfs", 0, NULL);
	mount("debug", "/sys/kernel/debug", "debugfs", 0, NULL);
}

/* The drivers of the port, in the order they were packed. */
static int open_port(void)
{
	int fd = -1;

	for (unsigned int i = 0;; i++) {
		char path[64];
		int error;

		snprintf(path, sizeof(path), "/support/%u.ko", i);
		error = load(path, "");
		if (error == ENOENT && access(path, F_OK) != 0)
			break;
		if (error && error != EEXIST)
			fprintf(stderr, "%s: %s\n", path, strerror(error));
	}
	for (int waited = 0; fd < 0 && waited < PORT_WAIT_MS; waited += 10) {
		fd = open(PORT, O_WRONLY | O_CLOEXEC);
		if (fd < 0)
			usleep(10 * 1000);
	}
	return fd;
}

int main(void)
{
	struct guest guest = { 0 };
	char line[4096];
	FILE *plan;

	mount_all();
	guest.port = open_port();
	guest.log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	guest.attempt = mmap(NULL, sizeof(*guest.attempt),
			     PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	plan = fopen("/plan", "re");
	if (guest.port < 0 || guest.log < 0 || !plan ||
	    guest.attempt == MAP_FAILED) {
		fprintf(stderr, "no %s: %s\n",
			guest.port < 0 ? PORT : "log or plan", strerror(errno));
		reboot(RB_POWER_OFF);
	}
	say(&guest, "KTAP version 1\n");
	while (fgets(line, sizeof(line), plan) && step(&guest, line))
		;
	say(&guest, "# end\n");
	sync();
	reboot(RB_POWER_OFF);
	return 0;
}
