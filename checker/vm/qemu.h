/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machines that kernels are booted on: one row per architecture, with
 * everything that differs between them, and the QEMU command line.
 *
 * Every machine has one CPU, no network, no disk and no host file system: a
 * console for panics, and a virtio port of its own for results.
 */
#ifndef KMCHECK_VM_QEMU_H
#define KMCHECK_VM_QEMU_H

#include <glib.h>
#include <stdbool.h>

#define VM_MEMORY_MIB 1024

struct vm_arch {
	const char *name;		/* as the limits table spells it */
	const char *kbuild;		/* ARCH= */
	const char *debian;		/* dpkg's name */
	const char *triplet;		/* GNU prefix of its tools */
	const char *compiler_package;	/* and of its static C library */
	const char *libc_package;
	const char *image;		/* below /boot: "vmlinuz" */
	const char *built_image;	/* in a kernel's own build folder */
	const char *qemu, *qemu_package;
	const char *machine, *cpu;
	const char *console;		/* kernel parameter */
	const char *const *devices;	/* console and virtio-serial bus */
	const char *const *support;	/* modules of the result port's driver */
	guint emulated_modules_per_boot;	/* 0: as many as there are */
};

/* By any of its names (limits table, ARCH=, dpkg); NULL if there is none. */
const struct vm_arch *vm_arch_by_name(const char *name);
/* The architecture this program runs on. */
const struct vm_arch *vm_arch_native(void);

struct qemu_boot {
	const struct vm_arch *arch;
	const char *image, *initramfs, *console_log;
	const char *kernel_parameters;	/* added to our own; NULL: none */
	bool use_kvm;
};

/* argv of one boot; results come on its standard output. NULL-terminated,
 * g_strfreev. */
char **qemu_command(const struct qemu_boot *boot);

/* May arch use KVM here: native, and the device can be opened. Whether it
 * really works, only a boot tells. */
bool qemu_may_use_kvm(const struct vm_arch *arch);

/* False and error naming the package if the arch's QEMU is not installed. */
bool qemu_have(const struct vm_arch *arch, GError **error);

#endif
