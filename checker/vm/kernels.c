// SPDX-License-Identifier: GPL-2.0-only
/* From a Debian package, or a build folder, to a kernel that boots. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnu/libc-version.h>
#include <string.h>
#include <unistd.h>

#include "vm/apt.h"
#include "vm/command.h"
#include "vm/kernels.h"

#define TOOL_LIMIT_SECONDS 60

/* Debian 12's own kernels first, the one that takes longest first of all; then
 * those that need another suite. */
static const struct vm_kernel_package matrix[] = {
	{ "6.1 s390x", "bookworm", "s390x", "6.1", "s390x", true },
	{ "6.1 amd64", "bookworm", "amd64", "6.1", "amd64", true },
	{ "6.1 arm64", "bookworm", "arm64", "6.1", "arm64", true },
	{ "6.1 ppc64el", "bookworm", "ppc64el", "6.1", "powerpc64le", true },
	{ "6.12 amd64", "bookworm", "amd64", "6.12", "amd64", false },
	{ "6.12 arm64-16k", "bookworm", "arm64", "6.12", "arm64-16k", false },
	{ "6.12 ppc64el", "trixie", "ppc64el", "6.12", "powerpc64le", false },
	{ "6.12 riscv64", "trixie", "riscv64", "6.12", "riscv64", false },
	{ "7 amd64", "sid", "amd64", "7", "amd64", false },
};

const struct vm_kernel_package *vm_kernel_matrix(guint *length)
{
	*length = G_N_ELEMENTS(matrix);
	return matrix;
}

void vm_kernel_free(struct vm_kernel *kernel)
{
	if (!kernel)
		return;
	g_free(kernel->release);
	g_free(kernel->version);
	g_free(kernel->image);
	g_free(kernel->modules);
	g_free(kernel->build);
	g_free(kernel);
}

/* path, or NULL if it is not there or not ours to read. */
static char *existing(char *path)
{
	if (g_access(path, R_OK) == 0)
		return path;
	g_free(path);
	return NULL;
}

/* The number after NAME in a file of #defines or assignments, or NULL. */
static char *number_after(const char *text, const char *name)
{
	g_autofree char *regex = g_strdup_printf("%s\\s*=?\\s*([0-9]+)", name);
	g_autoptr(GRegex) pattern = g_regex_new(regex, G_REGEX_MULTILINE, 0,
						NULL);
	g_autoptr(GMatchInfo) match = NULL;

	if (!g_regex_match(pattern, text, 0, &match))
		return NULL;
	return g_match_info_fetch(match, 1);
}

/* "6.1.192" from include/generated/uapi/linux/version.h */
static char *build_version(const char *build)
{
	g_autofree char *path = g_build_filename(build, "include", "generated",
						 "uapi", "linux", "version.h",
						 NULL);
	g_autofree char *text = NULL, *major = NULL, *minor = NULL, *sub = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	major = number_after(text, "LINUX_VERSION_MAJOR");
	minor = number_after(text, "LINUX_VERSION_PATCHLEVEL");
	sub = number_after(text, "LINUX_VERSION_SUBLEVEL");
	if (!major || !minor || !sub)
		return NULL;
	return g_strdup_printf("%s.%s.%s", major, minor, sub);
}

/* What the kernel calls itself. Debian's kernel.release is not that. */
static char *build_release(const char *build)
{
	g_autofree char *header = g_build_filename(build, "include",
						   "generated",
						   "utsrelease.h", NULL);
	g_autofree char *text = NULL;
	const char *quote, *end;

	if (!g_file_get_contents(header, &text, NULL, NULL))
		return NULL;
	quote = strchr(text, '"');
	end = quote ? strchr(quote + 1, '"') : NULL;
	return end ? g_strndup(quote + 1, end - quote - 1) : NULL;
}

/* What .config was made for: the first architecture whose symbol is set. */
static const struct vm_arch *build_arch(const char *build)
{
	static const char *const symbols[][2] = {
		{ "\nCONFIG_X86_64=y", "x86_64" },
		{ "\nCONFIG_ARM64=y", "arm64" },
		{ "\nCONFIG_PPC64=y", "ppc64le" },
		{ "\nCONFIG_S390=y", "s390x" },
		{ "\nCONFIG_RISCV=y", "riscv64" },
	};
	g_autofree char *path = g_build_filename(build, ".config", NULL);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return NULL;
	for (guint i = 0; i < G_N_ELEMENTS(symbols); i++)
		if (strstr(text, symbols[i][0]))
			return vm_arch_by_name(symbols[i][1]);
	return NULL;
}

