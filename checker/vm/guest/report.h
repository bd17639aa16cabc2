/* SPDX-License-Identifier: GPL-2.0-only */
/* How a module under test speaks: KTAP lines that init forwards as they are. */
#ifndef KMCHECK_GUEST_REPORT_H
#define KMCHECK_GUEST_REPORT_H

#include <linux/printk.h>

#define vm_say(format, ...) \
	printk(KERN_INFO "kmcheck-vm: " format "\n", ##__VA_ARGS__)

/* A subtest; value is its result. */
#define vm_check(value, format, ...)				\
({								\
	bool __ok = (value);					\
								\
	vm_say("%sok - " format, __ok ? "" : "not ", ##__VA_ARGS__); \
	__ok;							\
})

/* Without it a module has not reported. */
#define vm_done() vm_say("# done")

#endif
