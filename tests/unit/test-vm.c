// SPDX-License-Identifier: GPL-2.0-only
/* What of checker/vm needs no machine: calls, logs, archives, command lines. */
#include "vm/call.h"
#include "vm/command.h"
#include "vm/initramfs.h"
#include "vm/modules.h"
#include "vm/qemu.h"
#include "vm/scratch.h"
#include "vm/vm.h"

#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct call_machine small_pages = { 4096, 8 };

static const struct allocator *row(const struct rulebase *rules,
				   const char *name)
{
	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *each = rules->allocators->pdata[i];

		if (g_str_equal(each->name, name))
			return each;
	}
	g_error("no row %s", name);
}

static void assert_call(const struct rulebase *rules, const char *name,
			guint64 bytes, bool as_kv, const char *expected)
{
	const struct call_request request = { row(rules, name), &small_pages,
		bytes, "GFP_KERNEL", as_kv };
	g_autoptr(GError) error = NULL;
	g_autofree char *text = call_text(&request, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(text, ==, expected);
}

static void test_calls(void)
{
	struct rulebase *rules = rulebase_load(NULL, NULL);

	assert_call(rules, "kmalloc", 4194305, false,
		    "kmalloc(4194305, GFP_KERNEL)");
	assert_call(rules, "kmalloc", 4194305, true,
		    "kvmalloc(4194305, GFP_KERNEL)");
	assert_call(rules, "kcalloc", 64, true, "kvcalloc(64, 1, GFP_KERNEL)");
	assert_call(rules, "kmalloc_array_node", 8, true,
		    "kvmalloc_node(array_size(8, 1), GFP_KERNEL, NUMA_NO_NODE)");
	assert_call(rules, "devm_kzalloc", 4194304, false,
		    "devm_kzalloc(vm_device, 4194304, GFP_KERNEL)");
	assert_call(rules, "__get_free_pages", 8388608, false,
		    "__get_free_pages(GFP_KERNEL, 11)");
	assert_call(rules, "__get_free_pages", 4096, false,
		    "__get_free_pages(GFP_KERNEL, 0)");
	assert_call(rules, "bitmap_zalloc", 16, false,
		    "bitmap_zalloc(65, GFP_KERNEL)");
	assert_call(rules, "kmalloc", G_MAXUINT64, false,
		    "kmalloc(18446744073709551615UL, GFP_KERNEL)");
	rulebase_free(rules);
}

static void test_impossible_calls(void)
{
	struct rulebase *rules = rulebase_load(NULL, NULL);
	static const char *const names[] = { "kstrdup", "drmm_kzalloc" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct call_request request = { row(rules, names[i]),
			&small_pages, 8388608, "GFP_KERNEL", false };
		g_autoptr(GError) error = NULL;

		g_assert_null(call_text(&request, &error));
		g_assert_error(error, VM_ERROR, VM_ERROR_COMMAND);
	}
	rulebase_free(rules);
}

/* Every row either makes a call or says why not, and the call's own size is
 * what was asked for, or the least above it. */
static void test_every_row(void)
{
	static const guint64 sizes[] = { 1, 4096, 4194304, 4194305, 1 << 30 };
	struct rulebase *rules = rulebase_load(NULL, NULL);
	guint written = 0;

	for (guint i = 0; i < rules->allocators->len; i++) {
		for (guint j = 0; j < G_N_ELEMENTS(sizes); j++) {
			const struct call_request request = {
				rules->allocators->pdata[i], &small_pages,
				sizes[j], "GFP_KERNEL", false };
			g_autoptr(GError) error = NULL;
			g_autofree char *text = call_text(&request, &error);

			g_assert_true((text == NULL) == (error != NULL));
			g_assert_true(!text || !strchr(text, '$'));
			written += text != NULL;
		}
	}
	g_assert_cmpuint(written, >, 100);
	rulebase_free(rules);
}

/* guest/calls speaks of allocators that the tables have. */
static void test_call_names(void)
{
	struct rulebase *rules = rulebase_load(NULL, NULL);
	g_autoptr(GKeyFile) file = g_key_file_new();
	const char *text = vm_guest_text("calls");
	g_auto(GStrv) names = NULL;

	g_assert_true(g_key_file_load_from_data(file, text, strlen(text),
						G_KEY_FILE_NONE, NULL));
	names = g_key_file_get_keys(file, "arguments", NULL, NULL);
	for (char **name = names; *name; name++)
		g_assert_nonnull(row(rules, *name));
	rulebase_free(rules);
}

/* What can be rewritten can be asked for in both forms. */
static void test_kv_rows(void)
{
	struct rulebase *rules = rulebase_load(NULL, NULL);
	guint pairs = 0;

	for (guint i = 0; i < rules->allocators->len; i++) {
		const struct allocator *each = rules->allocators->pdata[i];
		struct call_request request = { each, &small_pages, 8388608,
			"GFP_KERNEL", false };
		g_autofree char *flagged = NULL, *rewritten = NULL;

		/* without a header of its own it is some subsystem's */
		if (!each->kv || !each->header)
			continue;
		flagged = call_text(&request, NULL);
		request.as_kv = true;
		rewritten = call_text(&request, NULL);
		g_assert_nonnull(flagged);
		g_assert_nonnull(rewritten);
		g_assert_cmpstr(flagged, !=, rewritten);
		pairs++;
	}
	g_assert_cmpuint(pairs, >, 15);
	rulebase_free(rules);
}

static void test_solve(void)
{
	struct rulebase *rules = rulebase_load(NULL, NULL);
	const struct allocator *fifo = row(rules, "kfifo_alloc");
	guint64 arguments[3] = { 1, 0, 1 }, value;

	/* lib/kfifo.c rounds up to a power of two */
	g_assert_true(call_solve(fifo, &small_pages, 2, 4194305, &value));
	g_assert_cmpuint(value, ==, 4194305);
	arguments[1] = value;
	g_assert_cmpuint(call_bytes(fifo, &small_pages, arguments, 3), ==,
			 8388608);
	rulebase_free(rules);
}

static void test_log(void)
{
	struct vm_module *module = vm_module_new("/tmp/a-b.ko", NULL, true);

	g_assert_cmpstr(module->name, ==, "a_b");
	g_ptr_array_add(module->lines, g_strdup("largest 4194304"));
	g_ptr_array_add(module->lines, g_strdup(
		"# <4> a_b: loading out-of-tree module taints kernel."));
	g_ptr_array_add(module->lines, g_strdup("# <6> tsc: calibrated"));
	g_assert_cmpstr(vm_module_value(module, "largest"), ==, "4194304");
	g_assert_null(vm_module_value(module, "large"));
	g_assert_null(vm_module_noise(module));
	g_assert_null(vm_module_warning(module));
	g_ptr_array_add(module->lines,
			g_strdup("# <4> ------------[ cut here ]------------"));
	g_ptr_array_add(module->lines, g_strdup(
		"# <4> WARNING: CPU: 0 PID: 8 at mm/page_alloc.c:5634"));
	g_assert_cmpstr(vm_module_noise(module), ==,
			"------------[ cut here ]------------");
	g_assert_true(g_str_has_prefix(vm_module_warning(module), "WARNING: "));
	vm_module_free(module);
}

/* What is written is a cpio archive that holds what was put in. */
static void test_initramfs(void)
{
	g_autofree char *folder = g_dir_make_tmp("kmcheck-vm-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "fs", NULL);
	struct initramfs *fs = initramfs_new(path, NULL);
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	char text[8] = "";

	initramfs_add_folder(fs, "dev");
	initramfs_add_console(fs);
	initramfs_add(fs, "init", 0755, "hello", 5);
	g_assert_true(initramfs_close(fs, NULL));
	archive_read_support_format_cpio(archive);
	g_assert_cmpint(archive_read_open_filename(archive, path, 4096), ==,
			ARCHIVE_OK);
	for (guint i = 0; i < 3; i++)
		g_assert_cmpint(archive_read_next_header(archive, &entry), ==,
				ARCHIVE_OK);
	g_assert_cmpint(archive_format(archive), ==,
			ARCHIVE_FORMAT_CPIO_SVR4_NOCRC);
	g_assert_cmpstr(archive_entry_pathname(entry), ==, "init");
	g_assert_cmpuint(archive_entry_perm(entry), ==, 0755);
	g_assert_cmpint(archive_read_data(archive, text, sizeof(text)), ==, 5);
	g_assert_cmpstr(text, ==, "hello");
	archive_read_free(archive);
	g_unlink(path);
	g_rmdir(folder);
}

static void test_initramfs_error(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(initramfs_new("/nowhere/at/all", &error));
	g_assert_error(error, VM_ERROR, VM_ERROR_COMMAND);
}

static void test_depends(void)
{
	static const char info[] = "x\0license=GPL\0depends=virtio,virtio-ring"
				   "\0name=a";
	g_autoptr(GBytes) image = g_bytes_new_static(info, sizeof(info));
	g_autoptr(GBytes) none = g_bytes_new_static("\0depends=", 10);
	g_auto(GStrv) names = module_depends(image);
	g_auto(GStrv) nothing = module_depends(none);

	g_assert_cmpuint(g_strv_length(names), ==, 2);
	g_assert_cmpstr(names[1], ==, "virtio-ring");
	g_assert_cmpuint(g_strv_length(nothing), ==, 0);
}

static bool has_word(char **argv, const char *word)
{
	return g_strv_contains((const char *const *)argv, word);
}

/* No machine has a network, a disk or a folder of the host's. */
static void test_machines(void)
{
	static const char *const names[] = { "x86_64", "arm64", "ppc64le",
		"s390x", "riscv64" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct qemu_boot boot = {
			.arch = vm_arch_by_name(names[i]),
			.image = "kernel", .initramfs = "fs",
			.console_log = "log",
		};
		g_auto(GStrv) argv = qemu_command(&boot);

		g_assert_true(has_word(argv, "-nodefaults"));
		g_assert_true(has_word(argv, "none"));
		g_assert_true(has_word(argv, "tcg"));
		g_assert_false(has_word(argv, "-drive"));
		g_assert_false(has_word(argv, "-virtfs"));
		g_assert_false(has_word(argv, "-netdev"));
	}
	g_assert_null(vm_arch_by_name("vax"));
	g_assert_true(vm_arch_by_name("ppc64el") == vm_arch_by_name("powerpc"));
}

static void test_commands(void)
{
	const char *const late[] = { "sleep", "20", NULL };
	const char *const wrong[] = { "sh", "-c", "echo why; exit 3", NULL };
	const char *const right[] = { "sh", "-c", "echo $0", "it", NULL };
	g_autoptr(GError) error = NULL;
	g_autofree char *output = NULL;

	g_assert_true(command_run(right, NULL, 20, &output, &error));
	g_assert_cmpstr(output, ==, "it\n");
	g_assert_false(command_run(wrong, NULL, 20, NULL, &error));
	g_assert_nonnull(strstr(error->message, "why"));
	g_clear_error(&error);
	g_assert_false(command_run(late, NULL, 1, NULL, &error));
	g_assert_nonnull(strstr(error->message, "longer than 1 second"));
	g_clear_error(&error);
	g_assert_false(command_have("no-such-program", "its-package", &error));
	g_assert_error(error, VM_ERROR, VM_ERROR_MISSING);
	g_assert_nonnull(strstr(error->message, "its-package"));
}

static struct scratch *scratch_with_file(void)
{
	g_autoptr(GError) error = NULL;
	struct scratch *scratch = scratch_new(g_get_tmp_dir(), "kmcheck-test",
					      &error);
	g_autofree char *file = NULL;

	g_assert_no_error(error);
	file = g_build_filename(scratch->path, "file", NULL);
	g_assert_true(g_file_set_contents(file, "", -1, NULL));
	return scratch;
}

static void test_scratch(void)
{
	struct scratch *scratch = scratch_with_file();
	g_autofree char *path = g_strdup(scratch->path);

	scratch_free(scratch);
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	g_assert_null(scratch_new("/nowhere", "kmcheck-test", NULL));
}

/* Whoever made it may be killed: it goes all the same. */
static void test_scratch_of_the_dead(void)
{
	char path[256] = "";
	int ends[2];
	pid_t child;

	g_assert_cmpint(pipe(ends), ==, 0);
	child = fork();
	if (child == 0) {
		const struct scratch *scratch = scratch_with_file();

		g_assert_cmpint(write(ends[1], scratch->path,
				      strlen(scratch->path)), >, 0);
		raise(SIGKILL);
	}
	g_assert_cmpint(read(ends[0], path, sizeof(path) - 1), >, 0);
	waitpid(child, NULL, 0);
	for (guint i = 0; i < 500 && g_file_test(path, G_FILE_TEST_EXISTS); i++)
		g_usleep(10 * 1000);
	g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	close(ends[0]);
	close(ends[1]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/vm/calls", test_calls);
	g_test_add_func("/vm/impossible-calls", test_impossible_calls);
	g_test_add_func("/vm/every-row", test_every_row);
	g_test_add_func("/vm/call-names", test_call_names);
	g_test_add_func("/vm/kv-rows", test_kv_rows);
	g_test_add_func("/vm/solve", test_solve);
	g_test_add_func("/vm/log", test_log);
	g_test_add_func("/vm/initramfs", test_initramfs);
	g_test_add_func("/vm/initramfs-error", test_initramfs_error);
	g_test_add_func("/vm/depends", test_depends);
	g_test_add_func("/vm/machines", test_machines);
	g_test_add_func("/vm/scratch", test_scratch);
	g_test_add_func("/vm/scratch-of-the-dead", test_scratch_of_the_dead);
	g_test_add_func("/vm/commands", test_commands);
	return g_test_run();
}