/* Image and modules below root ("/" or where a package was unpacked). */
static bool find_parts(struct vm_kernel *kernel, const char *root,
		       GError **error)
{
	g_autofree char *image = g_strdup_printf("%s-%s", kernel->arch->image,
						 kernel->release);

	kernel->image = existing(g_build_filename(root, "boot", image, NULL));
	if (!kernel->image)
		kernel->image = existing(g_build_filename(
			root, "usr", "lib", "modules", kernel->release,
			kernel->arch->image, NULL));
	kernel->modules = existing(g_build_filename(
		root, "lib", "modules", kernel->release, "kernel", NULL));
	if (!kernel->modules)
		kernel->modules = existing(g_build_filename(
			root, "usr", "lib", "modules", kernel->release,
			"kernel", NULL));
	if (kernel->image)
		return true;
	g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
		    "no kernel image %s/boot/%s", root, image);
	return false;
}

static struct vm_kernel *describe(const struct vm_arch *arch,
				  const char *release, const char *build)
{
	struct vm_kernel *kernel = g_new0(struct vm_kernel, 1);

	kernel->arch = arch;
	kernel->release = g_strdup(release);
	kernel->build = g_strdup(build);
	kernel->version = build_version(build);
	if (!kernel->version)
		kernel->version = g_strdup(release);
	return kernel;
}

/* --- unpacked packages ------------------------------------------------- */

static char *headers_folder(const char *root, const char *release)
{
	g_autofree char *name = g_strdup_printf("linux-headers-%s", release);

	return g_build_filename(root, "usr", "src", name, NULL);
}

/* The headers' Makefile has absolute paths to itself and to the common part:
 * point them at the unpacked copy, which is ours. */
static bool relocate(const char *root, const char *build, GError **error)
{
	g_autofree char *path = g_build_filename(build, "Makefile", NULL);
	g_autofree char *text = NULL;
	g_autoptr(GString) moved = NULL;
	g_autofree char *there = g_strdup_printf("%s/usr/src/", root);

	if (!g_file_get_contents(path, &text, NULL, error))
		return false;
	moved = g_string_new(text);
	g_string_replace(moved, "/usr/src/", there, 0);
	return g_file_set_contents(path, moved->str, -1, error);
}

static bool unpack_host_libraries(const struct apt *apt, const char *native,
				  const char *root, GError **error)
{
	static const char *const packages[] = { "libc6", "libelf1t64",
		"libdw1t64", "zlib1g", "libzstd1", "libbz2-1.0", "liblzma5",
		"libssl3t64" };
	g_autofree char *host = g_build_filename(root, "host", NULL);

	for (guint i = 0; i < G_N_ELEMENTS(packages); i++)
		if (!apt_unpack(apt, packages[i], native, host, error))
			return false;
	return true;
}

/* Names a version of the C library's symbols that this machine has not. */
static bool wants_newer_libc(const char *data, gsize length)
{
	static const char tag[] = "GLIBC_2.";
	const char *at = data, *end = data + length;
	guint have = (guint)g_ascii_strtoull(
		gnu_get_libc_version() + strlen("2."), NULL, 10);

	while ((at = memmem(at, end - at, tag, strlen(tag)))) {
		at += strlen(tag);
		if (at < end && g_ascii_strtoull(at, NULL, 10) > have)
			return true;
	}
	return false;
}

static bool is_foreign_program(const char *path)
{
	g_autoptr(GMappedFile) file = NULL;
	const char *data;
	gsize length;

	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
	    !g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
		return false;
	file = g_mapped_file_new(path, FALSE, NULL);
	data = file ? g_mapped_file_get_contents(file) : NULL;
	length = file ? g_mapped_file_get_length(file) : 0;
	return length > 4 && memcmp(data, "\177ELF", 4) == 0 &&
	       wants_newer_libc(data, length);
}

/* Programs below folder that do not run here. */
static void find_foreign(const char *folder, GPtrArray *paths)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			find_foreign(path, paths);
		else if (is_foreign_program(path))
			g_ptr_array_add(paths, g_steal_pointer(&path));
	}
}

/* Build tools of a newer suite may want a newer C library than this machine
 * has: they get that suite's loader and libraries. */
