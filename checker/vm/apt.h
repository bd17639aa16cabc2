/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * apt with a configuration of its own, in a folder of its own: any Debian
 * suite and architecture, nothing installed, nothing of the machine changed.
 */
#ifndef KMCHECK_VM_APT_H
#define KMCHECK_VM_APT_H

#include <glib.h>
#include <stdbool.h>

struct apt {
	char *directory;	/* configuration, lists, packages */
	char *config;		/* -c FILE */
	char *trouble;		/* lists that could not be fetched, or NULL */
};

/* Set up below cache_dir for packages of suite and arch (dpkg's names), and
 * of the machine's own architecture; fetch the lists if there are none. */
bool apt_open(struct apt *apt, const char *cache_dir, const char *suite,
	      const char *arch, GError **error);
void apt_close(struct apt *apt);

/* The newest package whose whole name matches regex, by version order; NULL
 * and error if there is none. The caller frees it. */
char *apt_newest(const struct apt *apt, const char *regex, GError **error);

/* Names of the packages that name:arch depends on (strv). */
char **apt_depends(const struct apt *apt, const char *name, const char *arch,
		   GError **error);

/* Download name:arch and unpack it below root. */
bool apt_unpack(const struct apt *apt, const char *name, const char *arch,
		const char *root, GError **error);

/* This machine's own dpkg architecture; the caller frees it. */
char *apt_native_arch(GError **error);

#endif
