/* SPDX-License-Identifier: GPL-2.0-only */
/* What calls need besides a size: a device, memory to copy from. */
#ifndef KMCHECK_GUEST_MEMORY_H
#define KMCHECK_GUEST_MEMORY_H

#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define VM_FLAGS GFP_KERNEL

/* More is never copied: the allocation fails first. */
#define VM_COPY_BYTES (64UL << 20)

struct vm_flex {
	int count;
	char bytes[];
};

static struct device *vm_device;

static inline int vm_device_add(void)
{
	vm_device = root_device_register("kmcheck-witness");
	return PTR_ERR_OR_ZERO(vm_device);
}

static inline void vm_release(struct device *device, void *memory)
{
}

/* Memory of the process that loads the module. */
static inline void __user *vm_user(unsigned long bytes)
{
	if (bytes > VM_COPY_BYTES)
		bytes = VM_COPY_BYTES;
	return (void __user *)vm_mmap(NULL, 0, bytes, PROT_READ | PROT_WRITE,
				      MAP_ANONYMOUS | MAP_PRIVATE, 0);
}

/* Not inline: the fortified string functions must not see how long it is. */
static noinline __maybe_unused void *vm_kernel(unsigned long bytes)
{
	return vzalloc(bytes < VM_COPY_BYTES ? bytes : VM_COPY_BYTES);
}

/* "works", "NULL" or "error", with whatever a call returns as a number. */
static inline const char *vm_answer(unsigned long value)
{
	if (!value)
		return "NULL";
	return IS_ERR_VALUE(value) ? "error" : "works";
}

#endif
