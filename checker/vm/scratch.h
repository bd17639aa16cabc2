/* SPDX-License-Identifier: GPL-2.0-only */
/* A folder that goes when this process does, however it ends. */
#ifndef KMCHECK_VM_SCRATCH_H
#define KMCHECK_VM_SCRATCH_H

#include <gio/gio.h>

struct scratch {
	char *path;
	GSubprocess *keeper;		/* removes it once its input ends */
};

/* Make NAME-XXXXXX in folder. NULL and error if that fails. */
struct scratch *scratch_new(const char *folder, const char *name,
			    GError **error);
/* Remove it, with all that is in it. NULL is nothing. */
void scratch_free(struct scratch *scratch);

#endif
