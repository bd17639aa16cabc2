/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a project's own makefile calls Kbuild:
 *
 *	$(MAKE) -C $(KDIR) M=$(PWD)/src CONFIG_FOO=m modules
 *
 * The folder, the variables on that line and those that the makefile exports
 * decide what is built and with which flags.
 */
#ifndef KMCHECK_BUILD_KBUILD_CALL_H
#define KMCHECK_BUILD_KBUILD_CALL_H

#include "build/build.h"
#include "build/view.h"

struct kbuild_call {
	char *folder;		/* M=, in the view */
	char **variables;	/* X=Y: the line's, without those that are ours
				   to say (M, O, ARCH, …) */
	char **environment;	/* X=Y: what is exported, PWD among them */
};

/* The calls for folders at or below the view's: those of the folder's own
 * dkms.conf or makefile, else of the next above that makes some. Empty if none
 * does. */
GPtrArray *kbuild_calls(const struct view *view, const struct kernel *kernel);

/* Kbuild called for the view's folder and with nothing else said. */
struct kbuild_call *kbuild_call_plain(const struct view *view);
void kbuild_call_free(struct kbuild_call *call);

/* Does this makefile's text call Kbuild anywhere? */
bool calls_kbuild(const char *makefile_text);

#endif
