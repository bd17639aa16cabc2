// SPDX-License-Identifier: GPL-2.0-only
/* The machines, and how QEMU is asked for them. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "vm/command.h"
#include "vm/qemu.h"

static const char *const pc_devices[] = {
	"-serial", "chardev:console", "-device", "virtio-serial-pci", NULL,
};

static const char *const pseries_devices[] = {
	"-device", "spapr-vty,chardev=console",
	"-device", "virtio-serial-pci", NULL,
};

static const char *const s390_devices[] = {
	"-device", "sclpconsole,chardev=console",
	"-device", "virtio-serial-ccw", NULL,
};

static const char *const pci_support[] = {
	"virtio_pci", "virtio_console", NULL,
};

static const char *const ccw_support[] = {
	"virtio_ccw", "virtio_console", NULL,
};

static const struct vm_arch arches[] = {
	{
		.name = "x86_64", .kbuild = "x86", .debian = "amd64",
		.triplet = "x86_64-linux-gnu",
		.compiler_package = "gcc", .libc_package = "libc6-dev",
		.image = "vmlinuz", .built_image = "arch/x86/boot/bzImage",
		.qemu = "qemu-system-x86_64",
		.qemu_package = "qemu-system-x86",
		.machine = "q35", .cpu = "max", .console = "ttyS0",
		.devices = pc_devices, .support = pci_support,
	}, {
		/* cortex-a76 has 4, 16 and 64 KiB pages */
		.name = "arm64", .kbuild = "arm64", .debian = "arm64",
		.triplet = "aarch64-linux-gnu",
		.compiler_package = "gcc-aarch64-linux-gnu",
		.libc_package = "libc6-dev-arm64-cross",
		.image = "vmlinuz", .built_image = "arch/arm64/boot/Image",
		.qemu = "qemu-system-aarch64",
		.qemu_package = "qemu-system-arm",
		.machine = "virt", .cpu = "cortex-a76", .console = "ttyAMA0",
		.devices = pc_devices, .support = pci_support,
	}, {
		.name = "ppc64le", .kbuild = "powerpc", .debian = "ppc64el",
		.triplet = "powerpc64le-linux-gnu",
		.compiler_package = "gcc-powerpc64le-linux-gnu",
		.libc_package = "libc6-dev-ppc64el-cross",
		.image = "vmlinux", .built_image = "vmlinux",
		.qemu = "qemu-system-ppc64",
		.qemu_package = "qemu-system-ppc",
		.machine = "pseries,cap-cfpc=broken,cap-sbbc=broken,"
			   "cap-ibs=broken,cap-ccf-assist=off",
		.cpu = "power9", .console = "hvc0",
		.devices = pseries_devices, .support = pci_support,
	}, {
		.name = "s390x", .kbuild = "s390", .debian = "s390x",
		.triplet = "s390x-linux-gnu",
		.compiler_package = "gcc-s390x-linux-gnu",
		.libc_package = "libc6-dev-s390x-cross",
		.image = "vmlinuz", .built_image = "arch/s390/boot/bzImage",
		.qemu = "qemu-system-s390x",
		.qemu_package = "qemu-system-misc",
		.machine = "s390-ccw-virtio", .cpu = "max", .console = "ttyS1",
		.devices = s390_devices, .support = ccw_support,
		/* Before QEMU 10 MVC, by which the kernel copies a module,
		 * leaves what was translated of the memory's last use: a
		 * module would run into code of one unloaded before it. */
		.emulated_modules_per_boot = 1,
	}, {
		.name = "riscv64", .kbuild = "riscv", .debian = "riscv64",
		.triplet = "riscv64-linux-gnu",
		.compiler_package = "gcc-riscv64-linux-gnu",
		.libc_package = "libc6-dev-riscv64-cross",
		.image = "vmlinux", .built_image = "arch/riscv/boot/Image",
		.qemu = "qemu-system-riscv64",
		.qemu_package = "qemu-system-misc",
		.machine = "virt", .cpu = "rv64", .console = "ttyS0",
		.devices = pc_devices, .support = pci_support,
	},
};

const struct vm_arch *vm_arch_by_name(const char *name)
{
	for (guint i = 0; name && i < G_N_ELEMENTS(arches); i++) {
		const struct vm_arch *arch = &arches[i];

		if (g_str_equal(arch->name, name) ||
		    g_str_equal(arch->kbuild, name) ||
		    g_str_equal(arch->debian, name))
			return arch;
	}
	return NULL;
}

const struct vm_arch *vm_arch_native(void)
{
	struct utsname uts;

	if (uname(&uts) < 0)
		return NULL;
	if (g_str_equal(uts.machine, "aarch64"))
		return vm_arch_by_name("arm64");
	return vm_arch_by_name(uts.machine);
}

bool qemu_may_use_kvm(const struct vm_arch *arch)
{
	int fd;

	if (arch != vm_arch_native())
		return false;
	fd = g_open("/dev/kvm", O_RDWR | O_CLOEXEC, 0);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

bool qemu_have(const struct vm_arch *arch, GError **error)
{
	return command_have(arch->qemu, arch->qemu_package, error);
}

static void add(GPtrArray *argv, const char *option, char *value)
{
	g_ptr_array_add(argv, g_strdup(option));
	if (value)
		g_ptr_array_add(argv, value);
}

/* A panic ends the machine at once (panic=-1 with -no-reboot), an oops is a
 * panic, and only errors go to the slow console: the log is read by init. The
 * self tests of the ciphers are a tenth of an emulated boot. */
static char *kernel_command_line(const struct qemu_boot *boot)
{
	return g_strdup_printf(
		"console=%s loglevel=4 oops=panic panic=-1 slub_debug=FZPU "
		"cryptomgr.notests %s",
		boot->arch->console,
		boot->kernel_parameters ? boot->kernel_parameters : "");
}

char **qemu_command(const struct qemu_boot *boot)
{
	const struct vm_arch *arch = boot->arch;
	GPtrArray *argv = g_ptr_array_new();

	add(argv, arch->qemu, NULL);
	add(argv, "-nodefaults", NULL);
	add(argv, "-no-user-config", NULL);
	add(argv, "-no-reboot", NULL);
	add(argv, "-display", g_strdup("none"));
	add(argv, "-monitor", g_strdup("none"));
	add(argv, "-nic", g_strdup("none"));
	add(argv, "-smp", g_strdup("1"));
	add(argv, "-m", g_strdup_printf("%u", VM_MEMORY_MIB));
	add(argv, "-machine", g_strdup(arch->machine));
	add(argv, "-accel", g_strdup(boot->use_kvm ? "kvm" : "tcg"));
	add(argv, "-cpu", g_strdup(boot->use_kvm ? "host" : arch->cpu));
	/* Not `stdio`: that would hang up as soon as there is no input. */
	add(argv, "-chardev", g_strdup("file,id=port,path=/dev/stdout"));
	add(argv, "-chardev", g_strdup_printf("file,id=console,path=%s",
					      boot->console_log));
	for (const char *const *word = arch->devices; *word; word++)
		g_ptr_array_add(argv, g_strdup(*word));
	add(argv, "-device", g_strdup("virtserialport,chardev=port,nr=1"));
	add(argv, "-kernel", g_strdup(boot->image));
	add(argv, "-initrd", g_strdup(boot->initramfs));
	add(argv, "-append", kernel_command_line(boot));
	g_ptr_array_add(argv, NULL);
	return (char **)g_ptr_array_free(argv, FALSE);
}
