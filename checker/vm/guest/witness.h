/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The body of a witness: makes the least and the largest request of a finding
 * (LEAST_CALL, MOST_CALL) once each and says what came of it. What is granted
 * is kept: the machine is thrown away.
 */
#include <linux/module.h>

#include "memory.h"
#include "report.h"

static int __init witness_init(void)
{
	int error = vm_device_add();

	if (error)
		return error;
	vm_say("page_size %lu", PAGE_SIZE);
#ifdef LEAST_CALL
	vm_say("least %s", vm_answer((unsigned long)(LEAST_CALL)));
#endif
	vm_say("most %s", vm_answer((unsigned long)(MOST_CALL)));
	vm_done();
	return 0;
}

static void __exit witness_exit(void)
{
	root_device_unregister(vm_device);
}

module_init(witness_init);
module_exit(witness_exit);
MODULE_DESCRIPTION("Makes the request that a finding is about");
MODULE_LICENSE("GPL");