static bool adapt_tools(const struct apt *apt, const char *native,
			const char *root, GError **error)
{
	g_autofree char *tools = g_build_filename(root, "usr", "lib", NULL);
	g_autofree char *loader = g_build_filename(
		root, "host", "usr", "lib64", "ld-linux-x86-64.so.2", NULL);
	g_autofree char *libraries = g_build_filename(
		root, "host", "usr", "lib", "x86_64-linux-gnu", NULL);
	g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

	find_foreign(tools, paths);
	if (paths->len == 0)
		return true;
	if (!command_have("patchelf", "patchelf", error) ||
	    !unpack_host_libraries(apt, native, root, error))
		return false;
	for (guint i = 0; i < paths->len; i++) {
		const char *const argv[] = { "patchelf", "--set-interpreter",
			loader, "--set-rpath", libraries, paths->pdata[i],
			NULL };

		if (!command_run(argv, NULL, TOOL_LIMIT_SECONDS, NULL, error))
			return false;
	}
	return true;
}

static bool unpack_headers(const struct apt *apt, const char *native,
			   const char *headers, const char *arch,
			   const char *root, GError **error)
{
	g_auto(GStrv) depends = apt_depends(apt, headers, arch, error);

	if (!depends || !apt_unpack(apt, headers, arch, root, error))
		return false;
	for (char **name = depends; *name; name++)
		if ((g_str_has_prefix(*name, "linux-headers-") ||
		     g_str_has_prefix(*name, "linux-kbuild-")) &&
		    !apt_unpack(apt, *name, native, root, error))
			return false;
	return true;
}

/* The image; newer releases split it into linux-binary-R and linux-modules-R,
 * which linux-image-R depends on. */
static bool unpack_image(const struct apt *apt, const char *image,
			 const char *arch, const char *root, GError **error)
{
	g_auto(GStrv) depends = apt_depends(apt, image, arch, error);

	if (!depends || !apt_unpack(apt, image, arch, root, error))
		return false;
	for (char **name = depends; *name; name++)
		if ((g_str_has_prefix(*name, "linux-binary-") ||
		     g_str_has_prefix(*name, "linux-modules-")) &&
		    !apt_unpack(apt, *name, arch, root, error))
			return false;
	return true;
}

static bool unpack_kernel(const struct apt *apt, const struct vm_arch *arch,
			  const char *release, const char *root,
			  bool with_headers, GError **error)
{
	g_autofree char *image = g_strdup_printf("linux-image-%s", release);
	g_autofree char *headers = g_strdup_printf("linux-headers-%s", release);
	g_autofree char *build = headers_folder(root, release);
	g_autofree char *native = apt_native_arch(error);

	if (!native || !unpack_image(apt, image, arch->debian, root, error))
		return false;
	if (!with_headers)
		return true;
	return unpack_headers(apt, native, headers, arch->debian, root,
			      error) &&
	       relocate(root, build, error) &&
	       adapt_tools(apt, native, root, error);
}

/* The stamp is written last: a folder without one is started again. */
static void remove_tree(const char *path)
{
	const char *const argv[] = { "rm", "-rf", "--", path, NULL };

	command_run(argv, NULL, TOOL_LIMIT_SECONDS, NULL, NULL);
}

static char *read_stamp(const char *root)
{
	g_autofree char *path = g_build_filename(root, "release", NULL);
	char *release = NULL;

	if (!g_file_get_contents(path, &release, NULL, NULL))
		return NULL;
	return g_strstrip(release);
}

static bool write_stamp(const char *root, const char *release, GError **error)
{
	g_autofree char *path = g_build_filename(root, "release", NULL);

	return g_file_set_contents(path, release, -1, error);
}

/* "6.1.0-56-amd64", newest in the archive. */
static char *newest_release(const struct apt *apt,
			    const struct vm_kernel_package *package,
			    GError **error)
{
	g_autofree char *series = g_regex_escape_string(package->series, -1);
	g_autofree char *regex = g_strdup_printf(
		"linux-image-%s\\.[0-9.]+(-[0-9]+|\\+deb[0-9.]+)-%s", series,
		package->flavour);
	g_autofree char *name = apt_newest(apt, regex, error);

	if (!name)
		g_prefix_error(error, "a kernel %s for %s is ", package->series,
			       package->flavour);
	return name ? g_strdup(name + strlen("linux-image-")) : NULL;
}

static char *fetch_into(const char *root, const char *cache_dir,
			const struct vm_kernel_package *package, GError **error)
{
	struct apt apt;
	char *release = NULL;

	if (!apt_open(&apt, cache_dir, package->suite, package->arch, error))
		return NULL;
	remove_tree(root);
	release = newest_release(&apt, package, error);
	if (release &&
	    (!unpack_kernel(&apt, vm_arch_by_name(package->arch), release, root,
			    true, error) ||
	     !write_stamp(root, release, error)))
		g_clear_pointer(&release, g_free);
	apt_close(&apt);
	return release;
}

