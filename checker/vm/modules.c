// SPDX-License-Identifier: GPL-2.0-only
/* Building, reading and ordering kernel modules. */
#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <string.h>

#include "vm/command.h"
#include "vm/modules.h"

#define BUILD_LIMIT_SECONDS 900
#define READ_BYTES (64 * 1024)

static bool is_native(const struct vm_arch *arch)
{
	return arch == vm_arch_native();
}

/* The compiler of arch: "gcc" at home, else with the GNU prefix. */
static char *compiler(const struct vm_arch *arch)
{
	return is_native(arch) ? g_strdup("gcc") :
				 g_strdup_printf("%s-gcc", arch->triplet);
}

bool module_tools(const struct vm_arch *arch, GError **error)
{
	g_autofree char *gcc = compiler(arch);

	return command_have("make", "make", error) &&
	       command_have(gcc, arch->compiler_package, error);
}

/* Options that the packaged kernel's compiler had and an older one here may
 * not have, or gets wrong (gcc 12 puts ppc64's patchable entries where they
 * move the TOC): they change the code of a module, not its interface. */
static const char *const newer_compiler_options[] = {
	"CONFIG_CC_HAS_MIN_FUNCTION_ALIGNMENT=",
	"CONFIG_CC_HAS_COUNTED_BY=",
	"CONFIG_CC_HAS_MULTIDIMENSIONAL_NONSTRING=",
	"CONFIG_DEBUG_INFO_BTF_MODULES=",
	"CC_FLAGS_FTRACE=",
};

bool module_build(const struct vm_kernel *kernel, const char *directory,
		  bool keep_going, char **output, GError **error)
{
	g_autofree char *gcc = compiler(kernel->arch);
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	char *text = NULL;
	bool ok;

	if (!module_tools(kernel->arch, error))
		return false;
	g_ptr_array_add(argv, g_strdup("make"));
	g_ptr_array_add(argv, g_strdup(keep_going ? "-k" : "--no-print-directory"));
	g_ptr_array_add(argv, g_strdup("-C"));
	g_ptr_array_add(argv, g_strdup(kernel->build));
	g_ptr_array_add(argv, g_strdup_printf("M=%s", directory));
	g_ptr_array_add(argv, g_strdup_printf("CC=%s", gcc));
	if (!is_native(kernel->arch)) {
		g_ptr_array_add(argv, g_strdup_printf("ARCH=%s",
						      kernel->arch->kbuild));
		g_ptr_array_add(argv, g_strdup_printf("CROSS_COMPILE=%s-",
						      kernel->arch->triplet));
	}
	for (guint i = 0; i < G_N_ELEMENTS(newer_compiler_options); i++)
		g_ptr_array_add(argv, g_strdup(newer_compiler_options[i]));
	g_ptr_array_add(argv, g_strdup("modules"));
	g_ptr_array_add(argv, NULL);
	ok = command_run((const char *const *)argv->pdata, directory,
			 BUILD_LIMIT_SECONDS, &text, error);
	if (output)
		*output = g_steal_pointer(&text);
	g_free(text);
	return ok;
}

/* What the linker and the preprocessor say when there is no C library. */
static bool lacks_libc(const char *output)
{
	return output && (strstr(output, "cannot find -lc") ||
			  strstr(output, "crt1.o") ||
			  strstr(output, ".h: No such file"));
}

bool module_build_init(const struct vm_arch *arch, const char *source,
		       const char *path, GError **error)
{
	g_autofree char *gcc = compiler(arch);
	const char *const argv[] = { gcc, "-std=gnu11", "-D_GNU_SOURCE", "-O2",
		"-static", "-o", path, source, NULL };
	g_autofree char *output = NULL;

	if (!command_have(gcc, arch->compiler_package, error))
		return false;
	if (command_run(argv, NULL, BUILD_LIMIT_SECONDS, &output, error))
		return true;
	if (!lacks_libc(output))
		return false;
	g_clear_error(error);
	g_set_error(error, VM_ERROR, VM_ERROR_MISSING,
		    "%s has no C library (Debian package %s)", gcc,
		    arch->libc_package);
	return false;
}

/* "drivers/char/virtio-foo.ko.xz" -> "virtio_foo"; NULL if not a module. */
static char *module_name(const char *file)
{
	const char *end = strstr(file, ".ko");

	if (!end || (end[3] != '\0' && end[3] != '.'))
		return NULL;
	return g_strdelimit(g_strndup(file, end - file), "-", '_');
}

static void index_folder(GHashTable *index, const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, file, NULL);
		char *name = module_name(file);

		if (name)
			g_hash_table_insert(index, name,
					    g_steal_pointer(&path));
		else if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
			 !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			index_folder(index, path);
	}
}

GHashTable *module_index(const struct vm_kernel *kernel)
{
	GHashTable *index = g_hash_table_new_full(g_str_hash, g_str_equal,
						  g_free, g_free);

	if (kernel->modules)
		index_folder(index, kernel->modules);
	return index;
}

static GBytes *read_entry(struct archive *archive)
{
	GByteArray *bytes = g_byte_array_new();
	g_autofree guint8 *buffer = g_malloc(READ_BYTES);
	la_ssize_t length;

	while ((length = archive_read_data(archive, buffer, READ_BYTES)) > 0)
		g_byte_array_append(bytes, buffer, (guint)length);
	if (length == 0)
		return g_byte_array_free_to_bytes(bytes);
	g_byte_array_unref(bytes);
	return NULL;
}

GBytes *module_read(const char *path, GError **error)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	GBytes *image = NULL;

	archive_read_support_filter_all(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open_filename(archive, path, READ_BYTES) ==
		    ARCHIVE_OK &&
	    archive_read_next_header(archive, &entry) == ARCHIVE_OK)
		image = read_entry(archive);
	if (!image)
		g_set_error(error, VM_ERROR, VM_ERROR_COMMAND, "%s: %s", path,
			    archive_error_string(archive));
	archive_read_free(archive);
	return image;
}

char **module_depends(GBytes *image)
{
	static const char key[] = "\0depends=";
	gsize size;
	const char *data = g_bytes_get_data(image, &size);
	const char *found = memmem(data, size, key, sizeof(key) - 1);
	g_autofree char *list = NULL;

	if (!found)
		return g_new0(char *, 1);
	found += sizeof(key) - 1;
	list = g_strndup(found, strnlen(found, data + size - found));
	return *list ? g_strsplit(list, ",", -1) : g_new0(char *, 1);
}

static bool has_name(const GPtrArray *names, const char *name)
{
	for (guint i = 0; i < names->len; i++)
		if (g_str_equal(names->pdata[i], name))
			return true;
	return false;
}

bool module_closure(GHashTable *index, GBytes *image, GPtrArray *images,
		    GPtrArray *names, GError **error)
{
	g_auto(GStrv) depends = module_depends(image);

	for (char **each = depends; *each; each++) {
		g_autofree char *name = g_strdelimit(g_strdup(*each), "-", '_');
		const char *path = g_hash_table_lookup(index, name);
		GBytes *needed;

		if (!path || has_name(names, name))
			continue;
		needed = module_read(path, error);
		if (!needed)
			return false;
		if (!module_closure(index, needed, images, names, error)) {
			g_bytes_unref(needed);
			return false;
		}
		g_ptr_array_add(images, needed);
		g_ptr_array_add(names, g_steal_pointer(&name));
	}
	return true;
}
