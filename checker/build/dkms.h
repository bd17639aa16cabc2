/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dkms.conf: how DKMS builds a module. It is shell, and only read: assignments
 * of text and variables count, whatever stands around them.
 */
#ifndef KMCHECK_BUILD_DKMS_H
#define KMCHECK_BUILD_DKMS_H

#include "build/build.h"

/* The shell line that builds the module in `folder` (MAKE or MAKE[0]), with
 * the folder in place of the copy that DKMS would make. NULL if there is no
 * dkms.conf or it has none. The caller frees it. */
char *dkms_command(const char *folder, const struct kernel *kernel);

#endif