struct vm_kernel *vm_kernel_fetch(const struct vm_kernel_package *package,
				  const char *cache_dir, GError **error)
{
	const struct vm_arch *arch = vm_arch_by_name(package->arch);
	g_autofree char *slug = g_strdelimit(g_strdup(package->name), " ", '-');
	g_autofree char *root = g_build_filename(cache_dir, "kernels", slug,
						 NULL);
	g_autofree char *release = read_stamp(root);
	g_autofree char *build = NULL;
	struct vm_kernel *kernel;

	if (!release)
		release = fetch_into(root, cache_dir, package, error);
	if (!release)
		return NULL;
	build = headers_folder(root, release);
	kernel = describe(arch, release, build);
	if (find_parts(kernel, root, error))
		return kernel;
	vm_kernel_free(kernel);
	return NULL;
}

/* --- the kernel of a build folder -------------------------------------- */

/* The suite whose packages carry that kind of release name. */
static const char *suite_of_release(const char *release)
{
	if (strstr(release, "+deb13"))
		return "trixie";
	if (strstr(release, "+deb14"))
		return "sid";
	return "bookworm";
}

/* A kernel of that release that was unpacked before, for whatever reason. */
static char *cached_root(const char *cache_dir, const char *release)
{
	g_autofree char *folder = g_build_filename(cache_dir, "kernels", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *root = g_build_filename(folder, name, NULL);
		g_autofree char *stamp = read_stamp(root);

		if (g_strcmp0(stamp, release) == 0)
			return g_steal_pointer(&root);
	}
	return NULL;
}

static bool fetch_image(struct vm_kernel *kernel, const char *cache_dir,
			GError **error)
{
	g_autofree char *cached = cached_root(cache_dir, kernel->release);
	g_autofree char *root = g_build_filename(cache_dir, "kernels",
						 kernel->release, NULL);
	struct apt apt;
	bool ok;

	if (cached)
		return find_parts(kernel, cached, error);
	if (!apt_open(&apt, cache_dir, suite_of_release(kernel->release),
		      kernel->arch->debian, error))
		return false;
	remove_tree(root);
	ok = unpack_kernel(&apt, kernel->arch, kernel->release, root, false,
			   error) &&
	     write_stamp(root, kernel->release, error);
	apt_close(&apt);
	return ok && find_parts(kernel, root, error);
}

static bool find_image(struct vm_kernel *kernel, const char *cache_dir,
		       GError **error)
{
	kernel->image = existing(g_build_filename(
		kernel->build, kernel->arch->built_image, NULL));
	if (kernel->image) {
		kernel->modules = g_strdup(kernel->build);
		return true;
	}
	if (find_parts(kernel, "/", NULL))
		return true;
	g_clear_pointer(&kernel->modules, g_free);
	if (fetch_image(kernel, cache_dir, error))
		return true;
	g_prefix_error(error, "no image of kernel %s to boot: ",
		       kernel->release);
	return false;
}

/* Its own image if it was built there; the installed one of that release;
 * else Debian's package of exactly that release. */
static struct vm_kernel *kernel_of_build(const char *build,
					 const char *cache_dir, GError **error)
{
	g_autofree char *release = build_release(build);
	const struct vm_arch *arch = build_arch(build);
	struct vm_kernel *kernel;

	if (!release || !arch) {
		g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
			    "%s %s", build, !release ? "is not a configured kernel" :
			    "is for an architecture that cannot be booted");
		return NULL;
	}
	kernel = describe(arch, release, build);
	if (find_image(kernel, cache_dir, error))
		return kernel;
	vm_kernel_free(kernel);
	return NULL;
}

/* The row of the matrix for arch whose series version belongs to. */
static const struct vm_kernel_package *package_like(const struct vm_arch *arch,
						    const char *version)
{
	for (guint i = 0; arch && version && i < G_N_ELEMENTS(matrix); i++) {
		gsize length = strlen(matrix[i].series);

		if (vm_arch_by_name(matrix[i].arch) == arch &&
		    g_str_has_prefix(version, matrix[i].series) &&
		    strchr(".-", version[length]))
			return &matrix[i];
	}
	return NULL;
}

struct vm_kernel *vm_kernel_for(const char *build, const char *arch,
				const char *version, const char *cache_dir,
				GError **error)
{
	const struct vm_kernel_package *package;
	g_autoptr(GError) why = NULL;
	struct vm_kernel *kernel = NULL;

	if (build)
		kernel = kernel_of_build(build, cache_dir, &why);
	if (kernel)
		return kernel;
	package = package_like(vm_arch_by_name(arch), version);
	if (package)
		return vm_kernel_fetch(package, cache_dir, error);
	if (why)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
			    "no kernel %s for %s to boot", version, arch);
	return NULL;
}
